"""Running a survey: set it up, give out its links, close its waves, read what people wrote."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from sightline import kit
from sightline.access import declares
from sightline.confidence import changes, own_queries, pages, queries
from sightline.confidence.forms import KINDS_OF_WORK, BeginForm, InvitedForm, WordsForm
from sightline.confidence.views import or_404, worker_of
from sightline.confidence.windows import off_time


@kit.form_page
@declares("measure.run_surveys", once=True)
def begin(request: HttpRequest) -> HttpResponse:
    """Set up a survey about a piece of learning."""
    worker = worker_of(request)
    form = BeginForm(
        request.POST or None, points=queries.points_to_ask_about(worker), initial={"point": request.GET.get("point")}
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        survey = changes.begin_survey(
            by=worker,
            title=typed["title"],
            event_on=typed["event_on"],
            point=typed["point"],
            agencies=form.agencies(),
            kinds_of_work=KINDS_OF_WORK,
        )
        messages.success(request, "The survey is set up. Open the first asking when people are to answer.")
        return redirect("confidence:run", survey.key)
    return kit.render(request, "confidence/begin.jinja", form)


@require_safe
@declares("measure.run_surveys")
def run(request: HttpRequest, key: str) -> HttpResponse:
    """The waves of a survey."""
    return _run(request, key)


def _run(request: HttpRequest, key: str, asked: InvitedForm | None = None, wave: str = "") -> HttpResponse:
    survey = or_404(queries.find_survey(worker_of(request), key, "measure.run_surveys"))
    forms = {
        one.key: asked if asked is not None and one.key == wave else InvitedForm(auto_id=f"id_{one.kind}_%s")
        for one in queries.waves_of(survey)
        if one.opened_at is None
    }
    base = f"{request.scheme}://{request.get_host()}"
    return kit.render(request, "confidence/run.jinja", pages.run_page(survey, forms=dict(forms), base=base))


@require_POST
@declares("measure.run_surveys")
def open_wave(request: HttpRequest, key: str) -> HttpResponse:
    """Let people answer."""
    worker = worker_of(request)
    wave = or_404(queries.find_wave(worker, key))
    form = InvitedForm(request.POST, auto_id=f"id_{wave.kind}_%s")
    if not form.is_valid():
        return _run(request, wave.survey.key, form, key)
    try:
        changes.open_wave(wave, by=worker, invited=form.cleaned_data["invited"])
    except changes.Refused as refused:
        messages.error(request, str(refused))
    else:
        late = off_time(wave.kind, wave.survey.event_on, localdate())
        if late:
            messages.warning(request, late)
        else:
            messages.success(request, "It is open. Give people its link.")
    return redirect("confidence:run", wave.survey.key)


@require_POST
@declares("measure.run_surveys")
def close_wave(request: HttpRequest, key: str) -> HttpResponse:
    """End the asking."""
    worker = worker_of(request)
    wave = or_404(queries.find_wave(worker, key))
    try:
        changes.close_wave(wave, by=worker)
    except changes.Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "It is closed, and what came of it can be read.")
    return redirect("confidence:run", wave.survey.key)


@kit.form_page
@declares("measure.run_surveys")
def words(request: HttpRequest, key: str) -> HttpResponse:
    """Read what people wrote, and say what may be quoted."""
    worker = worker_of(request)
    survey = or_404(queries.find_survey(worker, key, "measure.run_surveys"))
    written = queries.words_given(survey, shown_only=False)
    own = own_queries.own_words_given(survey, shown_only=False)
    keys = [*(one.key for one in written), *(one.key for one in own)]
    form = WordsForm(request.POST or None, keys=keys)
    if request.method == "POST" and form.is_valid():
        changes.choose_words(written, own, by=worker, chosen=set(form.cleaned_data["shown"]))
        messages.success(request, "Saved.")
        return redirect("confidence:results", survey.key)
    return kit.render(request, "confidence/words.jinja", pages.words_page(survey, form, written, own))
