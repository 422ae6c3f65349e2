"""TIM-01: written late. Information for MEASURE, counted and never by name; it has no severity and is no prompt."""

from __future__ import annotations

from datetime import date
from functools import partial

from sightline.domain.dates import count_in_words

from ..boxes import capital
from ..conclude import conclude
from ..fact import Fact
from ..look import Look
from ..maybe import Maybe, all_of, any_in, known, yes
from ..rows import Rows
from ..vocabulary import Check, Empties, NumberClass, Outcome, Parameter
from .open_work import CASE_LEVELS

KINDS = ("Visit", "Contact", "AgencyContact", "Meeting", "Event")
Days = tuple[date, date]
Limits = tuple[int, int]  # for most of a kind, for what is critical
Judged = tuple[Maybe, list[Maybe]]  # whether any has a day (resting on each that has), those of them that are late
HOW_CRITICAL = "It is not recorded whether one of the events was critical."


def written_late(look: Look) -> Outcome:
    """TIM-01: more working days between the day something happened and the day it was written than the limit."""
    dated: list[Maybe] = []
    late: list[Maybe] = []
    for kind in KINDS:
        limits = (_limit(look, kind), look.number("critical_working_days"))
        work_out = partial(_of_events if kind == "Event" else _of_ours, look, limits)
        found = look.rows(kind).once(("late", limits), work_out)
        dated.append(found[0])
        late += found[1]
    hidden = any_in([look.unseen(kind) for kind in KINDS])
    return conclude(
        look,
        applies=any_in([*dated, hidden]),
        asks=any_in([*late, hidden]),
        words=lambda: {"number": _entries(sum(is_late.is_yes for is_late in late))},
    )


def _limit(look: Look, kind: str) -> int:
    return look.number("visit_working_days" if kind == "Visit" else "other_working_days")


def _of_ours(look: Look, limits: Limits, rows: Rows) -> Judged:
    """Visits, contacts or meetings: those that have a day, and of these the late ones."""
    is_over = look.record.calendar.is_over
    dated = [(row, days) for row in rows if (days := _days_of(row)) is not None]
    late = [yes(row) for row, days in dated if days[1] > days[0] and is_over(days[0], limits[0], days[1])]
    return known(bool(dated), *(row for row, _ in dated)), late


def _of_events(look: Look, limits: Limits, rows: Rows) -> Judged:
    """The same for events: only facts, and what is critical is to be written sooner; reported history is out."""
    dated, late = [], []
    is_over = look.record.calendar.is_over
    for row in rows:
        is_ours = look.is_one_of(row, "kind", ("fact",), "It is not recorded whether one of the events is a fact.")
        if is_ours.is_no or (days := _days_of(row)) is None:
            continue
        dated.append(is_ours)
        other, critical = (known(is_over(days[0], limit, days[1]), row) for limit in limits)
        is_critical = look.is_one_of(row, "significance", ("critical",), HOW_CRITICAL)
        is_late = other if other.answer is critical.answer else all_of(is_critical, critical)
        if not is_late.is_no:
            late.append(all_of(is_ours, is_late))
    return any_in(dated), late


def _days_of(row: Fact) -> Days | None:
    """The day it happened and the day it was written, where each is one day."""
    memory = row.memory
    if "happened and written" not in memory:
        when, written = row.when(row.happens_on or ""), row.recorded_on
        happened = when.earliest if when and when.is_exact else None
        memory["happened and written"] = (happened, written or happened) if happened else None
    found: Days | None = memory["happened and written"]
    return found


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
