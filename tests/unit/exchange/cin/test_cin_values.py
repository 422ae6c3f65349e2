"""What is read from a file, what is left empty, and what is said about it."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.exchange.cin import Severity
from sightline.exchange.cin.codes import code_list, factor
from tests.unit.exchange.cin.files import (
    a_child,
    a_cin_plan,
    a_file,
    a_protection_plan,
    an_assessment,
    an_episode,
    read,
)


def test_a_child_that_keeps_every_rule_gives_nothing_to_say() -> None:
    result = read(a_file(a_child()))
    assert result.issues == ()
    assert result.child.sex == "F"
    assert result.child.born == date(2018, 5, 5)
    assert result.child.disabilities == ("NONE",)
    (episode,) = result.child.episodes
    assert (episode.referral_date, episode.no_further_action) == (date(2025, 11, 1), False)
    assert [row.code for row in episode.assessments[0].factors] == ["3B"]


@pytest.mark.parametrize(
    ("reference", "start", "end"),
    [
        ("2024-03-31", date(2023, 4, 1), date(2024, 3, 31)),
        ("2023-03-31", date(2022, 4, 1), date(2023, 3, 31)),
        ("2024-02-29", date(2023, 3, 1), date(2024, 2, 29)),
    ],
)
def test_the_period_is_read_from_the_reference_date(reference: str, start: date, end: date) -> None:
    result = read(a_file(a_child(year=2024), year=2024).replace("2024-03-31", reference))
    assert (result.header.period_start, result.header.period_end) == (start, end)


def test_a_year_that_does_not_match_is_said_and_not_used() -> None:
    result = read(a_file(a_child()).replace("<Year>2026", "<Year>2025"))
    assert result.header.period_end == date(2026, 3, 31)
    assert result.rules() == {"100"}


@pytest.mark.parametrize(
    ("given", "sex", "indeterminate"), [("1", "M", False), ("2", "F", False), ("0", "U", False), ("9", "U", True)]
)
def test_gender_is_read_as_sex(given: str, sex: str, indeterminate: bool) -> None:
    result = read(a_file(a_child(year=2024, sex=f"<GenderCurrent>{given}</GenderCurrent>"), year=2024))
    assert (result.child.sex, result.child.indeterminate) == (sex, indeterminate)
    assert bool(result.issues) is indeterminate


def test_sex_as_a_number_is_read_with_a_warning() -> None:
    result = read(a_file(a_child(sex="<Sex>1</Sex>")))
    assert result.child.sex == "M"
    assert [(issue.field, issue.rule) for issue in result.warnings] == [("Sex", "4180")]
    assert result.refused == ()


def test_sex_and_gender_that_disagree_leave_both() -> None:
    result = read(a_file(a_child(sex="<GenderCurrent>1</GenderCurrent><Sex>F</Sex>")))
    assert result.child.sex is None
    assert "Sex and GenderCurrent say different things; neither was taken." in result.reasons()


@pytest.mark.parametrize(
    ("text", "answer"),
    [("true", True), ("TRUE", True), ("True", True), ("1", True), ("false", False), ("FALSE", False), ("0", False)],
)
def test_yes_and_no_in_every_form(text: str, answer: bool) -> None:
    episode = an_episode().replace("<ReferralNFA>false", f"<ReferralNFA>{text}")
    assert read(a_file(a_child(episode))).child.episodes[0].no_further_action is answer


def test_a_yes_or_no_in_other_words_is_left_empty() -> None:
    result = read(a_file(a_child(an_episode().replace("<ReferralNFA>false", "<ReferralNFA>Y"))))
    assert result.child.episodes[0].no_further_action is None
    assert [(issue.field, issue.rule) for issue in result.issues] == [("ReferralNFA", "8568")]


@pytest.mark.parametrize(
    "text", ["01/11/2025", "2025-02-30", "20251101", "2025-W01-1", "1 November", "٢٠٢٥-١١-٠١", "0000-01-01"]
)
def test_a_date_that_is_none_is_left_empty_and_never_repeated(text: str) -> None:
    file = a_file(a_child(an_episode().replace("2025-11-01", text)))
    result = read(file)
    assert result.child.episodes[0].referral_date is None
    line = 1 + file[: file.index(text)].count("\n")
    (note,) = [issue for issue in result.issues if issue.rule is None]
    assert (note.line, note.child, note.field) == (line, "C1", "CINreferralDate")
    assert text not in repr(result)


@pytest.mark.parametrize("text", ["2025-11-01Z", "2025-11-01+01:00", "2025-11-01T00:00:00"])
def test_a_zone_or_time_after_a_date_is_disregarded_with_a_note(text: str) -> None:
    result = read(a_file(a_child(an_episode().replace("2025-11-01", text))))
    assert result.child.episodes[0].referral_date == date(2025, 11, 1)
    assert result.reasons() == ["CINreferralDate has a time or zone after the date; only the date was read."]


def test_previous_plans_may_be_none_at_all() -> None:
    plan = a_protection_plan("2025-12-03")
    assert read(a_file(a_child(an_episode(after=plan)))).child.episodes[0].protection_plans[0].previous_plans == 0


def test_an_unknown_factor_is_refused_and_its_neighbours_are_read() -> None:
    episode = an_episode(an_assessment("2025-11-04", "2025-12-02", ["1C", "RB", "6B"]))
    result = read(a_file(a_child(episode)))
    assert [row.code for row in result.child.episodes[0].assessments[0].factors] == ["1C", "6B"]
    assert result.modules["AssessmentFactors"] == 3
    (refused,) = result.refused
    assert (refused.field, refused.severity) == ("AssessmentFactors", Severity.REFUSED)


def test_codes_in_small_letters_are_read() -> None:
    result = read(a_file(a_child(an_episode().replace("N1", "n1"))))
    assert result.child.episodes[0].primary_need == "N1"
    assert result.reasons() == ["PrimaryNeedCode is written in small letters; it was read."]


def test_no_disabilities_group_is_not_the_same_as_none() -> None:
    assert read(a_file(a_child(traits="<Ethnicity>WBRI</Ethnicity>"))).child.disabilities is None
    empty = "<Ethnicity>WBRI</Ethnicity><Disabilities/>"
    assert read(a_file(a_child(traits=empty))).child.disabilities is None


def test_a_value_given_twice_is_read_once_if_it_is_the_same() -> None:
    result = read(a_file(a_child(an_episode(closed="<CINclosureDate>2026-01-05</CINclosureDate>" * 2))))
    assert result.child.episodes[0].closure_date == date(2026, 1, 5)
    assert "CINclosureDate is given more than once, with the same value; it was read once." in result.reasons()


def test_two_different_values_leave_the_field_empty() -> None:
    closed = "<CINclosureDate>2026-01-05</CINclosureDate><CINclosureDate>2026-02-05</CINclosureDate>"
    result = read(a_file(a_child(an_episode(closed=closed))))
    assert result.child.episodes[0].closure_date is None
    assert "CINclosureDate is given more than once, with different values; it was left empty." in result.reasons()


def test_a_child_without_an_id_is_refused_and_the_next_is_read() -> None:
    text = a_file(a_child(id=""), a_child(id="C2"))
    result = read(text)
    assert [child.lachild_id for child in result.children] == ["C2"]
    assert [(issue.rule, issue.child) for issue in result.refused] == [("8500", "")]
    assert result.modules["CINdetails"] == 2


def test_two_ids_on_one_child_refuse_it() -> None:
    result = read(a_file(a_child(more="<LAchildID>C9</LAchildID>")))
    assert result.children == ()
    assert result.refused[0].reason.startswith("The child has two different LAchildIDs")


def test_the_same_id_with_other_details_is_refused() -> None:
    result = read(a_file(a_child(), a_child(sex="<Sex>M</Sex>")))
    assert result.child.sex == "F"
    assert [(issue.rule, issue.child) for issue in result.refused] == [("8510", "C1")]


def test_the_same_child_word_for_word_is_read_once() -> None:
    result = read(a_file(a_child(), a_child()))
    assert len(result.children) == 1
    assert result.refused == ()
    assert result.rules() == {"8510"}


def test_everything_on_one_line_reads_the_same() -> None:
    text = a_file(a_child(), a_child(id="C2"))
    flat = "".join(line.strip() for line in text.splitlines())
    assert [child.lachild_id for child in read(flat).children] == ["C1", "C2"]
    assert read(flat).children == read(text).children


def test_stray_text_is_left_out_with_its_line() -> None:
    result = read(a_file(a_child(more="<UPNunknown>UN3</UPNunknown>PersonBirthDate\n")))
    assert result.child.born == date(2018, 5, 5)
    (note,) = result.issues
    assert (note.line, note.child, note.field) == (9, "C1", "ChildIdentifiers")
    assert note.reason == "There is text between the elements of ChildIdentifiers; it was left out."


def test_modules_in_another_order_read_the_same_with_one_note() -> None:
    moved = an_episode("", after=an_assessment("2025-11-04", "2025-12-02", ["3B"]))
    result = read(a_file(a_child(moved), a_child(moved, id="C2")))
    assert len(result.children[0].episodes[0].assessments) == 1
    (note,) = result.issues
    assert (note.field, note.count) == ("Assessments", 2)


def test_an_unknown_element_is_left_out_with_its_contents() -> None:
    extra = "<Nationality><Country>GB</Country></Nationality>"
    result = read(a_file(a_child(more=extra), a_child(id="C2", more=extra)))
    assert len(result.children) == 2
    (note,) = result.issues
    assert (note.field, note.count) == ("Nationality", 2)


def test_a_row_in_the_wrong_place_is_counted_and_refused() -> None:
    text = a_file(a_child()).replace("</ChildCharacteristics>", "</ChildCharacteristics>" + a_cin_plan("2025-12-05"))
    result = read(text)
    assert result.modules["CINPlanDates"] == 1
    assert result.child.episodes[0].cin_plans == ()
    (refused,) = result.refused
    assert (refused.child, refused.field) == ("C1", "CINPlanDates")


def test_other_capital_letters_are_read() -> None:
    plan = a_cin_plan("2025-12-05").replace("CINPlanDates", "CINplanDates")
    result = read(a_file(a_child(an_episode(after=plan))))
    assert result.child.episodes[0].cin_plans[0].starts == date(2025, 12, 5)
    assert result.modules["CINPlanDates"] == 1


@pytest.mark.parametrize("prefix", ["", "cin:"])
def test_a_namespace_is_read_by_plain_names_with_a_note(prefix: str) -> None:
    text = a_file(a_child())
    if prefix:
        text = text.replace("</", "</\0").replace("<", "<cin:").replace("<cin:/\0", "</cin:").replace("\0", "")
    colon = ":cin" if prefix else ""
    text = text.replace(f"<{prefix}Message>", f'<{prefix}Message xmlns{colon}="urn:x">')
    result = read(text)
    assert result.child.lachild_id == "C1"
    assert result.reasons() == [
        "The elements have an XML namespace, which the census does not; they were read by their plain names."
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_a_declared_character_set_is_read(encoding: str) -> None:
    declared = "utf-8" if encoding == "utf-8-sig" else encoding
    text = f'<?xml version="1.0" encoding="{declared}"?>' + a_file(a_child(id="Zoë1"))
    assert read(text.encode(encoding)).child.lachild_id == "Zoë1"


def test_no_children_is_said() -> None:
    result = read(a_file())
    assert result.children == ()
    assert result.reasons() == ["The file holds no child that could be read."]


def test_an_issue_never_repeats_what_the_file_says_about_a_child() -> None:
    secret = "Smith"
    identifiers = f"<UPN>{secret}</UPN><FormerUPN>{secret}</FormerUPN><UPNunknown>{secret}</UPNunknown>"
    traits = f"<Ethnicity>{secret}</Ethnicity><Disabilities><Disability>{secret}</Disability></Disabilities>{secret}"
    episode = an_episode(an_assessment(secret, secret, [secret])).replace("N1", secret).replace(">1A<", f">{secret}<")
    result = read(a_file(a_child(episode, more=identifiers, traits=traits, sex=f"<Sex>{secret}</Sex>")))
    assert len(result.issues) >= 10
    assert secret not in repr(result.issues)


def test_an_endless_value_is_left_empty() -> None:
    result = read(a_file(a_child(more=f"<UPN>{'9' * 200_000}</UPN>")))
    assert result.child.upn is None
    assert len(repr(result)) < 10_000


@pytest.mark.parametrize("year", range(2020, 2028))
def test_every_list_of_every_year_has_labels(year: int) -> None:
    for name in ("ethnicity", "disability", "referral_source", "primary_need", "closure_reason", "factors", "sex"):
        codes = [code for code in code_list(name).values() if code.in_use(year)]
        assert codes
        assert all(code.label.strip() for code in codes)


def test_factors_know_their_topic_and_whom_they_are_about() -> None:
    topics = {code: factor(code).topic for code in ("1C", "2A", "3B", "4C", "5A", "6B", "11A", "16A", "12A", "20")}
    assert topics == {
        "1C": "alcohol", "2A": "drugs", "3B": "domestic_abuse", "4C": "mental_health", "5A": "learning_disability",
        "6B": "physical_illness", "11A": "cse", "16A": "neglect", "12A": None, "20": None,
    }  # fmt: skip
    assert factor("3A").subject_words == "the child"
    assert factor("3B").subject_words == "carer, not identified"
    assert factor("3C").subject_words == "another person in the household, not identified"
    assert factor("21").subject_words is None
    assert factor("8A") is None
