"""What an agency is called, and whether it is still working with somebody.

Agencies are written in many ways ("Health Visiting", "HV", "health_visitor"); each has one code here. A name nobody
knows stays as it is, so that it matches itself.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..around import is_current
from ..boxes import words_of
from ..fact import Fact
from ..look import Look
from ..maybe import NO, Maybe, all_of, open_, yes

# The first pattern found in a name gives its code. "_" stands for any space or dash.
CODES = tuple(
    (re.compile(pattern), code)
    for pattern, code in (
        (r"school_nurs", "school_nurse"),
        (r"health_visit|^hv$", "health_visitor"),
        (r"\bgps?\b|(^|_)gp(_|$)|general_pract|(^|_)surgery", "gp"),
        (r"midwi|maternity", "midwifery"),
        (r"nursery|early_years|pre_?school|childmind", "nursery"),
        (r"school|college|academy|(^|_)education", "school"),
        (r"police", "police"),
        (r"(?<!adult_)(?<!adults_)social_care|social_work|^csc$", "social_care"),
        (r"substance|(^|_)drug|alcohol|addiction", "substance_service"),
        (r"mental_health|camhs|psychiatr", "mental_health"),
        (r"probation", "probation"),
        (r"hospital|paediatr|(^|_)a_(and|&)_e($|_)|emergency_dep", "hospital"),
    )
)
HEALTH = frozenset({"gp", "health_visitor", "school_nurse", "midwifery", "hospital", "mental_health"})
HEALTH_WORDS = ("health", "nurse", "clinic", "doctor", "medical", "ambulance", "nhs")
CHILDRENS_PLACES = frozenset({"school", "nursery"})
TREATMENT = frozenset({"substance_service", "mental_health"})


@lru_cache(maxsize=4096)
def agency_code(name: str) -> str:
    """The code of an agency, "" for none: "Health Visiting" → "health_visitor"."""
    plain = re.sub(r"[\s_-]+", "_", name.strip().lower()).strip("_")
    return next((code for pattern, code in CODES if pattern.search(plain)), plain)


def agency_of(fact: Fact, field: str = "agency") -> str:
    """The code of the agency in a box."""
    return agency_code(fact.text(field))


def is_health(code: str) -> bool:
    """Whether an agency is a health service."""
    return code in HEALTH or any(word in code for word in HEALTH_WORDS)


def agency_in_words(code: str) -> str:
    """ "the GP", "police", "the substance service"."""
    words = "mental health service" if code == "mental_health" else words_of(code)
    return words if code in ("police", "probation", "social_care", "midwifery") else f"the {words}"


def is_active(look: Look, involvement: Fact) -> Maybe:
    """Whether an agency is still working with somebody: marked so, begun, and not ended."""
    if involvement.yes("active") is False:
        return NO
    current = is_current(look, involvement)
    if involvement.yes("active") is None:
        return all_of(current, open_("It is not recorded whether an agency is still involved.", involvement))
    return all_of(current, yes(involvement))
