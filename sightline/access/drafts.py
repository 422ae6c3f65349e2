"""What was typed and not saved: kept on the server for the worker who typed it, and for nobody else.

A form carries a signed token that names its worker, the form, and the opening of the page. With it, text that arrives
after the session has ended is still that worker's; without it nothing is kept, and it is never applied to another.

    opened   writing = start_writing(request, "cases.visit:" + child.key, child=child.key, label="A visit")
             form = fill(VisitForm(), writing.draft)
    posted   if (answer := save_draft_if_asked(request, key)): return answer
             … the change … ; drop_draft(request, key)
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, TypeVar, cast

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone

from sightline.access.models import Draft, Worker
from sightline.kit import words

FIELD, SAVE, DISCARD = "draft_token", "save_draft", "discard_draft"
SALT = "sightline.access.draft"
VALID_FOR = timedelta(days=7)  # a laptop shut on Friday and opened after a bank holiday
PATH_LENGTH = 500
NOT_KEPT = {FIELD, SAVE, DISCARD, "csrfmiddlewaretoken"}
SOMEBODY_ELSES = (
    "This form was opened by somebody else on this computer. "
    "What they typed was kept for them and not saved in your name."
)

F = TypeVar("F", bound=forms.BaseForm)


@dataclass(frozen=True, slots=True)
class Token:
    """What a form's token says."""

    worker: int
    form_key: str
    page: str
    path: str
    child: str
    label: str

    def signed(self) -> str:
        values = [self.worker, self.form_key, self.page, self.path, self.child, self.label]
        return signing.dumps(values, salt=SALT, compress=True)


@dataclass(frozen=True, slots=True)
class Writing:
    """What a form needs: its token, where it saves itself, what had been typed before (`access/writing.jinja`)."""

    token: str
    url: str
    draft: Draft | None
    others: tuple[Draft, ...]

    @property
    def sentence(self) -> str:
        """What to say above a form that is filled from a draft; "" when it isn't."""
        if self.draft is None:
            return ""
        said = f"You typed this at {words.moment(self.draft.saved_at)} and have not saved it yet."
        if self.draft.written_by is not None:
            said = (
                f"{self.draft.written_by.name} typed this at {words.moment(self.draft.saved_at)}, has left, and it was "
                "passed on to you. Saving it saves it in your name: check it first, and say whose words they are."
            )
        more = len(self.others)
        return said + (f" You have {words.count(more, 'other draft')} of this form." if more else "")


def start_writing(request: HttpRequest, form_key: str, *, child: str = "", label: str = "") -> Writing:
    """A form is opened: its token, and the newest draft of it if there is one.

    `form_key` names the form and whom it is for by opaque id; `label` says what it is in a list, without a name. The
    address may carry `?draft=<id>` to take up an older one.
    """
    url = reverse("access:draft", kwargs={"form_key": form_key})
    sent = _own_token(request, form_key)
    if sent is not None:
        # The form comes back with something to correct: still the same opening of the page. What was sent is kept now:
        # whoever leaves the page instead would lose what they typed last, and without script all of it.
        _keep(sent, request.POST)
        return Writing(sent.signed(), url, None, ())
    found = list(_drafts(request.user).filter(form_key=form_key))
    wanted = request.GET.get("draft", "")
    draft = next((d for d in found if str(d.pk) == wanted), found[0] if found else None)
    page = draft.page if draft else secrets.token_hex(8)
    token = Token(_worker_id(request), form_key, page, _path(request), child, label)
    return Writing(token.signed(), url, draft, tuple(d for d in found if d is not draft))


def draft_token(request: HttpRequest, form_key: str, *, child: str = "", label: str = "") -> str:
    """The token alone, for a form that draws its own hidden field named `draft_token`."""
    return start_writing(request, form_key, child=child, label=label).token


def draft_for(worker: Worker, form_key: str) -> Draft | None:
    """The newest draft this worker has of the form."""
    found: Draft | None = _drafts(worker).filter(form_key=form_key).first()
    return found


def drafts_of(worker: Worker) -> list[Draft]:
    """All that this worker has typed and not saved, the newest first."""
    return list(_drafts(worker))


def drafts_about(child: str) -> int:
    """How many drafts there are about a child's record, whoever typed them."""
    return Draft.objects.filter(child=child).count()


def fill(form: F, draft: Draft | None) -> F:
    """Put what had been typed into an unbound form, just as it was, right or wrong."""
    if draft is not None:
        data = as_posted(draft)
        for name, field in form.fields.items():
            form.initial[name] = field.widget.value_from_datadict(data, {}, form.add_prefix(name))
    return form


def as_posted(draft: Draft) -> QueryDict:
    """The draft's fields as if they had just been posted, for formsets."""
    data = QueryDict(mutable=True)
    for name, values in draft.data.items():
        data.setlist(name, values)
    return data


def save_draft_if_asked(request: HttpRequest, form_key: str) -> HttpResponse | None:
    """The answer when *Save draft* or *Throw away* was pressed; None when the form itself was sent."""
    if DISCARD in request.POST:
        drop_draft(request, form_key)
        return HttpResponseRedirect(request.path)
    if SAVE not in request.POST:
        return None
    token = _own_token(request, form_key)
    if token is None:
        token = Token(_worker_id(request), form_key, secrets.token_hex(8), _path(request), "", "")
    draft = _keep(token, request.POST)
    if draft is not None:
        messages.success(request, f"Saved as a draft at {words.clock(draft.saved_at)}.{no_file(request)}")
    return HttpResponseRedirect(token.path)


def no_file(request: HttpRequest) -> str:
    """A sentence to add where a draft was kept of a form with a file; "" without one."""
    return " The file is not in the draft: choose it again when you go on." if request.FILES else ""


def drop_draft(request: HttpRequest, form_key: str) -> None:
    """The form was saved: its draft goes. A draft of the same form from another window stays."""
    token = _own_token(request, form_key)
    if token is not None:
        Draft.objects.filter(worker_id=token.worker, form_key=form_key, page=token.page).delete()


def keep_late(request: HttpRequest) -> str | None:
    """Keep a form that arrived without its session, for the worker its token names. Returns where the form is.

    None when there is no valid token, or its worker no longer has access: then nothing is kept.
    """
    token = _token_of(request)
    if token is None:
        return None
    worker = Worker.objects.filter(pk=token.worker).first()
    if worker is None or not worker.may_sign_in(timezone.localdate()):
        return None
    _keep(token, request.POST)
    return token.path


def move_drafts(thing: str, whence: str, to: str) -> None:
    """The thing that some drafts are about is another child's now: they open on that child's record, or not at all."""
    for draft in Draft.objects.filter(form_key__endswith=f":{thing}"):
        Draft.objects.filter(pk=draft.pk).update(child=to, path=draft.path.replace(whence, to))


def move_drafts_of(whence: str, to: str, *, fields: Mapping[str, str]) -> None:
    """The record that some drafts are about is joined to another one: they open there.

    `fields`: what the names of that child's own fields begin with, here and there. A page that was open then goes on
    keeping what is typed under its old name; what it kept last counts.
    """
    for draft in Draft.objects.filter(child=whence).order_by("saved_at", "pk"):
        form_key = draft.form_key.replace(whence, to)
        same = Draft.objects.filter(worker=draft.worker_id, form_key=form_key, page=draft.page)
        same.exclude(pk=draft.pk).delete()
        Draft.objects.filter(pk=draft.pk).update(
            child=to, path=draft.path.replace(whence, to), form_key=form_key, data=_named_again(draft.data, fields)
        )


def has_draft_about(worker: Worker, child: str) -> bool:
    """Whether the worker has typed something about this child and not saved it."""
    return bool(_drafts(worker).filter(child=child).exists())


def sends_own_form(request: HttpRequest, child: str) -> bool:
    """Whether a form about this child is sent that was opened by the worker who is signed in."""
    token = _token_of(request)
    return token is not None and (token.worker, token.child) == (request.user.pk, child)


def sends_own_words(request: HttpRequest, child: str) -> bool:
    """Whether what such a form sends is to be kept or saved, so that it must not be lost."""
    return sends_own_form(request, child) and DISCARD not in request.POST


def keep_there(request: HttpRequest, whence: str, to: str, *, fields: Mapping[str, str]) -> str | None:
    """Keep what was sent about a record that was joined to another one as a draft there. Returns where the form is.

    None without a token of this worker's own: then nothing is kept.
    """
    token = _token_of(request)
    if token is None or token.worker != request.user.pk:
        return None
    path, form_key = token.path.replace(whence, to), token.form_key.replace(whence, to)
    Draft.objects.filter(worker_id=token.worker, form_key=token.form_key, page=token.page).delete()
    posted = QueryDict(mutable=True)
    for name, values in _named_again(dict(request.POST.lists()), fields).items():
        posted.setlist(name, values)
    return path if _keep(replace(token, child=to, path=path, form_key=form_key), posted) else None


def _named_again(data: Mapping[str, list[str]], fields: Mapping[str, str]) -> dict[str, list[str]]:
    """What was typed, under the names that the same fields have there. A name that holds something there stays."""
    found = dict(data)
    for name, values in data.items():
        part, dash, rest = name.partition("-")
        there = f"{fields.get(part, part)}{dash}{rest}"
        if there != name and not any(value.strip() for value in found.get(there, ())):
            del found[name]
            found[there] = values
    return found


def is_somebody_elses(request: HttpRequest) -> bool:
    """Whether this form was opened by another worker than the one who is signed in now."""
    token = _token_of(request)
    return token is not None and token.worker != request.user.pk


Suggester = Callable[[str, QueryDict], list[str]]
_suggesters: list[Suggester] = []


def suggest_with(suggester: Suggester) -> None:
    """Have `suggester(child key, fields)` look at what is being typed; its sentences are shown beside the form."""
    if suggester not in _suggesters:
        _suggesters.append(suggester)


def suggestions(request: HttpRequest, form_key: str) -> list[str]:
    """What may be said better in a form that is being typed. Nothing is refused for it."""
    token = _own_token(request, form_key)
    return [said for suggester in _suggesters for said in suggester(token.child, request.POST)] if token else []


def keep_now(request: HttpRequest, form_key: str) -> Draft | None:
    """Keep what is being typed (the page saves itself). None when the token is not this worker's for this form."""
    token = _own_token(request, form_key)
    if token is None:
        return None
    return _keep(token, request.POST) or Draft(saved_at=timezone.now())


def _token_of(request: HttpRequest) -> Token | None:
    if request.method != "POST":
        return None
    try:
        return Token(*signing.loads(request.POST.get(FIELD, ""), salt=SALT, max_age=VALID_FOR))
    except (signing.BadSignature, TypeError):
        return None


def _own_token(request: HttpRequest, form_key: str) -> Token | None:
    token = _token_of(request)
    return token if token is not None and (token.worker, token.form_key) == (request.user.pk, form_key) else None


def _worker_id(request: HttpRequest) -> int:
    return cast(Worker, request.user).pk


def _path(request: HttpRequest) -> str:
    whole = request.get_full_path()
    return whole if len(whole) <= PATH_LENGTH else request.path


def _keep(token: Token, posted: QueryDict) -> Draft | None:
    """Write or overwrite the draft of this opening of the page. A form left empty makes no draft."""
    data = {name: values for name, values in posted.lists() if name not in NOT_KEPT and "password" not in name.lower()}
    mine: dict[str, Any] = {"worker_id": token.worker, "form_key": token.form_key, "page": token.page}
    if not any(value.strip() for values in data.values() for value in values):
        Draft.objects.filter(**mine).delete()
        return None
    kept = {"path": token.path, "child": token.child, "label": token.label, "data": data, "saved_at": timezone.now()}
    draft, _ = Draft.objects.update_or_create(**mine, defaults=kept)
    return draft


def _drafts(worker: Any) -> Any:
    """A worker's own; none for one whose access is closed."""
    if not worker.is_authenticated or not worker.may_sign_in(timezone.localdate()):
        return Draft.objects.none()
    return Draft.objects.filter(worker=worker).select_related("written_by")
