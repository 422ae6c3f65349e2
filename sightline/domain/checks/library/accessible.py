"""LA-05: a plan is not there in the form a person needs. LA-08: no advocate. LA-09: a plan that is hard to read."""

from __future__ import annotations

from ..around import is_child
from ..case import AS_CHILD_PROTECTION, OpenLevel
from ..conclude import conclude
from ..fact import Fact
from ..look import Look
from ..maybe import NO, YES, Maybe, all_of, any_in, any_of, known, open_, yes
from ..vocabulary import Check, Empties, NumberClass, Outcome, Parameter, Severity, ours
from .adults import carers_of, none_of
from .communicating import has_learning_need, has_need, needs_interpreter
from .readable import read

CURRENT = "It is not recorded whether one version of a plan is the current one."


def is_current_version(look: Look, version: Fact) -> Maybe:
    """Whether a version of a plan is the current one."""
    return look.says_yes(version, "current", CURRENT)


def not_in_their_form(look: Look) -> Outcome:
    """LA-05: a current version of the plan, five working days old, was not given in the form a person needs."""
    days = look.number("working_days")
    versions = [
        (version, current)
        for version in look.rows("PlanVersion")
        if not (current := is_current_version(look, version)).is_no
    ]
    people = _people_with_needs(look)

    def asks(person: str, need: Maybe, version: Fact, current: Maybe) -> Maybe:
        hidden = look.unseen("FormatGiven", since=look.when(version).earliest)
        given = any_in(_was_given(look, fact, person, version) for fact in look.rows("FormatGiven"))
        late = all_of(current, look.working_days_passed(version, days), none_of(given, hidden)).citing(version)
        return need & late

    found = [(person, asks(person, need, *version)) for person, need, _ in people for version in versions]
    asking = {person for person, answer in found if not answer.is_no}
    hidden = any_of(look.unseen("PlanVersion"), look.unseen("CommNeed"))
    needs = any_in(need for person, need, is_noted in people if need.is_yes or is_noted or person in asking)
    names = [look.who(person) for person, answer in found if answer.is_yes]
    return conclude(
        look,
        applies=all_of(any_in(current for _, current in versions), needs) | hidden,
        asks=any_in(answer for _, answer in found) | hidden,
        words=lambda: {"who": names[0]},
    )


def _people_with_needs(look: Look) -> list[tuple[str, Maybe, bool]]:
    """Carers and others who have or may have a need, and whether an entry says so; the child is not asked about."""
    carers = {adult.person: adult.is_carer for adult in carers_of(look) if adult.person}
    others = [fact.text("person") for fact in look.rows("CommNeed")]
    others += [fact.id for fact in look.rows("Person") if fact.code("interpreter_need") == "yes"]
    found = []
    for person in dict.fromkeys((*carers, *others)):
        if person in ("", look.child):
            continue
        speaks, needs = needs_interpreter(look, person), has_need(look, person)
        if speaks.is_open:
            speaks = speaks & carers.get(person, NO)
        if not (needs | speaks).is_no:
            found.append((person, needs | speaks, not needs.is_no))
    return found


def _was_given(look: Look, given: Fact, person: str, version: Fact) -> Maybe:
    """Whether a version was given to a person in another form than the standard one."""
    return all_of(
        look.is_about(given, "version", version.id, "It is not recorded which version of a plan was given."),
        look.is_about(given, "person", person, "It is not recorded to whom a version of a plan was given."),
        known(given.code("format") != "standard")
        if given.is_filled("format")
        else open_("It is not recorded in which form a version of a plan was given.", given),
    ).citing(given)


def no_advocate(look: Look) -> Outcome:
    """LA-08: a learning disability at child protection, or before court, and no independent advocate was offered."""
    carers = [adult.person for adult in carers_of(look) if adult.person]
    named = [fact.text("person") for fact in look.rows("CommNeed")]
    people = [person for person in dict.fromkeys((*carers, *named)) if person not in ("", look.child)]
    needing = [
        (person, need)
        for person in people
        if not (need := has_learning_need(look, person)).is_no and not is_child(look, person).is_yes
    ]
    protected = look.each_open(lambda level: _is_protected(look, level))
    whom = "It is not recorded to whom an advocate was offered."
    told = "It is not recorded whether an advocate was offered."

    def asks(person: str, need: Maybe) -> Maybe:
        offered = any_in(
            all_of(
                look.is_about(fact, "person", person, whom),
                yes(fact) if fact.is_filled("declined") else look.says_yes(fact, "offered", told),
            )
            for fact in look.rows("Advocate")
        )
        return all_of(need, none_of(offered, look.unseen("Advocate")))

    found = [(person, asks(person, need)) for person, need in needing]
    hidden = look.unseen("CommNeed")
    names = [look.who(person) for person, answer in found if answer.is_yes]
    return conclude(
        look,
        applies=all_of(protected, any_in(need for _, need in needing) | hidden),
        asks=any_in(answer for _, answer in found) | hidden,
        words=lambda: {"who": names[0]},
    )


def _is_protected(look: Look, level: OpenLevel) -> Maybe:
    """Child protection (or section 47, or looked after), or a legal meeting held or arranged."""
    if level.level in AS_CHILD_PROTECTION:
        return YES
    kind = "It is not recorded what kind of meeting one of them is."
    meetings = (*look.rows("Meeting"), *look.coming("Meeting"))
    legal = any_in(look.is_one_of(fact, "kind", ("legal_meeting",), kind) for fact in meetings)
    return legal | look.unseen("Meeting")


def hard_to_read(look: Look) -> Outcome:
    """LA-09: long sentences or a high reading age in a plan; any sentence over fifteen words in easy read."""
    versions = [
        (version, current)
        for version in look.rows("PlanVersion")
        if not (current := is_current_version(look, version)).is_no
    ]
    hidden = look.unseen("PlanVersion")
    found = [(version, all_of(current, _is_hard(look, version)).citing(version)) for version, current in versions]
    return conclude(
        look,
        applies=any_in(current for _, current in versions) | hidden,
        asks=any_in(answer for _, answer in found) | hidden,
        words=lambda: _as_measured(next(version for version, answer in found if answer.is_yes)),
    )


def _is_hard(look: Look, version: Fact) -> Maybe:
    if version.yes("accepted"):
        return NO
    if not version.is_filled("text"):
        return open_("The words of a version of a plan are not kept here.", version)
    measured = read(version.text("text"))
    if not measured.words:
        return open_("The words of a version of a plan are not kept here.", version)
    if measured.mean > look.params["mean_words"] or measured.age > look.params["reading_age"]:
        return yes(version)
    if measured.longest <= look.params["easy_read_words"]:
        return NO
    return look.is_one_of(
        version, "format", ("easy_read",), "It is not recorded whether a version of a plan is easy read."
    )


def _as_measured(version: Fact) -> dict[str, object]:
    measured = read(version.text("text"))
    return {"mean": f"{measured.mean:.0f}", "longest": measured.longest, "age": max(5, round(measured.age))}


LA_05 = Check(
    id="LA-05",
    name="Not in their form",
    question="Is there a version that the parent can use alone?",
    theme="DIRECT-ACCESS",
    condition=(
        "Somebody needs an interpreter or has a need in communicating, and for more than 5 working days the current "
        "version of the plan was not given in a form of their own."
    ),
    prompts={
        Severity.SOON: (
            "It is recorded that {who} needs information in another form, and not that the current plan was given in "
            "one. Is there a version that {who} can use alone?"
        )
    },
    parameters=(
        Parameter(
            "working_days",
            5,
            "working days",
            NumberClass.OUR_DEFAULT,
            "Accessible information: Good practice guidance on working with parents with a learning disability; the "
            "number is ours",
            "From the date of the version",
        ),
    ),
    kinds=("Involvement", "PlanVersion", "FormatGiven"),
    also_reads=("Person", "CommNeed", "AdultRole", "HouseholdMembership", "Parentage"),
    levels=("CIN", "CP", "S47", "CLA"),
    needs=("PlanVersion",),
    clears=("The current version was given to that person in a form other than the standard one.",),
    known_limits=("It does not know whether the form suits the person.",),
    readings=(
        "For carers an interpreter need never filled in leaves it open; for others it does not.",
        "Given in the standard form does not count.",
    ),
    empties=Empties(
        asks=("FormatGiven",),
        uncounted=("FormatGiven.person", "FormatGiven.version", "FormatGiven.format"),
        unsettled=("Involvement.level", "PlanVersion.current", "PlanVersion.date", "CommNeed.status"),
    ),
    decide=not_in_their_form,
)

LA_08 = Check(
    id="LA-08",
    name="Advocate",
    question="Has independent advocacy been offered?",
    theme="DIRECT-LD",
    condition=(
        "A carer's learning disability or difficulty is known or suspected, at child protection (or section 47, or "
        "looked after) or once a legal meeting is held or arranged, and no advocate was offered."
    ),
    prompts={
        Severity.SOON: (
            "A learning disability or difficulty is known or suspected for {who}, and no offer of an advocate is on "
            "record. Has independent advocacy been offered?"
        )
    },
    parameters=(),
    kinds=("Involvement", "CommNeed", "Advocate"),
    also_reads=("Person", "Concern", "Meeting", "AdultRole", "HouseholdMembership", "Parentage"),
    levels=("CIN", "CP", "S47", "CLA"),
    clears=("An advocate was offered; declining is an answer.",),
    known_limits=("It does not know whether an advocate came.",),
    readings=(
        "No diagnosis is needed: difficulty counts, and a disability code or current concern does too.",
        "Once there is a legal meeting, child in need is looked at as well.",
        "S47 and CLA are read as CP.",
    ),
    empties=Empties(
        asks=("Advocate",),
        uncounted=("Advocate.offered", "Advocate.person"),
        unsettled=("Involvement.level", "CommNeed.status", "CommNeed.kind", "CommNeed.person"),
    ),
    decide=no_advocate,
)

LA_09 = Check(
    id="LA-09",
    name="Hard to read",
    question="Could these sentences be shorter?",
    theme="DIRECT-ACCESS",
    condition=(
        "The current version of a plan has more than 20 words in a sentence on average or a reading age over 12; or it "
        "is easy read and a sentence has more than 15 words."
    ),
    prompts={
        Severity.REFLECT: (
            "The plan for {name} has {mean} words in a sentence on average and {longest} in the longest; by a rough "
            "formula it reads at age {age}. These sentences may be hard going: could they be shorter?"
        )
    },
    parameters=(
        ours("mean_words", 20, "words", "In a sentence, on average"),
        ours("reading_age", 12, "years", "Flesch-Kincaid grade + 5; it only warns"),
        Parameter("easy_read_words", 15, "words", NumberClass.NATIONAL, "Easy read (DH 2009)", "In any sentence"),
    ),
    kinds=("Involvement", "PlanVersion"),
    also_reads=("Person",),
    levels=("CIN", "CP", "S47", "CLA"),
    needs=("PlanVersion",),
    clears=("The text is edited.", "Somebody has accepted it as it is."),
    known_limits=(
        "The formula is for English and counts roughly; a list without full stops reads as one sentence a line.",
    ),
    readings=("Only current versions are looked at.",),
    empties=Empties(
        asks=(),
        uncounted=("PlanVersion.text", "PlanVersion.format"),
        unsettled=("Involvement.level", "PlanVersion.current"),
    ),
    decide=hard_to_read,
)

CHECKS = (LA_05, LA_08, LA_09)
