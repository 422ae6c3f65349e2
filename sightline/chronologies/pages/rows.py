"""One row: what it says, what stands beside it, what it said before, and what it is linked to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.forms import Form

from sightline.access.drafts import Writing
from sightline.access.policy import can
from sightline.chronologies import queries, stored, threads
from sightline.chronologies.models import ChronologyRow, RowMark, Standing
from sightline.chronologies.pages.frame import Frame, frame
from sightline.chronologies.pages.links import LinkLine, link_line
from sightline.chronologies.pages.reading import Line, lines
from sightline.chronologies.policy import NOTE
from sightline.chronologies.seeing import Seeing
from sightline.domain.chronology.details import in_words
from sightline.domain.chronology.shown import BY_CODE
from sightline.domain.chronology.views import in_view
from sightline.kit.parts import Link
from sightline.kit.parts import Row as Fact

if TYPE_CHECKING:
    from sightline.access.models import Worker
    from sightline.chronologies.forms import MarksForm
    from sightline.reviews.models import CaseReview


@dataclass(frozen=True, slots=True)
class Note:
    """A note beside the row. `mine`: its reader wrote it and may take it back."""

    number: int
    text: str
    by: str
    at: datetime
    withdrawn: datetime | None
    mine: bool


@dataclass(frozen=True, slots=True)
class Past:
    """What the row said before."""

    version: int
    at: datetime
    when: str
    text: str


@dataclass(frozen=True, slots=True)
class RowPage:
    """One row."""

    frame: Frame
    key: str
    line: Line | None
    facts: tuple[Fact, ...]
    problems: tuple[tuple[str, str], ...]
    gone: str
    notes: tuple[Note, ...]
    note_form: Form | None
    writing: Writing | None
    marks_form: MarksForm | None
    marking: Writing | None
    marks: tuple[tuple[str, str], ...]
    links: tuple[LinkLine, ...]
    past: tuple[Past, ...]
    beside: tuple[Link, ...]
    with_names: bool
    words_shown: bool


def row_page(
    review: CaseReview,
    worker: Worker,
    seeing: Seeing,
    one: ChronologyRow,
    *,
    note_form: Form | None,
    writing: Writing | None,
    marks_form: MarksForm | None,
    marking: Writing | None,
) -> RowPage:
    """The page. The caller has asked the gate and written down the look."""
    whole = frame(review, worker, "table")
    shown = queries.with_work(ChronologyRow.objects.filter(pk=one.pk).select_related("review")).get()
    words = seeing.shows_words
    found = queries.links(review).filter(rows=one) if words else ()
    line = lines(review, worker, seeing, [shown])[0] if words and one.removed_by_id is None else None
    return RowPage(
        frame=whole,
        key=one.key,
        line=line,
        facts=_facts(one, seeing) if words else (),
        problems=tuple((p.field.replace("_", " "), p.reason) for p in seeing.row(one).problems) if words else (),
        gone=_gone(one, seeing),
        notes=_notes(one, worker) if can(worker, NOTE, review) else (),
        note_form=note_form,
        writing=writing,
        marks_form=marks_form,
        marking=marking,
        marks=_marks(shown, seeing),
        links=tuple(link_line(link, seeing, review) for link in found),
        past=_past(one, seeing) if words else (),
        beside=threads.beside([one], worker).get(one.key, ()),
        with_names=seeing.with_names,
        words_shown=words,
    )


def _marks(shown: ChronologyRow, seeing: Seeing) -> tuple[tuple[str, str], ...]:
    marks: list[RowMark] = shown.shows  # type: ignore[attr-defined]
    return tuple(
        (BY_CODE[one.what].name, seeing.change(_details(one.what, one.details))) for one in marks if one.what in BY_CODE
    )


def _details(what: str, found: dict[str, object]) -> str:
    return "; ".join(f"{label.rstrip('?')}: {value}" for label, value in in_words(what, found))


def _gone(one: ChronologyRow, seeing: Seeing) -> str:
    if one.removed_by is None:
        return ""
    kept = "It stands nowhere; what was written beside it is kept."
    if one.removed_by.standing == Standing.UNDONE:
        return f"The return this row came in was taken back. {kept}"
    return f"{seeing.change(one.removed_by.agency)} no longer has this row in what it sent. {kept}"


def _facts(one: ChronologyRow, seeing: Seeing) -> tuple[Fact, ...]:
    row = seeing.row(one)
    ours = [
        ("Event", row.event),
        ("Voice of the child", row.child_voice),
        ("Action taken", row.response),
        ("The agency’s comment", row.analysis),
        ("Agency", row.agency),
        ("Source", row.source),
        ("Professional", row.practitioner),
        ("Who was involved", row.who_involved),
        ("Child seen", row.child_seen or ""),
        ("Key practice episode", _significance(one)),
        ("Themes, as its agency wrote them", "; ".join(row.themes)),
        *sorted(row.extras.items()),
        ("Where it stands", row.at.in_words()),
    ]
    return tuple(Fact(label, value) for label, value in ours if value or label in ("Event", "Source", "Child seen"))


def _significance(one: ChronologyRow) -> str:
    if one.reviewer_significance:
        return f"{one.reviewer_significance} (the reviewer)"
    return f"{one.significance} (its agency)" if one.significance else ""


def _notes(one: ChronologyRow, worker: Worker) -> tuple[Note, ...]:
    found = one.notes.select_related("by").order_by("at", "pk")
    return tuple(
        Note(n.pk, n.text, str(n.by or "Sightline"), n.at, n.withdrawn_at, n.by_id == worker.pk and not n.withdrawn_at)
        for n in found
    )


def _past(one: ChronologyRow, seeing: Seeing) -> tuple[Past, ...]:
    found = []
    for was in one.past.order_by("-version"):
        row = in_view(stored.from_json(was.content), seeing.change)
        found.append(Past(was.version, was.superseded_at, row.date_raw or "No date", row.text))
    return tuple(found)
