"""The census's code lists in words a practitioner reads (Children in Need census, every year 2020 to 2026).

An unknown code is shown as it stands: never guessed at, never hidden.
"""

from __future__ import annotations

from collections.abc import Iterable

REFERRAL_SOURCE = {
    "1A": "family member or carer",
    "1B": "acquaintance, neighbour or childminder",
    "1C": "the child",
    "1D": "another person",
    "2A": "school",
    "2B": "education services",
    "3A": "GP",
    "3B": "health visitor",
    "3C": "school nurse",
    "3D": "other primary health service",
    "3E": "emergency department",
    "3F": "other health service",
    "4": "housing",
    "5A": "social care of the same authority, such as adults' services",
    "5B": "another part of the same authority",
    "5C": "another authority",
    "5D": "early help",
    "6": "police",
    "7": "other legal agency",
    "8": "another body, such as a children's centre or voluntary organisation",
    "9": "somebody who gave no name",
    "10": "source not known",
}
REFERRAL_DECISION = {
    "nfa": "no further action",
    "advice": "advice, and no more",
    "early_help": "early help",
    "assessment": "an assessment",
    "s47": "a section 47 enquiry",
}
PRIMARY_NEED = {
    "N1": "abuse or neglect",
    "N2": "the child's disability or illness",
    "N3": "a parent's disability or illness",
    "N4": "family in acute stress",
    "N5": "family dysfunction",
    "N6": "socially unacceptable behaviour",
    "N7": "low income",
    "N8": "absent parenting",
    "N9": "other than children in need",
    "N0": "not stated",
}
CLOSURE_REASON = {
    "RC1": "adopted",
    "RC2": "died",
    "RC3": "child arrangements order",
    "RC4": "special guardianship order",
    "RC5": "moved to another authority",
    "RC6": "moved to adult services",
    "RC7": "services ended for another reason",
    "RC8": "closed after assessment, no further action",
    "RC9": "closed after assessment, passed to early help",
}
CATEGORY = {
    "NEG": "neglect",
    "PHY": "physical abuse",
    "SAB": "sexual abuse",
    "EMO": "emotional abuse",
    "MUL": "more than one category",
}
DISABILITY = {
    "NONE": "none",
    "MOB": "mobility",
    "HAND": "hand function",
    "PC": "personal care",
    "INC": "incontinence",
    "COMM": "communication",
    "LD": "learning",
    "HEAR": "hearing",
    "VIS": "vision",
    "BEH": "behaviour",
    "CON": "consciousness",
    "AUT": "autism",
    "DDA": "other disability",
}
_WHOSE = {"A": "the child", "B": "a parent or carer", "C": "another person in the household"}
_BY_PERSON = {
    "1": "alcohol",
    "2": "drugs",
    "3": "subject of domestic abuse",
    "4": "mental health",
    "5": "learning disability",
    "6": "physical disability or illness",
}
FACTOR = {f"{n}{who}": f"{what} ({whom})" for n, what in _BY_PERSON.items() for who, whom in _WHOSE.items()} | {
    "7A": "young carer",
    "8B": "privately fostered: from overseas, to return",
    "8C": "privately fostered: from overseas, to stay",
    "8D": "privately fostered: in education here",
    "8E": "privately fostered: with family in this country",
    "8F": "privately fostered: other",
    "9A": "unaccompanied asylum-seeking child",
    "10A": "going missing",
    "11A": "child sexual exploitation",
    "12A": "trafficking",
    "13A": "gangs",
    "14A": "socially unacceptable behaviour",
    "15A": "self-harm",
    "16A": "neglect",
    "17A": "emotional abuse",
    "18A": "physical abuse (code withdrawn in 2021)",
    "18B": "physical abuse by another child",
    "18C": "physical abuse by an adult",
    "19A": "sexual abuse (code withdrawn in 2021)",
    "19B": "sexual abuse by another child",
    "19C": "sexual abuse by an adult",
    "20": "other",
    "21": "none found",
    "22A": "female genital mutilation",
    "23A": "abuse linked to faith or belief",
    "24A": "child criminal exploitation",
}
CONCERN_TOPIC = {
    "domestic_abuse": "domestic abuse",
    "alcohol": "alcohol",
    "drugs": "drugs",
    "mental_health": "mental health",
    "neglect": "neglect",
    "learning_disability": "learning disability",
    "physical_illness": "physical illness",
    "cse": "sexual exploitation",
}
AGENCY = {
    "social_care": "Children's social care",
    "early_help": "Early help",
    "police": "Police",
    "gp": "GP",
    "health": "Health",
    "health_visitor": "Health visitor",
    "hospital": "Hospital",
    "school": "School",
    "school_nurse": "School nurse",
    "nursery": "Nursery",
    "midwifery": "Midwifery",
    "probation": "Probation",
    "substance_service": "Drug and alcohol service",
    "mental_health": "Mental health service",
    "housing": "Housing",
    "voluntary": "Voluntary organisation",
    "lead_professional": "Lead professional",
    "other": "Another agency",
}
MEETING_KIND = {
    "strategy_discussion": "Strategy discussion",
    "icpc": "Initial child protection conference",
    "review_conference": "Child protection review conference",
    "core_group": "Core group",
    "review": "Plan review",
    "legal_meeting": "Legal meeting",
    "planning": "Planning meeting",
    "team_meeting": "Team around the child",
}
DECISION = {
    "wnb_response": "What was decided after the child was not brought",
    "discharge_after_wnb": "Discharge after the child was not brought",
    "accounts_differ": "What was made of accounts that differ",
    "nfa_at_referral": "No further action on a referral",
    "step_down": "Stepping down",
    "closure": "Closing",
    "end_of_s47": "End of a section 47 enquiry",
    "change_of_plan": "Change of plan",
    "not_holding_conference": "Not holding a conference",
    "transfer": "Transfer",
    "joint_analysis": "Thinking it through together, across services",
    "marac_referral": "Referral to a MARAC",
    "dash": "A DASH risk checklist",
    "bruise_outcome": "What came of a mark or injury",
    "pattern_review": "Looking at a pattern",
    "rereferral_compared": "This referral beside the one before",
    "screening": "Screening for exploitation",
    "day_out": "A day out, or away",
    "tie_break": "Deciding between different views",
}
BARRIER = {
    "cost": "Cost",
    "transport": "Getting there",
    "language": "Language: the letter or the visit was not in theirs",
    "learning_disability": "A learning disability or difficulty",
    "wrong_address": "The letter went to the wrong address",
    "not_told": "They did not know about it",
    "illness": "Illness at home",
    "work_or_childcare": "Work, school or other children to look after",
    "fear_or_mistrust": "Worry about the service or what would follow",
    "not_seen_as_needed": "It was not seen as needed",
    "somebody_stopped_it": "Somebody in the family stopped it",
    "other": "Something else",
    "not_known": "Asked, and still not known",
}


def in_words(codes: dict[str, str], code: str | None, missing: str = "not recorded") -> str:
    """The words for a code; a code nobody knows is shown as it stands; none at all as `missing`."""
    if not code:
        return missing
    return codes.get(code, f"{code.replace('_', ' ')}")


def all_in_words(codes: dict[str, str], found: Iterable[str] | None, *, none: str, missing: str) -> str:
    """Several codes as one line. Null = never recorded (`missing`); an empty list = recorded as none (`none`)."""
    if found is None:
        return missing
    return "; ".join(in_words(codes, code) for code in found) or none
