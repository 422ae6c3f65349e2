"""Bringing a survey tool's file into a wave, in the browser."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from sightline import kit
from sightline.access import declares
from sightline.confidence import changes, queries
from sightline.confidence.models import Wave
from sightline.confidence.views import or_404, worker_of
from sightline.domain.measures.instrument import WAVE_NAMES
from sightline.exchange.pages import OwnQuestionsFilePage, SurveyFilePage
from sightline.kit.words import count

from .apart import read_apart
from .bring_in import bring_in
from .errors import SurveyError
from .own import add_questions

LARGEST = 20_000_000


class FileForm(forms.Form):
    """A file of a survey tool."""

    file = forms.FileField(
        label="The file",
        help_text="CSV or Excel, as SurveyMonkey, LimeSurvey or Microsoft Forms gives it. 20 MB at most.",
        error_messages={"required": "Choose a file.", "empty": "The file is empty."},
    )

    def clean_file(self) -> Any:
        sent = self.cleaned_data["file"]
        if sent.size > LARGEST:
            raise forms.ValidationError("The file is larger than 20 MB, which no survey of a partnership should be.")
        return sent


@kit.form_page
@declares("measure.run_surveys")
def survey_file(request: HttpRequest, key: str) -> HttpResponse:
    """Bring a file into a wave: the whole of it, or nothing with the reason."""
    worker = worker_of(request)
    wave = or_404(queries.find_wave(worker, key))
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            said = _store(form.cleaned_data["file"], wave, worker)
        except (SurveyError, changes.Refused) as refused:
            form.add_error("file", str(refused))
        else:
            messages.success(request, said)
            return redirect("confidence:run", wave.survey.key)
    return kit.render(request, "exchange/survey_file.jinja", SurveyFilePage.of(wave, form))


class QuestionsForm(FileForm):
    """A definition of questions, and when they are asked."""

    waves = forms.MultipleChoiceField(
        label="When they are asked",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose when they are asked."},
    )

    def __init__(self, *args: Any, waves: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["file"].help_text = "An Excel workbook in XLSForm, with the sheets “survey” and “choices”."
        self.fields["waves"].choices = [(wave, WAVE_NAMES[wave]) for wave in waves]  # type: ignore[attr-defined]


@kit.form_page
@declares("measure.run_surveys")
def own_questions_file(request: HttpRequest, key: str) -> HttpResponse:
    """Take questions of the partnership's own from a file: all that can be asked, or none with the reason."""
    worker = worker_of(request)
    survey = or_404(queries.find_survey(worker, key, "measure.run_surveys"))
    waves = queries.waves_to_open(survey)
    form = QuestionsForm(request.POST or None, request.FILES or None, waves=waves, initial={"waves": waves})
    if request.method == "POST" and form.is_valid():
        try:
            with _on_disk(form.cleaned_data["file"]) as path:
                found = add_questions(read_apart(path), survey, form.cleaned_data["waves"], by=worker)
        except SurveyError as refused:
            form.add_error("file", str(refused))
        else:
            messages.success(request, "\n".join([f"Added: {count(len(found.wanted), 'question')}.", *found.said]))
            return redirect("confidence:own", survey.key)
    return kit.render(request, "exchange/own_questions_file.jinja", OwnQuestionsFilePage.of(survey, form))


@contextmanager
def _on_disk(sent: UploadedFile[Any]) -> Iterator[str]:
    """What was sent as a file for the process that reads it; gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sent"  # the name it came with is used for nothing
        with path.open("wb") as file:
            for piece in sent.chunks():
                file.write(piece)
        yield str(path)


def _store(sent: UploadedFile[Any], wave: Wave, worker: Any) -> str:
    """Read it apart, store it, and say what came of it."""
    with _on_disk(sent) as path:
        done, found = bring_in(path, read_apart(path), wave, by=worker)
    lines = [f"Brought in: {count(done.responses, 'response')} with {count(done.items, 'question')}.", *found.said]
    return "\n".join(lines)
