"""Everything that is written about a case review. Each deed and its trail entry are one transaction.

No entry here names a child: the trail of a child's record is read by those who work with the child, and would tell
them that this family was reviewed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from sightline import trail
from sightline.domain import reviews as rules
from sightline.domain import themes
from sightline.domain.dates import in_words
from sightline.domain.disclosure.levels import PUBLISHED
from sightline.kit.at_once import unless_taken
from sightline.people.facts import ChangedMeanwhile
from sightline.people.models import Person
from sightline.reviews.models import (
    CaseReview,
    ClockMark,
    Finding,
    FindingPast,
    FindingTheme,
    ReviewMember,
    StateMove,
    Subject,
)
from sightline.reviews.queries import unused_steps, why_facts_wait, why_learning_waits
from sightline.reviews.threads import facts_closed

if TYPE_CHECKING:
    from sightline.access.models import Worker

__all__ = ["ChangedMeanwhile", "Refused"]

FIELDS = {
    rules.Machine.REVIEW: "review_state",
    rules.Machine.PUBLICATION: "publication_state",
    rules.Machine.LEARNING: "learning_state",
}
DETAILS = (
    "reference", "title", "regime", "method", "summary", "aware_on", "notified_on", "decided_on", "publishing_on",
)  # fmt: skip


TAKEN = "There is a review with the reference {} already. Choose another reference."
STANDS_ASIDE = 3
"""The level of a member who declared an interest: they see no more than everybody."""


class Refused(Exception):
    """What was asked for may not be done. The message is a sentence for the person who asked."""


@transaction.atomic
def open_review(
    *,
    by: Worker,
    reference: str,
    title: str,
    regime: str,
    method: str = "",
    subjects: Iterable[str] = (),
    **details: Any,
) -> CaseReview:
    """Open a review, its subjects by code, with whoever opens it named on it (gate level 0).

    `details`: `summary`, `aware_on`, `notified_on`, `decided_on`, `publishing_on`.
    Raises UnknownRegime, and Refused when the reference is taken.
    """
    rules.regime(regime)
    _reference_is_free(reference)
    _regime_fits(regime, _begins(details))
    review = CaseReview(reference=reference, title=title, regime=regime, method=method, opened_by=by, **details)
    _save(review)
    for machine, field in FIELDS.items():
        first = rules.TABLES[machine].first
        setattr(review, field, first)
        StateMove.objects.create(review=review, field=field, to_state=first, on=timezone.localdate(), by=by)
    review.save(update_fields=[*FIELDS.values()])
    ReviewMember.objects.create(review=review, worker=by, level=0, role="Review officer")
    for code in subjects:
        Subject.objects.create(review=review, code=code)
    _trail("open_review", by, review, {name: getattr(review, name) for name in DETAILS} | {"subjects": [*subjects]})
    return review


@transaction.atomic
def amend_review(review: CaseReview, *, by: Worker, seen_version: int, changes: Mapping[str, Any]) -> CaseReview:
    """Change what a review is called, its regime, method, summary or days. Raises ChangedMeanwhile, Refused."""
    current = CaseReview.objects.select_for_update().get(pk=review.pk)
    if current.version != seen_version:
        raise ChangedMeanwhile
    if unknown := set(changes) - set(DETAILS):
        raise ValueError(f"Not details of a review: {sorted(unknown)}")
    if changes.get("reference", current.reference) != current.reference:
        _reference_is_free(changes["reference"])
    if changes.get("regime", current.regime) != current.regime:
        stands = {name: getattr(current, name) for name in ("aware_on", "notified_on")}
        _regime_fits(changes["regime"], _begins(stands | dict(changes), timezone.localdate(current.opened_at)))
    for name, value in changes.items():
        setattr(current, name, value)
    current.version += 1
    _save(current)
    _trail("amend_review", by, current, {name: getattr(current, name) for name in DETAILS})
    return current


@transaction.atomic
def move_state(
    review: CaseReview,
    *,
    by: Worker | None,
    machine: rules.Machine | str,
    to: str,
    on: date,
    seen_state: str,
    reason: str = "",
    until: date | None = None,
    decision: str = "",
) -> StateMove:
    """Move one of the three states, if the table of moves allows it, and write down why.

    `until`: the day that goes with the move (to look again, or when a statement is due); `decision`: what was
    decided, for the move to "decided". Raises Refused with what is missing or why not; ChangedMeanwhile when the
    state is no longer `seen_state`.
    """
    machine = rules.Machine(machine)
    field = FIELDS[machine]
    current = CaseReview.objects.select_for_update().get(pk=review.pk)
    start = getattr(current, field)
    if start != seen_state:
        raise ChangedMeanwhile
    _may_move(current, machine, start, to, reason=reason, until=until, decision=decision)
    was_out = current.published_now
    setattr(current, field, to)
    _days_of_move(current, machine, to, on, decision)
    current.version += 1
    current.save()
    move = StateMove.objects.create(
        review=current, field=field, from_state=start, to_state=to, reason=reason.strip(), on=on, until=until, by=by
    )
    content = {"field": field, "from": start, "to": to, "on": on, "reason": reason, "until": until}
    _trail("move_state", by, current, content | {"decision": decision})
    if was_out and not current.published_now:
        facts_closed(current, by)
    return move


def _may_move(
    review: CaseReview,
    machine: rules.Machine,
    start: str,
    to: str,
    *,
    reason: str,
    until: date | None,
    decision: str,
) -> None:
    if to not in rules.TABLES[machine].states:
        raise Refused("Choose one of the moves that are offered.")
    allowed = rules.may_move(
        machine,
        start,
        to,
        regime=rules.REGIMES.get(review.regime),
        review_state=review.review_state,
        decision=review.decision,
        unused=unused_steps(review),
    )
    if not allowed:
        raise Refused(allowed.sentence)
    if waits := why_not_out(review, machine, to):
        raise Refused(" ".join(waits))
    lacks_words = (allowed.reason_needed or (to in NEEDS_WORDS and allowed.needs)) and not reason.strip()
    lacks_day = to in NEEDS_DAY and until is None
    lacks_decision = to == "DECIDED" and decision not in rules.DECISIONS
    if lacks_words or lacks_day or lacks_decision:
        raise Refused(allowed.sentence)


def why_not_out(review: CaseReview, machine: rules.Machine, to: str) -> tuple[str, ...]:
    """Why this move would let out what has to wait: a report its facts, a statement of improvements its learning."""
    if machine == rules.Machine.PUBLICATION and to == PUBLISHED:
        return why_facts_wait(review)
    if machine == rules.Machine.PUBLICATION and to == "IMPROVEMENTS_PUBLISHED":
        return why_learning_waits(review)
    return ()


# What the table's `needs` says in words, as the fields it stands for.
NEEDS_DAY = frozenset({"HELD", "NOT_PUBLISHED"})
NEEDS_WORDS = frozenset({"DECIDED", "CLOSED"})


def _days_of_move(review: CaseReview, machine: rules.Machine, to: str, on: date, decision: str) -> None:
    if to == "DECIDED":
        review.decided_on, review.decision = on, decision
    if machine == rules.Machine.PUBLICATION:
        review.published_on = on if to == "PUBLISHED" else None


@transaction.atomic
def mark_clock(review: CaseReview, *, by: Worker, clock: str, kind: str, on: date, reason: str = "") -> ClockMark:
    """Say that a time limit was met, is paused, runs again, or why it was not kept. Raises Refused."""
    regime = rules.regime(review.regime)
    known = {c.code: c for c in regime.clocks}
    if clock not in known:
        raise Refused("This review has no such time limit. Open its page again.")
    if kind == ClockMark.Kind.PAUSED:
        allowed, sentence = rules.may_pause(known[clock], reason)
        if not allowed:
            raise Refused(sentence)
    if kind == ClockMark.Kind.EXPLAINED and not reason.strip():
        raise Refused("Please write the explanation.")
    mark = ClockMark.objects.create(review=review, clock=clock, kind=kind, on=on, reason=reason.strip(), by=by)
    _trail("mark_clock", by, review, {"clock": clock, "kind": kind, "on": on, "reason": reason})
    return mark


@transaction.atomic
def add_subject(review: CaseReview, *, by: Worker, code: str) -> Subject:
    """Add somebody the review is about, by code. Raises Refused when the code is there already."""
    with unless_taken(Refused(f"{code} is on this review already.")):
        subject = Subject.objects.create(review=review, code=code)
    _trail("add_subject", by, review, {"code": code})
    return subject


@transaction.atomic
def join_subject(subject: Subject, *, by: Worker, person: Person | None, no_record_here: bool = False) -> Subject:
    """Say whose record a subject's is, so that the gate can protect it; or that none is kept here; or neither yet."""
    subject.person, subject.no_record_here = person, no_record_here and person is None
    subject.save(update_fields=["person", "no_record_here"])
    content = {"code": subject.code, "person": person.key if person else "", "none_here": subject.no_record_here}
    _trail("join_subject", by, subject.review, content)
    return subject


@transaction.atomic
def name_member(review: CaseReview, *, by: Worker, worker: Worker, level: int, role: str = "") -> ReviewMember:
    """Name a worker on the review (level 0) or as panel member or agency author (level 1); again: changes it."""
    if level not in (0, 1):
        raise Refused("A member of a review is named on it, or is on its panel or an agency author.")
    CaseReview.objects.select_for_update().get(pk=review.pk)  # nobody is said to stand aside at this moment
    aside = ReviewMember.objects.filter(review=review, worker=worker, level=STANDS_ASIDE)
    if aside.exists():
        raise Refused(f"{worker.name} declared an interest and stands aside. Change that under who takes part first.")
    if worker.role == "administrator":
        raise Refused("An administrator sees no case content and cannot be named on a review.")
    member, _made = ReviewMember.objects.update_or_create(
        review=review, worker=worker, defaults={"level": level, "role": role}
    )
    _trail("name_member", by, review, {"worker": worker.pk, "level": level, "role": role})
    return member


@transaction.atomic
def release_member(member: ReviewMember, *, by: Worker) -> None:
    """Take a worker off the review. The trail keeps that they were on it."""
    _trail("release_member", by, member.review, {"worker": member.worker_id, "level": member.level})
    member.delete()


@transaction.atomic
def record_finding(
    review: CaseReview, *, by: Worker, text: str, polarity: str = "-", codes: Iterable[str] = ()
) -> Finding:
    """Write down what the review found, coded to themes. Raises UnknownTheme."""
    CaseReview.objects.select_for_update().get(pk=review.pk)  # two findings at once do not get one number
    number = (review.findings.aggregate(last=Max("number"))["last"] or 0) + 1
    finding = Finding.objects.create(review=review, number=number, text=text, polarity=polarity, recorded_by=by)
    chosen = _known(codes)
    for code in chosen:
        FindingTheme.objects.create(finding=finding, code=code, polarity=polarity, coded_by=by)
    _trail_finding("record_finding", by, finding, chosen)
    return finding


@transaction.atomic
def amend_finding(
    finding: Finding, *, by: Worker, seen_version: int, text: str, polarity: str, codes: Iterable[str]
) -> Finding:
    """Write a finding anew; the earlier wording and themes stay readable.

    Raises ChangedMeanwhile when somebody amended it since `seen_version` was read; UnknownTheme.
    """
    current = _seen(finding, seen_version)
    chosen, before = _known(codes), codes_of(current)
    if (text, polarity, chosen) == (current.text, current.polarity, before):
        return current
    _keep_past(current, by, before)
    current.text, current.polarity = text, polarity
    _save_next(current)
    _withdraw(current, [code for code in before if code not in chosen])
    for code in chosen:
        if code not in before:
            FindingTheme.objects.create(finding=current, code=code, polarity=polarity, coded_by=by)
    _trail_finding("amend_finding", by, current, chosen)
    return current


@transaction.atomic
def code_finding(finding: Finding, *, by: Worker, code: str, polarity: str, seen_version: int) -> Finding:
    """Code a finding to one more theme. Raises UnknownTheme, ChangedMeanwhile, Refused when it is coded so already."""
    current = _seen(finding, seen_version)
    before = codes_of(current)
    themes.theme(code)
    if code in before:
        raise Refused("This finding is coded to that theme already.")
    _keep_past(current, by, before)
    _save_next(current)
    FindingTheme.objects.create(finding=current, code=code, polarity=polarity, coded_by=by)
    _trail_finding("code_finding", by, current, [*before, code])
    return current


@transaction.atomic
def withdraw_coding(finding: Finding, *, by: Worker, code: str, seen_version: int) -> Finding:
    """Take back a coding; that it stood stays readable. Raises ChangedMeanwhile, Refused when there is none."""
    current = _seen(finding, seen_version)
    before = codes_of(current)
    if code not in before:
        raise Refused("This finding is not coded to that theme.")
    _keep_past(current, by, before)
    _save_next(current)
    _withdraw(current, [code])
    _trail_finding("withdraw_coding", by, current, [c for c in before if c != code])
    return current


def codes_of(finding: Finding) -> list[str]:
    """The themes a finding is coded to now, in the order of the catalogue."""
    codes = set(finding.themes.filter(withdrawn_at=None).values_list("code", flat=True))
    return [code for code in themes.THEMES if code in codes] + sorted(codes - set(themes.THEMES))


def _seen(finding: Finding, version: int) -> Finding:
    current = Finding.objects.select_for_update().get(pk=finding.pk)
    if current.version != version:
        raise ChangedMeanwhile
    return current


def _keep_past(finding: Finding, by: Worker, codes: list[str]) -> None:
    FindingPast.objects.create(
        finding=finding, version=finding.version, text=finding.text, polarity=finding.polarity, themes=codes, by=by
    )


def _save_next(finding: Finding) -> None:
    finding.version += 1
    finding.save(update_fields=["text", "polarity", "version"])


def _withdraw(finding: Finding, codes: Iterable[str]) -> None:
    rows = FindingTheme.objects.filter(finding=finding, code__in=codes, withdrawn_at=None)
    rows.update(withdrawn_at=timezone.now())


def _known(codes: Iterable[str]) -> list[str]:
    wanted = {themes.theme(code).code for code in codes}
    return [code for code in themes.THEMES if code in wanted]


def _reference_is_free(reference: str) -> None:
    if CaseReview.objects.filter(reference=reference).exists():
        raise Refused(TAKEN.format(reference))


def _save(review: CaseReview) -> None:
    with unless_taken(Refused(TAKEN.format(review.reference))):  # somebody may have taken it since it was asked
        review.save()


def _begins(details: Mapping[str, Any], otherwise: date | None = None) -> date:
    """The day that decides which regimes there are: of notification, else of becoming aware, else of opening."""
    found = details.get("notified_on") or details.get("aware_on") or otherwise
    return found or timezone.localdate()


def _regime_fits(code: str, day: date) -> None:
    """A regime is chosen from those of the day the review began, and kept when it ends later. Raises Refused."""
    regime = rules.regime(code)
    if regime.link_only:
        raise Refused(
            f"A {regime.name.lower()} is kept elsewhere: write it down as something that runs beside a review."
        )
    if not regime.valid_on(day):
        others = ", ".join(one.name for one in rules.regimes_on(day))
        raise Refused(f"No {regime.name.lower()} could begin on {in_words(day)}. Then there were: {others}.")


def _trail(deed: str, by: Worker | None, review: CaseReview, content: dict[str, Any]) -> None:
    trail.record(verb=f"reviews.{deed}", by=by, thing=("CaseReview", review.key), content=content)


def _trail_finding(deed: str, by: Worker, finding: Finding, codes: list[str]) -> None:
    content = {"version": finding.version, "text": finding.text, "polarity": finding.polarity, "themes": codes}
    trail.record(verb=f"reviews.{deed}", by=by, thing=("Finding", finding.key), content=content)
