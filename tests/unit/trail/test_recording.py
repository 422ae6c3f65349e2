"""Writing to the trail: with the change or not at all, in one unbroken line, and without content."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.db import transaction

from sightline import trail
from sightline.access.models import Agency
from sightline.trail import followers, recording
from sightline.trail.models import AppendOnly, Entry, Head, RecordKey

WORKER = SimpleNamespace(pk=7)


def write(**more):
    with transaction.atomic():
        return trail.record(**{"verb": "cases.record_visit", "by": WORKER, "child": "c1", **more})


def add_school():
    Agency.objects.create(name="Fenland School", kind="school")
    trail.record(verb="access.add_agency", by=WORKER)


@pytest.mark.django_db
def test_entries_are_numbered_from_one_without_gaps_and_each_names_the_one_before():
    for _ in range(3):
        write()
    entries = list(Entry.objects.all())
    assert [entry.seq for entry in entries] == [1, 2, 3]
    assert [entry.previous for entry in entries[1:]] == [entry.hash for entry in entries[:-1]]
    assert Head.objects.get().hash == entries[-1].hash


@pytest.mark.django_db
def test_an_entry_says_who_what_and_whose_record_but_not_the_content():
    write(thing=("cases.Visit", "v1"), content={"words": "I sleep on the sofa"})
    entry = Entry.objects.get()
    assert (entry.actor, entry.verb, entry.child, entry.thing_kind, entry.thing_id, entry.kind) == (
        "7", "cases.record_visit", "c1", "cases.Visit", "v1", "change",
    )  # fmt: skip
    assert len(entry.digest) == 64
    assert not [value for value in vars(entry).values() if "sofa" in str(value)]


@pytest.mark.django_db
def test_the_digest_recognises_the_content_and_nothing_else():
    write(content={"b": datetime(2026, 1, 2, tzinfo=UTC), "a": "seen"})
    entry = Entry.objects.get()
    assert trail.digest_matches(entry, {"a": "seen", "b": datetime(2026, 1, 2, tzinfo=UTC)}) is True
    assert trail.digest_matches(entry, {"a": "not seen", "b": datetime(2026, 1, 2, tzinfo=UTC)}) is False


@pytest.mark.django_db
def test_the_same_content_on_two_children_has_two_digests():
    write(child="c1", content="Bruise on the left cheek")
    write(child="c2", content="Bruise on the left cheek")
    one, two = Entry.objects.all()
    assert one.digest != two.digest


@pytest.mark.django_db
def test_a_model_instance_is_named_by_its_kind_and_id():
    agency = Agency.objects.create(name="Fenland School", kind="school")
    write(thing=agency, child=None)
    entry = Entry.objects.get()
    assert (entry.thing_kind, entry.thing_id, entry.child) == ("access.agency", str(agency.pk), "")


@pytest.mark.django_db
def test_a_change_outside_a_transaction_is_refused():
    with pytest.raises(trail.NotInTransaction):
        trail.record(verb="cases.record_visit", by=WORKER)
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_when_the_trail_cannot_be_written_the_change_is_undone(monkeypatch):
    def full(self, rows):
        raise OSError("No space left on device")

    monkeypatch.setattr(type(Entry.objects.all()), "append", full)
    with pytest.raises(OSError, match="No space"), transaction.atomic():
        add_school()
    assert not Agency.objects.exists()
    assert not Head.objects.filter(seq__gt=0).exists()


@pytest.mark.django_db
def test_when_a_follower_fails_the_change_is_undone(monkeypatch):
    def fails(change):
        raise RuntimeError("checks could not run")

    monkeypatch.setattr(followers, "_followers", [fails])
    with pytest.raises(RuntimeError), transaction.atomic():
        add_school()
    assert not Agency.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_followers_are_told_of_changes_once_and_not_of_looks(monkeypatch):
    heard = []
    monkeypatch.setattr(followers, "_followers", [])
    trail.register_follower(heard.append)
    trail.register_follower(heard.append)
    write(thing=("cases.Visit", "v1"))
    trail.record_view(by=WORKER, child="c1", part="overview")
    assert [(c.seq, c.verb, c.child, c.thing_kind, c.thing_id, c.actor) for c in heard] == [
        (1, "cases.record_visit", "c1", "cases.Visit", "v1", "7")
    ]


@pytest.mark.django_db
def test_several_changes_are_one_walk_along_the_chain_and_each_is_told(monkeypatch, django_assert_num_queries):
    heard = []
    monkeypatch.setattr(followers, "_followers", [heard.append])
    write(thing=("cases.Visit", "v1"), content="v1")
    rows = [trail.Row(verb="cases.record_visit", by=WORKER, child="c1", thing=("cases.Visit", name), content=name)
            for name in ("v2", "v3")]  # fmt: skip
    with transaction.atomic(), django_assert_num_queries(4):  # record key, head, entries, head
        trail.record_all(rows)
    assert [(c.seq, c.thing_id) for c in heard] == [(1, "v1"), (2, "v2"), (3, "v3")]
    assert not trail.verify().problems


@pytest.mark.django_db
def test_a_look_is_recorded_with_its_part_and_whether_a_reason_was_given():
    trail.record_view(by=WORKER, child="c1", part="story")
    trail.record_view(by=WORKER, child="c1", part="story", reason="Duty call from the hospital")
    plain, with_reason = Entry.objects.all()
    assert (plain.kind, plain.part, plain.reason_given, plain.digest) == ("view", "story", False, "")
    assert with_reason.reason_given
    assert trail.digest_matches(with_reason, "Duty call from the hospital")


@pytest.mark.django_db
def test_a_look_inside_somebody_elses_transaction_is_refused():
    with pytest.raises(RuntimeError), transaction.atomic():
        trail.record_view(by=WORKER, child="c1", part="overview")
    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_look_is_committed_even_if_the_page_then_fails():
    trail.record_view(by=WORKER, child="c1", part="overview")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        raise ZeroDivisionError
    assert Entry.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("by", "actor"), [(None, "system"), ("system", "system"), (WORKER, "7")])
def test_who_did_it(by, actor):
    write(by=by)
    assert Entry.objects.get().actor == actor


@pytest.mark.django_db
@pytest.mark.parametrize("by", ["Ms Robin Vale", SimpleNamespace(pk=None)])
def test_a_name_or_an_unsaved_worker_cannot_act(by):
    with pytest.raises((TypeError, ValueError)):
        write(by=by)


@pytest.mark.django_db
def test_an_unknown_kind_is_refused():
    with pytest.raises(ValueError):
        write(kind="gossip")


@pytest.mark.django_db
def test_rows_cannot_be_saved_changed_or_removed():
    write()
    entry = Entry.objects.get()
    for deed in (
        entry.save,
        entry.delete,
        Entry.objects.all().delete,
        lambda: Entry.objects.filter(pk=1).update(actor="8"),
        lambda: Entry.objects.bulk_update([entry], ["actor"]),
        lambda: Entry.objects.bulk_create([Entry(seq=2)]),
        lambda: Entry.objects.create(seq=2),
        Entry(seq=2).save,
    ):
        with pytest.raises(AppendOnly):
            deed()


@pytest.mark.django_db
def test_a_destroyed_record_takes_nothing_more_and_its_digests_mean_nothing():
    write(content="Bruise on the left cheek")
    with transaction.atomic():
        trail.destroy_record_key(child="c1", by="system")
    assert trail.digest_matches(Entry.objects.get(seq=1), "Bruise on the left cheek") is None
    assert RecordKey.objects.get(child="c1").key == ""
    with pytest.raises(trail.RecordDestroyed):
        write(content="More")
    assert trail.verify().ok


@pytest.mark.django_db
def test_many_rows_get_one_unbroken_line_with_their_own_times():
    early = datetime(2024, 11, 1, 9, 30, tzinfo=UTC)
    rows = [trail.Row("cases.record_visit", WORKER, child=f"c{n % 3}", content={"n": n}, at=early) for n in range(50)]
    with transaction.atomic():
        trail.record_many(rows)
        trail.record_many([])
    write()
    assert Entry.objects.get(seq=50).at == early
    assert Entry.objects.get(seq=51).previous == Entry.objects.get(seq=50).hash
    assert trail.verify().ok


@pytest.mark.django_db
def test_with_entries_but_no_head_nothing_more_is_written():
    write()
    Head.objects.all().delete()
    with pytest.raises(trail.TrailBroken):
        write()


@pytest.mark.django_db
def test_text_too_long_to_be_an_opaque_id_is_no_child():
    with pytest.raises(ValueError):
        write(child="x" * 65)


def test_the_package_offers_what_it_names():
    for name in trail.__all__:
        assert getattr(trail, name) is not None
    with pytest.raises(AttributeError):
        trail.nothing_of_the_kind  # noqa: B018
    assert trail.record is recording.record
