"""An entry that was moved to another child's record while somebody was writing on it: their text is given back."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from sightline import kit
from sightline.cases.moving import gone_to
from sightline.desk.finding import signed_in
from sightline.kit.kept import KeptPage, typed
from sightline.people.models import Person
from sightline.people.queries import find_child


def gone(request: HttpRequest, child: Person, fact: UUID) -> HttpResponse:
    """Where an entry is that is not on this record: on another one that is open to the worker, or nowhere for them.

    Raises Http404 when it never was on this record, or nothing was sent.
    """
    to = gone_to(fact, child)
    if to is None:
        raise Http404
    is_open = find_child(signed_in(request), to.key, "record.change") is not None
    if request.method != "POST":
        if not is_open:
            raise Http404
        return HttpResponseRedirect(request.path.replace(child.key, to.key))
    where = f" It is on the record of {to.shown_name} now." if is_open else ""
    page = KeptPage(
        "This entry is no longer on this record",
        f"While you were writing, it was moved to the child it belongs to.{where} What you wrote has not been saved. "
        "Copy it from here, and write it where it belongs.",
        typed(request),
    )
    return kit.render(request, "kit/accident.jinja", page, status=409)
