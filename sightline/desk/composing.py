"""From a valid form of the composer to one change, and what to say when somebody else was first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone

from sightline.access.models import Worker
from sightline.cases import changes
from sightline.cases.accounts import AccountForm, CheckedForm
from sightline.cases.changes import ChildAtVisit, FollowUp
from sightline.cases.days import stored
from sightline.cases.entries import Entry
from sightline.cases.entries.words import answers
from sightline.cases.forms import AppointmentForm, ChildPartForm, OutcomeForm, VisitForm, opening
from sightline.cases.models import Appointment, Noted, Statement
from sightline.cases.noting import body_of
from sightline.cases.once import AlreadySaved, fact_of
from sightline.cases.pointing import names_from
from sightline.cases.queries import when, without_outcome
from sightline.desk import saying
from sightline.desk.chronology import address, reasons
from sightline.desk.document_forms import DocumentForm
from sightline.desk.finding import signed_in
from sightline.desk.pages.health import waiting_link
from sightline.desk.pages.information import account_rows, speaker
from sightline.desk.pages.trouble import Trouble
from sightline.desk.writing import save
from sightline.domain.dates import in_words
from sightline.kit.parts import Link, Row
from sightline.kit.words import listed, moment
from sightline.people.facts import DatedFact
from sightline.people.models import Person
from sightline.people.queries import people_around


def today_in_words() -> str:
    """Today as an exact day, for a form to open with: "today" itself would be another day in a draft of yesterday."""
    return in_words(timezone.localdate())


FILLED_LATER = (
    "outcome", "importance", "barrier_codes", "reason_given", "reason_checked",
    "consequence_for_child", "action", "told_who",
)  # fmt: skip


def save_visit(
    request: HttpRequest, form: VisitForm, parts: Sequence[ChildPartForm], form_key: str, document: DocumentForm
) -> None:
    """One visit, a row for each child it was about."""
    worker, found = signed_in(request), form.cleaned_data
    mine = [part for part in parts if part.is_about]
    names = [name for name in ChildPartForm.base_fields if name != "about"]
    children = [ChildAtVisit(part.child, **{name: part.cleaned_data[name] for name in names}) for part in mine]
    save(
        request,
        children=[part.child for part in mine],
        form_key=form_key,
        document=document,
        entry=lambda visits: visits[0],
        words=f"The visit is saved for {listed(part.child.shown_name for part in mine)}.",
        write=lambda: changes.record_visit(
            by=worker,
            children=children,
            when=form.when_stored(),
            opening=found["opening"],
            planned=found["planned"],
            where=found["where"],
            by_words=found["by"] or worker.name,
            note=found["note"] or "",
        ),
    )


def save_appointment(request: HttpRequest, form: AppointmentForm, form_key: str, document: DocumentForm) -> None:
    """An appointment, and what was done about it."""
    worker, found = signed_in(request), form.cleaned_data
    save(
        request,
        children=[form.child],
        form_key=form_key,
        document=document,
        words="The appointment is saved.",
        write=lambda: changes.record_appointment_and_follow_up(
            by=worker,
            child=form.child,
            when=form.when_stored(),
            opening=found["opening"],
            follow_up=_follow_up(form),
            person=form.person(),
            service=found["service"],
            purpose=found["purpose"],
            mode=found["mode"],
            invited_how=found["invited_how"],
            **_filled_later(form),
        ),
    )


def save_outcome(
    request: HttpRequest, row: Appointment, form: OutcomeForm, form_key: str, document: DocumentForm
) -> None:
    """What came of an appointment that was on record."""
    worker, found = signed_in(request), form.cleaned_data
    save(
        request,
        children=[form.child],
        form_key=form_key,
        document=document,
        words="What came of the appointment is saved.",
        write=lambda: changes.record_outcome_and_follow_up(
            row,
            by=worker,
            seen_version=found["seen_version"],
            opening=found["opening"],
            follow_up=_follow_up(form),
            because=found["amended_because"],
            **_filled_later(form),
        ),
    )


def _filled_later(form: AppointmentForm) -> dict[str, Any]:
    """Boxes left empty were never filled: null, except a name, whose column knows no null."""
    return {name: form.cleaned_data[name] or None for name in FILLED_LATER} | form.responsible()


def _follow_up(form: AppointmentForm) -> FollowUp:
    found = form.cleaned_data

    def day(name: str) -> dict[str, Any]:
        return stored(found[name], None, form.data.get(name, "")) if found[name] else {}

    return FollowUp(
        family=form.people.get(found["family"]),
        family_kind=found["family_how"],
        family_when=day("family_when"),
        agency=found["agency"],
        agency_who=found["agency_who"],
        agency_when=day("agency_when"),
        agency_advice=found["agency_advice"],
        decided=found["decided"],
    )


def save_account(request: HttpRequest, form: AccountForm, form_key: str, document: DocumentForm) -> None:
    """Something somebody said, and whether it was checked."""
    worker, found = signed_in(request), form.cleaned_data
    save(
        request,
        children=[form.child],
        form_key=form_key,
        document=document,
        words="The account is saved.",
        write=lambda: changes.record_statement(
            by=worker,
            child=form.child,
            when=form.when_stored(),
            fact=fact_of(found["opening"], worker, "account", form.child.key),
            **form.details(),
        ),
    )


def save_checked(
    request: HttpRequest, row: Statement, form: CheckedForm, form_key: str, document: DocumentForm
) -> None:
    """What checking an account found."""
    worker = signed_in(request)
    save(
        request,
        children=[row.child],
        form_key=form_key,
        document=document,
        words="What checking found is saved.",
        write=lambda: changes.record_verification(
            row, by=worker, seen_version=form.cleaned_data["seen_version"], **form.found()
        ),
    )


def outcome_form(row: Appointment, viewer: Worker) -> dict[str, Any]:
    """How the form of an appointment's outcome is opened: with what is already on record."""
    brings = row.responsible_person
    initial = {name: getattr(row, name) for name in FILLED_LATER}
    initial |= {"responsible_person": brings.key} if brings else {"responsible_adult": row.responsible_adult}
    return {
        "brings": brings,
        "child": row.child,
        "people": people_around(row.child, viewer),
        "adults": row.person_id != row.child_id,
        "on": when(row),
        "initial": initial | {"seen_version": row.version},
    }


def about_appointments(child: Person, adults: bool, viewer: Worker) -> dict[str, Any]:
    """The other way in, and the earlier appointments whose outcome nobody has written."""
    here = reverse("write-appointment", kwargs={"key": child.key})
    rows = without_outcome(child, timezone.localdate(), viewer)
    waiting = tuple(waiting_link(child, row) for row in rows)
    if adults:
        return {"other": Link("It was the child’s appointment", here)}
    other = Link("It was an adult’s own appointment", f"{here}?whose=adult")
    return {"other": other, "waiting": waiting}


def appointment_rows(row: Appointment) -> tuple[Row, ...]:
    """The appointment the form adds to."""
    whose = "The child" if row.person_id == row.child_id else row.person.shown_name
    return (
        Row("Service", row.service),
        Row("For", row.purpose),
        Row("When", saying.happened(row)),
        Row("Whose", whose),
        Row("What came of it", row.get_outcome_display() if row.outcome else ""),
    )


def account_rows_of(row: Statement, child: Person) -> tuple[Row, ...]:
    """The account the form adds to."""
    said = (Row("What was said", f"“{row.text}”"), Row("By", f"{speaker(row)}, {saying.happened(row)}"))
    return (*said, *account_rows(row, child)[2:-1])


def saved_already(form: forms.Form, error: AlreadySaved, child: Person) -> Trouble:
    """This form was saved before with other words: point at what is on record; sending again makes a second entry."""
    row = error.saved
    kind = row.kind if isinstance(row, Noted) else type(row).__name__
    put(form, "opening", opening())
    return Trouble(
        f"This form was saved before, on {moment(row.recorded_at)}. What you changed since is still below. To write a "
        "second entry, save again; to leave it as it was, go to the entry.",
        (),
        Link("The entry that was saved", address(child, kind, row.fact)),
    )


def changed_meanwhile(form: forms.Form, row: Appointment | Statement, child: Person) -> Trouble:
    """Somebody saved while this was being written: show theirs beside the writer's own, which stays in the form."""
    put(form, "seen_version", str(row.version))
    who = row.recorded_by.name if row.recorded_by else "Somebody"
    return Trouble(
        f"{who} changed this on {moment(row.recorded_at)}, while you were writing. Theirs is here; yours is still "
        "in the form below and has not been saved. Read both, then save again if yours should follow theirs.",
        _theirs(row, child),
        Link("The entry with its versions", address(child, type(row).__name__, row.fact)),
    )


def theirs_of_entry(row: DatedFact, entry: Entry, child: Person, viewer: Worker) -> Trouble:
    """What somebody else saved of a declared entry meanwhile, question by question."""
    names = names_from([child, *people_around(child, viewer)])
    rows = tuple(Row(label, lines) for label, lines in answers(entry, body_of(row, entry), names) if lines)
    who = row.recorded_by.name if row.recorded_by else "Somebody"
    return Trouble(
        f"{who} changed this on {moment(row.recorded_at)}, while you were writing. Theirs is here; yours is still "
        "in the form below and has not been saved. Read both, then save again if yours should follow theirs.",
        rows,
        Link("The entry with its versions", address(child, entry.kind, row.fact)),
    )


def put(form: forms.Form, name: str, value: str) -> None:
    """Change a hidden field of a form that was sent; everything typed stays as it was."""
    data = cast(QueryDict, form.data).copy()
    data[name] = value
    form.data = data


def _theirs(row: Appointment | Statement, child: Person) -> tuple[Row, ...]:
    if isinstance(row, Statement):
        return account_rows(row, child)[3:-1]
    return (
        Row("What came of it", row.get_outcome_display() if row.outcome else ""),
        Row("What got in the way", reasons(row)),
        Row("What the child missed out on", row.consequence_for_child or ""),
        Row("What happens next", row.action or ""),
        Row("Who was told", row.told_who or ""),
    )
