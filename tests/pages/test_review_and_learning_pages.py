"""Every page of reviews and learning: drawn, in few queries, and holding no more than the gate lets each role read."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from sightline.access.models import Worker
from sightline.domain import themes
from sightline.reviews import work
from sightline.reviews.changes import name_member
from sightline.reviews.kinds import KINDS, OF_AN_ACTION
from sightline.reviews.models import Episode, EpisodePractice, Panellist, Proceeding, Terms
from tests.library import a_finding, a_point, a_return, a_review, an_action, evidence_for, progress_of, publish

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


@pytest.fixture
def worked(standing, review):
    """Something of everything a review's work is made of, each holding a word nobody outside may read."""
    officer = standing.review_officer
    action = an_action(review, officer, step="A heron is counted.")
    progress_of(action, officer, date(2026, 4, 1), text="The heron moved.")
    sent = a_return(review, officer, "Heron Health", what="The heron's days.")
    episode = work.write_item(Episode, review, by=officer, values={"title": "The heron in May"})
    practice = {"agency_name": "Heron Health", "expected": "A visit.", "done": "None.", "strength": "below"}
    work.write_item(EpisodePractice, review, by=officer, values=practice | {"episode": episode})
    terms = work.write_item(Terms, review, by=officer, values={"purpose": "To learn from the heron."})
    work.amend_item(terms, by=officer, seen_version=1, values={"purpose": "To learn from the heron and the walrus."})
    beside = {"kind": "criminal", "standing": "live", "holds": ["report"], "holds_note": "Until the heron is charged."}
    work.write_item(Proceeding, review, by=officer, values=beside)
    taking_part = {"name": "H. Heron", "part": "reviewer", "interest": "none"}
    work.write_item(Panellist, review, by=officer, values=taking_part)
    answers = {"not_statutory": ("Y", "The heron lives.")}
    work.answer_test(review, by=officer, regime="ALR", answers=answers, seen={})
    return {"action": action, "return": sent, "evidence": evidence_for(action, officer), "episode": episode}


def work_of(review, worked):
    def of(name, *args):
        return reverse(f"reviews:{name}", args=args)

    key, action = review.key, worked["action"].key
    return {
        "reviews:opening": of("opening", key),
        "reviews:test": of("test", key),
        "reviews:returns": of("returns", key),
        "reviews:move_return": of("move_return", key, worked["return"].key),
        "reviews:episodes": of("episodes", key),
        "reviews:plan": of("plan", key),
        "reviews:action": of("action", key, action),
        "reviews:progress": of("report", key, action, "progress"),
        "reviews:evidence": of("report", key, action, "evidence"),
        "reviews:judge": of("judge", key, worked["evidence"].key),
        "reviews:amend action": of("amend", key, "action", action),
        "reviews:amend episode": of("amend", key, "episode", worked["episode"].key),
        "reviews:regimes": of("regimes"),
        "reviews:regime": of("regime", "alr"),
        "reviews:set_step": of("set_step", "alr"),
        "reviews:set_limit": of("set_limit", "alr"),
        **{f"reviews:write {kind}": of("write", key, kind) for kind in KINDS if kind not in OF_AN_ACTION},
    }


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


PLAN = {"reviews:plan", "reviews:action"}
WORK = {"reviews:opening", "reviews:returns", "reviews:episodes"}


def test_who_may_open_the_work_of_a_review_in_how_many_queries_and_how_it_is_titled(
    standing, as_, review, worked, django_assert_max_num_queries
):
    pages = work_of(review, worked)
    for role in ROLES:
        client, opened = as_(getattr(standing, role)), set()
        for name, url in pages.items():
            with django_assert_max_num_queries(25, info=f"{name} {role}"):
                answer = client.get(url)
            text = answer.content.decode()
            if answer.status_code == 200:
                opened.add(name)
                title = text[text.index("<title>") : text.index("</title>")]
                assert "heron" not in title.lower(), name
                assert "LR-07" not in title, name
            else:
                assert "heron" not in text.lower(), f"{name} {role}"
        wanted = {"review_officer": set(pages), "learning_lead": PLAN}.get(role, set())
        assert opened == wanted, role


def test_a_panel_member_reads_the_work_and_changes_nothing(standing, as_, review, worked):
    name_member(review, by=standing.review_officer, worker=standing.social_worker, level=1)
    client, pages = as_(standing.social_worker), work_of(review, worked)
    opened = {name for name, url in pages.items() if client.get(url).status_code == 200}
    assert opened == PLAN | WORK
    text = client.get(pages["reviews:opening"]).content.decode()
    for words in (
        "Until the heron is charged.",
        "H. Heron",
        "The heron lives.",
        "To learn from the heron and the walrus.",
    ):
        assert words in text
    assert "Earlier wordings" in text
    assert "/write/" not in text
    assert "/amend/" not in text


def test_the_parts_take_no_more_queries_for_many_things(standing, as_, review, worked, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, officer, pages = as_(standing.review_officer), standing.review_officer, work_of(review, worked)
    pages["reviews:review"] = reverse("reviews:review", args=[review.key])
    parts = [*(PLAN | WORK), "reviews:review"]
    few = {}
    for name in parts:
        client.get(pages[name])
        with CaptureQueriesContext(connection) as seen:
            client.get(pages[name])
        few[name] = len(seen)
    for number in range(8):
        a_return(review, officer, f"Agency {number}")
        more = an_action(review, officer)
        for action in (more, worked["action"]):
            evidence_for(action, officer)
            progress_of(action, officer, date(2026, 4, 2))
        episode = work.write_item(Episode, review, by=officer, values={"title": f"Episode {number}"})
        practice = {"agency_name": "Health", "expected": "A.", "done": "B.", "strength": "strong", "episode": episode}
        work.write_item(EpisodePractice, review, by=officer, values=practice)
        work.write_item(Panellist, review, by=officer, values={"name": "X", "part": "panel", "interest": "none"})
    for name in parts:
        with django_assert_num_queries(few[name], info=name):
            client.get(pages[name])


def test_a_colour_is_never_shown_without_its_word(standing, as_, review, worked):
    text = as_(standing.review_officer).get(work_of(review, worked)["reviews:plan"]).content.decode()
    assert "Overdue" in text
    assert "Overdue or blocked (red)" in text
    assert "Evidence 0 of 5: nothing yet" in text


def test_the_register_is_filtered_and_a_foreign_word_in_the_address_does_no_harm(standing, as_, review, worked):
    client, url = as_(standing.review_officer), reverse("reviews:reviews")
    for query, shown in (
        ({}, True),
        ({"standing": "open", "needs": "return"}, True),
        ({"standing": "closed"}, False),
        ({"regime": "Serious case review"}, False),
        ({"needs": "publication"}, False),
        ({"needs": "\x00<script>", "regime": "x" * 5000}, True),
    ):
        text = client.get(url, query).content.decode()
        assert ("LR-07" in text) is shown, query
        assert "govuk-error-message" not in text, query
