"""A chronology: in codes for everyone inside the gate, with names at level 0; filters, links, notes, glossary."""

from __future__ import annotations

import pytest

from sightline.chronologies import changes
from sightline.chronologies.models import GlossaryVersion, RowLink, RowNote
from sightline.coding.changes import withdraw_coding
from sightline.coding.rows import open_row
from sightline.domain.disclosure.anonymise import Glossary
from sightline.reviews import changes as reviews
from sightline.trail.models import Entry
from tests import chronologies as told
from tests import library, standing
from tests.coding import coded as mark_passage
from tests.records import signed_in

pytestmark = pytest.mark.django_db
POLICE = (
    (
        "p1",
        "02/05/2015",
        "23:10",
        "Log",
        "Officers attended; Paula Plumtree had a bruise.",
        "no",
        "Health visitor informed.",
    ),
    ("p2", "20/06/2015", "", "Log", "Grace was seen and well.", "yes"),
)
HEALTH = (
    ("h1", "03/2015", "", "Health record", "May Orchard rang Paula about Gracie’s clinic.", "no"),
    ("h2", "21/06/2015", "", "Health record", "Weighed at clinic.", "yes"),
)
NAMES = ("Paula", "Plumtree", "Grace", "Gracie", "Orchard")


@pytest.fixture
def people():
    return standing.make()


@pytest.fixture
def review(people):
    review = library.a_review(people.review_officer)
    told.taken_in(review, people.review_officer, "Police", *POLICE)
    told.taken_in(review, people.review_officer, "Health visiting", *HEALTH)
    return review


@pytest.fixture
def coded(review, people):
    glossary = Glossary.read(told.GLOSSARY)
    changes.write_glossary(review, by=people.review_officer, glossary=glossary, seen_version=0)
    return review


def read(worker, review, part="", **posted):
    client, address = signed_in(worker), f"/reviews/{review.key}/chronology/{part}"
    response = client.post(address, posted) if posted else client.get(address)
    return response.content.decode()


def without_chrome(page: str) -> str:
    return page[page.index("<main") :]


def test_without_a_glossary_only_level_0_reads_any_words(review, people):
    assert "bruise" in read(people.review_officer, review)
    page = read(people.learning_lead, review)
    assert "bruise" not in page
    assert "no words are shown" in page


@pytest.mark.parametrize("part", ["", "lanes/", "links/?kind=D5", "gaps/", "?names=1"])
def test_no_name_of_the_glossary_is_read_outside_level_0(coded, people, part):
    page = without_chrome(read(people.learning_lead, coded, part))
    assert [name for name in NAMES if name in page] == []
    if part in ("", "?names=1", "lanes/"):
        assert "M had a bruise" in page


def test_a_look_at_names_is_written_down(coded, people):
    page = read(people.review_officer, coded, "?names=1")
    assert "Paula Plumtree had a bruise" in page
    assert f"chronology of review {coded.key} with names" in set(Entry.objects.values_list("part", flat=True))


def test_ages_intervals_and_silences_are_in_words(coded, people):
    page = read(people.review_officer, coded)
    for words in (
        "14 months",
        "No agency has a row between",
        "1 day since the row before",
        "between 1 March 2015",
    ):
        assert words in page, words


@pytest.mark.parametrize(
    ("asked", "rows"),
    [
        ({"words": "bruise"}, ["p1"]),
        ({"words": "paula"}, []),
        ({"agency": "1"}, ["h1", "h2"]),
        ({"person": "SW1"}, ["h1"]),
        ({"seen": "yes"}, ["p2", "h2"]),
        ({"seen": "no", "words": "CLINIC"}, ["h1"]),
        ({"significance": "yes"}, []),
    ],
)
def test_filters_find_rows_and_a_name_finds_nothing_in_codes(coded, people, asked, rows):
    page = read(people.learning_lead, coded, **asked)
    found = [row for row in told.rows_of(coded) if f"/rows/{row.key}/" in page]
    assert [row.ref for row in found] == rows


def test_the_reviewers_word_on_significance_counts_before_the_agencys(coded, people):
    [row, *_] = told.rows_of(coded)
    changes.say_significance(row, by=people.review_officer, significance="yes")
    assert f"/rows/{row.key}/" in read(people.learning_lead, coded, significance="yes")


def test_a_link_is_decided_with_a_reason_and_taken_back(coded, people):
    officer = signed_in(people.review_officer)
    [link] = RowLink.objects.filter(kind="D5", stands=True)
    address = f"/reviews/{coded.key}/chronology/links/{link.pk}/"
    officer.post(address, {"decision": "accepted", "reason": "Nobody wrote it down."})
    page = read(people.review_officer, coded, "links/?kind=D5")
    assert "Nobody wrote it down." in page
    officer.post(address, {"decision": ""})
    link.refresh_from_db()
    assert (link.decision, [past.decision for past in link.past.all()]) == ("", ["accepted"])
    assert len(told.rows_of(coded)) == 4


def test_a_note_is_read_by_the_panel_and_not_by_the_leads(coded, people):
    reviews.name_member(coded, by=people.review_officer, worker=people.supervisor, level=1)
    [row, *_] = told.rows_of(coded)
    signed_in(people.supervisor).post(
        f"/reviews/{coded.key}/chronology/rows/{row.key}/notes/", {"text": "Who was told?"}
    )
    assert RowNote.objects.get().by == people.supervisor
    assert "Who was told?" in read(people.review_officer, coded)
    for part in ("", f"rows/{row.key}/"):
        assert "Who was told?" not in read(people.learning_lead, coded, part)


def test_what_a_row_shows_is_marked_and_stays_when_the_return_comes_again(coded, people):
    row = next(row for row in told.rows_of(coded) if row.ref == "p1")
    address = f"/reviews/{coded.key}/chronology/rows/{row.key}/marks/"
    signed_in(people.review_officer).post(address, {"shows": ["injury", "domestic_abuse"], "significance": "yes"})
    told.taken_in(
        coded, people.review_officer, "Police", (*POLICE[0][:4], "Officers attended.", "no"), file="again.docx"
    )
    row.refresh_from_db()
    assert set(row.marks.values_list("what", flat=True)) == {"injury", "domestic_abuse"}
    assert row.reviewer_significance == "yes"
    assert "Shows: An injury or mark" in read(people.review_officer, coded)


def test_a_glossary_of_another_review_is_refused(coded, people):
    other = "code,role,name\nChild Z,subject,Zebedee Quux\nM9,mother,Xanthe Quux\n"
    client = signed_in(people.review_officer)
    data = {"file": told.as_upload("g.csv", other), "seen_version": "1"}
    page = client.post(f"/reviews/{coded.key}/chronology/glossary/file/", data).content.decode()
    assert "Nothing was changed" in page
    assert GlossaryVersion.objects.count() == 1


def test_a_name_put_into_the_glossary_is_coded_everywhere(review, people):
    client, address = signed_in(people.review_officer), f"/reviews/{review.key}/chronology/glossary/"
    first = {"code": "M", "role": "mother", "name": "Paula Plumtree", "aliases": "Paula"}
    data = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "seen_version": "0"}
    data |= {f"form-0-{name}": value for name, value in first.items()}
    client.post(address, data)
    assert GlossaryVersion.objects.get().version == 1
    assert "M had a bruise" in read(people.learning_lead, review)
    assert "Orchard" in read(people.review_officer, review, "left/")
    client.post(address, data | {"form-0-code": "Mother"})
    assert GlossaryVersion.objects.count() == 1, "somebody else's version is not written over unseen"


def test_rows_are_found_by_a_theme_as_coded_or_as_their_agency_wrote_it(coded, people):
    """The filter asks the coding room (`threads.register_themes`): what stands counts, what two still code does not."""
    officer = people.review_officer
    rows = {row.event: row for row in coded.chronology_rows.order_by("pk")}
    bruise = next(row for said, row in rows.items() if "bruise" in said)
    weighed = next(row for said, row in rows.items() if "Weighed" in said)
    text = open_row(bruise, by=officer)
    made = mark_passage(text, officer, "bruise", "HARM-BRUISE")
    coded.chronology_rows.filter(pk=weighed.pk).update(themes=["HARM-BRUISE"])
    page = without_chrome(read(officer, coded, theme="HARM-BRUISE"))
    assert "had a bruise" in page
    assert "Weighed at clinic" in page
    assert "was seen and well" not in page
    withdraw_coding(made, by=officer, because="Not this.")
    page = without_chrome(read(officer, coded, theme="HARM-BRUISE"))
    assert "had a bruise" not in page
    assert "Weighed at clinic" in page
    assert "No row" in without_chrome(read(officer, coded, theme="PROC-WNB"))


def marks_of(row) -> dict:
    return {one.what: one.details for one in row.marks.filter(withdrawn_at=None)}


def test_what_a_row_shows_and_what_it_tells_of_it(coded, people):
    """First what it shows, then the few questions that each of it brings; names become codes wherever it is read."""
    row = next(one for one in told.rows_of(coded) if "bruise" in one.event)
    client, address = signed_in(people.review_officer), f"/reviews/{coded.key}/chronology/rows/{row.key}/"
    assert "What the row tells of it" not in client.get(address).content.decode()
    client.post(f"{address}marks/", {"shows": ["injury", "strategy"], "significance": "yes"})
    page = client.get(address).content.decode()
    for words in ("An injury or mark on the child</legend>", "Where on the body", "Which agencies took part"):
        assert words in page
    given = {"shows": ["injury", "strategy"], "significance": "yes", "injury-type": "bruise",
             "injury-explained_by": "Paula Plumtree", "injury-nai_suspected": "yes",
             "strategy-agencies_present": ["police", "social_care"]}  # fmt: skip
    assert "It is written down" in client.post(f"{address}marks/", given, follow=True).content.decode()
    kept = {"type": "bruise", "explained_by": "Paula Plumtree", "nai_suspected": "yes"}
    assert marks_of(row) == {"injury": kept, "strategy": {"agencies_present": ["police", "social_care"]}}
    seen_by_a_lead = read(people.learning_lead, coded, f"rows/{row.key}/")
    assert "Who said so: M" in seen_by_a_lead
    assert "Plumtree" not in seen_by_a_lead
    client.post(f"{address}marks/", {"shows": ["strategy"], "significance": "yes"})
    assert marks_of(row) == {"strategy": {}}
    assert row.marks.exclude(withdrawn_at=None).count() == 4  # what was said before stays


def test_a_detail_that_cannot_be_said_is_told_and_nothing_typed_is_lost(coded, people):
    row = told.rows_of(coded)[0]
    client, address = signed_in(people.review_officer), f"/reviews/{coded.key}/chronology/rows/{row.key}/marks/"
    client.post(address, {"shows": ["level_CP"]})
    page = client.post(
        address, {"shows": ["level_CP"], "level_CP-reasons": "Kept words.", "level_CP-next_look_date": "soonish"}
    )
    assert page.status_code == 200
    assert "Kept words." in page.content.decode()
    assert "There is a problem" in page.content.decode()
    assert marks_of(row) == {"level_CP": {}}
