"""Switching checks off, to watch, and on."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from sightline import kit
from sightline.access import declares
from sightline.access.models import Team, Worker
from sightline.checks import policy, switch_pages, switching
from sightline.checks.forms import SwitchForm
from sightline.domain.checks.library import CATALOGUE


@require_safe
@declares(policy.SWITCH)
def overview(request: HttpRequest) -> HttpResponse:
    """Every check with its state, and how many children it asks about."""
    return kit.render(request, "checks/switching.jinja", switch_pages.overview_page())


@kit.form_page
@declares(policy.SWITCH)
def one(request: HttpRequest, check_id: str) -> HttpResponse:
    """One check, for the partnership and for each team."""
    check = CATALOGUE.get(check_id)
    if check is None:
        raise Http404
    worker, teams = cast(Worker, request.user), switching.teams()
    form = SwitchForm(request.POST or None, teams=teams, initial=switch_pages.as_set(check.id, teams))
    if request.method == "POST" and form.is_valid() and _kept(request, form, check.id, worker, teams):
        return redirect("checks:switching")
    page = switch_pages.switch_page(check, form)
    return kit.render(request, "checks/switch.jinja", page, status=422 if form.errors else 200)


def _kept(request: HttpRequest, form: SwitchForm, check_id: str, worker: Worker, teams: list[Team]) -> bool:
    try:
        with transaction.atomic():
            changed = [
                switching.switch(check_id, by=worker, state=state, team=team) for team, state in form.chosen(teams)
            ]
    except policy.NotAllowed as refusal:
        form.add_error("partnership", str(refusal))
        return False
    messages.success(request, "Kept." if any(changed) else "Nothing was changed.")
    return True
