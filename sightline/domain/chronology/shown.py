"""What an event of a chronology shows, in words a reviewer chooses from, so that it can be replayed.

Only what somebody read and marked is replayed; nothing is guessed from words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Shows:
    """One thing an event may show. `code` is stored; `name` is chosen from; `hint` says when."""

    code: str
    name: str
    hint: str = ""


SHOWN: Final = (
    Shows("seen", "The child was seen", "By the agency that wrote the row."),
    Shows("seen_alone", "The child was seen alone"),
    Shows("not_seen", "A visit at which the child was not seen"),
    Shows("voice", "The child's own words"),
    Shows("injury", "An injury or mark"),
    Shows("was_not_brought", "The child was not brought to an appointment"),
    Shows("attended", "The child was brought to an appointment"),
    Shows("new_partner", "A new adult in the household", "For example a parent's new partner."),
    Shows("left_household", "An adult was said to have left"),
    Shows("domestic_abuse", "Domestic abuse, reported or seen"),
    Shows("moved", "The family moved"),
    Shows("pregnancy", "A pregnancy was known"),
    Shows("referral", "A referral to children's social care"),
    Shows("strategy", "A strategy discussion"),
    Shows("conference", "A child protection conference or core group"),
    Shows("closed", "The case was closed"),
)
BY_CODE: Final = {one.code: one for one in SHOWN}
