"""Is it alive (for a watcher), and how is it kept running (for an administrator)."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from sightline import kit
from sightline.access import declares
from sightline.access.declaring import recently_authenticated
from sightline.access.models import Worker
from sightline.upkeep import founding, health, policy
from sightline.upkeep.forms import BackupForm
from sightline.upkeep.pages import FormPage


@require_safe
@declares("upkeep.alive", public=True)
def healthz(request: HttpRequest) -> HttpResponse:
    """ "ok" when the database answers, 503 when not: nothing else is said to whoever asks."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("no database\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})


@require_safe
@declares(policy.SEE)
def running(request: HttpRequest) -> HttpResponse:
    """Certificate, clock, nights, backups, disk."""
    return kit.render(request, "upkeep/running.jinja", health.running_page())


@kit.form_page
@declares(policy.CHANGE)
@recently_authenticated
def backup_target(request: HttpRequest) -> HttpResponse:
    """Say where backups go."""
    form = BackupForm(request.POST or None, initial={"folder": founding.stands().backup_to})
    if request.method == "POST" and form.is_valid():
        folder = form.cleaned_data["folder"].strip()
        if why := founding.check_folder(folder):
            form.add_error("folder", why)
        else:
            founding.keep_settings({"SIGHTLINE_BACKUP_TO": folder}, by=cast(Worker, request.user))
            messages.success(request, "Kept. The next night makes a backup there.")
            return redirect("upkeep:running")
    return kit.render(request, "upkeep/backup_target.jinja", FormPage(form))
