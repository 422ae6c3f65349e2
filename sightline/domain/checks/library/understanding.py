"""LA-06: somebody named in a plan has not yet said it back. LA-07: asked for a yes or no, or without their words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..around import is_child, is_current
from ..conclude import conclude
from ..fact import Fact
from ..look import Look
from ..looks import when_of
from ..maybe import NO, YES, Maybe, all_in, all_of, any_in, any_of, known, not_, open_
from ..vocabulary import Check, Empties, Outcome, Severity, ours
from .adults import none_of
from .clocks import first_in
from .communicating import has_need

SAID_BACK = ("teach_back", "demonstrated")
METHODS = (*SAID_BACK, "yes_no")
HOW = "It is not recorded how it was checked that somebody understood the plan."
WHO = "It is not recorded who was asked whether they understood the plan."
WHICH = "It is not recorded which version of the plan somebody was asked about."
NAMED = "It is not recorded whom one of the plans names."


@dataclass(frozen=True, slots=True)
class Named:
    """A plan that is open, whom it names (None: not recorded), the row its clock runs from, and its versions.

    `same` are the ids of versions that say what the current one says; `unlike` those of which it is not known.
    """

    plan: Fact
    is_open: Maybe
    people: tuple[str, ...] | None
    start: Fact
    same: frozenset[str]
    unlike: frozenset[str]


def said_back(look: Look) -> Outcome:
    """LA-06: a carer named in an open plan has not said it back or shown it in ten working days (safety plan: two)."""
    plans = tuple(_plans(look))
    found: list[tuple[str, Maybe]] = []
    for named in plans:
        for person in named.people if named.people is not None else ("",):
            if person == look.child or (person and is_child(look, person).is_yes):
                continue
            found.append((person, _not_said_back(look, named, person)))
    hidden = look.unseen("Plan") | look.unseen("SafetyPlan")
    asking = [person for person, answer in found if answer.is_yes]
    grave = [person for person in asking if has_need(look, person).is_yes]
    needs = any_in(has_need(look, person) for person in grave)
    who = [look.who(person, "a carer") for person in grave or asking]
    return conclude(
        look,
        applies=any_in(
            named.is_open & (known(bool(named.people)) if named.people is not None else open_(NAMED, named.plan))
            for named in plans
        )
        | hidden,
        asks=any_of(any_in(answer for _, answer in found), needs, hidden),
        severity=Severity.TODAY if grave else Severity.SOON,
        words=lambda: {"who": who[0]},
    )


def _plans(look: Look) -> Iterator[Named]:
    versions = look.rows("PlanVersion")
    for plan in look.rows("Plan"):
        is_open = is_current(look, plan)
        if not is_open.is_no:
            yield _named(look, plan, is_open, plan.get("persons_named"), versions)
    for plan in look.rows("SafetyPlan"):
        ends = plan.when("ends_when")
        over = look.days_passed(ends.latest, 0) if ends and ends.latest else NO
        if over.is_no:
            people = plan.get("persons_named")
            if plan.is_filled("carers_allowed"):
                people = [*plan.items("persons_named"), *plan.items("carers_allowed")]
            yield _named(look, plan, YES, people, versions)


def _named(look: Look, plan: Fact, is_open: Maybe, people: object, versions: tuple[Fact, ...]) -> Named:
    own = [version for version in versions if version.text("plan") == plan.id]
    current = [version for version in own if version.yes("current")] or own[-1:]
    names = people if isinstance(people, list | tuple) else None if people is None else (people,)
    named = (
        None
        if names is None
        else tuple(dict.fromkeys(str(name).strip() for name in names if name and str(name).strip()))
    )
    if not current:
        return Named(plan, is_open, named, plan, frozenset({plan.id}), frozenset())
    last = current[-1]
    same, unlike, start = {version.id for version in current}, set(), last
    for version in reversed([version for version in own if version.order < last.order]):
        words, lasting = (" ".join(one.text("text").lower().split()) for one in (version, last))
        if words and words == lasting:
            same.add(version.id)
            start = version
        else:
            unlike |= set() if words and lasting else {version.id}
            if words and lasting:
                break
    return Named(plan, is_open, named, start, frozenset(same), frozenset(unlike))


def _not_said_back(look: Look, named: Named, person: str) -> Maybe:
    """Whether the limit is over and nobody said it back; whom the plan names not recorded: open."""
    checks = any_in(_counts(look, fact, named, person) for fact in look.rows("UnderstandingCheck"))
    hidden = look.unseen("UnderstandingCheck", since=when_of(named.start).earliest)
    found = all_of(named.is_open, _is_over(look, named), none_of(checks, hidden)).citing(named.plan)
    return found if person else found & open_(NAMED, named.plan)


def _is_over(look: Look, named: Named) -> Maybe:
    """Ten working days from the later of the plan and the version that says what holds now; two for a safety plan."""

    def passed(days: int) -> Maybe:
        return all_in([look.working_days_passed(start, days) for start in (named.start, named.plan)])

    short = passed(look.number("safety_working_days"))
    if named.plan.type == "SafetyPlan" or named.plan.code("kind") == "safety":
        return short
    long = passed(look.number("working_days"))
    if named.plan.is_filled("kind") or long.answer == short.answer:
        return long
    return open_("It is not recorded what kind of plan one of them is.", named.plan)


def _counts(look: Look, fact: Fact, named: Named, person: str) -> Maybe:
    """Whether somebody said back, or showed, what the plan says now."""
    who = look.is_about(fact, "person", person, WHO) if person else YES
    return all_of(who, look.is_one_of(fact, "method", SAID_BACK, HOW), _is_on(look, fact, named)).citing(fact)


def _is_on(look: Look, fact: Fact, named: Named) -> Maybe:
    version = fact.text("version")
    if version in named.same and version != named.plan.id:
        return YES
    if version == named.plan.id:  # the plan as a whole, as it stood that day
        return look.since(fact, named.start)
    row = look.record.find(version) if version and version not in named.unlike else None
    is_another = row is not None and (row.type != "PlanVersion" or row.is_filled("plan"))
    return NO if is_another else open_(WHICH, fact)


def yes_no_check(look: Look) -> Outcome:
    """LA-07: understanding was checked by a yes or no, or without writing down what was said."""
    rows = look.rows("UnderstandingCheck")
    good: dict[str, list[Fact]] = {}
    for fact in reversed(rows):
        if fact.is_filled("verbatim") and fact.code("method") != "yes_no":
            good.setdefault(_plan_of(look, fact), []).append(fact)
    thin = ((fact, is_thin) for fact in rows if not (is_thin := _is_thin(look, fact)).is_no)
    found = [(fact, all_of(is_thin, not_(_made_good(look, fact, good))).citing(fact)) for fact, is_thin in thin]
    hidden = look.unseen("UnderstandingCheck")
    asking = [fact for fact, answer in found if answer.is_yes]
    return conclude(
        look,
        applies=known(bool(rows)) | hidden,
        asks=any_in(answer for _, answer in found) | hidden,
        words=lambda: {"who": look.who(asking[-1].text("person"), "a carer"), "days": look.days(asking[-1:])},
    )


def _is_thin(look: Look, fact: Fact) -> Maybe:
    if not fact.is_filled("verbatim"):
        return YES
    return look.is_one_of(fact, "method", ("yes_no",), HOW)


def _made_good(look: Look, fact: Fact, good: dict[str, list[Fact]]) -> Maybe:
    """Whether the same person said it back: on the same version at any time, on the same plan later."""
    plan, version, person = _plan_of(look, fact), fact.text("version"), fact.text("person")

    def is_it(other: Fact) -> bool:
        if other is fact or (person and other.text("person") not in ("", person)):
            return False
        return other.text("version") == version or other.order > fact.order

    return first_in(
        all_of(
            look.is_about(other, "person", person, WHO) if person else open_(WHO, fact),
            look.is_one_of(other, "method", SAID_BACK, HOW),
        )
        for other in good.get(plan, ())  # two that are on one version are on one plan
        if is_it(other)
    )


def _plan_of(look: Look, fact: Fact) -> str:
    version = look.record.find(fact.text("version"), "PlanVersion") if fact.text("version") else None
    return (version.text("plan") if version else "") or fact.text("version")


LA_06 = Check(
    id="LA-06",
    name="Not yet said back",
    question="Could the parent tell you the worry and the plan in their own words?",
    theme="DIRECT-UNDERSTAND",
    condition=(
        "A carer named in an open plan has not said it back, or shown it, in 10 working days; in 2 for a safety plan."
    ),
    prompts={
        Severity.TODAY: (
            "The plan names {who}, for whom a need in communicating is recorded, and not that {who} has said it back. "
            "Could {who} tell you the worry and the plan in their own words today, with what helps them?"
        ),
        Severity.SOON: (
            "The plan names {who}, and not yet that {who} has said it back. Could {who} tell you the worry and the "
            "plan in their own words?"
        ),
    },
    parameters=(
        ours("working_days", 10, "working days", "From the version that says what holds now"),
        ours("safety_working_days", 2, "working days", "For a safety plan"),
    ),
    kinds=("Involvement", "UnderstandingCheck"),
    also_reads=("Person", "Plan", "SafetyPlan", "PlanVersion", "CommNeed"),
    levels=("CIN", "CP", "S47", "CLA"),
    needs=("Plan", "SafetyPlan"),
    clears=("Said back in their own words, or shown, on what the plan says now.",),
    known_limits=("Whether words changed only in form cannot be seen: other words are read as another plan.",),
    readings=(
        "A check on an earlier version counts while the words are the same; the clock runs from the first such "
        "version, or from the day the plan began where that is later.",
        "Today for any plan where a need in communicating is known or suspected.",
        "In a safety plan the carers allowed are named too. Children are not asked about.",
    ),
    empties=Empties(
        asks=("UnderstandingCheck",),
        uncounted=("UnderstandingCheck.method", "UnderstandingCheck.person", "UnderstandingCheck.version"),
        unsettled=("Involvement.level", "Plan.kind", "Plan.persons_named"),
    ),
    decide=said_back,
)

LA_07 = Check(
    id="LA-07",
    name="Yes or no",
    question="What did they say they would do, and when?",
    theme="DIRECT-UNDERSTAND",
    condition="Understanding was checked by a yes or no, or what was said is not written down.",
    prompts={
        Severity.REFLECT: (
            "On {days} it was checked with {who} whether the plan is understood, and their own words are not on "
            "record. What did they say they would do, and when?"
        )
    },
    parameters=(),
    kinds=("Involvement", "UnderstandingCheck"),
    also_reads=("Person", "PlanVersion"),
    levels=("CIN", "CP", "S47", "CLA"),
    needs=("UnderstandingCheck",),
    clears=("The same person said it back, with their words: on that version, or later on the same plan.",),
    known_limits=("It does not judge what was said.",),
    readings=("Shown without words written down asks too.",),
    empties=Empties(
        asks=("UnderstandingCheck.verbatim",),
        uncounted=("UnderstandingCheck.method",),
        unsettled=("Involvement.level",),
    ),
    decide=yes_no_check,
)

CHECKS = (LA_06, LA_07)
