"""Where rooms above hang on: where an agency's file is brought in, downloads, codings of rows, a replay.

A room above codes rows by their key; it says here which rows have a theme, so that the filter finds them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from django.db.models import Q

from sightline.domain.disclosure.anonymise import Glossary
from sightline.kit.parts import Link

if TYPE_CHECKING:
    from sightline.access.models import Worker
    from sightline.chronologies.models import ChronologyRow, ReturnFile
    from sightline.reviews.models import CaseReview

Deeds = Callable[["CaseReview", "Worker"], "tuple[Link, ...]"]
FileDeeds = Callable[["ReturnFile", "Worker"], "tuple[Link, ...]"]
Coded = Callable[["CaseReview", str], "Iterable[str]"]
Beside = Callable[["Iterable[ChronologyRow]", "Worker"], "dict[str, tuple[Link, ...]]"]
_returns: list[Deeds] = []
_outputs: list[Deeds] = []
_files: list[FileDeeds] = []
_themes: list[Coded] = []
_beside: list[Beside] = []


_glossary_readers: list[Callable[[bytes, str], Glossary]] = []


def register_glossary_reader(reader: Callable[[bytes, str], Glossary]) -> None:
    """`reader(data, name)` reads a glossary from what a file holds; raises GlossaryError."""
    _glossary_readers.append(reader)


def read_glossary_file(data: bytes, name: str) -> Glossary:
    """A glossary from a file that was sent. Raises GlossaryError with a sentence a reason."""
    return _glossary_readers[-1](data, name)


def register_returns(provider: Deeds) -> None:
    """`provider(review, worker)`: links to where a return is brought in, and to templates."""
    _returns.append(provider)


def register_outputs(provider: Deeds) -> None:
    """`provider(review, worker)`: links to what is made of a whole chronology: downloads, a replay."""
    _outputs.append(provider)


def register_files(provider: FileDeeds) -> None:
    """`provider(file, worker)`: links to what can be made of one return, such as a marked-up copy."""
    _files.append(provider)


def register_themes(provider: Coded) -> None:
    """`provider(review, code)`: keys of the rows coded to a theme."""
    _themes.append(provider)


def register_beside(provider: Beside) -> None:
    """`provider(rows, worker)`: by the key of a row, what a room above shows beside it, such as its codings."""
    _beside.append(provider)


def where_returns_come_in(review: CaseReview, worker: Worker) -> tuple[Link, ...]:
    """Links to bring a return in."""
    return tuple(link for provider in _returns for link in provider(review, worker))


def what_comes_out(review: CaseReview, worker: Worker) -> tuple[Link, ...]:
    """Links to what is made of the whole chronology."""
    return tuple(link for provider in _outputs for link in provider(review, worker))


def of_file(file: ReturnFile, worker: Worker) -> tuple[Link, ...]:
    """Links to what can be made of one return."""
    return tuple(link for provider in _files for link in provider(file, worker))


def beside(rows: Iterable[ChronologyRow], worker: Worker) -> dict[str, tuple[Link, ...]]:
    """What rooms above show beside rows, by key."""
    whole = list(rows)
    found: dict[str, tuple[Link, ...]] = {}
    for provider in _beside:
        for key, links in provider(whole, worker).items():
            found[key] = (*found.get(key, ()), *links)
    return found


def themed(review: CaseReview, theme: str) -> list[int]:
    """Primary keys of the rows that carry a theme: as their agency wrote it, or as somebody coded it."""
    keys = {key for provider in _themes for key in provider(review, theme)}
    rows = review.chronology_rows.filter(removed_by=None)
    written = [pk for pk, themes in rows.exclude(themes=[]).values_list("pk", "themes") if theme in themes]
    return [*written, *rows.filter(Q(key__in=keys)).values_list("pk", flat=True)] if keys else written
