"""Timelines: what happened, in lanes, with the silences between; rows in, a scene out."""

from .axis import age_at, age_short
from .gaps import Gap
from .marks import Mark, coloured
from .model import EXPECTED, NARROW, WIDE, WIDEST, Band, Happening, Options
from .picture import Lane, Timeline, facts, row_id, timeline
from .reading import CHRONOLOGY, LANES, born_of, of_chronology, of_record, of_rows
from .table import table_page

__all__ = [
    "CHRONOLOGY",
    "EXPECTED",
    "LANES",
    "NARROW",
    "WIDE",
    "WIDEST",
    "Band",
    "Gap",
    "Happening",
    "Lane",
    "Mark",
    "Options",
    "Timeline",
    "age_at",
    "age_short",
    "born_of",
    "coloured",
    "facts",
    "of_chronology",
    "of_record",
    "of_rows",
    "row_id",
    "table_page",
    "timeline",
]
