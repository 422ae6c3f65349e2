"""An entry about somebody whose record is kept from a worker is not there for that worker: no list, count or page.

Security promise: restricted people leave no trace (issue 4, section 3; ASVS 5.0 V8.2.2).
"""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from sightline.cases import noting
from sightline.cases.entries import ENTRIES
from sightline.people import changes, keeping
from tests.records import a_recorded_child, signed_in

pytestmark = pytest.mark.django_db
ENTRY = ENTRIES["CommNeed"]
WORDS = "Quillfeather reads large print"


def write(standing, child, person, words):
    body = {"person": person.key, "what_helps": words}
    return noting.record_entry(
        ENTRY, by=standing.social_worker, child=child, body=body, at={"at_date": date(2026, 5, 4)}
    )


def test_it_is_in_no_list_count_or_page_of_whoever_may_not_know_of_them(standing):
    made = a_recorded_child(standing.social_worker).allocated_to(standing.social_worker, "2026-01-01")
    gran = changes.add_person(by=None, given_name="Zebedee", family_name="Quillfeather", sex="F")
    about_gran = write(standing, made.child, gran, WORDS)
    about_child = write(standing, made.child, made.child, "Robin likes pictures")
    client = signed_in(standing.social_worker)
    address = reverse("child-entry", args=[made.child.key, "CommNeed", about_gran.fact])
    assert client.get(address).status_code == 200

    keeping.restrict(gran, by=standing.supervisor, reason="At risk from somebody who works here.")

    kept = noting.noted(made.child, standing.social_worker, most=1)
    assert [row.fact for row in kept] == [about_child.fact]
    assert kept[0].of_kind == 1, "a count may not tell of what is hidden"
    assert noting.find_entry(made.child, standing.social_worker, ENTRY, about_gran.fact) is None
    assert client.get(address).status_code == 404
    for name in ("child", "child-story", "child-family", "child-health", "child-information"):
        assert "Quillfeather" not in client.get(reverse(name, args=[made.child.key])).content.decode(), name
