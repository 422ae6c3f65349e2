"""Pages of surveys: what is shown and what is not, the same in the files, a fixed number of queries, nobody ranked."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from sightline.confidence import changes, queries, report
from sightline.confidence.answering import Given
from sightline.confidence.models import Response
from sightline.domain.measures.change import NO_COMPARISON
from sightline.learning.threads import charts
from tests.library import a_finding, a_point, a_review
from tests.records import signed_in
from tests.surveys import EVERY, a_survey, answered, at, gave_password, wave_of

pytestmark = pytest.mark.django_db
MOST_QUERIES = 20
PEOPLE = {"School": 9, "Health": 8, "Police": 3, "Housing": 6}


@pytest.fixture
def lead(standing):
    return standing.learning_lead


@pytest.fixture
def point(standing, lead):
    review = a_review(standing.review_officer)
    return a_point(lead, [a_finding(review, standing.review_officer)])


@pytest.fixture
def survey(lead, point):
    """Twenty-six people before and after; some of each agency are surer, some are not."""
    survey = a_survey(lead, point=point)
    answered(survey, "T1", PEOPLE, lead, 5)
    wave = changes.open_wave(wave_of(survey, "T3"), by=lead, invited=40)
    for agency, count in PEOPLE.items():
        for n in range(count):
            changes.give_answers(wave, given=at(8 if n % 3 else 4), code=f"{agency[:4]}{n:02}", agency=agency)
    changes.close_wave(wave, by=lead)
    return survey


def page_of(worker, survey):
    return signed_in(worker).get(reverse("confidence:results", args=[survey.key]))


def test_everybody_but_the_administrator_reads_results_and_only_leads_run_them(standing, survey):
    readers = (standing.social_worker, standing.supervisor, standing.review_officer, standing.quality_lead)
    assert [page_of(worker, survey).status_code for worker in readers] == [200] * 4
    assert page_of(standing.administrator, survey).status_code == 403
    text = page_of(standing.supervisor, survey).content.decode()
    assert "Run this survey" not in text
    assert "/file/csv/" not in text


def test_every_number_stands_with_what_it_cannot_say(lead, survey):
    text = page_of(lead, survey).content.decode()
    assert NO_COMPARISON in text
    assert "have not been validated" in text
    assert "It does not tell how children fare." in text
    assert "p = " not in text


def test_each_question_has_the_strength_of_its_change_and_no_p(lead, survey):
    page = page_of(lead, survey).context_data["page"]
    [more] = [one for one in page.sections if one.heading == "More numbers: Before and after three months, by question"]
    assert more.folded
    assert more.table.head == ("Question", "People", "Chance to say more", "Direction (−1 to 1)", "9 or 10 before")
    assert len(more.table.rows) == 19
    # Of 26, those whose number is a multiple of three went from 5 to 4, the others from 5 to 8.
    surer = sum(n % 3 > 0 for people in PEOPLE.values() for n in range(people))
    assert {row[1:3] for row in more.table.rows} == {(26, f"{surer / 26:.2f}")}
    assert all(0 < float(row[3]) < 1 for row in more.table.rows)


def test_every_drawing_has_its_numbers_under_it(lead, survey):
    page = page_of(lead, survey).context_data["page"]
    drawn = [section for section in page.sections if section.pictures]
    assert len(drawn) >= 4
    for section in drawn:
        shown = " ".join(str(cell) for row in section.table.rows for cell in row)
        for picture in section.pictures:
            for count in re.findall(r'data-count="(\d+)"', str(picture.wide)):
                assert re.search(rf"\b{count}\b", shown)


def test_a_small_agency_is_nowhere_on_the_page_nor_in_a_file(lead, survey):
    client = gave_password(lead)
    text = client.get(reverse("confidence:results", args=[survey.key])).content.decode()
    assert "Others together" in text
    assert "Some groups are small" in text
    for form in ("csv", "xlsx"):
        for query in ("", "?published=1"):
            raw = client.get(reverse("confidence:file", args=[survey.key, form]) + query).content
            words = raw.decode("utf-8-sig") if form == "csv" else words_in(raw)
            assert "Police" not in words
            assert NO_COMPARISON in words
    assert "Police" not in text


def words_in(raw: bytes) -> str:
    book = load_workbook(io.BytesIO(raw))
    return " ".join(str(c.value) for sheet in book.worksheets for row in sheet.iter_rows() for c in row if c.value)


def test_files_hold_the_tables_of_the_page_and_published_ones_less(lead, survey):
    client = gave_password(lead)
    raw = client.get(reverse("confidence:file", args=[survey.key, "csv"])).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(raw)))
    for table in report.tables(queries.counted(survey)):
        at_row = rows.index([table.caption])
        assert rows[at_row + 1] == list(table.head)
        for n, row in enumerate(table.rows):
            assert [cell.removeprefix("'") for cell in rows[at_row + 2 + n]] == [str(cell) for cell in row]
    published = client.get(reverse("confidence:file", args=[survey.key, "csv"]) + "?published=1").content.decode()
    assert "School" in raw
    assert "School" not in published, "nine are fewer than ten"
    assert client.get(reverse("confidence:file", args=[survey.key, "pdf"])).status_code == 404


def test_a_file_asks_for_the_password_again(lead, survey):
    answer = signed_in(lead).get(reverse("confidence:file", args=[survey.key, "csv"]))
    assert answer.url.startswith("/re-authenticate/")


def test_a_wicked_label_is_no_formula_in_a_file(lead, point):
    wicked = "=HYPERLINK(1)"
    survey = a_survey(lead, agencies=(wicked, "Health"), title="+cmd")
    answered(survey, "T1", {wicked: 6, "Health": 6}, lead, 5)
    answered(survey, "T3", {wicked: 6, "Health": 6}, lead, 5)
    assert Response.objects.filter(agency=wicked).count() == 12
    raw = gave_password(lead).get(reverse("confidence:file", args=[survey.key, "csv"])).content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(raw)) for cell in row]
    assert f"'{wicked}" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


def test_while_it_is_open_nothing_is_shown(lead):
    survey = a_survey(lead)
    wave = changes.open_wave(wave_of(survey, "T1"), by=lead, invited=20)
    for n in range(12):
        changes.give_answers(wave, given=at(6), code=f"CODE{n:02}")
    page = page_of(lead, survey)
    assert "Nothing is shown while a survey is open" in page.content.decode()
    assert page.context_data["page"].sections == ()
    assert page.context_data["page"].files == ()


def test_four_people_are_too_few_to_show(lead):
    survey = a_survey(lead)
    answered(survey, "T1", {"School": 4}, lead, 5)
    text = page_of(lead, survey).content.decode()
    assert "Too few people answered" in text
    assert "fewer than 5" in text


def test_the_number_of_queries_does_not_grow_with_the_answers(lead, survey, django_assert_max_num_queries):
    client = signed_in(lead)
    wave = wave_of(survey, "T1")
    Response.objects.bulk_create(Response(wave=wave, answers=Given(now={"R1": 5}).as_json()) for _ in range(300))
    client.get("/surveys/")
    for page in (
        reverse("confidence:results", args=[survey.key]),
        reverse("confidence:run", args=[survey.key]),
        reverse("confidence:surveys"),
        reverse("impact:chart", args=[survey.point.key]),
    ):
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(page).status_code == 200


def test_the_thread_leads_from_the_learning_to_the_survey_and_on_to_the_run_chart(standing, lead, survey, point):
    links = charts(point, standing.social_worker)
    assert f"/surveys/{survey.key}/" in [link.href for link in links]
    assert charts(point, standing.administrator) == ()
    chart = signed_in(lead).get(reverse("impact:chart", args=[point.key])).content.decode()
    assert "Are people surer?" in chart
    assert NO_COMPARISON in chart


def test_leads_find_it_at_home_and_in_the_navigation(standing):
    for worker in (standing.learning_lead, standing.quality_lead):
        assert 'href="/surveys/"' in signed_in(worker).get("/").content.decode()
    assert 'href="/surveys/"' not in signed_in(standing.social_worker).get("/").content.decode()


def test_groups_stand_in_the_order_of_the_alphabet(lead, survey):
    tables = queries.counted(survey).groups["agency"].tables
    assert tables
    for table in tables.values():
        names = [name for name in table if name != "Others together"]
        assert names == sorted(names)
    assert len(EVERY) == 19
