"""Moving an entry that was written on the wrong child's record."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from sightline import kit
from sightline.access import declares, fill, save_draft_if_asked, start_writing
from sightline.cases import moving
from sightline.cases.models import ChildFact
from sightline.cases.queries import versions
from sightline.desk.composing import put
from sightline.desk.finding import child_to_write_about, signed_in, sought
from sightline.desk.pages.entry import entry_page
from sightline.desk.pages.moving import MoveForm, move_page, offered
from sightline.desk.pages.trouble import Trouble
from sightline.desk.writing import save
from sightline.kit.words import day
from sightline.people.closed import writes_on
from sightline.people.facts import ChangedMeanwhile
from sightline.people.models import Person
from sightline.people.queries import find_child


@kit.form_page
@declares("record.change")
def move(request: HttpRequest, key: str, kind: str, fact: UUID) -> HttpResponse:
    """Choose the right child, say why, see what will happen, move it."""
    posted, worker, today = request.method == "POST", signed_in(request), timezone.localdate()
    child = child_to_write_about(request, key, "moving an entry")
    entry = entry_page(child, kind, fact, today, worker)
    if entry is None or kind not in moving.MOVABLE:
        raise Http404
    row: ChildFact = versions(moving.MOVABLE[kind], child, fact, worker)[0]
    form_key = f"cases.move:{fact}"
    if answer := save_draft_if_asked(request, form_key):
        return answer
    words, chosen = sought(request), sought(request, "to", 24)
    children = offered(worker, child, today, words, chosen)
    given: dict[str, Any] = {"offered": children, "today": today, "initial": {"seen_version": row.version}}
    sent = posted and "find" not in request.POST
    form = MoveForm(request.POST if sent else None, **given)
    if posted and not sent:
        form.initial = {"seen_version": row.version, "because": request.POST.get("because", ""), "to": chosen}
    writing = start_writing(request, form_key, child=child.key, label="Moving an entry")
    trouble, target = None, None
    if not posted:
        fill(form, writing.draft)
    elif sent and form.is_valid():
        target = find_child(worker, form.cleaned_data["to"], "record.change")
        if target is None:
            raise Http404
        writes_on(worker, target)
        if form.cleaned_data["sure"]:
            try:
                return _moved(request, row, child, target, form, form_key)
            except (ChangedMeanwhile, moving.NotMovable) as error:
                trouble = _trouble(error)
                target = None
        put(form, "sure", "on")
        put(form, "seen_version", str(row.version))
    page = move_page(
        entry, child, kind, fact, form, writing=writing, words=words, trouble=trouble,
        target=target.shown_name if target else "", why_not=moving.why_not(row),
    )  # fmt: skip
    return kit.render(request, "desk/move.jinja", page)


def _moved(
    request: HttpRequest, row: ChildFact, child: Person, target: Person, form: MoveForm, form_key: str
) -> HttpResponse:
    """Move it, look at both records, and go to the record on which it stands now."""
    found = form.cleaned_data
    save(
        request,
        children=[target, child],
        form_key=form_key,
        words=f"The entry is on this record now. On the other one it says: an entry was removed on "
        f"{day(timezone.now())} by {signed_in(request).name}.",
        write=lambda: moving.move_entry(
            row, by=signed_in(request), to=target, because=found["because"], seen_version=found["seen_version"]
        ),
    )
    messages.success(request, "Read the entry once more: names inside its text are as they were written.")
    return HttpResponseRedirect(reverse("child", kwargs={"key": target.key}))


def _trouble(error: Exception) -> Trouble:
    meanwhile = "Somebody changed this entry while you were deciding. Read it as it is now, then move it again."
    return Trouble(str(error) or meanwhile, ())
