"""The family as recorded, its file format, and what is wrong with it."""

from .ancestry import own_ancestor_rows
from .canonical import in_order
from .family import (
    FORMAT,
    Family,
    Household,
    Member,
    Multiple,
    Parentage,
    Person,
    Relationship,
    Union,
)
from .how_sure import certainty_of
from .kin import Kin
from .problems import REFUSED, REPORTED, Problem, called, problems, refusals
from .reading import FamilyRefused, read_family
from .relation import Relation, born_together, relations
from .relation_words import together_words
from .schema import family_schema, layout_schema
from .when import age_words, begun_by, certainly_before, over_by, read_date
from .writing import family_to_json, write_family

__all__ = [
    "FORMAT",
    "REFUSED",
    "REPORTED",
    "Family",
    "FamilyRefused",
    "Household",
    "Kin",
    "Member",
    "Multiple",
    "Parentage",
    "Person",
    "Problem",
    "Relation",
    "Relationship",
    "Union",
    "age_words",
    "begun_by",
    "born_together",
    "called",
    "certainly_before",
    "certainty_of",
    "family_schema",
    "family_to_json",
    "in_order",
    "layout_schema",
    "over_by",
    "own_ancestor_rows",
    "problems",
    "read_date",
    "read_family",
    "refusals",
    "relations",
    "together_words",
    "write_family",
]
