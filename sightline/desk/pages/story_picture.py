"""The story as a drawing: a lane for each agency that recorded, who lived there and the level of help as bands.

The same entries as the list, which comes first; silences longer than eight weeks are hatched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from sightline.desk.chronology import GAP_DAYS, Entry, address
from sightline.domain.drawing import render
from sightline.domain.drawing.timeline import Band, Happening, Options, Timeline, timeline
from sightline.kit.svg import checked
from sightline.people.ages import born, expected
from sightline.people.models import Person

NARROW, WIDE, PAPER = 343, 960, 690
NEVER = 36_500  # days: these lanes are not expected to have an entry at any interval
STEPS = "Help and statutory steps"
MOVES = "Who lives there"


@dataclass(frozen=True)
class StoryPicture:
    """For a phone and for a desk, and the same in sentences."""

    caption: str
    narrow: Markup
    wide: Markup
    sentences: tuple[str, ...]


def story_picture(
    child: Person, today: date, entries: Sequence[Entry], *, in_list: bool, over: Sequence[Entry] = ()
) -> StoryPicture | None:
    """The drawing; None where nothing has a day. `in_list`: marks lead to the list on the same page. No query.

    `over`: spells that are not among these entries (another page holds them), for the bands.
    """
    if not any(entry.when.earliest or entry.when.latest for entry in entries):
        return None
    sizes = _drawn(child, today, entries, over, (NARROW, WIDE), in_list=in_list)
    narrow, wide = (checked(render(one.scene)) for one in sizes)
    return StoryPicture(sizes[1].scene.title, narrow, wide, sizes[1].sentences)


def story_on_paper(child: Person, today: date, entries: Sequence[Entry]) -> Timeline | None:
    """All entries as a drawing for the column of a print; None where nothing has a day. No query."""
    if not any(entry.when.earliest or entry.when.latest for entry in entries):
        return None
    return _drawn(child, today, entries, (), (PAPER,), in_list=False)[0]


def _drawn(
    child: Person,
    today: date,
    entries: Sequence[Entry],
    over: Sequence[Entry],
    widths: Sequence[int],
    *,
    in_list: bool,
) -> list[Timeline]:
    """The same timeline in several widths."""
    rows = [_row(child, number, entry, in_list) for number, entry in enumerate(entries)]
    spells = list(dict.fromkeys((*entries, *over)))
    usual = Options(
        title="What happened",
        gap_days=GAP_DAYS,
        expected={STEPS: NEVER, MOVES: NEVER},
        bands=(*_living(spells), *_levels(spells)),
        born=born(child) or expected(child),
        whose="the child",
        until=today,
    )
    return [timeline(rows, replace(usual, width=width)) for width in widths]


def _row(child: Person, number: int, entry: Entry, in_list: bool) -> Happening:
    lane = entry.agency or (MOVES if entry.kind == "HouseholdMembership" else STEPS)
    here = f"#entry-{entry.fact}" if in_list else ""
    href = (here or address(child, entry.kind, entry.fact)) if entry.fact else ""
    return Happening(
        key=str(number),
        lane=lane,
        first=entry.when.earliest,
        last=entry.when.latest,
        what=entry.heading,
        when=entry.when.in_words(),
        recorded=entry.recorded.removeprefix("written ").removeprefix("brought in "),
        href=href,
    )


def _living(entries: Sequence[Entry]) -> list[Band]:
    """Who has lived with the child, and where the child has lived."""
    return [Band(*spell) for spell in dict.fromkeys(entry.spell for entry in entries) if spell]


def _levels(entries: Sequence[Entry]) -> list[Band]:
    """Spells of help, from the entries that say when each began and ended."""
    spells: dict[object, list[Entry]] = {}
    for entry in entries:
        if entry.kind == "Involvement":
            spells.setdefault(entry.fact, []).append(entry)
    found = []
    for both in spells.values():
        began = next((one for one in both if one.heading.startswith("Help began: ")), None)
        ended = next((one for one in both if one.heading.startswith("Help ended: ")), None)
        words = (began or both[0]).heading.partition(": ")[2]
        found.append(Band("Level of help", words, began.day if began else None, ended.day if ended else None))
    return found
