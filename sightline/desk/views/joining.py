"""A person who is recorded twice: choosing the other record, joining the two, and taking them apart again."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from sightline import kit
from sightline.access import declares
from sightline.desk.finding import child_to_write_about, look, signed_in
from sightline.desk.pages import joining as pages
from sightline.desk.pages.people import find_person
from sightline.desk.people_forms import BecauseForm
from sightline.people import merging
from sightline.people.details import Merge
from sightline.people.models import Person

PART = "joining two records"


def _both(request: HttpRequest, key: str, person: str) -> tuple[Person, Person]:
    """The child, and the child itself or an adult of the child's record; 404 for anybody else.

    Another child of the family is joined from that child's own record.
    """
    child = child_to_write_about(request, key, PART, "record.join")
    found = find_person(child, person, signed_in(request))
    if found is None or (found.is_child and found.pk != child.pk):
        raise Http404
    return child, found


@require_safe
@declares("record.join")
def twice(request: HttpRequest, key: str, person: str) -> HttpResponse:
    """Which is the other record?"""
    child, found = _both(request, key, person)
    words = request.GET.get("q", "")[:100].strip()
    page = pages.twice_page(child, found, signed_in(request), words, timezone.localdate())
    return kit.render(request, "desk/twice.jinja", page)


@kit.form_page
@declares("record.join")
def join(request: HttpRequest, key: str, person: str, other: str) -> HttpResponse:
    """The two side by side; with a reason, joined."""
    child, kept = _both(request, key, person)
    worker = signed_in(request)
    if Merge.objects.filter(kept=kept, away__key=other, undone_at=None).exists():
        return redirect("person", key=key, person=person)  # the same form arrived twice
    away = pages.find_other(child, kept, other, worker)
    if away is None:
        raise Http404
    if away.is_child and away.pk != kept.pk and request.method != "POST":
        look(request, away.key, PART, "record.join")
        request.child_looked_at = child  # type: ignore[attr-defined]  # the page is the first one's
    form, trouble = BecauseForm(request.POST or None, label="How do you know that they are one person?"), ""
    if request.method == "POST" and form.is_valid():
        try:
            merging.merge(kept, away, by=worker, because=form.cleaned_data["because"])
        except merging.NotPossible as error:
            trouble = str(error)
        else:
            messages.success(request, "The two records are one now. The checks have looked at it again.")
            return redirect("person", key=key, person=person)
    page = pages.join_page(child, kept, away, form, timezone.localdate(), trouble)
    return kit.render(request, "desk/join.jinja", page)


@kit.form_page
@declares("record.join")
def apart(request: HttpRequest, key: str, person: str, number: int) -> HttpResponse:
    """Take two joined records apart again, with a reason."""
    child, kept = _both(request, key, person)
    row = Merge.objects.filter(pk=number, kept=kept).select_related("away", "merged_by", "undone_by").first()
    if row is None:
        raise Http404
    if row.undone_at is not None:
        return redirect("person", key=key, person=person)
    form, trouble = BecauseForm(request.POST or None, label="How do you know that they are two people?"), ""
    if request.method == "POST" and form.is_valid():
        try:
            merging.undo(row, by=signed_in(request), because=form.cleaned_data["because"])
        except merging.NotPossible as error:
            trouble = str(error)
        else:
            messages.success(request, "They are two records again. The checks have looked at both again.")
            return redirect("person", key=key, person=person)
    page = pages.apart_page(child, kept, row, form, timezone.localdate(), trouble)
    return kit.render(request, "desk/apart.jinja", page)
