"""A family from GEDCOM 5.5, 5.5.1 or 7: people, unions, parentage, and whatever else the file says, kept as it stands.

INDI ─ FAMS ─┐            one couple is one union, however many records or remarriages it has
INDI ─ FAMC ─┴─ FAM       PEDI says how a child belongs; HUSB and WIFE say nothing of anybody's sex
@VOID@                    somebody who exists and has no record: an unknown person
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from sightline.domain.kinship import Family, FamilyRefused, Parentage, Person, Union
from sightline.exchange.gedcom import dates
from sightline.exchange.gedcom.decoding import decode
from sightline.exchange.gedcom.lines import Broken, Node, records

PEDI: Final = {
    "BIRTH": "birth", "BIOLOGICAL": "birth", "NATURAL": "birth", "ADOPTED": "adopted", "FOSTER": "fostered",
    "STEP": "step", "GUARDIAN": "guardian",
}  # fmt: skip
STRENGTH: Final = ("birth", "adopted", "fostered", "guardian", "step")
UNDERSTOOD: Final = frozenset({"NAME", "SEX", "BIRT", "DEAT", "FAMC", "FAMS", "ADOP", "_SL"})
OF_UNION: Final = frozenset({"HUSB", "WIFE", "CHIL", "MARR", "DIV", "ANUL", "ENGA", "SEPA", "_SEPR", "_SL"})
LARGEST_IN_ZIP: Final = 200 * 1024 * 1024
DAY_NOT_KNOWN: Final = "day not known"


@dataclass(frozen=True)
class Read:
    """What a file holds, and everything to be said about reading it, in plain sentences."""

    family: Family
    version: str
    encoding: str
    problems: tuple[str, ...]
    kept: dict[str, int]


@dataclass
class _Reading:
    people: dict[str, Person] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)  # id of the record → id of the person, where they differ
    links: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # child → (family record, kind)
    families: dict[str, Node] = field(default_factory=dict)
    unrecorded: dict[str, Node] = field(default_factory=dict)  # families somebody points at as @VOID@
    problems: list[str] = field(default_factory=list)
    kept: dict[str, int] = field(default_factory=dict)
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


def looks_like_gedcom(data: bytes) -> bool:
    """Whether the first line can be the head of a GEDCOM file, in any of its encodings."""
    start = decode(data[:512]).text.lstrip("\ufeff \t\r\n")
    return re.match(r"0\s+(@[^@]*@\s+)?HEAD\b", start) is not None


def read_gedcom(data: bytes, *, name: str = "family") -> Read:
    """Read a file, or a GEDZIP package. Raises FamilyRefused when it is neither."""
    if data[:2] == b"PK":
        data = _unpacked(data)
    decoded = decode(data)
    text = decoded.text.lstrip("\ufeff")
    if not text.strip("\0 \t\r\n"):
        raise FamilyRefused(("The file is empty.",))
    found = _Reading()
    broken: list[Broken] = []
    head, others, whole = _people(found, records(text, broken))
    if head is None and not found.people and not found.families:
        raise FamilyRefused(("This is not a GEDCOM file: it has no head, no person and no family.",))
    before = [*decoded.warnings, *(str(each) for each in broken)]
    if head is None:
        before.append("The file has no head; its version is not known.")
    if not whole:
        before.append("The file has no last line (TRLR); something may be missing at its end.")
    found.problems[:0] = before
    version = _version(head)
    unions, parentage = _families(found)
    family = Family(
        id=name,
        persons=tuple(found.people.values()),
        unions=tuple(unions),
        parentage=tuple(parentage),
        more={"gedcom": _others(found, others, head)},
    )
    return Read(family, version, decoded.encoding, tuple(found.problems), found.kept)


def read_gedcom_family(data: bytes) -> Family:
    """The family alone. Raises FamilyRefused."""
    return read_gedcom(data).family


def _unpacked(data: bytes) -> bytes:
    """gedcom.ged out of a GEDZIP package; the pictures beside it are not unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = [info for info in package.infolist() if info.filename.lower().endswith(".ged")]
            if not names:
                raise FamilyRefused(("The package holds no gedcom.ged.",))
            if names[0].file_size > LARGEST_IN_ZIP:
                raise FamilyRefused(("The file in the package is too large to be a family's.",))
            with package.open(names[0]) as file:
                found = file.read(LARGEST_IN_ZIP + 1)
    except FamilyRefused:
        raise
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError) as error:
        raise FamilyRefused(("The package cannot be opened; it is damaged or locked.",)) from error
    if len(found) > LARGEST_IN_ZIP:
        raise FamilyRefused(("The file in the package is too large to be a family's.",))
    return found


def _version(head: Node | None) -> str:
    gedc = head.first("GEDC") if head else None
    return gedc.text("VERS") if gedc else ""


def _people(found: _Reading, roots: Iterable[Node]) -> tuple[Node | None, list[Node], bool]:
    """Reads people as they come and keeps families for later: (head, records that are neither, whether it has an end).

    A person's record is let go once read: of a file of 100 MB they would fill two gigabytes.
    """
    head: Node | None = None
    others: list[Node] = []
    whole = False
    for node in roots:
        if node.tag == "INDI":
            _person(found, node)
        elif node.tag == "FAM":
            _family(found, node)
        elif node.tag == "HEAD":
            head = head or node
        elif node.tag == "TRLR":
            whole = True
        else:
            others.append(node)
    found.families |= found.unrecorded
    return head, others, whole


def _family(found: _Reading, node: Node) -> None:
    if not node.xref:
        return
    if node.xref in found.families:
        found.problems.append(f"Line {node.line}: the family {node.xref} is there twice; both were read.")
        found.families[node.xref].children += node.children
    else:
        found.families[node.xref] = node


def _person(found: _Reading, node: Node) -> None:
    key = node.xref
    if not key:
        found.voids += 1
        key = f"LINE-{node.line}"
        found.problems.append(f"Line {node.line}: a person without an id; it was given {key}.")
    if own_id := _own_id(node):
        found.ids[key] = own_id
        key = own_id
    if key in found.people:
        found.problems.append(f"Line {node.line}: the person {key} is there twice; the first was kept.")
        return
    names = [_name(each.value) for each in node.all("NAME")]
    birth, death = node.first("BIRT"), node.first("DEAT")
    born, died = _dated(birth), _dated(death)
    if death is not None and death.value.strip().upper() != "N" and not died.day and not died.words:
        died = dates.Dated("", DAY_NOT_KNOWN)
    more: dict[str, Any] = {}
    if len(names) > 1:
        more["other_names"] = names[1:]
    if kept := found.keep([child for child in node.children if child.tag not in UNDERSTOOD]):
        more["gedcom"] = kept
    found.people[key] = Person(
        key,
        names[0] if names else "",
        _sex(node.text("SEX")),
        born.day,
        died.day,
        born_words=born.words,
        died_words=died.words,
        more=more,
        **_own(node, death),
    )
    for link in node.all("FAMC"):
        kind = _pedi(found, link)
        if kind:
            found.links.setdefault(key, []).append((_pointer(link), kind))
    for event in node.all("ADOP"):
        for link in event.all("FAMC"):
            found.links.setdefault(key, []).append((_pointer(link), "adopted"))
    for link in node.all("FAMS"):
        if _pointer(link) == "VOID":
            _void_union(found, key, link.line)


def _void_union(found: _Reading, key: str, line: int) -> None:
    """A union that is known to exist and has no record."""
    name = f"VOID-FAM-{line}"
    found.unrecorded[name] = Node("FAM", "", line, name, [Node("HUSB", f"@{key}@", line), Node("WIFE", "@VOID@", line)])


def _own_id(node: Node) -> str:
    """The id somebody had before our own export gave them one the format allows."""
    return next((each.value.strip()[3:] for each in node.all("_SL") if each.value.strip().startswith("id ")), "")


def _own(node: Node, death: Node | None) -> dict[str, Any]:
    """What our own export writes beside the standard's tags; a stillbirth as the standard says it."""
    flags = {child.value.strip() for child in node.children if child.tag == "_SL"}
    own: dict[str, Any] = {name: True for name in ("unknown", "focus", "protected") if name in flags}
    outcome = next((flag for flag in flags if flag in ("stillbirth", "miscarriage", "termination", "unborn")), "")
    if not outcome and death is not None and death.text("AGE").upper() == "STILLBORN":
        outcome = "stillbirth"
    return own | ({"outcome": outcome} if outcome else {})


def _name(value: str) -> str:
    """ "Given /Surname/ suffix" as people say it."""
    return " ".join(value.replace("/", " ").split())


def _sex(value: str) -> str:
    letter = value.strip().upper()[:1]
    return letter if letter in "FMXU" and letter else "U"


def _dated(event: Node | None) -> dates.Dated:
    day = event.first("DATE") if event else None
    if day is None:
        return dates.Dated("")
    read = dates.read(day.value)
    phrase = day.text("PHRASE")
    return dates.Dated(read.day, phrase or read.words)


def _pointer(node: Node) -> str:
    return node.pointer or node.value.strip().strip("@")


def _pedi(found: _Reading, link: Node) -> str:
    said = link.text("PEDI").upper()
    if said in ("SEALING",):
        found.problems.append(f"Line {link.line}: a sealing is no parentage here; left out.")
        return ""
    if said and said not in PEDI:
        found.problems.append(f"Line {link.line}: how the child belongs ({said}) is not known here; read as by birth.")
    return PEDI.get(said, "birth")


def _families(found: _Reading) -> tuple[list[Union], list[Parentage]]:
    unions: dict[frozenset[str], Union] = {}
    parentage: dict[tuple[str, tuple[str, ...], str], Parentage] = {}
    children_of: dict[str, list[tuple[str, str]]] = {}
    for child, links in found.links.items():
        for record, kind in links:
            _link(found, children_of, child, record, kind)
    for record, node in found.families.items():
        partners = _partners(found, node)
        union = _union(found, record, node, partners)
        couple = frozenset(partners)
        if len(couple) == 2 and couple in unions:
            union = unions[couple] = _joined(unions[couple], union)
        elif len(couple) == 2:
            unions[couple] = union
        for child, parents, kind in _children(found, node, partners, children_of.get(record, [])):
            row = Parentage(child, parents, kind, union.id if set(parents) == couple and len(couple) == 2 else "")
            parentage.setdefault((child, tuple(sorted(parents)), kind), row)
    # A family of one parent is no union: one recorded parent stays one parent.
    return list(unions.values()), list(parentage.values())


def _link(found: _Reading, children_of: dict[str, list[tuple[str, str]]], child: str, record: str, kind: str) -> None:
    if record == "VOID":
        name = f"VOID-FAM-{child}-{len(children_of)}"
        found.families[name] = Node("FAM", "", 0, name, [Node("HUSB", "@VOID@", 0)])
        record = name
    if record not in found.families:
        found.problems.append(f"{child} points to the family {record}, which is not in the file.")
        return
    children_of.setdefault(record, []).append((child, kind))


def _partners(found: _Reading, node: Node) -> tuple[str, ...]:
    partners: list[str] = []
    for each in node.all("HUSB", "WIFE"):
        key = _known(found, each)
        if key and key not in partners:
            partners.append(key)
    if len(partners) > 2:
        found.problems.append(f"Line {node.line}: a union of {len(partners)}; the first two were kept as its partners.")
    return tuple(partners[:2])


def _known(found: _Reading, node: Node) -> str:
    key = _pointer(node)
    if key == "VOID":
        return found.void(node.line)
    key = found.ids.get(key, key)
    if key not in found.people:
        found.problems.append(f"Line {node.line}: {key or 'nobody'} is pointed at and is not in the file.")
        return ""
    return key


def _union(found: _Reading, record: str, node: Node, partners: tuple[str, ...]) -> Union:
    kind, start, end, events = "unknown", dates.Dated(""), dates.Dated(""), []
    for event in node.children:
        if event.tag == "MARR":
            kind = "cohabiting" if "common law" in event.text("TYPE").lower() else "married"
            start, end = (start if start.day or start.words else _dated(event)), dates.Dated("")
        elif event.tag in ("DIV", "ANUL", "SEPA", "_SEPR"):
            kind = {"DIV": "divorced", "ANUL": "annulled"}.get(event.tag, "separated")
            end = _dated(event)
        elif event.tag == "_SL":
            name, _, value = event.value.strip().partition(" ")
            kind = value if name == "kind" else kind
            start = dates.read(value) if name == "start" else start
            end = dates.read(value) if name == "end" else end
            continue
        if event.tag in OF_UNION - {"HUSB", "WIFE", "CHIL"}:
            date = event.first("DATE")
            events.append(f"{event.tag} {date.value.strip() if date else ''}".strip())
    more: dict[str, Any] = {}
    if len(events) > 1:
        more["events"] = events
    if start.words or end.words:
        more["date_words"] = {"start": start.words, "end": end.words}
    if kept := found.keep([child for child in node.children if child.tag not in OF_UNION]):
        more["gedcom"] = kept
    return Union(_own_id(node) or record, partners, kind, start.day, end.day, more=more)


def _joined(first: Union, second: Union) -> Union:
    """Two records of one couple: what was later in the file tells how it stands; the first keeps its id."""
    also = [*first.more.get("also", []), second.id]
    said_more = second.kind != "unknown"
    return replace(
        first,
        kind=second.kind if said_more else first.kind,
        start=first.start or second.start,
        end=second.end if said_more else first.end,
        more={**second.more, **first.more, "also": also},
    )


def _children(
    found: _Reading, node: Node, partners: tuple[str, ...], linked: list[tuple[str, str]]
) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """(child, parents, kind): from both ends of the link, each child of a family once a kind."""
    kinds: dict[str, str] = {}
    for child, kind in linked:
        if child not in kinds or STRENGTH.index(kind) > STRENGTH.index(kinds[child]):
            kinds[child] = kind
    by_parent: dict[str, dict[str, str]] = {}
    for each in node.all("CHIL"):
        child = _known(found, each)
        if child:
            kinds.setdefault(child, "birth")
            if each.children:
                by_parent[child] = _each_parents(node, each, partners)
    for child, kind in kinds.items():
        own = by_parent.get(child) or {}
        if not partners:
            continue
        groups: dict[str, list[str]] = {}
        for parent in partners:
            groups.setdefault(own.get(parent, kind), []).append(parent)
        for each_kind, parents in groups.items():
            yield child, tuple(parents), each_kind


def _each_parents(node: Node, child: Node, partners: tuple[str, ...]) -> dict[str, str]:
    """What some programs say of each parent apart: _FREL for HUSB, _MREL for WIFE."""
    found: dict[str, str] = {}
    for tag, role in (("_FREL", "HUSB"), ("_MREL", "WIFE")):
        said = child.text(tag).upper()
        parent = next((_pointer(each) for each in node.all(role)), "")
        if said in PEDI and parent in partners:
            found[parent] = PEDI[said]
    return found


def _others(found: _Reading, others: Sequence[Node], head: Node | None) -> list[str]:
    """Records that are neither people nor families, and what the head says besides its form."""
    if head is not None:
        for child in head.children:
            if child.tag not in ("GEDC", "CHAR", "SOUR", "DEST", "DATE", "FILE", "SUBM", "LANG"):
                found.kept[child.tag] = found.kept.get(child.tag, 0) + 1
    return found.keep(others)


def raw(node: Node, level: int) -> Iterator[str]:
    """A node as lines again, its text continued as GEDCOM 7 and 5.5.1 both read it."""
    waiting: list[tuple[Node, int]] = [(node, level)]
    while waiting:
        here, depth = waiting.pop()
        if here.tag in ("CONT", "CONC"):
            continue
        first, *rest = here.value.split("\n")
        xref = f"@{here.xref}@ " if here.xref else ""
        yield f"{depth} {xref}{here.tag}{' ' + first if first else ''}"
        yield from (f"{depth + 1} CONT{' ' + more if more else ''}" for more in rest)
        waiting += [(child, depth + 1) for child in reversed(here.children)]
