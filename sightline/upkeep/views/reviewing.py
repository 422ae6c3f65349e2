"""The access review: who has access and until when, looked at by an administrator every few months. No case content."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from sightline import kit
from sightline.access import changes, declares
from sightline.access.declaring import recently_authenticated
from sightline.access.models import OutsideIdentity, Worker
from sightline.upkeep import review_pages
from sightline.upkeep.people_forms import DatesForm, IdentityForm
from sightline.upkeep.views.people import MANAGE


@require_safe
@declares(MANAGE)
def review(request: HttpRequest) -> HttpResponse:
    """Accounts nobody has reviewed lately, or all of them."""
    everyone = request.GET.get("show") == "everyone"
    page = review_pages.review_page(
        cast(Worker, request.user), everyone=everyone, number=request.GET.get("page", "1")
    )  # fmt: skip
    return kit.render(request, "upkeep/access_review.jinja", page)


@require_POST
@declares(MANAGE, once=True)
def reviewed(request: HttpRequest, number: int) -> HttpResponse:
    """An account was looked at, and its access is right."""
    worker = _worker(number)
    try:
        changes.review_access(worker, by=cast(Worker, request.user))
    except changes.NotPossible as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Reviewed: {worker.name}.")
    everyone = "?show=everyone" if request.POST.get("show") == "everyone" else ""
    return redirect(reverse("upkeep:access_review") + everyone)


@kit.form_page
@declares(MANAGE)
@recently_authenticated
def dates(request: HttpRequest, number: int) -> HttpResponse:
    """Until when an account is open and its worker is in the team."""
    worker = _worker(number)
    form = DatesForm(request.POST or None, initial={"access_to": worker.access_to, "team_to": worker.team_to})
    if request.method == "POST" and form.is_valid():
        try:
            changes.set_access_dates(worker, by=cast(Worker, request.user), **form.cleaned_data)
        except changes.NotPossible as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"The dates of {worker.name}’s access are saved.")
            return redirect("upkeep:access_review")
    facts = (kit.parts.Row("Name", worker.name), *review_pages.who(worker))
    return kit.render(request, "upkeep/access_dates.jinja", review_pages.DatesPage(facts, form))


@kit.form_page
@declares(MANAGE)
@recently_authenticated
def identity(request: HttpRequest, number: int) -> HttpResponse:
    """Who somebody is to the organisation's own sign-in."""
    worker, values = _worker(number), settings.SIGHTLINE
    bound = OutsideIdentity.objects.filter(worker=worker, issuer=values.oidc_issuer).first()
    form = IdentityForm(request.POST or None, initial={"subject": bound.subject if bound else ""})
    if request.method == "POST" and values.oidc_issuer and form.is_valid():
        by, subject = cast(Worker, request.user), form.cleaned_data["subject"]
        try:
            changes.bind_identity(worker, by=by, issuer=values.oidc_issuer, subject=subject)
        except changes.NotPossible as error:
            form.add_error("subject", str(error))
        else:
            said = (
                f"can now sign in with {values.oidc_name}" if subject else f"no longer signs in with {values.oidc_name}"
            )
            messages.success(request, f"{worker.name} {said}.")
            return redirect("upkeep:people")
    facts = (kit.parts.Row("Name", worker.name), *review_pages.who(worker))
    page = review_pages.IdentityPage(facts, form, values.oidc_name)
    return kit.render(request, "upkeep/outside_identity.jinja", page)


def _worker(number: int) -> Worker:
    worker = Worker.objects.select_related("agency", "team").filter(pk=number, closed_at=None).first()
    if worker is None:
        raise Http404
    return worker
