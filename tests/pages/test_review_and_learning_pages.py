"""Every page of reviews and learning: drawn, in few queries, and holding no more than the gate lets each role read."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from sightline.access.models import Worker
from sightline.domain import themes
from sightline.reviews.changes import name_member
from tests.library import a_finding, a_point, a_review, publish

pytestmark = pytest.mark.django_db
SECRETS = ("walrus", "heron", "LR-07", "Child Q", "Alternative learning review")
ROLES = (
    "social_worker", "supervisor", "review_officer", "learning_lead", "quality_lead", "administrator",
)  # fmt: skip


@pytest.fixture
def as_(db: None):
    def signed_in(worker: Worker) -> Client:
        client = Client()
        client.force_login(worker)
        session = client.session
        session["second_factor_enrolled"] = True
        session.save()
        return client

    return signed_in


@pytest.fixture
def review(standing):
    return a_review(standing.review_officer, summary="A summary with a heron.")


@pytest.fixture
def finding(standing, review):
    return a_finding(review, standing.review_officer, "A heron stood at the gate.", "PROC-WNB", "INFO-VERIFY")


@pytest.fixture
def point(standing, finding):
    return a_point(standing.learning_lead, [finding])


def pages_of(review, finding, point):
    return {
        "reviews:reviews": reverse("reviews:reviews"),
        "reviews:open": reverse("reviews:open"),
        "reviews:review": reverse("reviews:review", args=[review.key]),
        "reviews:details": reverse("reviews:details", args=[review.key]),
        "reviews:move": reverse("reviews:move", args=[review.key, "review"]),
        "reviews:move publication": reverse("reviews:move", args=[review.key, "publication"]),
        "reviews:clock": reverse("reviews:clock", args=[review.key, "finish"]),
        "reviews:add_subject": reverse("reviews:add_subject", args=[review.key]),
        "reviews:subject": reverse("reviews:subject", args=[review.key, review.subjects.get().pk]),
        "reviews:name_member": reverse("reviews:name_member", args=[review.key]),
        "reviews:write_finding": reverse("reviews:write_finding", args=[review.key]),
        "reviews:finding": reverse("reviews:finding", args=[finding.key]),
        "reviews:amend_finding": reverse("reviews:amend_finding", args=[finding.key]),
        "reviews:themes": reverse("reviews:themes"),
        "learning:library": reverse("learning:library"),
        "learning:search": reverse("learning:library") + "?words=count&group=PROC",
        "learning:write": reverse("learning:write") + f"?finding={finding.key}",
        "learning:point": reverse("learning:point", args=[point.key]),
        "learning:briefing": reverse("learning:briefing", args=[point.key]),
        "learning:revise": reverse("learning:revise", args=[point.key]),
        "learning:share": reverse("learning:share", args=[point.key]),
    }


EVERYONE = {"reviews:themes", "learning:library", "learning:search", "learning:point", "learning:briefing"}
OPEN_TO = {
    "review_officer": {
        "reviews:reviews", "reviews:open", "reviews:review", "reviews:details", "reviews:move",
        "reviews:move publication", "reviews:clock", "reviews:add_subject", "reviews:subject", "reviews:name_member",
        "reviews:write_finding", "reviews:finding", "reviews:amend_finding",
    },
    "learning_lead": {
        "reviews:reviews", "reviews:review", "reviews:finding", "learning:write", "learning:revise", "learning:share",
    },
}  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_who_may_open_which_page(standing, as_, review, finding, point, role):
    client = as_(getattr(standing, role))
    opened = {name for name, url in pages_of(review, finding, point).items() if client.get(url).status_code == 200}
    assert opened == EVERYONE | OPEN_TO.get(role, set())


@pytest.mark.parametrize("role", ["review_officer", "learning_lead", "social_worker"])
def test_at_most_25_queries_a_page(standing, as_, review, finding, point, role, django_assert_max_num_queries):
    for number in range(6):
        more = a_finding(review, standing.review_officer, f"Finding {number}", "HARM-TRIO")
        a_point(standing.learning_lead, [finding, more], title=f"Point {number}")
    client = as_(getattr(standing, role))
    for name, url in pages_of(review, finding, point).items():
        with django_assert_max_num_queries(25, info=name):
            client.get(url)


@pytest.mark.parametrize("role", ["social_worker", "supervisor", "quality_lead", "administrator"])
def test_no_page_tells_those_outside_anything_of_an_unpublished_review(standing, as_, review, finding, point, role):
    client = as_(getattr(standing, role))
    for name, url in pages_of(review, finding, point).items():
        text = client.get(url).content.decode()
        for secret in SECRETS:
            assert secret not in text, f"{secret} on {name}"
        assert review.key not in text.replace(url, "")
        assert finding.key not in text.replace(url, "")


def test_a_practitioner_reads_lesson_theme_and_an_unpublished_review(standing, as_, point):
    text = as_(standing.social_worker).get(reverse("learning:point", args=[point.key])).content.decode()
    for words in ("Count misses together.", "Ring two people.", "Was not brought", "An unpublished review"):
        assert words in text


def test_those_inside_read_detail_and_source(standing, as_, point):
    text = as_(standing.learning_lead).get(reverse("learning:point", args=[point.key])).content.decode()
    for words in ("walrus", "heron", "LR-07"):
        assert words in text


def test_a_practitioner_named_on_a_review_reads_it_and_its_list(standing, as_, review, finding):
    name_member(review, by=standing.review_officer, worker=standing.social_worker, level=1)
    client = as_(standing.social_worker)
    assert "heron" in client.get(reverse("reviews:review", args=[review.key])).content.decode()
    assert "LR-07" in client.get(reverse("reviews:reviews")).content.decode()
    assert client.get(reverse("reviews:amend_finding", args=[finding.key])).status_code == 403
    assert as_(standing.outsider).get(reverse("reviews:reviews")).status_code == 403


def test_the_page_of_a_published_review_shows_its_name_and_learning_and_no_more(standing, as_, review, finding, point):
    publish(review, standing.review_officer)
    text = as_(standing.outsider).get(reverse("reviews:review", args=[review.key])).content.decode()
    assert "LR-07" in text
    assert "Count across services" in text
    for secret in ("heron", "walrus", "Held before us"):
        assert secret not in text


def test_the_themes_page_has_all_38_with_definitions(standing, as_):
    text = as_(standing.social_worker).get(reverse("reviews:themes")).content.decode()
    wanted = [theme for group in themes.groups() for theme in group.themes]
    assert len(wanted) == 38
    assert all(f'id="{theme.code}"' in text for theme in wanted)


def test_search_marks_the_words_and_escapes_what_was_typed(standing, as_, point):
    url = reverse("learning:library")
    text = as_(standing.outsider).get(url, {"words": "misses"}).content.decode()
    assert "<mark>misses</mark>" in text
    text = as_(standing.outsider).get(url, {"words": '<script>"NEAR(', "group": "NOPE", "page": "x"}).content.decode()
    assert "<script>" not in text.replace('<script type="module"', "")


def test_pages_say_nothing_of_a_case_in_their_titles(standing, as_, review, finding, point):
    client = as_(standing.review_officer)
    for name, url in pages_of(review, finding, point).items():
        text = client.get(url).content.decode()
        title = text[text.index("<title>") : text.index("</title>")]
        assert "Child Q" not in title, name
        assert "LR-07" not in title, name
