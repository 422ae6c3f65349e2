"""Family records: couples, how they stand, and who are their children in which way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from sightline.domain.kinship import Parentage, Union
from sightline.domain.kinship.family import CERTAINTIES, UNION_KINDS
from sightline.exchange.gedcom import dates
from sightline.exchange.gedcom.found import Found, Link, own_id, pointer
from sightline.exchange.gedcom.kept import within
from sightline.exchange.gedcom.lines import Node
from sightline.exchange.gedcom.persons import PEDI, dated, denied

ENDS: Final = {"DIV": "divorced", "ANUL": "annulled", "SEPA": "separated", "_SEPR": "separated"}
EVENTS: Final = frozenset({"MARR", "ENGA", *ENDS})
PARTIES: Final = frozenset({"HUSB", "WIFE", "CHIL"})
SEPARATION: Final = re.compile(r"(?:(?:marital|legal|trial|judicial) )?separat(?:ion|ed)\b", re.IGNORECASE)
COMMON_LAW: Final = "common law"


def families(found: Found) -> tuple[list[Union], list[Parentage]]:
    """Unions and rows of parentage. A family of one parent is no union: one recorded parent stays one parent."""
    linked: dict[str, dict[str, list[Link]]] = {}
    for child, links in found.links.items():
        for link in links:
            _take(found, linked, child, link)
    for absent in sorted(found.partners.keys() - found.families.keys()):
        for partner in found.partners[absent]:
            found.problems.append(f"{partner} points to the family {absent}, which is not in the file.")
    couples: dict[frozenset[str], _Record] = {}
    records: list[_Record] = []
    for key, node in found.families.items():
        _name_separations(node)
        record = _Record(key, node, _roles(found, node), linked.get(key, {}))
        couple = frozenset(record.partners)
        if len(couple) == 2 and couple in couples:
            couples[couple].join(record)
            continue
        records.append(record)
        if len(couple) == 2:
            couples[couple] = record
    unions: list[Union] = []
    rows: dict[tuple[str, tuple[str, ...], str], Parentage] = {}
    for record in records:
        union = _union(found, record)
        if len(union.partners) == 2 and not record.is_no_union:
            unions.append(union)
        for row in _children(found, record, union):
            rows.setdefault((row.child, tuple(sorted(row.parents)), row.kind), row)
    return unions, list(rows.values())


@dataclass
class _Record:
    """A family record, with later records of the same couple joined to it."""

    key: str
    node: Node
    roles: dict[str, str]
    linked: dict[str, list[Link]]
    also: list[str] = field(default_factory=list)

    @property
    def partners(self) -> tuple[str, ...]:
        return tuple(self.roles)

    @cached_property
    def is_no_union(self) -> bool:
        """Our own word for two parents of whom no union is recorded: a record has to stand for them all the same."""
        return any(each.tag == "_SL" and each.value.strip() == "no union" for each in self.node.children)

    def join(self, other: _Record) -> None:
        self.also.append(own_id(other.node) or other.key)
        self.node.children += [each for each in other.node.children if each.tag not in ("HUSB", "WIFE")]
        for child, links in other.linked.items():
            self.linked.setdefault(child, []).extend(links)


def _take(found: Found, linked: dict[str, dict[str, list[Link]]], child: str, link: Link) -> None:
    record = link.record
    if record == "VOID":
        record = f"VOID-FAM-{child}-{len(linked)}"
        found.families[record] = Node("FAM", "", 0, record, [Node("HUSB", "@VOID@", 0)])
    if record not in found.families:
        found.problems.append(f"{child} points to the family {record}, which is not in the file.")
        return
    linked.setdefault(record, {}).setdefault(child, []).append(link)


def _name_separations(node: Node) -> None:
    """Most programs write a separation as an event of that type, since GEDCOM has no tag for it."""
    for event in node.all("EVEN"):
        if SEPARATION.match(event.text("TYPE")):
            event.tag = "SEPA"


def _roles(found: Found, node: Node) -> dict[str, str]:
    """The partners of a record, at most two, each with the tag that names them (which says nothing of their sex)."""
    roles: dict[str, str] = {}
    for each in node.all("HUSB", "WIFE"):
        if key := _known(found, each):
            roles.setdefault(key, each.tag)
        found.lose(each, ())
    for partner in found.partners.get(node.xref, ()):
        if partner not in roles:
            roles[partner] = "WIFE" if "HUSB" in roles.values() else "HUSB"
            found.problems.append(
                f"{partner} points to the family {node.xref}, which does not name them; read as its partner."
            )
    if len(roles) > 2:
        found.problems.append(f"Line {node.line}: a union of {len(roles)}; the first two were kept as its partners.")
    return dict(list(roles.items())[:2])


def _known(found: Found, node: Node) -> str:
    key = pointer(node)
    if key == "VOID":
        return found.void(node.line)
    key = found.ids.get(key, key)
    if key not in found.people:
        found.problems.append(f"Line {node.line}: {key or 'nobody'} is pointed at and is not in the file.")
        return ""
    return key


def _union(found: Found, record: _Record) -> Union:
    """How a couple stands: what is later in the file counts. Its first wedding and its last end are its dates."""
    kind, start, end = "unknown", dates.Dated(""), dates.Dated("")
    began: Node | None = None
    ended: Node | None = None
    own: dict[str, str] = {}
    for event in record.node.children:
        if event.tag == "MARR" and not denied(event):
            kind = "cohabiting" if COMMON_LAW in event.text("TYPE").lower() else "married"
            start, end, ended = (start if start.day or start.words else dated(event)), dates.Dated(""), None
            began = began or event
        elif event.tag in ENDS and not denied(event):
            kind, end, ended = ENDS[event.tag], dated(event), event
        elif event.tag == "_SL":
            name, _, value = event.value.strip().partition(" ")
            own[name] = value
            kind = value if name == "kind" and value in UNION_KINDS else kind
            start = dates.read(value) if name == "start" else start
            end = dates.read(value) if name == "end" else end
    more = _more(found, record, began, ended)
    if start.words or end.words:
        more["date_words"] = {"start": start.words, "end": end.words}
    certainty = own["certainty"] if own.get("certainty") in CERTAINTIES else "recorded"
    return Union(own_id(record.node) or record.key, record.partners, kind, start.day, end.day, certainty, more)


def _more(found: Found, record: _Record, began: Node | None, ended: Node | None) -> dict[str, Any]:
    """What is kept of a family besides what a union holds."""
    more: dict[str, Any] = {"also": record.also} if record.also else {}
    events = [each for each in record.node.children if each.tag in EVENTS]
    if len(events) > 1:
        more["events"] = [f"{each.tag} {each.text('DATE')}".strip() for each in events]
    kept = {"began": within(began, ("DATE",))} if began is not None else {}
    if lines := within(ended, ("DATE",)):
        kept["ended"] = lines
    if kept:
        more["gedcom_within"] = kept
    rest = [each for each in events if each is not began and each is not ended]
    line = began.line if began is not None else 0
    if before := found.keep([each for each in rest if each.line < line]):
        more["gedcom_before"] = before
    if since := found.keep([each for each in rest if each.line > line]):
        more["gedcom_events"] = since
    others = [each for each in record.node.children if each.tag not in EVENTS | PARTIES | {"_SL"}]
    if kept_lines := found.keep(others):
        more["gedcom"] = kept_lines
    return more


def _children(found: Found, record: _Record, union: Union) -> Iterator[Parentage]:
    """Rows of a family's children, from both ends of the link; each child once for each way in which it belongs."""
    links = {child: list(many) for child, many in record.linked.items()}
    apart: dict[str, dict[str, str]] = {}
    for each in record.node.all("CHIL"):
        child = _known(found, each)
        if child:
            links.setdefault(child, [Link(record.key, "")])
            if each.children:
                apart[child] = _each_parents(each)
                found.lose(each, ("_FREL", "_MREL"))
    for child, many in links.items():
        if len(many) == 1 and child not in apart and not (many[0].only or many[0].refused):
            ways = {many[0].kind or "birth": list(record.partners)} if record.partners else {}
        else:
            ways = _ways(record, many, apart.get(child, {}))
        told = {link.kind: link for link in many if not link.refused}
        for kind, parents in ways.items():
            link = told.get(kind) or told.get("") or Link(record.key, kind)
            whole = union.id if len(parents) == len(record.partners) == 2 and not record.is_no_union else ""
            yield Parentage(child, tuple(parents), kind, whole, link.start, link.end, link.certainty)


def _ways(record: _Record, links: list[Link], apart: dict[str, str]) -> dict[str, list[str]]:
    """In which ways a child belongs to whom of a couple."""
    ways: dict[str, list[str]] = {}
    for link in _that_count(links):
        for parent, role in record.roles.items():
            parents = ways.setdefault(apart.get(role) or _kind_for(link, role), [])
            if parent not in parents:
                parents.append(parent)
    return ways


def _that_count(links: list[Link]) -> list[Link]:
    """The links that count: one that says how outweighs one that does not; a disproven one takes it away."""
    told = [link for link in links if link.kind and not link.refused]
    if told:
        return told
    return [] if any(link.refused for link in links) else [link for link in links if not link.kind][:1]


def _kind_for(link: Link, role: str) -> str:
    """How a child belongs to one of the two; adopted by one of them alone, it is the other's by birth."""
    if link.only:
        return "adopted" if role == link.only else "birth"
    return link.kind or "birth"


def _each_parents(child: Node) -> dict[str, str]:
    """What some programs say of each parent apart: _FREL for HUSB, _MREL for WIFE."""
    said = {"HUSB": child.text("_FREL").upper(), "WIFE": child.text("_MREL").upper()}
    return {role: PEDI[words] for role, words in said.items() if words in PEDI}
