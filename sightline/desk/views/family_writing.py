"""Writing from the drawing's table: a partner, a child, a parent, a move, how people get on; amending two of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from sightline.access import declares
from sightline.cases import kindred
from sightline.cases.kin_forms import AMEND, FORMS, HomeForm, KinForm, part_words
from sightline.desk import composing
from sightline.desk.drawn import Chosen, Drawn, draw
from sightline.desk.finding import signed_in
from sightline.desk.pages.kindred import LABELS, kin_page, meanwhile, saved_before
from sightline.desk.pages.trouble import Trouble
from sightline.desk.views.writing import child_to_write_about, composed, form_page
from sightline.desk.writing import save
from sightline.people.facts import VersionedFact
from sightline.people.models import Person


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
    if kind is HomeForm:
        today = timezone.localdate()
        now = {
            row.household.key for row in drawn.found.memberships if row.person.key == person.key and _open(row, today)
        }
        more["leaving"] = [(key, label) for key, label in homes if key in now]
    return kind(data, child=child, person=person, people=people, homes=homes, **more)


def _open(row: Any, today: Any) -> bool:
    return row.ends_on is None or row.ends_on > today


@form_page
@declares("record.change")
def write(request: HttpRequest, key: str, deed: str, person: str) -> HttpResponse:
    """Write something new about one person of the family."""
    if deed not in FORMS:
        raise Http404
    child, drawn, about = _found(request, key, deed, person)
    form_key, worker = f"cases.family-{deed}:{child.key}/{about.key}", signed_in(request)
    initial = {"rater": worker.name} if deed == "tie" else {}
    homes = {row.household.key: row.household for row in drawn.found.memberships}
    return composed(
        request,
        child,
        form_key=form_key,
        label=LABELS[deed][0],
        template="kindred",
        make=lambda data: [_form(FORMS[deed], data, child, drawn, about, initial=initial)],
        store=lambda forms, _document: save(
            request,
            children=[child],
            form_key=form_key,
            words="The family is saved.",
            write=lambda: kindred.DEEDS[deed](
                forms[0], by=worker, child=child, people=drawn.found.persons, homes=homes
            ),
        ),
        meanwhile=lambda forms, error: saved_before(forms[0], error, child),
        page=partial(kin_page, deed, about),
        then=_to_family,
    )


@form_page
@declares("record.change")
def amend(request: HttpRequest, key: str, deed: str, person: str, fact: UUID) -> HttpResponse:
    """The next version of a partnership, or of how people get on; the second of two writers sees both."""
    if deed not in AMEND:
        raise Http404
    child, drawn, about = _found(request, key, deed, person)
    row = _row(drawn, deed, about, fact)
    form_key = f"cases.family-amend-{deed}:{fact}"
    names = kindred.AMENDED[deed][1]
    initial = {name: getattr(row, name) for name in names} | {"seen_version": row.version}
    initial |= {name: part_words(initial[name]) for name in ("starts", "ends")}
    return composed(
        request,
        child,
        form_key=form_key,
        label=f"{LABELS[deed][0]}: amend",
        template="kindred",
        make=lambda data: [_form(AMEND[deed], data, child, drawn, about, initial=initial)],
        store=lambda forms, _document: save(
            request,
            children=[child],
            form_key=form_key,
            words="The family is amended; the earlier version stays readable.",
            write=lambda: kindred.amend(row, deed, forms[0], by=signed_in(request), child=child),
        ),
        meanwhile=lambda forms, _error: _theirs(row, forms[0], names),
        page=partial(kin_page, deed, about, amending=True),
        then=_to_family,
    )


def _theirs(row: VersionedFact, form: KinForm, names: Sequence[str]) -> Trouble:
    """What somebody else saved meanwhile; sending the form again then follows it."""
    now = type(row)._default_manager.select_related("recorded_by").get(fact=row.fact, superseded_at=None)
    composing.put(form, "seen_version", str(now.version))
    return meanwhile(now, names)


def _row(drawn: Drawn, deed: str, about: Person, fact: UUID) -> VersionedFact:
    """The row, if it is one of this family's and about this person."""
    if deed == "partner":
        rows = [row for row in drawn.found.partnerships if about.key in (row.one.key, row.other.key)]
        found = next((row for row in rows if row.fact == fact), None)
    else:
        found = next((row for row in drawn.found.ties if row.fact == fact and row.of.key == about.key), None)  # type: ignore[assignment]
    if found is None:
        raise Http404
    return found


def _to_family(child: Person) -> HttpResponseRedirect:
    """Back to the drawing, which keeps its places."""
    return HttpResponseRedirect(reverse("child-family", kwargs={"key": child.key}))
