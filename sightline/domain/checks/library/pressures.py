"""TRI-01: domestic abuse, alcohol or drugs, and mental health in one household.

The rule. Within twelve months, the people of the household and the adults with regular contact have concerns, current
or not known to be over, in all three; in two of them for a baby under one or not born yet. The child's own drinking,
drug use or mental health does not count; the child as a victim of domestic abuse does. It clears when, on or after the
day the last of the three became known, there is a joint analysis and a statement of what it is like for the child, and
each adult's service was spoken to since the concern became known, or a reason is recorded.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..around import Around, is_adult, nobody_named, people_around
from ..conclude import conclude
from ..deciding import is_made
from ..fact import Fact
from ..look import Look
from ..maybe import NO, YES, Maybe, all_in, all_of, any_in, any_of, at_least, known, not_, open_, yes
from ..vocabulary import Check, Empties, Outcome, Severity, ours
from .concerns import is_about_one_of, topic_of, whose_by_factor

PRESSURES = ("domestic abuse", "alcohol or drugs", "mental health")
TOPICS = {
    "domestic_abuse": "domestic abuse",
    "alcohol": "alcohol or drugs",
    "drugs": "alcohol or drugs",
    "mental_health": "mental health",
}
# The service to ask where a concern names none. For domestic abuse there is no one service.
USUAL_SERVICE = {"alcohol or drugs": "substance_service", "mental health": "mental_health"}
THINKING = frozenset({"supervision", "case_direction", "group_reflection"})
BABY_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Pressure:
    """One concern about somebody around the child. `topic` is "" where nobody recorded what it is about."""

    fact: Fact
    topic: str
    counts: Maybe


def three_pressures(look: Look) -> Outcome:
    """The outcome of TRI-01; see the module for the rule."""
    around = people_around(look)
    found = [p for fact in look.rows("Concern") if not (p := _pressure(look, fact, around)).counts.is_no]
    hidden = look.unseen("Concern", months=look.number("window_months"))
    together = any_of(
        _in_topics(look.number("topics"), found, hidden),
        all_of(look.is_under(BABY_MONTHS), _in_topics(look.number("topics_baby"), found, hidden)),
    )
    there = [topic for topic in PRESSURES if any(p.topic == topic and p.counts.is_yes for p in found)]
    return conclude(
        look,
        applies=any_in(p.counts for p in found) | hidden,
        asks=together if together.is_no else all_of(together, not_(_thought_through(look, found))),
        wording="unborn" if look.is_unborn() else "",
        severity=Severity.SOON,
        words=lambda: {"topics": _topics_in_words(there)},
    )


def _pressure(look: Look, fact: Fact, around: tuple[Around, ...]) -> Pressure:
    topic = TOPICS.get(topic_of(fact), "")
    is_one = is_about_one_of(fact, TOPICS, "It is not recorded what one of the concerns is about.")
    if is_one.is_no or fact.code("status") in ("past", "ruled_out"):
        return Pressure(fact, topic, NO)
    counts = all_of(is_one, _is_now(look, fact), _is_around(look, fact, topic, around))
    return Pressure(fact, topic, counts.citing(fact))


def _is_now(look: Look, fact: Fact) -> Maybe:
    """Whether it lies in the window: last known then, or, with no such day, current, or first known then.

    Not known whether it is over, and first known before that: nobody can say when it was last known.
    """
    months = look.number("window_months")
    status = fact.code("status")
    settled = YES if status in ("current", "unknown") else open_("It is not recorded whether a concern is current.")
    if fact.is_filled("last_known"):
        return all_of(settled, look.in_months(fact, months, "last_known"))
    long_ago = open_("It is not recorded when one of the concerns was last known.")
    return YES if status == "current" else all_of(settled, any_of(look.in_months(fact, months), long_ago))


def _is_around(look: Look, fact: Fact, topic: str, around: tuple[Around, ...]) -> Maybe:
    """Whether it is about somebody of the household, or an adult with regular contact."""
    named = {fact.text("person")}
    if topic in ("domestic abuse", ""):  # without a topic it may be this one
        named |= {fact.text("victim_person"), fact.text("abuser_person")}
        if look.child in named:
            return YES
    named -= {"", look.child}
    if not named:
        return NO if fact.is_filled("person") else _by_factor(fact, topic)
    here = any_in(
        all_of(entry.is_here, YES if entry.is_member else known(not is_adult(look, entry.person).is_no))
        for entry in around
        if entry.person in named
    )
    return here | nobody_named(look)


def _by_factor(fact: Fact, topic: str) -> Maybe:
    """A concern that names nobody is about whom its factor says: a parent, another of the household, or the child."""
    whose = whose_by_factor(fact)
    if not whose:
        return open_("It is not recorded whom one of the concerns is about.")
    return known(whose != "a" or topic == "domestic abuse")


def _in_topics(number: int, found: list[Pressure], hidden: Maybe) -> Maybe:
    """Whether at least that many topics are there; a concern without a topic may be one more."""
    by_topic: dict[str, list[Maybe]] = {}
    for pressure in found:
        by_topic.setdefault(pressure.topic or pressure.fact.id, []).append(pressure.counts)
    return at_least(number, (any_in(parts) for parts in by_topic.values()), hidden)


def _thought_through(look: Look, found: list[Pressure]) -> Maybe:
    """A joint analysis, what it is like for the child, and every adult's service asked or a reason."""
    return all_of(_analysed(look, found), _impact_said(look, found), _services_asked(look, found))


def _after_third(look: Look, fact: Fact, found: list[Pressure]) -> Maybe:
    """Whether a row could be on or after the day the last topic became known: `first_known` of its first concern."""
    return all_in(
        any_of(
            not_(any_in(p.counts for p in found if p.topic == topic)),
            any_in(look.since(fact, p.fact) for p in found if p.topic == topic),
        )
        for topic in {p.topic for p in found}
    )


def _analysed(look: Look, found: list[Pressure]) -> Maybe:
    untold = "It is not recorded what one of the decisions was."
    decisions = [
        look.is_one_of(fact, "what", ("joint_analysis",), untold) & _after_third(look, fact, found)
        for fact in look.rows("Decision")
        if is_made(fact)
    ]
    kind = "It is not recorded what kind of oversight one was."
    oversight = [
        all_of(_has_reasoning(fact), look.is_one_of(fact, "kind", THINKING, kind), _after_third(look, fact, found))
        for fact in look.rows("Oversight")
    ]
    return any_in((*decisions, *oversight))


def _has_reasoning(oversight: Fact) -> Maybe:
    if oversight.is_filled("reasoning"):
        return YES
    untold = "It is not recorded what a manager's reasoning was."
    return open_(untold) if oversight.get("reasoning") is None else NO


def _impact_said(look: Look, found: list[Pressure]) -> Maybe:
    return any_in(
        yes(fact) & _after_third(look, fact, found)
        for fact in look.rows("Decision")
        if fact.is_filled("child_impact") and is_made(fact)
    )


def _services_asked(look: Look, found: list[Pressure]) -> Maybe:
    """Each adult's service spoken to since the concern was first known, asked in writing, or why not."""
    return all_in(any_of(not_(p.counts), _service_asked(look, p)) for p in found)


def _service_asked(look: Look, pressure: Pressure) -> Maybe:
    service = _plain(pressure.fact.text("service")) or USUAL_SERVICE.get(pressure.topic, "")
    if not service:
        return YES
    spoken = [
        all_of(_is(fact, "agency", service), look.since(fact, pressure.fact)) for fact in look.rows("AgencyContact")
    ]
    asked = [
        all_of(
            _is(fact, "to", service),
            yes(fact) if fact.is_filled("reason_not_asked") else look.since(fact, pressure.fact),
        )
        for fact in look.rows("InfoRequest")
        if fact.is_filled("asked_at") or fact.is_filled("reason_not_asked")
    ]
    return any_in((*spoken, *asked))


def _is(fact: Fact, field: str, service: str) -> Maybe:
    named = _plain(fact.text(field))
    if not named:
        return open_("It is not recorded which service was spoken to or asked.", fact)
    return known(named == service, fact)


def _plain(text: str) -> str:
    return text.lower().replace(" ", "_").replace("-", "_")


def _topics_in_words(topics: list[str]) -> str:
    """ "domestic abuse, alcohol or drugs, and mental health"."""
    if len(topics) > 2:
        return f"{', '.join(topics[:-1])}, and {topics[-1]}"
    return " and ".join(topics) or "several pressures"


TRI_01 = Check(
    id="TRI-01",
    name="Three pressures in one household",
    question=(
        "Have the adult services been asked, and has someone set out what it is like for this child when these occur "
        "together?"
    ),
    theme="HARM-TRIO",
    condition=(
        "In the last 12 months, concerns that are current or not known to be over, about people of the household or "
        "adults with regular contact, in all of: domestic abuse, alcohol or drugs, mental health; in two of them when "
        "the child is under 1 or not born yet."
    ),
    prompts={
        Severity.SOON: (
            "The record mentions {topics} around {name}. Each matters alone. Who is working with each adult, and has "
            "anyone described {name}'s ordinary day?"
        )
    },
    wordings={
        "unborn": (
            "The record mentions {topics} around {name}, who is not born yet. Each matters alone. Who is working with "
            "each adult, and has anyone thought through what it means for {name}, before and after birth?"
        )
    },
    parameters=(
        ours("window_months", 12, "months", "How far back"),
        ours("topics", 3, "topics"),
        ours("topics_baby", 2, "topics", "For a child under 1 or not born yet"),
    ),
    kinds=("Involvement", "Concern", "HouseholdMembership", "Decision", "AgencyContact"),
    also_reads=("Person", "Parentage", "Oversight", "InfoRequest"),
    levels=("CIN", "CP", "S47", "CLA"),
    needs=("Concern",),
    clears=(
        "All three: a joint analysis (a decision, or oversight with its reasoning), and a statement of what it is like "
        "for the child, both on or after the day the last of these concerns became known; each adult's service spoken "
        "to since the concern became known, or a reason why not.",
    ),
    known_limits=(
        "The evidence that these three together foretell harm is weak (Skinner, Bywaters, Bilson and others 2021, 20 "
        "papers, poverty rarely controlled); each alone does matter. The check asks for thinking and is never a score.",
        "It sees only people recorded in a household or with regular contact.",
    ),
    readings=(
        "A concern lies in the window when it was last known then; with no such day, when it is current, or first "
        "known then. First known before that, with nobody knowing whether it is over or when it was last known: "
        "unknown.",
        "A concern without a topic, or a person, of its own is about what, and whom, its census factor says: 4B the "
        "mental health of a parent.",
        "The child as a victim of domestic abuse counts; the child's own alcohol, drugs or mental health does not.",
        "A concern that names no service: alcohol or drugs is asked of the substance service, mental health of the "
        "mental health service; domestic abuse has no one service.",
        "Somebody with regular contact counts unless known to be under 18.",
    ),
    empties=Empties(
        asks=("Decision", "Decision.child_impact", "AgencyContact"),
        uncounted=("Decision.what", "Oversight.kind", "Oversight.reasoning", "AgencyContact.agency", "InfoRequest.to"),
        unsettled=(
            "Involvement.level",
            "Concern.topic",
            "Concern.status",
            "Concern.person",
            "HouseholdMembership.person",
            "Person.dob",
        ),
    ),
    decide=three_pressures,
)

CHECKS = (TRI_01,)
