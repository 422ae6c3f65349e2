"""THR-01: things have changed since the level of help was last considered.

The rule. Signals of change in the last ninety days that no later level decision lists: one strong one, or two. Strong
are a new adult in the household, somebody's release from prison, an injury, refused access and a domestic incident. A
level decision brought in from elsewhere, which lists nothing, counts as listing all before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sightline.domain.dates import UncertainDate

from ..around import is_adult, people_around
from ..conclude import conclude
from ..fact import Fact
from ..look import Look
from ..maybe import NO, YES, Maybe, all_of, any_in, any_of, at_least, not_, open_, weighing_at_least
from ..vocabulary import Check, Empties, Outcome, Severity, ours
from .was_not_brought import missed_pattern

STRONG_EVENTS = {
    "release_from_prison": "somebody's release from prison",
    "refused_access": "refused access",
    "domestic_abuse": "a domestic incident",
}
EVENTS = {
    **STRONG_EVENTS,
    "pregnancy": "a pregnancy",
    "separation": "a separation",
    "move": "a move",
    "service_closing": "a service closing",
    "key_worker_change": "a change of key worker",
    "return_home": "a return home from care",
}
NEW_ADULT = "a new adult in the household"
KEPT_HERE = "kept here"
NOT_MISSED = frozenset({"attended", "cancelled_by_service", "rearranged"})


class Signal(NamedTuple):
    """One sign of change: in words, the rows that show it, when, whether it counts, and whether one is enough."""

    words: str
    facts: tuple[Fact, ...]
    when: UncertainDate
    counts: Maybe
    is_strong: bool


def things_have_changed(look: Look) -> Outcome:
    """The outcome of THR-01; see the module for the rule."""
    signals = [signal for signal in _signals(look) if not signal.counts.is_no]
    waiting = [(signal, signal.counts & not_(_listed(look, signal))) for signal in signals]
    waiting = [(signal, is_open) for signal, is_open in waiting if not is_open.is_no]
    number = look.number("signals")
    hidden = any_of(*(look.unseen(kind, days=look.number("window_days")) for kind in ("Event", "Injury")))
    weights = ((is_open.citing(*signal.facts), number if signal.is_strong else 1) for signal, is_open in waiting)
    certain = sorted((s for s, is_open in waiting if is_open.is_yes), key=lambda s: s.when.earliest or look.as_of)
    return conclude(
        look,
        applies=any_in(signal.counts.citing(*signal.facts) for signal in signals) | hidden,
        asks=weighing_at_least(number, weights, hidden),
        words=lambda: {"date": certain[0].when.approximately(), "signals": _in_words(certain)},
        shows=tuple(f"{s.words[0].upper()}{s.words[1:]}, {s.when.approximately()}." for s in certain),
    )


def _signals(look: Look) -> Iterator[Signal]:
    days = look.number("window_days")
    yield from _event_signals(look, days)
    for fact in look.rows("Injury"):
        if fact.yes("documented_birthmark") is not True:
            whose = look.is_about(fact, "person", look.child, "It is not recorded whose injury one of them is.")
            yield Signal("an injury", (fact,), look.when(fact), whose & look.in_days(fact, days), True)
    for fact in look.rows("MissingEpisode"):
        yield Signal("a missing episode", (fact,), look.when(fact), look.in_days(fact, days), False)
    for entry in people_around(look, regular_contacts=False):
        counts = all_of(entry.is_here, look.in_days(entry.fact, days), is_adult(look, entry.person))
        yield Signal(NEW_ADULT, (entry.fact,), look.when(entry.fact), counts, True)
    for fact in look.rows("HouseholdMembership"):
        if not fact.is_filled("person"):
            whose = open_("It is not recorded whose household membership one of them is.")
            yield Signal(NEW_ADULT, (fact,), look.when(fact), whose & look.in_days(fact, days), True)
    yield from _missed_signals(look, days)


def _event_signals(look: Look, days: int) -> Iterator[Signal]:
    for fact in look.lately(look.rows("Event"), days):
        topic = fact.code("topic")
        is_one = look.is_one_of(fact, "topic", EVENTS, "It is not recorded what one of the events was about.")
        words = EVENTS.get(topic, "something that happened")
        is_strong = topic in STRONG_EVENTS or is_one.is_open
        yield Signal(words, (fact,), look.when(fact), is_one & look.in_days(fact, days), is_strong)


def _missed_signals(look: Look, days: int) -> Iterator[Signal]:
    maybe_missed = any(fact.code("outcome") not in NOT_MISSED for fact in look.record.of("Appointment"))
    pattern, missed = missed_pattern(look) if maybe_missed else (NO, ())
    if missed and not pattern.is_no:
        last = missed[-1]
        yield Signal("appointments missed", missed, look.when(last), pattern & look.in_days(last, days), False)
    actions = [fact for fact in look.rows("PlanAction") if fact.code("engagement") == "missed"]
    actions = [fact for fact in actions if not look.in_days(fact, days, _day_of(fact)).is_no]
    counts = at_least(look.number("actions_missed"), (look.in_days(fact, days, _day_of(fact)) for fact in actions))
    if not counts.is_no:
        when = max((look.when(fact, _day_of(fact)) for fact in actions), key=lambda when: when.latest or look.as_of)
        yield Signal("an action of the plan missed twice", tuple(actions), when, counts, False)


def _day_of(action: Fact) -> str:
    return "due" if action.is_filled("due") else "agreed_on"


def _listed(look: Look, signal: Signal) -> Maybe:
    """Whether a level decision on or after it lists it, or was brought in from elsewhere."""
    return any_in(
        all_of(_lists(look, decision, signal), look.since(decision, signal.when).citing())
        for decision in look.rows("ThresholdDecision")
    )


def _lists(look: Look, decision: Fact, signal: Signal) -> Maybe:
    listed = {str(ref) for ref in decision.items("evidence_refs")}
    if any(fact.id in listed for fact in signal.facts) or _is_imported(look, decision):
        return YES
    if decision.get("evidence_refs") is None:
        return open_("It is not recorded which signs of change a level decision weighed.", decision)
    return NO


def _is_imported(look: Look, decision: Fact) -> bool:
    """Whether a level decision came from another system: level decisions of its day were not kept here."""
    source = decision.text("source")
    if source:
        return source.lower() != KEPT_HERE
    periods = [c for c in look.record.coverage or () if c.kind == "ThresholdDecision" and c.source]
    day = look.when(decision).earliest
    there = [c for c in periods if day and (c.start is None or c.start <= day) and (c.end is None or day <= c.end)]
    return bool(there) and all(c.source.lower() != KEPT_HERE for c in there)


def _in_words(signals: list[Signal]) -> str:
    words = list(dict.fromkeys(signal.words for signal in signals))
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


THR_01 = Check(
    id="THR-01",
    name="Things have changed since the level was last considered",
    question="Does the current level of help still fit?",
    theme="HARM-DYNAMIC",
    condition=(
        "In the last 90 days one strong sign of change, or two others, that no later level decision lists. Strong: a "
        "new adult in the household, somebody's release from prison, an injury, refused access, a domestic incident. "
        "Others: a pregnancy, a separation, a move, a missing episode, a pattern of missed appointments, a service "
        "closing or a change of key worker, an action of the plan missed twice, a return home from care."
    ),
    prompts={
        Severity.SOON: "Since {date} the record shows {signals}. Does the current level of help still fit {name}?"
    },
    parameters=(
        ours("signals", 2, "signs of change", "One strong one is enough"),
        ours("window_days", 90, "days", "How far back"),
        ours("actions_missed", 2, "actions", "Actions of the plan missed that make one sign"),
    ),
    kinds=("Involvement", "Event", "Injury", "HouseholdMembership", "ThresholdDecision"),
    also_reads=(
        "Person", "Parentage", "MissingEpisode", "Appointment", "PlanAction", "Concern", "Plan", "Contact",
        "AgencyContact", "Decision",
    ),
    levels=("CIN", "CP", "S47", "CLA"),
    clears=(
        "A level decision on or after the signs of change that lists them, whichever way it goes.",
        "By itself, when they lie further back than the window.",
    ),
    known_limits=(
        "A change that is only in the text of an entry is not seen.",
        "It cannot tell whether a change is for the better: a separation counts either way.",
    ),
    readings=(
        "A sign of change is open until a later level decision lists it; with no level decision on file all are open.",
        "A level decision brought in from another system counts as listing all before it.",
        "A pattern of missed appointments is that of WNB-01 with its own numbers, answered or not; its day is that of "
        "the latest miss. An action of the plan missed counts from the day it was due.",
        "A new adult in the household counts from the day they moved in.",
    ),
    empties=Empties(
        asks=("ThresholdDecision",),
        uncounted=("ThresholdDecision.evidence_refs",),
        unsettled=(
            "Involvement.level",
            "Event.topic",
            "Event.when",
            "Injury.person",
            "Injury.seen_at",
            "HouseholdMembership.person",
        ),
    ),
    decide=things_have_changed,
)  # fmt: skip

CHECKS = (THR_01,)
