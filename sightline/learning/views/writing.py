"""Writing: a learning point, its revisions, publishing it, and that it was shared."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from sightline import kit
from sightline.access import drafts
from sightline.access.declaring import declares
from sightline.kit import render
from sightline.kit.parts import Link
from sightline.learning import changes, pages, queries
from sightline.learning.forms import PointForm, ReviseForm, ShareForm
from sightline.learning.models import LearningPoint
from sightline.learning.texts import every_source
from sightline.reviews.queries import open_findings
from sightline.reviews.theme_pages import theme_groups
from sightline.reviews.views.finding_things import or_404, worker_of
from sightline.reviews.views.reviews import with_version

FORM = "learning/write.jinja"


def _own(request: HttpRequest, key: str, action: str = "learning.write") -> LearningPoint:
    return or_404(queries.find_point(worker_of(request), key, action))


def _words(typed: dict[str, Any]) -> changes.Words:
    names = ("title", "lesson", "try_this", "detail", "questions")
    return changes.Words(**{name: typed[name] for name in names}, themes=tuple(typed["themes"]))


def _origins(typed: dict[str, Any]) -> dict[str, Any]:
    """What a point comes from, as `changes` takes it."""
    return {"findings": typed["findings"], "published": typed["published"]}


def _chosen(form: PointForm) -> list[str]:
    return [str(code) for code in form["themes"].value() or ()]


@declares("learning.write", once=True)
@kit.form_page
def write(request: HttpRequest) -> HttpResponse:
    """Write a learning point; `?finding=` is where one came from."""
    wanted = request.GET.getlist("finding")
    form_key = "learning.write"
    if (answer := drafts.save_draft_if_asked(request, form_key)) is not None:
        return answer
    findings = open_findings(worker_of(request))
    came_from = [finding for finding in findings if finding.key in wanted]
    near = {finding.review_id for finding in came_from}
    findings = sorted(findings, key=lambda finding: finding.review_id not in near)  # the review one came from first
    codes = [coded.code for finding in came_from for coded in finding.coded]  # type: ignore[attr-defined]
    initial = {"findings": [finding.key for finding in came_from], "themes": list(dict.fromkeys(codes))}
    form = PointForm(request.POST or None, findings_open=findings, texts=every_source(), initial=initial)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        made = changes.write_learning_point(by=worker_of(request), words=_words(typed), **_origins(typed))
        drafts.drop_draft(request, form_key)
        messages.success(request, "It is saved as a draft. Read it through, then publish it.")
        return redirect("learning:point", made.key)
    writing = drafts.start_writing(request, form_key, label="A learning point")
    form = drafts.fill(form, writing.draft)
    back = Link("Learning", reverse("learning:library"))
    page = pages.WritePage(
        "Write a learning point", form, back, "Save as draft learning point", writing, theme_groups(_chosen(form))
    )
    return render(request, FORM, page)


@declares("learning.write")
@kit.form_page
def revise(request: HttpRequest, key: str) -> HttpResponse:
    """Write a learning point anew; the second of two people is told, and sees both texts."""
    found, form_key = _own(request, key), f"learning.revise:{key}"
    if (answer := drafts.save_draft_if_asked(request, form_key)) is not None:
        return answer
    form = _revise_form(request, found)
    conflict = None
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            changes.revise(
                found,
                by=worker_of(request),
                seen_version=typed["seen_version"],
                words=_words(typed),
                **_origins(typed),
            )
        except changes.ChangedMeanwhile:
            now = _own(request, key)
            conflict, form = pages.point_conflict(now), with_version(form, now.version)
        else:
            drafts.drop_draft(request, form_key)
            messages.success(request, "It is saved. The earlier wording stays readable.")
            return redirect("learning:point", key)
    writing = drafts.start_writing(request, form_key, label="A learning point")
    form = drafts.fill(form, writing.draft)
    back = Link("The learning point", reverse("learning:point", args=[key]))
    page = pages.WritePage(
        "Revise the learning point", form, back, "Save", writing, theme_groups(_chosen(form)), conflict
    )
    return render(request, FORM, page, status=409 if conflict else 200)


def _revise_form(request: HttpRequest, found: LearningPoint) -> ReviseForm:
    names = ("title", "lesson", "try_this", "questions", "detail", "themes")
    initial = {name: getattr(found, name) for name in names}
    initial |= {"findings": [f.key for f in found.findings.all()], "seen_version": found.version}
    initial |= {"published": [text.key for text in found.published_sources.all()]}
    findings = open_findings(worker_of(request))
    return ReviseForm(request.POST or None, findings_open=findings, texts=every_source(), initial=initial)


@declares("learning.write")
@require_POST
def publish(request: HttpRequest, key: str) -> HttpResponse:
    """Put a draft into the library."""
    return _done(request, key, changes.publish, "It is in the library now.")


@declares("learning.write")
@require_POST
def release(request: HttpRequest, key: str) -> HttpResponse:
    """Approve the detail for practitioners, now that the reviews behind it are published."""
    return _done(request, key, changes.release_detail, "Practitioners can now read the detail and the findings.")


def _done(request: HttpRequest, key: str, deed: Any, said: str) -> HttpResponse:
    found = _own(request, key)
    seen = request.POST.get("seen_version", "")
    try:
        deed(found, by=worker_of(request), seen_version=int(seen) if seen.isdecimal() else -1)
    except changes.Refused as refusal:
        messages.error(request, str(refusal))
    except changes.ChangedMeanwhile:
        messages.warning(request, "Somebody changed it since you opened this page. Read it again, then decide.")
    else:
        messages.success(request, said)
    return redirect("learning:point", key)


@declares("learning.share", once=True)
@kit.form_page
def share(request: HttpRequest, key: str) -> HttpResponse:
    """Write down that it was shared with people."""
    found = _own(request, key, "learning.share")
    form = ShareForm(request.POST or None, initial={"on": "today"})
    if request.method == "POST" and form.is_valid():
        try:
            changes.share(found, by=worker_of(request), **form.cleaned_data)
        except changes.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "It is written down. The charts mark the day.")
            return redirect("learning:point", key)
    page = pages.SharePage(form, Link(found.title, reverse("learning:point", args=[key])))
    return render(request, "learning/share.jinja", page)
