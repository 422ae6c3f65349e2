"""A replay of a child's record for a case review: gate levels 0 and 1 only, each look in the trail of the record."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from sightline import kit, trail
from sightline.access import declares
from sightline.cases.days import parse_when
from sightline.checks import standards
from sightline.checks.hindsight_pages import hindsight_page
from sightline.chronologies.policy import REPLAY
from sightline.domain.dates import DateError
from sightline.reviews.views.finding_things import review_or_404, worker_of


@require_safe
@declares(REPLAY)
def hindsight(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """What would have been asked of a subject's record, and when first."""
    review = review_or_404(request, key, REPLAY)
    subject = review.subjects.filter(pk=number, person__is_child=True).select_related("person").first()
    if subject is None or subject.person is None:
        raise Http404
    trail.record_view(by=worker_of(request), child=subject.person.key, part="replay for a case review")
    first, one = _day(request, "from")
    last, other = _day(request, "to")
    page = hindsight_page(
        review, subject, subject.person,
        first=first, last=last, every=request.GET.get("checks") == "all", problem=one or other,
    )  # fmt: skip
    return kit.render(request, "checks/hindsight.jinja", page)


def _day(request: HttpRequest, name: str) -> tuple[date | None, str]:
    """A day as typed, or why it is none."""
    typed = request.GET.get(name, "").strip()
    if not typed:
        return None, ""
    try:
        return parse_when(typed, standards.today()).earliest, ""
    except DateError as error:
        return None, str(error)
