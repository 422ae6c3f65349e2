"""The child's day as different people tell it, side by side."""

from __future__ import annotations

import pytest
from django.urls import reverse

from sightline.cases import noting
from sightline.cases.entries import ENTRIES
from tests.records import ago, an_empty_child, signed_in

pytestmark = pytest.mark.django_db


def told(worker, child, days_ago, *slots, version="child"):
    parts = [dict(zip(("slot", "what", "informant", "informant_kind"), slot, strict=True)) for slot in slots]
    body = {"child": child.key, "version": version, "slots": parts}
    noting.record_entry(ENTRIES["LivedDay"], by=worker, child=child, body=body, at={"at_date": ago(days_ago)})


def test_who_tells_what_of_each_part_of_the_day(standing):
    worker = standing.social_worker
    child = an_empty_child(worker)
    told(worker, child, 40, ("waking", "He gets up at ten.", "Kerry", "adult"))
    told(worker, child, 5, ("waking", "He gets himself up.", "Kerry", "adult"), ("meal", "Beans.", "Kerry", "adult"),
         ("waking", "I wake Mummy.", "", "child"), ("meal", "No food in the kitchen.", "", "observation"))  # fmt: skip
    told(worker, child, 3, ("night", "She sleeps through.", "Kerry", "adult"), version="baby")
    page = signed_in(worker).get(reverse("child-voice", args=[child.key]))
    tables = {table.caption.partition(": ")[2]: table for table in page.context_data["page"].days}
    assert list(tables) == ["a baby", "a child"]
    table = tables["a child"]
    assert [head.partition(",")[0] for head in table.head] == [
        "Part of the day", "Kerry", "The child", "Seen by Social Worker",
    ]  # fmt: skip
    rows = {row[0]: row[1:] for row in table.rows}
    assert len(rows) == 9
    assert rows["Waking"] == ("He gets himself up.", "I wake Mummy.", "not told")
    assert rows["Meal"] == ("Beans.", "not told", "No food in the kitchen.")
    assert rows["Night"] == ("not told", "not told", "not told")
    assert "nothing is weighed" in page.content.decode()
