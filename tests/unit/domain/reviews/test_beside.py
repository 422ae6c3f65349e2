"""What runs beside a review, and what waits because of it: rules G2 and G3, case by case."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.domain.reviews import Beside, why_facts_wait, why_learning_waits

ASKED = date(2026, 3, 10)


def beside(kind="criminal", standing="live", holds=(), asked=None, answered=False) -> Beside:
    return Beside(kind, kind.capitalize(), standing, frozenset(holds), asked, answered)


@pytest.mark.parametrize(
    ("one", "waits"),
    [
        (beside(), True),
        (beside(asked=ASKED, answered=True), True),  # an answer opens a disguised example, never case facts
        (beside(standing="unknown"), True),  # nobody may read "not known" as "over"
        (beside(standing="ended"), False),
        (beside("family"), True),
        (beside("family", asked=ASKED), True),  # asked, no answer yet
        (beside("family", asked=ASKED, answered=True), False),
        (beside("family", asked=ASKED, answered=True, holds=["publication"]), True),
        (beside("family", standing="unknown"), True),
        (beside("family", standing="ended", holds=["publication"]), False),
        *((beside(kind), True) for kind in ("inquest", "adoption", "disciplinary", "regulator", "inquiry", "review")),
        (beside("cdr"), False),  # a link only
        (beside("other"), False),
        (beside("cdr", holds=["publication"]), True),
        (beside("other", holds=["interviews", "report"]), False),  # the review's own work, which leaves nothing out
    ],
)
def test_case_facts_wait(one, waits):
    assert bool(why_facts_wait([one])) is waits


@pytest.mark.parametrize(
    ("one", "worded", "waits"),
    [
        (beside(), date(2026, 3, 1), True),
        (beside(asked=ASKED), date(2026, 3, 1), False),
        (beside(asked=ASKED), ASKED, False),
        (beside(asked=ASKED), date(2026, 3, 11), True),  # asked about an earlier wording
        (beside(standing="ended"), date(2026, 3, 1), False),
        (beside("inquest", standing="unknown"), date(2026, 3, 1), True),
        (beside("cdr"), date(2026, 3, 1), False),
        (beside("cdr", holds=["learning"]), date(2026, 3, 1), True),
        (beside(asked=ASKED, holds=["learning"]), date(2026, 3, 1), True),
        (beside(asked=ASKED, holds=["learning"]), None, True),
        (beside(), None, False),
    ],
)
def test_learning_waits(one, worded, waits):
    assert bool(why_learning_waits([one], worded)) is waits


def test_each_thing_that_holds_says_so_in_a_sentence_of_its_own():
    said = why_facts_wait([beside(), beside("family", standing="unknown"), beside("cdr")])
    assert said == (
        "Criminal is running, so case facts and the report stay inside the review until it has ended.",
        "Family may be running: how it stands is not known, and nobody has written down what its owner answered about "
        "publication.",
    )
