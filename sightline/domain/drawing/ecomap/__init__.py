"""Eco-maps: who and what surrounds a child or household, with ties as somebody rated them, and the drawing of it."""

from .model import DOMAINS, FLOWS, FORMAT, INFORMAL, STATES, STRENGTHS, EcoMap, System, Tie
from .picture import Drawing, Options, draw_ecomap, row_id
from .reading import (
    AGENCY_DOMAIN,
    agency_words,
    around,
    of_family,
    of_record,
    put_together,
    read_ecomap,
    system_key,
)
from .schema import as_json, ecomap_schema
from .table import TIES, table_page, tie_cells
from .views import newest, on_day
from .words import narrative, tie_sentence

__all__ = [
    "AGENCY_DOMAIN",
    "DOMAINS",
    "FLOWS",
    "FORMAT",
    "INFORMAL",
    "STATES",
    "STRENGTHS",
    "TIES",
    "Drawing",
    "EcoMap",
    "Options",
    "System",
    "Tie",
    "agency_words",
    "around",
    "as_json",
    "draw_ecomap",
    "ecomap_schema",
    "narrative",
    "newest",
    "of_family",
    "of_record",
    "on_day",
    "put_together",
    "read_ecomap",
    "row_id",
    "system_key",
    "table_page",
    "tie_cells",
    "tie_sentence",
]
