"""A document for one member of the family: its content in words, and what was left out, for whoever makes it."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sightline.cases.giving import SortedOut, sorted_out
from sightline.cases.models import Allocation, AttachedDocument, GivenDocument
from sightline.cases.policy import open_allocations
from sightline.desk import chronology, saying
from sightline.desk.printed import Block, heading, text
from sightline.domain.dates import in_words
from sightline.kit.words import day
from sightline.people.models import Person

if TYPE_CHECKING:
    from sightline.access.models import Worker

NOT_ALL = (
    "Not everything that is written down is in here. What is about other people, and what is for professionals, is "
    "left out. If something here is wrong, or you would like to know more, ask one of the people named above."
)
LARGE, USUAL = 16, 11.5  # points


@dataclass(frozen=True)
class Made:
    """The content of a document, and every entry that was left out with its reason."""

    blocks: list[Block]
    left_out: list[list[str]]

    @property
    def digest(self) -> str:
        """Tells whether what is confirmed is what was previewed."""
        plain = json.dumps([self.blocks, self.left_out], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(plain.encode()).hexdigest()[:32]


def made(child: Person, recipient: Person, worker: Worker, today: date) -> Made:
    """The document as it would be now."""
    found = sorted_out(child, recipient, worker)
    people = Allocation.objects.filter(open_allocations(today), child=child).select_related("worker__agency")
    working = [f"{row.worker.name}, {row.worker.job_title or 'works with the child'}, {row.worker.agency.name}"
               for row in people.order_by("-role", "starts_on")]  # fmt: skip
    blocks = [heading("Who works with you"), {"kind": "list", "items": working or ["Nobody today."]}]
    blocks.append(heading("What is written down"))
    entries = _entries(found, child, worker, today)
    blocks += [{"kind": "events", "events": entries}] if entries else [text("Nothing that may be given to you yet.")]
    blocks += [heading("What is not in here"), text(NOT_ALL)]
    return Made(blocks, _left_out(found, child, worker, today))


def own_words(easy: str, language: str, translated: str, translator: str) -> list[Block]:
    """What was written for the person alone: it stands before everything else."""
    blocks = [heading("In short"), text(easy)] if easy else []
    if translated:
        blocks += [
            heading(f"In {language}"),
            {"kind": "other", "text": translated, "leftwards": _leftwards(translated)},
        ]
        blocks.append(text(f"Translated by {translator}.", quiet=True))
    return blocks


def _leftwards(words: str) -> bool:
    """Whether a text is written from right to left, by its first letter that has a direction."""
    ways = (unicodedata.bidirectional(letter) for letter in words)
    return next((way in ("R", "AL") for way in ways if way in ("L", "R", "AL")), False)


def _entries(found: SortedOut, child: Person, worker: Worker, today: date) -> list[dict[str, str]]:
    lines = [line for row in found.may_go for line in chronology.entries_of(type(row), [row], child, today, worker)]
    named = {row.fact: [doc for doc in found.documents if doc.of == row.fact] for row in found.may_go}
    lines.sort(key=lambda line: (line.day is not None, line.day or date.min), reverse=True)
    # Who wrote it and when is for professionals; the day is the family's own.
    return [
        {
            "when": line.when.in_words(),
            "heading": line.heading,
            "text": chronology.lines(line.text, *(_named(doc) for doc in named.get(line.fact, ()))),
            "recorded": "",
        }
        for line in lines
    ]


def _named(document: AttachedDocument) -> str:
    """That a document is there, in a sentence; what is in it can be asked for."""
    of = f", of {saying.happened(document)}" if document.at_words else ""
    whom = f", from {document.from_whom}" if document.from_whom else ""
    return f"There is a document with it: {document.what}{of}{whom}. You can ask to see it."


def _left_out(found: SortedOut, child: Person, worker: Worker, today: date) -> list[list[str]]:
    rows = []
    for row, why in found.stays:
        [line] = chronology.entries_of(type(row), [row], child, today, worker)
        rows.append([line.when.in_words(), line.heading, why])
    return rows + [[saying.happened(doc), f"A document: {doc.what}", why] for doc, why in found.not_named]


def sheet(row: GivenDocument) -> dict[str, Any]:
    """The data of a document on paper, exactly as it was confirmed."""
    return {
        "title": f"About {row.child.shown_name}",
        "foot": f"For {row.recipient.shown_name} only. Version {row.version}, {day(row.made_at)}.",
        "size": LARGE if row.large_print else USUAL,
        "about": [
            f"This was made for {row.recipient.shown_name} on {in_words(row.made_at.date())} by {row.made_by.name}, "
            f"{row.made_by.agency.name}. {row.purpose}"
        ],
        "facts": [],
        "parts": [{"title": "", "new-page": False, "blocks": row.blocks}],
    }
