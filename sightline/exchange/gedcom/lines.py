"""From text to records: `level [@id@] TAG [value]`, with whatever is broken reported by its line and the rest read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

LINE: Final = re.compile(r"\s*(\d+)[ \t]+(?:@([^@\s][^@]*)@[ \t]+)?([A-Za-z0-9_]+)(?:[ \t](.*))?", re.DOTALL)
EACH: Final = re.compile(
    r"(?:(\d+)[ \t]+(?:@([^@\s][^@\0\r\n]*)@[ \t]+)?([A-Za-z0-9_]+)(?:[ \t]([^\0\r\n]*))?|([^\r\n]*))(?:\r\n|[\r\n]|\Z)"
)
"""A whole line as most are, else whatever is on it; with any of the three ends a line may have."""
DEEPEST: Final = 99
MOST_BROKEN: Final = 200
"""Broken lines told one by one; a file with more is not worth reading line by line to anybody."""


LEVEL: Final = re.compile(r"\s*(\d+)\s")
RECORD: Final = re.compile(r"\s*0\s.*\b(INDI|FAM)\s*")


@dataclass(slots=True)
class Node:
    """One line with what belongs to it. `value` has its continuation lines; `line`: its number in the file."""

    tag: str
    value: str
    line: int
    xref: str = ""
    children: list[Node] = field(default_factory=list)

    def all(self, *tags: str) -> Iterator[Node]:
        """The children with one of these tags, in order."""
        return (child for child in self.children if child.tag in tags)

    def first(self, tag: str) -> Node | None:
        """The first with this tag."""
        for child in self.children:
            if child.tag == tag:
                return child
        return None

    def text(self, tag: str) -> str:
        """The value of the first with this tag, "" when there is none."""
        found = self.first(tag)
        return found.value.strip() if found else ""

    @property
    def pointer(self) -> str:
        """The id it points at, "" when it points at nothing by its form."""
        value = self.value.strip()
        return value[1:-1] if len(value) > 2 and value[0] == value[-1] == "@" else ""


@dataclass(frozen=True, slots=True)
class Broken:
    """A line that could not be read as it stands."""

    line: int
    why: str

    def __str__(self) -> str:
        return f"Line {self.line}: {self.why}"


def records(text: str, broken: list[Broken], *, seven: bool = False) -> Iterator[Node]:
    """Every record of a file, one at a time, so that a large file is never held as nodes; adds to `broken` as it goes.

    Terminates on anything; nothing is recursive. Written for speed: a file of 100 MB has seven million lines.
    `seven`: only an @ that begins a text is doubled; before version 7 every one is.
    """
    stack: list[Node] = []
    tags: dict[str, str] = {}
    for number, found in enumerate(EACH.finditer(text), start=1):
        said, xref, tag, value, other = found.groups()
        if other is not None:
            if not other.strip():
                continue
            if "\0" in other:
                broken.append(Broken(number, "A NUL character was left out."))
                other = other.replace("\0", "")
            match = LINE.fullmatch(other)
            if match is None:
                if (loose := _loose(other, number, stack, broken)) is not None:
                    level, node = loose
                    if level == 0 and stack and stack[0].tag:
                        yield stack[0]
                    stack[level:] = [node]
                continue
            said, xref, tag, value = match.groups()
        level = min(int(said[:4]), DEEPEST + 1)
        if level > len(stack):
            broken.append(Broken(number, f"Level {said} follows level {len(stack) - 1}; read one level deeper."))
            level = len(stack)
        if level > DEEPEST:
            broken.append(Broken(number, "Too deep; left out."))
            continue
        if level == 0 and stack and stack[0].tag:
            yield stack[0]
        del stack[level:]
        tag = tags.get(tag) or tags.setdefault(tag, tag.upper())
        if value and "@@" in value:
            value = value[1:] if seven and value.startswith("@@") else value if seven else value.replace("@@", "@")
        node = Node(tag, value or "", number, xref or "")
        if stack:
            above = stack[-1]
            if tag in ("CONT", "CONC"):
                above.value += ("\n" if tag == "CONT" else "") + node.value
                node.value = ""  # what is wrongly below it goes nowhere
            else:
                above.children.append(node)
        stack.append(node)
    if stack and stack[0].tag:
        yield stack[0]


def _loose(raw: str, number: int, stack: list[Node], broken: list[Broken]) -> tuple[int, Node] | None:
    """A line that cannot be read: what belongs below it is not that of the line above, so it gets a place of its own.

    A person or family whose id cannot be read is one without an id. A line without a level is most likely the rest of a
    text above it that was cut in two: None.
    """
    level = LEVEL.match(raw)
    if level is None and stack:
        stack[-1].value += "\n" + raw.strip()
        broken.append(Broken(number, "It has no level; its words were added to the line above."))
        return None
    record = RECORD.fullmatch(raw)
    why = "Its id cannot be read; read as one without." if record else "It cannot be read; left out."
    broken.append(Broken(number, why))
    if level is None:
        return None
    return min(int(level[1][:4]), len(stack), DEEPEST), Node(record[1] if record else "", "", number)
