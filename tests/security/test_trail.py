"""Tampering with the trail by plain SQL is refused by the database, and found where somebody got round that.

Shows ASVS 5.0 V16.4.2 (logs protected from modification) and T6 of the threat model.
"""

from types import SimpleNamespace

import pytest
from django.db import Error, connection, transaction

from sightline import trail
from sightline.trail import seam
from sightline.trail.chain import START
from sightline.trail.models import Entry, Head

WORKER = SimpleNamespace(pk=7)
COLUMNS = ", ".join(field.column for field in Entry._meta.concrete_fields)

pytestmark = pytest.mark.django_db


def sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def tamper(*statements):
    with seam.opened():
        for statement in statements:
            sql(statement)


@pytest.fixture(autouse=True)
def ten_entries():
    with transaction.atomic():
        for n in range(10):
            trail.record(verb="cases.record_visit", by=WORKER, child=f"c{n}", content={"n": n})


def found(against=None):
    report = trail.verify(against)
    assert report.ok is not bool(report.problems)
    return " ".join(report.problems)


def test_an_untouched_trail_is_whole():
    exported = trail.head()
    assert found() == ""
    assert found(exported) == ""
    assert trail.verify().entries == 10


def test_an_older_export_is_still_contained_after_more_was_written():
    exported = trail.head()
    trail.record_view(by=WORKER, child="c1", part="overview")
    assert found(exported) == ""


@pytest.mark.parametrize(
    "statement",
    ["UPDATE trail_entry SET actor = '8' WHERE seq = 5", "DELETE FROM trail_entry WHERE seq = 5"],
)
def test_the_database_itself_refuses(statement):
    with pytest.raises(Error, match="only ever added to"), transaction.atomic():
        sql(statement)
    assert found() == ""


@pytest.mark.parametrize(
    "change",
    [
        "actor = '8'", "verb = 'cases.amend_visit'", "child = 'c9'", "kind = 'view'", "part = 'story'", "digest = ''",
        "thing_id = 'x'", "thing_kind = 'x'", "reason_given = (1 = 1)", "at = '2020-01-01 00:00:00+00:00'",
    ],
)  # fmt: skip
def test_an_altered_entry_is_found(change):
    tamper(f"UPDATE trail_entry SET {change} WHERE seq = 5")
    assert found() == "Entry 5 is not as it was written: it was altered, moved, or added by other means."


def test_an_entry_given_a_new_hash_breaks_the_link_after_it():
    tamper(f"UPDATE trail_entry SET hash = '{'a' * 64}' WHERE seq = 5")
    assert "Entry 5 is not as it was written" in found()
    assert "Entry 6 does not follow entry 5" in found()


def test_a_removed_entry_is_found():
    tamper("DELETE FROM trail_entry WHERE seq = 5")
    assert found().startswith("Entry 5 is missing.")


def test_removed_entries_are_found_at_the_start_and_in_the_middle():
    tamper("DELETE FROM trail_entry WHERE seq IN (1, 5, 6, 7)")
    assert "Entry 1 is missing." in found()
    assert "Entries 5 to 7 are missing." in found()


def test_a_removal_hidden_by_numbering_again_is_found():
    tamper(
        "DELETE FROM trail_entry WHERE seq = 5",
        *(f"UPDATE trail_entry SET seq = {n - 1} WHERE seq = {n}" for n in range(6, 11)),
        "UPDATE trail_head SET seq = 9",
    )
    assert "Entry 5 does not follow entry 4" in found()


def test_two_entries_that_changed_places_are_found():
    tamper(
        "UPDATE trail_entry SET seq = 99 WHERE seq = 4",
        "UPDATE trail_entry SET seq = 4 WHERE seq = 5",
        "UPDATE trail_entry SET seq = 5 WHERE seq = 99",
    )
    assert "Entry 4 does not follow entry 3" in found()
    assert "Entry 5 is not as it was written" in found()


def test_an_entry_added_by_other_means_is_found():
    tamper(
        f"INSERT INTO trail_entry ({COLUMNS}) SELECT {COLUMNS.replace('seq', '11', 1)} FROM trail_entry WHERE seq = 10"
    )
    assert "Entry 11 does not follow entry 10" in found()
    assert "its head says 10" in found()


def test_newest_entries_cut_off_are_found():
    tamper("DELETE FROM trail_entry WHERE seq > 8")
    assert found() == "Entries 9 to 10 are missing. They were the newest."


def cut_off_with_the_head(seq):
    hash_ = Entry.objects.get(seq=seq).hash if seq else START
    tamper(f"DELETE FROM trail_entry WHERE seq > {seq}", f"UPDATE trail_head SET seq = {seq}, hash = '{hash_}'")


@pytest.mark.parametrize("seq", [8, 0])
def test_newest_entries_cut_off_together_with_the_head_are_found_against_an_export(seq):
    exported = trail.head()
    cut_off_with_the_head(seq)
    assert found() == ""  # nothing inside the database can show it: that is why heads are exported
    assert f"there were 10 entries; the trail has {seq}" in found(exported)


def test_a_cut_off_end_that_was_written_over_is_found_against_an_export():
    exported = trail.head()
    cut_off_with_the_head(8)
    for _ in range(5):
        trail.record_view(by=WORKER, child="c1", part="overview")
    assert found() == ""
    assert found(exported) == "Entry 10 is not the one the exported head names: the trail was rewritten."


def test_a_changed_head_is_found():
    Head.objects.update(hash="a" * 64)
    assert found() == "The head does not agree with entry 10: one of them was changed."


def test_a_removed_head_is_found():
    Head.objects.all().delete()
    assert "its head says 0" in found()


def test_another_key_verifies_nothing(monkeypatch):
    monkeypatch.setattr("sightline.trail.verifying.chain_key", lambda: b"another key")
    assert len(trail.verify().problems) == 10


def test_a_trail_overwritten_wholesale_gives_fifty_sentences_and_a_count():
    with transaction.atomic():
        trail.record_many([trail.Row("cases.record_visit", WORKER) for _ in range(90)])
    tamper("UPDATE trail_entry SET actor = '8'")
    report = trail.verify()
    assert len(report.problems) == 51
    assert report.problems[-1] == "And 50 more."


def test_the_chain_survives_the_destruction_of_a_childs_key():
    with transaction.atomic():
        trail.destroy_record_key(child="c5", by="system")
    assert found() == ""


def test_the_seam_shuts_again():
    tamper("UPDATE trail_entry SET part = '' WHERE seq = 5")
    with pytest.raises(Error), transaction.atomic():
        sql("DELETE FROM trail_entry")
