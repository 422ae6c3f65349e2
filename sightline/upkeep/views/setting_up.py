"""The first-run pages: open to whoever holds the set-up code, while nobody administers Sightline. Else they are 404."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from sightline import kit
from sightline.access import changes, declares, limits, lockout
from sightline.access.adapters import note_password
from sightline.access.models import Agency
from sightline.access.security_log import security_event
from sightline.upkeep import first_run, founding
from sightline.upkeep.forms import AdministratorForm, AgencyForm, CodeForm, PartnershipForm
from sightline.upkeep.pages import SetUpPage

STEPS = 4
GUESSES = "set-up code"  # counted like wrong passwords
View = Callable[[HttpRequest], HttpResponse]


def with_the_code(view: View) -> View:
    """Only while there is no administrator, and only for the browser that gave the code."""

    @wraps(view)
    def asked(request: HttpRequest) -> HttpResponse:
        if not first_run.is_open():
            raise Http404
        return view(request) if first_run.may(request) else redirect("upkeep:set_up")

    return asked


@kit.form_page
@declares("upkeep.set_up", public=True)
def code(request: HttpRequest) -> HttpResponse:
    """The set-up code."""
    if not first_run.is_open():
        raise Http404
    if first_run.may(request):
        return redirect("upkeep:set_up_partnership")
    form = CodeForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            lockout.count_try(request, GUESSES)
            if first_run.take(request, form.cleaned_data["code"]):
                lockout.succeeded(request, GUESSES)
                security_event("set_up_begun", request=request)
                return redirect("upkeep:set_up_partnership")
            security_event("set_up_code_wrong", request=request)
            form.add_error("code", "That is not the code. A new one is printed when the server starts.")
            lockout.failed(request, GUESSES)
        except lockout.Locked as locked:
            form.add_error("code", f"There were too many wrong codes. Wait {locked.minutes} minutes.")
            status = 429
    return kit.render(request, "upkeep/code.jinja", SetUpPage(1, STEPS, form), status=status)


@kit.form_page
@declares("upkeep.set_up", public=True)
@with_the_code
def partnership(request: HttpRequest) -> HttpResponse:
    """The partnership's name."""
    form = PartnershipForm(request.POST or None, initial={"name": founding.stands().partnership})
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["name"] != founding.stands().partnership:
            founding.keep_settings({"SIGHTLINE_PARTNERSHIP": form.cleaned_data["name"]}, by="system")
        return redirect("upkeep:set_up_agencies")
    return kit.render(request, "upkeep/partnership.jinja", SetUpPage(2, STEPS, form))


@kit.form_page
@declares("upkeep.set_up", public=True)
@with_the_code
def agencies(request: HttpRequest) -> HttpResponse:
    """Agencies with their teams, one after another; then on."""
    form = AgencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if name := " ".join(form.cleaned_data.get("name", "").split()):
            founding.add_agencies([founding.NewAgency(name, form.cleaned_data["kind"], form.team_names())])
        if "more" in request.POST:
            return redirect("upkeep:set_up_agencies")
        if Agency.objects.exists():
            return redirect("upkeep:set_up_administrator")
        form.add_error("name", "Write the name of at least one agency.")
    there = tuple(
        f"{agency.name}: {', '.join(team.name for team in agency.teams.all()) or 'no teams'}"
        for agency in Agency.objects.prefetch_related("teams")
    )
    return kit.render(request, "upkeep/agencies.jinja", SetUpPage(3, STEPS, form, there))


@kit.form_page
@declares("upkeep.set_up", public=True)
@with_the_code
def administrator(request: HttpRequest) -> HttpResponse:
    """The first administrator, who is then signed in and goes on to a second factor."""
    names = list(Agency.objects.values_list("name", flat=True))
    if not names:
        return redirect("upkeep:set_up_agencies")
    form = AdministratorForm(request.POST or None, agencies=names)
    if request.method == "POST" and form.is_valid() and _founded(request, form):
        return redirect("home")
    return kit.render(request, "upkeep/administrator.jinja", SetUpPage(4, STEPS, form))


def _founded(request: HttpRequest, form: AdministratorForm) -> bool:
    try:
        worker = founding.first_administrator(**form.cleaned_data)
    except ValidationError as error:
        form.add_error("password", error)
        return False
    except changes.NotPossible as error:
        form.add_error("username", str(error))
        return False
    if worker is None:
        raise Http404
    first_run.finish(request)
    founding.starter_library()
    login(request, worker, backend="sightline.access.backend.WorkerBackend")
    limits.start(request)
    note_password(request, worker)
    security_event("set_up_done", request=request, worker=worker)
    return True
