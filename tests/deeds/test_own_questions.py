"""A partnership asks questions of its own: added, answered, worded anew, counted apart, taken away in files."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from sightline.confidence import changes, own_changes, own_queries, queries, report
from sightline.confidence.models import OwnQuestion, OwnWords, Response
from sightline.confidence.own_changes import Wanted
from sightline.confidence.refusing import Refused
from sightline.trail.models import Entry
from tests.records import signed_in
from tests.surveys import a_survey, at, gave_password, typed, wave_of
from tests.unit.exchange.survey.files import a_book, as_csv

pytestmark = pytest.mark.django_db
KINDS = (
    Wanted("agree", "My manager asks what the child’s day is like"),
    Wanted("scale", "How well do we hear dissent?"),
    Wanted("one", "When do you work?", ("Days", "Nights")),
    Wanted("many", "Who did you ring?", ("=School()", "Health", "Police")),
    Wanted("number", "How many children do you work with?"),
    Wanted("text", "What would help?"),
)


@pytest.fixture
def lead(standing):
    return standing.learning_lead


@pytest.fixture
def survey(lead):
    return a_survey(lead)


def page(survey, *more):
    return reverse("confidence:own_question" if more else "confidence:own", args=[survey.key, *more])


def sent(**more):
    return {"words": "What would help?", "kind": "text", "options": "", "waves": ["T1", "T3"]} | more


def answers_of(rows, n):
    """What the n-th person answers to each of KINDS."""
    agree, scale, one, many, number, text = (row.key for row in rows)
    own = {agree: 1 + n % 5, scale: n % 11, one: n % 2, many: [0, 1] if n % 2 else [0], number: n}
    return own | {text: f"=cmd() from {n}"} if n < 6 else own


def asked_and_answered(survey, lead, people=12):
    rows = own_changes.add_questions(survey, by=lead, wanted=KINDS)
    for kind in ("T1", "T3"):
        wave = changes.open_wave(wave_of(survey, kind), by=lead, invited=20)
        for n in range(people):
            changes.give_answers(wave, given=at(5), code=f"CODE{n:02}", own=answers_of(rows, n))
        changes.close_wave(wave, by=lead)
    return rows


def test_a_lead_adds_one_and_it_is_in_the_trail(survey, lead):
    client = signed_in(lead)
    kept = client.post(page(survey), sent(kind="one", words="When do you work?", options="Days\n\nNights\n"))
    assert kept.url == page(survey)
    row = OwnQuestion.objects.get()
    assert (row.words, row.options, row.waves, row.version) == (
        "When do you work?",
        ["Days", "Nights"],
        ["T1", "T3"],
        1,
    )
    assert Entry.objects.filter(verb="confidence.add_question", thing_id=survey.key).count() == 1
    text = client.get(page(survey)).content.decode()
    assert "When do you work?" in text
    assert "Nights" in text


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"words": ""}, "Write the question."),
        ({"words": "x" * 301}, "at most 300 letters"),
        ({"words": "What is your surname?"}, "who somebody is"),
        ({"kind": "one", "options": "Days"}, "2 to 12 options"),
        ({"kind": "one", "options": "Days\nDAYS"}, "there twice"),
        ({"options": "Days\nNights"}, "Options belong to a choice."),
        ({"kind": "colour"}, "Select a valid choice"),
        ({"waves": []}, "Choose when it is asked."),
        ({"words": "asked ALREADY"}, "is asked already"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(survey, lead, more, said):
    own_changes.add_questions(survey, by=lead, wanted=[Wanted("text", "Asked already")])
    text = signed_in(lead).post(page(survey), sent(**more)).content.decode()
    assert said in text
    assert "There is a problem" in text
    assert OwnQuestion.objects.count() == 1


def test_ten_are_the_most_and_several_come_all_or_none(survey, lead):
    with pytest.raises(Refused, match="at most 10"):
        own_changes.add_questions(survey, by=lead, wanted=[Wanted("text", f"Number {n}?") for n in range(11)])
    assert not OwnQuestion.objects.exists()


def test_what_an_asking_asks_is_fixed_when_it_is_opened(survey, lead):
    (row,) = own_changes.add_questions(survey, by=lead, wanted=[Wanted("text", "What helps?")])
    wave = changes.open_wave(wave_of(survey, "T1"), by=lead, invited=5)
    client = signed_in(lead)
    assert "cannot be changed any more" in _refused(lambda: own_changes.change_question(
        row, by=lead, wanted=Wanted("text", "What would help?")))  # fmt: skip
    client.post(page(survey, row.key), sent(waves=["T3"]))
    assert [q.words for q in own_queries.own_questions_of(wave)] == ["What helps?"]
    newer = own_changes.current_questions(survey)[0]
    assert (newer.words, newer.version, newer.key) == ("What would help?", 2, row.key)
    assert "Asked already, in its former words" in client.get(page(survey, row.key)).content.decode()
    client.post(reverse("confidence:remove_own", args=[survey.key, row.key]))
    assert own_changes.current_questions(survey) == []
    assert [q.words for q in own_queries.own_questions_of(wave)] == ["What helps?"]
    assert "taken out already" in _refused(lambda: own_changes.remove_question(newer, by=lead))
    later = changes.open_wave(wave_of(survey, "T3"), by=lead, invited=5)
    assert own_queries.own_questions_of(later) == []


def _refused(deed):
    with pytest.raises(Refused) as found:
        deed()
    return str(found.value)


def test_somebody_without_an_account_answers_them(survey, lead):
    rows = own_changes.add_questions(survey, by=lead, wanted=KINDS)
    wave = changes.open_wave(wave_of(survey, "T1"), by=lead, invited=5)
    here = reverse("confidence:answer", args=[wave.token])
    client = Client()
    text = client.get(here).content.decode()
    assert "From your partnership" in text
    assert all(wanted.words in text for wanted in KINDS)
    names = [f"own_{row.key}" for row in rows]
    wrong = client.post(here, typed("T1") | {names[4]: "many", names[5]: "Kept words"}).content.decode()
    assert "Write a number, like 3." in wrong
    assert "Kept words" in wrong
    full = {names[0]: "4", names[1]: "skip", names[2]: "1", names[3]: ["0", "2"], names[4]: "12.5", names[5]: "Time."}
    assert client.post(here, typed("T1") | full).status_code == 302
    kept = Response.objects.get()
    assert kept.own == {rows[0].key: 4, rows[2].key: 1, rows[3].key: [0, 2], rows[4].key: 12.5}
    assert OwnWords.objects.get().said == "Time."
    assert "Time." not in str(kept.own)
    assert client.post(here, {"consent": "on", names[0]: "9"}).status_code == 200, "five steps and no sixth"
    assert client.post(here, {"consent": "on", names[4]: "3"}).status_code == 302, "one answer is enough to keep"


def test_they_never_change_a_number_of_the_nineteen(survey, lead):
    other = a_survey(lead, title="Without")
    for one in (survey, other):
        if one is survey:
            asked_and_answered(one, lead)
        else:
            for kind in ("T1", "T3"):
                wave = changes.open_wave(wave_of(one, kind), by=lead, invited=20)
                for n in range(12):
                    changes.give_answers(wave, given=at(5), code=f"CODE{n:02}")
                changes.close_wave(wave, by=lead)
    assert report.tables(queries.counted(survey)) == report.tables(queries.counted(other))


def test_results_stand_apart_on_the_page_and_in_the_files(survey, lead, django_assert_max_num_queries):
    rows = asked_and_answered(survey, lead)
    for words in OwnWords.objects.filter(said="=cmd() from 0"):
        changes.show_own_words(words, by=lead, shown=True)
    client = gave_password(lead)
    here = reverse("confidence:results", args=[survey.key])
    client.get(here)
    with django_assert_max_num_queries(22):
        text = client.get(here).content.decode()
    assert "Questions of the partnership’s own" in text
    assert text.count("=cmd() from 0") == 2, "before and after"
    assert "=cmd() from 1" not in text, "nobody released it"
    shown = {section.heading: section for section in client.get(here).context_data["page"].own}
    assert shown[KINDS[0].words].pictures
    assert shown["When do you work?"].table.rows == (
        ("People who answered", 12, 12), ("Days", 6, 6), ("Nights", 6, 6)
    )  # fmt: skip
    assert shown["Who did you ring?"].table.rows[3][1] == "not shown (small numbers)", "nobody rang the police"
    raw = client.get(reverse("confidence:file", args=[survey.key, "csv"])).content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(raw)) for cell in row]
    assert "'=School()" in cells
    assert "'=cmd() from 0" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]
    book = load_workbook(io.BytesIO(client.get(reverse("confidence:file", args=[survey.key, "xlsx"])).content))
    assert not [c for sheet in book.worksheets for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    published = client.get(reverse("confidence:file", args=[survey.key, "csv"]) + "?published=1").content.decode()
    assert "'Days" not in published
    assert ["Days", "fewer than 10", "fewer than 10"] in list(csv.reader(io.StringIO(published)))
    assert len(rows) == 6


def test_a_question_in_other_words_is_shown_apart(survey, lead):
    (row,) = own_changes.add_questions(survey, by=lead, wanted=[Wanted("scale", "How sure?")])
    for kind, words in (("T1", ""), ("T3", "How sure are you?")):
        if words:
            own_changes.change_question(row, by=lead, wanted=Wanted("scale", words, waves=("T2", "T3")))
        wave = changes.open_wave(wave_of(survey, kind), by=lead, invited=9)
        for n in range(6):
            changes.give_answers(wave, given=at(5), code=f"CODE{n:02}", own={row.key: 7})
        changes.close_wave(wave, by=lead)
    first, second = own_queries.own_counted(survey)
    assert (list(first.waves), first.moved) == (["T1"], None)
    assert (list(second.waves), second.moved) == (["T3"], None)
    text = signed_in(lead).get(reverse("confidence:results", args=[survey.key])).content.decode()
    assert "How sure? (wording 1)" in text
    assert "How sure are you? (wording 2)" in text


def test_words_are_read_first_and_only_where_ten_answered(survey, lead):
    asked_and_answered(survey, lead, people=9)
    assert own_queries.own_words_given(survey, shown_only=False) == []
    other = a_survey(lead, title="Larger")
    asked_and_answered(other, lead, people=10)
    here = reverse("confidence:words", args=[other.key])
    client = signed_in(lead)
    assert "What would help?" in client.get(here).content.decode()
    chosen = own_queries.own_words_given(other, shown_only=False)[0]
    client.post(here, {"shown": [chosen.key]})
    assert [one.key for one in own_queries.own_words_given(other)] == [chosen.key]
    assert Entry.objects.filter(verb="confidence.show_words", thing_id=other.key).count() == 1


def test_questions_come_from_an_xlsform(survey, lead):
    choices = [["list_name", "name", "label"], *[["yn", str(n), name] for n, name in enumerate(("Yes", "No"))]]
    steps = ("Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree")
    choices += [["agr", str(n), name] for n, name in enumerate(steps)]
    asks = [
        ["type", "name", "label"], ["select_one yn", "a", "Was it on the day?"], ["select_one agr", "b", "We talk"],
        ["date", "c", "When?"], ["text", "d", "What is your name?"], ["integer", "e", "How many calls?"],
    ]  # fmt: skip
    raw = a_book(("survey", asks), ("choices", choices))
    client = signed_in(lead)
    here = reverse("exchange:own_questions_file", args=[survey.key])
    done = client.post(here, {"file": SimpleUploadedFile("x.xlsx", raw), "waves": ["T1"]}, follow=True).content.decode()
    assert "Added: 3 questions." in done
    assert "This kind (date) cannot be asked here." in done
    assert "“What is your name?”: It asks who somebody is" in done
    kinds = [(row.kind, row.words, row.waves) for row in own_changes.current_questions(survey)]
    assert kinds == [
        ("one", "Was it on the day?", ["T1"]), ("agree", "We talk", ["T1"]), ("number", "How many calls?", ["T1"])
    ]  # fmt: skip
    again = client.post(here, {"file": SimpleUploadedFile("x.xlsx", raw), "waves": ["T1"]}).content.decode()
    assert "is asked already. Nothing was added." in again
    answers = SimpleUploadedFile("x.csv", b"Respondent ID,R1\n,Response\n1,5\n")
    assert "This file holds answers." in client.post(here, {"file": answers, "waves": ["T1"]}).content.decode()


def test_a_tools_file_answers_them_too(survey, lead):
    rows = own_changes.add_questions(survey, by=lead, wanted=KINDS)
    top = ["Respondent ID", "R1", *(wanted.words for wanted in KINDS)]
    answers = [
        ["1", "5", "Agree", "7", "nights", "Health;=School()", "12", "Time"],
        ["2", "5", "Maybe", "7", "", "", "few", ""],
    ]
    sent = SimpleUploadedFile("x.csv", as_csv([top, *answers]).encode())
    wave = wave_of(survey, "T1")
    text = signed_in(lead).post(reverse("exchange:survey_file", args=[wave.key]), {"file": sent}, follow=True)
    assert "2 answers to questions of your own are none that can be given" in text.content.decode()
    first, second = Response.objects.order_by("pk")
    keys = [row.key for row in rows]
    assert first.own == {keys[0]: 4, keys[1]: 7, keys[2]: 1, keys[3]: [0, 1], keys[4]: 12}
    assert second.own == {keys[1]: 7}
    assert OwnWords.objects.get().said == "Time"
