"""Two people write on one entry, with time-outs and reopened pages in any order: no text of either is ever lost.

What somebody has typed is, at every moment, in the page they have open, in their draft, or on record; and what is on
record stays readable as a version. `--hypothesis-profile=search` looks at interleavings nobody has seen.
"""

from __future__ import annotations

import re

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sightline.access.models import Draft
from sightline.cases import noting
from sightline.cases.entries import ENTRIES
from sightline.cases.models import Noted
from tests.records import signed_in
from tests.standing import a_recorded_child

pytestmark = pytest.mark.django_db
DEEDS = ("types", "saves", "is timed out", "reopens")
STEPS = st.lists(st.tuples(st.sampled_from((0, 1)), st.sampled_from(DEEDS)), min_size=3, max_size=6)


class Writer:
    """One person with one page open. `typed`: what they have written and not saved, "" for nothing."""

    def __init__(self, worker, path: str, code: str) -> None:
        self.worker, self.path, self.code = worker, path, code
        self.client = signed_in(worker)
        self.typed, self.count = "", 0
        self.opens()

    def opens(self) -> None:
        """Open the page anew: what was typed before comes back by itself."""
        page = self.client.get(self.path).context_data["page"]
        self.token, self.url = page.writing.token, page.writing.url
        self.seen = str(page.form["seen_version"].value())
        shown = page.form["observer"].value() or ""
        if self.typed:
            assert shown == self.typed, "what was typed did not come back"

    def fields(self) -> dict[str, str]:
        return {"draft_token": self.token, "seen_version": self.seen, "when": "today", "time": "",
                "milestone": self.code, "observer": self.typed, "amended_because": ""}  # fmt: skip

    def types(self) -> None:
        """A new text, which the page sends to its draft by itself."""
        self.count += 1
        self.typed = f"{self.worker.username} wrote {self.count}"
        answer = self.client.post(self.url, self.fields(), headers={"Accept": "application/json"})
        assert answer.status_code == 200

    def is_timed_out(self) -> None:
        """The session ends while the page is open; what is sent then is kept, and is there after signing in again."""
        self.client.logout()
        answer = self.client.post(self.path, self.fields())
        assert answer.status_code == 302
        self.client = signed_in(self.worker)
        self.opens()

    def saves(self, others: str) -> str:
        """Save; gives what is now on record through it, "" if somebody was faster and both texts are in the page."""
        answer = self.client.post(self.path, self.fields())
        if answer.status_code == 302:
            saved, self.typed = self.typed, ""
            self.opens()
            return saved
        text = answer.content.decode()
        page = answer.context_data["page"]
        assert page.trouble is not None, page.errors
        assert page.form["observer"].value() == self.typed
        assert others in text, "the other text is not shown beside one's own"
        self.seen = re.search(r'name="seen_version" value="(\d+)"', text)[1]
        return ""


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=STEPS)
def test_any_interleaving_of_two_writers_loses_no_text(standing, steps):
    people = (standing.social_worker, standing.supervisor)
    made = a_recorded_child(people[0], born="2025-01-01").allocated_to(people[0], "2026-01-01")
    code = next(iter(ENTRIES["Milestone"].ask("milestone").words))
    row = noting.record_entry(
        ENTRIES["Milestone"], by=people[0], child=made.child, body={"milestone": code, "person": made.child.key},
        at={"at_date": timezone.localdate()},
    )  # fmt: skip
    path = f"/children/{made.child.key}/what-happened/milestone/{row.fact}/"
    writers = [Writer(worker, path, code) for worker in people]
    on_record: list[str] = []
    for who, deed in steps:
        writer = writers[who]
        if deed == "types":
            writer.types()
        elif deed == "saves" and writer.typed:
            saved = writer.saves(on_record[-1] if on_record else "")
            on_record += [saved] if saved else []
        elif deed == "is timed out" and writer.typed:
            writer.is_timed_out()
        elif deed == "reopens":
            writer.opens()
        versions = [version.body.get("observer") for version in Noted.objects.filter(fact=row.fact)]
        assert set(on_record) <= set(versions), "a text that was on record is gone"
        for each in writers:
            drafts = Draft.objects.filter(worker=each.worker, form_key__endswith=str(row.fact))
            kept = {text for draft in drafts for text in draft.data.get("observer", ())}
            assert not each.typed or each.typed in kept, "what was typed is in no draft"
