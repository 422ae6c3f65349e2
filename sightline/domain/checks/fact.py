"""One row of a child's record, and how its fields are read.

Three kinds of nothing are kept apart: never filled (`None` or a missing key), an empty text somebody saved (`""` or
spaces), and "recorded as none" (`[]`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from sightline.domain.dates import UncertainDate

from .kinds import KINDS

YES = frozenset({"yes", "y", "true"})
NO = frozenset({"no", "n", "false"})
HAPPENS_ON = {name: kind.happens_on for name, kind in KINDS.items()}
FIRST_MOMENT, LAST_MOMENT = time.min, time(23, 59, 59)
BEFORE_ALL = datetime.combine(date.min, FIRST_MOMENT)
AFTER_ALL = datetime.combine(date.max, LAST_MOMENT)


@dataclass(frozen=True, slots=True)
class Fact:
    """A row as it stood on `as_of`. Field names and values are those of the record format.

    Values may be JSON (ISO texts) or already date, datetime or UncertainDate objects.
    """

    type: str
    id: str
    fields: Mapping[str, Any]
    # Reading a field costs more than deciding on it, and a replay reads each one hundreds of times.
    # So what has been read from this row once stays here; nothing in it depends on the day it is looked at.
    memory: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    _codes: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def get(self, name: str) -> Any:
        """The raw value, None when never filled."""
        return self.fields.get(name)

    def is_filled(self, name: str) -> bool:
        """Whether something is there: not None, not blank text, not an empty list."""
        value = self.fields.get(name)
        return bool(value.strip()) if isinstance(value, str) else value is not None and value not in ([], (), {})

    def text(self, name: str) -> str:
        """The text without spaces around it; "" for nothing and for anything that is not text."""
        value = self.fields.get(name)
        return value.strip() if isinstance(value, str) else ""

    def code(self, name: str) -> str:
        """A code value in lower case, "" when never filled or blank."""
        found = self._codes.get(name)
        if found is None:
            found = self._codes[name] = self.text(name).lower()
        return found

    def items(self, name: str) -> tuple[Any, ...]:
        """A list field; a single value counts as a list of one, nothing as an empty list."""
        value = self.fields.get(name)
        if isinstance(value, list | tuple | set | frozenset):
            return tuple(value)
        return (value,) if self.is_filled(name) else ()

    def yes(self, name: str) -> bool | None:
        """A yes/no field (yes, no, Y, N, true, false); None when empty or anything else."""
        return as_yes_no(self.fields.get(name))

    def when(self, name: str) -> UncertainDate | None:
        """A date field, None when never filled or blank. Raises DateError on what is no date."""
        found: UncertainDate | None = self.memory.get(name)
        if found is None and name not in self.memory:
            found = self.memory[name] = UncertainDate.from_json(self.fields.get(name))
        return found

    def moments(self, name: str) -> tuple[datetime | None, datetime | None]:
        """The first and the last moment a date field can mean; a day without a time is the whole day."""
        key = f"{name} moments"
        if key not in self.memory:
            self.memory[key] = self._moments(name)
        found: tuple[datetime | None, datetime | None] = self.memory[key]
        return found

    def _moments(self, name: str) -> tuple[datetime | None, datetime | None]:
        when = self.when(name)
        if when is None:
            return None, None
        at = _time_of(self.fields.get(name))
        first = datetime.combine(when.earliest, at or FIRST_MOMENT) if when.earliest else None
        last = datetime.combine(when.latest, at or LAST_MOMENT) if when.latest else None
        return first, last

    @property
    def happens_on(self) -> str | None:
        """The name of the field that says when it happened, for kinds that happen."""
        return HAPPENS_ON.get(self.type)

    @property
    def recorded_on(self) -> date | None:
        """The day it was first written."""
        written = self.fields.get("recorded_at")
        if type(written) is datetime:  # as every row of a database has it: asked of each, many times
            return written.date()
        when = self.when("recorded_at")
        return when.value if when else None

    @property
    def order(self) -> tuple[datetime, str]:
        """Where it stands among rows of its kind: by its first possible moment, undated ones last, then by id."""
        found: tuple[datetime, str] | None = self.memory.get("order")
        if found is None:
            found = self.memory["order"] = (self._first_moment() or AFTER_ALL, self.id)
        return found

    def _first_moment(self) -> datetime | None:
        name = self.happens_on
        if name is None:
            return None
        value = self.fields.get(name)
        # Most days are days, of a database: two million rows are put in order without looking further.
        if type(value) is date:
            return datetime.combine(value, FIRST_MOMENT)
        if type(value) is datetime and value.tzinfo is None:
            return value
        return self.moments(name)[0]


def as_yes_no(value: Any) -> bool | None:
    """yes/Y/true → True, no/N/false → False, anything else → None."""
    if isinstance(value, bool):
        return value
    word = value.strip().lower() if isinstance(value, str) else ""
    return True if word in YES else False if word in NO else None


def _time_of(value: Any) -> time | None:
    """The time of day in a raw value, if it has one."""
    if isinstance(value, datetime):
        return value.time().replace(tzinfo=None)
    if isinstance(value, str) and len(value.strip()) > 10:
        return datetime.fromisoformat(value.strip()).time().replace(tzinfo=None)
    return None
