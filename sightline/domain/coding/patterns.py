"""How often themes are found, in how many reviews, which together, and over years.

A review is counted once for a theme, however often it was found in it: reviews are what a partnership learns from, and
a long report would otherwise outweigh a short one. What may be shown is rule G5's to say (`domain/disclosure`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from sightline.domain.disclosure import FEWEST_REVIEWS, Cell, Level, Sum, review_counts


@dataclass(frozen=True, slots=True)
class Found:
    """A theme found in a review: in a finding or in a passage (`place`), as a concern or a strength."""

    review: int
    year: int
    code: str
    polarity: str
    place: str
    published: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Two themes found in the same reviews. `together`: how many; `first`, `second`: how many each."""

    one: str
    other: str
    together: Cell
    places: Cell


def chosen_reviews(found: Iterable[Found], viewer: Level) -> tuple[Found, ...]:
    """What this viewer's counts are made from: for levels 0 to 2 everything, outside the published reviews alone.

    A reader outside may know the published reviews one by one. So whatever of an unpublished one went into a cell would
    be told by subtracting them, unless it were itself enough reviews: in each cell, year and pair, and it seldom is.
    """
    return tuple(one for one in found if one.published or viewer <= Level.LEADS)


def theme_count(found: Iterable[Found], code: str, viewer: Level) -> dict[str, Cell]:
    """In how many reviews a theme was found: in all ("all"), as a concern ("-"), as a strength ("+").

    The reviews with both are told apart so that nothing can be subtracted: "-" alone, "+" alone, both add up to all.
    """
    kinds: dict[int, set[str]] = defaultdict(set)
    for one in _for_theme(found, code, viewer):
        kinds[one.review].add(one.polarity)
    counts = {
        "only -": sum(1 for kind in kinds.values() if kind == {"-"}),
        "only +": sum(1 for kind in kinds.values() if kind == {"+"}),
        "both": sum(1 for kind in kinds.values() if len(kind) > 1),
        "all": len(kinds),
    }
    sums = [Sum("all", ("only -", "only +", "both"))]
    return review_counts(counts, sums, viewer=viewer)


def by_year(found: Iterable[Found], code: str, years: Sequence[int], viewer: Level) -> dict[int | str, Cell]:
    """In how many reviews of each year a theme was found, and in all ("all")."""
    rows = _for_theme(found, code, viewer)
    counts: dict[int | str, int] = {year: len({one.review for one in rows if one.year == year}) for year in years}
    counts["all"] = sum(counts.values())
    sums: list[Sum[int | str]] = [Sum("all", tuple(years))]
    return review_counts(counts, sums, viewer=viewer)


def _for_theme(found: Iterable[Found], code: str, viewer: Level) -> tuple[Found, ...]:
    """The rows of one theme that this viewer's count of it is made from."""
    return chosen_reviews((one for one in found if one.code == code), viewer)


def together(found: Iterable[Found], viewer: Level, *, most: int = 40) -> list[Pair]:
    """Pairs of themes found in the same reviews, the most frequent first. Pairs not to be shown are left out.

    Outside the circle of leads a pair is shown only where the reviews with both, those with the first alone and those
    with the second alone each cover enough reviews: the themes' own counts stand beside it, and subtracting must not
    give a small number.
    """
    rows = chosen_reviews(found, viewer)
    reviews: dict[str, set[int]] = defaultdict(set)
    places: dict[str, set[tuple[int, str]]] = defaultdict(set)
    for one in rows:
        reviews[one.code].add(one.review)
        places[one.code].add((one.review, one.place))
    pairs = []
    for first, second in combinations(sorted(reviews), 2):
        both = reviews[first] & reviews[second]
        if not both or not _may_show(both, reviews[first], reviews[second], viewer):
            continue
        shared = places[first] & places[second]
        pairs.append((len(both), first, second, shared))
    pairs.sort(key=lambda pair: (-pair[0], -len(pair[3]), pair[1], pair[2]))
    return [
        Pair(first, second, Cell(count, str(count)), _places(shared, viewer))
        for count, first, second, shared in pairs[:most]
    ]


def _may_show(both: set[int], first: set[int], second: set[int], viewer: Level) -> bool:
    if viewer <= Level.LEADS:
        return True
    # With zero among the rests a reader would know of every review with one theme that it has the other as well.
    return all(len(part) >= FEWEST_REVIEWS for part in (both, first - both, second - both))


def _places(shared: set[tuple[int, str]], viewer: Level) -> Cell:
    """In how many findings and passages both stand. Outside, only where they come from enough reviews."""
    if viewer > Level.LEADS and len({review for review, _ in shared}) < FEWEST_REVIEWS:
        return Cell(None, "not shown (small numbers)")
    return Cell(len(shared), str(len(shared)))


def matrix(pairs: Iterable[Pair], *, most: int = 10) -> tuple[tuple[str, ...], Mapping[tuple[str, str], int]]:
    """The themes that stand in most pairs, at most `most`, with the numbers between them, for a drawing."""
    rows = list(pairs)
    weight: Counter[str] = Counter()
    for pair in rows:
        for code in (pair.one, pair.other):
            weight[code] += pair.together.value or 0
    codes = tuple(sorted(code for code, _ in sorted(weight.items(), key=lambda item: (-item[1], item[0]))[:most]))
    counts = {
        spot: pair.together.value or 0
        for pair in rows
        if pair.one in codes and pair.other in codes
        for spot in ((pair.one, pair.other), (pair.other, pair.one))
    }
    return codes, counts
