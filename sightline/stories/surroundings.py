"""Who and what is around Robin and Maya Fennimore, as their mother and Maya see it; and a graze on Maya's knee.

Two raters of the same ties, strong and weak, stressful, giving and taking, one wished for: so that somebody new to an
eco-map meets every line of it, side by side. Marks of other families are put on the body map where they were seen.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sightline.access.models import Worker
from sightline.cases.models import Noted
from sightline.domain.drawing.body import figure_for, figures
from sightline.people.ages import months_on
from sightline.people.models import Person
from sightline.stories.book import Book, weekday
from sightline.stories.families import Family

Tie = tuple[str, str, str, str, str, str]
# System, part of life, strength, stressful, who gives to whom, state.
MOTHERS: tuple[Tie, ...] = (
    ("Jean, their grandmother", "family", "strong", "yes", "both", "current"),
    ("Bev from next door", "friends", "strong", "no", "in", "current"),
    ("Toddler group at the library", "community", "weak", "no", "in", "current"),
    ("Alder Road Primary School", "education", "ordinary", "no", "in", "current"),
    ("GP surgery", "health", "weak", "yes", "in", "current"),
    ("Children’s social care", "social_care", "ordinary", "yes", "both", "current"),
    ("Landlord", "daily_life", "weak", "yes", "out", "current"),
    ("A job in the mornings", "daily_life", "none", "no", "none", "wanted"),
)
MAYAS: tuple[Tie, ...] = (
    ("Jean, their grandmother", "family", "strong", "no", "in", "current"),
    ("Bev from next door", "friends", "ordinary", "no", "in", "current"),
    ("Swimming club", "community", "none", "no", "none", "ended"),
    ("Alder Road Primary School", "education", "strong", "no", "both", "current"),
    ("Children’s social care", "social_care", "weak", "no", "none", "current"),
)


def live(made: Family, by: Worker, book: Book, today: date) -> None:
    """Write the ties down for both children, and what was seen on Maya's knee."""
    rng, on = random.Random("fennimore/surroundings"), weekday(today - timedelta(days=55))
    maya, robin = made.children
    for child in (maya, robin):
        for ties, rater, whose in ((MOTHERS, "Kerry", ""), (MAYAS, "Maya", maya.key)):
            for tie in ties:
                row = Noted(child=child, kind="Tie", at_date=on, body=_tie(tie, rater, whose))
                book.write(row, rng=rng, by=by, on=on, child=child, verb="cases.record_tie")
    seen = weekday(today - timedelta(days=41))
    body: dict[str, Any] = {
        "person": maya.key, "type": "cut", "body_region": "knee", "size_mm": 14, "seen_by": by.name,
        "mobility_on_day": "Ran to the door", "nai_suspected": "no",
        "shape_and_colour": "A graze, dry at its edges",
        "explanations": [{"who": "Maya", "words": "I jumped off the wall at school.", "consistent": "Y"}],
    }  # fmt: skip
    row = Noted(child=maya, kind="Injury", at_date=seen, body=on_the_body(body, maya, seen, "left"))
    book.write(row, rng=rng, by=by, on=seen, child=maya, verb="cases.record_injury")


def _tie(tie: Tie, rater: str, whose: str) -> dict[str, Any]:
    system, domain, strength, stress, flow, state = tie
    found = {
        "system": system, "domain": domain, "strength": strength, "stress": stress, "flow": flow, "state": state,
        "rater": rater,
    }  # fmt: skip
    return {**found, "person": whose} if whose else found


def on_the_body(body: Mapping[str, Any], child: Person, seen: date, side: str = "") -> dict[str, Any]:
    """What was seen, with its mark in the middle of its region on the drawing for the child's age then."""
    version = figure_for(months_on(child, seen))
    found = figures()[version].find(str(body["body_region"]), "front", side)
    if found is None:
        return dict(body)
    view, part = found
    x, y = part.centre
    mark = {
        "region": part.region, "side": part.side, "view": view, "size_mm": body["size_mm"],
        "x": round(x, 1), "y": round(y, 1),
    }  # fmt: skip
    return {**body, "marks": [mark], "count": 1, "drawing": version}
