"""The declarations of entries: every kind and field of them is one of the record format, and nothing is left out."""

from __future__ import annotations

import pytest

from sightline.cases.changes import KEPT_KINDS
from sightline.cases.entries import BY_SLUG, ENTRIES, part_types
from sightline.desk.pages.frame import PARTS
from sightline.domain.checks.kinds import KINDS
from sightline.people.facts import DatedFact

# Kinds that are written otherwise: in the family's forms, or while somebody types.
ELSEWHERE = {"Person", "HouseholdMembership", "Parentage", "DraftText"}
# Fields of kinds with tables of their own that another form fills, or nobody: what came of an appointment, what
# checking an account found, who spoke to an agency, the visit the words were said at, what a file leaves unsaid.
OTHERWISE = {
    "AgencyContact": {"by"}, "Referral": {"from_return"}, "Voice": {"person", "visit"}, "Meeting": {"planned"},
    "Appointment": {
        "person", "importance", "outcome", "responsible_adult", "reason_given", "reason_checked", "barrier_codes",
        "consequence_for_child", "action", "told_who",
    },
    "Statement": {"verification", "verification_why", "corroborations", "used_in", "sought_at"},
}  # fmt: skip


def test_every_kind_of_the_record_format_can_be_written_or_is_known_not_to_be():
    assert set(ENTRIES) | ELSEWHERE == set(KINDS)
    assert set(KEPT_KINDS) == set(KINDS) - {"DraftText"}


@pytest.mark.parametrize("kind", list(ENTRIES))
def test_every_question_is_about_a_field_of_its_kind(kind):
    entry = ENTRIES[kind]
    asked = {ask.name for ask in entry.asks}
    assert asked <= set(entry.types)
    spell = entry.table is not None and not issubclass(entry.table, DatedFact)  # its days are columns of their own
    assert spell or not asked & {entry.happens_on, entry.own}
    assert bool(entry.when) == (entry.happens_on is not None) or spell
    assert set(entry.heading) <= asked
    assert entry.part in PARTS
    for ask in entry.asks:
        if ask.asks:
            assert {inner.name for inner in ask.asks} <= set(part_types(kind, ask.name))
        declared = entry.types.get(ask.name)
        if ask.words and declared and declared.is_closed:
            assert set(ask.words) <= set(declared.codes), ask.name


@pytest.mark.parametrize("kind", list(ENTRIES))
def test_no_field_of_the_record_format_is_forgotten(kind):
    entry = ENTRIES[kind]
    left = set(entry.types) - {ask.name for ask in entry.asks} - {entry.happens_on, entry.own}
    assert left == OTHERWISE.get(kind, set())


def test_there_is_no_question_for_the_age_of_a_bruise():
    for ask in ENTRIES["Injury"].asks:
        assert "age" not in ask.name.split("_")
        assert "old" not in ask.label.lower()


def test_addresses_do_not_collide():
    assert len(BY_SLUG) == len(ENTRIES)
    assert not set(BY_SLUG) & {"visit", "appointment", "account"}
