"""Laws of the room: the order of returns never matters, sending again keeps what was written, taking back is exact."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sightline.chronologies import returning
from sightline.chronologies.models import RowLink, RowNote
from sightline.chronologies.stored import content_of
from tests import chronologies as told
from tests import library, standing

pytestmark = pytest.mark.django_db
TEXTS = ("Visit: asleep.", "Visit: seen.", "Strategy discussion by telephone.", "Not brought to clinic.", "Letter.")
LAW = settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ROW = st.tuples(
    st.sampled_from(["", "r1", "r2", "r3"]),
    st.sampled_from(["03/02/2015", "04/02/2015", "02/2015", "2015", "undated", "22/13/2015"]),
    st.sampled_from(["", "10:00"]),
    st.sampled_from(["Record", "Log"]),
    st.sampled_from(TEXTS),
    st.sampled_from(["", "yes", "no"]),
)
ROWS = st.lists(ROW, min_size=1, max_size=6)


@pytest.fixture
def officer():
    return standing.make().review_officer


@contextmanager
def nothing_stays() -> Iterator[None]:
    """An example leaves nothing behind."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def composite(review: Any) -> list[tuple[Any, ...]]:
    """What a reader sees, without keys."""
    rows = told.rows_of(review)
    links = RowLink.objects.filter(review=review, stands=True)
    seen = sorted((one.kind, sorted(row.position for row in one.rows.all()), one.why) for one in links)
    return [tuple(sorted((k, str(v)) for k, v in content_of(row).items())) for row in rows] + [("links", str(seen))]


@LAW
@given(returns=st.lists(ROWS, min_size=2, max_size=3), seed=st.integers(0, 99))
def test_the_order_in_which_returns_come_never_matters(officer, returns, seed):
    named = list(enumerate(returns))
    other = random.Random(seed).sample(named, len(named))
    found = []
    for number, order in enumerate((named, other)):
        with nothing_stays():
            review = library.a_review(officer, f"LR-{number}")
            for at, rows in order:
                told.taken_in(review, officer, f"Agency {at}", *rows)
            found.append(composite(review))
    assert found[0] == found[1]


@LAW
@given(rows=ROWS, data=st.data())
def test_sending_again_keeps_what_was_written_and_taking_back_is_exact(officer, rows, data):
    kept = data.draw(st.lists(st.sampled_from(range(len(rows))), unique=True))
    more = data.draw(st.lists(ROW, max_size=3))
    with nothing_stays():
        review = library.a_review(officer)
        told.taken_in(review, officer, "Police", *rows)
        before = told.rows_of(review)
        for row in before:
            RowNote.objects.create(row=row, text=row.key, by=officer)
        said = {row.key: content_of(row) for row in before}
        again: Sequence[Any] = [rows[at] for at in kept] + more or [("", "01/01/2020", "", "Log", "Other.", "")]
        file = told.sent(review, officer, "Police", *again, file="again.docx")
        returning.take_in(file, by=officer)
        after = {row.key for row in told.rows_of(review)}
        assert file.counts["kept"] == len(after)
        assert RowNote.objects.filter(withdrawn_at=None).count() == len(before)
        counted = {text: sum(row[1:] == text for row in again) for text in (row[1:] for row in rows)}
        for row in rows:
            if counted[row[1:]] >= sum(one[1:] == row[1:] for one in rows):
                same = [one.key for one in before if one.event == row[4] and one.date_raw == row[1]]
                assert set(same) & after, "a row that came again is known again"
        returning.take_back(file, by=officer)
        assert {row.key: content_of(row) for row in told.rows_of(review)} == said
