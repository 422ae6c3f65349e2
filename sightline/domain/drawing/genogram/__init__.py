"""Genograms: a family, a view of it, and the drawing with its tables and sentences."""

from .picture import Genogram, Options, draw_genogram, reading_order, row_id
from .previous import LayoutRefused, Previous, read_layout
from .symbols import PROFILES
from .table import (
    PEOPLE_HEAD,
    RELATIONS_HEAD,
    RelationRow,
    people_table,
    person_cells,
    relation_rows,
    relations_table,
    table_page,
)
from .ties import chosen_ties
from .views import (
    GENDER_HISTORY,
    HEALTH,
    MANY,
    PRIVATE,
    STEPS,
    at_its_date,
    family_copy,
    first_view,
    on_day,
    one_household,
    only,
    within_steps,
    without_private,
    without_terminations,
)
from .words import age_of, in_reading_order, name_of, narrative, person_sentence

__all__ = [
    "GENDER_HISTORY",
    "HEALTH",
    "MANY",
    "PEOPLE_HEAD",
    "PRIVATE",
    "PROFILES",
    "RELATIONS_HEAD",
    "STEPS",
    "Genogram",
    "LayoutRefused",
    "Options",
    "Previous",
    "RelationRow",
    "age_of",
    "at_its_date",
    "chosen_ties",
    "draw_genogram",
    "family_copy",
    "first_view",
    "in_reading_order",
    "name_of",
    "narrative",
    "on_day",
    "one_household",
    "only",
    "people_table",
    "person_cells",
    "person_sentence",
    "read_layout",
    "reading_order",
    "relation_rows",
    "relations_table",
    "row_id",
    "table_page",
    "within_steps",
    "without_private",
    "without_terminations",
]
