"""Writing from the drawing's table: a partner, a child, a parent, a move, twins, how people get on; amending each.

Somebody new is looked for before they are written down (`looking.py`); with nobody like them they are written at once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from sightline import kit
from sightline.access import declares
from sightline.access.models import Worker
from sightline.cases import kindred
from sightline.cases.kin_forms import AMEND, FORMS, HomeForm, KinForm, amend_form, part_words
from sightline.desk.drawn import Chosen, Drawn, draw
from sightline.desk.finding import child_to_write_about, signed_in
from sightline.desk.looking import looked_for
from sightline.desk.pages.amending import kin_versions_page, meanwhile
from sightline.desk.pages.kin_rows import any_hidden, rows_about
from sightline.desk.pages.kindred import LABELS, kin_page, saved_before
from sightline.desk.then import shown, shown_on
from sightline.desk.views.writing import NotYet, composed
from sightline.desk.writing import save
from sightline.people.amending import KINDS, stands
from sightline.people.amending import versions as versions_of
from sightline.people.facts import ChangedMeanwhile
from sightline.people.family import as_kin
from sightline.people.hiding import hidden_rows
from sightline.people.kept_back import unsaid_names
from sightline.people.models import Person

PART_DATE: Final = re.compile(r"\d{4}(-\d{2}){0,2}")


def _found(request: HttpRequest, key: str, deed: str, person: str) -> tuple[Person, Drawn, Person]:
    """The child, the family as this worker may see it, and the person of it that is written about; else 404."""
    child = child_to_write_about(request, key, f"writing of the family: {LABELS[deed][0].lower()}")
    drawn = draw(child, signed_in(request), Chosen(timezone.localdate()))
    if person not in drawn.found.persons:
        raise Http404
    return child, drawn, drawn.found.persons[person]


def _form(kind: type[KinForm], data: Any, child: Person, drawn: Drawn, person: Person, **more: Any) -> KinForm:
    """The form, its choices the people and homes of the drawing."""
    people = [(key, who.shown_name) for key, who in drawn.found.persons.items() if key != person.key]
    homes = list(drawn.found.labels.items())
    more["family"] = drawn.found.family
    if kind is HomeForm:
        today = timezone.localdate()
        now = {
            row.household.key for row in drawn.found.memberships if row.person.key == person.key and _open(row, today)
        }
        more["leaving"] = [(key, label) for key, label in homes if key in now]
    return kind(data, child=child, person=person, people=people, homes=homes, **more)


def _open(row: Any, today: Any) -> bool:
    return row.ends_on is None or row.ends_on > today


@kit.form_page
@declares("record.change")
def write(request: HttpRequest, key: str, deed: str, person: str) -> HttpResponse:
    """Write something new about one person of the family."""
    if deed not in FORMS:
        raise Http404
    child, drawn, about = _found(request, key, deed, person)
    form_key, worker = f"cases.family-{deed}:{child.key}/{about.key}", signed_in(request)
    initial = {"rater": worker.name} if deed == "tie" else {}
    homes = {row.household.key: row.household for row in drawn.found.memberships}

    def store(forms: Sequence[KinForm], _document: object) -> None:
        people = _people(request, forms[0], child, drawn, deed)
        save(
            request,
            children=[child],
            form_key=form_key,
            words="The family is saved.",
            write=lambda: kindred.DEEDS[deed](forms[0], by=worker, child=child, people=people, homes=homes),
        )

    return composed(
        request,
        child,
        form_key=form_key,
        label=LABELS[deed][0],
        template="kindred",
        make=lambda data: [_form(FORMS[deed], data, child, drawn, about, initial=initial)],
        store=store,
        meanwhile=lambda forms, error: saved_before(forms[0], error, child),
        page=partial(kin_page, deed, about),
        then=_to_family,
    )


def _people(
    request: HttpRequest, form: KinForm, child: Person, drawn: Drawn, deed: str, *, again: bool = False
) -> Mapping[str, Person]:
    """Everybody the form can name: those of the drawing, and whoever known was said to be the one.

    Raises NotYet with those who may be the one: then nobody is written. Whoever is chosen stands in the form, unless it
    cannot be them; then the form says why.
    """
    people, new = drawn.found.persons, form.typed_name
    if not new or (not again and kindred.was_written(deed, form, by=signed_in(request))):
        return people
    looked = looked_for(request, new, form.day, children=None, child=child)
    if looked.one is None:
        if looked.found and not looked.sure:
            raise NotYet(found=looked.found)
        return people
    if reason := form.why_not(form.family.person.get(looked.one.key) or as_kin(looked.one.key, looked.one)):
        form.refuse(reason)
        raise NotYet(found=looked.found)
    form.cleaned_data["who"] = looked.one.key
    return {**people, looked.one.key: looked.one}


@kit.form_page
@declares("record.change")
def amend(request: HttpRequest, key: str, deed: str, person: str, fact: UUID) -> HttpResponse:
    """The next version of a row, or taking it out; the second of two writers sees both."""
    if deed not in AMEND:
        raise Http404
    child, drawn, about = _found(request, key, deed, person)
    row, worker = _row(drawn, deed, about, fact), signed_in(request)
    if row is None:
        return redirect("child-family-versions", key=key, deed=deed, person=person, fact=fact)
    form_key = f"cases.family-amend-{deed}:{fact}"
    initial = {name: _typed(getattr(row, name)) for name in KINDS[deed].fields} | {"seen_version": row.version}
    kept_back = deed == "tie" and drawn.found.kept_back.named_in(row.rater)
    if deed == "parent" and row.parent_id is None:
        initial["kind"] = "biological"  # what they are most often, once they are known

    def store(forms: Sequence[Any], _document: object) -> None:
        people = _people(request, forms[0], child, drawn, deed, again=True)
        try:
            save(
                request,
                children=[child],
                form_key=form_key,
                words="The family is amended; the earlier version stays readable.",
                write=lambda: kindred.amend(row, deed, forms[0], by=worker, child=child, people=people),
            )
        except ChangedMeanwhile:
            now = versions_of(deed, about, fact)
            if not stands(now) or forms[0].changes(now[0]):
                raise  # else it is the same form, pressed twice

    return composed(
        request,
        child,
        form_key=form_key,
        label=f"{LABELS[deed][0]}: amend",
        template="kindred",
        make=lambda data: [
            _form(amend_form(deed, row, kept_back=kept_back), data, child, drawn, about, row=row, initial=initial)
        ],
        store=store,
        meanwhile=lambda forms, _error: meanwhile(
            forms[0], deed, _as_shown(versions_of(deed, about, fact), drawn, child, worker)[0], {}
        ),
        page=partial(kin_page, deed, about, amending=True),
        then=_to_family,
    )


def _typed(value: Any) -> Any:
    """A value of a row as its form shows it."""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, str) and PART_DATE.fullmatch(value):
        return part_words(value)
    return value


def _row(drawn: Drawn, deed: str, about: Person, fact: UUID) -> Any:
    """The row, if it is one of this family's and about this person; None when it was taken out; else 404."""
    found = next((one.row for one in rows_about(drawn, about.key) if one.deed == deed and one.row.fact == fact), None)
    if found is None and not versions_of(deed, about, fact):
        raise Http404
    return found


@require_safe
@declares("record.view")
def versions(request: HttpRequest, key: str, deed: str, person: str, fact: UUID) -> HttpResponse:
    """A row of the family, version by version; also one that was taken out. 404 if it names somebody kept from one."""
    if deed not in AMEND:
        raise Http404
    with shown(request, key, "family, what was recorded before") as (child, day):
        worker, today = signed_in(request), shown_on().day is None
        drawn = draw(child, worker, Chosen(day, today=today), places=False)
        about = drawn.found.persons.get(person)
        rows = versions_of(deed, about, fact) if about else []
        if about is None or not rows or any_hidden(rows, worker):
            raise Http404
        page = kin_versions_page(child, about, deed, _as_shown(rows, drawn, child, worker), day, now=today)
    return kit.render(request, "desk/kept_versions.jinja", page)


def _as_shown(rows: list[Any], drawn: Drawn, child: Person, worker: Worker) -> list[Any]:
    """Versions to read, not to save: without whose view it is where that names somebody kept from this worker."""
    raters = {row.rater for row in rows if hasattr(row, "rater")}
    shown_names = [one.name for one in drawn.found.family.persons]
    kept_back = unsaid_names(child, hidden_rows(worker), raters, shown_names)
    for row in rows:
        if kept_back.named_in(getattr(row, "rater", "")):
            row.rater = ""
    return rows


def _to_family(child: Person) -> HttpResponseRedirect:
    """Back to the drawing, which keeps its places."""
    return HttpResponseRedirect(reverse("child-family", kwargs={"key": child.key}))
