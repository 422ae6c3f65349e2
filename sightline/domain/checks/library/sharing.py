"""INF-05: it was decided to share, or not to, and the reason is not recorded."""

from __future__ import annotations

from ..conclude import conclude
from ..fact import Fact
from ..look import Look
from ..maybe import any_in, known, yes
from ..vocabulary import Check, Empties, Outcome, Severity
from .open_work import CASE_LEVELS


def no_reason(look: Look) -> Outcome:
    """INF-05: not shared, or neither box filled, without a reason asks soon; shared without a reason, to reflect."""
    rows = look.rows("InfoShareDecision")
    hidden = look.unseen("InfoShareDecision")
    found = [row for row in rows if not row.is_filled("reason")]
    graver = [row for row in found if row.code("decision") != "shared"]
    return conclude(
        look,
        applies=any_in((*map(yes, rows), hidden)),
        asks=any_in((*(known(True, row) for row in found), hidden)),
        severity=Severity.SOON if graver else Severity.REFLECT,
        words=lambda: {"what_happened": _what_happened(look, (graver or found)[0]), "days": look.days(found)},
    )


def _what_happened(look: Look, row: Fact) -> str:
    if row.code("decision") == "not_shared":
        return f"On {look.day(row)} it was decided not to share something about {look.name}, and no reason is recorded."
    return f"The entry of {look.day(row)} on sharing something about {look.name} says neither what was decided nor why."


INF_05 = Check(
    id="INF-05",
    name="Shared or not shared, and no reason",
    question="Why was it right to share this, or not to?",
    theme="INFO-VERIFY",
    condition="A decision on sharing information has no reason: not to share, or to share, or not said which.",
    prompts={
        Severity.SOON: (
            "{what_happened} What weighed for sharing and what against, and could a line about it be added?"
        ),
        Severity.REFLECT: (
            "Something about {name} was shared on {days}, and the reason is not recorded. What made it right to share, "
            "and could a line about it be added?"
        ),
    },
    parameters=(),
    kinds=("Involvement", "InfoShareDecision"),
    also_reads=("Person",),
    levels=CASE_LEVELS,
    needs=("InfoShareDecision",),
    clears=("A reason, on the decision.",),
    known_limits=("It does not weigh the reason.",),
    readings=(
        "Both ways: not shared without a reason asks soon, shared without a reason to reflect.",
        "Neither the decision nor the reason filled asks soon; a reason alone is enough.",
        "Record the reason, shared or not: the seventh of the DfE's golden rules. The Children's Wellbeing and Schools "
        "Act 2026 asks for a judgement of greater detriment where something is not shared.",
    ),
    empties=Empties(asks=("InfoShareDecision.reason", "InfoShareDecision.decision"), unsettled=("Involvement.level",)),
    decide=no_reason,
)

CHECKS = (INF_05,)
