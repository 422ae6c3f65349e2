"""The declarations of entries: every kind and field of them is one of the record format, and nothing is left out."""

from __future__ import annotations

import pytest

from sightline.cases.changes import KEPT_KINDS
from sightline.cases.entries import BY_SLUG, ENTRIES, NOTED_KINDS, part_types
from sightline.desk.pages.frame import PARTS
from sightline.domain.checks.kinds import KINDS

# Asked for besides the record format: no check looks at it, people do.
OURS = {
    "Injury": {"shape_and_colour", "mobility_on_day"}, "InfoShareDecision": {"told_family"}, "Contact": {"note"},
    "ThresholdDecision": {"change_our_mind"}, "ExploitationIndicator": {"detail"}, "OnlineConcern": {"childs_account"},
    "NonRecentAllegation": {"wishes"}, "Plan": {"text"}, "UnderstandingCheck": {"gaps"}, "CaringRole": {"wish"},
    "HistorySummary": {"what_was_tried", "not_available"}, "Unease": {"would_confirm", "would_reassure"},
}  # fmt: skip
# Kinds that are written otherwise: with their own forms, by an import, or not by hand at all.
ELSEWHERE = {
    "Person", "Involvement", "HouseholdMembership", "Parentage", "Visit", "Voice", "Appointment", "Statement",
    "Section47", "Assessment", "Referral", "Meeting", "DraftText",
}  # fmt: skip


def test_every_kind_of_the_record_format_can_be_written_or_is_known_not_to_be():
    assert set(ENTRIES) | ELSEWHERE == set(KINDS)
    assert set(KEPT_KINDS) == set(KINDS) - {"DraftText"}


@pytest.mark.parametrize("kind", list(ENTRIES))
def test_every_question_is_about_a_field_of_its_kind(kind):
    entry = ENTRIES[kind]
    asked = {ask.name for ask in entry.asks}
    assert asked <= set(entry.types) | OURS.get(kind, set())
    assert kind == "Plan" or not asked & {entry.happens_on, entry.own}  # a plan's days are columns of their own
    assert bool(entry.when) == (entry.happens_on is not None) or kind == "Plan"
    assert set(entry.heading) <= asked
    assert entry.part in PARTS
    for ask in entry.asks:
        if ask.asks:
            assert {inner.name for inner in ask.asks} <= set(part_types(kind, ask.name))
        declared = entry.types.get(ask.name)
        if ask.words and declared and declared.is_closed:
            assert set(ask.words) <= set(declared.codes), ask.name


@pytest.mark.parametrize("kind", NOTED_KINDS)
def test_no_field_of_the_record_format_is_forgotten(kind):
    entry = ENTRIES[kind]
    left = set(entry.types) - {ask.name for ask in entry.asks} - {entry.happens_on, entry.own}
    known = {"SafetyPlan": {"persons_named"}, "PlanAction": {"agreed_at_meeting"}, "InfoRequest": {"reason_not_asked"}}
    assert left <= known.get(kind, set()), kind


def test_there_is_no_question_for_the_age_of_a_bruise():
    for ask in ENTRIES["Injury"].asks:
        assert "age" not in ask.name.split("_")
        assert "old" not in ask.label.lower()


def test_addresses_do_not_collide():
    assert len(BY_SLUG) == len(ENTRIES)
    assert not set(BY_SLUG) & {"visit", "appointment", "account"}
