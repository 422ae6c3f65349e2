"""LimeSurvey, Microsoft Forms, workbooks and definitions."""

from __future__ import annotations

from datetime import datetime

import pytest

from sightline.exchange.survey import SurveyError, read_survey
from tests.unit.exchange.survey.files import a_book, as_csv, read, shape

LIME = ["id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp", "ipaddr", "refurl", "token"]
DONE = ["2026-10-02 09:15:00", "3", "en", "99", "2026-10-02 09:05:00", "2026-10-02 09:15:00", "192.0.2.1", "", "aBc"]
STYLES = {
    "code": ["Q1", "Q2[SQ001]", "Q2[SQ002]", "Q3[SQ001]", "Q3[SQ002]", "Q3[other]", "Q4", "Q4[comment]"],
    "dotted": ["Q1", "Q2.SQ001.", "Q2.SQ002.", "Q3.SQ001.", "Q3.SQ002.", "Q3.other.", "Q4", "Q4.comment."],
    "underscored": ["Q1", "Q2_SQ001", "Q2_SQ002", "Q3_SQ001", "Q3_SQ002", "Q3_other", "Q4", "Q4_comment"],
    "text": [
        "Ready?", "How sure? [Sharing]", "How sure? [Recording]", "Which? [Post]", "Which? [Phone]", "Which? [Other]",
        "Where?", "Where? [Comment]",
    ],
    "both": [
        "Q1. Ready?", "Q2[SQ001]. How sure? [Sharing]", "Q2[SQ002]. How sure? [Recording]", "Q3[SQ001]. Which? [Post]",
        "Q3[SQ002]. Which? [Phone]", "Q3[other]. Which? [Other]", "Q4. Where?", "Q4[comment]. Where? [Comment]",
    ],
}  # fmt: skip
ANSWERS = (
    ["Yes", "Very sure", "Not sure", "Y", "", "", "Here", "near the river"],
    ["No", "Not sure", "Not sure", "Y", "Y", "A pigeon", "There", ""],
    ["Yes", "Very sure", "Very sure", "", "Y", "", "Here", ""],
    ["Yes", "Not sure", "Very sure", "", "Y", "", "Here", ""],
)


def lime(style: str, *, mark: str = "") -> str:
    rows = [[*LIME, *STYLES[style]]]
    rows += [[str(n), *DONE, *answer] for n, answer in enumerate(ANSWERS, start=1)]
    rows.append(["9", "", "1", *DONE[2:], "Yes", *[""] * 7])
    return mark + as_csv(rows)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_style_of_heading(style: str, mark: str) -> None:
    reading = read(lime(style, mark=mark))
    assert reading.source == "LimeSurvey"
    assert [one.type for one in reading.questions] == ["single_choice", "matrix", "multiple_choice", "single_choice"]
    assert [one.columns for one in reading.questions] == [(11,), (12, 13), (14, 15, 16), (17, 18)]
    assert [one.other for one in reading.questions] == [None, None, 16, 18]
    assert (len(reading.rows), reading.incomplete, reading.identifier) == (4, 1, 1)
    assert reading.dropped == ("ipaddr", "refurl", "token")
    assert any("not finished" in line for line in reading.warnings)


def test_full_texts_of_its_own_columns_and_timings() -> None:
    own = ["Response ID", "Date submitted", "Last page", "Start language", "Seed", "IP address", "Referrer URL"]
    rows = [[*own, "Ready?", "Total time", "Group time: One", "Question time: Q1"]]
    rows += [[str(n), "2026-10-02", "1", "en", "5", "192.0.2.1", "", "Yes", "11.2", "11", "9"] for n in (1, 2)]
    reading = read(rows)
    assert [one.text for one in reading.questions] == ["Ready?"]
    assert "Total time" in reading.set_aside


def test_timings_by_code() -> None:
    rows = [["id", "submitdate", "lastpage", "Q1", "interviewtime", "groupTime12", "Q1Time"]]
    rows += [["1", "2026-10-02", "1", "5", "30.1", "30", "29"]]
    assert [one.code for one in read(rows).questions] == ["Q1"]


def test_places_in_an_order() -> None:
    rows = [["id", "submitdate", "lastpage", "R[1]", "R[2]", "R[3]"]]
    rows += [["1", "2026-10-02", "1", "Time", "Trust", "Skills"], ["2", "2026-10-02", "1", "Trust", "Time", "Skills"]]
    (one,) = read(rows).questions
    assert (one.type, set(one.options)) == ("ranking", {"Time", "Trust", "Skills"})


GRIDS = {
    "code": "G[SQ001][1]|G[SQ001][2]|M[SQ001]|M[SQ001comment]|M[SQ002]|M[SQ002comment]|U[filecount]",
    "dotted": "G.SQ001..1.|G.SQ001..2.|M.SQ001.|M.SQ001comment.|M.SQ002.|M.SQ002comment.|U.filecount.",
    "underscored": "G_SQ001_1|G_SQ001_2|M_SQ001|M_SQ001comment|M_SQ002|M_SQ002comment|U_filecount",
    "text": "So? [Us][Then]|So? [Us][Now]|Why? [Time]|"
    "Why? [Time][Comment]|Why? [Staff]|Why? [Staff][Comment]|filecount - U",
}


@pytest.mark.parametrize("style", GRIDS)
def test_two_scales_and_words_beside_each_option(style: str) -> None:
    rows = [["id", "submitdate", "lastpage", *GRIDS[style].split("|")]]
    rows += [["1", "2026-10-02", "1", "A2", "A10", "Y", "never enough", "", "", "0"]]
    rows += [["2", "2026-10-02", "1", "A10", "A2", "N/A", "", "Y", "two of us left", "0"]]
    grid, options = read(rows).questions
    assert (grid.type, grid.options, grid.columns) == ("matrix", ("A2", "A10"), (4, 5))
    assert (options.type, options.columns, options.comments) == ("multiple_choice", (6, 7, 8, 9), (7, 9))
    assert (options.chosen, options.other) == ((6, 8), None)


def test_blank_headings_that_a_program_named() -> None:
    top = ["Respondent ID", "Which of these?", "Unnamed: 2", "How sure?", "...5"]
    rows = [top, ["", "Post", "Phone", "Sharing", "Recording"]]
    rows += [["11", "Post", "", "Very sure", "Not sure"], ["12", "", "Phone", "Not sure", "Not sure"]]
    which, sure = read(rows).questions
    assert (which.type, which.columns) == ("multiple_choice", (2, 3))
    assert (sure.type, sure.items) == ("matrix", ("Sharing", "Recording"))


def test_limesurvey_without_its_dates() -> None:
    rows = [["id", "Q1", "Q2[SQ001]", "Q2[SQ002]"], ["1", "5", "Y", ""], ["2", "7", "Y", "Y"]]
    reading = read(rows)
    assert (reading.source, reading.identifier, len(reading.rows)) == ("LimeSurvey", 1, 2)
    assert [one.type for one in reading.questions] == ["rating", "multiple_choice"]


def test_an_order_in_one_cell() -> None:
    rows = [["ID", "Start time", "Completion time", "Put in order", "Which of these?"]]
    rows += [["1", "9/13/2026", "9/13/2026", "Time;Staff;Trust;", "Post;Phone;"]]
    rows += [["2", "9/13/2026", "9/13/2026", "Staff;Trust;Time;", "Phone;"]]
    assert [one.type for one in read(rows).questions] == ["ranking", "multiple_choice"]


def test_semicolons_between_cells() -> None:
    assert len(read(lime("code").replace(",", ";")).questions) == 4


FORMS = ["ID", "Start time", "Completion time", "Email", "Name"]


def test_microsoft_forms() -> None:
    rows = [[*FORMS, "How sure are you?", "Which help?", "Points - Which help?", "Feedback - Which help?", "Why?"]]
    who = ["10/13/26 9:05:11", "10/13/26 9:15:11", "anonymous", ""]
    rows += [
        ["1", *who, "7", "Supervision;Training;", "1", "", "Because it helped us think"],
        ["2", *who, "10", "Training;", "0", "", "No time for anything"],
        ["3", *who, "0", "", "0", "", ""],
    ]
    reading = read(rows)
    assert reading.source == "Microsoft Forms"
    assert shape(reading.questions) == [
        ("How sure are you?", "rating", ("0", "7", "10")),
        ("Which help?", "multiple_choice", ("Supervision", "Training")),
        ("Why?", "text", ()),
    ]
    assert reading.dropped == ("Email", "Name")
    assert {column.order for column in reading.dates} == {"month first"}


def test_a_workbook_with_true_dates_numbers_and_two_sheets() -> None:
    when = datetime(2026, 10, 2, 9, 5)
    rows = [[*FORMS, "How sure?", "Sum"], *[[n, when, when, "anonymous", None, n + 3, "=1+1"] for n in (1, 2, 3)]]
    raw = a_book(("Answers", rows), ("Codes", [["a", "b"]]), ("Old", [["x"]]), hidden=["Old"])
    reading = read(raw, "forms.xlsx")
    assert reading.questions[0].type == "rating"
    assert reading.dates[0].order == "year first"
    said = " ".join(reading.warnings)
    assert "3 cells hold formulas" in said
    assert "not read: Codes" in said
    assert "Hidden sheets were not read: Old" in said


def test_a_real_definition() -> None:
    reading = read_survey("tests/samples/xlsform/yes_or_no_question.xlsx")
    assert shape(reading.questions) == [("have you had a good day today?", "single_choice", ("yes", "no"))]
    grouped = read_survey("tests/samples/xlsform/group.xlsx")
    assert [(one.code, one.type) for one in grouped.questions] == [
        ("family_name", "text"), ("phone_number", "text"), ("age", "number"),
    ]  # fmt: skip
    assert len(grouped.rows) == 0


def a_definition(*rows: list[str], heads: list[str] | None = None) -> bytes:
    choices = [["list name", "name", "label"], ["yn", "y", "Yes"], ["yn", "n", "No"]]
    return a_book(("Survey", [heads or ["Type", "Name", "Label::English (en)"], *rows]), ("Choices", choices))


def test_a_definition_with_every_kind() -> None:
    rows = [
        ["note", "n", "Read this"], ["begin group", "g", "Group"], ["select_one yn or_other", "a", "Ready?"],
        ["select_multiple yn", "b", "Which?"], ["rank yn", "c", "Order?"], ["decimal", "d", "How much?"],
        ["date", "e", "When?"], ["end group", "", ""], ["deviceid", "dev", ""],
    ]  # fmt: skip
    reading = read(a_definition(*rows), "form.xlsx")
    assert [one.type for one in reading.questions] == ["single_choice", "multiple_choice", "ranking", "number", "date"]
    assert reading.questions[0].options == ("Yes", "No")
    assert reading.dropped == ("dev",)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (a_definition(["text", "a", "A"], heads=["type", "name", "name"]), "twice"),
        (a_definition(["begin group", "g", "G"], ["text", "a", "A"]), "never ends"),
        (a_definition(["text", "a", "A"], ["end group", "", ""]), "not begun"),
    ],
)
def test_a_definition_that_is_wrong(raw: bytes, words: str) -> None:
    with pytest.raises(SurveyError, match=words):
        read(raw, "form.xlsx")


def test_answers_in_codes_are_choices() -> None:
    rows = [["id", "submitdate", "lastpage", "Q1", "Q2[SQ001]", "Q2[SQ002]", "Q3"]]
    rows += [["1", "2026-10-02", "1", "A1", "A2", "A1", "I asked a colleague for help"]]
    rows += [["2", "2026-10-02", "1", "A3", "A4", "A1", "Nothing yet"]]
    assert [one.type for one in read(rows).questions] == ["single_choice", "matrix", "text"]


def test_a_handful_of_answers_of_which_two_are_the_same() -> None:
    rows = [[*FORMS, "Which team?", "Why?"]]
    rows += [
        [str(n), "", "", "", "", team, why]
        for n, team, why in ((1, "North", "a"), (2, "South", "b"), (3, "North", "c"))
    ]
    assert [one.type for one in read(rows).questions] == ["single_choice", "text"]
