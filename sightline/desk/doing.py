"""How a check is answered by doing the thing asked: the form that writes it, on the very entry it is about if any."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse

from sightline.cases.entries import ENTRIES
from sightline.kit.parts import Link
from sightline.kit.words import first_small

if TYPE_CHECKING:
    from sightline.checks.prompts import Prompt
    from sightline.people.models import Person

# The first version's own forms: kind of entry, the form of one, the form without one, words.
OWN = {
    "Visit": ("", "write-visit", "Write a visit"),
    "Appointment": ("appointment-outcome", "write-appointment", "Write what got in the way and what next"),
    "Statement": ("account-checked", "write-account", "Write what checking found"),
}
# Check → the kind of entry that answers it. A check that is not here is answered elsewhere: in the family's details, or
# at a meeting.
ANSWERED_BY = {
    "REF-01": "Referral", "REF-02": "Referral", "REF-03": "Referral", "REF-04": "Referral", "DVA-02": "Concern",
    "MA-04": "Meeting",
    "BRU-01": "Injury", "BRU-02": "Milestone", "BRU-03": "Decision", "TRI-01": "Decision", "DVA-01": "Decision",
    "THR-01": "ThresholdDecision", "THR-02": "Decision", "THR-03": "Evidence", "CSE-01": "Decision",
    "CSE-02": "MissingEpisode", "CSE-03": "Decision", "ONL-01": "OnlineConcern", "ONL-02": "Event",
    "HIS-01": "HistorySummary", "HIS-02": "HistorySummary", "HIS-03": "NonRecentAllegation", "NAI-01": "SafetyPlan",
    "NAI-02": "Contingency", "NAI-03": "SafetyPlan", "NAI-04": "SafetyPlan", "NAI-05": "SafetyPlan",
    "PLN-01": "Contingency", "VOI-01": "Visit", "VOI-02": "Visit", "VOI-03": "Visit", "EVD-01": "Decision",
    "EVD-02": "Event", "MGT-01": "Oversight", "MGT-02": "Oversight", "MGT-03": "Oversight", "WNB-01": "Appointment",
    "WNB-02": "Appointment", "WNB-03": "Decision", "WNB-04": "Decision", "INF-01": "Statement", "INF-02": "Decision",
    "INF-03": "InfoRequest", "INF-04": "InfoRequest", "INF-05": "InfoShareDecision", "INF-06": "Statement",
    "INF-07": "Statement", "INF-08": "Statement", "RP-01": "Reflection", "RP-02": "Reflection", "RP-03": "Reflection",
    "RP-04": "Evidence", "RP-05": "Outcome", "RP-06": "Reflection", "RP-07": "Reflection", "DP-01": "HistoryItem",
    "DP-02": "HistoryItem", "DP-03": "SensitiveEnquiry", "DP-04": "LivedDay", "DP-05": "LivedDay",
    "DP-07": "CaringRole", "DP-08": "YCAssessment", "DP-09": "YCAssessment", "DP-10": "Outcome", "LA-01": "CommNeed",
    "LA-02": "Contact", "LA-03": "Contact", "LA-04": "Contact", "LA-05": "FormatGiven", "LA-06": "UnderstandingCheck",
    "LA-07": "UnderstandingCheck", "LA-08": "Advocate", "LA-09": "PlanVersion", "SS-01": "Evidence",
    "SS-02": "Evidence", "SS-03": "Evidence", "SS-04": "SafetyGoal", "SS-05": "ScaleReading", "SS-06": "Voice",
    "SS-07": "SafetyPlan", "CF-01": "Genogram", "CF-02": "Genogram", "CF-03": "Genogram", "UM-02": "Contact",
    "UM-03": "Statement", "UM-04": "Invitation", "UM-05": "AgencyContact", "MA-01": "AgencyContact",
    "MA-02": "Invitation", "MA-05": "Invitation", "MA-07": "RoleStatement", "MA-08": "PlanAction",
    "MA-09": "PlanAction", "ES-01": "Disagreement", "ES-02": "Disagreement", "ES-03": "Disagreement",
    "ES-04": "Disagreement",
}  # fmt: skip
# Where the entry that made it ask is the very one to add to, not another of its kind.
ON_THE_ENTRY = frozenset(
    {
        "REF-01", "REF-02", "REF-03", "REF-04", "DVA-02", "MA-04",
        "BRU-01", "CSE-02", "ONL-01", "HIS-03", "NAI-03", "NAI-04", "NAI-05", "EVD-01", "EVD-02", "MGT-03", "INF-03",
        "INF-05", "DP-02", "SS-05", "SS-07", "CF-02", "MA-08", "MA-09", "ES-01", "ES-02", "ES-04", "RP-02", "RP-05",
        "WNB-01", "WNB-02", "INF-01", "INF-06", "INF-07", "INF-08", "UM-03",
    }
)  # fmt: skip


def doing(prompt: Prompt, child: Person) -> Link | None:
    """Where to do the thing asked; None where it is done elsewhere."""
    kind = ANSWERED_BY.get(prompt.check_id, "")
    facts = [evidence.fact for evidence in prompt.evidence if evidence.kind == kind]
    newest = _uuid(facts[-1]) if facts and prompt.check_id in ON_THE_ENTRY else None
    if kind in OWN:
        of_one, name, words = OWN[kind]
        if of_one and newest:
            return Link(words, reverse(of_one, args=[child.key, newest]))
        return Link(words, reverse(name, args=[child.key]))
    entry = ENTRIES.get(kind)
    if entry is None:
        return None
    if newest:
        return Link(f"Add to it: {_small(entry.name)}", reverse("amend-entry", args=[child.key, entry.slug, newest]))
    return Link(f"Write {_small(entry.name)}", reverse("write-entry", args=[child.key, entry.slug]))


def _small(name: str) -> str:
    return first_small(name)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
