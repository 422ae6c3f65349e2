"""Answering, by a link and without an account. Nothing is asked of the person's browser, and nothing of it is kept."""

from __future__ import annotations

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from sightline import kit
from sightline.access import declares
from sightline.confidence import changes, own_queries, pages, queries
from sightline.confidence.forms import AnswerForm, ThenForm
from sightline.confidence.models import Wave
from sightline.confidence.views import or_404
from sightline.domain.measures.instrument import T2

TEMPLATE = "confidence/answer.jinja"


def _open_wave(token: str) -> Wave:
    """The wave of a link while it is open; else "not found": a link says nothing of a survey that is over."""
    wave = or_404(queries.wave_of_link(token))
    return or_404(wave if wave.is_open else None)


@kit.form_page
@declares("survey.answer", public=True)
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The questions of a wave."""
    wave = _open_wave(token)
    survey = wave.survey
    form = AnswerForm(
        request.POST or None,
        wave=wave.kind,
        agencies=survey.agencies,
        kinds_of_work=survey.kinds_of_work,
        own=own_queries.own_questions_of(wave),
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            kept = changes.give_answers(
                wave,
                given=form.given(),
                code=typed["code"],
                agency=typed.get("agency", ""),
                work=typed.get("work", ""),
                said=typed.get("said", ""),
                own=form.own_given(),
                opening=typed["opening"],
            )
        except changes.Refused as refused:
            form.add_error(None, str(refused))
        else:
            if wave.kind == T2:
                return redirect("confidence:before_today", token, kept.key)
            return redirect("confidence:thanks", token)
    return kit.render(request, TEMPLATE, pages.answer_page(form, survey.title))


@kit.form_page
@declares("survey.answer", public=True)
def before_today(request: HttpRequest, token: str, key: str) -> HttpResponse:
    """The same questions, of before today: on a page of its own, once today's are sent."""
    wave = _open_wave(token)
    found = or_404(queries.response_of_link(token, key))
    if "then" in found.answers:
        return redirect("confidence:thanks", token)
    form = ThenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        # Refused when it was answered meanwhile: then there is nothing to add. No notice, for it would need a cookie.
        with suppress(changes.Refused):
            changes.give_then(found, then=form.given())
        return redirect("confidence:thanks", token)
    return kit.render(request, TEMPLATE, pages.then_page(form, wave.survey.title))


@require_safe
@declares("survey.answer", public=True)
def thanks(request: HttpRequest, token: str) -> HttpResponse:
    """The answers are kept."""
    wave = or_404(queries.wave_of_link(token))
    return kit.render(request, "confidence/thanks.jinja", wave.survey.title)
