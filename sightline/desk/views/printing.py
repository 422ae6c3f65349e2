"""A page of a record, or all of it, on paper. That it was printed is in the trail like a look, and is said as such."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from sightline.access import declares, recently_authenticated
from sightline.desk import printing
from sightline.desk.finding import find, signed_in
from sightline.desk.then import shown, shown_on
from sightline.kit.pdf import pdf_response


@require_safe
@declares("record.view")
def page(request: HttpRequest, key: str, part: str) -> HttpResponse:
    """One page of the record as a PDF."""
    if part not in printing.PARTS:
        raise Http404
    return _print(request, key, [part], f"printed: {part}")


@require_safe
@declares("record.view")
def everything(request: HttpRequest, key: str) -> HttpResponseBase:
    """The whole file, in the order of its pages. The password is asked for once the record is known to be open."""
    find(request, key)
    return _everything(request, key)


@recently_authenticated
def _everything(request: HttpRequest, key: str) -> HttpResponseBase:
    return _print(request, key, list(printing.PARTS), "printed: the whole record")


def _print(request: HttpRequest, key: str, parts: list[str], words: str) -> HttpResponse:
    with shown(request, key, words) as (child, day):
        data = printing.sheet(child, day, signed_in(request), parts, at=timezone.now(), then=shown_on().words)
    # The name of a file says nothing about anybody.
    return pdf_response("desk/record.typ", data, name=f"record-{timezone.localdate():%Y-%m-%d}")
