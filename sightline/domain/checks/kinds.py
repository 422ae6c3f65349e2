"""The kinds of record in `sightline-record/1`: when each happens, and which of its fields are dates or yes/no.

A kind or a field that is not listed here is kept and ignored: kinds and fields may be added.
"""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """One kind of record: what a person calls it (plural), the field of its own date, and its other dates."""

    words: str
    happens_on: str | None
    dates: tuple[str, ...] = ()
    yes_no: tuple[str, ...] = ()


KINDS: dict[str, Kind] = {
    "Person": Kind("people", None, ("dob", "expected_dob"), ("delay",)),
    "Involvement": Kind("involvements", "from", ("from", "to", "allocated_at")),
    "HouseholdMembership": Kind("household memberships", "from", ("from", "to")),
    "Parentage": Kind("parents", None, ("asked_on",)),
    "Event": Kind("events", "when", ("when",)),
    "Concern": Kind("concerns", "first_known", ("first_known", "last_known")),
    "Injury": Kind("injuries", "seen_at", ("seen_at",), ("documented_birthmark", "nai_suspected")),
    "Milestone": Kind("milestones", "observed_on", ("observed_on",), ("regression",)),
    "AgencyContact": Kind("contacts with agencies", "at", ("at",)),
    "Contact": Kind("contacts with the family", "at", ("at",), ("substantive", "direct")),
    "Section47": Kind("section 47 enquiries", "started_on", ("started_on", "planned_end", "ended_on")),
    "Assessment": Kind("assessments", "started_at", ("started_at", "planned_end", "authorised_at")),
    "Referral": Kind(
        "referrals",
        "received_at",
        ("received_at", "confirmed_in_writing_at", "decided_at", "feedback_given_at", "response_at"),
    ),
    "Decision": Kind("decisions", "at", ("at", "takes_effect_on")),
    "Oversight": Kind("management oversight", "at", ("at",)),
    "Visit": Kind("visits", "at", ("at",), ("seen", "seen_alone")),
    "Voice": Kind("the child's words", "date", ("date",)),
    "Plan": Kind("plans", "from", ("from", "to")),
    "Contingency": Kind("contingencies", None),
    "PlanAction": Kind("plan actions", "agreed_on", ("agreed_on", "due", "owner_left_on")),
    "Outcome": Kind("outcomes of plans", "set_on", ("set_on",)),
    "SafetyPlan": Kind("safety plans", "made_at", ("made_at", "next_review", "ends_when")),
    "Appointment": Kind("appointments", "at", ("at",)),
    "Statement": Kind("accounts people gave", "at", ("at", "response_at", "sought_at")),
    "InfoRequest": Kind("requests for information", "asked_at", ("asked_at", "needed_by", "answered_at")),
    "InfoShareDecision": Kind("decisions on sharing", "at", ("at",)),
    "ThresholdDecision": Kind("level decisions", "date", ("date", "next_look_date")),
    "ExploitationIndicator": Kind("signs of exploitation", "date_seen", ("date_seen",)),
    "MissingEpisode": Kind("missing episodes", "from", ("from", "to", "return_interview_offered_at", "interview_at")),
    "OnlineConcern": Kind("online concerns", "at", ("at",)),
    "HistorySummary": Kind("history summaries", "date", ("date", "covers_from", "covers_to")),
    "NonRecentAllegation": Kind("non-recent allegations", "at", ("at",)),
    "Meeting": Kind("meetings", "at", ("at", "decision_made_on")),
    "Invitation": Kind("invitations", "sent_on", ("sent_on",)),
    "AgencyInvolvement": Kind("agencies' involvement", "from", ("from", "to")),
    "RoleStatement": Kind("roles in people's own words", "at", ("at",)),
    "Disagreement": Kind("disagreements", "raised_on", ("raised_on", "stage_since")),
    "Reflection": Kind("reflections", "date", ("date",)),
    "Map": Kind("maps", "date", ("date",)),
    "MapItem": Kind("map entries", "date", ("date",)),
    "Danger": Kind("dangers", "date", ("date",)),
    "SafetyGoal": Kind("safety goals", "date", ("date",)),
    "ScaleReading": Kind("scale readings", "date", ("date", "talked_through_on")),
    "Evidence": Kind("evidence", "date", ("date",)),
    "Unease": Kind("notes of unease", "at", ("at",)),
    "HistoryItem": Kind("family history", "at", ("at",)),
    "SensitiveEnquiry": Kind("sensitive enquiries", "at", ("at", "next_time")),
    "LivedDay": Kind("lived days", "date", ("date",)),
    "CaringRole": Kind("caring roles", "at", ("at",)),
    "YCAssessment": Kind("young carer's assessments", "at", ("at", "done_on", "reviewed_on")),
    "CommNeed": Kind("communication needs", "at", ("at",)),
    "PlanVersion": Kind("plan versions", "date", ("date",)),
    "FormatGiven": Kind("formats given", "at", ("at",)),
    "UnderstandingCheck": Kind("checks of understanding", "at", ("at",)),
    "Advocate": Kind("advocates", "at", ("at",)),
    "AdultRole": Kind("adults' roles", "since", ("since",)),
    "Genogram": Kind("genograms", "drawn_on", ("drawn_on", "reviewed_on")),
    "Ecomap": Kind("ecomaps", "drawn_on", ("drawn_on",)),
    "DraftText": Kind("draft texts", "at", ("at",)),
}


def kind_in_words(kind: str) -> str:
    """ "Appointment" → "appointments"; a kind nobody has named yet stays as it is."""
    return KINDS[kind].words if kind in KINDS else kind
