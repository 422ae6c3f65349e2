"""Briefings and charts as PDF: built to PDF/UA-1, with the words of every picture, and nothing but what may be told."""

from __future__ import annotations

import io
import re

import pikepdf
import pypdfium2
import pytest
from django.utils import timezone

from sightline.kit.pdf import typeset
from sightline.learning import changes
from tests.library import a_finding, a_point, a_review
from tests.records import signed_in
from tests.surveys import a_survey, answered

pytestmark = pytest.mark.django_db


def words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(page.get_textpage().get_text_bounded() for page in document).replace("\r\n", " ")


def tags(pdf: bytes) -> list[str]:
    """The structure tree's tags, depth first."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found: list[str] = []

        def walk(node: pikepdf.Object) -> None:
            if isinstance(node, pikepdf.Dictionary):
                if "/S" in node:
                    found.append(str(node.S))
                kids = node.get("/K")
                for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                    if isinstance(kid, pikepdf.Dictionary):
                        walk(kid)

        walk(document.Root.StructTreeRoot)
        return found


@pytest.fixture
def point(standing):
    review = a_review(standing.review_officer)
    return a_point(standing.learning_lead, [a_finding(review, standing.review_officer)])


def test_a_briefing_says_what_the_page_says_and_no_more(standing, point):
    client = signed_in(standing.learning_lead)  # inside the review; the sheet is for those outside
    answer = client.get(f"/learning/{point.key}/briefing.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert point.key not in answer["Content-Disposition"]
    text = words(answer.content)
    assert "Count misses together." in text
    assert "An unpublished review" in text
    assert "walrus" not in text
    assert "zebra" not in text


def test_it_is_tagged_titled_and_in_english(standing, point):
    client = signed_in(standing.social_worker)
    pdf = client.get(f"/learning/{point.key}/briefing.pdf").content
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.Root.Lang).startswith("en")
        assert bool(document.Root.MarkInfo.Marked)
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
        with document.open_metadata() as meta:
            assert meta["dc:title"] == "Count across services"
    found = tags(pdf)
    assert "/H1" in found
    assert "/H2" in found


def test_whatever_is_typed_stays_text():
    nasty = '#read("/etc/passwd") $x$ *bold* <label> @ref \\ [ ] { } " \u202e 李 O\u2019Brien'
    data = {
        "title": nasty, "reference": "R", "themes": [nasty], "minutes": 1, "partnership": "",
        "boxes": [{"heading": "H", "text": nasty, "lines": [nasty]}],
    }  # fmt: skip
    assert "#read(" in words(typeset("learning/briefing.typ", data))


def test_a_chart_keeps_its_words_and_its_numbers(standing, point):
    from sightline.checks.models import Citation

    Citation.objects.create(check_id="WNB-01", point=point)
    changes.share(point, by=standing.learning_lead, on=timezone.localdate(), how="Team briefing")
    client = signed_in(standing.quality_lead)
    pdf = client.get(f"/impact/{point.key}/chart.pdf").content
    assert "Where these numbers come from" in words(pdf)


def test_a_drawn_chart_has_its_text_and_its_table():
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 50"><text x="10" y="30" '
        'font-family="sans-serif" font-size="14">Shared in May</text></svg>'
    )
    chart = {
        "name": "Was not brought", "question": "Who?", "waiting": "", "svg": svg, "alt": "It fell.",
        "words": ["It fell."], "head": ["Month", "Asked"], "rows": [["May", "7"]], "provenance": ["Check: WNB-01"],
    }  # fmt: skip
    data = {"title": "T", "lesson": "", "source": "", "made": "1 May 2026", "charts": [chart], "surveys": []}
    pdf = typeset("impact/chart.typ", data)
    assert {"/Figure", "/Table", "/TH"} <= set(tags(pdf))
    assert "Shared in May" in words(pdf)
    with pytest.raises(Exception, match="alt"):
        typeset("impact/chart.typ", data | {"charts": [chart | {"alt": None}]})


def test_surveys_stand_beside_the_charts_with_their_numbers_and_words(standing, point):
    lead = standing.learning_lead
    survey = a_survey(lead, point=point)
    answered(survey, "T1", {"School": 8}, lead, 4)
    answered(survey, "T3", {"School": 8}, lead, 7)
    pdf = signed_in(standing.quality_lead).get(f"/impact/{point.key}/chart.pdf").content
    said = words(pdf)
    assert "Are people surer? Asking who else knows this child" in said
    assert "There is no comparison group" in said
    assert re.search(r"Recognising\s+8\s+4 \(4 to 4\)\s+7 \(7 to 7\)\s+8 of 8", said)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        alts = [str(one.Alt) for one in document.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]
    assert sum("Recognising: from 4 to 7, 8 people" in alt for alt in alts) == 1
    assert sum("Recognising: 8 surer, 0 the same, 0 less sure" in alt for alt in alts) == 1
