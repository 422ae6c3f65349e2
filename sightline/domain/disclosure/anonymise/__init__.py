"""Anonymising a review: codes for names and back, a public view, and what is left that tells who somebody is."""

from .codes import propose
from .coding import Coded, Doubt, Replaced
from .covering import Coverage
from .glossary import Entry, Glossary, GlossaryError
from .public import Change, PublicRow, PublicText, agency_kind, when_public
from .residue import Place

__all__ = [
    "Change", "Coded", "Coverage", "Doubt", "Entry", "Glossary", "GlossaryError", "Place", "PublicRow", "PublicText",
    "Replaced",
    "agency_kind", "propose", "when_public",
]  # fmt: skip
