"""From text to records: `level [@id@] TAG [value]`, with whatever is broken reported by its line and the rest read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

LINE: Final = re.compile(r"\s*(\d+)[ \t]+(?:@([^@\s][^@]*)@[ \t]+)?([A-Za-z0-9_]+)(?:[ \t](.*))?", re.DOTALL)
DEEPEST: Final = 99
MOST_BROKEN: Final = 200
"""Broken lines told one by one; a file with more is not worth reading line by line to anybody."""


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


def records(text: str) -> tuple[list[Node], list[Broken]]:
    """Every record of a file, and what was broken. Terminates on anything; nothing is recursive."""
    roots: list[Node] = []
    broken: list[Broken] = []
    stack: list[Node] = []
    for number, raw in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        if not raw.strip():
            continue
        if "\0" in raw:
            broken.append(Broken(number, "A NUL character was left out."))
            raw = raw.replace("\0", "")
        match = LINE.fullmatch(raw)
        if match is None:
            _loose(raw, number, stack, broken)
            continue
        level = min(int(match[1][:4]), DEEPEST + 1)
        if level > len(stack):
            broken.append(Broken(number, f"Level {match[1]} follows level {len(stack) - 1}; read one level deeper."))
            level = len(stack)
        if level > DEEPEST:
            broken.append(Broken(number, "Too deep; left out."))
            continue
        del stack[level:]
        _put(Node(match[3].upper(), _unescaped(match[4] or ""), number, match[2] or ""), stack, roots)
    return roots, broken


def _put(node: Node, stack: list[Node], roots: list[Node]) -> None:
    """Hang a line under the one above it, or join it to that one's text."""
    if stack and node.tag in ("CONT", "CONC"):
        stack[-1].value += ("\n" if node.tag == "CONT" else "") + node.value
        stack.append(Node(node.tag, "", node.line))  # what is wrongly below it goes nowhere
        return
    (stack[-1].children if stack else roots).append(node)
    stack.append(node)


def _loose(raw: str, number: int, stack: list[Node], broken: list[Broken]) -> None:
    """A line without a level is most likely the rest of a text above it that was cut in two."""
    if stack and not re.match(r"\s*\d+\s", raw):
        stack[-1].value += "\n" + raw.strip()
        broken.append(Broken(number, "It has no level; its words were added to the line above."))
    else:
        broken.append(Broken(number, "It cannot be read; left out."))


def _unescaped(value: str) -> str:
    """A doubled @ is one: everywhere in 5.5, at the start in 7."""
    return value.replace("@@", "@")
