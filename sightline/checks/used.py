"""How often a check has asked, and what people made of it: about the check, never about a worker, a team or a child.

    asked once = one stretch of asking on one child's record, from the day it began to the day it no longer asked,
                 through every change of its words and evidence in between (`Outcome.asks_since`)
    its answer = the last answer given to it; a stretch without one is "not answered"
    cleared    = afterwards the same check looked and did not ask; one that was switched off did not clear

Small numbers are hidden as everywhere in the partnership (`domain/disclosure/small_numbers.py`).
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count

from sightline.checks.models import Answer, AnswerKind, Outcome
from sightline.domain.checks.vocabulary import ANSWER_IN_WORDS
from sightline.domain.checks.vocabulary import Answer as Kind
from sightline.domain.disclosure.small_numbers import INTERNAL, Cell, Sum, fewer_than, suppress

ENOUGH: Final = 50
"""Firings before the share says anything. Class: our default (practice-and-confidence, part 0)."""
TOO_MANY: Final = 0.4
"""A larger share of "not needed" than this flags the check for review. Class: our default (the same)."""
ASKED, NOT_ANSWERED = "asked", "not answered"
Stretch = tuple[int, datetime]  # the child, and since when it asked


@dataclass(frozen=True, slots=True)
class Used:
    """What a check's page says of its use. `cells`: asked, each kind of answer, and not answered."""

    cells: Mapping[str, Cell]
    since: datetime | None
    days_to_clear: str
    share_not_needed: str
    wants_review: bool

    @property
    def was_asked(self) -> bool:
        """Whether it has ever asked."""
        return self.since is not None


def used(check_id: str) -> Used:
    """How a check has been used since it first asked. Three queries."""
    ends = _stretches(check_id)
    last = _last_answers(check_id)
    kinds = Counter(last.get(stretch, NOT_ANSWERED) for stretch in ends)
    parts = (*AnswerKind.values, NOT_ANSWERED)
    counts = {ASKED: len(ends)} | {part: kinds[part] for part in parts}
    not_needed = kinds[AnswerKind.NOT_NEEDED.value]
    says_something = len(ends) >= ENOUGH
    cells = suppress(counts, [Sum(ASKED, parts)])
    return Used(
        cells=cells,
        since=min((since for _, since in ends), default=None),
        days_to_clear=_days_in_words(_days_to_clear(check_id, ends)),
        share_not_needed=_share_in_words(not_needed / len(ends)) if says_something else "",
        wants_review=says_something and not_needed > TOO_MANY * len(ends),
    )


def in_words(kind: str) -> str:
    """A cell's name for a reader."""
    names = {ASKED: "Times asked", NOT_ANSWERED: "Not answered"}
    return names.get(kind) or ANSWER_IN_WORDS[Kind(kind)].removesuffix(" because").removesuffix(" by")


def touched_now(check_ids: Collection[str]) -> dict[str, str]:
    """How many children each check asks about now, in words; small numbers are hidden. One query."""
    rows = Outcome.objects.filter(check_id__in=list(check_ids), result="ask", ends_at=None, child__is_child=True)
    counts = dict(rows.values("check_id").annotate(children=Count("child_id")).values_list("check_id", "children"))
    return {key: _children(counts.get(key, 0)) for key in check_ids}


def _children(number: int) -> str:
    return f"{fewer_than(INTERNAL)} children" if number < INTERNAL else f"{number} children"


def _stretches(check_id: str) -> dict[Stretch, datetime | None]:
    """Each stretch of asking, with when it ended (None: it asks still)."""
    rows = Outcome.objects.filter(check_id=check_id, result="ask").exclude(asks_since=None)
    found: dict[Stretch, datetime | None] = {}
    for child, since, ends in rows.order_by("starts_at", "pk").values_list("child_id", "asks_since", "ends_at"):
        assert since is not None
        found[child, since] = ends
    return found


def _last_answers(check_id: str) -> dict[Stretch, str]:
    rows = Answer.objects.filter(check_id=check_id).order_by("at", "pk")
    return {
        (child, since): kind
        for child, since, kind in rows.values_list("child_id", "outcome__asks_since", "kind")
        if since is not None
    }


def _days_to_clear(check_id: str, ends: Mapping[Stretch, datetime | None]) -> list[int]:
    """Whole days from the beginning of each stretch to its end, of those that were looked at again and cleared."""
    rows = Outcome.objects.filter(check_id=check_id, child_id__in={child for child, _ in ends}).exclude(result="ask")
    after = set(rows.values_list("child_id", "starts_at"))
    return [(end - since) // timedelta(days=1) for (child, since), end in ends.items() if end and (child, end) in after]


def _days_in_words(days: list[int]) -> str:
    if len(days) < INTERNAL:
        return ""
    median = statistics.median(days)
    return f"{median:g} {'day' if median == 1 else 'days'}"


def _share_in_words(share: float) -> str:
    """To the nearest ten in a hundred: of fifty or more, that stands for five counts at least and gives none back."""
    if share < 0.1:
        return "less than 10 %"
    return "more than 90 %" if share > 0.9 else f"about {round(share * 10) * 10} %"
