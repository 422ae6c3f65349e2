"""The page of a theme, of patterns over reviews, and of codes beyond the 38."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from markupsafe import Markup

from sightline.access.policy import can, scope
from sightline.coding import book
from sightline.coding.found import found_themes
from sightline.coding.models import LocalCode
from sightline.domain import themes
from sightline.domain.coding import patterns
from sightline.domain.disclosure import FEWEST_REVIEWS, Cell, Level
from sightline.domain.drawing import NARROW, WIDE, Scene, render, together_scene, years_scene
from sightline.domain.themes.comparators import CAUTION, COMPARATORS, Comparator, comparators_for
from sightline.kit import svg
from sightline.kit.jinja import address_if_any
from sightline.kit.parts import Link, Result, Table
from sightline.kit.words import day
from sightline.reviews.models import Finding
from sightline.reviews.policy import usual_level

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sightline.access.models import Worker

MOST_FINDINGS = 50
MOST_PAIRS = 25
FEW = f"fewer than {FEWEST_REVIEWS} reviews, so no number is shown"


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing for a desk and for a phone. The table under it has the same numbers."""

    caption: str
    wide: Markup
    narrow: Markup


@dataclass(frozen=True, slots=True)
class ThemePage:
    """One theme: what it means, how often it was found as far as this worker may know, and where."""

    code: str
    name: str
    practice_label: str
    group: str
    about: book.BookCode
    note: str
    counts: tuple[tuple[str, str], ...]
    trend: Table
    picture: Picture | None
    together: Table
    findings: tuple[Link, ...]
    local: tuple[str, ...]
    national: tuple[Comparator, ...]
    caution: str
    library: str


@dataclass(frozen=True, slots=True)
class PatternsPage:
    """Themes found together, and over years."""

    note: str
    together: Table
    picture: Picture | None
    trend: Table
    national: tuple[Comparator, ...]
    caution: str


@dataclass(frozen=True, slots=True)
class CodesPage:
    """Codes beyond the 38."""

    codes: tuple[tuple[LocalCode, str, str], ...]
    add: str


def note_for(worker: Worker) -> str:
    """What the numbers cover for this worker."""
    if usual_level(worker) <= Level.LEADS:
        return (
            "Counts are of all reviews you are inside of, and cover findings and passages that stand. A text that two "
            "people are still coding is not counted."
        )
    return (
        f"Counts are of published reviews. A number is shown only where it covers {FEWEST_REVIEWS} reviews or more, "
        "and where no smaller one could be worked out from it."
    )


def theme_page(code: str, worker: Worker) -> ThemePage:
    """The page of a theme. Raises UnknownTheme."""
    theme, viewer = themes.theme(code), usual_level(worker)
    found, years = _in_years(found_themes(worker))
    counted = patterns.theme_count(found, code, viewer)
    trend = patterns.by_year(found, code, years, viewer)
    names = book.Names()
    pairs = [pair for pair in patterns.together(found, viewer, most=1_000) if code in (pair.one, pair.other)]
    group = next(one.name for one in themes.groups(extensions=True) if one.code == theme.group)
    return ThemePage(
        code=code,
        name=theme.name,
        practice_label=theme.practice_label if theme.practice_label != theme.name else "",
        group=group,
        about=book.theme_code(theme),
        note=note_for(worker),
        counts=(
            ("Found in", _reviews(counted["all"])),
            ("Only as a concern", _reviews(counted["only -"])),
            ("Only as a strength", _reviews(counted["only +"])),
            ("As both", _reviews(counted["both"])),
        ),
        trend=_trend_table("Reviews in which it was found, by year of notification", {code: trend}, years, names),
        picture=_years_picture(theme.name, trend, years),
        together=_together_table("Themes found in the same reviews", pairs[:12], names, beside=code),
        findings=_findings(code, worker),
        local=tuple(
            f"{row.name} ({row.code})" for row in LocalCode.objects.filter(parent=code).exclude(until_on__lt=_today())
        ),
        national=comparators_for(code),
        caution=CAUTION,
        library=address_if_any("learning:library"),
    )  # fmt: skip


def patterns_page(worker: Worker) -> PatternsPage:
    """The page of patterns."""
    viewer, names = usual_level(worker), book.Names()
    found, years = _in_years(found_themes(worker))
    pairs = patterns.together(found, viewer, most=MOST_PAIRS)
    codes = [code for code in themes.THEMES if any(one.code == code for one in found)]
    trends = {code: patterns.by_year(found, code, years, viewer) for code in codes}
    shown = {code: cells for code, cells in trends.items() if not cells["all"].hidden}
    return PatternsPage(
        note=note_for(worker),
        together=_together_table(
            f"Themes found in the same reviews: the {MOST_PAIRS} most frequent pairs", pairs, names
        ),
        picture=_together_picture(pairs, names),
        trend=_trend_table("Reviews in which each theme was found, by year of notification", shown, years, names),
        national=COMPARATORS,
        caution=CAUTION,
    )


def codes_page() -> CodesPage:
    """Codes beyond the 38, with their days."""
    rows = tuple(
        (row, themes.THEMES[row.parent].name if row.parent in themes.THEMES else "", _days(row))
        for row in LocalCode.objects.select_related("added_by")
    )
    return CodesPage(rows, reverse("coding:add_code"))


def _days(row: LocalCode) -> str:
    return f"from {day(row.from_on)}" + (f" until {day(row.until_on)}" if row.until_on else "")


def _today() -> object:
    return timezone.localdate()


def _reviews(cell: Cell) -> str:
    if cell.value is None:
        return FEW if cell.words.startswith("fewer") else cell.words
    return "1 review" if cell.value == 1 else f"{cell.value} reviews"


def _in_years(found: Sequence[patterns.Found]) -> tuple[list[patterns.Found], list[int]]:
    """The last years up to this one, twelve at most, and the rows in them; whatever is earlier counts with the first.

    The first is one of a published review's: no year tells that there is an unpublished one.
    """
    known = [one.year for one in found if one.published]
    now = timezone.localdate().year
    first = min(now, max(min(known, default=now), now - 11))
    return [replace(one, year=min(max(one.year, first), now)) for one in found], list(range(first, now + 1))


def _trend_table(
    caption: str, trends: dict[str, dict[int | str, Cell]], years: Sequence[int], names: book.Names
) -> Table:
    rows: list[tuple[str | int | Link | Result, ...]] = []
    for code, cells in trends.items():
        if all(cell.hidden for cell in cells.values()):
            continue
        link = Link(names.of(code), reverse("coding:theme", args=[code]))
        rows.append((link, *(_short(cells[year]) for year in years), _short(cells["all"])))
    head = ("Theme", *_called(years), "All")
    return Table(
        caption, head, tuple(rows), numeric=frozenset(range(1, len(head))), empty=f"Nothing can be shown: {FEW}."
    )


def _called(years: Sequence[int]) -> list[str]:
    return [f"Up to {years[0]}", *(str(year) for year in years[1:])]


def _short(cell: Cell) -> str:
    return str(cell.value) if cell.value is not None else "not shown"


def _together_table(caption: str, pairs: Sequence[patterns.Pair], names: book.Names, *, beside: str = "") -> Table:
    rows: list[tuple[str | int | Link | Result, ...]] = []
    for pair in pairs:
        codes = [pair.one, pair.other] if not beside else [pair.other if pair.one == beside else pair.one]
        links = [Link(names.of(code), reverse("coding:theme", args=[code])) for code in codes]
        rows.append((*links, pair.together.words, pair.places.words))
    head: tuple[str, ...] = ("Theme", "With", "Reviews with both", "Findings and paragraphs with both")
    if beside:
        head = (head[0], *head[2:])
    numeric = frozenset({len(head) - 2, len(head) - 1})
    empty = "No two themes were found together in enough reviews for a number to be shown."
    return Table(caption, head, tuple(rows), numeric=numeric, empty=empty)


def _years_picture(name: str, trend: dict[int | str, Cell], years: Sequence[int]) -> Picture | None:
    if trend["all"].hidden:
        return None
    bars = [(said, trend[year].value) for said, year in zip(_called(years), years, strict=True)]
    words = "; ".join(f"{year}: {count if count is not None else 'not shown'}" for year, count in bars)
    title = f"Reviews with the theme {name}, by year of notification"
    return _picture(title, lambda width: years_scene(title, f"{words}.", bars, width=width))


def _together_picture(pairs: Sequence[patterns.Pair], names: book.Names) -> Picture | None:
    codes, counts = patterns.matrix(pairs)
    if len(codes) < 2:
        return None
    title = "Themes found in the same reviews"
    words = "; ".join(f"{names.of(p.one)} and {names.of(p.other)}: {p.together.words}" for p in pairs[:20])
    places = {code: place for place, code in enumerate(codes)}
    spots = {(places[one], places[other]): count for (one, other), count in counts.items()}
    called = [names.of(code) for code in codes]
    return _picture(title, lambda width: together_scene(title, f"{words}.", called, spots, width=width))


def _picture(caption: str, draw: Callable[[int], Scene]) -> Picture:
    return Picture(caption, svg.checked(render(draw(WIDE))), svg.checked(render(draw(NARROW))))


def _findings(code: str, worker: Worker) -> tuple[Link, ...]:
    """The findings coded to a theme that this worker may open, newest review first."""
    if not can(worker, "finding.view"):
        return ()
    rows = Finding.objects.filter(themes__code=code, themes__withdrawn_at=None).select_related("review")
    rows = scope(worker, "finding.view", rows).order_by("-review__opened_at", "number")[:MOST_FINDINGS]
    return tuple(
        Link(
            f"{row.review.reference}, finding {row.number}",
            reverse("reviews:finding", args=[row.key]),
            note=_start(row.text),
        )
        for row in rows
    )


def _start(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:117].rstrip()}…"
