"""Who may see a record: who works with the child, restricting it, conflicts of interest, and the mark of one entry."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from sightline import kit
from sightline.access import declares, security_event
from sightline.access.declaring import recently_authenticated
from sightline.cases import handling as marks
from sightline.desk.barrier_forms import ConflictForm, EndForm, HandlingForm, NamesForm
from sightline.desk.composing import put
from sightline.desk.finding import child_to_write_about, find, known, look, signed_in
from sightline.desk.pages import barriers as pages
from sightline.desk.pages.entry import entry_page
from sightline.kit.parts import Link
from sightline.people import keeping
from sightline.people.barriers import Conflict, Restriction
from sightline.people.facts import ChangedMeanwhile
from sightline.people.models import Person


@require_safe
@declares("record.view")
def who_may_see(request: HttpRequest, key: str) -> HttpResponse:
    """Who works with the child, whether the record is restricted, and where to change that."""
    page = pages.who_page(look(request, key, "who may see"), signed_in(request), timezone.localdate())
    return kit.render(request, "desk/who_may_see.jinja", page)


@kit.form_page
@declares("record.restrict")
def restrict(request: HttpRequest, key: str) -> HttpResponseBase:
    """Restrict a record, change who is named, or end it: for the child's supervisor, then for its keepers."""
    return _restrict(request, find(request, key, "record.restrict"))


@recently_authenticated
def _restrict(request: HttpRequest, child: Person) -> HttpResponse:
    worker, key = signed_in(request), child.key
    now = pages.restriction_of(child)
    form = NamesForm(request.POST or None, workers=pages.could_be_named(child, worker), initial=pages.named_now(now))
    if request.method == "POST" and "end" in request.POST and now:
        return _end_restriction(request, key, now)
    if request.method == "POST" and form.is_valid():
        try:
            pages.save_names(now, child, by=worker, form=form)
        except keeping.NotPossible as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Only the people named see this record now.")
            return redirect("who-may-see", key=key)
    page = pages.FormPage(pages.frame_of(child), form, now is not None)
    return kit.render(request, "desk/restrict.jinja", page)


def _end_restriction(request: HttpRequest, key: str, row: Restriction) -> HttpResponse:
    form = EndForm({"because": request.POST.get("reason", "")})
    if not form.is_valid():
        messages.error(request, "Write why the restriction ends, then press the button again.")
        return redirect("restrict", key=key)
    try:
        keeping.end_restriction(row, by=signed_in(request), because=form.cleaned_data["because"])
    except keeping.NotPossible as error:
        messages.error(request, str(error))
        return redirect("restrict", key=key)
    messages.success(request, "The record is open again to those who work with the child.")
    return redirect("who-may-see", key=key)


@kit.form_page
@declares("record.find")
def conflict(request: HttpRequest, key: str) -> HttpResponse:
    """Say that I, or somebody of my team, know this child or family."""
    worker = signed_in(request)
    child = known(request, key)
    form = ConflictForm(request.POST or None, me=worker, team=pages.supervised(worker))
    if request.method == "POST" and form.is_valid():
        try:
            keeping.declare_conflict(
                child, by=worker, worker=form.worker(),
                whole_family=form.cleaned_data["whole_family"], reason=form.cleaned_data["reason"],
            )  # fmt: skip
        except keeping.NotPossible as error:
            form.add_error(None, str(error))
        else:
            security_event("conflict_declared", worker=worker, request=request, about=form.worker().pk)
            messages.success(request, f"The record is closed to {pages.whom(form.worker(), worker)}.")
            return redirect("home")
    page = pages.ConflictPage(child.shown_name, form)
    return kit.render(request, "desk/conflict.jinja", page)


@require_safe
@declares("record.openings")
def conflicts(request: HttpRequest) -> HttpResponse:
    """Conflicts of interest of those I supervise."""
    return kit.render(request, "desk/conflicts.jinja", pages.conflicts_page(signed_in(request)))


@kit.form_page
@declares("record.openings")
def end_conflict(request: HttpRequest, number: int) -> HttpResponseBase:
    """A conflict of interest is over, says a supervisor who is not the one it blocks."""
    row = pages.conflicts_for(signed_in(request)).filter(pk=number).first()
    if row is None:
        raise Http404
    return _end_conflict(request, row)


@recently_authenticated
def _end_conflict(request: HttpRequest, row: Conflict) -> HttpResponse:
    worker = signed_in(request)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            keeping.end_conflict(row, by=worker, because=form.cleaned_data["because"])
        except keeping.NotPossible as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"The conflict of interest of {row.worker.name} has ended.")
            return redirect("conflicts")
    return kit.render(request, "desk/end_conflict.jinja", pages.EndPage(pages.conflict_rows(row), form))


@kit.form_page
@declares("record.change")
def handling(request: HttpRequest, key: str, kind: str, fact: UUID) -> HttpResponse:
    """To whom one entry may go, and who of those involved may read it."""
    worker = signed_in(request)
    child = child_to_write_about(request, key, "how an entry is handled")
    entry = marks.entry_of(child, kind, fact, worker)
    if entry is None:
        raise Http404
    mark = marks.mark_of(fact)
    form = HandlingForm(
        request.POST or None, workers=pages.could_read(child, worker), initial=pages.handling_now(mark, fact)
    )
    if request.method == "POST" and form.is_valid():
        try:
            if form.cleaned_data["seen_version"] not in (None, mark.version if mark else 0):
                raise ChangedMeanwhile
            marks.mark_entry(
                entry, by=worker, may_go_to=form.cleaned_data["may_go_to"], audience=form.cleaned_data["audience"],
                readers=form.chosen(), because=form.cleaned_data["because"], mark=mark,
            )  # fmt: skip
        except ChangedMeanwhile:
            mark = marks.mark_of(fact)
            put(form, "seen_version", str(mark.version if mark else 0))
            form.add_error(None, "Somebody else changed this meanwhile. Look at it again, then save.")
        else:
            messages.success(request, "How this entry is handled is saved.")
            return redirect("child-entry", key=key, kind=kind, fact=fact)
    today = timezone.localdate()
    shown = entry_page(child, kind, fact, today, worker)
    address = reverse("child-entry", kwargs={"key": key, "kind": kind, "fact": fact})
    link, when = Link(shown.what if shown else "The entry", address), shown.when if shown else ""
    page = pages.handling_page(child, fact, form, mark, today, entry=link, when=when)
    return kit.render(request, "desk/handling.jinja", page)
