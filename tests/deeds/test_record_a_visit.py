"""Writing down a visit: on a phone, about several children, with the day known as well as it is known."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sightline.access.models import Draft
from sightline.cases.models import Visit, Voice
from sightline.domain.dates import in_words
from sightline.trail.models import Entry
from tests.records import a_family, a_full_child, an_empty_child, signed_in
from tests.standing import a_recorded_child

pytestmark = pytest.mark.django_db


class Visiting:
    """A worker at the form of a visit about one child."""

    def __init__(self, worker, child):
        self.client, self.worker, self.child = signed_in(worker), worker, child
        self.address = reverse("write-visit", kwargs={"key": child.key})
        page = self.client.get(self.address).context_data["page"]
        self.typed = {
            "draft_token": page.writing.token,
            "opening": page.form["opening"].value(),
            "when": "today",
            "by": "Social Worker",
        }

    def about(self, child, **part):
        return {f"c{child.pk}-{name}": value for name, value in part.items()}

    def send(self, **typed):
        return self.client.post(self.address, {**self.typed, **typed})

    def writes(self, **part):
        return self.send(**self.about(self.child, **part))


@pytest.fixture
def robin(standing):
    return an_empty_child(standing.social_worker)


@pytest.fixture
def visiting(standing, robin):
    return Visiting(standing.social_worker, robin)


def errors(page):
    return [error["text"] for error in page.context_data["page"].errors]


def test_a_visit_is_written_and_the_overview_says_so(visiting, robin):
    answer = visiting.writes(seen="Y", seen_alone="N", words="Bus!", worker_makes_of_it="Glad to see one.")
    assert answer.status_code == 302
    visit = robin.visits.current().get()
    assert (visit.seen, visit.seen_alone, visit.bedroom) == ("Y", "N", None)
    voice = robin.voices.current().get()
    assert (voice.words, voice.worker_makes_of_it, voice.visit) == ("Bus!", "Glad to see one.", visit.fact)
    assert "The visit is saved for Robin Fennimore." in visiting.client.get(answer.url).content.decode()
    assert "The visit is saved" not in visiting.client.get(answer.url).content.decode()


def test_the_form_opens_with_today_and_the_writer_and_says_nothing_of_the_child(visiting):
    page = visiting.client.get(visiting.address).context_data["page"]
    assert page.form["when"].value() == in_words(timezone.localdate())  # a day, not "today": a draft lives longer
    assert page.form["by"].value() == "Social Worker"
    filled = {name for form in page.forms for name in form.fields if form[name].value()}
    assert filled == {"opening", "when", "by"}


def test_a_draft_keeps_its_own_day(visiting, robin):
    visiting.send(when="the Tuesday before", save_draft="yes")
    assert visiting.client.get(visiting.address).context_data["page"].form["when"].value() == "the Tuesday before"


def test_the_last_three_visits_are_in_sight_while_the_next_is_written(visiting):
    page = visiting.client.get(visiting.address)
    assert page.context_data["page"].lately == ()
    assert "No visit is recorded here yet." in page.content.decode()
    for number in range(1, 5):
        part = visiting.about(visiting.child, seen="Y", seen_alone="N", words=f"Said {number}. " + "word " * 60)
        visiting.send(opening=f"opening-{number}", when=f"{number} May 2026", **part)
    lately = visiting.client.get(visiting.address).context_data["page"].lately
    assert [one.when for one in lately] == [f"{day} May 2026, Social Worker" for day in (4, 3, 2)]
    assert {one.seen for one in lately} == {"seen: yes, alone: no"}
    assert lately[0].words.startswith("“Said 4.")
    assert all(len(one.words) < 150 for one in lately)


def test_the_visit_is_in_the_trail_with_its_worker(visiting, robin, standing):
    visiting.writes(seen="Y")
    entry = Entry.objects.filter(verb="cases.record_visit").get()
    assert (entry.child, entry.actor) == (robin.key, str(standing.social_worker.pk))


def test_what_nobody_answered_stays_not_recorded(visiting, robin):
    visiting.writes(seen="nr")
    visit = robin.visits.current().get()
    assert (visit.seen, visit.seen_alone, visit.awake) == (None, None, None)


@pytest.mark.parametrize("typed", ["3/5/2026", "3 May 2026", "2026-05-03", "Sunday 3rd May 2026"])
def test_a_day_may_be_written_in_ordinary_ways(visiting, robin, typed):
    visiting.send(when=typed, **visiting.about(robin, seen="Y"))
    assert str(robin.visits.current().get().at_date) == "2026-05-03"


def test_a_month_is_kept_as_a_month_and_never_as_a_day(visiting, robin):
    visiting.send(when="May 2026", **visiting.about(robin, seen="Y"))
    visit = robin.visits.current().get()
    assert (visit.at_date, visit.at_precision, str(visit.at_earliest), str(visit.at_latest)) == (
        None, "month", "2026-05-01", "2026-05-31",
    )  # fmt: skip
    assert visit.at_words == "May 2026"


def test_about_a_day_keeps_the_estimate_and_its_month(visiting, robin):
    visiting.send(when="about 3 May 2026", **visiting.about(robin, seen="Y"))
    visit = robin.visits.current().get()
    assert (str(visit.at_date), visit.at_precision) == ("2026-05-03", "day_estimated")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Write the day."),
        ("22 Nov", "Write the year too"),
        ("31/2/2026", "There is no such day."),
        ("soon", "Write the day like 22/11/2026"),
        ("1/1/1999", "was born. Check the year."),
    ],
)
def test_a_day_that_cannot_be_is_refused_kindly_and_nothing_typed_is_lost(visiting, robin, typed, sentence):
    page = visiting.send(when=typed, note="Kettle on the floor.", **visiting.about(robin, seen="Y"))
    assert any(sentence in error for error in errors(page))
    assert not robin.visits.exists()
    text = page.content.decode()
    assert "Kettle on the floor." in text
    assert "There is a problem" in text


def test_a_visit_that_lies_ahead_is_refused(visiting, robin):
    tomorrow = timezone.localdate() + timedelta(days=1)
    page = visiting.send(when=f"{tomorrow:%d/%m/%Y}", **visiting.about(robin, seen="Y"))
    assert any("still to come" in error for error in errors(page))
    assert not robin.visits.exists()


def test_this_month_ends_today(visiting, robin):
    today = timezone.localdate()
    visiting.send(when=f"{today:%m/%Y}", **visiting.about(robin, seen="Y"))
    assert robin.visits.current().get().at_latest == today


def test_not_seen_and_seen_alone_cannot_both_be(visiting, robin):
    page = visiting.writes(seen="N", seen_alone="Y")
    assert any("cannot have been seen alone" in error for error in errors(page))


def test_a_double_click_makes_one_visit(visiting, robin):
    first = visiting.writes(seen="Y", words="Bus!")
    second = visiting.writes(seen="Y", words="Bus!")
    assert (first.status_code, second.status_code) == (302, 302)
    assert (Visit.objects.count(), Voice.objects.count()) == (1, 1)
    assert Entry.objects.filter(verb="cases.record_visit").count() == 1


def test_the_same_form_with_other_words_is_told_and_keeps_them(visiting, robin):
    visiting.writes(seen="Y", words="Bus!")
    page = visiting.writes(seen="Y", words="Bus! Red bus!")
    assert "was saved before" in page.content.decode()
    assert "Bus! Red bus!" in page.content.decode()
    assert [voice.words for voice in Voice.objects.all()] == ["Bus!"]
    again = page.context_data["page"].form["opening"].value()
    visiting.send(opening=again, **visiting.about(robin, seen="Y", words="Bus! Red bus!"))
    assert {voice.words for voice in Voice.objects.all()} == {"Bus!", "Bus! Red bus!"}


def test_one_visit_is_a_row_for_each_child_and_each_record_holds_its_own_words(standing):
    robin, maya = a_family(standing.social_worker, "Robin Fennimore", "Maya Fennimore")
    visiting = Visiting(standing.social_worker, robin)
    typed = visiting.about(robin, seen="N", reason_if_not="Asleep.")
    typed |= visiting.about(maya, about="on", seen="Y", seen_alone="Y", words="I sing to him.")
    visiting.send(**typed)
    one, other = robin.visits.current().get(), maya.visits.current().get()
    assert one.occasion == other.occasion
    assert (one.seen, other.seen) == ("N", "Y")
    assert not robin.voices.exists()
    assert maya.voices.current().get().words == "I sing to him."


def test_a_sibling_not_ticked_has_no_visit(standing):
    robin, maya = a_family(standing.social_worker, "Robin Fennimore", "Maya Fennimore")
    Visiting(standing.social_worker, robin).writes(seen="Y")
    assert not maya.visits.exists()


def test_words_about_a_sibling_not_ticked_are_not_dropped(standing):
    robin, maya = a_family(standing.social_worker, "Robin Fennimore", "Maya Fennimore")
    visiting = Visiting(standing.social_worker, robin)
    page = visiting.send(**visiting.about(robin, seen="Y"), **visiting.about(maya, words="I sing to him."))
    assert any("Tick this, or empty what you wrote" in error for error in errors(page))
    assert "I sing to him." in page.content.decode()
    assert not robin.visits.exists()


def test_a_sibling_whose_record_is_not_open_to_the_worker_is_not_offered(standing):
    robin, maya = a_family(standing.social_worker, "Robin Fennimore", "Maya Fennimore")
    stranger = a_recorded_child(standing.outsider, name="Kit Fennimore").child
    from sightline.people.changes import join_household

    home = robin.memberships.first().household
    join_household(by=standing.outsider, person=stranger, household=home, child=stranger, starts_on=None)
    page = signed_in(standing.social_worker).get(reverse("write-visit", kwargs={"key": robin.key}))
    assert [part.child for part in page.context_data["page"].parts] == [robin, maya]


def test_an_outsider_cannot_write(standing, robin):
    client = signed_in(standing.outsider)
    answer = client.post(reverse("write-visit", kwargs={"key": robin.key}), {"when": "today"})
    assert answer.status_code == 404
    assert not robin.visits.exists()


def test_a_save_that_clears_a_prompt_says_which(standing):
    child = a_full_child(standing.social_worker)
    visiting = Visiting(standing.social_worker, child)
    text = visiting.client.get(visiting.writes(seen="Y", seen_alone="Y").url).content.decode()
    assert "has cleared" in text


def test_a_draft_is_kept_and_goes_with_the_save(visiting, robin, standing):
    visiting.send(save_draft="yes", note="Half a sentence")
    assert Draft.objects.filter(worker=standing.social_worker).count() == 1
    assert "Half a sentence" in visiting.client.get(visiting.address).content.decode()
    visiting.writes(seen="Y")
    assert not Draft.objects.exists()
    assert robin.visits.current().count() == 1


def test_a_session_that_ended_loses_nothing(visiting, robin, standing):
    visiting.client.logout()
    answer = visiting.send(note="Written on the doorstep.", **visiting.about(robin, seen="Y", words="Bus!"))
    assert answer.status_code == 302
    assert not robin.visits.exists()
    back = signed_in(standing.social_worker).get(visiting.address)
    assert "Written on the doorstep." in back.content.decode()
    assert "Bus!" in back.content.decode()


def test_a_visit_with_words_asks_the_database_no_more_than_it_must(visiting, robin, django_assert_max_num_queries):
    visiting.writes(seen="Y")
    again = Visiting(visiting.worker, robin)
    with django_assert_max_num_queries(70):  # 58 where nothing moves, and what has moved is told with its learning
        again.writes(seen="Y", words="Bus!")
    visit, words = Entry.objects.filter(child=robin.key).order_by("-seq")[:2][::-1]
    assert (visit.verb, words.verb, words.seq) == ("cases.record_visit", "cases.record_voice", visit.seq + 1)


def test_when_the_trail_cannot_be_written_neither_is_the_visit(visiting, robin, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("the trail is gone")

    monkeypatch.setattr("sightline.trail.record_all", broken)
    with pytest.raises(RuntimeError):
        visiting.writes(seen="Y")
    assert not robin.visits.exists()
