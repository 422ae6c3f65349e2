"""Writing a finding, coding it to themes, writing it anew; two people at once."""

from __future__ import annotations

import pytest

from sightline.domain.themes import UnknownTheme
from sightline.people.facts import ChangedMeanwhile
from sightline.reviews import changes, queries
from sightline.reviews.changes import Refused, codes_of
from sightline.trail.models import Entry
from tests.library import a_finding, a_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(standing):
    return a_review(standing.review_officer)


@pytest.fixture
def finding(standing, review):
    return a_finding(review, standing.review_officer, "Six were missed.", "MULTI-ALL", "PROC-WNB")


def amend(finding, by, text="Seven were missed.", version=1, codes=("PROC-WNB",), polarity="-"):
    return changes.amend_finding(finding, by=by, seen_version=version, text=text, polarity=polarity, codes=codes)


def test_findings_are_numbered_and_coded(standing, review, finding):
    second = a_finding(review, standing.review_officer)
    assert (finding.number, second.number) == (1, 2)
    assert codes_of(finding) == ["PROC-WNB", "MULTI-ALL"]


def test_a_theme_that_does_not_exist_writes_nothing(standing, review):
    with pytest.raises(UnknownTheme):
        a_finding(review, standing.review_officer, "Text.", "PROC-NONE")
    assert not review.findings.exists()


def test_the_earlier_wording_and_themes_stay_readable(standing, finding):
    now = amend(finding, standing.review_officer)
    assert (now.text, now.version, codes_of(now)) == ("Seven were missed.", 2, ["PROC-WNB"])
    old = now.past.get()
    assert (old.text, old.version, old.themes) == ("Six were missed.", 1, ["PROC-WNB", "MULTI-ALL"])
    assert finding.themes.filter(code="MULTI-ALL").exclude(withdrawn_at=None).exists()


def test_saving_what_stands_already_writes_nothing(standing, finding):
    same = amend(finding, standing.review_officer, "Six were missed.", codes=("MULTI-ALL", "PROC-WNB"))
    assert (same.version, same.past.count()) == (1, 0)
    assert not Entry.objects.filter(verb="reviews.amend_finding").exists()


def test_the_second_of_two_is_told_and_overwrites_nothing(standing, finding):
    amend(finding, standing.review_officer, "First.")
    with pytest.raises(ChangedMeanwhile):
        amend(finding, standing.review_officer, "Second.")
    finding.refresh_from_db()
    assert finding.text == "First."


def test_one_more_theme_and_one_fewer(standing, finding):
    now = changes.code_finding(finding, by=standing.review_officer, code="INFO-VERIFY", polarity="-", seen_version=1)
    now = changes.withdraw_coding(now, by=standing.review_officer, code="MULTI-ALL", seen_version=2)
    assert codes_of(now) == ["PROC-WNB", "INFO-VERIFY"]
    with pytest.raises(Refused):
        changes.withdraw_coding(now, by=standing.review_officer, code="MULTI-ALL", seen_version=3)


def test_a_theme_may_come_back_after_it_was_withdrawn(standing, finding):
    now = changes.withdraw_coding(finding, by=standing.review_officer, code="MULTI-ALL", seen_version=1)
    now = changes.code_finding(now, by=standing.review_officer, code="MULTI-ALL", polarity="-", seen_version=2)
    assert codes_of(now) == ["PROC-WNB", "MULTI-ALL"]


@pytest.mark.parametrize("deed", ["record", "amend", "code", "withdraw"])
def test_a_broken_trail_undoes_it(standing, review, finding, monkeypatch, deed):
    by = standing.review_officer

    def broken(**_entry):
        raise RuntimeError("no trail")

    monkeypatch.setattr("sightline.trail.record", broken)
    deeds = {
        "record": lambda: a_finding(review, by),
        "amend": lambda: amend(finding, by),
        "code": lambda: changes.code_finding(finding, by=by, code="INFO-VERIFY", polarity="-", seen_version=1),
        "withdraw": lambda: changes.withdraw_coding(finding, by=by, code="PROC-WNB", seen_version=1),
    }
    with pytest.raises(RuntimeError):
        deeds[deed]()
    finding.refresh_from_db()
    assert (finding.text, finding.version, codes_of(finding)) == ("Six were missed.", 1, ["PROC-WNB", "MULTI-ALL"])
    assert (review.findings.count(), finding.past.count()) == (1, 0)


def test_a_practitioner_named_on_the_review_finds_it_and_an_outsider_does_not(standing, review, finding):
    changes.name_member(review, by=standing.review_officer, worker=standing.social_worker, level=1)
    assert queries.find_finding(standing.social_worker, finding.key) == finding
    assert queries.find_finding(standing.social_worker, finding.key, "finding.change") is None
    assert queries.find_finding(standing.outsider, finding.key) is None
