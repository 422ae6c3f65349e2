"""SurveyMonkey exports, in the shapes people send them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sightline.exchange.survey import read_survey
from tests.unit.exchange.survey.files import a_monkey, read, shape

SAMPLES = Path("tests/samples/survey")


def test_a_real_export_with_a_contact_block() -> None:
    reading = read_survey(str(SAMPLES / "doubleheadr_demo.csv"))
    (one,) = reading.questions
    assert (one.text, one.type, one.columns) == (
        "I wish it would have snowed more this winter.",
        "single_choice",
        (12,),
    )
    assert one.options == ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")
    assert len(reading.rows) == 7
    assert reading.dropped[0] == "Name"
    assert len(reading.dropped) == 10
    assert not [cell for row in reading.rows for cell in row[:11] if cell], "nothing personal is kept"


def test_a_real_export_with_markup_and_commas_in_a_question() -> None:
    reading = read_survey(str(SAMPLES / "steak-risk-survey.csv"))
    assert len(reading.rows) == 550
    assert len(reading.questions) == 14
    assert {one.type for one in reading.questions} == {"single_choice"}
    assert reading.questions[0].text.startswith(
        "Consider the following hypothetical situations: In Lottery A, you have"
    )
    assert set(reading.questions[11].options) >= {"$0 - $24,999", "$150,000+"}


TOP = ["How sure?", "", "Which help?", "", "", "Put in order", "", "", "Where?", "", "Anything else?"]
SECOND = [
    "Sharing", "Recording", "Supervision", "Training", "Other (please specify)", "Time", "Skills", "Trust", "Response",
    "Other (please specify)", "Open-Ended Response",
]  # fmt: skip
ANSWERS = (
    ["Very sure", "Not sure", "Supervision", "", "", "1", "2", "3", "Leicester", "", "Thank you"],
    ["Not sure", "Fairly sure", "Supervision", "Training", "A film", "3", "2", "1", "Rutland", "", ""],
    ["Very sure", "Very sure", "", "Training", "", "1", "N/A", "2", "", "Abroad", "It was a good day, mostly"],
)
READ = [
    ("How sure?", "matrix", {"Very sure", "Not sure", "Fairly sure"}),
    ("Which help?", "multiple_choice", {"Supervision", "Training"}),
    ("Put in order", "ranking", {"Time", "Skills", "Trust"}),
    ("Where?", "single_choice", {"Leicester", "Rutland"}),
    ("Anything else?", "text", set()),
]


def test_two_header_rows() -> None:
    reading = read(a_monkey(TOP, SECOND, *ANSWERS))
    assert reading.header_rows == 2
    assert [(t, k, set(o)) for t, k, o in shape(reading.questions)] == READ
    assert [one.columns for one in reading.questions] == [
        (10, 11), (12, 13, 14), (15, 16, 17), (18, 19), (20,),
    ]  # fmt: skip
    assert [one.other for one in reading.questions] == [None, 14, None, 19, None]
    assert reading.questions[0].items == ("Sharing", "Recording")
    assert reading.dropped == ("IP Address", "Email Address", "First Name", "Last Name", "Custom Data 1")
    assert len(reading.rows) == 3


def test_the_question_repeated_instead_of_blanks() -> None:
    top = ["How sure?"] * 2 + ["Which help?"] * 3 + ["Put in order"] * 3 + ["Where?"] * 2 + ["Anything else?"]
    reading = read(a_monkey(top, SECOND, *ANSWERS))
    assert [(t, k, set(o)) for t, k, o in shape(reading.questions)] == READ


def test_both_header_rows_merged_into_one() -> None:
    full = [top or next(t for t in reversed(TOP[:n]) if t) for n, top in enumerate(TOP)]
    top = [f"{text} - {part}" for text, part in zip(full, SECOND)]
    reading = read(a_monkey(top, None, *ANSWERS))
    assert reading.header_rows == 1
    assert [(t, k, set(o)) for t, k, o in shape(reading.questions)] == READ


def test_the_second_row_deleted() -> None:
    reading = read(a_monkey(TOP, None, *ANSWERS))
    assert reading.header_rows == 1
    assert len(reading.rows) == 3, "the first answer is no heading"
    kinds = {one.text: one.type for one in reading.questions}
    assert kinds["How sure?"] == "matrix"
    assert kinds["Put in order"] == "ranking"


def test_no_column_of_respondents() -> None:
    rows = [TOP, SECOND, *[list(answer) for answer in ANSWERS]]
    reading = read(rows)
    assert reading.header_rows == 2
    assert reading.identifier is None
    assert [(t, k, set(o)) for t, k, o in shape(reading.questions)] == READ
    assert reading.questions[0].columns == (1, 2)


def test_no_respondents_and_single_questions_only() -> None:
    reading = read([["Ready?", "Why?"], ["Response", "Open-Ended Response"], ["Yes", "Because"], ["No", "We are not"]])
    assert (reading.header_rows, len(reading.rows)) == (2, 2)
    assert [one.type for one in reading.questions] == ["single_choice", "text"]


def test_older_columns_and_only_the_number() -> None:
    older = [
        "RespondentID",
        "CollectorID",
        "StartDate",
        "EndDate",
        "IP Address",
        "Email Address",
        "First Name",
        "LastName",
        "Custom Data",
    ]
    rows = [[*older, "Ready?"], [*[""] * 9, "Response"], ["1", "2", "", "", "", "", "", "", "", "Yes"]]
    assert len(read(rows).dropped) == 5
    cut = read([["Respondent ID", "Ready?"], ["", "Response"], ["1", "Yes"], ["2", "No"]])
    assert (cut.questions[0].columns, cut.identifier) == ((2,), 1)


def test_numbers_in_place_of_words() -> None:
    answers = (
        ["5", "2", "1", "", "", "1", "2", "3", "1", "", ""],
        ["2", "4", "1", "2", "", "3", "1", "2", "2", "", ""],
        ["5", "5", "", "2", "", "1", "2", "3", "2", "", "x"],
    )
    reading = read(a_monkey(TOP, SECOND, *answers))
    assert [one.type for one in reading.questions] == ["matrix", "multiple_choice", "ranking", "single_choice", "text"]
    assert reading.questions[0].options == ("2", "4", "5")
    assert reading.questions[1].options == ("Supervision", "Training")


def test_the_same_question_twice_is_kept_apart_by_column() -> None:
    reading = read(
        a_monkey(["How was it?", "How was it?"], ["Response", "Response"], ["Good", "Poor"], ["Poor", "Good"])
    )
    assert [one.columns for one in reading.questions] == [(10,), (11,)]
    assert any("asked 2 times (columns 10 and 11)" in line for line in reading.warnings)


def test_the_same_matrix_twice_in_the_short_form() -> None:
    rows = a_monkey(
        ["How sure?"] * 4, ["A", "B", "A", "B"], ["Very", "Not", "Not", "Not"], ["Not", "Not", "Very", "Not"]
    )
    rows[0][9:13] = ["How sure?"] * 4
    reading = read(rows)
    assert [one.columns for one in reading.questions] == [(10, 11), (12, 13)]


def test_blanks_markup_and_entities_in_headings() -> None:
    reading = read(a_monkey(['How\u00a0<b>sure</b><br>are&nbsp;you,\n"really", <18 or not?'], ["Response"], ["Yes"]))
    assert reading.questions[0].text == 'How sure are you, "really", <18 or not?'


def test_a_matrix_of_boxes() -> None:
    second = ["GP - Called", "GP - Met", "School - Called", "School - Met"]
    reading = read(a_monkey(["Whom?", "", "", ""], second, ["Called", "", "Called", "Met"], ["", "Met", "", "Met"]))
    (one,) = reading.questions
    assert (one.type, one.options, one.items) == ("matrix", ("Called", "Met"), ("GP", "School"))


def test_personal_questions_under_other_names_are_dropped() -> None:
    top = ["What is your name?", "Your work email", "How may we reach you?", "Ready?"]
    answers = [["Pat", "", "pat@example.org", "Yes"], ["Sam", "s@example.org", "sam@example.org", "No"]]
    reading = read(a_monkey(top, ["Open-Ended Response"] * 3 + ["Response"], *answers))
    assert [one.text for one in reading.questions] == ["Ready?"]
    assert set(reading.dropped) >= set(top[:3])
    assert not [cell for row in reading.rows for cell in row if "@" in cell or cell in ("Pat", "Sam")]


@pytest.mark.parametrize(
    ("starts", "order"),
    [
        (("10/13/2026 9:05", "10/02/2026 9:05"), "month first"),
        (("13/10/2026 9:05", "02/10/2026 9:05"), "day first"),
        (("2026-10-13 9:05", "2026-10-02 9:05"), "year first"),
        (("02/10/2026 9:05", "03/10/2026 9:05"), "unclear"),
        (("13/10/2026 9:05", "10/13/2026 9:05"), "mixed"),
    ],
)
def test_the_order_of_dates_is_told_by_the_column(starts: tuple[str, str], order: str) -> None:
    rows = a_monkey(["Ready?"], ["Response"], ["Yes"], ["No"])
    for row, start in zip(rows[2:], starts):
        row[2] = start
    reading = read(rows)
    orders = {column.heading: column.order for column in reading.dates}
    assert orders == {"Start Date": order, "End Date": "month first"}, "each column for itself"
    assert bool([line for line in reading.warnings if "not used" in line]) == (order in ("unclear", "mixed"))


def test_a_question_of_dates_and_one_of_numbers() -> None:
    rows = a_monkey(
        ["When?", "", "Years?"], ["Date", "Time", "Response"], ["25/12/2026", "", "3.5"], ["01/02/2026", "", "12"]
    )
    reading = read(rows)
    assert [one.type for one in reading.questions] == ["date", "number"]
    assert reading.dates[-1].order == "day first"


def test_a_day_with_its_time_and_an_order_that_some_left_unfinished() -> None:
    top = ["When?", "", "Put in order", "", ""]
    second = ["Date", "Time", "Sharing", "Recording", "Thinking"]
    answers = [["13/10/2026", "10:30", "1", "2", "3"], ["02/10/2026", "", "3", "1", "2"], ["", "9:05", "2", "", ""]]
    reading = read(a_monkey(top, second, *answers))
    assert [one.type for one in reading.questions] == ["date", "ranking"]
    assert not [line for line in reading.warnings if "not used" in line]


@pytest.mark.parametrize(
    ("words", "personal"),
    [
        ("Your name (optional)", True),
        ("Please leave your details if we may ring you", True),
        ("What is your email address, so that we can send the certificate?", True),
        ("Your details of the case", False),
        ("Your phone use at home visits", False),
        ("Name one thing that you will do", False),
    ],
)
def test_who_somebody_is_asked_in_other_words(words: str, personal: bool) -> None:
    reading = read(a_monkey([words, "Ready?"], ["Open-Ended Response", "Response"], ["Kestrel", "Yes"], ["", "No"]))
    assert (words in reading.dropped) is personal


def test_a_scale_to_ten_with_words_at_its_ends_and_beside_it() -> None:
    top = ["How sure are you that you can…", "", "And in all?"]
    answers = [
        [str(n), "10 - highly certain" if n > 6 else str(9 - n), "Not my role" if n == 2 else str(n)] for n in range(9)
    ]
    reading = read(a_monkey(top, ["share", "escalate", "Response"], *answers, ["0 – cannot", "5", "Not my role"]))
    sure, in_all = reading.questions
    assert (sure.type, sure.items) == ("matrix", ("share", "escalate"))
    assert sure.options[-2:] == ("9", "10 - highly certain")
    assert (in_all.type, in_all.options[-1]) == ("single_choice", "Not my role")


def test_a_matrix_of_one_row_keeps_what_the_row_says() -> None:
    answers = [["Very sure", "a"], ["Not sure", "b"], ["Very sure", ""]]
    one, _why = read(a_monkey(["How sure are you?", "Why?"], ["Sharing", "Open-Ended Response"], *answers)).questions
    assert (one.type, one.items) == ("single_choice", ("Sharing",))


def test_telephone_numbers_under_any_heading_are_dropped() -> None:
    top = ["Best way to reach you", "How many visits?"]
    reading = read(a_monkey(top, ["Open-Ended Response"] * 2, ["07700 900123", "10"], ["+44 7700 900456", "12"]))
    assert reading.dropped[-1] == top[0]
    assert [one.text for one in reading.questions] == top[1:]


def test_words_of_ones_own_are_no_scale() -> None:
    rows = [["Respondent ID", "Why?"], ["1", "because it was new to me"], ["2", "never done it"], ["3", "did it daily"]]
    assert [one.type for one in read(rows).questions] == ["text"]


def test_what_looks_like_a_formula_stays_words() -> None:
    reading = read(a_monkey(["Why?"], ["Open-Ended Response"], ['=HYPERLINK("http://x")'], ["-5"], ["@here"]))
    assert reading.rows[0][9] == '=HYPERLINK("http://x")'
    assert any(line.startswith("2 answers begin like a formula") for line in reading.warnings)
