"""Answering a prompt, and the second person's reading of an answer."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from sightline import kit, trail
from sightline.access import declares, drop_draft, fill, save_draft_if_asked, start_writing
from sightline.access.drafts import sends_own_words
from sightline.access.models import Worker
from sightline.access.security_log import security_event
from sightline.checks import answers, pages, policy, queries
from sightline.checks.answers import AnsweredMeanwhile, Incomplete, NoLongerAsked, NotAllowed
from sightline.checks.forms import AnswerForm
from sightline.checks.models import Outcome
from sightline.checks.prompts import Prompt, prompts_for
from sightline.checks.standards import today
from sightline.domain.checks.library import CATALOGUE
from sightline.people.closed import ClosedMeanwhile, writes_on


@kit.form_page
@declares("checks.answer", once=True)
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """The prompt with its form; an answer that holds leads back to the child's page."""
    worker = cast(Worker, request.user)
    outcome = _find(request, worker, key)
    if request.method == "POST":
        return save_draft_if_asked(request, form_key(outcome)) or _posted(request, worker, outcome)
    trail.record_view(by=worker, child=outcome.child.key, part="a prompt")
    prompt = _prompt(worker, outcome)
    if prompt is None:
        return _cleared(request, outcome, "")
    if prompt.outcome_key != outcome.key:
        return redirect("checks:answer", prompt.outcome_key)
    writing = start_writing(request, form_key(outcome), child=outcome.child.key, label="An answer to a prompt")
    form = AnswerForm(written=queries.written_lately(outcome.child, worker), initial={"seen": _seen(prompt)})
    return _page(request, outcome, prompt, fill(form, writing.draft))


def form_key(outcome: Outcome) -> str:
    """Names the form and whom it is for; the same however often the record changes meanwhile."""
    return f"checks.answer:{outcome.child.key}:{outcome.check_id}"


def _find(request: HttpRequest, worker: Worker, key: str) -> Outcome:
    outcome = queries.find_outcome(worker, key)
    if outcome is None:
        if queries.outcome_exists(key):
            security_event("access_denied", worker=worker, request=request, action="checks.answer", thing=key)
            if sends_own_words(request, queries.child_of_outcome(key)):
                raise ClosedMeanwhile
        raise Http404
    if request.method == "POST":
        writes_on(worker, outcome.child)
    return outcome


def _prompt(worker: Worker, outcome: Outcome) -> Prompt | None:
    found = prompts_for(outcome.child, worker)
    return next((prompt for prompt in found.all if prompt.check_id == outcome.check_id), None)


def _seen(prompt: Prompt) -> str:
    return prompt.answer.key if prompt.answer else ""


def _page(
    request: HttpRequest, outcome: Outcome, prompt: Prompt, form: AnswerForm, *, notice: str = ""
) -> HttpResponse:
    writing = start_writing(request, form_key(outcome), child=outcome.child.key, label="An answer to a prompt")
    page = pages.answer_page(outcome.child, prompt, form, writing, notice=notice)
    return kit.render(request, "checks/answer.jinja", page, status=200 if not form.errors else 422)


def _posted(request: HttpRequest, worker: Worker, outcome: Outcome) -> HttpResponse:
    form = AnswerForm(request.POST, written=queries.written_lately(outcome.child, worker))
    if form.is_valid():
        try:
            _keep(worker, outcome, form)
        except Incomplete as missing:
            form.add_problems(missing.problems)
        except (NoLongerAsked, AnsweredMeanwhile) as meanwhile:
            return _meanwhile(request, worker, outcome, str(meanwhile))
        else:
            drop_draft(request, form_key(outcome))
            messages.success(
                request, "Your answer is kept. It shows beside the prompt with your name and today’s date."
            )
            return HttpResponseRedirect(pages.child_href(outcome.child))
    prompt = _prompt(worker, outcome)
    return _page(request, outcome, prompt, form) if prompt else _cleared(request, outcome, form["reason"].value() or "")


def _keep(worker: Worker, outcome: Outcome, form: AnswerForm) -> None:
    given = form.cleaned_data
    answers.answer(
        outcome,
        by=worker,
        kind=given["kind"],
        reason=given["reason"],
        due=given["due"],
        who=given["who"],
        recorded_fact=given["recorded_fact"] or None,
        seen=given["seen"],
    )


def _meanwhile(request: HttpRequest, worker: Worker, outcome: Outcome, notice: str) -> HttpResponse:
    """Somebody was quicker, or the record changed: the page as it is now, with everything typed still in it."""
    prompt = _prompt(worker, outcome)
    if prompt is None:
        return _cleared(request, outcome, request.POST.get("reason", ""))
    typed = request.POST.copy()
    typed["seen"] = _seen(prompt)
    form = AnswerForm(typed, written=queries.written_lately(outcome.child, worker))
    form.full_clean()
    now = queries.current_of(outcome) or outcome
    return _page(request, now, prompt, form, notice=notice)


def _cleared(request: HttpRequest, outcome: Outcome, typed: str) -> HttpResponse:
    child = outcome.child
    name = CATALOGUE[outcome.check_id].name if outcome.check_id in CATALOGUE else ""
    page = pages.ClearedPage(pages.identity(child, today()), name, typed, pages.child_href(child))
    return kit.render(request, "checks/cleared.jinja", page)


@require_safe
@declares(policy.SECOND_READ)
def to_read(request: HttpRequest) -> HttpResponse:
    """Answers that wait for a second person."""
    worker = cast(Worker, request.user)
    page = pages.reading_page(worker)
    for key in dict.fromkeys(reading.child.key for reading in page.readings):
        trail.record_view(by=worker, child=key, part="answers to read")
    return kit.render(request, "checks/to_read.jinja", page)


@require_POST
@declares(policy.SECOND_READ)
def second_read(request: HttpRequest, key: str) -> HttpResponse:
    """A second person says that they have read an answer."""
    worker = cast(Worker, request.user)
    found = queries.find_answer(worker, key)
    if found is None:
        raise Http404
    try:
        answers.second_read(found, by=worker)
    except NotAllowed as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, "Noted that you have read this answer.")
    return redirect("checks:to_read")
