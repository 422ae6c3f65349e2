"""A family as GEDCOM 5.5.1 or 7.0: what these formats cannot hold is told, and written in tags of our own (`_SL`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from sightline.domain.kinship import Family, Parentage, Person, Union
from sightline.exchange.gedcom import dates
from sightline.exchange.gedcom.kept import continued, lines_of
from sightline.exchange.gedcom.persons import DAY_NOT_KNOWN, name_of
from sightline.exchange.gedcom.unions import COMMON_LAW

PEDI: Final = {"birth": "birth", "adopted": "adopted", "fostered": "foster", "step": "step", "guardian": "guardian"}
STANDARD: Final = frozenset({"birth", "adopted", "fostered"})
"""Ways of belonging that GEDCOM 7 has a word for; of others it says OTHER, with the word as a phrase."""


@dataclass(frozen=True, slots=True)
class Written:
    """The file, and what of the family it does not hold."""

    data: bytes
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """One FAM record: partners, rows of its children, and the union it is, if it is one."""

    key: str
    partners: tuple[str, ...]
    rows: tuple[Parentage, ...]
    union: Union | None


def write_gedcom(family: Family, *, seven: bool = True) -> Written:
    """The family as a file. Round trip: every person, union, parentage and date phrase comes back."""
    taken: set[str] = set(_kept_ids(family.more.get("gedcom", [])))
    ids = {one.id: _xref(one.id, f"SLP{number}", taken, seven) for number, one in enumerate(family.persons)}
    groups = list(_groups(family, taken, seven))
    child_in: dict[str, list[tuple[str, Parentage]]] = {}
    partner_in: dict[str, list[str]] = {}
    for group in groups:
        for row in group.rows:
            child_in.setdefault(row.child, []).append((group.key, row))
        for partner in group.partners:
            partner_in.setdefault(partner, []).append(group.key)
    lines = [*_head(seven), *lines_of(family.more.get("gedcom_head", []), 1, ids, seven=seven)]
    for person in family.persons:
        lines += _person(person, ids[person.id], seven, ids)
        links = child_in.get(person.id, ())
        for key, row in links:
            lines += _belongs(key, row, seven, alone=sum(other == key for other, _ in links) == 1)
        lines += [f"1 FAMS @{key}@" for key in partner_in.get(person.id, ())]
        lines += lines_of(person.more.get("gedcom", []), 1, ids, seven=seven)
    for group in groups:
        lines += _family(group, ids, seven)
    lines += lines_of(family.more.get("gedcom", []), 0, ids, seven=seven)
    lines.append("0 TRLR")
    return Written(("\ufeff" + "\n".join(lines) + "\n").encode("utf-8"), tuple(_left_out(family)))


def _left_out(family: Family) -> Iterator[str]:
    """What of the family the file does not hold, a sentence each."""
    if family.households:
        yield f"{len(family.households)} households: GEDCOM has no place for who lives with whom."
    if family.relationships:
        yield f"{len(family.relationships)} relationships between people: GEDCOM has no place for them."
    if family.multiples:
        yield f"{len(family.multiples)} twins or more: GEDCOM does not say who they are."
    if private := sum(bool(one.conditions or one.sex_at_birth) for one in family.persons):
        yield f"The health or gender history of {private} people: a file that travels does not hold it."
    cleared = [one.cleared_for for one in family.persons] + [row.cleared_for for row in family.parentage]
    if any(cleared):
        yield "Who may be shown what is kept from others: GEDCOM has no place for it."


ALLOWED: Final = {True: re.compile(r"[A-Z0-9_]{1,20}"), False: re.compile(r"[A-Za-z0-9_-]{1,20}")}


def _kept_ids(kept: list[str]) -> Iterator[str]:
    """The ids of kept records, which nobody else may have."""
    return (line.split("@")[1] for line in kept if line.startswith("0 @"))


def _xref(key: str, otherwise: str, taken: set[str], seven: bool) -> str:
    """An id the format allows and nobody has: its own where it can be, else another; its own then stands beside it."""
    chosen = key if ALLOWED[seven].fullmatch(key) and key != "VOID" and key not in taken else otherwise
    while chosen in taken:
        chosen += "X"
    taken.add(chosen)
    return chosen


def _head(seven: bool) -> Iterator[str]:
    yield "0 HEAD"
    yield "1 GEDC"
    yield f"2 VERS {'7.0' if seven else '5.5.1'}"
    if not seven:
        yield "2 FORM LINEAGE-LINKED"
        yield "1 CHAR UTF-8"
    yield "1 SOUR SIGHTLINE"


def _belongs(key: str, row: Parentage, seven: bool, *, alone: bool) -> Iterator[str]:
    """A child's link to a family: in which way, how sure, from and to when. `alone`: it is the only one to it."""
    yield f"1 FAMC @{key}@"
    if not alone or row.kind != "birth" or row.start or row.end or row.certainty != "recorded":
        standard = not seven or row.kind in ("birth", *STANDARD)
        said = PEDI[row.kind] if standard else "other"
        yield f"2 PEDI {said.upper() if seven else said}"
        if not standard:
            yield f"3 PHRASE {PEDI[row.kind]}"
    if row.certainty == "disputed":
        yield f"2 STAT {'CHALLENGED' if seven else 'challenged'}"
    elif row.certainty == "reported":
        yield "2 _SL reported"
    yield from (f"2 _SL {name} {day}" for name, day in (("from", row.start), ("to", row.end)) if day)


def _groups(family: Family, taken: set[str], seven: bool) -> Iterator[_Group]:
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
        rows = tuple(by_union.get(union.id, ()))
        yield _Group(_xref(union.id, f"SLF{number}", taken, seven), union.partners, rows, union)
    for number, (parents, loose_rows) in enumerate(loose.items()):
        yield _Group(_xref(f"SLX{number}", f"SLX{number}", taken, seven), parents, tuple(loose_rows), None)


def _person(person: Person, key: str, seven: bool, ids: Mapping[str, str]) -> Iterator[str]:
    parts = person.more.get("gedcom_within", {})

    def under(name: str) -> Iterator[str]:
        return lines_of(parts.get(name, []), 2, ids, seven=seven)

    yield f"0 @{key}@ INDI"
    if key != person.id:
        yield from _text(1, "_SL", f"id {person.id}", seven)
    as_it_stood = {name_of(one): one for one in person.more.get("gedcom_names", [])}
    for number, name in enumerate((person.name, *person.more.get("other_names", []))):
        if name:
            yield from _text(1, "NAME", as_it_stood.get(name) or name.replace("/", " "), seven)
            yield from under(f"NAME{number or ''}")
    if person.name != name_of(person.name):
        yield from _text(1, "_SL", f"name {person.name}", seven)
    yield f"1 SEX {person.sex}"
    yield from _event("BIRT", person.born, person.born_words, seven, certain=bool(parts.get("BIRT")))
    yield from under("BIRT")
    if person.died or person.died_words:
        words = "" if person.died_words == DAY_NOT_KNOWN else person.died_words
        yield from _event("DEAT", person.died, words, seven, certain=True)
        yield from under("DEAT")
    if parts.get("ADOP"):
        yield from ("1 ADOP", *under("ADOP"))
    for flag in ("unknown", "focus", "protected"):
        if getattr(person, flag):
            yield f"1 _SL {flag}"
    if person.asked:
        yield f"1 _SL asked {person.asked}"
    if person.outcome:
        yield f"1 _SL {person.outcome}"


def _family(group: _Group, ids: Mapping[str, str], seven: bool) -> Iterator[str]:
    yield f"0 @{group.key}@ FAM"
    for role, partner in zip(("HUSB", "WIFE"), group.partners, strict=False):
        yield f"1 {role} @{ids[partner]}@"
    yield from (f"1 CHIL @{ids[child]}@" for child in dict.fromkeys(row.child for row in group.rows))
    union = group.union
    if union is not None and union.id != group.key:
        yield from _text(1, "_SL", f"id {union.id}", seven)
    if union is None:
        if len(group.partners) == 2:
            yield "1 _SL no union"
        return
    yield from _events(union, ids, seven)
    yield from lines_of(union.more.get("gedcom", []), 1, ids, seven=seven)


def _events(union: Union, ids: Mapping[str, str], seven: bool) -> Iterator[str]:
    """How a couple stands: its beginning, what else was said to have happened, and its end."""
    words = union.more.get("date_words", {})
    parts = union.more.get("gedcom_within", {})
    common_law = union.kind == "cohabiting" and any(COMMON_LAW in one.lower() for one in parts.get("began", []))
    yield from lines_of(union.more.get("gedcom_before", []), 1, ids, seven=seven)
    known = bool(union.start or words.get("start") or "began" in parts)
    ended_by_law = union.kind in ("divorced", "annulled") and known
    if common_law or ended_by_law or union.kind == "married" or (union.kind == "separated" and "began" in parts):
        yield from _event("MARR", union.start, words.get("start", ""), seven, certain=True)
        yield from lines_of(parts.get("began", []), 2, ids, seven=seven)
    elif start := dates.write(union.start, words.get("start", ""), seven=False)[0]:
        yield from _text(1, "_SL", f"start {start}", seven)
    yield from lines_of(union.more.get("gedcom_events", []), 1, ids, seven=seven)
    ended = {"divorced": "DIV", "annulled": "ANUL", "separated": "SEPA"}.get(union.kind)
    if ended:
        yield from _event(ended, union.end, words.get("end", ""), seven, certain=True)
        yield from lines_of(parts.get("ended", []), 2, ids, seven=seven)
    elif end := dates.write(union.end, words.get("end", ""), seven=False)[0]:
        yield from _text(1, "_SL", f"end {end}", seven)
    if union.kind not in ("married", "divorced", "annulled", "separated", "unknown") and not common_law:
        yield f"1 _SL kind {union.kind}"
    if union.certainty != "recorded":
        yield f"1 _SL certainty {union.certainty}"


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
    """A value over as many lines as it needs; 7.0 has no CONC, and a line there may be as long as it likes."""
    for number, line in enumerate(value.splitlines() or [""]):
        here, name = (level, tag) if number == 0 else (level + 1, "CONT")
        if seven:
            yield f"{here} {name} {'@' if line.startswith('@') else ''}{line}"
        else:
            yield from continued(here, name, line, under=level + 1)
