"""The glossary of a review from its file, and a composite in a view, with refusals as the command line says them."""

from __future__ import annotations

from datetime import date

from sightline.domain.chronology import views as pure
from sightline.domain.chronology.merge import Composite
from sightline.domain.chronology.views import Change, Viewed, coder_of
from sightline.domain.disclosure.anonymise import Glossary, GlossaryError

from . import delimited, limits
from .errors import FileRefused
from .inputs import NotUsable

__all__ = ["Viewed", "coder_of", "glossary_of", "read_glossary", "viewed"]


def read_glossary(path: str, name: str) -> Glossary:
    """The glossary of a review from a CSV file. Raises NotUsable with a sentence for each thing that is wrong."""
    try:
        with open(path, "rb") as stream:
            data = stream.read(limits.GLOSSARY + 1)
    except OSError:
        raise NotUsable(f"There is no glossary {name} that can be read. Check the name and the folder.") from None
    return glossary_of(data, name)


def glossary_of(data: bytes, name: str) -> Glossary:
    """The glossary from what a file holds. Raises NotUsable with a sentence for each thing that is wrong."""
    if len(data) > limits.GLOSSARY:
        raise NotUsable(f"{name} is too large to be the glossary of one review.")
    if data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        raise NotUsable(f"{name} is not a CSV file. Save the glossary as CSV (UTF-8), then try again.")
    try:
        text, _ = delimited.decoded(data, name)
        return Glossary.read(text)
    except FileRefused as refused:
        raise NotUsable(str(refused)) from None
    except GlossaryError as error:
        raise NotUsable(*(f"{name}: {line}" for line in error.lines)) from None


def viewed(composite: Composite, glossary: Glossary, view: str, coder: Change, reference: date) -> Viewed:
    """The composite in a view. Raises NotUsable when the glossary is another review's."""
    try:
        return pure.viewed(composite, glossary, view, coder, reference)
    except pure.AnotherReviews as doubt:
        raise NotUsable(f"{doubt} Nothing was written.") from None
