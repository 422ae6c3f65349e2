"""Writing from the drawing's table: a partner, a child, a parent, a move, how people get on; amending two of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from sightline import kit
from sightline.access import declares, fill, save_draft_if_asked, start_writing
from sightline.cases import kindred
from sightline.cases.kin_forms import AMEND, FORMS, HomeForm, KinForm, part_words
from sightline.cases.once import AlreadySaved
from sightline.desk import composing
from sightline.desk.drawn import Chosen, Drawn, draw
from sightline.desk.finding import find, look, signed_in
from sightline.desk.pages.kindred import LABELS, kin_page, meanwhile, saved_before
from sightline.desk.writing import save
from sightline.people.facts import ChangedMeanwhile, VersionedFact
from sightline.people.models import Person

form_page = require_http_methods(["GET", "HEAD", "POST"])


def _found(request: HttpRequest, key: str, deed: str, person: str) -> tuple[Person, Drawn, Person]:
    """The child, the family as this worker may see it, and the person of it that is written about; else 404."""
    if request.method == "POST":
        child = find(request, key, "record.change")
    else:
        child = look(request, key, f"writing of the family: {LABELS[deed][0].lower()}", "record.change")
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
    form_key = f"cases.family-{deed}:{child.key}/{about.key}"
    if answer := save_draft_if_asked(request, form_key):
        return answer
    data = request.POST if request.method == "POST" else None
    writing = start_writing(request, form_key, child=child.key, label=LABELS[deed][0])
    initial = {"rater": signed_in(request).name} if deed == "tie" else {}
    form, trouble = _form(FORMS[deed], data, child, drawn, about, initial=initial), None
    if data is None:
        fill(form, writing.draft)
    elif form.is_valid():
        homes = {row.household.key: row.household for row in drawn.found.memberships}
        try:
            save(
                request,
                children=[child],
                form_key=form_key,
                words="The family is saved.",
                write=lambda: kindred.DEEDS[deed](
                    form, by=signed_in(request), child=child, people=drawn.found.persons, homes=homes
                ),
            )
            return _to_family(child)
        except AlreadySaved as error:
            trouble = saved_before(form, error, child)
    page = kin_page(child, timezone.localdate(), deed, about, form, writing, trouble=trouble)
    return kit.render(request, "desk/kindred.jinja", page)


@form_page
@declares("record.change")
def amend(request: HttpRequest, key: str, deed: str, person: str, fact: UUID) -> HttpResponse:
    """The next version of a partnership, or of how people get on; the second of two writers sees both."""
    if deed not in AMEND:
        raise Http404
    child, drawn, about = _found(request, key, deed, person)
    row = _row(drawn, deed, about, fact)
    form_key = f"cases.family-amend-{deed}:{fact}"
    if answer := save_draft_if_asked(request, form_key):
        return answer
    data = request.POST if request.method == "POST" else None
    writing = start_writing(request, form_key, child=child.key, label=f"{LABELS[deed][0]}: amend")
    names = kindred.AMENDED[deed][1]
    initial = {name: getattr(row, name) for name in names} | {"seen_version": row.version}
    initial |= {name: part_words(initial[name]) for name in ("starts", "ends")}
    form, trouble = _form(AMEND[deed], data, child, drawn, about, initial=initial), None
    if data is None:
        fill(form, writing.draft)
    elif form.is_valid():
        try:
            save(
                request,
                children=[child],
                form_key=form_key,
                words="The family is amended; the earlier version stays readable.",
                write=lambda: kindred.amend(row, deed, form, by=signed_in(request), child=child),
            )
            return _to_family(child)
        except ChangedMeanwhile:
            now = type(row)._default_manager.select_related("recorded_by").get(fact=fact, superseded_at=None)
            composing.put(form, "seen_version", str(now.version))
            trouble = meanwhile(now, names)
    page = kin_page(child, timezone.localdate(), deed, about, form, writing, amending=True, trouble=trouble)
    return kit.render(request, "desk/kindred.jinja", page)


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
