"""The list of reviews, one review, opening and amending one, its states and its clocks."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from sightline import kit
from sightline.access import drafts
from sightline.access.declaring import declares
from sightline.domain import reviews as rules
from sightline.domain.disclosure import Level
from sightline.kit import render
from sightline.kit.parts import Link, Row
from sightline.reviews import changes, pages, queries
from sightline.reviews.forms import AmendReviewForm, ClockForm, MoveForm, OpenReviewForm
from sightline.reviews.models import CaseReview
from sightline.reviews.opening_pages import test_says
from sightline.reviews.policy import LEADS, level_among
from sightline.reviews.register import register_page
from sightline.reviews.register_forms import FilterForm
from sightline.reviews.views.doing import did
from sightline.reviews.views.finding_things import looked, review_or_404, worker_of

FORM = "reviews/form.jinja"


@declares("review.list")
@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """The reviews a worker is inside of. Whoever is named on none learns nothing here, not even that there are any."""
    worker = worker_of(request)
    page = register_page(worker, FilterForm(request.GET), timezone.localdate())
    if not page.total and worker.role not in LEADS:
        raise PermissionDenied("Reviews are open to review officers, learning leads and those named on them.")
    return render(request, "reviews/reviews.jinja", page)


@declares("review.view")
@require_safe
def review(request: HttpRequest, key: str) -> HttpResponse:
    """One review: everything for those inside its gate, else what is published."""
    worker, found = worker_of(request), review_or_404(request, key)
    members = queries.members_of(found)
    level = level_among(worker, members)
    if level > Level.LEADS:
        return render(request, "reviews/published.jinja", pages.published_page(found, worker))
    looked(worker, f"review {found.key}")
    return render(
        request, "reviews/review.jinja", pages.review_page(found, worker, timezone.localdate(), level, members)
    )


@declares("review.open", once=True)
@kit.form_page
def open_review(request: HttpRequest) -> HttpResponse:
    """Open a review."""
    key = "reviews.open"
    if (answer := drafts.save_draft_if_asked(request, key)) is not None:
        return answer
    form = OpenReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = changes.open_review(by=worker_of(request), **form.cleaned_data)
        except changes.Refused as refusal:
            form.add_error("regime", str(refusal))
        else:
            drafts.drop_draft(request, key)
            messages.success(request, f"Review {made.reference} is open. You are named on it.")
            return redirect("reviews:review", made.key)
    writing = drafts.start_writing(request, key, label="A new review")
    page = pages.FormPage(
        title="Open a review",
        form=drafts.fill(form, writing.draft),
        back=Link("Reviews", reverse("reviews:reviews")),
        save="Open the review",
        writing=writing,
        intro=("Write codes, never names. Who is meant is kept apart, and only to protect them.",),
    )
    return render(request, FORM, page)


@declares("review.change")
@kit.form_page
def amend_review(request: HttpRequest, key: str) -> HttpResponse:
    """Change what a review is called, its regime, method, summary and days."""
    found, form_key = review_or_404(request, key, "review.change"), f"reviews.details:{key}"
    if (answer := drafts.save_draft_if_asked(request, form_key)) is not None:
        return answer
    initial = {name: getattr(found, name) for name in AmendReviewForm.base_fields if hasattr(found, name)}
    form = AmendReviewForm(request.POST or None, initial={**initial, "seen_version": found.version})
    conflict = None
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        seen = typed.pop("seen_version")
        try:
            changes.amend_review(found, by=worker_of(request), seen_version=seen, changes=typed)
        except changes.Refused as refusal:
            form.add_error(None, str(refusal))
        except changes.ChangedMeanwhile:
            conflict, form = _review_conflict(found), with_version(form, found.version)
        else:
            drafts.drop_draft(request, form_key)
            messages.success(request, "The details are saved.")
            return redirect("reviews:review", key)
    writing = drafts.start_writing(request, form_key, label="Details of a review")
    page = pages.FormPage(
        title="Details of the review",
        form=drafts.fill(form, writing.draft),
        back=Link(found.reference, reverse("reviews:review", args=[key])),
        save="Save the details",
        writing=writing,
        conflict=conflict,
    )
    return render(request, FORM, page, status=409 if conflict else 200)


def _review_conflict(found: CaseReview) -> pages.Conflict:
    fields = [(name, field) for name, field in AmendReviewForm.base_fields.items() if hasattr(found, name)]
    rows = tuple(Row(str(field.label or name), _shown(found, name)) for name, field in fields)
    return pages.Conflict("Somebody", None, rows)


def _shown(found: CaseReview, name: str) -> str:
    value = getattr(found, name)
    return "" if value is None else str(value)


def with_version(form: Any, version: int) -> Any:
    """The form with what was typed, now answering to the version that stands: saving again is a knowing choice."""
    return with_value(form, "seen_version", str(version))


def with_value(form: Any, name: str, value: str) -> Any:
    """The posted form with one hidden value set anew."""
    form.data = form.data.copy()
    form.data[name] = value
    return form


@declares("review.change")
@kit.form_page
def move(request: HttpRequest, key: str, machine: str) -> HttpResponse:
    """Move one of the three states on."""
    found, which = review_or_404(request, key, "review.change"), _machine(machine)
    form_key = f"reviews.move:{key}:{machine}"
    if (answer := drafts.save_draft_if_asked(request, form_key)) is not None:
        return answer
    state = getattr(found, changes.FIELDS[which])
    moves = pages.possible_moves(found, which)
    form = MoveForm(request.POST or None, moves=moves, machine=which, initial={"seen_state": state, "on": "today"})
    conflict = None
    if request.method == "POST" and request.POST.get("seen_state", state) != state:
        conflict = _state_conflict(found, which)
        form = with_value(form, "seen_state", state)
    elif did(
        request,
        form,
        lambda: changes.move_state(found, by=worker_of(request), machine=which, **form.cleaned_data),
        said="The move is written down.",
        at="reason",
        draft=form_key,
    ):
        return redirect("reviews:review", key)
    table = rules.TABLES[which]
    writing = drafts.start_writing(request, form_key, label="A move of a review")
    page = pages.FormPage(
        title=f"{table.name}: move on",
        form=drafts.fill(form, writing.draft),
        back=Link(found.reference, reverse("reviews:review", args=[key])),
        save="Save the move",
        writing=writing,
        intro=(
            f"It stands at “{table.states[state].name if state in table.states else state}”.",
            *(test_says(found) if which == rules.Machine.REVIEW and not found.decision else ()),
        ),
        conflict=conflict,
    )
    return render(request, FORM, page, status=409 if conflict else 200)


def _machine(name: str) -> rules.Machine:
    found = next((machine for machine in rules.OF_A_REVIEW if machine.value == name), None)
    if found is None:
        raise Http404
    return found


def _state_conflict(found: CaseReview, machine: rules.Machine) -> pages.Conflict:
    last = found.moves.select_related("by").filter(field=changes.FIELDS[machine]).order_by("-pk").first()
    state = getattr(found, changes.FIELDS[machine])
    rows = (
        Row("It now stands at", rules.TABLES[machine].states[state].name),
        Row("Reason", last.reason if last else ""),
    )
    return pages.Conflict(str(last.by) if last and last.by else "Somebody", last.recorded_at if last else None, rows)


@declares("review.change", once=True)
@kit.form_page
def mark_clock(request: HttpRequest, key: str, clock: str) -> HttpResponse:
    """Say that a time limit was met, paused, resumed, or why it was not kept."""
    found = review_or_404(request, key, "review.change")
    regime = rules.REGIMES.get(found.regime)
    limit = next((one for one in regime.clocks if one.code == clock), None) if regime else None
    if limit is None:
        raise Http404
    form = ClockForm(request.POST or None, initial={"on": "today"})

    def deed() -> None:
        changes.mark_clock(found, by=worker_of(request), clock=clock, **form.cleaned_data)

    if did(request, form, deed, said="It is written down.", at="reason"):
        return HttpResponseRedirect(reverse("reviews:review", args=[key]) + "#clocks")
    page = pages.FormPage(
        title="A time limit of the review",
        form=form,
        back=Link(found.reference, reverse("reviews:review", args=[key])),
        save="Save",
        intro=tuple(filter(None, (f"{limit.name}.", limit.note))),
    )
    return render(request, FORM, page)
