"""The texts of a review: the list, one pasted in, a finding opened for coding."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from sightline import kit, trail
from sightline.access import drafts
from sightline.access.declaring import declares
from sightline.coding import changes, pages, rows
from sightline.coding.forms import TextForm
from sightline.coding.views.things import or_404, review_or_404, worker_of
from sightline.kit import render
from sightline.kit.parts import Link
from sightline.reviews.queries import find_finding


@declares("coding.view")
@require_safe
def review(request: HttpRequest, key: str) -> HttpResponse:
    """The texts of a review that can be coded."""
    found, worker = review_or_404(request, key), worker_of(request)
    trail.record_view(by=worker, child=None, part=f"coding of review {found.key}")
    return render(request, "coding/review.jinja", pages.review_page(found, worker))


@declares("coding.manage")
@kit.form_page
def add_text(request: HttpRequest, key: str) -> HttpResponse:
    """Paste a text in."""
    found, form_key = review_or_404(request, key, "coding.manage"), f"coding.text:{key}"
    if (answer := drafts.save_draft_if_asked(request, form_key)) is not None:
        return answer
    form = TextForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = changes.add_text(found, by=worker_of(request), **form.cleaned_data)
        except changes.Refused as refused:
            form.add_error("text", str(refused))
        else:
            drafts.drop_draft(request, form_key)
            messages.success(request, "The text is there. It can be coded now.")
            return redirect("coding:text", made.key)
    writing = drafts.start_writing(request, form_key, label="A text of a review")
    page = pages.FormPage(
        title="Add a text to code",
        form=drafts.fill(form, writing.draft),
        back=Link(f"Coding of {found.reference}", reverse("coding:review", args=[key])),
        save="Add the text",
        intro=("Whoever is inside the review can read it here. Names belong in codes before they come in.",),
        writing=writing,
    )
    return render(request, "reviews/form.jinja", page)


@declares("coding.code")
@require_POST
def open_finding(request: HttpRequest, key: str) -> HttpResponse:
    """A finding's present wording, to be coded passage by passage."""
    finding = or_404(find_finding(worker_of(request), key))
    made = changes.open_finding(finding, by=worker_of(request))
    return redirect("coding:text", made.key)


@declares("coding.code")
@kit.form_page
def row(request: HttpRequest, key: str, row: str) -> HttpResponse:
    """A row of the chronology, in codes, to be coded; straight to its text where that is there already."""
    review = review_or_404(request, key, "coding.code")
    found = or_404(rows.find_row(review, row))
    if (there := rows.text_of(found)) is not None:
        return redirect("coding:text", there.key)
    back = Link(f"Coding of {review.reference}", reverse("coding:review", args=[key]))
    form = Form(request.POST or None)
    if request.method == "POST":
        try:
            made = rows.open_row(found, by=worker_of(request))
        except changes.Refused as refused:
            form = Form({})
            form.add_error(None, str(refused))
        else:
            return redirect("coding:text", made.key)
    intro = (
        f"Row {found.position} of the chronology: {found.agency}, {found.edtf or 'no date'}.",
        "The words of this row, in codes, become a text that can be coded. If the agency sends other words later, "
        "these stay with what is coded in them.",
    )
    return render(
        request, "reviews/form.jinja", pages.FormPage("Code a row", form, back, "Code its words", intro=intro)
    )
