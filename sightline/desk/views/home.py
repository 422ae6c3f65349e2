"""The home page of each role, and finding a child."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from sightline import kit
from sightline.access import declares, security_event
from sightline.desk.finding import signed_in, sought
from sightline.desk.pages.home import children_page, elsewhere_page, search_page
from sightline.desk.pages.looking_after import looking_after_page
from sightline.desk.pages.reviewing import reviewing_page


@require_safe
@declares("desk.home")
def home(request: HttpRequest) -> HttpResponse:
    """My children, my team's children, or where another role begins."""
    worker = signed_in(request)
    if worker.role in ("practitioner", "supervisor"):
        return kit.render(request, "desk/home.jinja", children_page(worker, timezone.localdate()))
    if worker.role == "administrator":
        return kit.render(request, "desk/looking_after.jinja", looking_after_page())
    if worker.role == "review_officer":
        return kit.render(request, "desk/reviewing.jinja", reviewing_page(worker, timezone.localdate()))
    return kit.render(request, "desk/elsewhere.jinja", elsewhere_page(worker))


@kit.form_page
@declares("record.view")
def search(request: HttpRequest) -> HttpResponse:
    """Find a child among those open to this worker. What was typed is posted, so that it is in no address."""
    words = sought(request)
    worker, wider = signed_in(request), "wider" in request.POST and bool(words)
    if wider:
        security_event("searched_wider", worker=worker, request=request)
    page = search_page(worker, words, request.method == "POST", timezone.localdate(), wider)
    return kit.render(request, "desk/search.jinja", page)
