"""What a concern is about: its topic, or, where nobody chose one, the census factor it was mapped to."""

from __future__ import annotations

import re
from collections.abc import Collection

from ..boxes import is_known_code
from ..fact import Fact
from ..maybe import NO, Maybe, open_, yes

# Factors at the end of assessment (CIN census): the number says what, the letter about whom.
FACTORS = {
    "1": "alcohol",
    "2": "drugs",
    "3": "domestic_abuse",
    "4": "mental_health",
    "5": "learning_disability",
    "6": "physical_illness",
    "11": "cse",
    "16": "neglect",
}
FACTOR = re.compile(r"(\d{1,2})[a-c]")


def topic_of(concern: Fact) -> str:
    """The topic of a concern as a code, "" where neither topic nor factor says."""
    if topic := concern.code("topic"):
        return topic
    factor = FACTOR.fullmatch(concern.code("map_to_cin"))
    return FACTORS.get(factor[1], "") if factor else ""


def whose_by_factor(concern: Fact) -> str:
    """Whom the census factor is about: "a" the child, "b" a parent or carer, "c" another of the household; else ""."""
    factor = FACTOR.fullmatch(concern.code("map_to_cin"))
    return factor[0][-1] if factor else ""


def is_about_one_of(concern: Fact, topics: Collection[str], missing: str) -> Maybe:
    """Whether a concern is about one of these topics; open, with this sentence, where nobody knows."""
    topic = topic_of(concern)
    if topic in topics:
        return yes(concern)
    return NO if topic and is_known_code("Concern", "topic", topic) else open_(missing, concern)
