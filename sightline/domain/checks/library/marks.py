"""Injuries on record: whose, and in words."""

from __future__ import annotations

from ..boxes import words_of
from ..fact import Fact
from ..look import Look

IN_WORDS = {
    "petechiae": "Petechiae were",
    "unidentified_mark": "An unidentified mark was",
    "oral_nasal_bleeding": "Bleeding from the mouth or nose was",
    "eye_haemorrhage": "Bleeding in the eye was",
    "burn_scald": "A burn or scald was",
    "burn": "A burn was",
    "other": "A mark was",
    "": "A mark was",
}


def mark_in_words(injury: Fact) -> str:
    """The beginning of a sentence: "A bruise was", "Petechiae were"."""
    code = injury.code("type").replace("/", "_").replace(" ", "_")
    article = "An" if code[:1] in "aeiou" else "A"
    return IN_WORDS.get(code) or f"{article} {words_of(code)} was"


def is_the_childs(look: Look, injury: Fact) -> bool:
    """Whether an injury is this child's; one that names nobody is, being on this child's record."""
    return injury.text("person") in ("", look.child)
