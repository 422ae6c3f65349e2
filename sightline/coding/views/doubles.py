"""Two people code one text: asking them, saying that one is done, comparing, settling differences."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sightline import kit
from sightline.access.declaring import declares
from sightline.coding import changes, comparing, pages, queries
from sightline.coding.forms import DoubleForm, SettleForm
from sightline.coding.models import CodedText, DoubleCoding
from sightline.coding.views.things import looked, text_or_404, worker_of
from sightline.kit import render
from sightline.kit.parts import Link


@declares("coding.manage")
@kit.form_page
def begin(request: HttpRequest, key: str) -> HttpResponse:
    """Ask two people to code a text blind."""
    found = text_or_404(request, key, "coding.manage")
    form = DoubleForm(request.POST or None, people=queries.people_inside(found.review))
    if request.method == "POST" and form.is_valid():
        try:
            changes.begin_double(found, by=worker_of(request), **form.cleaned_data)
        except changes.Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "It is written down. Tell the two: Sightline has told no one.")
            return redirect("coding:text", key)
    intro = (
        "Neither sees what the other codes until both have said that they are done. Nobody else sees it before then "
        "either: not you, not in a count, not in a file.",
        "Both must be inside the review. Whoever has seen the other’s codings of this text cannot be chosen.",
    )
    back = Link(found.title, reverse("coding:text", args=[key]))
    page = pages.FormPage("Two people code this text", form, back, "Ask these two", intro=intro)
    return render(request, "reviews/form.jinja", page)


@declares("coding.code")
@require_POST
def finish(request: HttpRequest, key: str) -> HttpResponse:
    """Say that one is done."""
    found = text_or_404(request, key, "coding.code")
    double = queries.double_of(found)
    if double is None or worker_of(request).pk not in double.coders():
        raise Http404
    try:
        now = changes.finish(double, by=worker_of(request))
    except changes.Refused as refused:
        messages.warning(request, str(refused))
        return redirect("coding:text", key)
    if now.open:
        messages.success(request, "You are done. You see the other’s work when they are done too.")
        return redirect("coding:text", key)
    messages.success(request, "Both are done. Here is where you agree and where you differ.")
    return redirect("coding:compare", key)


def _both_done(found: CodedText) -> DoubleCoding:
    """The two who have finished. A text without two, or whose two are still at it, has no such page."""
    double = queries.double_of(found)
    if double is None or double.open:
        raise Http404
    return double


@declares("coding.view")
@require_safe
def compare(request: HttpRequest, key: str) -> HttpResponse:
    """Agreement by code, and the differences."""
    found = text_or_404(request, key)
    double = _both_done(found)
    looked(found, worker_of(request))
    return render(request, "coding/compare.jinja", comparing.compare_page(found, double, worker_of(request)))


@declares("coding.code")
@require_http_methods(["POST"])
def settle(request: HttpRequest, key: str) -> HttpResponse:
    """Say what becomes of a difference, and why."""
    found = text_or_404(request, key, "coding.code")
    double = _both_done(found)
    form = SettleForm(request.POST)
    if form.is_valid():
        try:
            changes.settle(double, by=worker_of(request), **form.cleaned_data)
        except changes.Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "It is written down.")
            return HttpResponseRedirect(reverse("coding:compare", args=[key]) + "#differences")
    page = comparing.compare_page(found, double, worker_of(request), tried=form)
    return render(request, "coding/compare.jinja", page)
