"""Allocating workers to a child, and ending their part: for a supervisor."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from sightline import kit
from sightline.access import declares, security_event
from sightline.cases import allocating
from sightline.desk.allocation_forms import AllocateForm, EndPartForm
from sightline.desk.composing import today_in_words
from sightline.desk.finding import child_to_write_about, signed_in, sought
from sightline.desk.pages.allocating import AllocatePage, could_work, parts
from sightline.desk.pages.barriers import frame_of
from sightline.people.models import Person

TYPED = ("worker", "role", "starts_on", "before")


@kit.form_page
@declares("record.allocate")
def allocate(request: HttpRequest, key: str) -> HttpResponse:
    """Who works with the child: somebody new, or an end."""
    child = child_to_write_about(request, key, "allocating", "record.allocate")
    worker, rows = signed_in(request), allocating.working_with(child, timezone.localdate())
    ending, finding = "end" in request.POST, "find" in request.POST
    day = {"starts_on": today_in_words(), "last_day": today_in_words()}
    words = " ".join(sought(request).split())
    offered = could_work(worker, words, request.POST.get("worker", ""))
    form = AllocateForm(
        None if ending or finding else request.POST or None, workers=offered.workers,
        initial=day | ({name: request.POST[name] for name in TYPED if name in request.POST} if finding else {}),
        is_led=any(row.role == allocating.LEAD for row in rows),
    )  # fmt: skip
    over = EndPartForm(request.POST if ending else None, initial=day, rows=rows)
    if request.method == "POST" and not finding and (over if ending else form).is_valid():
        try:
            said = _end(over, request) if ending else _allocate(form, child, request)
        except allocating.NotPossible as error:
            sent = over if ending else form
            sent.add_error(error.field if error.field in sent.fields else None, str(error))
        else:
            security_event("allocation_changed", worker=worker, request=request)
            messages.success(request, said)
            return redirect("home")
    page = AllocatePage(
        frame_of(child), form, over, wrong=over if over.errors else form, now=parts(rows), words=words,
        found=offered.in_words(words),
    )  # fmt: skip
    return kit.render(request, "desk/allocate.jinja", page)


def _allocate(form: AllocateForm, child: Person, request: HttpRequest) -> str:
    found = form.cleaned_data
    chosen = form.workers[found["worker"]]
    allocating.allocate(
        child, by=signed_in(request), worker=chosen, role=found["role"], starts_on=found["starts_on"],
        before=found.get("before", ""),
    )  # fmt: skip
    return f"{chosen.name} is allocated."


def _end(form: EndPartForm, request: HttpRequest) -> str:
    row = form.rows[form.cleaned_data["who"]]
    allocating.end(row, by=signed_in(request), ends_on=form.cleaned_data["last_day"])
    return f"The part of {row.worker.name} ends."
