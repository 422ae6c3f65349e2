"""A family as GEDCOM 5.5.1 or 7.0: what these formats cannot hold is told, and written in tags of our own (`_SL`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sightline.domain.kinship import Family, Parentage, Person, Union
from sightline.exchange.gedcom import dates
from sightline.exchange.gedcom.reading import DAY_NOT_KNOWN

PEDI: Final = {"birth": "birth", "adopted": "adopted", "fostered": "foster", "step": "step", "guardian": "guardian"}
LONGEST: Final = 200  # characters of a value in 5.5.1 before it is continued


@dataclass(frozen=True, slots=True)
class Written:
    """The file, and what of the family it does not hold."""

    data: bytes
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """One FAM record: partners, children with how they belong, and the union it is, if it is one."""

    key: str
    partners: tuple[str, ...]
    children: tuple[tuple[str, str], ...]
    union: Union | None


def write_gedcom(family: Family, *, seven: bool = True) -> Written:
    """The family as a file. Round trip: every person, union, parentage and date phrase comes back."""
    ids = {person.id: _xref(person.id, f"SLP{number}", seven) for number, person in enumerate(family.persons)}
    groups = list(_groups(family, seven))
    child_in: dict[str, list[tuple[str, str]]] = {}
    partner_in: dict[str, list[str]] = {}
    for group in groups:
        for child, kind in group.children:
            child_in.setdefault(child, []).append((group.key, kind))
        for partner in group.partners:
            partner_in.setdefault(partner, []).append(group.key)
    lines = [*_head(seven)]
    for person in family.persons:
        lines += _person(person, ids[person.id], seven)
        for key, kind in child_in.get(person.id, ()):
            lines.append(f"1 FAMC @{key}@")
            if kind != "birth":
                lines.append(f"2 PEDI {PEDI[kind].upper() if seven else PEDI[kind]}")
        lines += [f"1 FAMS @{key}@" for key in partner_in.get(person.id, ())]
        lines += _deeper(person.more.get("gedcom", []))
    for group in groups:
        lines += _family(group, ids, seven)
    lines += family.more.get("gedcom", [])
    lines.append("0 TRLR")
    left = []
    if family.households:
        left.append(f"{len(family.households)} households: GEDCOM has no place for who lives with whom.")
    if family.relationships:
        left.append(f"{len(family.relationships)} relationships between people: GEDCOM has no place for them.")
    if family.multiples:
        left.append(f"{len(family.multiples)} twins or more: GEDCOM does not say who they are.")
    return Written(("\ufeff" + "\n".join(lines) + "\n").encode("utf-8"), tuple(left))


ALLOWED: Final = {True: re.compile(r"[A-Z0-9_]{1,20}"), False: re.compile(r"[A-Za-z0-9_-]{1,20}")}


def _xref(key: str, otherwise: str, seven: bool) -> str:
    """An id the format allows: its own where it can be, else another; its own is then written beside it."""
    return key if ALLOWED[seven].fullmatch(key) and key != "VOID" else otherwise


def _head(seven: bool) -> Iterator[str]:
    yield "0 HEAD"
    yield "1 GEDC"
    yield f"2 VERS {'7.0' if seven else '5.5.1'}"
    if not seven:
        yield "2 FORM LINEAGE-LINKED"
        yield "1 CHAR UTF-8"
    yield "1 SOUR SIGHTLINE"


def _groups(family: Family, seven: bool) -> Iterator[_Group]:
    """A record for each union, and for each set of parents without one."""
    by_couple = {frozenset(union.partners): union for union in reversed(family.unions)}
    by_union: dict[str, list[Parentage]] = {}
    loose: dict[tuple[str, ...], list[Parentage]] = {}
    for row in family.parentage:
        union = family.union.get(row.union)
        if union is None or set(union.partners) != set(row.parents):
            union = by_couple.get(frozenset(row.parents))
        if union is not None:
            by_union.setdefault(union.id, []).append(row)
        else:
            loose.setdefault(tuple(sorted(row.parents)), []).append(row)
    for number, union in enumerate(family.unions):
        rows = by_union.get(union.id, [])
        children = tuple((row.child, row.kind) for row in rows)
        yield _Group(_xref(union.id, f"SLF{number}", seven), union.partners, children, union)
    taken = {union.id for union in family.unions}
    for number, (parents, rows) in enumerate(loose.items()):
        key = f"SLX{number}"
        while key in taken:
            key += "X"
        yield _Group(key, parents, tuple((row.child, row.kind) for row in rows), None)


def _person(person: Person, key: str, seven: bool) -> Iterator[str]:
    yield f"0 @{key}@ INDI"
    if key != person.id:
        yield from _text(1, "_SL", f"id {person.id}", seven)
    for name in (person.name, *person.more.get("other_names", [])):
        if name:
            yield from _text(1, "NAME", name, seven)
    yield f"1 SEX {person.sex}"
    yield from _event("BIRT", person.born, person.born_words, seven)
    if person.died or person.died_words:
        words = "" if person.died_words == DAY_NOT_KNOWN else person.died_words
        yield from _event("DEAT", person.died, words, seven, certain=True)
    for flag in ("unknown", "focus", "protected"):
        if getattr(person, flag):
            yield f"1 _SL {flag}"
    if person.outcome:
        yield f"1 _SL {person.outcome}"


def _family(group: _Group, ids: dict[str, str], seven: bool) -> Iterator[str]:
    yield f"0 @{group.key}@ FAM"
    for role, partner in zip(("HUSB", "WIFE"), group.partners, strict=False):
        yield f"1 {role} @{ids[partner]}@"
    yield from (f"1 CHIL @{ids[child]}@" for child in dict.fromkeys(child for child, _kind in group.children))
    union = group.union
    if union is not None and union.id != group.key:
        yield from _text(1, "_SL", f"id {union.id}", seven)
    if union is None:
        if len(group.partners) == 2:
            yield "1 _SL kind none"
        return
    words = union.more.get("date_words", {})
    if union.kind in ("married", "divorced", "annulled"):
        yield from _event("MARR", union.start, words.get("start", ""), seven, certain=True)
    elif union.start:
        yield f"1 _SL start {dates.write(union.start, '', seven=seven)[0]}"
    ended = {"divorced": "DIV", "annulled": "ANUL", "separated": "SEPA"}.get(union.kind)
    if ended:
        yield from _event(ended, union.end, words.get("end", ""), seven, certain=True)
    elif union.end:
        yield f"1 _SL end {dates.write(union.end, '', seven=seven)[0]}"
    if union.kind not in ("married", "divorced", "annulled", "separated", "unknown"):
        yield f"1 _SL kind {union.kind}"
    yield from _deeper(union.more.get("gedcom", []))


def _event(tag: str, day: str, words: str, seven: bool, *, certain: bool = False) -> Iterator[str]:
    """An event with its date; `certain`: it happened, also where its day is not known."""
    if not (day or words or certain):
        return
    value, phrase = dates.write(day, words, seven=seven)
    yield f"1 {tag}" if value or phrase else f"1 {tag} Y"
    if value or phrase:
        yield f"2 DATE {value}".rstrip()
    if phrase:
        yield from _text(3, "PHRASE", phrase, seven)


def _text(level: int, tag: str, value: str, seven: bool) -> Iterator[str]:
    """A value over as many lines as it needs; an @ at its start is doubled."""
    for number, line in enumerate(value.splitlines() or [""]):
        plain = f"@{line}" if line.startswith("@") else line
        most = len(plain) or 1 if seven else LONGEST  # 7.0 has no CONC, and a line may be as long as it likes
        yield f"{level if number == 0 else level + 1} {tag if number == 0 else 'CONT'} {plain[:most]}"
        for start in range(most, len(plain), most):
            yield f"{level + 1} CONC {plain[start : start + most]}"


def _deeper(lines: list[str]) -> Iterator[str]:
    """Kept lines stand one level down, under their person or family."""
    for line in lines:
        level, _, rest = line.partition(" ")
        yield f"{int(level) + 1} {rest}"
