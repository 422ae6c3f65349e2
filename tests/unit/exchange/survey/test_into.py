"""Which columns of a file are questions of the survey, by code and by words."""

from __future__ import annotations

import pytest

from sightline.domain.measures.instrument import ITEMS, VIGNETTES
from sightline.exchange.survey import SurveyError
from sightline.exchange.survey.apart import read_apart
from sightline.exchange.survey.into import mapped
from tests.unit.exchange.survey.files import as_csv, read


def test_by_words_in_a_matrix_and_by_code_in_headings() -> None:
    stem = "As of now, how sure are you that you can…"
    items = [item.words for item in ITEMS[:3]]
    rows = [["Respondent ID", stem, "", "", "H1", "P1_then"], ["", *items, "Response", "Response"]]
    rows += [[str(n), "5", "6", "N/A", "10 - highly certain", "2"] for n in (1, 2)]
    found = mapped(read(rows))
    given = found.rows[0].given
    assert given.now == {"R1": 5, "R2": 6, "H1": 10}
    assert given.then == {"P1": 2}
    assert any("nobody can be matched" in line for line in found.said)


def test_before_today_is_told_from_now() -> None:
    own = ["ID", "Start time", "Completion time", "Email", "Name"]
    rows = [[*own, *(f"Before today, how sure were you that you could {item.words}" for item in ITEMS)]]
    rows += [[str(n), "", "", "", "", *["3"] * 19] for n in (1, 2)]
    given = mapped(read(rows)).rows[0].given
    assert given.now == {}
    assert len(given.then) == 19


def test_codes_agencies_stories_and_words_of_their_own() -> None:
    story = VIGNETTES[0]
    heads = ["Respondent ID", "Please make up a code", "What is your post code?", "Which agency are you from?"]
    heads += ["R1", f"V1 {story.story}", "What did you do differently?", "Favourite colour"]
    rows = [heads, ["", *["Open-Ended Response"] * 3, "Response", "Response", "Open-Ended Response", "Response"]]
    rows += [
        [str(n), f"AN0{n}LE", "LE1 1AA", "HEALTH", "7", dict(story.options)["b"], "I asked", "Red"] for n in (1, 2)
    ]
    found = mapped(read(rows), agencies=("Health",))
    row = found.rows[0]
    assert (row.code, row.agency, row.said) == ("AN01LE", "Health", "I asked")
    assert row.given.vignettes == {"V1": ("b", None)}
    assert any("Favourite colour" in line for line in found.said)


def test_what_is_off_the_scale_is_left_out_and_said() -> None:
    found = mapped(
        read([["Respondent ID", "R1", "R2"], ["", "Response", "Response"], ["1", "55", "5"], ["2", "4", "6"]])
    )
    assert found.rows[0].given.now == {"R2": 5}
    assert any(line.startswith("1 answers are no number") for line in found.said)


def test_a_file_without_any_of_them_is_refused() -> None:
    with pytest.raises(SurveyError, match="None of the nineteen"):
        mapped(read([["Respondent ID", "Ready?"], ["", "Response"], ["1", "Yes"]]))


def test_a_file_read_apart_is_the_same(tmp_path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(as_csv([["Respondent ID", "R1"], ["", "Response"], ["1", "5"], ["2", "é"]]), encoding="utf-8")
    from sightline.exchange.survey import read_survey

    assert read_apart(str(path)) == read_survey(str(path))
    with pytest.raises(SurveyError, match="There is no file"):
        read_apart(str(tmp_path / "none"))


def test_a_child_that_dies_is_a_sentence(tmp_path, monkeypatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text("R1\n5\n", encoding="utf-8")
    monkeypatch.setattr("sightline.exchange.survey.apart.SECONDS", 0)
    with pytest.raises(SurveyError, match="more time or memory"):
        read_apart(str(path))
