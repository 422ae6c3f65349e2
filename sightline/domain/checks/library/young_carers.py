"""DP-07: somebody at home is unwell and nobody asked who helps. DP-08: a child helps care and was not assessed. DP-09:
what a child carries may have changed."""

from __future__ import annotations

from collections.abc import Iterator

from ..around import people_around
from ..case import OpenLevel
from ..conclude import conclude
from ..fact import Fact
from ..look import Look, When
from ..looks import when_of
from ..maybe import NO, Maybe, all_in, all_of, any_in, any_of, known, not_, open_, yes
from ..vocabulary import Check, Empties, NumberClass, Outcome, Parameter, Severity, ours
from .adults import none_of
from .clocks import between, first_in

UNWELL = ("physical_illness", "mental_health", "alcohol", "drugs", "learning_disability")
CHANGES = ("new_diagnosis", "admission", "carer_leaves")
WHOSE = "It is not recorded which child one of the entries on caring is about."
DUTY = "The duty to look for and assess young carers is national (Children Act 1989, s.17ZA); the number is ours"


def is_old_enough(look: Look) -> Maybe:
    """Whether the child could be old enough to be asked about."""
    return look.is_at_least(look.number("from_months"))


def caring_explored(look: Look) -> Outcome:
    """DP-07: a household member unwell, disabled or using substances; child five or more; caring unanswered."""
    days = look.number("days")
    reasons = list(_reasons(look))
    hidden = any_in(look.unseen(kind) for kind in ("HouseholdMembership", "Concern"))

    def judge(level: OpenLevel) -> Maybe:
        def asks(person: str, is_so: Maybe, starts: tuple[When, ...]) -> Maybe:
            long = all_in([look.days_passed(start, days) for start in (level.fact, *starts)]).citing()
            return all_of(is_so, long, none_of(_is_answered(look, person), look.unseen("CaringRole")))

        return any_in(asks(*reason) for reason in reasons)

    old_enough = is_old_enough(look)
    found = look.each_open(judge)
    rested = [person for person, is_so, _ in reasons if set(is_so.because) & set(found.because)]
    return conclude(
        look,
        applies=all_of(old_enough, any_in(is_so for _, is_so, _ in reasons) | hidden),
        asks=all_of(old_enough, found) | (hidden & old_enough),
        words=lambda: {"who": look.who(rested[0], "somebody at home") if rested else "somebody at home"},
    )


def _reasons(look: Look) -> Iterator[tuple[str, Maybe, tuple[When, ...]]]:
    """Who at home may need care, whether it is so, and since when it is known."""
    status = "It is not recorded whether one of the concerns is current."
    topic = "It is not recorded what one of the concerns is about."
    whom = "It is not recorded whom one of the concerns is about."
    for one, is_here, row in _at_home(look):
        for concern in look.rows("Concern"):
            about = look.is_about(concern, "person", one, whom)
            if about.is_no:
                continue
            is_so = all_of(
                about,
                look.is_one_of(concern, "topic", UNWELL, topic),
                look.is_one_of(concern, "status", ("current", "unknown"), status),
                is_here,
            )
            if not is_so.is_no:
                yield one, is_so.citing(concern, row), (row, concern)
        person = look.record.find(one, "Person")
        if person and _is_disabled(person):
            yield one, is_here.citing(person, row), (row, person.recorded_on or look.as_of)


def _at_home(look: Look) -> Iterator[tuple[str, Maybe, Fact]]:
    """Who lives with the child, by a household or by an adult's role; whether surely, and the row that says so."""
    around = people_around(look, regular_contacts=False)
    for one in around:
        yield one.person, one.is_here, one.fact
    members = {one.person for one in around}
    for role in look.rows("AdultRole"):
        person = role.text("person")
        if person and person not in members and role.yes("lives_here") is not False:
            untold = f"It is not recorded whether {look.who(person)} lives with {look.name}."
            yield person, look.says_yes(role, "lives_here", untold), role


def _is_disabled(person: Fact) -> bool:
    return any(str(code).strip().upper() not in ("", "NONE") for code in person.items("disability"))


def _is_answered(look: Look, person: str) -> Maybe:
    """Whether it is answered who helps this person: by name, or for everybody."""
    return any_in(
        all_of(look.is_about(role, "child", look.child, WHOSE), known(role.yes("answer") is not None)).citing(role)
        for role in look.rows("CaringRole")
        if role.text("cared_for") in ("", person)
    )


def caring_assessed(look: Look) -> Outcome:
    """DP-08: the child helps care, and no assessment of the child's own was offered in twenty working days."""
    days = look.number("working_days")
    roles = [fact for fact in look.rows("CaringRole") if not look.is_about(fact, "child", look.child, WHOSE).is_no]
    helping = [(fact, _helps(look, fact, roles)) for fact in roles]
    began = min((day for fact in roles if (day := when_of(fact).earliest)), default=None)
    offered = any_in(_was_offered(look, fact) for fact in look.rows("YCAssessment"))
    none_yet = none_of(offered, look.unseen("YCAssessment", since=began))
    hidden = look.unseen("CaringRole")
    waited = any_in(all_of(helps, look.working_days_passed(fact, days)).citing(fact) for fact, helps in helping)
    return conclude(
        look,
        applies=any_in(helps for _, helps in helping) | hidden,
        asks=(waited & none_yet) | hidden,
    )


def _helps(look: Look, role: Fact, roles: list[Fact]) -> Maybe:
    """Whether an entry says that the child helps care, and none later says that the child no longer does."""
    untold = "It is not recorded whether the child helps care."
    same = (
        fact
        for fact in roles
        if fact is not role and not fact.yes("answer") and fact.text("cared_for") == role.text("cared_for")
    )
    return all_of(
        look.says_yes(role, "answer", untold),
        look.is_about(role, "child", look.child, WHOSE),
        not_(first_in(_says_no(look, fact) & _is_later(look, fact, role) for fact in same)),
    ).citing(role)


def _says_no(look: Look, role: Fact) -> Maybe:
    untold = "It is not recorded whether the child helps care."
    return all_of(look.says_no(role, "answer", untold), look.is_about(role, "child", look.child, WHOSE))


def _is_later(look: Look, role: Fact, other: Fact) -> Maybe:
    """Whether one entry came after another; on one day the later written."""
    if when_of(role).has_bounds and when_of(other).has_bounds:
        return known(role.order > other.order)
    return look.since(role, other)


def _was_offered(look: Look, fact: Fact) -> Maybe:
    """Whether an assessment was offered, declined or done."""
    if fact.is_filled("declined_by") or look.has_happened(fact, "done_on").is_yes:
        offered = yes(fact)
    else:
        offered = look.says_yes(fact, "offered", "It is not recorded whether an assessment was offered.")
    return all_of(offered, look.is_about(fact, "child", look.child, WHOSE))


def caring_changed(look: Look) -> Outcome:
    """DP-09: after the assessment a new diagnosis, an admission, a carer gone or more tasks, and not reviewed since."""
    done = [
        (fact, _was_offered(look, fact))
        for fact in look.rows("YCAssessment")
        if not look.is_about(fact, "child", look.child, WHOSE).is_no
    ]
    standing = [fact for fact, counts in done if not counts.is_no]
    changes = tuple(_changes(look, standing))

    def unreviewed(change: Fact, is_one: Maybe) -> Maybe:
        if is_one.is_no:
            return NO
        reviewed = first_in(_looked_again(look, change, fact, counts, "reviewed_on") for fact, counts in done)
        again = [
            (fact, answer)
            for fact, counts in done
            if not (answer := _looked_again(look, change, fact, counts, _own_day(fact))).is_no
        ]
        stale = first_in(
            all_of(
                counts,
                _came_after(look, change, fact),
                not_(reviewed),
                not_(first_in(answer for other, answer in again if other is not fact)),
            ).citing(change, fact)
            for fact, counts in done
        )
        return all_of(is_one, stale)

    hidden = look.unseen("YCAssessment")
    began = min((day for fact in standing if (day := look.when(fact, _own_day(fact)).earliest)), default=None)
    unread = any_of(look.unseen("Event", since=began), look.unseen("CaringRole", since=began))
    return conclude(
        look,
        applies=any_in(counts for _, counts in done) | hidden,
        asks=any_of(*(unreviewed(change, is_one) for change, is_one in changes), unread, hidden),
    )


def _changes(look: Look, standing: list[Fact]) -> Iterator[tuple[Fact, Maybe]]:
    untold = "It is not recorded what one of the events was about."
    for event in look.rows("Event"):
        yield event, look.is_one_of(event, "topic", CHANGES, untold)
    roles = [role for role in look.rows("CaringRole") if not look.is_about(role, "child", look.child, WHOSE).is_no]
    named: set[str] = set()
    untold_before = NO
    for role in roles:  # oldest first
        tasks = {str(task).strip().lower() for task in role.items("tasks")}
        if tasks - named and role.yes("answer") is not False:
            added = untold_before if untold_before.is_open else yes(role)
            yield role, all_of(look.is_about(role, "child", look.child, WHOSE), added)
        if any(not _came_after(look, role, fact).is_yes for fact in standing):
            named |= tasks
            if role.get("tasks") is None and role.yes("answer"):
                untold_before = open_("It is not recorded which tasks the child had before.", role)


def _came_after(look: Look, change: Fact, assessment: Fact) -> Maybe:
    """Whether a change came after the day an assessment was done or, else, offered."""
    if change is assessment:
        return NO
    return between(look, change, look.when(assessment, _own_day(assessment)), look.as_of)


def _looked_again(look: Look, change: Fact, assessment: Fact, counts: Maybe, field: str) -> Maybe:
    """Whether an assessment was reviewed, done or offered on or after a change."""
    return all_of(counts, look.has_happened(assessment, field), look.since(assessment, change, field))


def _own_day(assessment: Fact) -> str:
    return "done_on" if assessment.is_filled("done_on") else "at"


DP_07 = Check(
    id="DP-07",
    name="Caring not explored",
    question="Who helps when somebody at home is unwell? Might it be a child?",
    theme="DIRECT-CARER",
    condition=(
        "Somebody in the household is ill, disabled, mentally unwell, using substances or has a learning disability; "
        "the child is 5 or older; and for more than 30 days it is not answered whether the child helps care."
    ),
    prompts={
        Severity.REFLECT: (
            "The record shows that {who} may need help at times, and not who gives it. Who helps then, and might it be "
            "{name}?"
        )
    },
    parameters=(
        Parameter("days", 30, "days", NumberClass.OUR_DEFAULT, DUTY, "Since it is known, and since the case is open"),
        ours("from_months", 60, "months", "The child's age: five years"),
    ),
    kinds=("Involvement", "CaringRole"),
    also_reads=("Person", "HouseholdMembership", "AdultRole", "Concern"),
    levels=("CIN", "CP", "S47", "CLA"),
    clears=("It is answered, yes or no, for that person or for everybody.",),
    known_limits=("Whether somebody's illness needs care is not recorded anywhere: the check only asks.",),
    readings=(
        "The clock starts at the latest of the day the level began, the person moved in, and the concern was known.",
        "A household member is who shares a household with the child or whose role says that they live there, not who "
        "has regular contact only. A brother's or sister's disability counts.",
        "A disability box never filled in for somebody at home does not hold back a result.",
        "An answer that names somebody else does not answer for this person.",
    ),
    empties=Empties(
        asks=("CaringRole", "CaringRole.answer"),
        uncounted=("CaringRole.child",),
        unsettled=(
            "Involvement.level", "Person.dob", "Concern.topic", "Concern.status", "Concern.person",
            "AdultRole.lives_here",
        ),
    ),
    decide=caring_explored,
    for_child=is_old_enough,
)  # fmt: skip

DP_08 = Check(
    id="DP-08",
    name="Caring, not assessed",
    question="This child helps care. Has their own assessment been offered?",
    theme="DIRECT-CARER",
    condition="The child helps care, and for more than 20 working days no assessment of the child's own was offered.",
    prompts={
        Severity.SOON: (
            "The record shows that {name} helps care for somebody. Has an assessment of {name}'s own been offered?"
        )
    },
    parameters=(
        Parameter("working_days", 20, "working days", NumberClass.OUR_DEFAULT, DUTY, "From the day it was recorded"),
    ),
    kinds=("Involvement", "CaringRole", "YCAssessment"),
    also_reads=("Person",),
    levels=("CIN", "CP", "S47", "CLA"),
    needs=("CaringRole",),
    clears=("An assessment offered, declined or done, at any time.",),
    known_limits=("It does not know how good the assessment is.",),
    readings=(
        "Later recorded as no longer helping: nothing to look at.",
        "A name under who declined is an offer.",
    ),
    empties=Empties(
        asks=("YCAssessment",),
        uncounted=("YCAssessment.offered", "YCAssessment.child"),
        unsettled=("Involvement.level", "CaringRole.answer", "CaringRole.child", "CaringRole.at"),
    ),
    decide=caring_assessed,
)

DP_09 = Check(
    id="DP-09",
    name="Caring changed",
    question="Is it worth looking again at what this child carries?",
    theme="DIRECT-CARER",
    condition=(
        "After a young carer's assessment there is a new diagnosis, an admission, a carer who left or a task that was "
        "not there before, and the assessment was not reviewed since."
    ),
    prompts={
        Severity.SOON: (
            "Things have changed since {name}'s own assessment as a young carer was done or offered. Is it worth "
            "looking again at what {name} carries?"
        )
    },
    parameters=(),
    kinds=("Involvement", "YCAssessment"),
    also_reads=("Person", "CaringRole", "Event"),
    levels=("CIN", "CP", "S47", "CLA"),
    needs=("YCAssessment",),
    clears=("A review of the assessment, or a new one, on or after the change.",),
    known_limits=("Changes are seen where the chronology marks them as such.",),
    readings=(
        "An assessment offered or declined counts with its day: the duty to look again is there too.",
        "A change on the day of the assessment was there then.",
        "A task is new where no earlier entry names it.",
    ),
    empties=Empties(
        asks=("YCAssessment.reviewed_on",),
        uncounted=("YCAssessment.offered", "YCAssessment.child"),
        unsettled=("Involvement.level", "Event.topic", "Event.when"),
    ),
    decide=caring_changed,
)

CHECKS = (DP_07, DP_08, DP_09)
