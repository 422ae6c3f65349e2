"""What a file says and this product has no word for: kept as it stands, and written again, in either version.

A kept line is `level [@id@] TAG [value]`, its level counted from where it stood; an @ that begins a text is doubled, as
GEDCOM 7 has it. 5.5.1 doubles every @ and continues long lines: `lines_of` does that.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Final

from sightline.exchange.gedcom.lines import Node

LONGEST: Final = 200  # characters of a value in 5.5.1 before it is continued
POINTER: Final = re.compile(r"@([^@#\s][^@]*)@")


def raw(node: Node, level: int) -> Iterator[str]:
    """A node as lines again, its text continued as GEDCOM 7 and 5.5.1 both read it."""
    if not node.children and "\n" not in node.value and not node.xref:  # as most are
        yield f"{level} {node.tag} {_marked(node.value)}" if node.value else f"{level} {node.tag}"
        return
    waiting: list[tuple[Node, int]] = [(node, level)]
    while waiting:
        here, depth = waiting.pop()
        if here.tag in ("CONT", "CONC"):
            continue
        first, *rest = (_marked(line) for line in here.value.split("\n"))
        xref = f"@{here.xref}@ " if here.xref else ""
        yield f"{depth} {xref}{here.tag}{' ' + first if first else ''}"
        yield from (f"{depth + 1} CONT{' ' + more if more else ''}" for more in rest)
        waiting += [(child, depth + 1) for child in reversed(here.children)]


def within(node: Node | None, understood: Container[str]) -> list[str]:
    """Kept lines of what stands under a node and is not understood."""
    if node is None or not node.children:
        return []
    return [line for child in node.children if child.tag not in understood for line in raw(child, 0)]


def lines_of(kept: Sequence[str], deeper: int, ids: Mapping[str, str], *, seven: bool) -> Iterator[str]:
    """Kept lines for a file, `deeper` levels down; pointers at people who got another id there point at that one."""
    for line in kept:
        said, _, rest = line.partition(" ")
        level = int(said) + deeper
        head, tag, value = _parts(rest)
        if pointer := POINTER.fullmatch(value):
            yield f"{level} {head}{tag} @{ids.get(pointer[1], pointer[1])}@"
        elif seven or not value:
            yield f"{level} {head}{tag}{' ' + value if value else ''}"
        else:
            plain = value[1:] if value.startswith("@@") else value
            yield from continued(level, f"{head}{tag}", plain, under=level if tag in ("CONT", "CONC") else level + 1)


def with_ids(line: str, ids: Mapping[str, str]) -> str:
    """A kept line whose pointer, if it is one, is at somebody else's id."""
    before, space, value = line.rpartition(" ")
    pointer = POINTER.fullmatch(value)
    return f"{before}{space}@{ids[pointer[1]]}@" if pointer and pointer[1] in ids else line


def continued(level: int, tag: str, value: str, *, under: int) -> Iterator[str]:
    """A text of 5.5.1: every @ doubled, and cut within a word, because blanks at the ends of lines get lost."""
    pieces = list(_pieces(value))
    for number, piece in enumerate(pieces or [""]):
        doubled = piece if piece.startswith("@#") and number == 0 else piece.replace("@", "@@")
        start = f"{level} {tag}" if number == 0 else f"{under} CONC"
        yield f"{start} {doubled}" if doubled else start


def _pieces(value: str) -> Iterator[str]:
    while len(value) > LONGEST:
        end = LONGEST
        while end > LONGEST // 2 and (value[end - 1].isspace() or value[end].isspace()):
            end -= 1
        yield value[:end]
        value = value[end:]
    if value:
        yield value


def _marked(line: str) -> str:
    """A text that begins with an @ and is no pointer has it doubled."""
    return f"@{line}" if line[:1] == "@" and not line.startswith("@#") and not POINTER.fullmatch(line) else line


def _parts(rest: str) -> tuple[str, str, str]:
    """("@id@ " or "", tag, value) of a line after its level."""
    head = ""
    if rest.startswith("@"):
        xref, _, rest = rest.partition(" ")
        head = f"{xref} "
    tag, _, value = rest.partition(" ")
    return head, tag, value
