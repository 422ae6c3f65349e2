"""What an event of a chronology shows, in words a reviewer chooses from, so that it can be replayed.

Only what somebody read and marked is replayed; nothing is guessed from words. Each code becomes facts of
`sightline-record/1` in `replaying.py`; what is asked beside it (`details.py`) has the names that format has.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Shows:
    """One thing an event may show. `code` is stored; `name` is chosen from."""

    code: str
    name: str


SHOWN: Final = (
    Shows("seen", "A planned visit: the child was seen"),
    Shows("seen_alone", "A planned visit: the child was seen alone"),
    Shows("not_seen", "A planned visit: the child was not seen"),
    Shows("voice", "The child’s own words"),
    Shows("milestone", "What the child could do by then: rolling, crawling, walking"),
    Shows("injury", "An injury or mark on the child"),
    Shows("was_not_brought", "The child was not brought to an appointment"),
    Shows("attended", "The child was brought to an appointment"),
    Shows("new_partner", "A new adult in the household"),
    Shows("left_unchecked", "An adult was said to have left, and nobody checked it"),
    Shows("left_checked", "An adult was said to have left, and it was found to be so"),
    Shows("account", "Something else a parent, carer or relative said, that mattered"),
    Shows("domestic_abuse", "Domestic abuse, reported or seen"),
    Shows("pressure", "An adult’s drinking, drugs, low mood or other difficulty"),
    Shows("moved", "The family moved"),
    Shows("pregnancy", "A pregnancy was known"),
    Shows("missing", "The child was missing"),
    Shows("told", "One agency told or asked another"),
    Shows("referral", "A referral to children’s social care"),
    Shows("section47", "A section 47 enquiry began"),
    Shows("strategy", "A strategy discussion"),
    Shows("conference", "A child protection conference"),
    Shows("core_group", "A core group"),
    Shows("safety_plan", "Who may care for the child was agreed"),
    Shows("decision", "Something was decided"),
    Shows("oversight", "A manager looked at the work"),
    Shows("history", "Somebody read the history and summed it up"),
    Shows("closed", "The case was closed"),
    Shows("looked", "Something was looked for in the records, and there was none"),
    Shows("level_EH", "From here: early help"),
    Shows("level_CIN", "From here: child in need"),
    Shows("level_CP", "From here: child protection plan"),
    Shows("level_CLA", "From here: looked after"),
)
BY_CODE: Final = {one.code: one for one in SHOWN}
