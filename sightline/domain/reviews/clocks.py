"""When a review's time limits run out, and how each stands on a day.

started ---------------- due in 3 working days or fewer --- due ------ overdue
         running                     due                        |
                 done here: met                                 |  done here: met late
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from sightline.domain.dates import (
    Calendar,
    HolidayTableEnds,
    add_months,
    add_working_days,
    in_words,
    working_days_between,
)
from sightline.domain.reviews.regimes import Clock, Regime

NEAR: Final = 3
"""A clock is due when this many working days or fewer are left."""


class ClockState(StrEnum):
    """How a clock stands."""

    NOT_STARTED = "not started"
    RUNNING = "running"
    DUE = "due"
    OVERDUE = "overdue"
    MET = "met"
    MET_LATE = "met late"
    PAUSED = "paused"
    UNKNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Standing:
    """One clock on one day, with a sentence a user may read. `due` is None when no day can be named."""

    clock: Clock
    state: ClockState
    started: date | None
    due: date | None
    done: date | None
    sentence: str


def due_date(clock: Clock, started: date, *, calendar: Calendar | None = None) -> date | None:
    """The last day of the limit; None when the regime names no number.

    Working days: the day itself is not counted, day 1 is the next working day. Months keep the day of the month,
    clamped to the month's last. Raises HolidayTableEnds beyond the table of bank holidays.
    """
    if clock.amount is None:
        return None
    if clock.unit == "months":
        return add_months(started, clock.amount)
    return add_working_days(started, clock.amount, calendar)


def may_pause(clock: Clock, reason: str) -> tuple[bool, str]:
    """Whether a clock may be paused for this reason, and a sentence if not. A statutory clock is only explained."""
    if clock.statutory:
        return False, f"“{clock.name}” is set by law and cannot be paused. Please write an explanation instead."
    if not reason.strip():
        return False, "Please write the reason for pausing the clock."
    return True, ""


def standing(
    clock: Clock,
    *,
    as_of: date,
    started: date | None,
    done: date | None = None,
    paused_because: str = "",
    calendar: Calendar | None = None,
) -> Standing:
    """How the clock stands on a day. `done` after that day is not known yet.

    A pause holds only where `may_pause` allows it; otherwise the clock is shown as it runs. A reason given to a
    statutory clock is an explanation and changes nothing. A limit in working days outside the table of bank holidays
    is not known: it is shown as that, neither as met nor as overdue.
    """
    finished = done if done is not None and done <= as_of else None
    if started is None or (started > as_of and (clock.amount or 0) >= 0):
        sentence = "Not started: its first day has not come or is not known."
        return Standing(clock, ClockState.NOT_STARTED, started, None, finished, sentence)
    try:
        due = due_date(clock, started, calendar=calendar)
    except HolidayTableEnds as ends:
        return Standing(clock, ClockState.UNKNOWN, started, None, finished, f"Not known. {ends}")
    if clock.kind == "keep":
        return _keeping(clock, as_of, started, due)
    if finished is not None:
        return _finished(clock, started, due, finished)
    if paused_because and may_pause(clock, paused_because)[0]:
        return Standing(clock, ClockState.PAUSED, started, due, None, f"Paused: {paused_because.strip()}")
    return _open(clock, as_of, started, due, calendar)


def _keeping(clock: Clock, as_of: date, started: date, due: date | None) -> Standing:
    """Something to go on doing until a day: met when that day has come."""
    if due is not None and as_of >= due:
        return Standing(clock, ClockState.MET, started, due, None, f"Kept until {in_words(due)}.")
    until = f" until {in_words(due)}" if due else ""
    return Standing(clock, ClockState.RUNNING, started, due, None, f"To be kept{until}.")


def _finished(clock: Clock, started: date, due: date | None, done: date) -> Standing:
    late = due is not None and done > due
    state = ClockState.MET_LATE if late else ClockState.MET
    against = f", due {in_words(due)}" if due else ""
    return Standing(clock, state, started, due, done, f"{state.value.capitalize()}: done {in_words(done)}{against}.")


def _open(clock: Clock, as_of: date, started: date, due: date | None, calendar: Calendar | None) -> Standing:
    if due is None:
        return Standing(clock, ClockState.RUNNING, started, None, None, clock.note or "Running; no last day is set.")
    if as_of > due:
        return Standing(clock, ClockState.OVERDUE, started, due, None, f"Overdue since {in_words(due)}.")
    near = _days_left(as_of, due, calendar) <= NEAR
    state = ClockState.DUE if near else ClockState.RUNNING
    return Standing(clock, state, started, due, None, f"{'Due' if near else 'Running; due'} {in_words(due)}.")


def _days_left(as_of: date, due: date, calendar: Calendar | None) -> int:
    """Working days left. Beyond the table of bank holidays weekdays stand in: this only colours the wait, no limit."""
    try:
        return working_days_between(as_of, due, calendar)
    except HolidayTableEnds:
        return sum((as_of + timedelta(days=n)).weekday() < 5 for n in range(1, (due - as_of).days + 1))


def standings(
    regime: Regime,
    days: Mapping[str, date],
    *,
    as_of: date,
    done: Mapping[str, date] | None = None,
    paused: Mapping[str, str] | None = None,
    count_from: Mapping[str, str] | None = None,
    calendar: Calendar | None = None,
) -> tuple[Standing, ...]:
    """Every clock of a regime on a day.

    `days`: the day of each trigger that has happened or is planned (aware, notified, decided, publishing, published).
    `done` and `paused` by clock code. `count_from`: the trigger a partnership chose for a clock, from those the
    regime allows; raises ValueError for another.
    """
    return tuple(
        standing(
            clock,
            as_of=as_of,
            started=days.get(_trigger(clock, count_from or {})),
            done=(done or {}).get(clock.code),
            paused_because=(paused or {}).get(clock.code, ""),
            calendar=calendar,
        )
        for clock in regime.clocks
    )


def _trigger(clock: Clock, chosen: Mapping[str, str]) -> str:
    trigger = chosen.get(clock.code, clock.trigger)
    if trigger not in (clock.trigger, *clock.other_triggers):
        raise ValueError(f"“{clock.name}” cannot be counted from “{trigger}”.")
    return trigger
