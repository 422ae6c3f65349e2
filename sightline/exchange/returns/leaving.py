"""What of a chronology leaves as a file: the rows in a view, and how they are written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from sightline.chronologies import changes, queries, stored
from sightline.chronologies.models import ChronologyRow
from sightline.domain.chronology.merge import Composite
from sightline.domain.chronology.row import Row, RowType
from sightline.domain.chronology.views import AnotherReviews, coder_of, in_view, viewed
from sightline.exchange.chronology import write_excel, write_text, write_word
from sightline.kit.pdf import typeset
from sightline.reviews.changes import Refused
from sightline.reviews.models import CaseReview

if TYPE_CHECKING:
    from sightline.access.models import Worker

CODED, PERSONALISED, PUBLIC = "coded", "personalised", "public"
VIEWS: Final = {
    CODED: ("In codes", "Names as the glossary has them. For those inside the review."),
    PERSONALISED: ("With names", "As the agencies wrote it, codes as names. Level 0 alone."),
    PUBLIC: (
        "Public view",
        "One way: months for days, kinds of agency, ages in bands, no sources. It is not a release: that is for the "
        "confidentiality gate, and for a person who reads every line.",
    ),
}
KINDS: Final = {"docx": "Word", "xlsx": "Excel", "csv": "CSV", "pdf": "PDF", "json": "JSON"}


@dataclass(frozen=True, slots=True)
class Leaving:
    """Rows as they leave. `changes`: what was changed to disguise, for the private record."""

    rows: tuple[Row, ...]
    changes: tuple[dict[str, Any], ...] = ()


def leaving(review: CaseReview, view: str, today: date) -> Leaving:
    """The rows that stand, in order, in a view. Raises Refused when there are no codes to put for names."""
    glossary = queries.glossary_of(review)
    stand = list(queries.standing(review))
    rows = tuple(_whole(one, stored.row_of(one)) for one in stand)
    if glossary is None:
        if view != PERSONALISED:
            raise Refused("Nobody has written the glossary of this review yet, so there are no codes to put for names.")
        return Leaving(rows)
    if view == PERSONALISED:
        return Leaving(tuple(in_view(row, glossary.to_personalised) for row in rows))
    if view == CODED:
        return Leaving(tuple(_whole(one, stored.coded_row_of(one)) for one in stand))
    coder = coder_of(glossary)
    try:
        found = viewed(Composite(rows, (), (), ()), glossary, PUBLIC, coder, today)
    except AnotherReviews as doubt:
        raise Refused(f"{doubt} Nothing was written.") from None
    return Leaving(found.rows, found.changes)


def _whole(one: ChronologyRow, row: Row) -> Row:
    """With the reviewer's word on significance; without what was said to the contributor alone."""
    return replace(row, significance=one.significant or None, problems=())


def writer(review: CaseReview, view: str, kind: str, rows: Sequence[Row]) -> Callable[[BinaryIO], None]:
    """What writes these rows as a file. Titles hold the review's reference at most, and nothing for readers outside."""
    title = "Chronology" if view == PUBLIC else f"Chronology of review {review.reference}"
    match kind:
        case "docx":
            return lambda stream: write_word.word_file(stream, rows, title)
        case "xlsx":
            return lambda stream: write_excel.excel_file(stream, rows, title)
        case "csv":
            return lambda stream: write_text.csv_file(stream, rows)
        case "json":
            return lambda stream: write_text.json_file(stream, rows)
        case _:
            data = _sheet(title, view, rows)

            def pdf(stream: BinaryIO) -> None:
                stream.write(typeset("chronologies/chronology.typ", data))

            return pdf


def _sheet(title: str, view: str, rows: Sequence[Row]) -> dict[str, Any]:
    return {"title": title, "view": VIEWS[view][0], "rows": [_line(row) for row in rows]}


def _line(row: Row) -> dict[str, Any]:
    parts = [
        ("", row.event),
        ("The child: ", row.child_voice),
        ("Then: ", row.response),
        ("Its agency’s view: ", row.analysis),
    ]
    under = [row.source, row.practitioner, row.who_involved]
    return {
        "when": " ".join(part for part in (row.date_raw, row.time_raw) if part) or "No date",
        "agency": row.agency,
        "under": [text for text in under if text],
        "what": [label + text for label, text in parts if text] + _seen(row),
        "band": row.row_type is RowType.CONTEXT,
    }


def _seen(row: Row) -> list[str]:
    found = []
    if row.row_type is RowType.NOTE:
        found.append("A note of its agency.")
    if row.child_seen in ("yes", "no"):
        found.append("Child seen." if row.child_seen == "yes" else "Child not seen.")
    if row.significance == "yes":
        found.append("Key practice episode.")
    return found


def keep_disguise(review: CaseReview, found: Leaving, by: Worker) -> None:
    """Keep privately what was changed to disguise, so that nobody later corrects it."""
    if found.changes:
        changes.keep_disguise(review, by=by, changes=found.changes)
