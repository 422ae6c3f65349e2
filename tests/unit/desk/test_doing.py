"""Every check leads to the form that answers it, or is known to be answered elsewhere."""

from __future__ import annotations

from sightline.cases.entries import ENTRIES
from sightline.desk.doing import ANSWERED_BY, ON_THE_ENTRY, OWN
from sightline.domain.checks.library import CATALOGUE

# Answered in the family's details, by holding a meeting, or in whatever the child's words have changed.
ELSEWHERE = {"VOI-04", "UM-01", "MA-03", "MA-06"}
NO_PROMPT = {"WNB-05", "TIM-01"}


def test_every_check_is_answered_somewhere():
    assert set(ANSWERED_BY) | ELSEWHERE | NO_PROMPT == set(CATALOGUE)
    assert not set(ANSWERED_BY) & (ELSEWHERE | NO_PROMPT)


def test_by_entries_that_can_be_written():
    assert set(ANSWERED_BY.values()) <= set(ENTRIES) | set(OWN)
    assert set(ANSWERED_BY) >= ON_THE_ENTRY


def test_an_entry_to_add_to_is_one_the_check_looks_at():
    for check in ON_THE_ENTRY:
        assert ANSWERED_BY[check] in CATALOGUE[check].reads, check
