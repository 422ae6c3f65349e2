"""A family taken out: the same people in every form, sheets that overlap, the copy for one person, all in the trail."""

from __future__ import annotations

import io
import itertools

import pikepdf
import pypdfium2
import pytest
from django.urls import reverse

from sightline.access import adapters
from sightline.desk.on_paper import OVERLAP, PAPER, SIDE, PaperDrawing, sheets
from sightline.desk.pages.eco import SMALLEST
from sightline.domain.drawing import Scene
from sightline.people import changes as people
from sightline.people import keeping
from sightline.people.details import Address, OtherName
from sightline.people.models import Tie
from sightline.trail.models import Entry
from tests.kindred import a_kindred
from tests.records import signed_in

ALL = {"chosen": "1", "lines": "all", "layers": ["households", "ages", "terminations"]}


@pytest.fixture
def kindred(standing):
    return a_kindred(standing.social_worker)


@pytest.fixture
def client(standing, monkeypatch):
    monkeypatch.setattr(adapters, "gave_password_lately", lambda request: True)
    return signed_in(standing.social_worker)


def taken(client, kindred, form, **query):
    answer = client.get(reverse("child-family-export", kwargs={"key": kindred.child.key, "form": form}), query)
    assert answer.status_code == 200
    assert kindred.child.key not in answer["Content-Disposition"]
    assert "Robin" not in answer["Content-Disposition"]
    return answer


def words(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(page.get_textpage().get_text_bounded() for page in document).replace("\r\n", " ")


@pytest.mark.django_db
def test_every_form_holds_what_the_page_shows_and_stands_in_the_trail(client, kindred, standing):
    svg = taken(client, kindred, "svg", **ALL).content.decode()
    assert svg.startswith("<svg")
    assert svg.count("data-person=") == 8
    assert "<a " not in svg  # alone it links nowhere
    assert taken(client, kindred, "png").content.startswith(b"\x89PNG")
    for paper in ("a4", "a3"):
        answer = taken(client, kindred, paper, **ALL)
        text = words(answer.content)
        for name in ("Kerry", "Lewis", "Jean", "Darren", "very close", "Everybody in the drawing"):
            assert name in text
        with pikepdf.open(io.BytesIO(answer.content)) as document:
            box = document.pages[0].mediabox
            assert sorted(round(float(side) / 72 * 25.4) for side in box[2:]) == [round(side) for side in PAPER[paper]]
    parts = [row.part for row in Entry.objects.filter(kind="view", child=kindred.child.key)]
    assert parts == [
        "family, taken out, drawing (SVG)", "family, taken out, picture (PNG)", "family, taken out, PDF for A4",
        "family, taken out, PDF for A3",
    ]  # fmt: skip


@pytest.mark.django_db
def test_the_copy_for_one_person_holds_less_and_does_not_say_so(client, kindred, standing):
    worker = standing.social_worker
    for loss in ("termination", "miscarriage"):
        lost = people.add_person(by=worker, loss=loss, dob="2017-01-01")
        people.record_parent(by=worker, child=lost, parent=kindred.mother, label="mother")
    assert "violence" in taken(client, kindred, "svg", **ALL).content.decode()
    copy = taken(client, kindred, "svg", **ALL, **{"for": kindred.sister.key}).content.decode()
    for secret in ("violence", "ermination", "iscarriage", "left out"):
        assert secret not in copy
    page = client.get(
        reverse("child-family-copy", kwargs={"key": kindred.child.key}), ALL | {"for": kindred.sister.key}
    ).context_data["page"]
    assert not page.frame.sheet, "the print of the family is for professionals, and is not offered beside this copy"
    said = " ".join(page.left_out)
    assert "harm between people" in said
    assert "Miscarriage: a loss." in said
    assert "Termination: a loss." in said
    stranger = people.add_person(by=worker, given_name="Else", sex="F")
    where = reverse("child-family-export", kwargs={"key": kindred.child.key, "form": "svg"})
    assert client.get(where, {"for": stranger.key}).status_code == 404


@pytest.mark.django_db
def test_who_does_not_exist_for_the_viewer_is_in_no_file(client, kindred, standing):
    worker, child, father = standing.social_worker, kindred.child, kindred.father
    people.record_fact(OtherName(person=father, name="Daz Quill"), by=worker, verb="people.x", child=child)
    for rater in ("Darren", "as D. Quill told it", "Jean’s friend"):
        tie = Tie(of=kindred.sister, towards=kindred.mother, kind="close", rater=rater)
        people.record_fact(tie, by=worker, verb="people.record_tie", child=child)
    before = taken(client, kindred, "svg", **ALL).content.decode()
    for word in ("Darren’s", "as seen by Darren.", "Quill"):
        assert word in before  # or this test would find nothing afterwards
    keeping.restrict(father, by=standing.supervisor, reason="A threat", named=[])
    for more in ({}, {"for": kindred.sister.key}):
        svg = taken(client, kindred, "svg", **ALL, **more).content.decode()
        for word in ("Darren", "Quill", father.key):
            assert word not in svg
        for word in ("Jean’s friend", "Home 2"):
            assert word in svg
        for form in ("a4", "a3"):
            text = words(taken(client, kindred, form, **ALL, **more).content)
            assert "Darren" not in text
            assert "Quill" not in text


@pytest.mark.django_db
def test_somebody_whose_record_is_restricted_is_in_nobodys_copy_but_their_own(client, kindred, standing):
    worker, child, father = standing.social_worker, kindred.child, kindred.father
    people.record_fact(OtherName(person=father, name="Daz Quill"), by=worker, verb="people.x", child=child)
    tie = Tie(of=kindred.sister, towards=kindred.mother, kind="close", rater="Daz, at a visit")
    people.record_fact(tie, by=worker, verb="people.record_tie", child=child)
    keeping.restrict(kindred.father, by=standing.supervisor, reason="A threat", named=[standing.social_worker])
    seen = taken(client, kindred, "svg", **ALL).content.decode()
    copy = taken(client, kindred, "svg", **ALL, **{"for": kindred.mother.key}).content.decode()
    for word in (father.key, "Daz", "Darren"):
        assert word in seen
        assert word not in copy
    own = taken(client, kindred, "svg", **ALL, **{"for": kindred.father.key}).content.decode()
    assert kindred.father.key in own
    assert "Kerry’s" in own
    people.record_fact(
        Address(person=kindred.mother, is_protected=True),
        by=standing.social_worker,
        verb="people.x",
        child=kindred.child,
    )
    assert "Kerry’s" not in taken(client, kindred, "svg", **ALL, **{"for": kindred.father.key}).content.decode()


@pytest.mark.django_db
def test_the_password_is_asked_for_when_it_was_given_long_ago(kindred, standing):
    where = reverse("child-family-export", kwargs={"key": kindred.child.key, "form": "svg"})
    answer = signed_in(standing.social_worker).get(where)
    assert answer.status_code == 302
    assert "re-authenticate" in answer["Location"]
    assert signed_in(standing.outsider).get(where).status_code == 404


@pytest.mark.parametrize("size", [(700, 800), (1500, 900), (3000, 1200), (9000, 1400), (400, 9000)])
@pytest.mark.parametrize("paper", ["a4", "a3"])
def test_sheets_cover_the_whole_drawing_and_overlap(size, paper):
    laid = sheets(*size, paper)
    wide, high = laid.window
    assert wide <= max(PAPER[paper]) - 2 * SIDE
    assert all(x < laid.width and y < laid.height for x, y, _ in laid.tiles)
    assert max(x for x, _, _ in laid.tiles) + wide >= laid.width - 0.01
    assert max(y for _, y, _ in laid.tiles) + high >= laid.height - 0.01
    for axis, window in ((0, wide), (1, high)):
        starts = sorted({tile[axis] for tile in laid.tiles})
        assert all(abs(later - (before + window - OVERLAP)) < 0.01 for before, later in itertools.pairwise(starts))
    if len(laid.tiles) > 1:
        scale = laid.width / size[0] * 96 / 25.4
        assert 0.7 <= round(scale, 6) <= 1
        fills = (max(x for x, _, _ in laid.tiles) + wide, max(y for _, y, _ in laid.tiles) + high)
        full = scale == 1 or abs(fills[0] - laid.width) < 0.01 or abs(fills[1] - laid.height) < 0.01
        assert full  # as large as so many sheets hold
        assert len({name for _, _, name in laid.tiles}) == len(laid.tiles)


@pytest.mark.parametrize(
    ("width", "least", "kind", "tiles"),
    [(800, 0.7, "drawing", 0), (1300, 0.7, "drawing-on-sheets", 2), (1300, SMALLEST, "drawing-on-sheets", 1)],
)
def test_a_drawing_of_a_print_stands_among_the_words_or_on_sheets_of_its_own(width, least, kind, tiles):
    block = PaperDrawing("A drawing", Scene(width, round(width * 1.05), "A drawing", "Of nothing.", ()), least).block()
    assert block["kind"] == kind
    assert len(block.get("tiles", ())) == tiles
