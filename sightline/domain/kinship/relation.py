"""How two people of a family are related: every way, nearest first, each with its words, its basis and its path.

    up from A ──┐             ┌── down to B        blood and adoption, one care link (foster, step, guardian) at most
                └── siblings ─┘                    every way up counts: an aunt who adopts is mother and aunt
    A's partner, a partner's kin, a kin's partner                            marriage (partnership)
    whatever else joins them, as a chain: "mother's former partner"          marriage
    the same home                                                            household

Nothing is guessed: two children who share the only parent recorded of one of them are "brother or half-brother". Care
that is over by the day looked at joins only the two themselves ("former foster mother").
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from .family import Family, Union
from .kin import (
    ADOPTION,
    BASES,
    BLOOD,
    CHILD,
    ENDED,
    FOSTER,
    GUARDIAN,
    HOUSEHOLD,
    MARRIAGE,
    OF_KIND,
    SELF,
    STEP,
    WHOLE,
    Kin,
    makes_step,
    weaker,
)  # fmt: skip
from .lines_up import NEAR, Ways, ways_up
from .relation_words import ancestor, aunt, cousin, descendant, in_law, niece, partner_words, sibling, together_words
from .when import over_by

PREFIX: Final = {BLOOD: "", ADOPTION: "adoptive ", FOSTER: "foster ", STEP: "step-", GUARDIAN: "guardian "}
LONGEST_CHAIN: Final = 9  # people in a chain of words; longer ones tell a reader nothing


@dataclass(frozen=True, slots=True)
class Relation:
    """One way in which B is related to A. `words`: what B is to A. `path`: ids of people from A to B, both included."""

    words: str
    basis: str
    path: tuple[str, ...]


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
    found = [*_by_descent(kin, a, b), *_once_cared(kin, a, b), *_as_partners(kin, a, b), *_by_marriage(kin, a, b)]
    found += _parents_partners(kin, a, b)
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


def _by_descent(kin: Kin, a: str, b: str, *, for_in_laws: bool = False) -> Iterator[Relation]:
    """`for_in_laws`: of ancestors and descendants the near ones do; nobody has a word for a husband's ancestors."""
    from_a, from_b = ways_up(kin, a, b, lineal=not for_in_laws)
    for line in from_a.lines.get(b, ()):
        yield Relation(_named(line.basis, ancestor(line.steps, kin.sex(b))), line.basis, line.path)
    for line in from_b.lines.get(a, ()):
        words = _named(line.basis, descendant(line.steps, kin.sex(b)))
        yield Relation(words, line.basis, tuple(reversed(line.path)))
    yield from _beside(kin, b, from_a, from_b)


@dataclass(frozen=True, slots=True)
class _Way:
    """A pair of siblings above two people: who they are, whether full or half, and the whole path."""

    how: str
    pair: tuple[str, str]
    path: tuple[str, ...]


def _beside(kin: Kin, b: str, from_a: Ways, from_b: Ways) -> Iterator[Relation]:
    """Siblings, aunts, nieces, cousins: a sibling pair at the top of two lines."""
    groups: dict[tuple[int, int, str], list[_Way]] = {}
    for (one, other), shared in _pairs(kin, from_a, from_b).items():
        apart = other not in from_a.above and one not in from_b.above
        how, basis, parent = _how_siblings(kin, one, other, shared)
        for up, down in itertools.product(from_a.lines[one], from_b.lines[other]):
            if not apart and max(up.steps, down.steps) > NEAR:
                continue
            bases = (basis, up.basis, down.basis)
            path = (*up.path, parent, *reversed(down.path))
            # Nobody is passed twice: who is above both is an ancestor of both, and no aunt by that way.
            if sum(each in (FOSTER, STEP, GUARDIAN) for each in bases) <= 1 and len(set(path)) == len(path):
                whole = weaker(basis, weaker(up.basis, down.basis))
                groups.setdefault((up.steps, down.steps, whole), []).append(_Way(how, (one, other), path))
    for (up_by, down_by, basis), many in groups.items():
        double = min(len({way.pair[side] for way in many}) for side in (0, 1)) > 1
        best = min(many, key=lambda way: (way.how, way.pair, way.path))
        yield Relation(_named(basis, _beside_words(up_by, down_by, best.how, kin.sex(b), double)), basis, best.path)


def _pairs(kin: Kin, from_a: Ways, from_b: Ways) -> dict[tuple[str, str], list[str]]:
    """Who above A and who above B share parents or carers, and which."""
    by_parent: dict[str, list[str]] = {}
    for other in from_b.lines:
        for parent, _basis in kin.rows_up[other]:
            by_parent.setdefault(parent, []).append(other)
    pairs: dict[tuple[str, str], list[str]] = {}
    for one, lines in from_a.lines.items():
        far = lines[0].steps > NEAR
        if far and one in from_b.above:
            continue
        for parent, _basis in kin.rows_up[one]:
            for other in by_parent.get(parent, ()):
                if one != other and not (far and other in from_a.above):
                    pairs.setdefault((one, other), []).append(parent)
    return pairs


def _how_siblings(kin: Kin, one: str, other: str, shared: list[str]) -> tuple[str, str, str]:
    """(full, half or either; basis; a shared parent) of two people who share a parent or carer."""
    mine, theirs = dict(kin.rows_up[one]), dict(kin.rows_up[other])
    ranked = sorted(shared, key=lambda parent: (BASES.index(weaker(mine[parent], theirs[parent])), parent))
    parent = ranked[0]
    basis = weaker(mine[parent], theirs[parent])
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


def _once_cared(kin: Kin, a: str, b: str) -> Iterator[Relation]:
    """Foster carers, guardians and step-parents whose care is over, and who was in it."""
    for child, carer in ((a, b), (b, a)):
        now = dict(kin.rows_up[child])
        for row in kin.family.parentage_of.get(child, ()):
            if kin.is_over(row) and carer in row.parents and carer not in now:
                basis = OF_KIND[row.kind]
                words = descendant(1, kin.sex(b)) if b == child else ancestor(1, kin.sex(b))
                said = _named(basis, words).replace("child in their care", "child once in their care")
                yield Relation(said if "once" in said else f"former {said}", basis, (a, b))


def _as_partners(kin: Kin, a: str, b: str, *, in_chain: bool = False) -> Iterator[Relation]:
    """Who are or were partners. A husband who has died stays one, and is a late one in a chain."""
    for other, union in kin.partners(a):
        if other == b:
            late = in_chain and kin.has_died(b)
            yield Relation(partner_words(union.kind, kin.is_former(union), kin.sex(b), late=late), MARRIAGE, (a, b))
    together = [u for u in kin.family.unions_of.get(a, ()) if b in u.partners and not kin.is_partnership(u)]
    children = _born_to(kin, a) & _born_to(kin, b)
    partners = {other for other, _union in kin.partners(a)}
    if (together or children) and b not in partners:
        child = min(children) if children else ""
        yield Relation("other parent of a child", CHILD, (a, child, b) if child else (a, b))


def _born_to(kin: Kin, parent: str) -> set[str]:
    return {row.child for row in kin.family.parentage_by.get(parent, ()) if row.kind == "birth"}


def _by_marriage(kin: Kin, a: str, b: str) -> Iterator[Relation]:
    """In-laws: kin of a partner, and partners of kin, where the language has a word for it."""
    for partner, union in kin.partners(a):
        if not makes_step(union) and union.kind not in ENDED:
            continue
        for each in _by_descent(kin, partner, b, for_in_laws=True):
            words = in_law(_as_if_born(each), kin.sex(b), of_partner=True)
            if words and a not in each.path:
                yield Relation(_former(words, kin.is_former(union)), MARRIAGE, (a, *each.path))
    for partner, union in kin.partners(b):
        if not makes_step(union) and union.kind not in ENDED:
            continue
        for each in _by_descent(kin, a, partner, for_in_laws=True):
            words = in_law(_as_if_born(each), kin.sex(b), of_partner=False)
            if words and b not in each.path:
                yield Relation(_former(words, kin.is_former(union)), MARRIAGE, (*each.path, b))


def _parents_partners(kin: Kin, a: str, b: str) -> Iterator[Relation]:
    """A parent's partner who is no step-parent ("mother's former partner"), and a partner's child likewise."""
    for parent, basis, union in _partners_of_parents(kin, a, b):
        partner = partner_words(union.kind, kin.is_former(union), kin.sex(b), late=kin.has_died(b))
        yield Relation(f"{_named(basis, ancestor(1, kin.sex(parent)))}'s {partner}", MARRIAGE, (a, parent, b))
    for parent, basis, union in _partners_of_parents(kin, b, a):
        partner = partner_words(union.kind, kin.is_former(union), kin.sex(parent), late=kin.has_died(parent))
        yield Relation(f"{partner}'s {_named(basis, descendant(1, kin.sex(b)))}", MARRIAGE, (a, parent, b))


def _partners_of_parents(kin: Kin, child: str, other: str) -> Iterator[tuple[str, str, Union]]:
    """(parent, basis, union) of each parent of a child whose partner is or was somebody who is nothing to the child."""
    above = dict(kin.rows_up[child])
    if other in above:
        return
    for parent, basis in above.items():
        if basis in WHOLE:
            yield from ((parent, basis, union) for partner, union in kin.partners(parent) if partner == other)


def _as_if_born(each: Relation) -> str:
    """A husband's adoptive mother is a mother-in-law as any other."""
    return each.words.removeprefix(PREFIX[ADOPTION]) if each.basis == ADOPTION else each.words


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
    yield Relation(_chain_words(kin, path), _chain_basis(kin, path), tuple(path))


def _chain_basis(kin: Kin, path: list[str]) -> str:
    """Marriage where a partnership is on the way; else the weakest link, and a shared child where all are by birth."""
    whole = BLOOD
    for one, other in itertools.pairwise(path):
        rows = [OF_KIND.get(row.kind, BLOOD) for row in kin.family.parentage_of.get(one, ()) if other in row.parents]
        rows += [OF_KIND.get(row.kind, BLOOD) for row in kin.family.parentage_of.get(other, ()) if one in row.parents]
        if not rows:
            return MARRIAGE
        whole = weaker(whole, min(rows, key=BASES.index))
    return CHILD if whole == BLOOD else whole


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
    together = _as_partners(kin, a, b, in_chain=True)
    partners = [each for each in together if each.basis != CHILD]  # "son's half-sister", not "other parent's daughter"
    near = [*partners, *_by_descent(kin, a, b), *_once_cared(kin, a, b)]
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
