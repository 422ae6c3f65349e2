"""A partnership's own questions: read, add, word anew, take out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from sightline import kit
from sightline.access import declares
from sightline.confidence import own_changes, own_pages, own_queries, queries
from sightline.confidence.own_forms import OwnQuestionForm
from sightline.confidence.refusing import Refused
from sightline.confidence.threads import where_questions_go
from sightline.confidence.views import or_404, worker_of


@kit.form_page
@declares("measure.run_surveys", once=True)
def own(request: HttpRequest, key: str) -> HttpResponse:
    """The partnership's own questions of a survey, and adding one."""
    worker = worker_of(request)
    survey = or_404(queries.find_survey(worker, key, "measure.run_surveys"))
    to_open = queries.waves_to_open(survey)
    form = OwnQuestionForm(request.POST or None, waves=to_open, initial={"waves": to_open})
    if request.method == "POST" and form.is_valid():
        try:
            own_changes.add_questions(survey, by=worker, wanted=[form.wanted()])
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The question is added.")
            return redirect("confidence:own", survey.key)
    rows = own_changes.current_questions(survey)
    page = own_pages.own_page(survey, rows, form, to_open=to_open, bring_in=where_questions_go(survey))
    return kit.render(request, "confidence/own.jinja", page)


@kit.form_page
@declares("measure.run_surveys")
def own_question(request: HttpRequest, key: str, question: str) -> HttpResponse:
    """Word a question anew, for what is still to be opened."""
    worker = worker_of(request)
    found = or_404(own_queries.find_own_question(worker, key, question))
    to_open = queries.waves_to_open(found.survey)
    now = {"words": found.words, "kind": found.kind, "options": "\n".join(found.options), "waves": found.waves}
    form = OwnQuestionForm(request.POST or None, waves=to_open, initial=now)
    if request.method == "POST" and form.is_valid():
        try:
            own_changes.change_question(found, by=worker, wanted=form.wanted())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The question is changed.")
            return redirect("confidence:own", key)
    asked = own_queries.asked_in(found)
    return kit.render(request, "confidence/own_question.jinja", own_pages.own_question_page(found, form, asked))


@require_POST
@declares("measure.run_surveys")
def remove_own(request: HttpRequest, key: str, question: str) -> HttpResponse:
    """Take a question out of what is still to be opened."""
    worker = worker_of(request)
    found = or_404(own_queries.find_own_question(worker, key, question))
    try:
        own_changes.remove_question(found, by=worker)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "The question is taken out. Answers given to it stay.")
    return redirect("confidence:own", key)
