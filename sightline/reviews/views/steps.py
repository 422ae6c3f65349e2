"""How reviews are run here: the steps and time limits of each regime, and what this partnership set for itself."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from sightline import kit
from sightline.access.declaring import declares
from sightline.domain import reviews as rules
from sightline.kit import render
from sightline.kit.parts import Link
from sightline.reviews import deciding, pages
from sightline.reviews.step_forms import LimitForm, StepForm
from sightline.reviews.step_pages import regime_page, regimes_page
from sightline.reviews.views.doing import did
from sightline.reviews.views.finding_things import worker_of

PART, FORM = "reviews/part.jinja", "reviews/form.jinja"
SAID = "It is written down, for reviews that begin from that day."


def _regime(code: str) -> rules.Regime:
    found = rules.REGIMES.get(code.upper())
    if found is None:
        raise Http404
    return found


@declares("review.steps")
@require_safe
def regimes(request: HttpRequest) -> HttpResponse:
    """Every regime with its dates, test, steps and limits."""
    return render(request, PART, regimes_page(timezone.localdate()))


@declares("review.steps")
@require_safe
def regime(request: HttpRequest, code: str) -> HttpResponse:
    """One regime as it is used here."""
    return render(request, PART, regime_page(_regime(code), timezone.localdate()))


@declares("review.steps", once=True)
@kit.form_page
def step(request: HttpRequest, code: str) -> HttpResponse:
    """Say whether a step is used here, and what it is called."""
    found = _regime(code)
    form = StepForm(request.POST or None, initial={"starts_on": "today"})

    def deed() -> None:
        typed = form.cleaned_data | {"used": form.cleaned_data["used"] == "yes"}
        deciding.set_step(by=worker_of(request), regime=found.code, **typed)

    if did(request, form, deed, said=SAID, at="step"):
        return HttpResponseRedirect(reverse("reviews:regime", args=[code]))
    intro = ("Reviews that began before that day keep their steps.",)
    page = pages.FormPage("A step as it is used here", form, _back(found), "Save", intro=intro)
    return render(request, FORM, page)


@declares("review.steps", once=True)
@kit.form_page
def limit(request: HttpRequest, code: str) -> HttpResponse:
    """Say how long a limit is here, or what it is counted from."""
    found = _regime(code)
    form = LimitForm(request.POST or None, regime=found, initial={"starts_on": "today"})

    def deed() -> None:
        deciding.set_clock(by=worker_of(request), regime=found.code, **form.cleaned_data)

    if did(request, form, deed, said=SAID, at="clock"):
        return HttpResponseRedirect(reverse("reviews:regime", args=[code]))
    intro = ("A length set by law stays. Reviews that began before that day keep their limits.",)
    page = pages.FormPage("A time limit as it is here", form, _back(found), "Save", intro=intro)
    return render(request, FORM, page)


def _back(found: rules.Regime) -> Link:
    return Link(found.name, reverse("reviews:regime", args=[found.code.lower()]))
