"""Who descends from whom, safely: links that make somebody their own ancestor are found first and left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .family import Family, Parentage


def row_key(row: Parentage) -> tuple[str, ...]:
    """An order of rows of parentage that does not depend on the file's."""
    return (row.child, *sorted(row.parents), row.kind, row.union, row.start, row.end, row.certainty)


def own_ancestor_rows(family: Family) -> tuple[Parentage, ...]:
    """The fewest-looking rows of parentage whose removal leaves nobody their own ancestor.

    Rows are tried strongest first (birth before care, parent born before child before undated), so that a
    contradiction is put down to the link that fits the dates least. The same rows for any order of the file.
    """
    from .when import certainly_before

    if _in_order(family.parentage):
        return ()
    born = {one.id: one.born for one in family.persons}

    def strength(row: Parentage) -> tuple[int, int, tuple[str, ...]]:
        dated = [1 - certainly_before(born.get(p, ""), born.get(row.child, "")) for p in row.parents]
        wrong = [2 * certainly_before(born.get(row.child, ""), born.get(p, "")) for p in row.parents]
        return max([*dated, *wrong], default=1), row.kind != "birth", row_key(row)

    rows = sorted(family.parentage, key=strength)
    below: dict[str, set[str]] = {}
    errors = []
    for row in rows:
        if row.child in row.parents or any(_reaches(below, row.child, parent) for parent in row.parents):
            errors.append(row)
            continue
        for parent in row.parents:
            below.setdefault(parent, set()).add(row.child)
    return tuple(sorted(errors, key=row_key))


def _in_order(rows: Iterable[Parentage]) -> bool:
    """Whether nobody is their own ancestor: every person can be taken after all their parents."""
    waiting: dict[str, int] = {}
    children: dict[str, list[str]] = {}
    for row in rows:
        for parent in row.parents:
            children.setdefault(parent, []).append(row.child)
            waiting[row.child] = waiting.get(row.child, 0) + 1
            waiting.setdefault(parent, 0)
    free = [key for key, count in waiting.items() if not count]
    seen = 0
    while free:
        seen += 1
        for child in children.get(free.pop(), ()):
            waiting[child] -= 1
            if not waiting[child]:
                free.append(child)
    return seen == len(waiting)


def _reaches(below: Mapping[str, set[str]], start: str, goal: str) -> bool:
    """Whether `goal` descends from `start`."""
    seen, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        if here == goal:
            return True
        for child in below.get(here, ()):
            if child not in seen:
                seen.add(child)
                waiting.append(child)
    return False
