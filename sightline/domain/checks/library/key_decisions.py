"""The decisions that a manager should be able to stand behind, and what counts as a manager's reasons.

Shared by EVD-01 (on what was it decided?) and MGT-02 (does a manager see it the same way?).
"""

from __future__ import annotations

from ..deciding import is_made
from ..fact import Fact
from ..look import Look
from ..maybe import Maybe

KEY_DECISIONS = {
    "nfa_at_referral": "no further action on a referral",
    "end_of_s47": "ending a section 47 enquiry",
    "step_down": "stepping down",
    "closure": "closing",
    "change_of_plan": "changing the plan",
    "not_holding_conference": "not holding a conference",
}
UNTOLD = "It is not recorded what one of the decisions was."


def key_decisions(look: Look) -> list[tuple[Fact, Maybe]]:
    """The decisions made so far that are, or may be, of a listed kind."""
    rows = ((row, look.is_one_of(row, "what", KEY_DECISIONS, UNTOLD)) for row in look.rows("Decision") if is_made(row))
    return [(row, is_key) for row, is_key in rows if not is_key.is_no]


def in_words(look: Look, decision: Fact) -> str:
    """ "the decision of 3 May 2026 on closing"."""
    about = KEY_DECISIONS.get(decision.code("what"), "")
    return f"the decision of {look.day(decision)}" + (f" on {about}" if about else "")
