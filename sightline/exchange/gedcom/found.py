"""What has been found in a GEDCOM file so far, while it is read."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from sightline.domain.dates import DateError
from sightline.domain.kinship import Person, read_date
from sightline.exchange.gedcom.kept import raw
from sightline.exchange.gedcom.lines import Node


@dataclass(frozen=True, slots=True)
class Link:
    """A child's pointer at a family. `kind` "" where it says none; `only`: HUSB or WIFE alone; `refused`: no link."""

    record: str
    kind: str
    only: str = ""
    certainty: str = "recorded"
    start: str = ""
    end: str = ""
    refused: bool = False


@dataclass
class Found:
    """People, families and links by id, and everything to be said about reading them."""

    people: dict[str, Person] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)  # id of the record → id of the person, where they differ
    links: dict[str, list[Link]] = field(default_factory=dict)  # by child
    partners: dict[str, list[str]] = field(default_factory=dict)  # by family, who says they are a partner in it
    families: dict[str, Node] = field(default_factory=dict)
    unrecorded: dict[str, Node] = field(default_factory=dict)  # families somebody points at as @VOID@
    problems: list[str] = field(default_factory=list)
    kept: dict[str, int] = field(default_factory=dict)
    lost: dict[str, int] = field(default_factory=dict)
    voids: int = 0

    def void(self, line: int) -> str:
        """An unknown person for a pointer to @VOID@."""
        self.voids += 1
        key = f"VOID-{self.voids}"
        self.people[key] = Person(key, unknown=True, more={"void_on_line": line})
        return key

    def keep(self, nodes: Sequence[Node]) -> list[str]:
        """Raw lines of what is not understood, so that they can be written again."""
        for node in nodes:
            self.kept[node.tag] = self.kept.get(node.tag, 0) + 1
        return [line for node in nodes for line in raw(node, 0)]

    def lose(self, node: Node, understood: Container[str]) -> None:
        """Note what stands under a line and has no place here."""
        for child in node.children:
            if child.tag not in understood and child.tag not in ("CONT", "CONC"):
                name = f"{child.tag} under {node.tag}"
                self.lost[name] = self.lost.get(name, 0) + 1


def own_id(node: Node) -> str:
    """The id somebody had before our own export gave them one the format allows."""
    return next((each.value.strip()[3:] for each in node.all("_SL") if each.value.strip().startswith("id ")), "")


def own_day(value: str) -> str:
    """A day in a tag of our own; "" for what is none, in a file that somebody else has written into."""
    try:
        read_date(value)
    except DateError:
        return ""
    return value


def pointer(node: Node) -> str:
    """The id a line points at, also where it is written without its marks."""
    return node.pointer or node.value.strip().strip("@")
