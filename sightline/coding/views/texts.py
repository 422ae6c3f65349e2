"""One text: reading it, coding passages of it, changing and taking back one's own codings, suggestions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from sightline import kit
from sightline.access import drafts
from sightline.access.declaring import declares
from sightline.access.policy import can
from sightline.coding import book, changes, pages, queries
from sightline.coding.forms import AmendForm, PassageForm, WithdrawForm
from sightline.coding.models import CodedText, Coding
from sightline.coding.suggesting import suggestions_page
from sightline.coding.views.things import coding_or_404, looked, text_or_404, worker_of
from sightline.kit import render
from sightline.kit.parts import Link

FIRST_ASKED = ("first", "last", "start", "end", "code", "suggested_by")


@declares("coding.view")
@require_safe
def text(request: HttpRequest, key: str) -> HttpResponse:
    """A text with what this worker may see it coded to. `?start=…&end=…&code=…` begins a coding, for example from a
    suggestion."""
    found = text_or_404(request, key)
    return _show(request, found, None)


@declares("coding.code")
@kit.form_page
def code(request: HttpRequest, key: str) -> HttpResponse:
    """Code a passage."""
    found, form_key = text_or_404(request, key, "coding.code"), f"coding.code:{key}"
    if (answer := drafts.save_draft_if_asked(request, form_key)) is not None:
        return answer
    form = _form(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        wanted = ("start", "end", "code", "polarity", "note", "suggested_by", "seen_digest")
        try:
            made = changes.code_passage(found, by=worker_of(request), **{name: typed[name] for name in wanted})
        except changes.Refused as refused:
            form.add_error(None, str(refused))
        else:
            drafts.drop_draft(request, form_key)
            messages.success(request, f"Coded to {book.Names().of(made.code)}.")
            return HttpResponseRedirect(f"{reverse('coding:text', args=[key])}#c-{made.key}")
    return _show(request, found, form if request.method == "POST" else None)


def _form(found: CodedText, posted: Any, **options: Any) -> PassageForm:
    return PassageForm(posted, text=found, groups=book.book(timezone.localdate()), **options)


def _show(request: HttpRequest, found: CodedText, form: PassageForm | None) -> HttpResponse:
    worker, writing = worker_of(request), None
    looked(found, worker)
    if form is None and can(worker, "coding.code", found) and not queries.may_code_now(found, worker):
        asked = {name: request.GET[name] for name in FIRST_ASKED if request.GET.get(name)}
        form = _form(found, None, initial={**asked, "seen_digest": found.digest})
    if form is not None:
        writing = drafts.start_writing(request, f"coding.code:{found.key}", label="A coding of a review’s text")
        form = drafts.fill(form, writing.draft)
    chosen = str(form["code"].value() or "") if form is not None else ""
    page = pages.text_page(found, worker, form=form, writing=writing, chosen=chosen)
    return render(request, "coding/text.jinja", page)


@declares("coding.code")
@kit.form_page
def amend(request: HttpRequest, key: str) -> HttpResponse:
    """Code one's own passage otherwise; what stood stays readable."""
    found, form_key = coding_or_404(request, key), f"coding.amend:{key}"
    if (answer := drafts.save_draft_if_asked(request, form_key)) is not None:
        return answer
    groups = book.book(timezone.localdate())
    initial = {name: getattr(found, name) for name in ("start", "end", "code", "polarity", "note")}
    form = AmendForm(request.POST or None, initial=initial, text=found.text, groups=groups)
    if request.method == "POST" and form.is_valid():
        wanted = ("start", "end", "code", "polarity", "note", "because")
        try:
            changes.amend_coding(found, by=worker_of(request), **{name: form.cleaned_data[name] for name in wanted})
        except changes.Refused as refused:
            form.add_error(None, str(refused))
        else:
            drafts.drop_draft(request, form_key)
            messages.success(request, "It is changed. How it stood before stays readable.")
            return _to_text(found)
    writing = drafts.start_writing(request, form_key, label="A coding of a review’s text")
    form = drafts.fill(form, writing.draft)
    about = {one.code: one for group in groups for one in group.codes}
    page = pages.FormPage(
        title="Change a coding",
        form=form,
        back=_back(found),
        save="Save the change",
        writing=writing,
        quote=pages.quote(found.text.text[found.start : found.end]),
        groups=groups,
        chosen=about.get(str(form["code"].value())),
    )
    return render(request, "coding/amend.jinja", page)


@declares("coding.code")
@kit.form_page
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Take one's own coding back; that it stood stays readable."""
    found = coding_or_404(request, key)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            changes.withdraw_coding(found, by=worker_of(request), because=form.cleaned_data["because"])
        except changes.Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "It is taken back. That it stood stays readable.")
            return _to_text(found)
    quote = pages.quote(found.text.text[found.start : found.end])
    intro = (f"{book.Names().of(found.code)}, on: “{quote}”",)
    page = pages.FormPage("Take a coding back", form, _back(found), "Take it back", intro=intro)
    return render(request, "reviews/form.jinja", page)


def _back(found: Coding) -> Link:
    return Link(found.text.title, reverse("coding:text", args=[found.text.key]))


def _to_text(found: Coding) -> HttpResponse:
    return HttpResponseRedirect(reverse("coding:text", args=[found.text.key]))


@declares("coding.code")
@require_safe
def suggestions(request: HttpRequest, key: str) -> HttpResponse:
    """Passages that may belong to a theme, and why. Nothing is coded by looking at them."""
    found = text_or_404(request, key, "coding.code")
    looked(found, worker_of(request))
    return render(request, "coding/suggestions.jinja", suggestions_page(found, worker_of(request)))
