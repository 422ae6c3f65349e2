"""Reading what came of a survey, on a page or as a file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from sightline import kit
from sightline.access import declares
from sightline.access.declaring import recently_authenticated
from sightline.access.security_log import security_event
from sightline.confidence import own_queries, own_report, pages, queries, report
from sightline.confidence.views import or_404, worker_of
from sightline.kit import sheets

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_safe
@declares("measure.view")
def surveys(request: HttpRequest) -> HttpResponse:
    """Every survey."""
    return kit.render(request, "confidence/surveys.jinja", pages.list_page(worker_of(request)))


@require_safe
@declares("measure.view")
def results(request: HttpRequest, key: str) -> HttpResponse:
    """What came of a survey: drawings with their numbers."""
    worker = worker_of(request)
    survey = or_404(queries.find_survey(worker, key))
    return kit.render(request, "confidence/results.jinja", pages.results_page(survey, worker))


@require_safe
@declares("measure.run_surveys")
@recently_authenticated
def file(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """The same tables for a spreadsheet; `?published=1`: with groups under ten hidden, as for a published paper."""
    worker = worker_of(request)
    survey = or_404(queries.find_survey(worker, key, "measure.run_surveys"))
    if form not in TYPES:
        raise Http404
    published = request.GET.get("published") == "1"
    counted = queries.counted(survey, published=published)
    write = sheets.as_csv if form == "csv" else sheets.as_xlsx
    own = own_queries.own_counted(survey, published=published)
    words = own_report.words_tables(own_queries.own_words_given(survey))
    tables = (*report.tables(counted), *own_report.own_tables(own), *words)
    apart = (own_report.APART, own_report.OPTIONS) if own else ()
    made = write(tables, notes=(survey.title, *report.notes(counted), *apart))
    security_event("export", request=request, worker=worker, action="measure.run_surveys", kind=f"survey {form}")
    answer = HttpResponse(made, content_type=TYPES[form])
    name = "confidence-to-publish" if published else "confidence"
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    answer["Cache-Control"] = "no-store"
    return answer
