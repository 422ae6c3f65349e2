"""The parts of a review: its opening, agency returns, practice episodes, plan; and writing what is in them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from sightline import kit
from sightline.access import drafts
from sightline.access.declaring import declares
from sightline.access.policy import scope
from sightline.domain import reviews as rules
from sightline.kit import render
from sightline.kit.parts import Link, Row
from sightline.reviews import deciding, pages, plan_pages, work
from sightline.reviews.agency_forms import ReturnMoveForm
from sightline.reviews.agency_pages import episodes_page, returns_page
from sightline.reviews.kinds import KINDS, OF_AN_ACTION, Kind
from sightline.reviews.models import Action, AgencyReturn, CaseReview, Evidence, Written
from sightline.reviews.opening_forms import AnswersForm, seen_of
from sightline.reviews.opening_pages import ANSWER_WORDS, answers_of, opening_page
from sightline.reviews.plan_forms import JudgeForm
from sightline.reviews.views.doing import did
from sightline.reviews.views.finding_things import looked, or_404, review_or_404, worker_of
from sightline.reviews.views.reviews import with_value, with_version
from sightline.reviews.work_forms import WorkForm

FORM, PART = "reviews/form.jinja", "reviews/part.jinja"


@declares("review.work")
@require_safe
def opening(request: HttpRequest, key: str) -> HttpResponse:
    """The test, what runs beside the review, the terms of reference, who takes part."""
    worker, found = worker_of(request), review_or_404(request, key, "review.work")
    looked(worker, f"review {found.key}, opening")
    return render(request, PART, opening_page(found, worker))


@declares("review.work")
@require_safe
def returns(request: HttpRequest, key: str) -> HttpResponse:
    """What agencies were asked for and what came."""
    worker, found = worker_of(request), review_or_404(request, key, "review.work")
    looked(worker, f"review {found.key}, agency returns")
    return render(request, PART, returns_page(found, worker, timezone.localdate()))


@declares("review.work")
@require_safe
def episodes(request: HttpRequest, key: str) -> HttpResponse:
    """The key practice episodes."""
    worker, found = worker_of(request), review_or_404(request, key, "review.work")
    looked(worker, f"review {found.key}, practice episodes")
    return render(request, PART, episodes_page(found, worker))


@declares("review.plan")
@require_safe
def plan(request: HttpRequest, key: str) -> HttpResponse:
    """Recommendations and actions."""
    worker, found = worker_of(request), review_or_404(request, key, "review.plan")
    looked(worker, f"review {found.key}, plan")
    return render(request, PART, plan_pages.plan_page(found, worker, timezone.localdate()))


@declares("review.plan")
@require_safe
def action(request: HttpRequest, key: str, item: str) -> HttpResponse:
    """One action with its evidence."""
    worker, row = worker_of(request), _action(request, key, item, "review.plan")
    looked(worker, f"review {key}, action {row.key}")
    return render(request, PART, plan_pages.action_page(row, worker, timezone.localdate()))


def _action(request: HttpRequest, key: str, item: str, deed: str) -> Action:
    rows = plan_pages.with_facts(Action.objects.filter(review__key=key, key=item))
    return or_404(scope(worker_of(request), deed, rows.select_related("review", "recommendation__finding")).first())


@declares("review.change", once=True)
@kit.form_page
def write(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """Write something about a review."""
    review = review_or_404(request, key, "review.change")
    if kind not in KINDS or kind in OF_AN_ACTION:
        raise Http404
    return _written(request, review, KINDS[kind], f"reviews.{kind}:{key}", {})


@declares("review.report", once=True)
@kit.form_page
def report(request: HttpRequest, key: str, item: str, kind: str) -> HttpResponse:
    """Say what moved an action, or add evidence: officers, and its owner."""
    row = _action(request, key, item, "review.report")
    if kind not in OF_AN_ACTION:
        raise Http404
    return _written(request, row.review, KINDS[kind], f"reviews.{kind}:{item}", {"action": row})


def _written(
    request: HttpRequest, review: CaseReview, kind: Kind, form_key: str, fixed: dict[str, Any]
) -> HttpResponse:
    if (answer := drafts.save_draft_if_asked(request, form_key)) is not None:
        return answer
    given = {name: value for name, value in request.GET.items() if name in kind.form.base_fields}
    form = kind.form(request.POST or None, review=review, initial=given)
    back = _back(review, kind, fixed.get("action"))

    def deed() -> None:
        work.write_item(kind.model, review, by=worker_of(request), values=form.values() | fixed)

    if did(request, form, deed, said="It is written down.", draft=form_key):
        return HttpResponseRedirect(back.href)
    writing = drafts.start_writing(request, form_key, label=f"{kind.change} (a review)")
    page = pages.FormPage(kind.add, drafts.fill(form, writing.draft), back, kind.save, writing, kind.intro)
    return render(request, FORM, page)


@declares("review.change")
@kit.form_page
def amend(request: HttpRequest, key: str, kind: str, item: str) -> HttpResponse:
    """Write something anew; the second of two people is told, and sees both texts."""
    review, form_key = review_or_404(request, key, "review.change"), f"reviews.amend.{kind}:{item}"
    if kind not in KINDS:
        raise Http404
    it = KINDS[kind]
    row = get_object_or_404(it.model._default_manager.filter(review=review), key=item)
    if (answer := drafts.save_draft_if_asked(request, form_key)) is not None:
        return answer
    form: WorkForm = it.form(request.POST or None, review=review, row=row)
    conflict, back = None, _back(review, it, getattr(row, "action", None))
    if request.method == "POST" and form.is_valid():
        try:
            work.amend_item(row, by=worker_of(request), seen_version=form.seen_version(), values=form.values())
        except work.Refused as refusal:
            form.add_error(None, str(refusal))
        except work.ChangedMeanwhile:
            row.refresh_from_db()
            conflict, form = _conflict(it, review, row), with_version(form, row.version)
        else:
            drafts.drop_draft(request, form_key)
            messages.success(request, "It is saved. The earlier wording stays readable.")
            return HttpResponseRedirect(back.href)
    writing = drafts.start_writing(request, form_key, label=f"{it.change} (a review)")
    page = pages.FormPage(it.change, drafts.fill(form, writing.draft), back, it.save, writing, it.intro, conflict)
    return render(request, FORM, page, status=409 if conflict else 200)


def _conflict(kind: Kind, review: CaseReview, row: Written) -> pages.Conflict:
    """What stands now, written by somebody else meanwhile."""
    stands = kind.form(review=review, row=row)
    rows = tuple(
        Row(str(field.label), _shown(stands.initial.get(name)))
        for name, field in stands.fields.items()
        if field.label and name in stands.initial
    )
    past = work.last_past(row)
    by = str(past.by) if past and past.by else "Somebody"
    return pages.Conflict(by, past.superseded_at if past else None, rows)


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _back(review: CaseReview, kind: Kind, row: Action | None) -> Link:
    """The page something is shown on."""
    if row is not None:
        return Link(f"Action {row.number}", reverse("reviews:action", args=[review.key, row.key]))
    return Link(review.reference, reverse(f"reviews:{kind.page}", args=[review.key]))


@declares("review.change")
@kit.form_page
def test(request: HttpRequest, key: str) -> HttpResponse:
    """Answer the regime's test question by question."""
    review, form_key = review_or_404(request, key, "review.change"), f"reviews.test:{key}"
    regime = rules.REGIMES.get(review.regime)
    if regime is None or not regime.questions:
        raise Http404
    if (answer := drafts.save_draft_if_asked(request, form_key)) is not None:
        return answer
    answers = answers_of(review)
    form, conflict = AnswersForm(request.POST or None, regime=regime, answers=answers), None
    back = Link(review.reference, reverse("reviews:opening", args=[key]))
    if request.method == "POST" and form.is_valid():
        versions = {code: row.version for code, row in answers.items()}
        if form.cleaned_data["seen"] != seen_of(answers):
            rows = tuple(Row(row.asked, f"{ANSWER_WORDS[row.answer]}. {row.reasons}") for row in answers.values())
            conflict, form = pages.Conflict("Somebody", None, rows), with_value(form, "seen", seen_of(answers))
        elif did(
            request,
            form,
            lambda: work.answer_test(
                review, by=worker_of(request), regime=regime.code, answers=form.answered(), seen=versions
            ),
            said="The answers are written down. They decide nothing by themselves.",
            draft=form_key,
        ):
            return HttpResponseRedirect(f"{back.href}#test")
    writing = drafts.start_writing(request, form_key, label="The test of a review")
    intro = (regime.test, "Leave a question that nobody can answer yet, or choose “Not known yet”. People decide.")
    page = pages.FormPage(
        "Answer the test", drafts.fill(form, writing.draft), back, "Save the answers", writing, intro, conflict
    )
    return render(request, FORM, page, status=409 if conflict else 200)


@declares("review.return")
@kit.form_page
def move_return(request: HttpRequest, key: str, item: str) -> HttpResponse:
    """Move what an agency was asked for on."""
    worker, form_key = worker_of(request), f"reviews.move_return:{item}"
    rows = AgencyReturn.objects.filter(review__key=key, key=item).select_related("review")
    row = or_404(scope(worker, "review.return", rows).first())
    if (answer := drafts.save_draft_if_asked(request, form_key)) is not None:
        return answer
    form = ReturnMoveForm(request.POST or None, state=row.state, initial={"seen_state": row.state, "on": "today"})
    back = Link(row.review.reference, reverse("reviews:returns", args=[key]))
    moved_meanwhile = request.method == "POST" and request.POST.get("seen_state", row.state) != row.state
    conflict = None
    if moved_meanwhile:
        now = rules.TABLES[rules.Machine.RETURN].states[row.state].name
        conflict, form = (
            pages.Conflict("Somebody", None, (Row("It now stands at", now),)),
            with_value(form, "seen_state", row.state),
        )
    elif did(
        request,
        form,
        lambda: deciding.move_return(row, by=worker, **form.cleaned_data),
        said="The move is written down. Sightline has told no one.",
        at="to",
        draft=form_key,
    ):
        return HttpResponseRedirect(back.href)
    writing = drafts.start_writing(request, form_key, label="A move of an agency return")
    state = rules.TABLES[rules.Machine.RETURN].states[row.state].name
    intro = (f"{row.agency_name}: it stands at “{state}”.",)
    page = pages.FormPage(
        "Agency return: move on", drafts.fill(form, writing.draft), back, "Save the move", writing, intro, conflict
    )
    return render(request, FORM, page, status=409 if conflict else 200)


@declares("review.judge")
@kit.form_page
def judge(request: HttpRequest, key: str, item: str) -> HttpResponse:
    """Accept evidence for an action, or not."""
    worker, form_key = worker_of(request), f"reviews.judge:{item}"
    rows = Evidence.objects.filter(review__key=key, key=item).select_related("action", "review")
    row = or_404(scope(worker, "review.judge", rows).first())
    if (answer := drafts.save_draft_if_asked(request, form_key)) is not None:
        return answer
    form = JudgeForm(request.POST or None, initial={"seen_version": row.version})
    back = _back(row.review, KINDS["evidence"], row.action)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            deciding.judge_evidence(
                row, by=worker, accepted=typed["decision"] == "accepted", reason=typed["reason"],
                seen_version=typed["seen_version"],
            )  # fmt: skip
        except deciding.Refused as refusal:
            form.add_error("decision", str(refusal))
        except deciding.ChangedMeanwhile:
            row.refresh_from_db()
            form = with_version(form, row.version)
            form.add_error(None, f"It was changed meanwhile and now says: {row.text[:300]} Look, and save again.")
        else:
            drafts.drop_draft(request, form_key)
            messages.success(request, "Your judgement is written down.")
            return HttpResponseRedirect(back.href)
    writing = drafts.start_writing(request, form_key, label="A judgement of evidence")
    intro = (
        f"{row.level}. {rules.LADDER[row.level][1]}: {row.get_result_display() if row.result else ''}".rstrip(": "),
        row.text,
    )
    page = pages.FormPage(
        "Judge evidence", drafts.fill(form, writing.draft), back, "Save the judgement", writing, intro
    )
    return render(request, FORM, page)
