"""Coding passages of a review, changing and taking back, local codes; bad input. (Two coders: the next file.)"""

from __future__ import annotations

from datetime import date

import pytest

from sightline import trail
from sightline.access.models import Agency
from sightline.coding import book, changes, queries
from sightline.coding.changes import Refused
from sightline.coding.models import Coding
from sightline.reviews import changes as reviews
from sightline.trail.models import Entry
from tests.coding import REPORT, a_text, coded
from tests.library import a_finding, a_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(standing):
    return standing.review_officer


@pytest.fixture
def text(officer):
    return a_text(a_review(officer), officer)


def test_a_passage_is_coded_where_it_stands_emoji_and_all(officer, text):
    made = coded(text, officer, "own two 🙂.", "MULTI-ALL", note="Counted apart.")
    assert text.text[made.start : made.end] == "own two 🙂."
    assert (made.coder, made.polarity, made.note) == (officer, "-", "Counted apart.")
    assert not Entry.objects.get(verb="coding.code_passage").child


def test_blanks_at_its_ends_do_not_belong_to_a_passage(officer, text):
    start = text.text.index(" Each service")
    made = changes.code_passage(text, by=officer, start=start, end=start + 6, code="PROC-WNB", polarity="-")
    assert text.text[made.start : made.end] == "Each"


@pytest.mark.parametrize(
    ("start", "end", "code", "polarity", "says"),
    [
        (0, 0, "PROC-WNB", "-", "does not lie"),
        (5, 100_000, "PROC-WNB", "-", "does not lie"),
        (-4, 3, "PROC-WNB", "-", "does not lie"),
        (3, 4, "PROC-WNB", "-", "is empty"),
        (0, 3, "PROC-NONE", "-", "Choose a code"),
        (0, 3, "EXT-EFH", "-", "Choose a code"),  # off until switched on
        (0, 3, "PROC-WNB", "?", "concern or a strength"),
    ],
)
def test_what_is_no_passage_or_no_code_is_refused(officer, text, start, end, code, polarity, says):
    with pytest.raises(Refused, match=says):
        changes.code_passage(text, by=officer, start=start, end=end, code=code, polarity=polarity)
    assert not Coding.objects.exists()


def test_a_passage_chosen_in_another_wording_is_refused(officer, text):
    with pytest.raises(Refused, match="another wording"):
        changes.code_passage(text, by=officer, start=0, end=3, code="PROC-WNB", polarity="-", seen_digest="0" * 64)


def test_the_very_same_coding_twice_is_refused_and_breaks_nothing(officer, text):
    coded(text, officer, "Six")
    with pytest.raises(Refused, match="already"):
        coded(text, officer, "Six")
    assert coded(text, officer, "Six", polarity="+")
    assert Coding.objects.count() == 2


def test_a_changed_coding_stays_readable_with_why(officer, text):
    old = coded(text, officer, "Six appointments")
    new = changes.amend_coding(
        old,
        by=officer,
        start=old.start,
        end=old.end,
        code="MULTI-ALL",
        polarity="-",
        note="",
        because="Three services.",
    )
    assert [one.code for one in queries.codings_of(text, officer)] == ["MULTI-ALL"]
    (gone,) = queries.codings_of(text, officer, withdrawn=True)
    assert (gone.pk, gone.withdrawn_because, new.replaces) == (old.pk, "Three services.", old)
    with pytest.raises(Refused, match="meanwhile"):
        changes.withdraw_coding(old, by=officer, because="Again.")
    with pytest.raises(Refused, match="why"):
        changes.withdraw_coding(new, by=officer, because=" ")


def test_saving_what_stands_writes_nothing(officer, text):
    old = coded(text, officer, "Six")
    same = changes.amend_coding(
        old, by=officer, start=old.start, end=old.end, code=old.code, polarity="-", note="", because=""
    )
    assert same.pk == old.pk
    assert Coding.objects.count() == 1


def test_a_coding_is_its_coders_to_change(standing, officer, text):
    made = coded(text, officer, "Six")
    assert queries.find_coding(officer, made.key) == made
    assert queries.find_coding(standing.learning_lead, made.key) is None  # inside, and still not theirs
    assert queries.find_coding(standing.outsider, made.key) is None
    with pytest.raises(RuntimeError):
        made.delete()


def test_coding_and_its_trail_entry_stand_or_fall_together(officer, text, monkeypatch):
    def broken(**_):
        raise RuntimeError("no trail")

    monkeypatch.setattr(trail, "record", broken)
    with pytest.raises(RuntimeError):
        coded(text, officer, "Six")
    assert not Coding.objects.exists()


def test_a_finding_written_anew_is_another_text_and_its_codings_stay_with_the_old_words(officer, text):
    finding = a_finding(text.review, officer, "Six were missed.")
    old = changes.open_finding(finding, by=officer)
    assert changes.open_finding(finding, by=officer) == old
    coded(old, officer, "missed")
    finding = reviews.amend_finding(finding, by=officer, seen_version=1, text="Seven were.", polarity="-", codes=())
    new = changes.open_finding(finding, by=officer)
    assert new != old
    assert old.text == "Six were missed."
    assert len(queries.codings_of(old, officer)) == 1
    assert not queries.codings_of(new, officer)


def test_the_same_text_twice_is_one(officer, text):
    assert a_text(text.review, officer, REPORT) == text
    with pytest.raises(Refused, match="no words"):
        a_text(text.review, officer, " \n ")


def test_local_codes_have_days_and_a_theme_above_them(officer, text):
    add = {"by": officer, "from_on": date(2026, 1, 1)}
    made = changes.add_local_code(code="LOC-FERRY", name="Ferry", parent="MULTI-ALL", definition="Boats.", **add)
    changes.add_local_code(code="EXT-EFH", **add)
    assert coded(text, officer, "Six", "LOC-FERRY")
    assert coded(text, officer, "Six", "EXT-EFH")
    changes.end_local_code(made, by=officer, until_on=date(2026, 1, 2), because="Bridge.")
    with pytest.raises(Refused, match="Choose a code"):
        coded(text, officer, "nursery", "LOC-FERRY")
    for code, says in (("LOC-FERRY", "used before"), ("PROC-WNB", "38 themes"), ("FERRY", "begins with")):
        with pytest.raises(Refused, match=says):
            changes.add_local_code(code=code, name="x", parent="MULTI-ALL", **add)


def test_facets_are_coded_beside_themes(officer, text):
    assert coded(text, officer, "Six", "harm_type/NEGL").code == "harm_type/NEGL"


def test_an_agency_is_coded_by_its_kind_and_never_by_its_name(officer, text):
    made = coded(text, officer, "nursery", "agency/health_visitor")
    assert book.Names().of(made.code) == "Health visiting"
    agencies = {one.code for group in book.book(date(2026, 11, 26)) if group.name == "Agency" for one in group.codes}
    assert agencies == {f"agency/{kind}" for kind in Agency.Kind.values}
