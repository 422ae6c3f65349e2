"""One entry of the record with its earlier versions: nothing recorded is overwritten, and every amendment shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse

from sightline.cases import codes
from sightline.cases import models as cases
from sightline.cases.alike import alike_to
from sightline.cases.attached import documents_of, entry_with_documents
from sightline.cases.entries import ENTRIES, Entry
from sightline.cases.entries.words import Names, answers
from sightline.cases.handling import mark_of
from sightline.cases.models import Noted
from sightline.cases.moving import MOVABLE, arrivals
from sightline.cases.noting import body_of, find_entry, noted
from sightline.cases.pointing import names_for, table_names
from sightline.cases.queries import versions
from sightline.desk import saying
from sightline.desk.chronology import address
from sightline.desk.pages.barriers import mark_words
from sightline.desk.pages.documents import Attached, attached
from sightline.desk.pages.frame import PRINTS_THE_STORY, Frame, frame, known
from sightline.desk.pages.marks import BodyPicture, entry_picture
from sightline.desk.then import keeping, shown_on
from sightline.domain.dates import in_words
from sightline.kit.parts import Link, Row
from sightline.kit.words import moment
from sightline.people.facts import DatedFact, VersionedFact
from sightline.people.models import Person

if TYPE_CHECKING:
    from sightline.access.models import Worker

KINDS: dict[str, type[VersionedFact]] = {
    model.__name__: model
    for model in (
        cases.AgencyContact, cases.Appointment, cases.Assessment, cases.Concern, cases.Contact, cases.Decision,
        cases.Event, cases.Involvement, cases.Meeting, cases.Plan, cases.Referral, cases.Section47, cases.Statement,
        cases.Visit, cases.Voice,
    )
}  # fmt: skip
_HIDDEN = {
    "id", "fact", "version", "first_recorded_at", "recorded_at", "superseded_at", "recorded_by", "agency", "source",
    "source_key", "amended_because", "child", "occasion", "visit", "referral", "repeats", "at_date", "at_time",
    "at_precision", "at_earliest", "at_latest", "at_words", "about_appointments", "evidence_refs", "names", "persons",
}  # fmt: skip

# What a field is called where its own name is the software's. The others read well as they are.
_LABELS = {
    "by": "Who", "with_agency": "Agency", "action": "What happens next", "barrier_codes": "What got in the way",
    "consequence_for_child": "What the child missed out on", "reason_given": "In the family’s own words",
    "reason_checked": "How the reason was checked", "responsible_adult": "Who was to bring the child",
    "responsible_person": "Who was to bring the child, on this record",
    "told_who": "Who was told", "outcome": "What came of it", "imported_as": "As the file says it",
    "subject_words": "Who it is about, as written", "last_known": "Last known on",
    "concern_source": "Where it comes from",
    "map_to_cin": "Census factor", "with_person": "With whom", "substantive": "More than in passing",
    "direct": "Directly", "child_impact": "What it means for the child", "event_source": "Where it comes from",
    "allocated_at": "Allocated on", "visit_interval_wd": "Working days between visits",
    "previous_plans": "Plans before", "source_code": "Referred by", "closure_reason": "Why it was closed",
    "conference_target": "Conference due by", "conference_not_required": "No conference needed",
    "said_by_person": "Said by, on this record", "heard_by": "Who heard it", "text": "In words",
    "matters": "Does a decision rest on it?", "verification": "Was it checked?",
    "verification_why": "Why it cannot be checked", "corroborations": "Who else spoke to it",
    "used_in": "Used in", "sought_at": "Asked on", "response_at": "Answered on", "response": "The answer",
    "bedroom": "Bedroom seen", "reason_if_not": "If not seen, or not alone: why", "mode": "How",
    "words": "The child’s own words", "worker_makes_of_it": "What an adult makes of it",
    "what_changed": "What changed because of it",
}  # fmt: skip


BEFORE = 300  # characters of what a changed field said before, beside what it says now (our default)


@dataclass(frozen=True)
class Version:
    """One version: who wrote it when and why it was amended, its fields, and which of them changed."""

    title: str
    because: str
    rows: tuple[Row, ...]
    changed: tuple[str, ...]
    body: BodyPicture | None = None


@dataclass(frozen=True)
class EntryPage:
    frame: Frame
    what: str
    when: str
    versions: tuple[Version, ...]
    story: str
    amend: str
    handled: str
    handling: str
    move: str = ""
    came: tuple[str, ...] = ()
    documents: tuple[Attached, ...] = ()
    add_document: str = ""
    alike: tuple[Link, ...] = ()


def entry_page(child: Person, kind: str, fact: UUID, today: date, worker: Worker) -> EntryPage | None:
    """Build the page; None when this record holds no such entry that this worker may read."""
    declared = ENTRIES.get(kind)
    is_noted = declared is not None and declared.table is None
    model = Noted if is_noted else KINDS.get(kind)
    rows = versions(model, child, fact, worker) if model else []
    if not rows or (declared and is_noted and find_entry(child, worker, declared, fact) is None):
        return None
    newest = rows[0]
    if declared and is_noted:
        names = names_for(child, rows, worker, noted(child, worker))
        shown = [_answered(row, declared, names) for row in rows]
    else:
        names = table_names(child, declared, rows, worker) if declared else (lambda _key: "")
        shown = [_fields(row, declared, names) for row in rows]
    documented = entry_with_documents(child, kind, fact, worker)
    return EntryPage(
        frame=replace(frame(known(child, today), "child-story"), sheet_words=PRINTS_THE_STORY),
        what=declared.name if declared else str(newest._meta.verbose_name).capitalize(),
        when=saying.happened(newest) if isinstance(newest, DatedFact) and not (declared and not declared.when) else "",
        versions=versions_shown(rows, shown),
        story=keeping(reverse("child-story", args=[child.key])),
        amend=reverse("amend-entry", args=[child.key, declared.slug, fact]) if declared else "",
        handled=mark_words(mark_of(fact)),
        handling=reverse("entry-handling", args=[child.key, kind, fact]),
        move=reverse("move-entry", args=[child.key, kind, fact]) if kind in MOVABLE else "",
        came=tuple(
            f"Moved here on {moment(row.moved_at)} by {row.by.name}: {row.because}" for row in arrivals(fact, child)
        ),
        documents=attached(child, documents_of(documented), writing=not shown_on().day) if documented else (),
        add_document=reverse("add-document", args=[child.key, kind, fact]) if documented else "",
        alike=_alike(newest, child, worker),
    )


def _alike(row: VersionedFact, child: Person, worker: Worker) -> tuple[Link, ...]:
    """Referrals that may be this one. One query, for a referral that stands."""
    if not isinstance(row, cases.Referral) or row.child_id != child.pk:
        return ()
    return tuple(
        Link(
            "The other referral of that day",
            address(child, "Referral", other.fact),
            note=f"from {codes.in_words(codes.REFERRAL_SOURCE, other.source_code)}, {saying.origin(other)}",
        )
        for other in alike_to(row, worker)
    )


def _answered(row: Noted, declared: Entry, names: Names) -> dict[str, str]:
    """Every question of a declared entry with its answer, so that what was left empty shows too."""
    found = {"When": saying.happened(row)} if declared.when else {}
    if row.at_words:
        found["Day as written"] = row.at_words
    return found | {label: "\n".join(lines) for label, lines in answers(declared, row.body, names)}


def versions_shown(rows: Sequence[VersionedFact], shown: Sequence[dict[str, str]]) -> tuple[Version, ...]:
    """Versions of one fact, the newest first, each with what it says otherwise than the one before it."""
    pairs = zip(rows, shown, [*shown[1:], None], strict=True)
    return tuple(_version(row, fields, before) for row, fields, before in pairs)


def _version(row: VersionedFact, fields: dict[str, str], before: dict[str, str] | None) -> Version:
    who = row.recorded_by.name if row.recorded_by else saying.origin(row)
    changed = tuple(name for name, value in fields.items() if before is not None and before.get(name) != value)
    return Version(
        title=f"Version {row.version}: {moment(row.recorded_at)}, {who}",
        because=row.amended_because,
        rows=tuple(Row(name, value, note=_said_before(name, before or {}, changed)) for name, value in fields.items()),
        changed=changed,
        body=entry_picture(row.kind, row.body) if isinstance(row, Noted) else None,
    )


def _said_before(name: str, before: dict[str, str], changed: Sequence[str]) -> str:
    """What a field that was changed said before, cut where it is long: the whole of it stands in that version."""
    if name not in changed:
        return ""
    said = " ".join(before.get(name, "").split())
    return f"Before: {f'{said[:BEFORE]}…' if len(said) > BEFORE else said or saying.NOT_RECORDED}"


def _fields(row: VersionedFact, declared: Entry | None, names: Names) -> dict[str, str]:
    """Every question of the kind with its answer, and what else its table holds."""
    found: dict[str, str] = {}
    said: dict[str, tuple[str, str]] = {}
    if declared:
        columns = [declared.columns.get(ask.name, ask.name) for ask in declared.asks]
        lines = answers(declared, body_of(row, declared), names)
        said = {column: (label, "\n".join(text)) for column, (label, text) in zip(columns, lines, strict=True)}
    if isinstance(row, DatedFact):
        found["When"] = saying.happened(row)
        if row.at_words:
            found["Day as written"] = row.at_words
    for field in row._meta.concrete_fields:
        if field.name in said:
            label, text = said[field.name]
            found[label] = text
        elif field.name not in _HIDDEN:
            found[_LABELS.get(field.name, str(field.verbose_name).capitalize())] = _value(row, field)
    return found


def _value(row: Any, field: Any) -> str:
    value = getattr(row, field.name)
    if value is None:
        return ""
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if isinstance(value, Person):
        return value.shown_name
    if isinstance(value, date) and not isinstance(value, datetime):
        return in_words(value)
    if isinstance(value, time):
        return saying.clock(value)
    if isinstance(value, list):
        return "; ".join(_part(part) for part in value) or "none"
    return str(value)


def _part(part: Any) -> str:
    if isinstance(part, dict):
        return ", ".join(str(value) for value in part.values() if value)
    return str(part).replace("_", " ")
