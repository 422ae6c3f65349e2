"""What was wrong with a file: refusals, failed rules and oddities, in order, without personal data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

LISTED: Final = 20_000  # of one severity; more than this and a list helps nobody: the rest is counted
SHOWN_OF_AN_ID: Final = 64


class Severity(StrEnum):
    """How grave. Only `refused` means that a row, code or child of the file was left out."""

    REFUSED = "refused"
    ERROR = "error"
    QUERY = "query"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing found. `child` is the LAchildID ("" where none is known); values of the file are never repeated.

    `count` is above 1 where the same oddity of layout was met again; `line` and `child` are then the first.
    """

    line: int
    child: str
    field: str
    reason: str
    rule: str | None = None
    severity: Severity = Severity.WARNING
    count: int = 1

    def as_json(self) -> dict[str, object]:
        """The issue as the command's `--json` prints it."""
        return {
            "line": self.line,
            "child": self.child,
            "field": self.field,
            "reason": self.reason,
            "rule": self.rule,
            "severity": str(self.severity),
            "count": self.count,
        }


class IssueLog:
    """Keeps issues in the order met.

    `note_layout` is for oddities that a whole file has or has not (element order, an unknown element): these are
    listed once with a count, not once for each of three thousand children.
    """

    def __init__(self) -> None:
        self._issues: list[Issue] = []
        self._layout: dict[tuple[str, str], int] = {}
        self.left_out: Counter[Severity] = Counter()
        self._listed: Counter[Severity] = Counter()

    def __iter__(self) -> Iterator[Issue]:
        return iter(self._issues)

    def __len__(self) -> int:
        return len(self._issues)

    def add(self, issue: Issue) -> None:
        """Keep the issue; past the limit of its severity it is counted only."""
        if self._listed[issue.severity] >= LISTED:
            self.left_out[issue.severity] += 1
            return
        self._listed[issue.severity] += 1
        self._issues.append(replace(issue, child=issue.child[:SHOWN_OF_AN_ID]))

    def note_layout(self, issue: Issue) -> None:
        """Keep the issue the first time its field and reason are met; afterwards count it."""
        identity = (issue.field, issue.reason)
        at = self._layout.get(identity)
        if at is None:
            before = len(self._issues)
            self.add(issue)
            if len(self._issues) > before:
                self._layout[identity] = before
        else:
            self._issues[at] = replace(self._issues[at], count=self._issues[at].count + 1)
