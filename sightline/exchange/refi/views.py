"""Files of coding in the browser: a project in and out, the codebook out, a report's words in."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from sightline import kit, trail
from sightline.access.declaring import declares, recently_authenticated
from sightline.access.models import Worker
from sightline.access.policy import can
from sightline.access.security_log import security_event
from sightline.coding import changes, pages
from sightline.coding.models import CodedText
from sightline.coding.views.things import review_or_404, worker_of
from sightline.kit.parts import Link
from sightline.kit.words import count
from sightline.reviews.models import CaseReview

from . import limits
from .apart import read_coding, read_words
from .command import themes_codebook
from .errors import NotUsable
from .of_review import bring_in, project_of


def _size(sent: Any) -> Any:
    if sent.size > limits.FILE:
        raise forms.ValidationError(f"The file is larger than {limits.FILE // limits.MEGABYTE} MB.")
    return sent


class ProjectForm(forms.Form):
    """A project of another tool."""

    file = forms.FileField(
        label="The project",
        help_text="A REFI-QDA project (.qdpx), as NVivo, ATLAS.ti, MAXQDA or QualCoder exports it. 50 MB at most.",
        error_messages={"required": "Choose a file.", "empty": "The file is empty."},
    )

    def clean_file(self) -> Any:
        return _size(self.cleaned_data["file"])


class ReportForm(forms.Form):
    """A report as a file."""

    title = forms.CharField(
        label="What is it?", max_length=160, help_text="For example: Overview report, second draft. No names.",
        error_messages={"required": "Write what the text is."},
    )  # fmt: skip
    file = forms.FileField(
        label="The file",
        help_text="A Word document (.docx) or plain text (.txt). Its words are kept, not the file.",
        error_messages={"required": "Choose a file.", "empty": "The file is empty."},
    )

    def clean_file(self) -> Any:
        return _size(self.cleaned_data["file"])


def links(review: CaseReview, worker: Worker) -> tuple[Link, ...]:
    """What `coding` shows on a review's page: where files come in and go out."""
    if not can(worker, "coding.manage"):
        return ()
    key = review.key
    out = reverse("exchange:coding_project", args=[key])
    found = [Link("Export as a REFI-QDA project (.qdpx)", out)]
    found += [
        Link("Export together with everything of the file", f"{out}?with={one.key}", note=one.name)
        for one in review.project_files.defer("data")
    ]
    return (
        *found,
        Link("Our codebook (.qdc)", reverse("exchange:codebook")),
        Link("Bring a project in", reverse("exchange:bring_in_coding", args=[key])),
    )


def sources(review: CaseReview, worker: Worker) -> tuple[Link, ...]:
    """Where a report comes in as a file."""
    if not can(worker, "coding.manage"):
        return ()
    return (Link("Add a Word document or a text file", reverse("exchange:coding_report", args=[review.key])),)


@declares("coding.manage")
@recently_authenticated
@require_safe
def project(request: HttpRequest, key: str) -> HttpResponse:
    """The review's coding as a project, as far as this worker may see it."""
    review, worker = review_or_404(request, key, "coding.manage"), worker_of(request)
    kept = None
    if wanted := request.GET.get("with", ""):
        kept = review.project_files.filter(key=wanted).first()
        if kept is None:
            raise Http404
    try:
        data = project_of(review, worker, kept=kept)
    except NotUsable as refused:
        messages.warning(request, refused.sentence)
        return redirect("coding:review", key)
    trail.record_view(by=worker, child=None, part=f"coding project of review {review.key}")
    security_event("export", request=request, worker=worker, action="coding.manage", kind="coding project")
    return _file(data, f"coding-{review.key}.qdpx", "application/zip")


@declares("coding.view")
@require_safe
def codebook(request: HttpRequest) -> HttpResponse:
    """The codebook of our themes. It holds no case."""
    return _file(themes_codebook(), "sightline-themes.qdc", "application/xml")


def _file(data: bytes, name: str, kind: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


@declares("coding.manage")
@kit.form_page
def bring_in_coding(request: HttpRequest, key: str) -> HttpResponse:
    """Bring a project in: the whole of it, or nothing with the reason."""
    review = review_or_404(request, key, "coding.manage")
    form = ProjectForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            said = _bring_in(review, worker_of(request), form.cleaned_data["file"])
        except NotUsable as refused:
            form.add_error("file", refused.sentence)
        else:
            messages.success(request, said)
            return redirect("coding:review", key)
    intro = (
        "Texts and passages of the project are added to this review; nothing here is changed or taken away. What "
        "Sightline has no use for is kept, and goes out again when you export together with the file.",
        "A code is known by its beginning, such as PROC-WNB. Give your coders our codebook first.",
    )
    return _page(request, "Bring a coding project in", form, review, "Bring it in", intro)


def _bring_in(review: CaseReview, worker: Worker, sent: UploadedFile[Any]) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = _kept(sent, folder)
        kind, found = read_coding(str(path))
        if kind != "project":
            raise NotUsable("This is a codebook, not a project: it holds codes and no texts.")
        done = bring_in(review, by=worker, name=_name(sent), data=path.read_bytes(), project=found)
    lines = [f"Brought in: {count(done.texts, 'text')} and {count(done.codings, 'coding')}.", *done.said[:20]]
    return "\n".join(lines)


@declares("coding.manage")
@kit.form_page
def report(request: HttpRequest, key: str) -> HttpResponse:
    """A report's words from a file."""
    review = review_or_404(request, key, "coding.manage")
    form = ReportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            made, notices = _report(review, worker_of(request), form.cleaned_data)
        except (NotUsable, changes.Refused) as refused:
            form.add_error("file", str(refused))
        else:
            messages.success(request, "\n".join(["The text is there. It can be coded now.", *notices]))
            return redirect("coding:text", made.key)
    intro = ("Whoever is inside the review can read it here. Names belong in codes before it comes in.",)
    return _page(request, "Add a report as a file", form, review, "Add the text", intro)


def _report(review: CaseReview, worker: Worker, typed: dict[str, Any]) -> tuple[CodedText, tuple[str, ...]]:
    with tempfile.TemporaryDirectory() as folder:
        words = read_words(str(_kept(typed["file"], folder)))
    made = changes.add_text(review, by=worker, kind=CodedText.Kind.REPORT, title=typed["title"], text=words.text)
    return made, words.notices


def _kept(sent: UploadedFile[Any], folder: str) -> Path:
    """The bytes in a file of our own naming; the name it came with is used for nothing."""
    path = Path(folder) / "sent"
    with path.open("wb") as file:
        for piece in sent.chunks():
            file.write(piece)
    return path


def _name(sent: UploadedFile[Any]) -> str:
    """What the file is called in a list: its own name without anything but letters, figures and a few signs."""
    return "".join(one for one in (sent.name or "project") if one.isalnum() or one in " -_.")[:120] or "project"


def _page(
    request: HttpRequest, title: str, form: forms.Form, review: CaseReview, save: str, intro: tuple[str, ...]
) -> HttpResponse:
    back = Link(f"Coding of {review.reference}", reverse("coding:review", args=[review.key]))
    return kit.render(request, "exchange/coding_file.jinja", pages.FormPage(title, form, back, save, intro=intro))
