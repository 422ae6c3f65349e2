"""What somebody was writing on is elsewhere now, an entry moved or a record joined: their text is given back."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from sightline import kit
from sightline.access.drafts import keep_late, keep_there, move_drafts_of, no_file
from sightline.cases.moving import gone_to
from sightline.desk.finding import signed_in
from sightline.kit.kept import KeptPage, typed
from sightline.kit.parts import Link
from sightline.people.closed import ClosedMeanwhile
from sightline.people.joined import JoinedAway, fields_of
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


def joined(request: HttpRequest, error: JoinedAway) -> HttpResponse:
    """A record, or that of somebody named, was joined to another one while this worker was writing: their text is
    given back, and kept as a draft where it belongs now. Nothing is said of a record that is not open to them.
    """
    there = find_child(signed_in(request), error.kept.key)
    go: Link | None = None
    if error.away not in request.path:
        words, go = NAMED, Link("Open the form again", keep_late(request) or request.path)
    elif request.method != "POST":
        if there is None:
            raise Http404
        move_drafts_of(error.away, there.key, fields={error.fields: fields_of(there)})
        return HttpResponseRedirect(request.path.replace(error.away, there.key))
    elif there is None:
        words = CLOSED
    else:
        form = keep_there(request, error.away, there.key, fields={error.fields: fields_of(there)})
        words = f"{JOINED} It is the record of {there.shown_name} now. {KEPT + no_file(request) if form else COPY}"
        go = Link("Go on with what you wrote", form) if form else Link("The record", reverse("child", args=[there.key]))
    page = KeptPage("What you wrote has not been saved", words, typed(request), go)
    return kit.render(request, "kit/accident.jinja", page, status=409)


def closed(request: HttpRequest, error: ClosedMeanwhile) -> HttpResponse:
    """A record was closed to this worker while they were writing on it: their text is given back, and kept as their own
    draft, which opens if the record does. Nothing is said of why, nor whether the record is still there.
    """
    kept = keep_late(request) is not None
    if error.another:
        words, go = ANOTHER, Link("Open the form again", request.path)
    else:
        words, go = f"{CLOSED}{STAYS if kept else ''}", None
    page = KeptPage("What you wrote has not been saved", words, typed(request), go)
    return kit.render(request, "kit/accident.jinja", page, status=409)


JOINED = "While you were writing, this record was joined to another one of the same child."
KEPT = "What you wrote is kept there as a draft."
COPY = "Copy what you wrote from here, and write it there."
CLOSED = "This record is not open to you any more. Copy what you wrote from here, and speak with your manager."
STAYS = " It stays a draft of your own, without its file if it had one, until the record is open to you again."
ANOTHER = (
    "Somebody whom you wrote about is not on this form any more. Copy what you wrote about them from here. Then open "
    "the form again, and save what is left."
)
NAMED = (
    "The record of somebody named in what you wrote was changed while you were writing. Open the form again, choose "
    "them anew, and save it."
)
