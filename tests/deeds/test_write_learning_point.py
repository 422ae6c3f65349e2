"""From findings to a learning point: writing, revising, publishing, approving its detail."""

from __future__ import annotations

import pytest

from sightline.learning import changes
from sightline.learning.changes import Refused, Words
from sightline.learning.forms import PointForm
from sightline.people.facts import ChangedMeanwhile
from sightline.reviews.queries import open_findings
from sightline.trail.models import Entry
from tests.library import a_finding, a_point, a_review, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def finding(standing):
    return a_finding(a_review(standing.review_officer), standing.review_officer)


@pytest.fixture
def draft(standing, finding):
    return a_point(standing.learning_lead, [finding], published=False)


def revise(point, by, finding, lesson="Count them.", version=None, detail="Six walrus appointments were missed."):
    words = Words("Count across services", lesson, detail=detail, themes=("PROC-WNB",))
    seen = point.version if version is None else version
    return changes.revise(point, by=by, seen_version=seen, words=words, findings=[finding])


def test_is_a_draft_until_it_is_published(standing, draft):
    assert (draft.state, draft.version) == ("draft", 1)
    now = changes.publish(draft, by=standing.learning_lead, seen_version=1)
    assert now.state == "published"
    assert now.published_at is not None
    verbs = list(Entry.objects.filter(thing_id=draft.key).values_list("verb", flat=True))
    assert verbs == ["learning.write_learning_point", "learning.publish"]


def test_comes_from_somewhere_and_has_a_theme(standing, finding):
    with pytest.raises(Refused, match="at least one finding"):
        a_point(standing.learning_lead, [])
    with pytest.raises(Refused, match="at least one theme"):
        a_point(standing.learning_lead, [finding], themes=())


def test_the_earlier_wording_stays_readable(standing, draft, finding):
    now = revise(draft, standing.learning_lead, finding)
    assert (now.lesson, now.version) == ("Count them.", 2)
    assert now.past.get().content["lesson"] == "Count misses together."


def test_the_second_of_two_is_told_and_overwrites_nothing(standing, draft, finding):
    revise(draft, standing.learning_lead, finding, "First.")
    with pytest.raises(ChangedMeanwhile):
        revise(draft, standing.learning_lead, finding, "Second.", version=1)
    draft.refresh_from_db()
    assert draft.lesson == "First."


@pytest.mark.parametrize("deed", ["write", "revise", "publish", "share"])
def test_a_broken_trail_undoes_it(standing, draft, finding, monkeypatch, deed):
    from sightline.learning.models import LearningPoint, Sharing

    by = standing.learning_lead
    published = a_point(by, [finding], title="In the library")
    before = LearningPoint.objects.count()

    def broken(**_entry):
        raise RuntimeError("no trail")

    monkeypatch.setattr("sightline.trail.record", broken)
    deeds = {
        "write": lambda: a_point(by, [finding]),
        "revise": lambda: revise(draft, by, finding),
        "publish": lambda: changes.publish(draft, by=by, seen_version=1),
        "share": lambda: changes.share(published, by=by, on=draft.written_at.date(), how="Team briefing"),
    }
    with pytest.raises(RuntimeError):
        deeds[deed]()
    draft.refresh_from_db()
    assert (draft.lesson, draft.state, draft.past.count()) == ("Count misses together.", "draft", 0)
    assert (LearningPoint.objects.count(), Sharing.objects.count()) == (before, 0)


def test_approved_detail_stays_approved_only_while_it_is_the_same(standing):
    officer, lead = standing.review_officer, standing.learning_lead
    finding = a_finding(publish(a_review(officer), officer), officer)
    point = a_point(lead, [finding])
    assert point.released_to == 3
    assert revise(point, lead, finding, "Another lesson.").released_to == 3
    point.refresh_from_db()
    assert revise(point, lead, finding, detail="More of the case.").released_to is None


def test_detail_is_not_released_while_a_review_is_unpublished(standing, finding):
    point = a_point(standing.learning_lead, [finding])
    assert point.released_to is None
    with pytest.raises(Refused, match="not published"):
        changes.release_detail(point, by=standing.learning_lead, seen_version=point.version)


def typed(finding, **more):
    fields = {"findings": [finding.key], "title": "Count", "lesson": "Count misses.", "themes": ["PROC-WNB"]}
    return {**fields, **more}


@pytest.mark.parametrize("field", ["title", "lesson", "try_this", "questions"])
@pytest.mark.parametrize("name", ["Child Q", "child q", "LR-07"])
def test_what_everybody_reads_may_not_name_the_review_or_its_subjects(standing, finding, field, name):
    findings = open_findings(standing.learning_lead)
    form = PointForm(typed(finding, **{field: f"In {name}’s case it was so."}), findings_open=findings)
    assert not form.is_valid()
    assert list(form.errors) == [field]
    assert PointForm(typed(finding, detail=f"In {name}’s case."), findings_open=findings).is_valid()


def test_only_learning_leads_and_those_inside_may_choose_findings(standing, finding):
    assert open_findings(standing.learning_lead) == [finding]
    assert open_findings(standing.outsider) == []
    assert open_findings(standing.administrator) == []
