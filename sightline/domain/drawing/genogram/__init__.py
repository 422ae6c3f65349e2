"""Genograms: a family, a view of it, and the drawing with its tables and sentences."""

from .picture import Genogram, Options, draw_genogram, row_id
from .previous import LayoutRefused, Previous, read_layout
from .symbols import PROFILES
from .table import people_table, relations_table, table_page
from .ties import chosen_ties
from .views import (
    MANY,
    STEPS,
    at_its_date,
    family_copy,
    first_view,
    on_day,
    one_household,
    only,
    within_steps,
    without_terminations,
)
from .words import narrative, person_sentence

__all__ = [
    "MANY",
    "PROFILES",
    "STEPS",
    "Genogram",
    "LayoutRefused",
    "Options",
    "Previous",
    "at_its_date",
    "chosen_ties",
    "draw_genogram",
    "family_copy",
    "first_view",
    "narrative",
    "on_day",
    "one_household",
    "only",
    "people_table",
    "person_sentence",
    "read_layout",
    "relations_table",
    "row_id",
    "table_page",
    "within_steps",
    "without_terminations",
]
