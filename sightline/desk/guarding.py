"""The language guard at work: on what a practitioner wrote, never on what somebody else said.

It suggests while one types (beside "Saved as a draft") and after a save (in the confirmation), and blocks nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.http import QueryDict
from django.utils import timezone

from sightline.domain.dates import age_bounds
from sightline.domain.wording import Hint, hints
from sightline.people.ages import born
from sightline.people.models import Person

# Somebody's own words, names, and what no person typed.
THEIRS = ("words", "text", "reason_given", "verbatim", "said_by", "said", "quote")
NOT_WRITTEN = ("csrfmiddlewaretoken", "draft_token", "opening", "seen_version")
SHORTEST = 3


def own_words(posted: QueryDict) -> Iterator[str]:
    """What the writer put in their own words, field by field."""
    for name, values in posted.lists():
        last = name.rpartition("-")[2]
        if name not in NOT_WRITTEN and last not in THEIRS:
            yield from (value for value in values if len(value) >= SHORTEST)


def suggestions(posted: QueryDict, child: Person) -> tuple[Hint, ...]:
    """Hints for what was typed on a child's record."""
    found = born(child)
    bounds = age_bounds(found, timezone.localdate()) if found else None
    return hints(own_words(posted), age=bounds[0].years if bounds else None)


def for_draft(child_key: str, posted: QueryDict) -> list[str]:
    """Sentences for a page that saves itself; none for a form that is about no child."""
    child = Person.objects.filter(key=child_key, is_child=True).first() if child_key else None
    return [hint.sentence for hint in suggestions(posted, child)] if child else []
