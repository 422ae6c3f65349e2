"""The glossary of a review: reading it, changing it row by row, bringing one in; and what is left in codes."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from sightline import kit
from sightline.access import drafts
from sightline.access.declaring import declares, recently_authenticated
from sightline.access.policy import can
from sightline.chronologies import changes, queries
from sightline.chronologies.forms import GlossaryFile, GlossaryRows
from sightline.chronologies.models import GlossaryVersion
from sightline.chronologies.pages import glossary as pages
from sightline.chronologies.policy import NAMES, WORK
from sightline.chronologies.threads import read_glossary_file
from sightline.chronologies.views.finding_things import looked, review_for, worker_of
from sightline.domain.disclosure.anonymise import Glossary, GlossaryError
from sightline.domain.disclosure.anonymise.glossary import COLUMNS
from sightline.domain.disclosure.formulas import neutral
from sightline.kit import render
from sightline.reviews.models import CaseReview

LARGEST = 4 * 1024 * 1024  # bytes read of a file that was sent; its reader refuses half as many


def _key(review: CaseReview) -> str:
    return f"chronologies.glossary:{review.key}"


@declares(NAMES)
@kit.form_page
def glossary(request: HttpRequest, key: str) -> HttpResponse:
    """Read it, and write a new version of it."""
    worker, review = worker_of(request), review_for(request, key, NAMES)
    if request.method == "POST":
        if not can(worker, WORK, review):
            raise PermissionDenied
        return _write(request, review)
    looked(worker, f"glossary of review {review.key}")
    return _page(request, review)


def _page(request: HttpRequest, review: CaseReview, form: Any = None, file_form: Any = None,
          conflict: Any = None) -> HttpResponse:  # fmt: skip
    worker, version = worker_of(request), queries.last_glossary(review)
    writing = None
    if can(worker, WORK, review):
        writing = drafts.start_writing(request, _key(review), label="The glossary of a review")
        file_form = file_form or GlossaryFile()
        if form is None and writing.draft is not None and "form-TOTAL_FORMS" in writing.draft.data:
            form = GlossaryRows(drafts.as_posted(writing.draft))
        form = form or GlossaryRows(initial=_initial(version))
    page = pages.glossary_page(
        review, worker, version, form=form, file_form=file_form, writing=writing, conflict=conflict
    )
    return render(request, "chronologies/glossary.jinja", page)


def _initial(version: GlossaryVersion | None) -> list[dict[str, str]]:
    entries = Glossary.read(version.text).entries if version else ()
    return [
        {"code": one.code, "role": one.role, "name": one.name, "aliases": "; ".join(one.aliases),
         "date_of_birth": one.date_of_birth, "gender": one.gender}
        for one in entries
    ]  # fmt: skip


def _write(request: HttpRequest, review: CaseReview) -> HttpResponse:
    if (answer := drafts.save_draft_if_asked(request, _key(review))) is not None:
        return answer
    form = GlossaryRows(request.POST)
    if not form.is_valid():
        return _page(request, review, form)
    rows = [one.cleaned_data for one in form if one.cleaned_data.get("code")]
    try:
        found = changes.checked_glossary(rows)
    except GlossaryError as error:
        for line in error.lines:
            messages.error(request, line)
        return _page(request, review, form)
    return _save(request, review, found, request.POST.get("seen_version", ""), form=form)


@declares(WORK)
@require_POST
def bring_in(request: HttpRequest, key: str) -> HttpResponse:
    """A glossary from a CSV file, in place of the one that stands, as a new version."""
    review = review_for(request, key, WORK)
    form = GlossaryFile(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, review, file_form=form)
    sent = form.cleaned_data["file"]
    try:
        found = read_glossary_file(sent.read(LARGEST + 1), "The file")
    except GlossaryError as error:
        for line in error.lines:
            form.add_error("file", line)
        return _page(request, review, file_form=form)
    return _save(request, review, found, request.POST.get("seen_version", ""), file_form=form)


def _save(
    request: HttpRequest, review: CaseReview, found: Glossary, seen: str, *, form: Any = None, file_form: Any = None
) -> HttpResponse:
    worker = worker_of(request)
    try:
        made, notices = changes.write_glossary(
            review, by=worker, glossary=found, seen_version=int(seen) if seen.isdecimal() else 0
        )
    except changes.Refused as refusal:
        messages.error(request, str(refusal))
        return _page(request, review, form, file_form)
    except changes.ChangedMeanwhile:
        last = queries.last_glossary(review)
        conflict = pages.Conflict(str(last.by or "Sightline"), last.at) if last else None
        return _page(request, review, form, file_form, conflict)
    drafts.drop_draft(request, _key(review))
    messages.success(request, f"Version {made.version} of the glossary stands, and every row is coded with it.")
    for notice in notices:
        messages.warning(request, notice)
    return redirect("chronologies:glossary", review.key)


@declares(NAMES)
@require_safe
def download(request: HttpRequest, key: str) -> HttpResponseBase:
    """The glossary as CSV."""
    return _download(request, review_for(request, key, NAMES))


@recently_authenticated
def _download(request: HttpRequest, review: CaseReview) -> HttpResponse:
    looked(worker_of(request), f"glossary of review {review.key} as a file")
    response = HttpResponse(_as_csv(queries.glossary_of(review)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="glossary-{review.key}.csv"'
    response["Cache-Control"] = "no-store"
    return response


def _as_csv(found: Glossary | None) -> bytes:
    """As it is read again; no cell begins a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for one in found.entries if found else ():
        cells = (one.code, one.role, one.name, ";".join(one.aliases), one.date_of_birth, one.gender)
        writer.writerow([neutral(cell) for cell in cells])
    return out.getvalue().encode("utf-8-sig")


@declares(NAMES)
@require_safe
def residue(request: HttpRequest, key: str) -> HttpResponse:
    """What may still tell who somebody is, place by place."""
    worker, review = worker_of(request), review_for(request, key, NAMES)
    looked(worker, f"what is left in codes of review {review.key}")
    return render(
        request, "chronologies/residue.jinja", pages.residue_page(review, worker, request.GET.get("page", "1"))
    )
