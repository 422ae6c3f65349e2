"""A timeline in sentences: what it holds, lane by lane, with its gaps; the same facts as the drawing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sightline.domain.dates import in_words

from .gaps import Gap
from .marks import Mark, bounds
from .model import Band, Happening


def entries(count: int) -> str:
    """ "1 entry", "12 entries"."""
    return "1 entry" if count == 1 else f"{count} entries"


def span_words(first: date | None, last: date | None) -> str:
    """From one day to another, either of them open."""
    if first and last:
        return in_words(first) if first == last else f"{in_words(first)} to {in_words(last)}"
    if first:
        return f"on or after {in_words(first)}"
    return f"on or before {in_words(last)}" if last else "undated"


def mark_words(mark: Mark) -> str:
    """One mark in a sentence."""
    first, last = bounds(mark)
    lane = mark.rows[0].lane
    if mark.count > 1:
        return f"{lane}: {entries(mark.count)}, {span_words(first, last)}."
    row = mark.rows[0]
    when = row.when or span_words(first, last)
    recorded = f" Recorded {row.recorded}." if row.recorded else ""
    return f"{lane}, {when}: {_short(row.what) or 'no words'}.{recorded}"


def _short(words: str) -> str:
    line = " ".join(words.split())
    return (f"{line[:157]}…" if len(line) > 160 else line).rstrip(".")


def band_words(band: Band) -> str:
    """One band in a sentence."""
    return f"{band.row}: {' '.join(band.label.split())}, {span_words(band.first, band.last)}."


def lane_words(lane: str, rows: Sequence[Happening], gaps: Sequence[Gap]) -> str:
    """One lane in a sentence or two."""
    dated = [row for row in rows if row.is_dated]
    undated = len(rows) - len(dated)
    firsts = [row.first for row in dated if row.first]
    lasts = [row.last for row in dated if row.last]
    span = f", {span_words(min(firsts), max(lasts))}" if firsts and lasts else ""
    parts = [f"{lane}: {entries(len(rows))}{span}."]
    if undated:
        parts.append(f"{undated} without a date.")
    if gaps:
        longest = max(gaps, key=lambda gap: (gap.days, gap.first))
        many = "1 gap" if len(gaps) == 1 else f"{len(gaps)} gaps"
        parts.append(f"{many}, the longest {longest.days} days, {span_words(longest.first, longest.last)}.")
    return " ".join(parts)


def narrative(
    lanes: Sequence[tuple[str, Sequence[Happening], Sequence[Gap]]], bands: Sequence[Band], notes: Sequence[str]
) -> Iterator[str]:
    """The whole in sentences: lanes, every gap, bands, and what else must be said."""
    total = sum(len(rows) for _, rows, _ in lanes)
    yield f"{entries(total)} in {len(lanes)} {'lane' if len(lanes) == 1 else 'lanes'}." if total else "No entries."
    yield from (lane_words(*one) for one in lanes)
    yield from (gap.words for _, _, gaps in lanes for gap in gaps)
    yield from (band_words(one) for one in bands)
    yield from notes
