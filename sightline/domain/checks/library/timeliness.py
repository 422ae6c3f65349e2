"""TIM-01: written late. Information for MEASURE, counted and never by name; it has no severity and is no prompt."""

from __future__ import annotations

from datetime import date

from sightline.domain.dates import count_in_words

from ..boxes import capital
from ..conclude import conclude
from ..fact import Fact
from ..look import Look
from ..maybe import NO, Maybe, all_of, any_in, known, yes
from ..vocabulary import Check, Empties, NumberClass, Outcome, Parameter
from .open_work import CASE_LEVELS

KINDS = ("Visit", "Contact", "AgencyContact", "Meeting", "Event")
HOW_CRITICAL = "It is not recorded whether one of the events was critical."


def written_late(look: Look) -> Outcome:
    """TIM-01: more working days between the day something happened and the day it was written than the limit."""
    dated = [
        (row, is_ours) for kind in KINDS for row in look.rows(kind) if not (is_ours := _is_looked_at(look, row)).is_no
    ]
    hidden = any_in([look.unseen(kind) for kind in KINDS])
    perhaps = [(is_ours, is_late) for row, is_ours in dated if not (is_late := _is_late(look, row)).is_no]
    late = [is_late if is_ours.is_yes else all_of(is_ours, is_late) for is_ours, is_late in perhaps]
    return conclude(
        look,
        applies=any_in([*[is_ours for _, is_ours in dated], hidden]),
        asks=any_in([*late, hidden]),
        words=lambda: {"number": _entries(sum(is_late.is_yes for is_late in late))},
    )


def _is_looked_at(look: Look, row: Fact) -> Maybe:
    """Whether a row is one whose day is known; of events only facts: reported history is out."""
    if _happened_on(row) is None:
        return NO
    if row.type != "Event":
        return yes(row)
    return look.is_one_of(row, "kind", ("fact",), "It is not recorded whether one of the events is a fact.")


def _happened_on(row: Fact) -> date | None:
    """The day it happened, where that is one day."""
    memory = row.memory
    if "one day" not in memory:
        when = row.when(row.happens_on or "")
        memory["one day"] = when.earliest if when and when.is_exact else None
    found: date | None = memory["one day"]
    return found


def _is_late(look: Look, row: Fact) -> Maybe:
    if row.type == "Visit":
        return _later_than(look, row, "visit_working_days")
    if row.type != "Event":
        return _later_than(look, row, "other_working_days")
    critical, other = _later_than(look, row, "critical_working_days"), _later_than(look, row, "other_working_days")
    is_critical = look.is_one_of(row, "significance", ("critical",), HOW_CRITICAL)
    return other if other.answer is critical.answer else all_of(is_critical, critical)


def _later_than(look: Look, row: Fact, number: str) -> Maybe:
    happened, written = _happened_on(row), row.recorded_on
    if happened is None or written is None:
        return NO
    return known(look.record.calendar.is_over(happened, look.number(number), written), row)


def _entries(number: int) -> str:
    return f"{capital(count_in_words(number))} {'entry was' if number == 1 else 'entries were'}"


TIM_01 = Check(
    id="TIM-01",
    name="Written late",
    question="How long after the day is it written down?",
    theme="PROC-RECWORK",
    condition=(
        "A visit, a contact with the family or an agency, a meeting, or an event that is a fact was written more "
        "working days after its day than the limit: 1 for what is critical, 2 for a visit, 5 for the rest."
    ),
    prompts={None: "{number} written later than is usual. What would make writing easier here?"},
    parameters=(
        Parameter(
            "critical_working_days", 1, "working days", NumberClass.OTHER_LOCAL, "Liverpool recording clock (24 h)"
        ),
        Parameter("visit_working_days", 2, "working days", NumberClass.OTHER_LOCAL, "Liverpool recording clock"),
        Parameter("other_working_days", 5, "working days", NumberClass.OTHER_LOCAL, "Liverpool recording clock"),
    ),
    kinds=("Involvement", *KINDS),
    also_reads=("Person",),
    levels=CASE_LEVELS,
    needs=KINDS,
    clears=("Nothing: it is a count, and one that is late stays late.",),
    known_limits=(
        "A row that came with an import shows the day on which its own system wrote it only where that system said so.",
        "It counts days, not reasons: sickness, a broken computer and a full week look alike.",
    ),
    readings=(
        "Reported history, opinions, and days that are not exact are left out.",
        "An event whose significance is not recorded is open only where the two limits differ.",
        "Something written before it happened was arranged, and is not late.",
    ),
    empties=Empties(unsettled=("Involvement.level", "Event.kind", "Event.significance")),
    decide=written_late,
)

CHECKS = (TIM_01,)
