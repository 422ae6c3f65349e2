"""The results as tables: what the page prints under its drawings, and what the files hold. One and the same.

Numbers are written as people read them; a hidden one says so in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from sightline.confidence.figures import figure, spread_in_words
from sightline.domain.measures.change import NO_COMPARISON, Change
from sightline.domain.measures.groups import OTHERS
from sightline.domain.measures.instrument import (
    BARRIERS,
    ITEMS,
    T1,
    T3,
    THEMES,
    UNVALIDATED,
    VIGNETTES,
    WAVE_NAMES,
    WAVES,
    item,
)
from sightline.domain.measures.survey import (
    BANDS,
    BETTER,
    FELT,
    NOT_BETTER,
    PROSPECTIVE,
    SAME_DAY,
    SHIFT,
    ByGroup,
    Moved,
    Results,
)
from sightline.domain.measures.uncertainty import share_in_words, wilson
from sightline.kit.parts import Table

FLOW_NAMES: Final = {
    "invited": "Asked before",
    **{wave: f"Answered: {WAVE_NAMES[wave].lower()}" for wave in WAVES},
    "matched": "Matched, before to after three months",
}
COMPARISON_NAMES: Final = {
    PROSPECTIVE: "Before and after three months, the same people",
    SAME_DAY: "Before and on the day, the same people",
    FELT: "Felt change: on the day, of now and of before",
    SHIFT: "Response shift: of before, said before and said on the day",
}
CHANGE_HEAD: Final = (
    "", "People", "Before: middle (quarters)", "After: middle (quarters)", "Surer", "Same", "Less sure",
)  # fmt: skip
MORE_HEAD: Final = (
    "", "People", "Chance to say more", "Direction (−1 to 1)", "p, signed ranks", "p, corrected", "p, sign test",
    "9 or 10 before",
)  # fmt: skip
GROUP_CAPTIONS: Final = {"agency": "Who is surer, by agency", "work": "Who is surer, by kind of work"}
MORE: Final = "More numbers: "
BY_QUESTION: Final = "Before and after three months, by question"
UNMATCHED: Final = "Those who could not be matched"
THEME_NAMES: Final = {theme.code: theme.name for theme in THEMES}


def notes(results: Results) -> tuple[str, ...]:
    """What has to be read with every number, on the page and in the files."""
    few = results.threshold
    return (
        NO_COMPARISON,
        UNVALIDATED,
        "A survey tells how sure people feel and what they say they do. It does not tell how children fare.",
        "What was said before against what was said later leads. Felt change corrects for a yardstick that moved, and "
        "tends to flatter; the two are not mixed.",
        f"Groups of fewer than {few} people are hidden, and what would give them away. With fewer than six changes "
        "no p-value is worked out; with fewer than twenty people no interval and no percentage.",
        "A theme is the middle of somebody’s answers to its items, where they answered two or more. p-values of themes "
        "are corrected for being six (Holm).",
    )


def tables(results: Results) -> tuple[Table, ...]:
    """Every table there is something to show in, in the order of the page."""
    made = [flow_table(results)]
    for name in (PROSPECTIVE, SAME_DAY, FELT, SHIFT):
        made += [change_table(name, results.moved[name]), more_table(name, results.moved[name])]
    made += [items_table(results), more_items_table(results)]
    made += [bands_table(results, T1), bands_table(results, "T2"), bands_table(results, "T3")]
    made += [
        stories_table(results),
        grid_table(results),
        deeds_table(results),
        barriers_table(results),
        lost_table(results),
    ]
    made += [unmatched_table(results), *group_tables(results)]
    return tuple(table for table in made if table.rows)


def flow_table(results: Results) -> Table:
    """How many were asked and took part."""
    rows = tuple((FLOW_NAMES[name], cell.words) for name, cell in results.flow)
    return Table("Who took part", ("", "People"), rows, frozenset({1}))


def change_table(name: str, moved: Moved) -> Table:
    """One comparison, theme by theme; themes with too few people are left out."""
    rows = tuple(_change_row(THEME_NAMES[code], change) for code, change in moved.themes.items() if change is not None)
    return Table(COMPARISON_NAMES[name], ("Theme", *CHANGE_HEAD[1:]), rows, frozenset(range(1, 7)))


def more_table(name: str, moved: Moved) -> Table:
    """The same comparison for those who ask how strong and how certain it is."""
    rows = tuple(
        _more_row(THEME_NAMES[code], change, moved.corrected.get(code))
        for code, change in moved.themes.items()
        if change is not None
    )
    return Table(f"{MORE}{COMPARISON_NAMES[name]}", ("Theme", *MORE_HEAD[1:]), rows, frozenset(range(1, 8)))


def items_table(results: Results) -> Table:
    """The leading comparison, item by item: to look, not to conclude, so without p-values."""
    rows = tuple(_change_row(label, change) for label, change in _changed_items(results))
    return Table(BY_QUESTION, ("Question", *CHANGE_HEAD[1:]), rows, frozenset(range(1, 7)))


def more_items_table(results: Results) -> Table:
    """How strong the change of each item is, and how many had little room to rise; no p: they would be nineteen."""
    rows = tuple(
        (label, change.n, f"{change.improvement:.2f}", _direction(change), change.ceiling)
        for label, change in _changed_items(results)
    )
    head = ("Question", "People", "Chance to say more", "Direction (−1 to 1)", "9 or 10 before")
    return Table(f"{MORE}{BY_QUESTION}", head, rows, frozenset(range(1, 5)))


def _changed_items(results: Results) -> list[tuple[str, Change]]:
    found = results.moved[PROSPECTIVE].items
    return [(f"{one.code} {one.short}", change) for one in ITEMS if (change := found.get(one.code)) is not None]


def _change_row(label: str, change: Change) -> tuple[str | int, ...]:
    return (
        label,
        change.n,
        spread_in_words(change.before),
        spread_in_words(change.after),
        share_in_words(change.better, change.n),
        change.same,
        change.worse,
    )


def _more_row(label: str, change: Change, corrected: float | None) -> tuple[str | int, ...]:
    return (
        label,
        change.n,
        _chance(change),
        _direction(change),
        p_in_words(change.wilcoxon),
        p_in_words(corrected),
        p_in_words(change.sign),
        change.ceiling,
    )


def _direction(change: Change) -> str:
    return "no change" if change.rank_biserial is None else f"{change.rank_biserial:.2f}"


def _chance(change: Change) -> str:
    if change.interval is None:
        return f"{change.improvement:.2f}"
    low, high = change.interval
    return f"{change.improvement:.2f} ({low:.2f} to {high:.2f})"


def p_in_words(p: float | None) -> str:
    """A p-value as a figure, never as a verdict; too few changes for one are said to be so."""
    if p is None:
        return "–"
    return "under 0.001" if p < 0.001 else f"{p:.3f}"


def bands_table(results: Results, wave: str) -> Table:
    """How the answers of everyone who took part in a wave spread."""
    return _banded(f"How answers spread: {WAVE_NAMES[wave].lower()}", results.bands, wave)


def _banded(caption: str, bands: Mapping[tuple[str, str], tuple[int, ...]], wave: str) -> Table:
    rows: list[tuple[str | int, ...]] = []
    for (when, theme), counts in bands.items():
        if when == wave:
            rows.append((THEME_NAMES[theme], sum(counts), *counts))
    return Table(caption, ("Theme", "People", *(name for name, _ in BANDS)), tuple(rows), frozenset(range(1, 7)))


def unmatched_table(results: Results) -> Table:
    """Distributions of those who could not be matched."""
    rows: list[tuple[str | int, ...]] = []
    for (wave, theme), counts in results.unmatched.items():
        rows.append((f"{THEME_NAMES[theme]}, {WAVE_NAMES[wave].lower()}", sum(counts), *counts))
    head = ("Theme", "People", *(name for name, _ in BANDS))
    return Table(UNMATCHED, head, tuple(rows), frozenset(range(1, 7)))


def stories_table(results: Results) -> Table:
    """Two short stories: how many would do first what procedures ask, and how many were sure of something else."""
    rows = tuple(
        (
            f"{_story_name(one.vignette)}, {WAVE_NAMES[one.wave].lower()}",
            one.answered,
            share_in_words(one.expected, one.answered),
            _interval(one.expected, one.answered),
            share_in_words(one.sure_otherwise, one.answered),
        )
        for one in results.stories
    )
    head = ("Story", "People", "As procedures ask", "Could lie between", "Sure, and otherwise")
    return Table("Two short stories: sure, and safe?", head, rows, frozenset({1, 2, 3, 4}))


def _story_name(code: str) -> str:
    return {"V1": "A bruise on a small baby", "V2": "Not brought, for the third time"}.get(code, code)


def _interval(part: int, whole: int) -> str:
    low, high = wilson(part, whole)
    return f"{low:.2f} to {high:.2f}"


def grid_table(results: Results) -> Table:
    """Theme by theme: how many are surer, how many would do what procedures ask, how often it was done. Side by side,
    never added up: to be sure is one thing, to be safe another.
    """
    rows = []
    for theme in THEMES:
        change = results.moved[PROSPECTIVE].themes.get(theme.code)
        if change is not None:
            rows.append((theme.name, share_in_words(change.better, change.n), _story_cell(results, theme.code),
                         _done_cell(results, theme.code)))  # fmt: skip
    head = ("Theme", "Surer", "As procedures ask, after", "Done, of times needed")
    return Table("Sure, safe and done: theme by theme", head, tuple(rows), frozenset({1, 2, 3}))


def _story_cell(results: Results, theme: str) -> str:
    codes = {vignette.code for vignette in VIGNETTES if theme in vignette.themes}
    found = [one for one in results.stories if one.vignette in codes and one.wave == T3]
    return "; ".join(share_in_words(one.expected, one.answered) for one in found) or "no story"


def _done_cell(results: Results, theme: str) -> str:
    found = [deed for deed in results.deeds if item(deed.item).theme == theme]
    needed, done = sum(deed.needed for deed in found), sum(deed.done for deed in found)
    return f"{done:,} of {needed:,}" if needed else "not asked"


def deeds_table(results: Results) -> Table:
    """How often people needed to do something in four weeks, and did, in their own count."""
    rows = tuple((item(d.item).deed, d.people, d.needed, d.done) for d in results.deeds)
    head = ("In the last four weeks", "People", "Times needed", "Times done")
    return Table("What people say they did", head, rows, frozenset({1, 2, 3}))


def barriers_table(results: Results) -> Table:
    """What got in the way, among the three each named, and for how many it was the gravest."""
    names = dict(BARRIERS)
    rows = tuple((names[code], count, gravest) for code, count, gravest in results.barriers)
    head = ("Among the three that each person named", "People", "Put first")
    return Table("What got in the way", head, rows, frozenset({1, 2}))


def lost_table(results: Results) -> Table:
    """Where those stood before who were not met again, beside those who were."""
    rows = tuple(
        (
            THEME_NAMES[one.theme],
            one.lost.n,
            spread_in_words(one.lost),
            one.met.n,
            spread_in_words(one.met),
        )
        for one in results.lost
    )
    head = ("Theme, as said before", "Not met again", "Middle (quarters)", "Met again", "Middle (quarters)")
    return Table("Those who did not answer again", head, rows, frozenset({1, 2, 3, 4}))


def group_tables(results: Results) -> Iterable[Table]:
    """Who moved, by agency and by kind of work, in the order of the alphabet: never a ranking."""
    for name, caption in GROUP_CAPTIONS.items():
        yield _group_table(caption, results.groups[name])


def _group_table(caption: str, by: ByGroup) -> Table:
    rows = tuple(
        (THEME_NAMES[theme], group, sum(row.values()), row.get(BETTER, 0), row.get(NOT_BETTER, 0))
        for theme, table in by.tables.items()
        for group, row in table.items()
    )
    head = ("Theme", "Group", "People", "Surer", "Not surer")
    return Table(caption, head, rows, frozenset({2, 3, 4}))


def hidden_groups_in_words(by: ByGroup) -> str:
    """What is said of groups that are not shown: that there are some, never which one is small."""
    if by.complete:
        return ""
    if not by.tables:
        return "No group can be shown: some are small, and the others would give them away."
    return (
        f"Some groups are small, or would give a small one away. They stand together as “{OTHERS}”; themes in which "
        "even that would tell too much are left out."
    )


def in_words(results: Results) -> tuple[str, ...]:
    """The leading comparison in sentences."""
    said = []
    for code, change in results.moved[PROSPECTIVE].themes.items():
        if change is None:
            continue
        said.append(
            f"{THEME_NAMES[code]}: {share_in_words(change.better, change.n)} said that they are surer than before, "
            f"{change.same} the same, {change.worse} less sure; the middle answer was {figure(change.before.median)} "
            f"and is {figure(change.after.median)}."
        )
    return tuple(said)
