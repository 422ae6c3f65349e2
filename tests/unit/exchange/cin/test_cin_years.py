"""What differs from one census year to the next, and keys that stay the same across them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.exchange.cin.files import (
    a_child,
    a_cin_plan,
    a_file,
    a_protection_plan,
    an_assessment,
    an_enquiry,
    an_episode,
    read,
)
from tools.make_cin_census import write


@pytest.mark.parametrize("year", range(2020, 2028))
def test_a_whole_file_of_each_year_reads_without_a_word(year: int, tmp_path: Path) -> None:
    counts = write(tmp_path / "c.xml", year, 120, seed=year)
    result = read((tmp_path / "c.xml").read_bytes())
    assert result.issues == ()
    assert len(result.children) == 120
    assert result.modules == {name: counts.get(name, 0) for name in result.modules}


def reasons(year: int, episode: str, **child: str) -> list[str]:
    return read(a_file(a_child(episode, year=year, **child), year=year)).reasons()


@pytest.mark.parametrize(
    ("code", "first", "last"), [("18A", 2020, 2020), ("19A", 2020, 2020), ("18B", 2021, 2027), ("24A", 2022, 2027)]
)
def test_factors_come_and_go_but_are_kept(code: str, first: int, last: int) -> None:
    for year in range(2020, 2028):
        episode = an_episode(an_assessment(f"{year - 1}-11-04", f"{year - 1}-12-02", [code]), year=year)
        result = read(a_file(a_child(episode, year=year), year=year))
        assert [row.code for row in result.child.episodes[0].assessments[0].factors] == [code]
        assert bool(result.warnings) is not (first <= year <= last)


def test_referral_from_early_help_and_closure_to_it_since_2023() -> None:
    closed = "<CINclosureDate>{}-12-20</CINclosureDate><ReasonForClosure>RC9</ReasonForClosure>"
    for year, words in ((2022, 2), (2023, 0)):
        episode = an_episode(year=year, closed=closed.format(year - 1)).replace(">1A<", ">5D<")
        assert len(reasons(year, episode)) == words


def test_child_in_need_plans_since_2022() -> None:
    for year, words in ((2021, 1), (2022, 0)):
        plan = a_cin_plan(f"{year - 1}-12-05")
        assert len(reasons(year, an_episode(an_assessment(f"{year - 1}-11-04", f"{year - 1}-12-02", ["3B"]) + plan,
                                            year=year))) == words  # fmt: skip


def test_sex_since_2025_and_gender_before() -> None:
    for year, field, words in (
        (2024, "GenderCurrent", 0),
        (2024, "Sex", 1),
        (2025, "GenderCurrent", 1),
        (2025, "Sex", 0),
    ):
        given = {"GenderCurrent": "<GenderCurrent>2</GenderCurrent>", "Sex": "<Sex>F</Sex>"}[field]
        result = read(a_file(a_child(year=year, sex=given), year=year))
        assert result.child.sex == "F"
        assert len(result.issues) == words


def test_limits_on_the_id_since_2025() -> None:
    for year, rules in ((2024, set()), (2025, {"1570", "1580"})):
        assert read(a_file(a_child(id="an_id_with_marks_and_length", year=year), year=year)).rules() == rules


def test_pre_proceedings_as_the_one_known_sample_has_them() -> None:
    row = (
        "<PreProceedingsandFGDM><PPStartDate>2026-12-20</PPStartDate><LBPSentDate>2026-12-18</LBPSentDate>"
        "<FGDMMeetingOffer>1</FGDMMeetingOffer><FGDMMeetingFac>0</FGDMMeetingFac>"
        "<ReviewMeetingsCount>2</ReviewMeetingsCount><PPOutcome>A</PPOutcome></PreProceedingsandFGDM>"
    )
    result = read(a_file(a_child(an_episode(year=2027, after=row), year=2027), year=2027))
    assert result.issues == ()
    (given,) = result.child.episodes[0].pre_proceedings
    assert (given.family_meeting_offered, given.family_meeting_held) == (True, False)
    assert (given.review_meetings, given.outcome) == (2, "A")
    assert result.modules["PreProceedingsandFGDM"] == 1


# Keys --------------------------------------------------------------------------------------------------------------


def keys(*episodes: str) -> list[str]:
    child = read(a_file(a_child(*episodes))).child
    rows = [
        *child.episodes,
        *child.assessments(),
        *child.cin_plans(),
        *child.enquiries(),
        *child.protection_plans(),
        *(review for plan in child.protection_plans() for review in plan.reviews),
        *(factor for assessment in child.assessments() for factor in assessment.factors),
    ]
    found = [f"{row.key.child} {row.key}" for row in rows]
    assert len(set(found)) == len(found)
    return found


FULL = an_episode(
    an_assessment("2025-11-04", "2025-12-02", ["3B", "16A"]) + an_enquiry("2025-11-06", "2025-11-20"),
    after=a_protection_plan("2025-11-20", reviews=["2026-02-10"]),
)


def test_an_end_filled_in_later_changes_no_key() -> None:
    ended = FULL.replace("</CPPstartDate>", "</CPPstartDate><CPPendDate>2026-03-01</CPPendDate>").replace(
        "<PrimaryNeedCode>", "<CINclosureDate>2026-03-20</CINclosureDate><PrimaryNeedCode>"
    )
    assert keys(FULL) == keys(ended)


def test_a_row_more_changes_no_key_of_the_others() -> None:
    earlier = an_assessment("2025-06-04", "2025-07-02", ["4B"])
    more = FULL.replace("<Assessments>", earlier + "<Assessments>", 1).replace(
        "<AssessmentFactors>3B", "<AssessmentFactors>1B</AssessmentFactors><AssessmentFactors>3B"
    )
    assert set(keys(FULL)) < set(keys(more))
    assert set(keys(FULL)) < set(keys(an_episode("").replace("2025-11-01", "2025-05-01"), FULL))


def test_the_same_row_twice_is_kept_twice() -> None:
    twice = an_episode(an_assessment("2025-11-04", "2025-12-02", ["3B", "3B"]) * 2)
    found = keys(twice)
    assert "C1 Assessments/2025-11-04/1" in found
    assert "C1 Assessments/2025-11-04/2" in found
    assert len([key for key in found if "AssessmentFactors/3B" in key]) == 4


def test_a_row_without_its_start_is_kept_as_undated() -> None:
    assert "C1 Assessments/undated/1" in keys(an_episode(an_assessment("soon", "2025-12-02", ["3B"])))
