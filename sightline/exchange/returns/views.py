"""Bringing an agency's return in, the template it fills in, and its marked-up copy."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, BinaryIO, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from sightline import kit
from sightline.access.declaring import declares, recently_authenticated
from sightline.access.security_log import security_event
from sightline.chronologies import returning
from sightline.chronologies.models import ReturnFile
from sightline.chronologies.policy import NAMES, READ, WORK
from sightline.chronologies.views.finding_things import file_or_404, looked, review_for, worker_of
from sightline.domain.chronology.returns import Refusal, Return
from sightline.domain.chronology.row import Place
from sightline.exchange.chronology import marked, template
from sightline.exchange.chronology.errors import FileRefused
from sightline.exchange.chronology.outputs import write_json
from sightline.exchange.returns.forms import ReturnForm
from sightline.exchange.returns.leaving import KINDS as NAMES_OF_KINDS
from sightline.exchange.returns.leaving import PERSONALISED, VIEWS, keep_disguise, leaving, writer
from sightline.exchange.returns.pages import files_page, send_page
from sightline.exchange.returns.reading import NobodysReturn, read_sent, read_typed
from sightline.reviews.models import AgencyReturn, CaseReview

KINDS: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "pdf": "application/pdf",
}


@declares(WORK)
@kit.form_page
def send(request: HttpRequest, key: str) -> HttpResponse:
    """Read an agency's file or pasted table. It is kept to be looked at, or refused and nothing is changed."""
    worker, review = worker_of(request), review_for(request, key, WORK)
    form = ReturnForm(
        request.POST or None, request.FILES or None, review=review, initial={"received_on": timezone.localdate()}
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            found, digest = _read(typed)
            found.agency = form.known(found.agency)
            made = returning.keep_reading(
                review, found, by=worker, digest=digest, received_on=typed["received_on"], pasted=not typed["file"]
            )
        except NobodysReturn:
            form.add_error("agency", "Choose whose return it is: the file does not say.")
        except (FileRefused, returning.Refused) as refusal:
            form.add_error("file" if typed["file"] else "pasted", str(refusal))
        else:
            return redirect("chronologies:return", review.key, made.key)
    return kit.render(request, "exchange/send_return.jinja", send_page(review, worker, form))


def _read(typed: dict[str, Any]) -> tuple[Return, str]:
    today = timezone.localdate()
    if typed["file"]:
        return read_sent(typed["file"], typed["whose"], today)
    return read_typed(typed["pasted"], typed["whose"], today)


@declares(WORK)
@require_safe
def a_template(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """A table for an agency to fill in, made for this review: by its reference, never by its title.

    `asked`: what which agency was asked for, so that the file says whose it is and for which period.
    """
    review = review_for(request, key, WORK)
    write = {"docx": template.word_template, "xlsx": template.excel_template}.get(kind)
    if write is None:
        raise Http404
    occasion = _occasion(review, request.GET.get("asked", ""))
    return as_file(lambda stream: write(stream, occasion), f"chronology-{review.key}", kind)


def _occasion(review: CaseReview, asked: str) -> template.Occasion:
    terms = review.terms_rows.first()
    period = terms.period if terms else ""
    if not asked:
        return template.Occasion(review=review.reference, period=period)
    row = get_object_or_404(AgencyReturn, review=review, key=asked)
    return template.Occasion(review=review.reference, agency=row.agency_name, period=period)


@declares(NAMES)
@require_safe
def marked_copy(request: HttpRequest, key: str, file: str, kind: str) -> HttpResponseBase:
    """The return with what to look at beside each row, to go back to its agency."""
    found = file_or_404(review_for(request, key, NAMES), file)
    write = {"docx": marked.word_file, "xlsx": marked.excel_file}.get(kind)
    if write is None:
        raise Http404
    return _marked(request, found, write, kind)


@recently_authenticated
def _marked(
    request: HttpRequest, file: ReturnFile, write: Callable[[BinaryIO, Return], None], kind: str
) -> HttpResponse:
    """Asked for the password only after it is clear that the return is open to this worker."""
    looked(worker_of(request), f"return {file.key} as a marked-up copy with names")
    whole = as_return(file)
    return as_file(lambda stream: write(stream, whole), f"return-{file.key}", kind)


def as_return(file: ReturnFile) -> Return:
    """A stored return as it was read."""
    return Return(
        file.file_name,
        file.agency,
        rows=returning.rows_read(file),
        refused=[
            Refusal(Place(file.file_name, one["place"], one["row"]), one["reason"], one["text"]) for one in file.refused
        ],
        mapped=dict(file.headings.get("mapped", {})),
        unmapped=list(file.headings.get("unmapped", ())),
        tables=file.tables,
        notices=file.notices,
        comments=file.comments,
    )


def as_file(write: Callable[[BinaryIO], None], name: str, kind: str) -> HttpResponse:
    """A file to keep, under a name that says nothing about anybody."""
    stream = io.BytesIO()
    write(stream)
    response = HttpResponse(stream.getvalue(), content_type=KINDS[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@declares(READ)
@require_safe
def files(request: HttpRequest, key: str) -> HttpResponse:
    """What may leave, in which view and format."""
    worker, review = worker_of(request), review_for(request, key)
    looked(worker, f"files of the chronology of review {review.key}")
    return kit.render(request, "exchange/chronology_files.jinja", files_page(review, worker))


@declares(READ)
@require_safe
def a_file(request: HttpRequest, key: str, view: str, kind: str) -> HttpResponseBase:
    """The chronology as a file."""
    action = NAMES if view == PERSONALISED else READ
    review = review_for(request, key, action)
    if view not in VIEWS or kind not in NAMES_OF_KINDS:
        raise Http404
    return _leave(request, review, view, kind)


@recently_authenticated
def _leave(request: HttpRequest, review: CaseReview, view: str, kind: str) -> HttpResponse:
    worker = worker_of(request)
    try:
        found = leaving(review, view, timezone.localdate())
    except returning.Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("exchange:chronology_files", review.key)
    looked(worker, f"chronology of review {review.key} as a file: {view}, {kind}")
    keep_disguise(review, found, worker)
    security_event(
        "export", request=request, worker=worker, action="review.read_chronology", kind=f"chronology {view} {kind}"
    )
    return as_file(writer(review, view, kind, found.rows), f"chronology-{review.key}-{view}", kind)


@declares(NAMES)
@require_safe
def disguised(request: HttpRequest, key: str) -> HttpResponseBase:
    """What was changed to disguise, for the private record."""
    return _disguised(request, review_for(request, key, NAMES))


@recently_authenticated
def _disguised(request: HttpRequest, review: CaseReview) -> HttpResponse:
    looked(worker_of(request), f"what was disguised in review {review.key} with names")
    kept = [
        {"made": one.at.isoformat(), "by": str(one.by or "Sightline"), "changes": one.changes}
        for one in review.disguises.select_related("by").order_by("at", "pk")
    ]
    return as_file(lambda stream: write_json(stream, kept), f"disguised-{review.key}", "json")
