"""Many rows at once: one walk along the chain, few statements, no row forgotten."""

from types import SimpleNamespace

import pytest
from django.db import transaction

from sightline import trail
from sightline.trail.models import Entry, RecordKey

WORKER = SimpleNamespace(pk=7)


@pytest.mark.django_db
def test_ten_thousand_rows_take_few_statements(django_assert_max_num_queries):
    rows = [trail.Row("cases.record_visit", WORKER, child=f"c{n % 40}", content={"n": n}) for n in range(10_000)]
    with django_assert_max_num_queries(200), transaction.atomic():
        trail.record_many(rows)
    assert Entry.objects.count() == 10_000
    assert RecordKey.objects.count() == 40
    assert trail.verify().ok
