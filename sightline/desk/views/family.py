"""The family of a child: drawn and in words, as of a day; one person of it; pinning people; drawing it anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from sightline import kit
from sightline.access import declares
from sightline.desk.drawn import Chosen, draw, read_choices
from sightline.desk.finding import find, look, signed_in
from sightline.desk.pages.family import family_page
from sightline.desk.pages.relative import relative_page
from sightline.desk.then import shown, understood
from sightline.people import changes
from sightline.people.models import Person


@contextmanager
def looked_at(request: HttpRequest, key: str, part: str) -> Iterator[tuple[Person, date, Chosen]]:
    """The child, the day of the page and what was chosen. With hindsight, everything is read as it is known now."""
    today = timezone.localdate()
    asked = understood(request.GET.get("on", ""), today)
    if asked.day and request.GET.get("hindsight"):
        child = look(request, key, f"{part}, of {asked.day} with hindsight")
        yield child, today, read_choices(request.GET, asked.day, today)
        return
    with shown(request, key, part) as (child, day):
        yield child, day, read_choices(request.GET, day, today)


@require_safe
@declares("record.view")
def family(request: HttpRequest, key: str) -> HttpResponse:
    """The drawing, its tables and sentences, and every adult carer."""
    with looked_at(request, key, "family") as (child, day, chosen):
        page = family_page(child, signed_in(request), day, draw(child, signed_in(request), chosen, links=True))
    return kit.render(request, "desk/family.jinja", page)


@require_safe
@declares("record.view")
def relative(request: HttpRequest, key: str, person: str) -> HttpResponse:
    """What this worker may see of one person of the family; 404 for anybody else, whether they exist or not."""
    with looked_at(request, key, "family, one person") as (child, day, chosen):
        worker = signed_in(request)
        page = relative_page(child, worker, day, draw(child, worker, chosen), person)
    if page is None:
        raise Http404
    return kit.render(request, "desk/relative.jinja", page)


@require_POST
@declares("record.view")
def pin(request: HttpRequest, key: str) -> HttpResponse:
    """Hold somebody at their place in this worker's drawing, or let them go; back to their row, shown as before."""
    child = find(request, key)
    hold = "pin" in request.POST
    person = request.POST.get("pin" if hold else "unpin", "")
    there = changes.pin(child, signed_in(request), person, hold=hold)
    address = reverse("child-family", kwargs={"key": child.key})
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return HttpResponseRedirect(f"{address}{query}{f'#person-{quote(person)}' if there else ''}")


@require_POST
@declares("record.view")
def redraw(request: HttpRequest, key: str) -> HttpResponse:
    """Forget where this worker last saw everybody but those pinned; the next drawing places them afresh."""
    child = find(request, key)
    changes.forget_layout(child, signed_in(request))
    return HttpResponseRedirect(reverse("child-family", kwargs={"key": child.key}))
