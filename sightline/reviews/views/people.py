"""Who a review is about, by code, and who is named on it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from sightline import kit
from sightline.access.declaring import declares
from sightline.kit import render
from sightline.kit.parts import Link
from sightline.reviews import changes, pages
from sightline.reviews.forms import JoinForm, MemberForm, SubjectForm
from sightline.reviews.models import CaseReview
from sightline.reviews.views.finding_things import review_or_404, worker_of

FORM = "reviews/form.jinja"


def _back(review: CaseReview) -> Link:
    return Link(review.reference, reverse("reviews:review", args=[review.key]))


def _to(review: CaseReview, part: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('reviews:review', args=[review.key])}#{part}")


@declares("review.change")
@kit.form_page
def add_subject(request: HttpRequest, key: str) -> HttpResponse:
    """Add a subject by code."""
    review = review_or_404(request, key, "review.change")
    form = SubjectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            changes.add_subject(review, by=worker_of(request), code=form.cleaned_data["code"])
        except changes.Refused as refusal:
            form.add_error("code", str(refusal))
        else:
            return _to(review, "subjects")
    return render(request, FORM, pages.FormPage("Add a subject", form, _back(review), "Add the subject"))


@declares("review.change")
@kit.form_page
def subject(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Say whose record a subject's is."""
    review = review_or_404(request, key, "review.change")
    row = get_object_or_404(review.subjects.select_related("person"), pk=number)
    known = (
        {"where": "here", "person": row.person.key} if row.person else {"where": "none" if row.no_record_here else ""}
    )
    form = JoinForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        changes.join_subject(
            row,
            by=worker_of(request),
            person=form.cleaned_data.get("joined"),
            no_record_here=form.cleaned_data["where"] == "none",
        )
        messages.success(request, f"It is written down for {row.code}.")
        return _to(review, "subjects")
    intro = (
        f"Whose record is {row.code}’s? While the review is unpublished, learning from it is never shown on the record "
        "of its subjects, the people they lived with, or their relatives.",
    )
    page = pages.FormPage("Join a subject to a record", form, _back(review), "Save", intro=intro)
    return render(request, FORM, page)


@declares("review.change")
@kit.form_page
def name_member(request: HttpRequest, key: str) -> HttpResponse:
    """Name a worker on the review."""
    review = review_or_404(request, key, "review.change")
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            changes.name_member(
                review, by=worker_of(request), worker=typed["username"], level=typed["level"], role=typed["role"]
            )
        except changes.Refused as refusal:
            form.add_error("username", str(refusal))
        else:
            return _to(review, "members")
    intro = ("Whoever is named here can read the whole review, also while it is unpublished.",)
    page = pages.FormPage("Name somebody on the review", form, _back(review), "Name them", intro=intro)
    return render(request, FORM, page)


@declares("review.change")
@require_POST
def release_member(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Take a worker off the review."""
    review = review_or_404(request, key, "review.change")
    member = get_object_or_404(review.members.select_related("worker", "review"), pk=number)
    changes.release_member(member, by=worker_of(request))
    messages.success(request, f"{member.worker.name} is no longer named on this review.")
    return _to(review, "members")
