"""Writing rows of an invented review, each with its line in the trail, as somebody did on a day."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any, TypeVar

from sightline import trail
from sightline.access.models import Worker
from sightline.reviews.models import CaseReview, Proceeding, Written
from sightline.reviews.work import what_waits
from sightline.stories.book import Book, seeded_key, weekday, working_hour

W = TypeVar("W", bound=Written)


class Pen:
    """Writes rows of a review with their lines in the trail, as somebody did on a day."""

    def __init__(self, rng: random.Random, book: Book, today: date, by: Worker) -> None:
        self.rng, self.book, self.today, self.by = rng, book, today, by

    def day(self, ago: int) -> date:
        """A weekday that many days ago."""
        return weekday(self.today - timedelta(days=ago))

    def put(self, model: type[W], review: CaseReview, ago: int, **values: Any) -> W:
        """Write one row as of that many days ago."""
        at = min(working_hour(self.rng, self.day(ago)), self.book.now)
        key = seeded_key(self.rng)
        row = model._default_manager.create(key=key, review=review, recorded_by=self.by, recorded_at=at, **values)
        name = "".join(f"_{c.lower()}" if c.isupper() else c for c in model.__name__).lstrip("_")
        self.book.lines.append(trail.Row(f"reviews.write_{name}", by=self.by, thing=(model.__name__, key), at=at))
        if isinstance(row, Proceeding):
            facts, learning = what_waits(review)
            CaseReview.objects.filter(pk=review.pk).update(facts_wait=facts, learning_waits=learning)
        return row
