"""Taking a family out: drawing, picture, print, and the copy for one person of it.

Each is in the trail, and asks for the password again when it was given long ago.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from sightline import kit
from sightline.access import declares, recently_authenticated, security_event
from sightline.desk.drawn import draw
from sightline.desk.family_sheets import FORMS, made
from sightline.desk.finding import find, signed_in
from sightline.desk.pages.family_copy import copy_page
from sightline.desk.views.family import looked_at

NAMES = {"svg": "drawing (SVG)", "png": "picture (PNG)", "a4": "PDF for A4", "a3": "PDF for A3"}


@require_safe
@declares("record.view")
def export(request: HttpRequest, key: str, form: str) -> HttpResponseBase:
    """The family as shown, as a file; with `for`, the copy for that person. The name of the file says nothing."""
    if form not in FORMS:
        raise Http404
    find(request, key)
    return _export(request, key, form)


@recently_authenticated
def _export(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """Asked for the password only after it is clear that the child is open to this worker."""
    recipient = request.GET.get("for", "")
    part = f"family, {'copy for one person' if recipient else 'taken out'}, {NAMES[form]}"
    with looked_at(request, key, part) as (child, _day, chosen):
        worker = signed_in(request)
        if recipient and recipient not in draw(child, worker, chosen).family.person:
            raise Http404
        answer = made(draw(child, worker, chosen, recipient=recipient), form)
    security_event(
        "export", request=request, worker=worker, action="record.view", child=child.key, what=f"family {form}"
    )
    return answer


@require_safe
@declares("record.view")
def copy(request: HttpRequest, key: str) -> HttpResponse:
    """For whom a copy is made, what it will hold, and what is left out of it and why."""
    with looked_at(request, key, "family, a copy for somebody") as (child, day, chosen):
        page = copy_page(child, signed_in(request), day, chosen, request.GET.get("for", ""))
    if page is None:
        raise Http404
    return kit.render(request, "desk/family_copy.jinja", page)
