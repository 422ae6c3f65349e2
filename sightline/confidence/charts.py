"""Drawings of the results, each for a desk and for a phone, with the numbers of the table under it and no others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from sightline.confidence import own_report, report
from sightline.confidence.figures import figure
from sightline.domain.drawing import (
    NARROW,
    WIDE,
    Dumbbell,
    Parts,
    Scene,
    bands_scene,
    dumbbell_scene,
    flow_scene,
    moved_scene,
    render,
)
from sightline.domain.measures.change import NO_COMPARISON, Change
from sightline.domain.measures.instrument import T1, T2, T3, WAVE_NAMES
from sightline.domain.measures.own_results import OwnResult, steps_of
from sightline.domain.measures.survey import BANDS, COMPARISONS, PROSPECTIVE, SHIFT, Moved, Results
from sightline.kit import svg

ON_PAPER: Final = 640
"""Pixels that stand across a printed page (17 cm): letters of 14 px come out at 10.5 pt."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with its caption; `told`: what it shows in words; `draw`: the same at another width."""

    caption: str
    wide: Markup
    narrow: Markup
    told: str
    draw: Callable[[int], Scene]

    @property
    def printed(self) -> str:
        """As wide as its words can be read on A4 without a glass."""
        return render(self.draw(ON_PAPER))


def pictures(results: Results) -> dict[str, tuple[Picture, ...]]:
    """Drawings by the caption of the table they belong to."""
    found: dict[str, tuple[Picture, ...]] = {"Who took part": (_flow(results),)}
    for name in COMPARISONS:
        found[report.COMPARISON_NAMES[name]] = _comparison(name, results.moved[name])
    for wave in (T1, T2, T3):
        found[report.bands_table(results, wave).caption] = _bands(results, wave)
    return found


def own_pictures(results: Sequence[OwnResult]) -> dict[str, tuple[Picture, ...]]:
    """How answers to own questions on a scale spread, wave under wave, by the caption of their table."""
    found: dict[str, tuple[Picture, ...]] = {}
    for caption, result in zip(own_report.captions(results), results, strict=True):
        rows = [Parts(WAVE_NAMES[wave], count.steps) for wave, count in result.waves.items() if count.steps]
        if rows:
            found[caption] = (_spread_out(f"{caption}: how answers spread", rows, steps_of(result.question)),)
    return found


def beside(results: Results) -> tuple[Picture, ...]:
    """The drawings that stand beside a run chart: themes before and after three months, and who moved."""
    return _comparison(PROSPECTIVE, results.moved[PROSPECTIVE])


def _picture(caption: str, draw: Callable[[int], Scene]) -> Picture:
    wide = draw(WIDE)
    return Picture(caption, svg.checked(render(wide)), svg.checked(render(draw(NARROW))), wide.desc, draw)


def _flow(results: Results) -> Picture:
    steps = [(report.FLOW_NAMES[name], cell.value, cell.words) for name, cell in results.flow]
    words = "; ".join(f"{name}: {said}" for name, _, said in steps)
    return _picture("Who took part", lambda width: flow_scene("Who took part", words, steps, width=width))


def _comparison(name: str, moved: Moved) -> tuple[Picture, ...]:
    if not any(moved.themes.values()):
        return ()
    pictures = [_dumbbells(name, moved)]
    if name != SHIFT:
        pictures.append(_bars(name, moved))
    return tuple(pictures)


def _dumbbells(name: str, moved: Moved) -> Picture:
    themes = _themes(moved)
    rows = [Dumbbell(label, change.n, _quarters(change, 0), _quarters(change, 1)) for label, change in themes]
    told = ". ".join(
        f"{label}: from {figure(c.before.median)} to {figure(c.after.median)}, {c.n} people" for label, c in themes
    )
    caption = f"{report.COMPARISON_NAMES[name]}: the middle answer of each theme, 0 to 10"
    return _picture(caption, lambda width: dumbbell_scene(caption, f"{told}. {NO_COMPARISON}", rows, width=width))


def _bars(name: str, moved: Moved) -> Picture:
    themes = _themes(moved)
    rows = [Parts(label, (change.better, change.same, change.worse)) for label, change in themes]
    told = ". ".join(f"{label}: {c.better} surer, {c.same} the same, {c.worse} less sure" for label, c in themes)
    caption = f"{report.COMPARISON_NAMES[name]}: how many are surer, the same, less sure"
    names = ("surer", "the same", "less sure")
    return _picture(caption, lambda width: moved_scene(caption, f"{told}.", rows, names=names, width=width))


def _themes(moved: Moved) -> list[tuple[str, Change]]:
    return [(report.THEME_NAMES[code], change) for code, change in moved.themes.items() if change is not None]


def _quarters(change: Change, which: int) -> tuple[float, float, float]:
    side = change.after if which else change.before
    return side.lower_quartile, side.median, side.upper_quartile


def _bands(results: Results, wave: str) -> tuple[Picture, ...]:
    rows = [Parts(report.THEME_NAMES[theme], counts) for (when, theme), counts in results.bands.items() if when == wave]
    if not rows:
        return ()
    caption = f"{WAVE_NAMES[wave]}: how everybody’s answers spread from unsure (left) to sure (right)"
    return (_spread_out(caption, rows, [name for name, _ in BANDS]),)


def _spread_out(caption: str, rows: Sequence[Parts], names: Sequence[str]) -> Picture:
    told = ". ".join(
        f"{row.label}: " + ", ".join(f"{count} said {name}" for count, name in zip(row.counts, names, strict=True))
        for row in rows
    )
    return _picture(caption, lambda width: bands_scene(caption, f"{told}.", rows, names=names, width=width))
