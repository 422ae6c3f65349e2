"""Whether a child could move about independently on the day of an injury: yes, no, or nobody knows.

In this order (recognising-and-recording, section 6): under six months, by age or by age corrected for gestation, no.
By the latest milestone by then: one of those that count, with no later loss, illness or cast, yes. Lost and not seen
again, no. A child over eighteen months with no delay noted, yes. A disabled or delayed child goes by milestones only.
Else nobody knows.

How uncertainty is decided: towards looking. The child is taken as young as could be, a milestone counts only when it
surely came first, a loss when it could have.
"""

from __future__ import annotations

from datetime import date

from sightline.domain.dates import UncertainDate, add_months, is_under_six_months

from ..fact import Fact
from ..look import Look
from ..looks import when_of
from ..maybe import NO, YES, Maybe, no, open_, yes

MOVES_ABOUT = frozenset({"crawls", "bottom_shuffles", "pulls_to_stand", "cruises", "walks"})
PRE_MOBILE = frozenset({"sits", "rolls"})
GROWN_MONTHS = 18
NOT_KNOWN = "It is not recorded whether {name} could move about independently then."


def independently_mobile(look: Look, day: UncertainDate, *, floor_months: int = 6, rolling_counts: bool) -> Maybe:
    """Whether the child could move about on a day, with the milestone that says so; open when nobody knows."""
    born = look.born()
    first = day.earliest
    if born is not None and first is not None and _is_too_young(look, born, first, floor_months):
        return NO
    counted = MOVES_ABOUT | ({"rolls"} if rolling_counts else set())
    rows = _by_then(look, day)
    lost = _lost_since(rows, counted)
    if lost:
        return no(*lost)
    latest = _latest(rows)
    moving = [row for row in latest if row.code("milestone") in counted]
    if moving:
        return yes(*moving)
    if _is_grown(look, born, first):
        return YES
    return no(*latest) if latest else open_(NOT_KNOWN.format(name=look.name))


def is_delayed(look: Look) -> bool:
    """Whether a disability of movement or a developmental delay is noted."""
    child = look.record.subject
    return has_mobility_need(child) or child.yes("delay") is True


def has_mobility_need(child: Fact) -> bool:
    """Whether MOB is among the disabilities recorded."""
    return any(str(code).strip().upper() == "MOB" for code in child.items("disability"))


def _is_too_young(look: Look, born: UncertainDate, day: date, floor_months: int) -> bool:
    latest = born.latest
    if latest is None:
        return False
    weeks = look.record.subject.get("gestation_weeks")
    known = int(weeks) if isinstance(weeks, int | float) and not isinstance(weeks, bool) and 20 <= weeks <= 45 else None
    return day < add_months(latest, floor_months) or (floor_months == 6 and is_under_six_months(latest, day, known))


def _is_grown(look: Look, born: UncertainDate | None, day: date | None) -> bool:
    if born is None or born.latest is None or day is None or is_delayed(look):
        return False
    return day >= add_months(born.latest, GROWN_MONTHS)


def _by_then(look: Look, day: UncertainDate) -> list[Fact]:
    """The milestones by a day, and what was lost by then; a loss need not say which milestone it was."""
    return [
        row
        for row in look.record.of("Milestone")
        if row.text("person") in ("", look.child)
        and _came_first(row, day)
        and (row.is_filled("milestone") or _is_loss(row))
    ]


def _latest(rows: list[Fact]) -> list[Fact]:
    """The latest of the milestones: those of one day together."""
    last = max((latest for row in rows if (latest := when_of(row).latest)), default=None)
    return [row for row in rows if when_of(row).latest == last]


def _lost_since(rows: list[Fact], counted: set[str] | frozenset[str]) -> list[Fact]:
    """The latest loss, unless a milestone that counts came after it: what came between does not bring it back."""
    last = _latest([row for row in rows if _is_loss(row)])
    day = when_of(last[0]).latest if last else None
    moving = [row for row in rows if row.code("milestone") in counted and not _is_loss(row)]
    came_back = day is not None and any((latest := when_of(row).latest) and latest > day for row in moving)
    return [] if came_back else last


def _came_first(row: Fact, day: UncertainDate) -> bool:
    when = when_of(row)
    if _is_loss(row):
        return day.latest is None or when.could_be_on_or_before(day.latest)
    return when.latest is not None and day.earliest is not None and when.latest <= day.earliest


def _is_loss(row: Fact) -> bool:
    return row.yes("regression") is True
