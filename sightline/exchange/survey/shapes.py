"""What a survey file says once it is read: questions, answers, and what was left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

SINGLE: Final = "single_choice"
MULTIPLE: Final = "multiple_choice"
MATRIX: Final = "matrix"
RANKING: Final = "ranking"
RATING: Final = "rating"
NUMBER: Final = "number"
TEXT: Final = "text"
DATE: Final = "date"

TYPES: Final[Mapping[str, str]] = {
    SINGLE: "one answer out of several",
    MULTIPLE: "any number of answers out of several, a column each or joined in one cell",
    MATRIX: "several items (a column each) answered with the same options",
    RANKING: "items put in order, a column each",
    RATING: "a whole number from 0 to 10",
    NUMBER: "any other number",
    TEXT: "words of one's own",
    DATE: "a date, with or without a time",
}
"""The closed list of `type` words."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `columns` are places in the file, counted from 1: they tell two questions of the same words apart.

    `items`: what each column is about (matrix, ranking, several boxes of text), in the order of `columns`. `other`: the
    column of "Other (please specify)" or of a comment, which `columns` holds too. `comments`: likewise, the columns
    of words beside single options.
    """

    text: str
    type: str
    options: tuple[str, ...]
    columns: tuple[int, ...]
    items: tuple[str, ...] = ()
    other: int | None = None
    code: str = ""
    comments: tuple[int, ...] = ()

    @property
    def chosen(self) -> tuple[int, ...]:
        """The columns that hold what was chosen or put in order, without those for words of one's own."""
        return tuple(column for column in self.columns if column != self.other and column not in self.comments)

    def as_json(self) -> dict[str, Any]:
        """As `--json` prints it."""
        found: dict[str, Any] = {
            "text": self.text,
            "type": self.type,
            "options": list(self.options),
            "columns": list(self.columns),
        }
        if self.items:
            found["items"] = list(self.items)
        if self.other is not None:
            found["other"] = self.other
        if self.code:
            found["code"] = self.code
        if self.comments:
            found["comments"] = list(self.comments)
        return found


@dataclass(frozen=True, slots=True)
class DateColumn:
    """A column of dates and the order its dates are written in: "month first", "day first", "year first", "unclear"."""

    column: int
    heading: str
    order: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole file. `rows` hold one cell per column of the file; personal columns are blanked before anything is kept.

    `set_aside`: headings of columns that are about the answering (collector, times), not answers. `identifier`: the
    column with the tool's own number for who answered, to be kept as a hash at most.
    """

    source: str
    encoding: str
    header_rows: int
    questions: tuple[Question, ...]
    rows: tuple[tuple[str, ...], ...]
    incomplete: int
    dropped: tuple[str, ...]
    set_aside: tuple[str, ...]
    identifier: int | None
    dates: tuple[DateColumn, ...]
    warnings: tuple[str, ...]
    keys: tuple[str, ...] = field(default=(), repr=False)

    def as_json(self) -> dict[str, Any]:
        """As `--json` prints it: no answer of anybody, only what was asked."""
        return {
            "source": self.source,
            "encoding": self.encoding,
            "header_rows": self.header_rows,
            "questions": [question.as_json() for question in self.questions],
            "responses": len(self.rows),
            "incomplete": self.incomplete,
            "dropped": list(self.dropped),
            "set_aside": list(self.set_aside),
            "identifier": self.identifier,
            "dates": [{"column": d.column, "heading": d.heading, "order": d.order} for d in self.dates],
            "warnings": list(self.warnings),
        }
