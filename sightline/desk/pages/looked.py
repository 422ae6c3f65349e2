"""Who has looked at and who has changed this record, from the trail, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from sightline import trail
from sightline.access.models import Worker
from sightline.cases.entries import BY_SLUG
from sightline.desk.pages.frame import Frame, frame, known
from sightline.kit.parts import Table
from sightline.kit.words import clock, day
from sightline.people.models import Person

DEEDS = {
    "cases.record_visit": "wrote a visit",
    "cases.record_voice": "wrote the child’s words",
    "cases.record_appointment": "wrote an appointment",
    "cases.record_was_not_brought": "wrote that the child was not brought",
    "cases.amend_appointment": "amended an appointment",
    "cases.record_statement": "wrote an account",
    "cases.record_verification": "wrote what checking an account found",
    "cases.record_contact": "wrote a contact with the family",
    "cases.record_agency_contact": "wrote what another agency told",
    "cases.record_decision": "wrote a decision",
    "cases.record_concern": "wrote a worry",
    "cases.record_event": "wrote an event",
    "cases.open_involvement": "opened help at a level",
    "cases.record_plan": "wrote a plan",
    "cases.make_document": "made a document for somebody of the family",
    "cases.check_document": "read through a document for the family",
    "cases.move_entry_away": "moved an entry to another child’s record",
    "cases.move_entry_here": "moved an entry here from another child’s record",
    "cases.open_record": "opened the record",
    "cases.allocate": "allocated a worker",
    "cases.end_allocation": "ended a worker’s access",
    "checks.answer": "answered a prompt",
    "checks.second_read": "read an answer a second time",
    "cases.close_involvement": "ended help at a level",
    "cases.end_plan": "ended a plan",
    "exchange.import_census": "brought in a census",
    "cases.open_for_reason": "opened the record for a reason",
    "cases.close_again": "finished with a record opened for a reason",
    "cases.read_opening": "read why the record was opened",
    "cases.mark_entry": "marked how an entry is handled",
    "cases.name_readers": "named who reads an entry",
    "people.restrict": "restricted the record",
    "people.name_for_restricted": "named somebody for the restricted record",
    "people.end_naming": "closed the restricted record to somebody",
    "people.end_restriction": "ended the restriction",
    "people.seal_identity": "sealed this identity after an adoption",
    "people.take_back_sealing": "took the sealing of this identity back",
    "people.declare_conflict": "declared a conflict of interest",
    "people.end_conflict": "ended a conflict of interest",
    "people.record_name": "wrote another name",
    "people.record_address": "wrote an address",
    "people.record_professional": "wrote who works with the child",
    "people.amend_name": "amended another name",
    "people.take_out_name": "took out another name",
    "people.amend_address": "amended an address",
    "people.take_out_address": "took out an address",
    "people.amend_professional": "amended who works with the child",
    "people.take_out_professional": "took out who works with the child",
    "people.merge": "joined two records of one person",
    "cases.attach_document": "added a document",
    "cases.document_open": "looked through a document, which can be opened now",
    "cases.document_refused": "looked through a document, and refused it",
    "cases.correct_document": "corrected what is written about a document",
    "cases.withdraw_document": "withdrew a document",
    "people.undo_merge": "took two joined records apart",
    "people.add_person": "wrote down a person",
    "people.amend_person": "amended a person’s details",
    "people.join_household": "wrote who lives where",
    "people.record_parent": "wrote who a parent is",
    "people.leave_household": "wrote who left a home",
    "people.record_partnership": "wrote who is whose partner",
    "people.amend_partnership": "amended who is whose partner",
    "people.take_out_partnership": "took out who is whose partner",
    "people.amend_parent": "amended who a parent is",
    "people.take_out_parent": "took out who a parent is",
    "people.amend_household": "amended who lives where",
    "people.take_out_household": "took out who lives where",
    "people.record_born_together": "wrote who was born together",
    "people.amend_born_together": "amended who was born together",
    "people.take_out_born_together": "took out who was born together",
    "people.take_out_tie": "took out how people of the family get on",
    "people.record_tie": "wrote how people of the family get on",
    "people.amend_tie": "amended how people of the family get on",
}


@dataclass(frozen=True)
class LookedPage:
    frame: Frame
    table: Table
    who: str


def looked_page(child: Person, today: date) -> LookedPage:
    """Build the page: a row for each worker, day and kind, the latest first."""
    looks = trail.who_has_looked(child.key)
    names = worker_names({look.actor for look in looks})
    rows = tuple(
        (
            f"{day(look.last_at)}, {_times(clock(look.first_at), clock(look.last_at))}",
            names.get(look.actor, "Sightline itself"),
            "looked at" if look.kind == "view" else "changed",
            ", ".join(_words(what) for what in look.what),
            look.times,
        )
        for look in looks
    )
    head = ("When", "Who", "Looked or changed", "Which part", "Times")
    table = Table("Views and changes", head, rows, frozenset({4}))
    return LookedPage(frame(known(child, today), "child-looked"), table, reverse("who-may-see", args=[child.key]))


def _times(first: str, last: str) -> str:
    return first if first == last else f"{first} to {last}"


def _words(what: str) -> str:
    """A deed or a part of the record in words; entries of a declared kind by the name they have everywhere."""
    if what in DEEDS:
        return DEEDS[what]
    verb, _, kind = what.removeprefix("cases.").partition("_")
    if verb in ("record", "amend") and (entry := BY_SLUG.get(kind.replace("_", ""))):
        return f"{'wrote' if verb == 'record' else 'amended'}: {entry.name[0].lower()}{entry.name[1:]}"
    return what.rpartition(".")[2].replace("_", " ")


def worker_names(ids: set[str]) -> dict[str, str]:
    """Names by the trail's id of a worker. One query."""
    wanted = [int(one) for one in ids if one.isdigit()]
    rows = Worker.objects.filter(pk__in=wanted).select_related("agency")
    return {str(row.pk): f"{row.name}, {row.agency.name}" for row in rows}
