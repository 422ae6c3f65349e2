"""Pedigree tables (`.ped`): family, id, father, mother, sex (1 male, 2 female), and more. `0` or `.`: no parent."""

from __future__ import annotations

import re
from typing import Final

from sightline.domain.kinship import Family, FamilyRefused, Parentage, Person, Union

NOBODY: Final = frozenset({"0", ".", "", "-9", "NA"})
SEX: Final = {"1": "M", "2": "F", "M": "M", "F": "F", "MALE": "M", "FEMALE": "F"}
COLUMNS: Final = 5
SEXES: Final = frozenset({*SEX, *NOBODY, "3", "4", "U", "X", "UNKNOWN", "OTHER"})
HEADINGS: Final = frozenset({"id", "iid", "individual", "person", "indiv"})


def looks_like_pedigree(text: str) -> bool:
    """Whether most of the first lines are rows of five columns or more, the fifth of them a sex."""
    lines = [_cells(line) for line in text.splitlines()[:20] if line.strip() and not line.startswith("#")]
    rows = [cells for number, cells in enumerate(lines) if number or not _is_heading(cells)]
    good = [cells for cells in rows if len(cells) >= COLUMNS and cells[4].upper() in SEXES]
    return 2 * len(good) > len(rows)


def _is_heading(cells: list[str]) -> bool:
    return len(cells) > 1 and cells[1].lower() in HEADINGS


def read_pedigree(text: str, *, name: str = "pedigree") -> tuple[Family, tuple[str, ...]]:
    """The people of a table and what is to be said of it. Raises FamilyRefused when it holds no row.

    Ids are as the file has them; where several families share ids, the family stands before them ("2:10").
    """
    problems: list[str] = []
    rows: list[tuple[int, list[str]]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        cells = _cells(line)
        if not cells or line.startswith("#"):
            continue
        if len(cells) < COLUMNS:
            problems.append(f"Line {number}: {len(cells)} columns, and five are needed; left out.")
            continue
        if not rows and _is_heading(cells):
            continue
        rows.append((number, cells))
    if not rows:
        raise FamilyRefused(("The table holds no person.",))
    several = len({cells[0] for _n, cells in rows}) > 1
    people: dict[str, Person] = {}
    parentage: dict[str, Parentage] = {}

    def key(cells: list[str], column: int) -> str:
        return f"{cells[0]}:{cells[column]}" if several else cells[column]

    for number, cells in rows:
        own = key(cells, 1)
        if own in people:
            problems.append(f"Line {number}: {cells[1]} is there twice; the first was kept.")
            continue
        more = {"columns": cells[COLUMNS:]} if len(cells) > COLUMNS else {}
        people[own] = Person(own, cells[1], SEX.get(cells[4].upper(), "U"), more=more)
        named = [key(cells, column) for column in (2, 3) if cells[column] not in NOBODY]
        parents = tuple(dict.fromkeys(named))
        if len(parents) < len(named):
            problems.append(f"Line {number}: {cells[1]} has {cells[2]} as father and as mother; read as one parent.")
        if parents:
            parentage[own] = Parentage(own, parents)
    for row in list(parentage.values()):
        for parent, sex in zip(row.parents, ("M", "F"), strict=False):
            if parent not in people:  # a named parent without a row of their own is legal
                people[parent] = Person(parent, parent.rpartition(":")[2], sex if len(row.parents) == 2 else "U")
    couples = dict.fromkeys(row.parents for row in parentage.values() if len(row.parents) == 2)
    unions = {couple: Union(f"u{n}", couple, "none") for n, couple in enumerate(couples, start=1)}
    rows_out = tuple(
        Parentage(row.child, row.parents, union=unions[row.parents].id if row.parents in unions else "")
        for row in parentage.values()
    )
    return Family(id=name, persons=tuple(people.values()), unions=tuple(unions.values()), parentage=rows_out), tuple(
        problems
    )


def write_pedigree(family: Family) -> tuple[str, tuple[str, ...]]:
    """The family as a table, and what of it a table does not hold: each child has one father and one mother there."""
    left: list[str] = []
    lines = []
    for person in family.persons:
        rows = [row for row in family.parentage_of.get(person.id, ()) if row.kind == "birth"]
        if len(family.parentage_of.get(person.id, ())) > len(rows[:1]):
            left.append(f"{person.id}: other parents than those by birth.")
        father, mother = _parents(family, rows[0].parents if rows else ())
        sex = {"M": "1", "F": "2"}.get(person.sex, "0")
        lines.append("\t".join((_plain(family.id), _plain(person.id), father, mother, sex, "0")))
    return "\n".join(lines) + "\n", tuple(left)


def _parents(family: Family, parents: tuple[str, ...]) -> tuple[str, str]:
    father = next((p for p in parents if family.person[p].sex == "M"), "0")
    mother = next((p for p in parents if family.person[p].sex == "F" and p != father), "0")
    rest = [p for p in parents if p not in (father, mother)]
    if rest and father == "0":
        father = rest.pop(0)
    if rest and mother == "0":
        mother = rest.pop(0)
    return _plain(father), _plain(mother)


def _plain(text: str) -> str:
    return re.sub(r"\s+", "_", text) or "0"


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in (line.split("\t") if "\t" in line else line.split())]
