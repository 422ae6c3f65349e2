"""A review's marked chronology replayed against the practice checks: what would they have asked, and when first?

It is hindsight: one record made of what every agency knew, marked by somebody who knows how it ended. It judges nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from django.db.models import Min
from django.urls import reverse

from sightline.access.policy import can
from sightline.checks import standards
from sightline.checks.beside import Beside, at_levels, beside_these
from sightline.checks.models import Outcome
from sightline.chronologies import queries, stored
from sightline.chronologies.models import ChronologyRow
from sightline.chronologies.pages.frame import Frame, frame
from sightline.chronologies.policy import REPLAY
from sightline.domain.checks.evaluate import evaluate
from sightline.domain.checks.hindsight import WouldAsk, asked_in
from sightline.domain.checks.library import CATALOGUE
from sightline.domain.checks.vocabulary import Result
from sightline.domain.chronology.details import in_codes
from sightline.domain.chronology.replaying import Marked, Replayable, replayable
from sightline.kit.parts import Link
from sightline.reviews.models import CaseReview

if TYPE_CHECKING:
    from sightline.access.models import Worker


@dataclass(frozen=True, slots=True)
class Asked:
    """A check that would have asked: when first, in which stretches, what it would have said, resting on which rows."""

    check: Link
    name: str
    first: date
    stretches: tuple[tuple[date, date, str], ...]
    prompt: str
    rows: tuple[Link, ...]
    switched: str
    beside: str
    came_of_it: str


@dataclass(frozen=True, slots=True)
class ReplayPage:
    """The replay of a review's chronology. `similar`: which other children it stands beside, and how many."""

    frame: Frame
    marked: int
    left_out: int
    first: date | None
    last: date | None
    has_birth: bool
    similar: str
    asked: tuple[Asked, ...]
    silent: int
    unknown: int


def marked_rows(review: CaseReview) -> list[Marked]:
    """The rows that stand and carry a mark, in codes or, while there is no glossary, without their words."""
    glossary = queries.glossary_of(review)
    coder = glossary.to_coded if glossary else None
    rows = queries.with_work(queries.standing(review).filter(marks__withdrawn_at=None, marks__isnull=False).distinct())
    found = []
    for one in rows:
        row = stored.coded_row_of(one) if glossary else replace(stored.row_of(one), event="", child_voice="")
        marks = {mark.what: in_codes(mark.what, mark.details, coder) for mark in one.shows}  # type: ignore[attr-defined]
        found.append(Marked(one.key, row, tuple(marks), marks))
    return found


def replay_page(review: CaseReview, worker: Worker) -> ReplayPage:
    """Every check of the catalogue with the numbers in force today. The caller has asked for levels 0 and 1."""
    marked = marked_rows(review)
    born = _born(review)
    found = replayable(marked, born=born)
    whole = frame(review, worker, "table")
    if found is None:
        return ReplayPage(whole, len(marked), len(marked), None, None, born is not None, "", (), 0, 0)
    numbers = standards.in_force(standards.today())
    checks = [(check, numbers[check.id]) for check in CATALOGUE.values()]
    would = asked_in(found.history, checks, found.first, found.last)
    asking = {one.check.id for one in would}
    at_the_end = found.history.as_of(found.last)
    unknown = sum(
        evaluate(check, at_the_end, values).result is Result.UNKNOWN
        for check, values in checks
        if check.id not in asking
    )
    similar, others = _similar(marked, asking, found)
    keys = {one.key: one for one in review.chronology_rows.filter(removed_by=None, marks__withdrawn_at=None)}
    return ReplayPage(
        frame=whole,
        marked=found.rows,
        left_out=found.left_out,
        first=found.first,
        last=found.last,
        has_birth=born is not None,
        similar=similar,
        asked=tuple(_asked(one, found, numbers[one.check.id], review, keys, others) for one in would),
        silent=len(checks) - len(would) - unknown,
        unknown=unknown,
    )


def _born(review: CaseReview) -> date | None:
    """The day of birth of the one child the review is about, as its glossary has it."""
    glossary = queries.glossary_of(review)
    entries = glossary.entries if glossary else ()
    born = [one.born for one in entries if one.born and one.role.casefold().startswith("subject")]
    return born[0] if len(born) == 1 else None


def _asked(
    one: WouldAsk,
    found: Replayable,
    values: Mapping[str, float],
    review: CaseReview,
    keys: Mapping[str, ChronologyRow],
    others: Beside | None,
) -> Asked:
    outcome = evaluate(one.check, found.history.as_of(one.first), values)
    on = one.check.id in {check.id for check in standards.looked_at()}
    return Asked(
        check=Link(one.check.id, reverse("checks:check", args=[one.check.id])),
        name=one.check.name,
        first=one.first,
        stretches=tuple((each.start, each.end, str(each.severity or "")) for each in one.stretches),
        prompt=outcome.prompt or one.check.question,
        rows=_evidence(outcome.evidence, review, keys),
        switched="" if on else "It is not switched on here today.",
        beside=others.asked[one.check.id] if others else "",
        came_of_it=others.came_of_it[one.check.id] if others else "",
    )


def _evidence(facts: Iterable[str], review: CaseReview, keys: Mapping[str, ChronologyRow]) -> tuple[Link, ...]:
    """The rows of the chronology behind an asking; facts are named after the key of their row."""
    found = dict.fromkeys(key for fact in facts if (key := fact.split("-")[0]) in keys)
    return tuple(
        Link(f"row {keys[key].position} ({keys[key].date_raw})", reverse("chronologies:row", args=[review.key, key]))
        for key in found
    )


TOO_EARLY: Final = "not known, as no check asked anything here in those days"
NO_LEVEL: Final = "not known, as no level of need is marked and so nobody can be called similar"


def _similar(marked: Sequence[Marked], asking: Collection[str], found: Replayable) -> tuple[str, Beside | None]:
    """Other children at the levels that are marked, in the same days, as the replay of a child's record has them."""
    levels = {code.removeprefix("level_") for one in marked for code in one.shows if code.startswith("level_")}
    if not levels:
        return NO_LEVEL, None
    begun = Outcome.objects.aggregate(first=Min("starts_at"))["first"]
    if begun is None or begun.date() > found.last:
        return TOO_EARLY, None
    others = beside_these(at_levels(levels, found.first, found.last), asking, found.first, found.last)
    return others.similar, others


def link_from(review: CaseReview, worker: Worker) -> tuple[Link, ...]:
    """The way from a chronology to its replay."""
    if not can(worker, REPLAY, review):
        return ()
    return (Link("What would the checks have asked?", reverse("checks:of_chronology", args=[review.key])),)
