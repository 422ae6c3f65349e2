"""What happened? One place to begin, then one page for each kind of entry."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from sightline import kit
from sightline.access import declares
from sightline.access.drafts import DISCARD, SAVE
from sightline.cases import queries
from sightline.cases.accounts import AccountForm, CheckedForm
from sightline.cases.forms import AppointmentForm, OutcomeForm, VisitForm, refuse_words_of_others, visit_parts
from sightline.desk import composing
from sightline.desk.finding import child_to_write_about, look, signed_in
from sightline.desk.gone import gone
from sightline.desk.pages.happened import choose_page
from sightline.desk.pages.writing import WritingPage, lately
from sightline.desk.views.writing import composed
from sightline.people.queries import people_around, siblings_at_home


@require_safe
@declares("record.change")
def choose(request: HttpRequest, key: str) -> HttpResponse:
    """What kind of thing happened."""
    found = look(request, key, "what happened", "record.change")
    return kit.render(request, "desk/happened.jinja", choose_page(found, timezone.localdate(), signed_in(request)))


@kit.form_page
@declares("record.change")
def visit(request: HttpRequest, key: str) -> HttpResponse:
    """A visit, about the child and those siblings at home whom it was about too; the last visits in sight."""
    child, worker = child_to_write_about(request, key, "writing a visit"), signed_in(request)
    form_key = f"cases.visit:{child.key}"
    siblings = siblings_at_home(worker, child, timezone.localdate())
    if request.method == "POST" and not {SAVE, DISCARD} & set(request.POST):
        refuse_words_of_others(request.POST, [child, *siblings])
    initial = {"by": worker.name, "when": composing.today_in_words()}
    return composed(
        request,
        child,
        form_key=form_key,
        label="A visit",
        template="visit",
        make=lambda data: [VisitForm(data, child=child, initial=initial), *visit_parts(child, siblings, data)],
        attach="Visit",
        store=lambda forms, document: composing.save_visit(request, forms[0], forms[1:], form_key, document),
        meanwhile=lambda forms, error: composing.saved_already(forms[0], error, child),
        page=lambda **around: WritingPage(heading="A visit", lately=lately(child, worker), **around),
    )


@kit.form_page
@declares("record.change")
def appointment(request: HttpRequest, key: str) -> HttpResponse:
    """An appointment of the child, or of an adult around the child."""
    child, worker = child_to_write_about(request, key, "writing an appointment"), signed_in(request)
    adults = request.GET.get("whose") == "adult"
    form_key = f"cases.{'adults_' if adults else ''}appointment:{child.key}"
    people = people_around(child, worker)
    heading = "An adult’s appointment" if adults else "An appointment"
    return composed(
        request,
        child,
        form_key=form_key,
        label=heading,
        template="appointment",
        make=lambda data: [AppointmentForm(data, child=child, people=people, adults=adults)],
        attach="Appointment",
        store=lambda forms, document: composing.save_appointment(request, forms[0], form_key, document),
        meanwhile=lambda forms, error: composing.saved_already(forms[0], error, child),
        page=lambda **around: WritingPage(
            heading=heading, **composing.about_appointments(child, adults, worker), **around
        ),
    )


@kit.form_page
@declares("record.change")
def appointment_outcome(request: HttpRequest, key: str, fact: UUID) -> HttpResponse:
    """What came of an appointment that is already on record."""
    child, worker = child_to_write_about(request, key, "writing what came of an appointment"), signed_in(request)
    row = queries.appointment(child, fact, worker)
    if row is None:
        return gone(request, child, fact)
    form_key, heading = f"cases.outcome:{fact}", "What came of an appointment"
    return composed(
        request,
        child,
        form_key=form_key,
        label=heading,
        template="appointment",
        make=lambda data: [OutcomeForm(data, **composing.outcome_form(row, worker))],
        attach="Appointment",
        store=lambda forms, document: composing.save_outcome(request, row, forms[0], form_key, document),
        meanwhile=lambda forms, _error: composing.changed_meanwhile(forms[0], row, child),
        page=partial(WritingPage, heading=heading, earlier=composing.appointment_rows(row)),
    )


@kit.form_page
@declares("record.change")
def account(request: HttpRequest, key: str) -> HttpResponse:
    """An account to check."""
    child, worker = child_to_write_about(request, key, "writing an account"), signed_in(request)
    form_key, heading = f"cases.account:{child.key}", "An account to check"
    initial = {"heard_by": worker.name, "when": composing.today_in_words()}
    people = people_around(child, worker)
    return composed(
        request,
        child,
        form_key=form_key,
        label=heading,
        template="account",
        make=lambda data: [AccountForm(data, child=child, people=people, initial=initial)],
        attach="Statement",
        store=lambda forms, document: composing.save_account(request, forms[0], form_key, document),
        meanwhile=lambda forms, error: composing.saved_already(forms[0], error, child),
        page=partial(WritingPage, heading=heading),
    )


@kit.form_page
@declares("record.change")
def account_checked(request: HttpRequest, key: str, fact: UUID) -> HttpResponse:
    """What checking an account found."""
    child = child_to_write_about(request, key, "writing what checking an account found")
    row = queries.statement(child, fact, signed_in(request))
    if row is None:
        return gone(request, child, fact)
    form_key, heading = f"cases.checked:{fact}", "What checking found"
    return composed(
        request,
        child,
        form_key=form_key,
        label=heading,
        template="checked",
        make=lambda data: [CheckedForm(data, row=row, initial={"seen_version": row.version})],
        attach="Statement",
        store=lambda forms, document: composing.save_checked(request, row, forms[0], form_key, document),
        meanwhile=lambda forms, _error: composing.changed_meanwhile(forms[0], row, child),
        page=partial(WritingPage, heading=heading, earlier=composing.account_rows_of(row, child)),
    )
