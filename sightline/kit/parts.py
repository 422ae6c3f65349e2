"""The shapes that components draw: frozen, typed, made in `pages.py` of each room.

Everything is plain text and is escaped when drawn. Nothing here takes HTML.
"""

from __future__ import annotations

from dataclasses import dataclass

RESULTS = ("clear", "ask", "unknown", "n/a")
SEVERITIES = ("today", "soon", "reflect")


@dataclass(frozen=True, slots=True)
class Link:
    """A link. `count` is shown behind the words when given; `note` is read out and shown in grey; `aloud` is only read
    out, where many links on a page are called the same."""

    text: str
    href: str
    current: bool = False
    count: int | None = None
    note: str = ""
    aloud: str = ""


@dataclass(frozen=True, slots=True)
class Banner:
    """A notice at the top of a page: what is so, and what to do."""

    text: str
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Who this page is about: name, then short labelled facts; `notices` are warnings such as a protected address."""

    name: str
    facts: tuple[tuple[str, str], ...] = ()
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """A check's result as a tag. `why` says more, e.g. "not kept here" for an unknown."""

    result: str
    severity: str = ""
    why: str = ""

    def __post_init__(self) -> None:
        if self.result not in RESULTS:
            raise ValueError(f"{self.result!r} is not one of {RESULTS}")
        if self.severity and self.severity not in SEVERITIES:
            raise ValueError(f"{self.severity!r} is not one of {SEVERITIES}")


@dataclass(frozen=True, slots=True)
class Prompt:
    """One thing to think about: the question, what the record shows, the learning behind it.

    `anchor` is the card's id on the page; `evidence` are the rows the question rests on; `told` says who has been
    told, which for `today` is nobody.
    """

    anchor: str
    result: Result
    heading: str
    text: str
    evidence: tuple[Link, ...] = ()
    learning: tuple[Link, ...] = ()
    told: str = ""
    note: str = ""
    check: Link | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a timeline. `when` is already in words; `recorded` says when it was written, if that matters.

    `facts`: what `text` says, as (label, words), where the labels shall stand out.
    """

    when: str
    heading: str
    text: str = ""
    source: str = ""
    recorded: str = ""
    tags: tuple[str, ...] = ()
    link: Link | None = None
    anchor: str = ""
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a summary list: label, value(s), an optional note and link. No value is drawn as `missing`."""

    label: str
    value: str | Link | tuple[str | Link, ...]
    note: str = ""
    link: Link | None = None
    missing: str = "Not recorded"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `caption` names it, `head` its columns, every row is as long as `head`. `numeric`: column numbers."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str | int | Link | Result, ...], ...]
    numeric: frozenset[int] = frozenset()
    empty: str = "Nothing recorded here yet."

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.head):
                raise ValueError(f"a row of {self.caption!r} has {len(row)} cells, its head {len(self.head)}")
