"""A confidence survey counted: who took part, who moved which way, and what may be said of it.

    invited -> before (T1) -> on the day (T2, now and then) -> after three months (T3) -> those matched from T1 to T3

Two kinds of change, shown both, never mixed: *prospective* (what people said before against what they say later) leads;
*felt* (what they say today about before) corrects for a yardstick that moved, and flatters. What the same people say
today about before, less what they said before, is the *response shift*.

Everything here is counts, middles and quartiles of groups that are not small. Numbers of people who took part are shown
from the threshold on; they are not answers. Source: practice-and-confidence, section 5.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from sightline.domain.disclosure import INTERNAL, Cell
from sightline.domain.measures.change import Change, Spread, change, paired, spread, theme_score
from sightline.domain.measures.exact import holm
from sightline.domain.measures.groups import count_cell, merged, several_tables
from sightline.domain.measures.instrument import (
    BARRIERS,
    DEEDS,
    ITEMS,
    SURE,
    T1,
    T2,
    T3,
    THEMES,
    VIGNETTES,
    WAVES,
    items_of,
)

PROSPECTIVE: Final = "prospective"
SAME_DAY: Final = "same_day"
FELT: Final = "felt"
SHIFT: Final = "shift"
COMPARISONS: Final = (PROSPECTIVE, SAME_DAY, FELT, SHIFT)

BETTER: Final = "better"
NOT_BETTER: Final = "not better"
NOT_SAID: Final = "Not said"

BANDS: Final = (("0 to 2", 3.0), ("3 and 4", 5.0), ("5", 6.0), ("6 and 7", 8.0), ("8 to 10", 11.0))
"""Five bands of the scale, each up to (not including) its end; the middle one is "moderately sure". Our default."""

_ENDS: Final = [end for _, end in BANDS]
QUOTES_FROM: Final = 10
"""Words are quoted only from groups of this size or more, and only after somebody has read them. Source: section 5."""


@dataclass(frozen=True, slots=True)
class Answers:
    """One person's answers in one wave. `code`: a hash, the same for the same person; None when they made no code.

    `vignettes`: chosen option and sureness. `counts`: times needed and times done. `barriers`: the gravest first.
    """

    wave: str
    code: str | None = None
    agency: str = ""
    work: str = ""
    now: Mapping[str, int] = field(default_factory=dict)
    then: Mapping[str, int] = field(default_factory=dict)
    vignettes: Mapping[str, tuple[str, int | None]] = field(default_factory=dict)
    counts: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    barriers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Moved:
    """One comparison: how many people, the change of each theme (and item), and p-values corrected over the themes."""

    people: Cell
    themes: Mapping[str, Change | None]
    items: Mapping[str, Change | None]
    corrected: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Story:
    """How a vignette was answered: of how many, how many as procedures ask, and how many sure of something else."""

    vignette: str
    wave: str
    answered: int
    expected: int
    sure_otherwise: int


@dataclass(frozen=True, slots=True)
class Deed:
    """How often people needed to do something in four weeks, and did; only from groups that are not small."""

    item: str
    people: int
    needed: int
    done: int


@dataclass(frozen=True, slots=True)
class Lost:
    """What those said before who were not met again after three months, beside those who were."""

    theme: str
    lost: Spread
    met: Spread


@dataclass(frozen=True, slots=True)
class ByGroup:
    """Surer or not, by group and theme. `tables`: theme -> group -> outcome -> people, of themes that may be shown.

    `groups`: how many there are; `complete`: whether every one of them is shown in every theme.
    """

    groups: int
    complete: bool
    tables: Mapping[str, Mapping[str, Mapping[str, int]]]


@dataclass(frozen=True, slots=True)
class Results:
    """Everything that may be shown of a survey under a threshold: the page, the drawings and the files show no more."""

    threshold: int
    flow: tuple[tuple[str, Cell], ...]
    twice: int
    moved: Mapping[str, Moved]
    bands: Mapping[tuple[str, str], tuple[int, ...]]
    unmatched: Mapping[tuple[str, str], tuple[int, ...]]
    stories: tuple[Story, ...]
    deeds: tuple[Deed, ...]
    barriers: tuple[tuple[str, int, int], ...]
    lost: tuple[Lost, ...]
    groups: Mapping[str, ByGroup]

    @property
    def any(self) -> bool:
        """Whether anything at all can be shown but who took part."""
        return bool(self.bands)


def results(
    answers: Iterable[Answers], *, invited: Mapping[str, int], threshold: int = INTERNAL, interval: bool = True
) -> Results:
    """Count a survey. `invited`: people asked, by wave; the waves given are those that are closed."""
    by_wave: dict[str, list[Answers]] = {wave: [] for wave in WAVES}
    for one in answers:
        by_wave[one.wave].append(one)
    known = {wave: _by_code(rows) for wave, rows in by_wave.items()}
    scores = {wave: {id(one): _scores(one.now) for one in rows} for wave, rows in by_wave.items()}
    matched = [code for code in known[T1] if code in known[T3]]
    moved = _moved(by_wave, known, scores, threshold, interval)
    return Results(
        threshold=threshold,
        flow=_flow(by_wave, invited, len(matched), threshold),
        twice=sum(sum(one.code is not None for one in rows) - len(known[wave]) for wave, rows in by_wave.items()),
        moved=moved,
        bands=_bands(by_wave, scores, threshold),
        unmatched=_unmatched(by_wave, known, scores, threshold),
        stories=_stories(by_wave, threshold),
        deeds=_deeds(by_wave[T3], threshold),
        barriers=_barriers(by_wave[T3], threshold),
        lost=_lost(known, by_wave[T1], scores[T1], threshold),
        groups={
            name: _by_group(name, by_wave, known, scores, threshold, led=moved[PROSPECTIVE])
            for name in ("agency", "work")
        },
    )


def _by_code(rows: Sequence[Answers]) -> dict[str, Answers]:
    """People by code; a code that two people in a wave made matches neither."""
    often = Counter(one.code for one in rows if one.code)
    return {one.code: one for one in rows if one.code and often[one.code] == 1}


def _scores(given: Mapping[str, int]) -> dict[str, float]:
    found = {}
    for theme in THEMES:
        score = theme_score(given, items_of(theme.code))
        if score is not None:
            found[theme.code] = score
    return found


def _flow(
    by_wave: Mapping[str, Sequence[Answers]], invited: Mapping[str, int], matched: int, threshold: int
) -> tuple[tuple[str, Cell], ...]:
    asked = invited.get(T1, 0)
    cells = [("invited", count_cell(asked, threshold=threshold))] if asked else []
    cells += [(wave, count_cell(len(by_wave[wave]), threshold=threshold)) for wave in WAVES]
    return (*cells, ("matched", count_cell(matched, threshold=threshold)))


Scored = Mapping[str, Mapping[int, Mapping[str, float]]]
Known = Mapping[str, Mapping[str, Answers]]


def _moved(
    by_wave: Mapping[str, Sequence[Answers]], known: Known, scores: Scored, threshold: int, interval: bool
) -> dict[str, Moved]:
    def of(wave: str) -> dict[str, Mapping[str, float]]:
        return {code: scores[wave][id(one)] for code, one in known[wave].items()}

    then = {code: _scores(one.then) for code, one in known[T2].items() if one.then}
    felt_now = {str(n): scores[T2][id(one)] for n, one in enumerate(by_wave[T2]) if one.then}
    felt_then = {str(n): _scores(one.then) for n, one in enumerate(by_wave[T2]) if one.then}
    found = {
        PROSPECTIVE: _compare(of(T1), of(T3), threshold, interval),
        SAME_DAY: _compare(of(T1), of(T2), threshold, False),
        FELT: _compare(felt_then, felt_now, threshold, False),
        SHIFT: _compare(of(T1), then, threshold, False),
    }
    led = found[PROSPECTIVE]
    found[PROSPECTIVE] = Moved(led.people, led.themes, _items(known, threshold), led.corrected)
    return found


def _compare(
    before: Mapping[str, Mapping[str, float]], after: Mapping[str, Mapping[str, float]], threshold: int, interval: bool
) -> Moved:
    """The change of each theme among people who are in both."""
    themes: dict[str, Change | None] = {}
    for theme in THEMES:
        pairs = paired(
            {code: row[theme.code] for code, row in before.items() if theme.code in row},
            {code: row[theme.code] for code, row in after.items() if theme.code in row},
        )
        themes[theme.code] = change(pairs, threshold=threshold, resample=interval)
    corrected = holm({code: one.wilcoxon if one else None for code, one in themes.items()})
    people = sum(code in after for code in before)
    return Moved(count_cell(people, threshold=threshold), themes, {}, corrected)


def _items(known: Known, threshold: int) -> dict[str, Change | None]:
    found: dict[str, Change | None] = {}
    both = [(known[T1][code].now, known[T3][code].now) for code in known[T1] if code in known[T3]]
    for item in ITEMS:
        pairs = [(float(b[item.code]), float(a[item.code])) for b, a in both if item.code in b and item.code in a]
        found[item.code] = change(pairs, threshold=threshold, resample=False, tests=False)
    return found


def banded(values: Iterable[float]) -> tuple[int, ...]:
    """How many values lie in each of the five bands."""
    counts = [0] * len(BANDS)
    for value in values:
        counts[bisect_right(_ENDS, value)] += 1
    return tuple(counts)


def _bands(
    by_wave: Mapping[str, Sequence[Answers]], scores: Scored, threshold: int
) -> dict[tuple[str, str], tuple[int, ...]]:
    """(wave, theme) -> people in each band, of all who answered that wave."""
    found = {}
    for wave in WAVES:
        for theme in THEMES:
            values = [row[theme.code] for row in scores[wave].values() if theme.code in row]
            if len(values) >= threshold:
                found[wave, theme.code] = banded(values)
    return found


def _unmatched(
    by_wave: Mapping[str, Sequence[Answers]], known: Known, scores: Scored, threshold: int
) -> dict[tuple[str, str], tuple[int, ...]]:
    """The same of those who could not be matched from before to after: distributions only.

    Not where those who *were* matched are few: they would be the difference.
    """
    found = {}
    for wave in (T1, T3):
        other = known[T3 if wave == T1 else T1]
        met = {id(one) for code, one in known[wave].items() if code in other}
        for theme in THEMES:
            rows = [(key in met, row[theme.code]) for key, row in scores[wave].items() if theme.code in row]
            alone = [value for matched, value in rows if not matched]
            if len(alone) >= threshold and not 0 < len(rows) - len(alone) < threshold:
                found[wave, theme.code] = banded(alone)
    return found


def _stories(by_wave: Mapping[str, Sequence[Answers]], threshold: int) -> tuple[Story, ...]:
    found = []
    for vignette in VIGNETTES:
        for wave in (T1, T3):
            given = [one.vignettes[vignette.code] for one in by_wave[wave] if vignette.code in one.vignettes]
            if len(given) < threshold:
                continue
            right = sum(choice == vignette.expected for choice, _ in given)
            sure = sum(choice != vignette.expected and (how or 0) >= SURE for choice, how in given)
            found.append(Story(vignette.code, wave, len(given), right, sure))
    return tuple(found)


def _deeds(rows: Sequence[Answers], threshold: int) -> tuple[Deed, ...]:
    found = []
    for item in DEEDS:
        given = [one.counts[item.code] for one in rows if item.code in one.counts]
        if len(given) >= threshold:
            found.append(Deed(item.code, len(given), sum(n for n, _ in given), sum(d for _, d in given)))
    return tuple(found)


def _barriers(rows: Sequence[Answers], threshold: int) -> tuple[tuple[str, int, int], ...]:
    """How many people named each barrier among their three, and put it first; the most named first.

    Nothing when few named any.
    """
    given = [one.barriers for one in rows if one.barriers]
    if len(given) < threshold:
        return ()
    counts = Counter(code for barriers in given for code in set(barriers))
    gravest = Counter(barriers[0] for barriers in given)
    order = [code for code, _ in BARRIERS]
    named = [(code, counts[code], gravest[code]) for code in order if counts[code]]
    return tuple(sorted(named, key=lambda one: (-one[1], -one[2], order.index(one[0]))))


def _lost(
    known: Known, rows: Sequence[Answers], scores: Mapping[int, Mapping[str, float]], threshold: int
) -> tuple[Lost, ...]:
    met = {id(one) for code, one in known[T1].items() if code in known[T3]}
    found = []
    for theme in THEMES:
        here = {True: [], False: []}  # type: dict[bool, list[float]]
        for one in rows:
            if theme.code in scores[id(one)]:
                here[id(one) in met].append(scores[id(one)][theme.code])
        gone, stayed = (spread(here[kind], fewest=threshold) for kind in (False, True))
        if gone and stayed:
            found.append(Lost(theme.code, gone, stayed))
    return tuple(found)


def _by_group(
    name: str,
    by_wave: Mapping[str, Sequence[Answers]],
    known: Known,
    scores: Scored,
    threshold: int,
    *,
    led: Moved,
) -> ByGroup:
    """Surer or not, by group as told before. Two outcomes only: a rare third would hide every group."""
    people = [(known[T1][code], known[T3][code]) for code in known[T1] if code in known[T3]]
    names = sorted({getattr(before, name) or NOT_SAID for before, _ in people})
    tables: dict[str, dict[str, dict[str, int]]] = {}
    for theme in THEMES:
        if led.themes[theme.code] is None:
            continue
        table = {group: {BETTER: 0, NOT_BETTER: 0} for group in names}
        for before, after in people:
            first, last = scores[T1][id(before)].get(theme.code), scores[T3][id(after)].get(theme.code)
            if first is not None and last is not None:
                outcome = BETTER if last > first else NOT_BETTER
                table[getattr(before, name) or NOT_SAID][outcome] += 1
        tables[theme.code] = table
    if len(names) < 2 or not tables:
        return ByGroup(0, True, {})
    decided = several_tables(tables, names, threshold=threshold)
    shown = {code: merged(tables[code], one) for code, one in decided.items()}
    complete = len(shown) == len(tables) and not any(one.merged for one in decided.values())
    return ByGroup(len(names), complete, shown)
