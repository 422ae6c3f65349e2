"""A document is attached to an entry, held until it was looked through, opened safely, corrected, withdrawn, erased.

Shows T8 of the threat model, and T1, T6 and T13 as far as documents go. (ASVS 5.0 V5.2, V5.3, V5.4.)
"""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.utils import OperationalError

from sightline.access.models import Draft
from sightline.cases import attaching, handling, moving, noting, store
from sightline.cases.entries import ENTRIES
from sightline.cases.models import AttachedDocument, MovedEntry, Statement, Visit
from sightline.people import merging
from sightline.trail.models import Entry
from tests import standing
from tests.documents import PDF, a_document, office, pdf, png
from tests.records import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    made = standing.make()
    record = standing.a_recorded_child(made.social_worker).allocated_to(made.social_worker, "2026-01-01")
    record.allocated_to(made.safeguarding_lead, "2026-01-01").with_statement("He was seen there.", "2026-02-03")
    record.with_visit("2026-02-01", seen="Y")
    return made, record.child


@pytest.fixture
def at_once(monkeypatch):
    """Looked through in this process: what the process of its own does is shown elsewhere."""

    def run(module, path, code, **bounds):
        import contextlib
        import io

        from sightline.cases import examining

        with contextlib.redirect_stdout(io.StringIO()) as said:
            examining.main([path, code])
        return said.getvalue().encode()

    monkeypatch.setattr("sightline.kit.apart.run", run)


def where(child, entry, *rest):
    kind = entry.kind if hasattr(entry, "body") else type(entry).__name__
    return "/".join(["", "children", child.key, "entries", kind, str(entry.fact), *map(str, rest), ""])


def sent(content=PDF, name="letter.pdf", **words):
    told = {"what": "Letter from the hospital", "when": "", "from_whom": "", **words}
    return {
        "document-file": SimpleUploadedFile(name, content),
        **{f"document-{key}": value for key, value in told.items()},
    }


def stored_files():
    return {path.name for path in store.folder().rglob("*") if path.is_file()}


def test_it_is_looked_through_in_a_process_of_its_own_and_opened_as_an_attachment(world):
    people, child = world
    entry = Visit.objects.get(child=child)
    client = signed_in(people.social_worker)
    answer = client.post(
        where(child, entry, "documents", "add"), sent(**{"when": "about 3 May 2026", "from_whom": "Dr Oyelaran"})
    )
    assert answer["Location"].endswith("#documents")
    row = AttachedDocument.objects.get(superseded_at=None)
    assert (row.state, row.version, row.kind, row.size, row.of) == ("open", 2, "pdf", len(PDF), entry.fact)
    assert (row.at_precision, row.at_words, row.added_by) == ("day_estimated", "about 3 May 2026", people.social_worker)

    page = client.get(where(child, entry)).content.decode()
    for words in ("Letter from the hospital", "Dr Oyelaran", "PDF, 1 KB", "about 3 May 2026", "by Social Worker"):
        assert words in page
    before = Entry.objects.count()
    answer = client.get(where(child, entry, "documents", row.fact))
    assert answer.content == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="document-{str(row.fact)[:8]}.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"
    [looked] = Entry.objects.order_by("seq")[before:]
    assert (looked.kind, looked.part) == ("view", f"a document, number {str(row.fact)[:8]}")


def test_one_that_hides_a_program_is_refused_and_its_file_goes_by_night(world, at_once):
    people, child = world
    entry, client = Visit.objects.get(child=child), signed_in(people.social_worker)
    hiding = pdf(b"5 0 obj << /S /JavaScript /JS (x) >> endobj")
    page = client.post(where(child, entry, "documents", "add"), sent(hiding), follow=True).content.decode()
    row = AttachedDocument.objects.get(superseded_at=None)
    assert "The document was not taken. The PDF holds a program" in page
    assert "Refused when it was looked through" in page
    assert "Why it was withdrawn" not in page
    assert f"/documents/{row.fact}/&#34;>Open" not in page
    assert client.get(where(child, entry, "documents", row.fact)).status_code == 302
    assert row.stored_as in stored_files()
    os.utime(store.path_of(row.stored_as), (time.time() - 7200,) * 2)
    attaching.sweep()
    assert row.stored_as not in stored_files()


def test_held_it_cannot_be_opened_and_the_night_looks_through_it(world, at_once):
    people, child = world
    entry, client = Visit.objects.get(child=child), signed_in(people.social_worker)
    row = attaching.attach(entry, by=people.social_worker, stored=store.keep([PDF]), kind="pdf", what="A letter")
    assert "Held back until it has been looked through" in client.get(where(child, entry)).content.decode()
    assert client.get(where(child, entry, "documents", row.fact)).status_code == 302
    assert attaching.examine_waiting() == 1
    assert client.get(where(child, entry, "documents", row.fact)).content == PDF
    assert "Look through it now" not in client.get(where(child, entry)).content.decode()


@pytest.mark.parametrize(
    ("content", "state", "words"),
    [(PDF, "open", "It can be opened."), (pdf(b"5 0 obj << /S /JavaScript /JS (x) >> endobj"), "refused", "refused")],
)
def test_one_that_waits_is_looked_through_when_somebody_asks(world, at_once, content, state, words):
    people, child = world
    entry, client = Visit.objects.get(child=child), signed_in(people.social_worker)
    row = attaching.attach(entry, by=people.social_worker, stored=store.keep([content]), kind="pdf", what="A letter")
    now = where(child, entry, "documents", row.fact, "look-through")
    assert f'action="{now}"' in client.get(where(child, entry)).content.decode()
    page = client.post(now, follow=True).content.decode()
    assert words in page
    assert AttachedDocument.objects.get(superseded_at=None).state == state
    client.post(now)  # a second press changes nothing
    assert AttachedDocument.objects.get(superseded_at=None).version == 2


def test_one_that_cannot_be_looked_through_now_still_waits(world, monkeypatch):
    people, child = world
    entry, client = Visit.objects.get(child=child), signed_in(people.social_worker)
    row = attaching.attach(entry, by=people.social_worker, stored=store.keep([PDF]), kind="pdf", what="A letter")
    monkeypatch.setattr("sightline.cases.attaching.WAIT", 0.01)
    busy = attaching.BoundedSemaphore(1)
    busy.acquire()
    monkeypatch.setattr("sightline.cases.attaching._turns", busy)
    page = client.post(where(child, entry, "documents", row.fact, "look-through"), follow=True).content.decode()
    assert "could not be looked through now" in page
    assert AttachedDocument.objects.get(superseded_at=None).state == "held"


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "a.pdf", "is empty"),
        (b"MZ\x90\0\x03", "a.pdf", "a program"),
        (PDF, "a.docx", "in it is something else"),
        (png(), "report\u202egnp.exe", "in it is something else"),
        (b"x" * (1024 * 1024 + 1), "x" * 5_000 + ".txt", "too large"),
    ],
)
def test_a_file_that_is_not_taken_loses_no_text_and_leaves_nothing(world, content, name, words):
    people, child = world
    client, before = signed_in(people.social_worker), stored_files()
    form = {"when": "3/2/2026", f"c{child.pk}-words": "Bus! Bus!", "note": "Long talk.", **sent(content, name)}
    answer = client.post(f"/children/{child.key}/what-happened/visit/", form)
    page = answer.content.decode()
    assert answer.status_code == 200
    for kept in (words, "Bus! Bus!", "Long talk.", "Letter from the hospital"):
        assert kept in page
    assert Visit.objects.filter(child=child).count() == 1
    assert not AttachedDocument.objects.exists()
    assert stored_files() == before


def test_the_composer_adds_it_to_what_is_written_once_however_often_it_is_sent(world, at_once):
    people, child = world
    client, opening = signed_in(people.social_worker), "a" * 32
    form = {"when": "4/2/2026", "note": "Talk.", "opening": opening}
    for _twice in range(2):
        answer = client.post(f"/children/{child.key}/what-happened/visit/", form | sent())
        assert answer.status_code == 302, answer.context_data["page"].errors
    assert "The document is added." in client.get(answer["Location"]).content.decode()
    visit = Visit.objects.get(child=child, note="Talk.")
    row = AttachedDocument.objects.get(superseded_at=None)
    assert (row.of, row.entry_kind) == (visit.fact, "Visit")
    assert stored_files() >= {row.stored_as}
    assert "document" in client.get(f"/children/{child.key}/story/").content.decode()

    answer = client.post(
        f"/children/{child.key}/what-happened/contact/",
        {"when": "5/2/2026", "kind": "call", **sent(office("docx"), "a.docx")},
    )
    assert answer.status_code == 302, answer.context_data["page"].errors
    assert set(AttachedDocument.objects.filter(superseded_at=None).values_list("entry_kind", flat=True)) == {
        "Visit", "Contact",
    }  # fmt: skip


def test_words_without_a_file_are_asked_about_and_a_good_file_has_to_be_chosen_again(world):
    people, child = world
    client, address = signed_in(people.social_worker), f"/children/{child.key}/what-happened/visit/"
    form = {"when": "4/2/2026", "note": "Talk.", "document-what": "The letter"}
    assert "Choose the file, or empty what you wrote" in client.post(address, form).content.decode()
    page = client.post(address, {"when": "the day before time", "note": "Talk.", **sent()}).content.decode()
    assert "a browser lets go of a file" in page
    assert "Letter from the hospital" in page
    page = client.post(address, {"when": "4/2/2026", **sent(what="  ")}).content.decode()
    assert "Write what the document is" in page
    assert not AttachedDocument.objects.exists()


def test_a_draft_keeps_the_words_and_says_that_it_keeps_no_file(world):
    people, child = world
    client, address = signed_in(people.social_worker), f"/children/{child.key}/what-happened/visit/"
    token = client.get(address).context_data["page"].writing.token
    form = {"when": "4/2/2026", "draft_token": token, "save_draft": "yes", **sent()}
    page = client.post(address, form, follow=True).content.decode()
    assert "The file is not in the draft" in page
    assert "Letter from the hospital" in page
    assert Draft.objects.get().data["document-what"] == ["Letter from the hospital"]


def test_pictures_are_not_taken_where_they_could_be_of_a_child(world):
    people, child = world
    client = signed_in(people.social_worker)
    for slug, name, content, words in (
        ("onlineconcern", "a.png", png(), "an image of a child must never be copied"),
        ("onlineconcern", "a.pdf", PDF, "an image of a child must never be copied"),
        ("injury", "a.png", png(), "stays with health"),
    ):
        page = client.post(f"/children/{child.key}/what-happened/{slug}/", {"when": "4/2/2026", **sent(content, name)})
        assert words in page.content.decode()
    assert not AttachedDocument.objects.exists()


def test_whoever_may_not_read_the_entry_finds_no_document(world):
    people, child = world
    entry = Statement.objects.get(child=child)
    row = a_document(entry, people.social_worker, what="What the officer wrote")
    school, own = signed_in(people.safeguarding_lead), signed_in(people.social_worker)
    address = where(child, entry, "documents", row.fact)
    assert school.get(address).status_code == 200
    assert "What the officer wrote" in school.get(f"/children/{child.key}/information/").content.decode()
    handling.mark_entry(entry, by=people.social_worker, may_go_to="police")
    for path in (address, f"{address}correct/", f"{address}withdraw/", where(child, entry, "documents", "add")):
        assert school.get(path).status_code == 404
        assert own.get(path).status_code == 200
    assert "What the officer wrote" not in school.get(f"/children/{child.key}/information/").content.decode()
    assert signed_in(people.outsider).get(address).status_code == 404
    # Nor by the address of another entry, or as if it were an entry itself.
    visit = Visit.objects.get(child=child)
    assert school.get(where(child, visit, "documents", row.fact)).status_code == 404
    assert own.get(f"/children/{child.key}/entries/AttachedDocument/{row.fact}/handling/").status_code == 404
    assert own.get(f"/children/{child.key}/entries/AttachedDocument/{row.fact}/").status_code == 404


def test_thinking_of_another_agency_keeps_its_documents_to_itself(world):
    people, child = world
    entry = noting.record_entry(
        ENTRIES["Reflection"], by=people.social_worker, child=child, body={"kind": "supervision"}, at={}
    )
    row = a_document(entry, people.social_worker)
    address = where(child, entry, "documents", row.fact)
    assert signed_in(people.social_worker).get(address).status_code == 200
    assert signed_in(people.safeguarding_lead).get(address).status_code == 404


def test_its_words_are_corrected_and_the_second_of_two_writers_is_told(world):
    people, child = world
    entry, client = Visit.objects.get(child=child), signed_in(people.social_worker)
    row = a_document(entry, people.social_worker)
    address = where(child, entry, "documents", row.fact, "correct")
    form = {"what": "Letter from the clinic", "when": "", "from_whom": "", "because": "A slip.", "seen_version": 2}
    assert client.post(address, form).status_code == 302
    page = client.post(address, form | {"what": "Mine"}).content.decode()
    assert "Somebody changed this document" in page
    assert 'value="Mine"' in page
    now = AttachedDocument.objects.get(fact=row.fact, superseded_at=None)
    assert (now.what, now.version, now.amended_because, now.state) == ("Letter from the clinic", 3, "A slip.", "open")
    assert AttachedDocument.objects.get(fact=row.fact, version=1).what == "A letter from the hospital"


@pytest.mark.parametrize(("file", "state"), [("keep", "withdrawn"), ("erase", "erased")])
def test_withdrawn_it_is_opened_no_more_and_its_file_kept_or_erased(world, file, state):
    people, child = world
    entry, client = Visit.objects.get(child=child), signed_in(people.social_worker)
    row = a_document(entry, people.social_worker)
    address = where(child, entry, "documents", row.fact)
    assert "Write in a few words why" in client.post(f"{address}withdraw/", {"file": file}).content.decode()
    page = client.post(f"{address}withdraw/", {"file": file, "because": "Of another child."}, follow=True)
    assert "Of another child." in page.content.decode()
    assert client.get(address).status_code == 302
    assert AttachedDocument.objects.get(superseded_at=None).state == state
    assert Entry.objects.filter(verb="cases.withdraw_document").count() == 1
    os.utime(store.path_of(row.stored_as), (time.time() - 7200,) * 2)
    attaching.sweep()
    assert (row.stored_as in stored_files()) is (file == "keep")
    # What is kept can still be erased; what is erased does not come back as kept.
    page = client.post(f"{address}withdraw/", {"file": "keep", "because": "Again."}).content.decode()
    assert ("there is nothing to withdraw" in page) is (file == "erase")
    assert attaching.troubles() == []


def test_looking_back_before_it_came_it_is_not_there_and_after_it_went_it_is_not_opened(world):
    people, child = world
    entry, client = Visit.objects.get(child=child), signed_in(people.social_worker)
    with time_machine.travel(datetime(2027, 3, 1, 12, tzinfo=UTC), tick=False):
        row = a_document(entry, people.social_worker)
    with time_machine.travel(datetime(2027, 3, 9, 12, tzinfo=UTC), tick=False):
        client = signed_in(people.social_worker)
        then, since = "?on=2027-02-01", "?on=2027-03-02"
        assert "A letter from the hospital" not in client.get(f"{where(child, entry)}{then}").content.decode()
        assert (
            "A letter from the hospital" not in client.get(f"/children/{child.key}/information/{then}").content.decode()
        )
        assert client.get(f"{where(child, entry, 'documents', row.fact)}{then}").status_code == 404
        assert client.get(f"{where(child, entry, 'documents', row.fact)}{since}").content == PDF
        attaching.withdraw(row, by=people.social_worker, because="A slip.", erase=False)
        page = client.get(f"{where(child, entry)}{since}").content.decode()
        assert "A letter from the hospital" in page
        assert client.get(f"{where(child, entry, 'documents', row.fact)}{since}").status_code == 302


def test_it_goes_with_an_entry_that_was_on_the_wrong_child_and_with_a_joined_record(world):
    people, child = world
    entry = Visit.objects.get(child=child)
    row = a_document(entry, people.social_worker)
    right = standing.a_recorded_child(people.social_worker, name="Ashley Quill")
    right = right.allocated_to(people.social_worker, "2026-01-01").child
    moving.move_entry(entry, by=people.social_worker, to=right, because="A slip.", seen_version=1)
    assert MovedEntry.objects.count() == 1
    client = signed_in(people.social_worker)
    assert client.get(where(child, entry, "documents", row.fact)).status_code == 404
    assert client.get(where(right, entry, "documents", row.fact)).content == PDF
    third = standing.a_recorded_child(people.social_worker, name="Ashly Quill")
    third = third.allocated_to(people.social_worker, "2026-01-01").child
    merging.merge(third, right, by=people.social_worker, because="The same birth certificate.")
    assert client.get(where(third, entry, "documents", row.fact)).content == PDF


def test_a_change_that_is_not_made_leaves_no_file(world, monkeypatch):
    people, child = world
    entry, before = Visit.objects.get(child=child), stored_files()
    client = signed_in(people.social_worker)

    def fails(*args, **kwargs):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr("sightline.trail.record_all", fails)
    answer = client.post(where(child, entry, "documents", "add"), sent())
    assert answer.status_code == 503
    assert "Letter from the hospital" in answer.content.decode()
    assert stored_files() == before
    assert not AttachedDocument.objects.exists()


def test_a_full_disk_is_said_and_gives_the_text_back(world, monkeypatch):
    people, child = world
    entry, before = Visit.objects.get(child=child), stored_files()

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sightline.cases.store.os.fsync", full)
    answer = signed_in(people.social_worker).post(where(child, entry, "documents", "add"), sent())
    assert answer.status_code == 503
    assert "disk is full" in answer.content.decode()
    assert "Letter from the hospital" in answer.content.decode()
    assert stored_files() == before
    assert not list(store.incoming().iterdir())


def test_a_file_that_was_changed_on_the_disk_is_not_handed_out(world):
    people, child = world
    entry, client = Visit.objects.get(child=child), signed_in(people.social_worker)
    row = a_document(entry, people.social_worker)
    assert attaching.troubles() == []
    store.path_of(row.stored_as).write_bytes(PDF.replace(b"Catalog", b"Another"))
    page = client.get(where(child, entry, "documents", row.fact), follow=True)
    assert "is not what was sent" in page.content.decode()
    assert attaching.troubles() == ["Of 1 documents attached to entries, 1 cannot be read as they were sent."]


def test_nothing_but_what_a_document_calls_for_outlives_the_night(world):
    people, child = world
    row = a_document(Visit.objects.get(child=child), people.social_worker)
    left, new = store.keep([b"left by a kill"]), store.keep([b"being saved"])
    (store.incoming() / "half.new").write_bytes(b"half")
    for path in (store.path_of(left.stored_as), store.path_of(row.stored_as), store.incoming() / "half.new"):
        os.utime(path, (time.time() - 7200,) * 2)
    attaching.sweep()
    assert {row.stored_as, new.stored_as} <= stored_files()
    assert left.stored_as not in stored_files()
    assert not (store.incoming() / "half.new").exists()


def test_pages_ask_the_database_no_more_often_for_many_documents(world, django_assert_max_num_queries):
    people, child = world
    client, entry = signed_in(people.social_worker), Visit.objects.get(child=child)
    client.get(where(child, entry))  # what is asked once in a session
    asked = []
    for _more in range(2):
        for _each in range(4):
            a_document(entry, people.social_worker)
            a_document(Statement.objects.get(child=child), people.social_worker)
        for path in (where(child, entry), f"/children/{child.key}/information/", f"/children/{child.key}/story/"):
            with django_assert_max_num_queries(30) as queries:
                assert "document" in client.get(path).content.decode()
            asked.append(len(queries))
    assert asked[:3] == asked[3:]


@pytest.mark.parametrize(
    ("words", "refused"),
    [
        ({"what": "x" * 100_000}, "at most 200"),
        ({"what": "a\0b"}, "cannot be kept"),
        ({"when": "31/2/2026"}, "error"),
        ({"when": "1/1/2999"}, "error"),
        ({"what": "<script>alert(1)</script> 李 👩 O’Brien-Łukasz \u202eabc"}, ""),
    ],
)
def test_whatever_is_written_about_it_is_kept_or_refused_kindly(world, at_once, words, refused):
    people, child = world
    client, entry = signed_in(people.social_worker), Visit.objects.get(child=child)
    answer = client.post(where(child, entry, "documents", "add"), sent(**words), follow=True)
    assert answer.status_code == 200
    assert refused in answer.content.decode()
    assert AttachedDocument.objects.exists() is not bool(refused)
    assert "<script>alert(1)" not in answer.content.decode()
