"""People and access: who has an account, opening one, and closing one with its to-dos passed on. No case content."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from sightline import kit
from sightline.access import changes, declares
from sightline.access.declaring import recently_authenticated
from sightline.access.models import Worker
from sightline.upkeep import leaving, people_pages
from sightline.upkeep.people_forms import CloseForm, WorkerForm

MANAGE = "people.manage"


@require_safe
@declares(MANAGE)
def people(request: HttpRequest) -> HttpResponse:
    """Everybody who has or had an account."""
    return kit.render(request, "upkeep/people.jinja", people_pages.people_page())


@kit.form_page
@declares(MANAGE)
@recently_authenticated
def add(request: HttpRequest) -> HttpResponse:
    """Open an account; its first password is shown once, here."""
    form = WorkerForm(request.POST or None)
    password = ""
    if request.method == "POST" and form.is_valid():
        password = people_pages.first_password()
        try:
            worker = changes.add_worker(by=cast(Worker, request.user), password=password, **form.worker_facts())
        except changes.NotPossible as error:
            form.add_error("username", str(error))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            page = people_pages.opened_page(worker, password)
            return kit.render(request, "upkeep/opened.jinja", page)
    return kit.render(request, "upkeep/add_worker.jinja", people_pages.FormPage(form))


@kit.form_page
@declares(MANAGE)
@recently_authenticated
def close(request: HttpRequest, number: int) -> HttpResponse:
    """Close an account at once."""
    worker = Worker.objects.select_related("agency", "team").filter(pk=number, closed_at=None).first()
    if worker is None:
        raise Http404
    left = leaving.left_behind(worker)
    form = CloseForm(request.POST or None, worker=worker, usual=left.to)
    if request.method == "POST" and form.is_valid():
        try:
            passed = leaving.close(worker, by=cast(Worker, request.user), to=form.taker())
        except changes.NotPossible as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, leaving.words(worker, passed))
            return redirect("upkeep:people")
    return kit.render(request, "upkeep/close_worker.jinja", people_pages.close_page(worker, left, form))
