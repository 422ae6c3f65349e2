"""What one mark becomes: facts of `sightline-record/1`, with the details that were written down and no others."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from .row import Row

CHILD: Final = "child"
Fields = dict[str, Any]
Facts = list[tuple[str, Fields]]
"""Kinds with their fields. `_id`: by which the same thing is known again in another row."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A row with what it shows. `key`: by which it is known again; `details`: by what it shows, as in `details.py`."""

    key: str
    row: Row
    shows: tuple[str, ...]
    details: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def of(self, what: str) -> Mapping[str, Any]:
        """The details of one thing it shows."""
        return self.details.get(what, {})


Maker = Callable[[Marked, Any, Mapping[str, Any]], Facts]


def facts_of(one: Marked, what: str, when: Any) -> Facts:
    """The facts a mark becomes. `when`: its day, or the span in which it lies.

    None for a code of later versions, and none for what was looked for and not there: that is coverage (`replaying`).
    """
    return _BECOMES[what](one, when, one.of(what)) if what in _BECOMES else []


def _only(given: Mapping[str, Any], *names: str) -> Fields:
    """Of these fields those that were written down."""
    return {name: given[name] for name in names if given.get(name)}


def _person(code: str) -> tuple[str, Facts]:
    """Somebody by the code of the glossary, the same in every row that has it."""
    who = "person-" + (re.sub(r"[^a-z0-9]+", "", code.casefold()) or "unnamed")
    return who, [("Person", {"_id": who, "name": code})]


def _visit(seen: str, **fixed: str) -> Maker:
    def made(one: Marked, when: Any, given: Mapping[str, Any]) -> Facts:
        told = _only(given, "where", "bedroom", "awake", "reason_if_not")
        return [("Visit", {"planned": "yes", "at": when, "seen": seen, "by": one.row.agency} | fixed | told)]

    return made


def _voice(one: Marked, when: Any, given: Mapping[str, Any]) -> Facts:
    words = one.row.child_voice or one.row.event
    fields = {"person": CHILD, "date": when, "mode": given.get("mode", "said"), "words": words}
    return [("Voice", fields | _only(given, "what_changed"))]


def _injury(one: Marked, when: Any, given: Mapping[str, Any]) -> Facts:
    fields: Fields = {"person": CHILD, "seen_at": when, "agency": one.row.agency}
    fields |= _only(given, "type", "body_region", "nai_suspected")
    if given.get("explanation") or given.get("consistent"):
        told = {"who": given.get("explained_by"), "words": given.get("explanation"), "when": when}
        fields["explanations"] = [told | {"consistent": given.get("consistent")}]
    if given.get("examiner") or given.get("opinion"):
        fields["examination"] = {"examiner": given.get("examiner"), "when": when, "opinion": given.get("opinion")}
    return [("Injury", fields)]


def _appointment(outcome: str) -> Maker:
    def made(one: Marked, when: Any, given: Mapping[str, Any]) -> Facts:
        fields: Fields = {"person": CHILD, "service": one.row.agency, "at": when, "outcome": outcome}
        more = ("service", "importance", "reason_given", "consequence_for_child", "action", "told_who")
        return [("Appointment", fields | _only(given, *more))]

    return made


def _event(topic: str) -> Maker:
    def made(one: Marked, when: Any, given: Mapping[str, Any]) -> Facts:
        fields = {"when": when, "what": one.row.event, "topic": topic, "source": one.row.agency, "kind": "reported"}
        return [("Event", fields)]

    return made


def _domestic_abuse(one: Marked, when: Any, given: Mapping[str, Any]) -> Facts:
    found = _event("domestic_abuse")(one, when, given)
    concern: Fields = {"topic": "domestic_abuse", "first_known": when, "status": "current", "source": one.row.agency}
    concern |= _only(given, "abuser_not_known_reason")
    if given.get("abuser"):
        concern["abuser_person"], person = _person(given["abuser"])
        found += person
    return [*found, ("Concern", concern)]


def _pressure(one: Marked, when: Any, given: Mapping[str, Any]) -> Facts:
    fields: Fields = {"first_known": when, "last_known": when, "source": one.row.agency}
    fields |= _only(given, "topic", "status", "service")
    people: Facts = []
    if given.get("who"):
        fields["person"], people = _person(given["who"])
    return [*people, ("Concern", fields)]


def _statement(verification: str = "", topic: str = "") -> Maker:
    def made(one: Marked, when: Any, given: Mapping[str, Any]) -> Facts:
        fields: Fields = {"about": CHILD, "heard_by": one.row.agency, "at": when, "text": one.row.event}
        fields |= {"topic": topic, "role": "parent", "matters": "decision_relevant"} if topic else {}
        fields |= {"verification": verification} if verification else {}
        fields |= _only(given, "topic", "role", "verification", "matters", "response")
        if given.get("source"):
            fields["corroborations"] = [{"source": given["source"], "date": when}]
        return [("Statement", fields)]

    return made


def _meeting(kind: str) -> Maker:
    def made(one: Marked, when: Any, given: Mapping[str, Any]) -> Facts:
        return [("Meeting", {"kind": kind, "at": when} | _only(given, "agencies_present", "dissent"))]

    return made


def _new_adult(one: Marked, when: Any, given: Mapping[str, Any]) -> Facts:
    who, people = _person(given["who"]) if given.get("who") else (f"{one.key}-adult", [])
    people = people or [("Person", {"_id": who, "name": "An adult new to the household"})]
    role: Fields = {"person": who, "since": when, "lives_here": "yes"}
    found: Facts = [
        *people,
        ("HouseholdMembership", {"_id": "child-home", "person": CHILD, "household": "home", "role": "member"}),
        ("HouseholdMembership", {"person": who, "household": "home", "from": when, "role": "member"}),
        ("AdultRole", role | _only(given, "identity", "cares_alone", "reason_not_contacted")),
    ]
    if given.get("met") == "yes":
        found.append(("Contact", {"with_person": who, "at": when, "substantive": "yes", "direct": "yes"}))
    return found


def _level(level: str) -> Maker:
    def made(one: Marked, when: Any, given: Mapping[str, Any]) -> Facts:
        change = {"level_to": level, "date": when} | _only(given, "reasons", "next_look_date")
        return [("Involvement", {"level": level, "from": when}), ("ThresholdDecision", change)]

    return made


def _decision(what: str = "") -> Maker:
    def made(one: Marked, when: Any, given: Mapping[str, Any]) -> Facts:
        fields: Fields = {"at": when, "status": "made"} | ({"what": what} if what else {})
        fields |= _only(given, "what", "decided_by", "reasons", "child_impact", "dissent")
        if given.get("options_considered"):
            fields["options_considered"] = [given["options_considered"]]
        return [("Decision", fields)]

    return made


def _safety_plan(one: Marked, when: Any, given: Mapping[str, Any]) -> Facts:
    fields, people = {"made_at": when} | _only(given, "agreed_by", "next_review"), list[tuple[str, Fields]]()
    if given.get("supervised_by"):
        who, people = _person(given["supervised_by"])
        fields["supervision"] = [{"person": who} | _only(given, "checked_by")]
    return [*people, ("SafetyPlan", fields)]


def _told(one: Marked, when: Any, given: Mapping[str, Any]) -> Facts:
    fields: Fields = {"at": when, "about": CHILD, "by": one.row.agency}
    return [("AgencyContact", fields | _only(given, "agency", "who", "advice"))]


def _plain(kind: str, day: str, *names: str, **fixed: str) -> Maker:
    """A fact with its day and what was written down, word for word."""
    return lambda one, when, given: [(kind, {day: when} | fixed | _only(given, *names))]


def _referral(one: Marked, when: Any, given: Mapping[str, Any]) -> Facts:
    names = ("how_made", "confirmed_in_writing_at", "decision", "decided_at", "feedback_given_at")
    return [("Referral", {"received_at": when, "referrer": one.row.agency} | _only(given, *names))]


_BECOMES: Final[Mapping[str, Maker]] = {
    "seen": _visit("Y"),
    "seen_alone": _visit("Y", seen_alone="Y"),
    "not_seen": _visit("N"),
    "voice": _voice,
    "milestone": _plain("Milestone", "observed_on", "milestone", person=CHILD),
    "injury": _injury,
    "was_not_brought": _appointment("was_not_brought"),
    "attended": _appointment("attended"),
    "new_partner": _new_adult,
    "left_unchecked": _statement("not_checked", "separation"),
    "left_checked": _statement("supported", "separation"),
    "account": _statement(),
    "domestic_abuse": _domestic_abuse,
    "pressure": _pressure,
    "moved": _event("move"),
    "pregnancy": _event("pregnancy"),
    "missing": _plain("MissingEpisode", "from", "to", "return_interview_offered", type="M"),
    "told": _told,
    "referral": _referral,
    "section47": _plain("Section47", "started_on", "outcome", "ended_on"),
    "strategy": _meeting("strategy_discussion"),
    "conference": _meeting("icpc"),
    "core_group": _meeting("core_group"),
    "safety_plan": _safety_plan,
    "decision": _decision(),
    "oversight": _plain("Oversight", "at", "kind", "reasoning"),
    "history": _plain("HistorySummary", "date", "patterns"),
    "closed": _decision("closure"),
    **{f"level_{level}": _level(level) for level in ("EH", "CIN", "CP", "CLA")},
}
