"""How two people of a family are related: every way, nearest first, each with its words, its basis and its path.

    up from A ──┐             ┌── down to B        blood and adoption, one care link (foster, step, guardian) at most
                └── siblings ─┘
    A's partner, a partner's kin, a kin's partner                            marriage (partnership)
    whatever else joins them, as a chain: "mother's former partner"          marriage
    the same home                                                            household

Nothing is guessed: two children who share the only parent recorded of one of them are "brother or half-brother".
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

from .family import Family, Parentage, Union
from .relation_words import ancestor, aunt, cousin, descendant, in_law, niece, partner_words, sibling, together_words
from .when import over_by, read_date

BLOOD, ADOPTION, FOSTER, STEP, GUARDIAN = "blood", "adoption", "foster care", "step", "guardianship"
MARRIAGE, CHILD, HOUSEHOLD, SELF = "marriage", "a child", "household", "self"
BASES: Final = (SELF, BLOOD, ADOPTION, MARRIAGE, CHILD, STEP, FOSTER, GUARDIAN, HOUSEHOLD)
OF_KIND: Final = {"birth": BLOOD, "adopted": ADOPTION, "fostered": FOSTER, "guardian": GUARDIAN, "step": STEP}
PREFIX: Final = {BLOOD: "", ADOPTION: "adoptive ", FOSTER: "foster ", STEP: "step-", GUARDIAN: "guardian "}
ENDED: Final = ("separated", "divorced", "annulled")
LONGEST_CHAIN: Final = 9  # people in a chain of words; longer ones tell a reader nothing


@dataclass(frozen=True, slots=True)
class Relation:
    """One way in which B is related to A. `words`: what B is to A. `path`: ids of people from A to B, both included."""

    words: str
    basis: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A way up from a person: the people passed, and the strongest departure from blood on it."""

    path: tuple[str, ...]
    basis: str

    @property
    def steps(self) -> int:
        """How many generations up."""
        return len(self.path) - 1


@dataclass(frozen=True)
class Kin:
    """A family with what the search needs looked up once. Build it once for many questions."""

    family: Family
    day: date | None = None
    _lines: dict[str, dict[str, Line]] = field(default_factory=dict, repr=False)

    @cached_property
    def on(self) -> date | None:
        """The day by which partnerships are current or former: the one given, else the file's own."""
        if self.day is not None or not self.family.as_of:
            return self.day
        return read_date(self.family.as_of).latest

    def sex(self, person: str) -> str:
        """F, M, or anything else for words that say neither."""
        found = self.family.person.get(person)
        return found.sex if found else "U"

    def is_former(self, union: Union) -> bool:
        """Whether a partnership is over: by its kind, or by its end."""
        if union.kind in ENDED:
            return True
        return bool(union.end) and (self.on is None or over_by(union.end, self.on))

    def is_partnership(self, union: Union) -> bool:
        """Whether two people were ever partners; "none" only says that they have a child together."""
        return union.kind != "none" and len(set(union.partners)) == 2

    def partners(self, person: str) -> Iterator[tuple[str, Union]]:
        """A person's partners, present and former."""
        for union in self.family.unions_of.get(person, ()):
            if self.is_partnership(union):
                other = union.partners[0] if union.partners[1] == person else union.partners[1]
                yield other, union

    def rows_up(self, child: str) -> Iterator[tuple[str, str]]:
        """(parent or carer, basis) of a child; each once, by the closest basis."""
        found: dict[str, str] = {}
        for row in self.family.parentage_of.get(child, ()):
            for parent in row.parents:
                basis = OF_KIND.get(row.kind, BLOOD)
                if parent != child and (parent not in found or BASES.index(basis) < BASES.index(found[parent])):
                    found[parent] = basis
        own = [parent for parent, basis in found.items() if basis in (BLOOD, ADOPTION)]
        for parent in own:
            for partner, union in self.partners(parent):
                if partner not in found and partner != child and _makes_step(union) and not self.is_former(union):
                    found[partner] = STEP
        yield from found.items()

    def parents(self, child: str, *, blood_only: bool = False) -> frozenset[str]:
        """Those by birth (or adoption, unless `blood_only`)."""
        kinds = ("birth",) if blood_only else ("birth", "adopted")
        rows: tuple[Parentage, ...] = self.family.parentage_of.get(child, ())
        return frozenset(parent for row in rows if row.kind in kinds for parent in row.parents)

    def lines_up(self, person: str) -> dict[str, Line]:
        """Everybody above a person, by the shortest way with the least departure from blood; the person too."""
        if person not in self._lines:
            self._lines[person] = self._climb(person)
        return self._lines[person]

    def _climb(self, person: str) -> dict[str, Line]:
        """Breadth first, in waves: first by blood and adoption alone, then with one link of care on the way."""
        found = {person: Line((person,), BLOOD)}
        waiting = deque([person])
        while waiting:
            here = waiting.popleft()
            line = found[here]
            for parent, basis in self.rows_up(here):
                if parent in found or not (basis in (BLOOD, ADOPTION) or line.basis in (BLOOD, ADOPTION)):
                    continue
                found[parent] = Line((*line.path, parent), _weaker(line.basis, basis))
                waiting.append(parent)
        return found


def _makes_step(union: Union) -> bool:
    """A wife, a husband or somebody one lives with brings a step relation; a passing relationship does not."""
    return union.kind in ("married", "cohabiting", "unknown")


def _weaker(one: str, other: str) -> str:
    return one if BASES.index(one) >= BASES.index(other) else other


def relations(family: Family | Kin, a: str, b: str, *, day: date | None = None) -> tuple[Relation, ...]:
    """Every way in which B is related to A, nearest first; empty when nothing recorded joins them.

    `day`: partnerships that are over by then are former ones (default: the family's own day). Raises KeyError when one
    of them is not in the family.
    """
    kin = family if isinstance(family, Kin) else Kin(family, day)
    for person in (a, b):
        if person not in kin.family.person:
            raise KeyError(person)
    if a == b:
        return (Relation("the same person", SELF, (a,)),)
    found = [*_by_descent(kin, a, b), *_as_partners(kin, a, b), *_by_marriage(kin, a, b)]
    if not found:
        found = list(_by_chain(kin, a, b))
    found += _same_home(kin, a, b)
    return tuple(_nearest_first(found))


def born_together(family: Family, a: str, b: str) -> str:
    """ "identical twins" and the like, when two people were born together; else ""."""
    here = (many for many in family.multiples if a != b and {a, b} <= set(many.children))
    return next((together_words(many) for many in here), "")


def _nearest_first(found: list[Relation]) -> Iterator[Relation]:
    """Shortest path first, then the closer basis; a way that says the same as a nearer one is left out."""
    order = sorted(
        found, key=lambda each: (each.basis == HOUSEHOLD, len(each.path), BASES.index(each.basis), each.path)
    )
    said: set[str] = set()
    for each in order:
        if each.words not in said:
            said.add(each.words)
            yield each


def _by_descent(kin: Kin, a: str, b: str) -> Iterator[Relation]:
    above_a, above_b = kin.lines_up(a), kin.lines_up(b)
    if b in above_a:
        line = above_a[b]
        yield Relation(_named(line.basis, ancestor(line.steps, kin.sex(b))), line.basis, line.path)
    if a in above_b:
        line = above_b[a]
        words = _named(line.basis, descendant(line.steps, kin.sex(b)))
        yield Relation(words, line.basis, tuple(reversed(line.path)))
    yield from _beside(kin, b, above_a, above_b)


def _beside(kin: Kin, b: str, above_a: dict[str, Line], above_b: dict[str, Line]) -> Iterator[Relation]:
    """Siblings, aunts, nieces, cousins: a sibling pair at the top of two lines."""
    by_parent: dict[str, list[str]] = {}
    for other in above_b:
        for parent, _basis in kin.rows_up(other):
            by_parent.setdefault(parent, []).append(other)
    pairs: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for one in above_a:
        for parent, basis in kin.rows_up(one):
            for other in by_parent.get(parent, ()):
                apart = other not in above_a and one not in above_b
                # A child of a father and his daughter is her child and her half-sibling: both are said.
                if one != other and (apart or above_a[one].steps == above_b[other].steps == 0):
                    pairs.setdefault((one, other), []).append((parent, basis))
    groups: dict[tuple[int, int, str], list[tuple[tuple[str, str], str, str]]] = {}
    for (one, other), shared in pairs.items():
        how, basis, parent = _how_siblings(kin, one, other, [parent for parent, _ in shared])
        whole = _weaker(basis, _weaker(above_a[one].basis, above_b[other].basis))
        departures = [x for x in (basis, above_a[one].basis, above_b[other].basis) if x in (FOSTER, STEP, GUARDIAN)]
        if len(departures) > 1:
            continue
        key = (above_a[one].steps, above_b[other].steps, whole)
        groups.setdefault(key, []).append(((one, other), how, parent))
    for (up, down, basis), many in groups.items():
        many.sort()
        double = len({pair[0] for pair, _how, _parent in many}) > 1 and len({pair[1] for pair, _h, _p in many}) > 1
        (one, other), how, parent = min(many, key=lambda each: (each[1], each[0]))
        words = _beside_words(up, down, how, kin.sex(b), double)
        path = (*above_a[one].path, parent, *reversed(above_b[other].path))
        yield Relation(_named(basis, words), basis, path)


def _how_siblings(kin: Kin, one: str, other: str, shared: list[str]) -> tuple[str, str, str]:
    """(full, half or either; basis; a shared parent) of two people who share a parent or carer."""
    mine, theirs = dict(kin.rows_up(one)), dict(kin.rows_up(other))
    ranked = sorted(shared, key=lambda parent: (BASES.index(_weaker(mine[parent], theirs[parent])), parent))
    parent = ranked[0]
    basis = _weaker(mine[parent], theirs[parent])
    own = [p for p in shared if mine[p] in (BLOOD, ADOPTION) and theirs[p] in (BLOOD, ADOPTION)]
    if basis not in (BLOOD, ADOPTION) or len(own) >= 2:
        return "0 full", basis, parent
    both_known = len(kin.parents(one)) >= 2 and len(kin.parents(other)) >= 2
    return ("1 half" if both_known else "2 either"), basis, parent


def _beside_words(up: int, down: int, how: str, sex: str, double: bool) -> str:
    if up == 0 and down == 0:
        return sibling(how, sex)
    if up == 0:
        return niece(down, how, sex)
    if down == 0:
        return aunt(up, how, sex)
    return cousin(up, down, how, double)


def _named(basis: str, words: str) -> str:
    """Words with the departure from blood before them; a guardian and who is in their care have words of their own."""
    if basis == GUARDIAN:
        return {"mother": "guardian", "father": "guardian", "parent": "guardian"}.get(
            words, "child in their care" if words in ("son", "daughter", "child") else f"{words} by guardianship"
        )
    if basis == STEP:
        return f"step-{words.removeprefix('half-')}"
    return f"{PREFIX[basis]}{words}"


def _as_partners(kin: Kin, a: str, b: str) -> Iterator[Relation]:
    for other, union in kin.partners(a):
        if other == b:
            yield Relation(partner_words(union.kind, kin.is_former(union), kin.sex(b)), MARRIAGE, (a, b))
    together = [u for u in kin.family.unions_of.get(a, ()) if b in u.partners and not kin.is_partnership(u)]
    children = {row.child for row in kin.family.parentage_by.get(a, ()) if b in row.parents and row.kind == "birth"}
    partners = {other for other, _union in kin.partners(a)}
    if (together or children) and b not in partners:
        child = min(children) if children else ""
        yield Relation("other parent of a child", CHILD, (a, child, b) if child else (a, b))


def _by_marriage(kin: Kin, a: str, b: str) -> Iterator[Relation]:
    """In-laws: kin of a partner, and partners of kin, where the language has a word for it."""
    for partner, union in kin.partners(a):
        if not _makes_step(union) and union.kind not in ENDED:
            continue
        for each in _by_descent(kin, partner, b):
            words = in_law(each.words, kin.sex(b), of_partner=True)
            if words and a not in each.path:
                yield Relation(_former(words, kin.is_former(union)), MARRIAGE, (a, *each.path))
    for partner, union in kin.partners(b):
        if not _makes_step(union) and union.kind not in ENDED:
            continue
        for each in _by_descent(kin, a, partner):
            words = in_law(each.words, kin.sex(b), of_partner=False)
            if words and b not in each.path:
                yield Relation(_former(words, kin.is_former(union)), MARRIAGE, (*each.path, b))


def _former(words: str, is_former: bool) -> str:
    return f"former {words}" if is_former else words


def _by_chain(kin: Kin, a: str, b: str) -> Iterator[Relation]:
    """The shortest chain of parents, children and partners, in words: "mother's former partner's brother"."""
    before: dict[str, tuple[str, str] | None] = {a: None}
    depth = {a: 0}
    waiting = deque([a])
    while waiting and b not in before:
        here = waiting.popleft()
        if depth[here] >= LONGEST_CHAIN:
            break
        for other, link in _links(kin, here):
            if other not in before:
                before[other] = (here, link)
                depth[other] = depth[here] + 1
                waiting.append(other)
    if b not in before:
        return
    path, here = [b], b
    while (step := before[here]) is not None:
        here = step[0]
        path.append(here)
    path.reverse()
    yield Relation(_chain_words(kin, path), MARRIAGE, tuple(path))


def _links(kin: Kin, person: str) -> Iterator[tuple[str, str]]:
    """Neighbours in an order that does not depend on the file's."""
    yield from sorted((parent, "up") for row in kin.family.parentage_of.get(person, ()) for parent in row.parents)
    yield from sorted((row.child, "down") for row in kin.family.parentage_by.get(person, ()))
    yield from sorted((other, "partner") for other, _union in kin.partners(person))


def _chain_words(kin: Kin, path: list[str]) -> str:
    """Stretches of kinship between partnerships, each with its own word: mother's | former partner's | brother."""
    words, start = [], 0
    while start < len(path) - 1:
        end = len(path) - 1
        while end > start + 1 and not _one_word(kin, path[start], path[end]):
            end -= 1
        words.append(_one_word(kin, path[start], path[end]) or "relative")
        start = end
    return "'s ".join(words)


def _one_word(kin: Kin, a: str, b: str) -> str:
    """The nearest single word for what B is to A, "" when there is none."""
    near = [*_as_partners(kin, a, b), *_by_descent(kin, a, b)]
    best = sorted(near, key=lambda each: (len(each.path), BASES.index(each.basis)))
    return best[0].words if best else ""


def _same_home(kin: Kin, a: str, b: str) -> list[Relation]:
    now = then = False
    for home in kin.family.households_of.get(a, ()):
        mine = [member for member in home.members if member.person == a]
        theirs = [member for member in home.members if member.person == b]
        for one in mine:
            for other in theirs:
                over = any(end and (kin.on is None or over_by(end, kin.on)) for end in (one.end, other.end))
                now, then = now or not over, then or over
    if now:
        return [Relation("lives in the same household", HOUSEHOLD, (a, b))]
    return [Relation("has lived in the same household", HOUSEHOLD, (a, b))] if then else []
