"""What is asked about each thing an event shows: the few fields of `sightline-record/1` that practice checks decide by.

A field left open was not in the row, and stays unknown in a replay. Names and codes are those of the record format
(`domain/checks/kinds.py`), so nothing has to be translated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

LONGEST: Final = 500  # of a text; the row has the whole story

YES_NO: Final = (("yes", "Yes"), ("no", "No"))
AGENCIES: Final = (
    ("social_care", "Children’s social care"), ("police", "Police"), ("health_visitor", "Health visiting"),
    ("gp", "GP"), ("hospital", "Hospital"), ("midwifery", "Midwifery"), ("school", "School"), ("nursery", "Nursery"),
    ("probation", "Probation"), ("substance_service", "Drug or alcohol service"), ("mental_health", "Mental health"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Detail:
    """One field. `choices`: what may be chosen, none for words or a day; `several`: more than one may be."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...] = ()
    several: bool = False
    is_day: bool = False


REASONS: Final = Detail("reasons", "The reasons that were written down")
TOLD_WHO: Final = Detail("told_who", "Who was told")
_VISIT: Final = (
    Detail("where", "Where", (("home", "At home"), ("school", "At school"), ("other", "Elsewhere"))),
    Detail("bedroom", "Was the bedroom seen?", YES_NO),
    Detail("awake", "Was the child awake?", YES_NO),
)
_APPOINTMENT: Final = (
    Detail("service", "For what"),
    Detail("importance", "How much it mattered", (
        ("routine", "Routine"), ("important", "Important"), ("harm_if_missed", "Harm if missed"),
    )),
)  # fmt: skip
_MEETING: Final = (
    Detail("agencies_present", "Which agencies took part", AGENCIES, several=True),
    Detail("dissent", "A different view that was written down"),
)
_DECISION: Final = (
    Detail("decided_by", "Who decided, by role"),
    REASONS,
    Detail("options_considered", "What else was thought of"),
    Detail("child_impact", "What it said about life for the child"),
    Detail("dissent", "A different view that was written down"),
)
LOOKED_FOR: Final = (
    ("Visit", "Visits to the child"), ("Voice", "The child’s own words"), ("Injury", "Injuries or marks"),
    ("Appointment", "Appointments, kept or missed"), ("Statement", "What a parent, carer or relative said"),
    ("Concern", "Domestic abuse, or an adult’s drinking, drugs or low mood"),
    ("MissingEpisode", "Times the child was missing"), ("AgencyContact", "One agency telling or asking another"),
    ("Referral", "Referrals to children’s social care"), ("Section47", "Section 47 enquiries"),
    ("Meeting", "Strategy discussions, conferences and core groups"),
    ("SafetyPlan", "Agreements about who may care for the child"), ("Decision", "Decisions that were written down"),
    ("Oversight", "A manager’s look at the work"), ("HistorySummary", "A summing-up of the history"),
)  # fmt: skip
"""Kinds of record of which a whole chronology can say that there was none: those that a mark can make."""
_WHO_SAID: Final = Detail("role", "Who said so", (
    ("parent", "A parent"), ("carer", "A carer"), ("relative", "A relative"), ("neighbour", "A neighbour"),
    ("child", "The child"), ("practitioner", "A practitioner"),
))  # fmt: skip
_LEVEL: Final = (REASONS, Detail("next_look_date", "When it was to be looked at again", is_day=True))

DETAILS: Final[Mapping[str, tuple[Detail, ...]]] = {
    "seen": _VISIT,
    "seen_alone": _VISIT,
    "not_seen": (_VISIT[0], Detail("reason_if_not", "Why the child was not seen")),
    "voice": (
        Detail("mode", "How", (
            ("said", "Said"), ("drawn", "Drawn"), ("observed", "Seen in what the child did"),
            ("via_advocate", "Through an advocate"), ("interpreter", "Through an interpreter"),
        )),
        Detail("what_changed", "What changed because of it"),
    ),
    "milestone": (
        Detail("milestone", "What the child could do", (
            ("rolls", "Roll over"), ("crawls", "Crawl"), ("bottom_shuffles", "Shuffle along"),
            ("pulls_to_stand", "Pull up to stand"), ("cruises", "Walk along the furniture"), ("walks", "Walk"),
            ("sits", "Sit"),
        )),
    ),
    "injury": (
        Detail("type", "What it was", (
            ("bruise", "Bruise"), ("burn", "Burn or scald"), ("cut", "Cut or graze"), ("bite", "Bite"),
            ("fracture", "Fracture"), ("head_injury", "Head injury"), ("other", "Something else"),
        )),
        Detail("body_region", "Where on the body"),
        Detail("explanation", "How it was said to have come about"),
        Detail("explained_by", "Who said so"),
        Detail("consistent", "Does that fit?", (("Y", "Yes"), ("N", "No"), ("unsure", "Somebody was unsure"))),
        Detail("opinion", "What a medical examination said", (
            ("accident", "An accident"), ("medical", "An illness"), ("suggests_inflicted", "It suggests harm"),
            ("cannot_say", "It cannot say"),
        )),
        Detail("examiner", "Who examined the child, by role"),
        Detail("nai_suspected", "Did anybody suspect that it was inflicted?", YES_NO),
    ),
    "was_not_brought": (
        *_APPOINTMENT,
        Detail("reason_given", "The reason that was given"),
        Detail("consequence_for_child", "What it meant for the child"),
        Detail("action", "What was done about it"),
        TOLD_WHO,
    ),
    "attended": _APPOINTMENT,
    "new_partner": (
        Detail("who", "Who, by code"),
        Detail("identity", "Was it known who this is?", (
            ("named", "By name"), ("partly", "Partly"), ("unknown", "Not known"),
        )),
        Detail("cares_alone", "Did this adult care for the child alone?", YES_NO),
        Detail("met", "Did somebody from an agency meet this adult then?", YES_NO),
        Detail("reason_not_contacted", "Why nobody spoke with this adult"),
    ),
    "left_unchecked": (_WHO_SAID,),
    "left_checked": (_WHO_SAID, Detail("source", "Who confirmed it")),
    "account": (
        Detail("topic", "About what", (
            ("household", "Who lives there"), ("attendance", "Going to an appointment"), ("injury", "An injury"),
            ("abstinence", "Drink or drugs"), ("identity", "Who somebody is"),
            ("earlier_children", "Earlier children"), ("worry", "A worry about the child"), ("other", "Something else"),
        )),
        _WHO_SAID,
        Detail("verification", "Was it checked?", (
            ("not_checked", "No"), ("sought", "Somebody was asked"), ("supported", "Yes, and it was so"),
            ("contradicted", "Yes, and it was not so"), ("cannot_be_checked", "It could not be"),
        )),
        Detail("source", "Who else was asked"),
        Detail("matters", "Did a decision lean on it?", (("decision_relevant", "Yes"), ("low", "No"))),
        Detail("response", "What whoever said it was told"),
    ),
    "domestic_abuse": (
        Detail("abuser", "Who was abusing, by code"),
        Detail("abuser_not_known_reason", "If that was not known: why"),
    ),
    "pressure": (
        Detail("topic", "What it was", (
            ("alcohol", "Drinking"), ("drugs", "Drugs"), ("mental_health", "Low mood or mental ill-health"),
            ("neglect", "Neglect"), ("learning_disability", "A learning disability"),
            ("physical_illness", "Physical illness"),
        )),
        Detail("who", "Whose, by code"),
        Detail("status", "Then", (("current", "Going on"), ("past", "Past"), ("unknown", "Not known"))),
        Detail("service", "A service for the adult that knew"),
    ),
    "missing": (
        Detail("to", "When the child was back", is_day=True),
        Detail("return_interview_offered", "Was an independent return interview offered?", (("Y", "Yes"), ("N", "No"))),
    ),
    "told": (
        Detail("agency", "Which agency was spoken to", AGENCIES),
        Detail("who", "With whom, by role"),
        Detail("advice", "What was said or advised"),
    ),
    "referral": (
        Detail("how_made", "How", (("phone", "By telephone"), ("written", "In writing"), ("online", "Online"))),
        Detail("confirmed_in_writing_at", "Confirmed in writing on", is_day=True),
        Detail("decision", "What was decided", (
            ("nfa", "No further action"), ("advice", "Advice"), ("assessment", "An assessment"),
            ("s47", "A section 47 enquiry"), ("early_help", "Early help"),
        )),
        Detail("decided_at", "Decided on", is_day=True),
        Detail("feedback_given_at", "Whoever referred was told on", is_day=True),
    ),
    "section47": (Detail("outcome", "What came of it"), Detail("ended_on", "It ended on", is_day=True)),
    "strategy": _MEETING,
    "conference": _MEETING,
    "core_group": _MEETING,
    "safety_plan": (
        Detail("agreed_by", "Who agreed it"),
        Detail("supervised_by", "Who was to supervise, by code"),
        Detail("checked_by", "Who checked that they can"),
        Detail("next_review", "When it was to be looked at again", is_day=True),
    ),
    "decision": (
        Detail("what", "About what", (
            ("nfa_at_referral", "No further action on a referral"), ("end_of_s47", "The end of a section 47 enquiry"),
            ("not_holding_conference", "Not to hold a conference"), ("step_down", "A lower level of help"),
            ("change_of_plan", "A change of the plan"), ("discharge_after_wnb", "Discharge after not being brought"),
            ("bruise_outcome", "What an injury was put down to"), ("joint_analysis", "A joint analysis"),
            ("marac_referral", "A referral to MARAC"), ("transfer", "A transfer"),
        )),
        *_DECISION,
    ),
    "oversight": (
        Detail("kind", "How", (
            ("supervision", "Supervision"), ("case_direction", "A direction"), ("sign_off", "A sign-off"),
            ("audit", "An audit"), ("group_reflection", "Thinking in a group"),
        )),
        Detail("reasoning", "The thinking that was written down"),
    ),
    "looked": (
        Detail("kinds", "There was none of these, in any agency’s records", LOOKED_FOR, several=True),
        Detail("since", "From which day (otherwise the first this row may fall on)", is_day=True),
        Detail("until", "Up to which day (otherwise the last this row may fall on)", is_day=True),
    ),
    "history": (Detail("patterns", "What it said of patterns"),),
    "closed": _DECISION,
    "level_EH": _LEVEL,
    "level_CIN": _LEVEL,
    "level_CP": _LEVEL,
    "level_CLA": _LEVEL,
}  # fmt: skip


def tidy(what: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The details of one mark that say something, in their order. Raises ValueError for what is none of them."""
    known = {one.name: one for one in DETAILS.get(what, ())}
    if unknown := set(given) - set(known):
        raise ValueError(f"Nothing that is asked about {what}: {sorted(unknown)}")
    return {name: _checked(what, one, given[name]) for name, one in known.items() if given.get(name)}


def _checked(what: str, one: Detail, value: Any) -> Any:
    if one.choices:
        values = [*value] if one.several else [value]
        if not set(values) <= {code for code, _ in one.choices}:
            raise ValueError(f"{value!r} cannot be chosen for {one.name} of {what}.")
        return values if one.several else value
    if one.is_day:
        return date.fromisoformat(str(value)).isoformat()
    return " ".join(str(value).split())[:LONGEST]


def in_words(what: str, details: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """Label and value of each detail of a mark, as a person reads it; days stay as they are stored."""
    for one in DETAILS.get(what, ()):
        if value := details.get(one.name):
            words = dict(one.choices)
            values = value if isinstance(value, list) else [value]
            yield one.label, ", ".join(words.get(each, str(each)) for each in values)


def in_codes(what: str, details: Mapping[str, Any], coder: Callable[[str], str] | None) -> dict[str, Any]:
    """Details with codes for names in whatever somebody typed; without a coder nothing that somebody typed."""
    typed = {one.name for one in DETAILS.get(what, ()) if not one.choices and not one.is_day}
    plain = {name: value for name, value in details.items() if name not in typed}
    return plain | ({name: coder(str(details[name])) for name in typed & set(details)} if coder else {})
