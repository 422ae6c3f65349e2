"""Drawings on a child's record: the eco-map and the story, each with the same facts in words."""

from __future__ import annotations

import re

import pytest

from sightline.domain.drawing.ecomap import DOMAINS
from tests.deeds.test_write_an_entry import post
from tests.records import a_full_child, signed_in
from tests.standing import a_recorded_child

pytestmark = pytest.mark.django_db

TIE = {
    "opening": "t1", "when": "yesterday", "time": "", "system": "Oak Tree School", "domain": "education", "person": "",
    "strength": "strong", "stress": "yes", "flow": "in", "state": "current", "rater": "Ann Reed", "note": "",
}  # fmt: skip


@pytest.fixture
def child(standing):
    made = a_recorded_child(standing.social_worker, name="Robin Fennimore", born="2019-05-01")
    return made.allocated_to(standing.social_worker, "2026-01-01").at_level("CIN", "2026-05-02").child


def page(worker, child, part, **query):
    return signed_in(worker).get(f"/children/{child.key}/{part}/", query).content.decode()


def drawn(html, name):
    return set(re.findall(rf'data-{name}="([^"]*)"', html))


def test_two_views_of_a_tie_stand_side_by_side_with_the_table(standing, child):
    worker = standing.social_worker
    empty = page(worker, child, "eco-map")
    assert all(name in empty for name in DOMAINS.values())
    assert "No tie has been rated yet." in empty
    agency = worker.agency.name
    assert agency in empty, "the agency that works with the child is around it"
    post(worker, child, "tie", TIE)
    post(
        worker,
        child,
        "tie",
        {**TIE, "opening": "t2", "rater": "Robin", "strength": "weak", "stress": "no", "flow": "nr"},
    )
    post(worker, child, "tie", {**TIE, "opening": "t3", "rater": "Robin", "system": agency, "domain": "social_care"})
    html = page(worker, child, "eco-map")
    assert drawn(html, "rater") == {"Ann Reed", "Robin"}
    assert drawn(html, "system") == {"system:oak_tree_school", f"system:{'_'.join(agency.casefold().split())}"}
    assert "strong tie, stressful, gives to the family, as Ann Reed saw it" in html
    assert "weak tie, not stressful, who gives to whom not recorded, as Robin saw it" in html
    assert re.search(r"<th[^>]*>\s*Oak Tree School|<td[^>]*>\s*Oak Tree School", html)
    one = page(worker, child, "eco-map", rater="Robin")
    assert drawn(one, "rater") == {"Robin"}
    assert "Not shown here: the view of Ann Reed." in one


def test_the_family_page_leads_to_the_eco_map(standing, child):
    assert f'href="/children/{child.key}/eco-map/"' in page(standing.social_worker, child, "family")


def test_the_story_is_a_list_first_and_a_drawing_second(standing):
    child = a_full_child(standing.social_worker)
    html = page(standing.social_worker, child, "story")
    assert html.index("Newest first") < html.index("As a drawing") < html.index('data-lane="')
    listed = set(re.findall(r'id="(entry-[0-9a-f-]+)"', html))
    for narrow_or_wide in re.findall(r"<svg.*?</svg>", html, flags=re.S):
        assert set(re.findall(r'href="#(entry-[^"]+)"', narrow_or_wide)) <= listed
        counts = sum(int(one) for one in re.findall(r'data-count="(\d+)"', narrow_or_wide))
        assert f"{counts} entries" in narrow_or_wide
    assert "<svg" not in page(standing.social_worker, a_recorded_child(standing.social_worker).child, "story")
