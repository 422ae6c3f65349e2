"""A finding: reading it, writing it, writing it anew. And the themes it is coded to."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from sightline import kit
from sightline.access import drafts
from sightline.access.declaring import declares
from sightline.access.policy import can
from sightline.domain.disclosure import FEWEST_REVIEWS
from sightline.kit import render
from sightline.kit.jinja import address_if_any
from sightline.kit.parts import Link
from sightline.reviews import changes, pages, queries
from sightline.reviews.forms import AmendFindingForm, FindingForm
from sightline.reviews.models import Finding
from sightline.reviews.policy import LEADS
from sightline.reviews.theme_pages import theme_groups
from sightline.reviews.views.finding_things import finding_or_404, looked, or_404, review_or_404, worker_of
from sightline.reviews.views.reviews import with_version

FORM = "reviews/finding_form.jinja"


@declares("finding.view")
@require_safe
def finding(request: HttpRequest, key: str) -> HttpResponse:
    """One finding, for those inside its review."""
    worker, found = worker_of(request), finding_or_404(request, key)
    looked(worker, f"finding {found.key}")
    write = address_if_any("learning:write") if can(worker, "learning.write") else ""
    page = pages.finding_page(found, worker, f"{write}?finding={found.key}" if write else "")
    return render(request, "reviews/finding.jinja", page)


@declares("finding.change", once=True)
@kit.form_page
def write_finding(request: HttpRequest, key: str) -> HttpResponse:
    """Write down what a review found."""
    review, form_key = review_or_404(request, key, "review.change"), f"reviews.finding:{key}"
    if (answer := drafts.save_draft_if_asked(request, form_key)) is not None:
        return answer
    form = FindingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = changes.record_finding(review, by=worker_of(request), **form.cleaned_data)
        drafts.drop_draft(request, form_key)
        messages.success(request, f"Finding {made.number} is saved.")
        return redirect("reviews:finding", made.key)
    writing = drafts.start_writing(request, form_key, label="A finding of a review")
    form = drafts.fill(form, writing.draft)
    page = pages.FormPage(
        title="Write a finding",
        form=form,
        back=Link(review.reference, reverse("reviews:review", args=[key])),
        save="Save the finding",
        writing=writing,
        groups=theme_groups(_chosen(form)),
    )
    return render(request, FORM, page)


@declares("finding.change")
@kit.form_page
def amend_finding(request: HttpRequest, key: str) -> HttpResponse:
    """Write a finding anew; the second of two people is told, and sees both texts."""
    found, form_key = finding_or_404(request, key, "finding.change"), f"reviews.amend:{key}"
    if (answer := drafts.save_draft_if_asked(request, form_key)) is not None:
        return answer
    initial = {"text": found.text, "polarity": found.polarity, "codes": changes.codes_of(found)}
    form = AmendFindingForm(request.POST or None, initial={**initial, "seen_version": found.version})
    conflict = None
    if request.method == "POST" and form.is_valid():
        try:
            changes.amend_finding(found, by=worker_of(request), **form.cleaned_data)
        except changes.ChangedMeanwhile:
            now = or_404(queries.find_finding(worker_of(request), key, "finding.change"))
            conflict, form = pages.finding_conflict(now), with_version(form, now.version)
        else:
            drafts.drop_draft(request, form_key)
            messages.success(request, "The finding is saved. Its earlier wording stays readable.")
            return redirect("reviews:finding", key)
    page = _amend_page(request, found, form, form_key, conflict)
    return render(request, FORM, page, status=409 if conflict else 200)


def _amend_page(
    request: HttpRequest, found: Finding, form: FindingForm, form_key: str, conflict: pages.Conflict | None
) -> pages.FormPage:
    writing = drafts.start_writing(request, form_key, label="A finding of a review")
    form = drafts.fill(form, writing.draft)
    return pages.FormPage(
        title=f"Finding {found.number}: write it anew",
        form=form,
        back=Link(f"Finding {found.number}", reverse("reviews:finding", args=[found.key])),
        save="Save the finding",
        writing=writing,
        conflict=conflict,
        groups=theme_groups(_chosen(form)),
    )


def _chosen(form: FindingForm) -> list[str]:
    return [str(code) for code in form["codes"].value() or ()]


@declares("theme.view")
@require_safe
def themes(request: HttpRequest) -> HttpResponse:
    """All themes, with definitions, and how often they were found as far as rule G5 lets this worker know."""
    worker = worker_of(request)
    note = (
        "Counts are of all findings in all reviews you are inside of."
        if worker.role in LEADS
        else f"A number is shown only where it covers {FEWEST_REVIEWS} reviews or more, so that none can be picked out."
    )
    codes = address_if_any("coding:codes") if can(worker, "coding.codes") else ""
    page = pages.ThemesPage(theme_groups(counts=queries.theme_counts(worker)), note, codes)
    return render(request, "reviews/themes.jinja", page)
