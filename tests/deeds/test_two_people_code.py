"""A second coder is blind until both are done: in pages, lists, counts, suggestions and files; then the two compare."""

from __future__ import annotations

import pytest

from sightline.coding import changes, queries
from sightline.coding.changes import Refused
from sightline.coding.found import passages_found
from sightline.coding.models import Coding
from sightline.reviews import changes as reviews
from sightline.reviews.queries import theme_counts
from tests.coding import a_text, coded, fresh, two_code
from tests.library import a_finding, a_review
from tests.records import signed_in

pytestmark = pytest.mark.django_db
SECRET = "zanzibar-note"


@pytest.fixture
def people(standing):
    return standing


@pytest.fixture
def text(people):
    review = a_review(people.review_officer)
    for worker in (people.social_worker, people.supervisor):
        reviews.name_member(review, by=people.review_officer, worker=worker, level=1)
    return a_text(review, people.review_officer)


@pytest.fixture
def double(people, text):
    """The practitioner has coded; the supervisor has coded something else; neither is done."""
    made = two_code(text, people.review_officer, people.social_worker, people.supervisor)
    coded(text, people.social_worker, "Six appointments were missed", "PROC-WNB", note=SECRET)
    coded(text, people.social_worker, "Nobody asked the nursery", "INFO-VERIFY")
    coded(text, people.supervisor, "Nobody asked the nursery, who saw him", "INFO-VERIFY")
    return made


def both_finish(double):
    for coder in (double.first, double.second):
        double = changes.finish(double, by=coder)
    return double


def everything_shown(worker, text) -> str:
    """Every page of the room and of the themes, as one text."""
    client = signed_in(worker)
    paths = [
        f"/reviews/{text.review.key}/coding/", f"/coding/{text.key}/", f"/coding/{text.key}/suggestions/",
        f"/coding/{text.key}/compare/", f"/reviews/{text.review.key}/", "/themes/", "/themes/PROC-WNB/",
        "/themes/patterns/",
    ]  # fmt: skip
    return "".join(client.get(path).content.decode() for path in paths)


def test_each_sees_their_own_alone_and_a_lead_sees_none(people, text, double):
    text = fresh(text, people.supervisor)
    assert {one.coder for one in queries.codings_of(text, people.supervisor)} == {people.supervisor}
    assert {one.coder for one in queries.codings_of(text, people.social_worker)} == {people.social_worker}
    assert queries.codings_of(text, people.review_officer) == []
    assert queries.codings_of(text, people.learning_lead) == []


def test_no_page_tells_the_second_or_a_lead_what_the_first_coded(people, text, double):
    changes.withdraw_coding(
        coded(text, people.social_worker, "left", note=SECRET), by=people.social_worker, because=SECRET
    )
    for worker in (people.supervisor, people.review_officer, people.learning_lead):
        shown = everything_shown(worker, text)
        assert SECRET not in shown
        assert "2 codings" not in shown
        assert "3 codings" not in shown
        assert "Found so far: 1" not in shown
        assert '<dd class="govuk-summary-list__value">1 review' not in shown
    assert SECRET in everything_shown(people.social_worker, text)


def test_no_count_has_them_until_both_are_done(people, text, double):
    assert passages_found() == []
    assert theme_counts(people.review_officer)["PROC-WNB"].findings == 0
    both_finish(double)
    assert [(one.code, one.polarity) for one in passages_found()] == [("INFO-VERIFY", "-")]  # the other is not settled
    assert theme_counts(people.review_officer)["INFO-VERIFY"].findings == 1


def test_an_earlier_passage_of_a_text_still_being_coded_suggests_nothing(people, text, double):
    words = "The clinic letters about six missed appointments went out in six months."
    other = a_text(text.review, people.review_officer, words, title="Another")
    client = signed_in(people.supervisor)
    assert "Overview report" not in client.get(f"/coding/{other.key}/suggestions/").content.decode()
    both_finish(double)
    assert "Overview report" in client.get(f"/coding/{other.key}/suggestions/").content.decode()


def test_the_comparing_page_is_not_there_before(people, text, double):
    assert signed_in(people.review_officer).get(f"/coding/{text.key}/compare/").status_code == 404
    with pytest.raises(ValueError, match="before both are done"):
        queries.compared(double)
    with pytest.raises(Refused, match="Both must have finished"):
        changes.settle(double, by=people.supervisor, code="PROC-WNB", start=0, end=28, outcome="first", reason="x")
    changes.finish(double, by=people.social_worker)
    assert queries.codings_of(fresh(text, people.social_worker), people.social_worker) != []
    assert {one.coder for one in queries.codings_of(text, people.social_worker)} == {people.social_worker}
    assert signed_in(people.social_worker).get(f"/coding/{text.key}/compare/").status_code == 404


def test_who_is_done_codes_no_more_and_nobody_else_codes(people, text, double):
    mine = Coding.objects.filter(coder=people.social_worker).first()
    changes.finish(double, by=people.social_worker)
    for worker, says in ((people.social_worker, "you are done"), (people.learning_lead, "Nobody else does")):
        with pytest.raises(Refused, match=says):
            coded(text, worker, "Friday")
    with pytest.raises(Refused, match="you are done"):
        changes.withdraw_coding(mine, by=people.social_worker, because="No.")
    coded(text, people.supervisor, "Friday")
    with pytest.raises(Refused, match="already"):
        changes.finish(double, by=people.social_worker)
    with pytest.raises(Refused, match="not one of the two"):
        changes.finish(double, by=people.review_officer)


def test_who_saw_the_codings_is_no_blind_second_coder(people, text):
    coded(text, people.social_worker, "Friday")
    signed_in(people.supervisor).get(f"/coding/{text.key}/")
    with pytest.raises(Refused, match="has already seen"):
        two_code(text, people.review_officer, people.social_worker, people.supervisor)
    assert two_code(text, people.review_officer, people.social_worker, people.learning_lead)


def test_who_saw_them_in_a_suggestion_is_no_blind_second_coder_either(people, text):
    coded(text, people.social_worker, "Six appointments were missed in six months")
    other = a_text(
        text.review, people.review_officer, "Six eye appointments were missed in seven months.", title="Other"
    )
    signed_in(people.supervisor).get(f"/coding/{other.key}/suggestions/")
    with pytest.raises(Refused, match="has already seen"):
        two_code(text, people.review_officer, people.social_worker, people.supervisor)


def test_where_it_would_not_be_blind_or_not_two_it_is_refused(people, text):
    officer = people.review_officer
    finding = changes.open_finding(a_finding(text.review, officer), by=officer)
    cases = [
        (finding, people.social_worker, people.supervisor, "coded to themes already"),
        (text, people.supervisor, people.supervisor, "two different people"),
        (text, people.supervisor, people.outsider, "not inside this review"),
    ]
    for thing, first, second, says in cases:
        with pytest.raises(Refused, match=says):
            two_code(thing, officer, first, second)
    coded(text, people.learning_lead, "Friday")
    with pytest.raises(Refused, match="Somebody else has coded"):
        two_code(text, officer, people.social_worker, people.supervisor)


def test_then_they_compare_and_settle_with_a_reason(people, text, double):
    coded(text, people.supervisor, "wrote down how the baby was", "PROC-RECVOICE", "+")
    double = both_finish(double)
    found = queries.compared(double)
    assert [(one.code, len(one.first), len(one.second)) for one in found.differences] == [
        ("PROC-WNB", 1, 0),
        ("PROC-RECVOICE", 0, 1),
    ]
    page = signed_in(people.review_officer).get(f"/coding/{text.key}/compare/").content.decode()
    assert SECRET in page
    assert "1.00" in page
    assert "0.00" in page
    one, other = found.differences
    spot = {"code": one.code, "start": one.span.start, "end": one.span.end}
    for wrong, says in (
        ({**spot, "outcome": "first", "reason": " "}, "reason"),
        ({**spot, "outcome": "second", "reason": "x"}, "did not use"),
        ({**spot, "code": "HARM-TRIO", "outcome": "first", "reason": "x"}, "no such difference"),
    ):
        with pytest.raises(Refused, match=says):
            changes.settle(double, by=people.supervisor, **wrong)
    changes.settle(double, by=people.supervisor, outcome="first", reason="Six is a pattern.", **spot)
    changes.settle(
        double, by=people.supervisor, code=other.code, start=other.span.start, end=other.span.end, outcome="neither",
        reason="Praise without practice.",
    )  # fmt: skip
    assert {(row.code, row.polarity) for row in passages_found()} == {("INFO-VERIFY", "-"), ("PROC-WNB", "-")}
    changes.settle(double, by=people.supervisor, outcome="neither", reason="On second thoughts.", **spot)
    assert {row.code for row in passages_found()} == {"INFO-VERIFY"}  # the latest counts, and both stay readable
    assert "Six is a pattern." in signed_in(people.supervisor).get(f"/coding/{text.key}/compare/").content.decode()
