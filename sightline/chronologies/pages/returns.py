"""The returns of a review, and one of them: what was read, kept and refused, and what taking it in would do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse

from sightline.access.policy import can
from sightline.chronologies import asked, queries, returning, threads
from sightline.chronologies.models import ReturnFile, Standing
from sightline.chronologies.pages.frame import Frame, frame
from sightline.chronologies.policy import WORK
from sightline.domain import reviews as rules
from sightline.domain.chronology.reimport import Change
from sightline.domain.chronology.row import Row
from sightline.domain.dates import and_list
from sightline.kit.parts import Link
from sightline.kit.words import count, first_capital

if TYPE_CHECKING:
    from sightline.access.models import Worker
    from sightline.reviews.models import CaseReview

SHOWN: Final = 200  # rows of a list; the marked-up copy has them all (our default)
FIELD_WORDS: Final = {
    "date_raw": "date", "time_raw": "time", "child_seen": "child seen", "child_voice": "voice of the child",
    "who_involved": "who was involved", "row_type": "kind of row", "ref": "reference", "start_date": "date",
    "start_time": "time", "end_date": "end date", "end_time": "end time", "response": "action taken",
    "significance": "key practice episode", "row": "row",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FileLine:
    """One return in the list. `name` is "" for readers who may not see names."""

    agency: str
    name: str
    href: str
    standing: str
    received: date
    by: str
    counts: str


@dataclass(frozen=True, slots=True)
class ReturnsPage:
    """All returns of a review."""

    frame: Frame
    waiting: tuple[FileLine, ...]
    standing: tuple[FileLine, ...]
    earlier: tuple[FileLine, ...]
    deeds: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """Something about one row, in words its contributor can act on."""

    where: str
    field: str
    reason: str
    suggestion: str
    hint: bool


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row that the new return words otherwise: field, before, after."""

    when: str
    fields: tuple[tuple[str, str, str], ...]
    work: str


@dataclass(frozen=True, slots=True)
class PlainRow:
    """A row in a list: where it stands, its date as written, its words. `work`: what the reviewer wrote beside it."""

    where: str
    when: str
    text: str
    work: str = ""


@dataclass(frozen=True, slots=True)
class Comparing:
    """What taking a return in would do."""

    again: bool
    added: tuple[PlainRow, ...]
    changed: tuple[ChangedRow, ...]
    removed: tuple[PlainRow, ...]
    counts: dict[str, int]
    returned: int


@dataclass(frozen=True, slots=True)
class FilePage:
    """One return."""

    frame: Frame
    key: str
    agency: str
    name: str
    standing: str
    waits: bool
    may_take_back: bool
    received: date
    by: str
    settled: str
    settled_at: datetime | None
    said: str
    understood: tuple[tuple[str, str], ...]
    unmapped: tuple[str, ...]
    notices: tuple[str, ...]
    comments: tuple[tuple[str, str], ...]
    refused: tuple[tuple[str, str, str], ...]
    advice: tuple[Advice, ...]
    hints: tuple[Advice, ...]
    more: int
    comparing: Comparing | None
    deeds: tuple[Link, ...]
    asked: Asked | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What its agency was asked for. `move`: where it is moved on; `to_put_right`: "" unless it may be sent back."""

    due: date
    state: str
    move: str
    to_put_right: str


def returns_page(review: CaseReview, worker: Worker) -> ReturnsPage:
    """The list. The caller has asked the gate."""
    names = queries.may_read_names(worker, review)
    whole = queries.files(review)
    glossary = None if names else queries.glossary_of(review)
    lines = [(one, _line(one, names, glossary.to_coded if glossary else None)) for one in whole]
    deeds = threads.where_returns_come_in(review, worker) if can(worker, WORK, review) else ()
    return ReturnsPage(
        frame(review, worker, "returns"),
        tuple(line for one, line in lines if one.standing == Standing.WAITING),
        tuple(line for one, line in lines if one.standing == Standing.IN),
        tuple(line for one, line in lines if one.standing not in (Standing.WAITING, Standing.IN)),
        deeds,
    )


def _line(one: ReturnFile, names: bool, coder: Any) -> FileLine:
    return FileLine(
        agency=one.agency if names or coder is None else coder(one.agency),
        name=one.file_name if names else "",
        href=reverse("chronologies:return", args=[one.review.key, one.key]) if names else "",
        standing=Standing(one.standing).label,
        received=one.received_on,
        by=str(one.received_by or "Sightline"),
        counts=_counts(one.counts),
    )


def _counts(counts: dict[str, int]) -> str:
    words = [f"{count(counts.get('read', 0), 'row')} read", f"{counts.get('kept', 0):,} kept"]
    if counts.get("refused"):
        words.append(f"{counts['refused']:,} refused")
    if "same" in counts and (counts["same"] or counts["changed"] or counts["removed"]):
        words += [f"{counts[name]:,} {name}" for name in ("added", "changed", "removed") if counts[name]]
    return and_list(words)


def file_page(file: ReturnFile, worker: Worker) -> FilePage:
    """One return, as its agency wrote it. The caller has asked for the permission to read names."""
    advice = [one for row in file.reading for one in _advice(row)]
    plain = [one for one in advice if not one.hint]
    hints = [one for one in advice if one.hint]
    may_work = bool(can(worker, WORK, file.review))
    waits = file.standing == Standing.WAITING
    return FilePage(
        frame=frame(file.review, worker, "returns"),
        key=file.key,
        agency=file.agency,
        name=file.file_name,
        standing=Standing(file.standing).label,
        waits=waits and may_work,
        may_take_back=file.standing == Standing.IN and may_work,
        received=file.received_on,
        by=str(file.received_by or "Sightline"),
        settled=str(file.settled_by or "Sightline") if file.settled_at else "",
        settled_at=file.settled_at,
        said=_counts(file.counts),
        understood=tuple((heading, _field(name)) for heading, name in file.headings.get("mapped", {}).items()),
        unmapped=tuple(file.headings.get("unmapped", ())),
        notices=tuple(file.notices),
        comments=tuple(_comment(one) for one in file.comments[:SHOWN]),
        refused=tuple((_where(one["place"], one["row"]), one["reason"], one["text"]) for one in file.refused[:SHOWN]),
        advice=tuple(plain[:SHOWN]),
        hints=tuple(hints[:SHOWN]),
        more=max(0, len(plain) - SHOWN) + max(0, len(hints) - SHOWN),
        comparing=_comparing(file) if waits else None,
        deeds=threads.of_file(file, worker),
        asked=_asked(file, worker, may_work),
    )


def _asked(file: ReturnFile, worker: Worker, may_work: bool) -> Asked | None:
    row = file.asked
    if row is None:
        return None
    stands = file.standing in (Standing.WAITING, Standing.IN)
    may_send_back = may_work and stands and row.state in ("SUBMITTED", "APPROVED")
    move = reverse("reviews:move_return", args=[file.review.key, row.key]) if can(worker, "review.return", row) else ""
    state = rules.TABLES[rules.Machine.RETURN].states[row.state].name
    return Asked(row.due_on, state, move, asked.to_put_right(file) if may_send_back else "")


def _field(name: str) -> str:
    return FIELD_WORDS.get(name, name.replace("_", " "))


def _where(place: str, row: int) -> str:
    return first_capital(f"{place}, row {row}" if place else f"row {row}")


def _comment(found: dict[str, Any]) -> tuple[str, str]:
    """Who wrote a comment in the file's margin, and what; whatever the reader could tell."""
    who = str(found.get("author") or found.get("kind") or "Comment")
    return who, str(found.get("text") or "")


def _advice(row: dict[str, Any]) -> list[Advice]:
    where = _where(row["source_place"], row["source_row"])
    return [
        Advice(where, _field(one["field"]), one["reason"], one.get("suggestion", ""), bool(one.get("hint")))
        for one in row["problems"]
    ]


def _comparing(file: ReturnFile) -> Comparing:
    found = returning.difference(file)
    work = _work_of([found.kept[id(row)].pk for row in found.comparison.removed]
                    + [found.kept[id(one.old)].pk for one in found.comparison.changed])  # fmt: skip
    changed = tuple(_changed(one, work.get(found.kept[id(one.old)].pk, "")) for one in found.comparison.changed[:SHOWN])
    removed = tuple(_plain(row, work.get(found.kept[id(row)].pk, "")) for row in found.comparison.removed[:SHOWN])
    return Comparing(
        again=returning.standing_of(file.review, file.agency) is not None,
        added=tuple(_plain(row) for row in found.added[:SHOWN]),
        changed=changed,
        removed=removed,
        counts=found.counts,
        returned=len(found.returned),
    )


def _plain(row: Row, work: str = "") -> PlainRow:
    return PlainRow(_where(row.at.place, row.at.row), row.date_raw or "No date", row.text, work)


def _changed(change: Change, work: str) -> ChangedRow:
    fields = tuple((_field(name), _value(change.old, name), _value(change.new, name)) for name in change.fields)
    return ChangedRow(change.new.date_raw or "No date", fields, work)


def _value(row: Row, name: str) -> str:
    """A field of a row in words; an extra column by the name of its heading."""
    value = getattr(row, name, None) if name in Row.__dataclass_fields__ else row.extras.get(name, "")
    return "" if value is None else str(value)


def _work_of(rows: Sequence[int]) -> dict[int, str]:
    """What stands beside rows, in words: "2 notes, 1 mark"."""
    from sightline.chronologies.models import RowMark, RowNote

    found: dict[int, list[str]] = {}
    for model, word in ((RowNote, "note"), (RowMark, "mark")):
        numbers: dict[int, int] = {}
        for pk in model.objects.filter(row__in=rows, withdrawn_at=None).values_list("row_id", flat=True):
            numbers[pk] = numbers.get(pk, 0) + 1
        for pk, number in numbers.items():
            found.setdefault(pk, []).append(count(number, word))
    return {pk: and_list(words) for pk, words in found.items()}
