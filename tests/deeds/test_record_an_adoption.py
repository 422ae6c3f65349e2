"""An adoption seals the earlier identity: a new record under a new name, and for everybody but keepers no earlier one.

Security promise T12 (an adopted child is traced through the old name); ASVS 5.0 V8.2.2, V8.3.1.
"""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from sightline.access.models import Worker
from sightline.cases import opening
from sightline.cases.models import Allocation, Event, OpenedForReason
from sightline.people import changes as people
from sightline.people import keeping, telling
from sightline.people.barriers import Restriction, Sealing
from sightline.people.details import LookedBefore, Professional
from sightline.people.knowing import Among, day_of, look_before_writing
from sightline.people.knowing import search as sounding
from sightline.people.models import Identifier, Parentage, Person
from sightline.people.queries import children_open_to, known_elsewhere
from sightline.trail.models import Entry
from tests import standing
from tests.records import a_family, signed_in
from tests.surveys import gave_password

pytestmark = pytest.mark.django_db
BORN = date(2021, 3, 5)


@pytest.fixture
def world(db):
    """Robin and a sister with their mother; a GP; a number; another supervisor who will be a keeper."""
    made = standing.make()
    robin, sister = a_family(made.social_worker, "Robin Fennimore", "Maya Fennimore")
    robin = people.amend_person(robin, by=None, changes={"dob": BORN, "languages": ["Polish"], "reference": "UPN-77"})
    Identifier.objects.create(person=robin, scheme="upn", value="A77")
    telling.record_professional(robin, by=made.social_worker, name="Dr Osei", role="GP")
    keeper = Worker.objects.create(
        username="keeper", name="Ruth Keeper", role="supervisor", agency=made.supervisor.agency
    )
    return made, robin, sister, keeper


def form(keeper, **said):
    return {
        "given_name": "Robin", "family_name": "Ashdown", "dob": "5/3/2021", "sex": "F", "ordered_on": "2/11/2026",
        "because": "Order of the family court.", "keepers": [keeper.pk], "decided": "on", "words": "",
    } | said  # fmt: skip


def adopt(made, robin, keeper, **said):
    return gave_password(made.supervisor).post(reverse("adoption", args=[robin.key]), form(keeper, **said))


def later_of(answer):
    assert answer.status_code == 302, answer.context_data["page"].form.errors
    return Person.objects.get(key=answer["Location"].rstrip("/").split("/")[-1])


def test_the_page_says_what_happens_to_what_before_anything_is_done(world):
    made, robin, _sister, keeper = world
    client = gave_password(made.supervisor)
    page = client.get(reverse("adoption", args=[robin.key])).content.decode()
    for words in (
        "What stays sealed",
        "Kerry Fennimore",
        "Dr Osei",
        "Social Worker",
        "No to-do is open",
        "Ruth Keeper",
    ):
        assert words in page, words
    assert Person.objects.filter(family_name="Ashdown").count() == 0
    assert signed_in(made.supervisor).get(reverse("adoption", args=[robin.key])).status_code == 302  # password first
    for who in (made.social_worker, made.outsider, made.administrator):
        assert gave_password(who).get(reverse("adoption", args=[robin.key])).status_code in (403, 404)


def test_nothing_goes_over_unless_it_is_chosen_and_nothing_joins_the_two(world):
    made, robin, sister, keeper = world
    later = later_of(adopt(made, robin, keeper))
    assert later.key != robin.key
    assert (later.name, later.dob, later.languages, later.reference, later.source) == (
        "Robin Ashdown", BORN, None, "", "kept here",
    )  # fmt: skip
    assert not Identifier.objects.filter(person=later).exists()
    assert not Professional.objects.filter(child=later).exists()
    assert not Parentage.objects.filter(child=later).exists()
    assert not Event.objects.filter(child=later).exists()
    assert [row.worker for row in Allocation.objects.filter(child=later)] == [made.supervisor]
    page = gave_password(made.supervisor).get(reverse("child-looked", args=[later.key])).content.decode()
    assert "Fennimore" not in page
    assert "sealed" not in page
    # Every row of every table that points at the later child: none names the earlier one, but the sealing itself.
    assert not Entry.objects.filter(child=later.key, thing_id__icontains=robin.key).exists()
    for name in ("child", "child-family", "child-story"):
        text = signed_in(made.social_worker).get(reverse(name, args=[sister.key])).content.decode()
        assert "Robin" not in text, name
        assert robin.key not in text
    assert signed_in(made.social_worker).get(reverse("child", args=[robin.key])).status_code == 404


def test_what_is_chosen_goes_over_as_if_written_anew(world):
    made, robin, _sister, keeper = world
    row = Professional.objects.get(child=robin)
    answer = adopt(
        made, robin, keeper, over_details="on", words="Allergic to nuts: carries a pen.",
        workers=[made.social_worker.pk], professionals=[str(row.fact)],
    )  # fmt: skip
    later = later_of(answer)
    assert later.languages == ["Polish"]
    assert Event.objects.get(child=later).what == "Allergic to nuts: carries a pen."
    copied = Professional.objects.get(child=later)
    assert (copied.name, copied.fact == row.fact, copied.recorded_by) == ("Dr Osei", False, made.supervisor)
    assert later in children_open_to(made.social_worker)
    assert robin not in children_open_to(made.social_worker)


def test_neither_name_nor_birthday_leads_from_one_to_the_other(world):
    made, robin, _sister, keeper = world
    later = later_of(adopt(made, robin, keeper))
    found = look_before_writing(made.outsider, "Robin Fennimore", day_of(BORN))
    assert not {one.person.pk for one in found} & {robin.pk, later.pk}
    assert LookedBefore.objects.get().restricted.person == robin  # its keepers are told
    home = gave_password(keeper).get("/").content.decode()
    assert "Robin Fennimore" in home
    named = look_before_writing(made.outsider, "Robin Ashdown")
    assert [one.person.pk for one in named][:1] == [later.pk]  # by the name they have now, they are found
    assert robin.pk not in {one.pk for one in known_elsewhere(made.outsider, "Fennimore")}
    assert [one.pk for one in sounding("Ashdown", Among(Person.objects.filter(is_child=True)), 5)] == [later.pk]
    assert not known_elsewhere(made.outsider, "UPN-77")


def test_a_keeper_opens_it_for_a_reason_and_another_keeper_reads_why(world):
    made, robin, _sister, keeper = world
    later = later_of(adopt(made, robin, keeper))
    browser = gave_password(made.supervisor)
    page = browser.get(reverse("sealed")).content.decode()
    assert "Robin Fennimore" in page
    assert "Robin Ashdown" in page
    assert browser.get(reverse("child", args=[robin.key])).status_code == 404  # not without a reason
    opening.open_for_reason(robin, by=made.supervisor, reason="She asks for her birth record.", hours=1)
    assert browser.get(reverse("child", args=[robin.key])).status_code == 200
    assert [row.child for row in opening.openings_for(keeper)] == [robin]
    with pytest.raises(opening.NotPossible):
        opening.open_for_reason(robin, by=made.outsider, reason="I knew her.", hours=1)
    other = Worker.objects.create(username="o", name="O", role="supervisor", agency=made.supervisor.agency)
    assert "Fennimore" not in gave_password(other).get(reverse("sealed")).content.decode()
    assert not opening.openings_for(other)
    assert OpenedForReason.objects.count() == 1
    assert later in children_open_to(made.supervisor)


def test_it_stays_sealed_and_only_a_mistake_is_taken_back(world):
    made, robin, _sister, keeper = world
    adopt(made, robin, keeper)
    row = Restriction.objects.get(person=robin)
    with pytest.raises(keeping.NotPossible, match="stays sealed"):
        keeping.end_restriction(row, by=made.supervisor, because="Over.")
    with pytest.raises(keeping.NotPossible, match="keepers only"):
        keeping.rename(row, by=made.supervisor, named=[made.social_worker], keepers=[keeper])
    page = gave_password(made.supervisor).post(
        reverse("restrict", args=[robin.key]), {"end": "1", "reason": "Over."}, follow=True
    )
    assert "stays sealed" in page.content.decode()
    sealing = Sealing.objects.get()
    where = reverse("take-sealing-back", args=[sealing.pk])
    assert gave_password(made.outsider).post(where, {"because": "x"}).status_code in (403, 404)
    assert gave_password(keeper).post(where, {"because": "It was her cousin."}).status_code == 302
    assert signed_in(made.outsider).get(reverse("child", args=[robin.key])).status_code == 404  # as ever
    assert not Restriction.objects.filter(person=robin, ended_at=None).exists()
    verbs = set(Entry.objects.filter(child=robin.key).values_list("verb", flat=True))
    assert {"people.seal_identity", "people.take_back_sealing"} <= verbs


def test_bad_input_and_a_second_press_are_refused_kindly(world):
    made, robin, _sister, keeper = world

    def refused(**said):
        answer = adopt(made, robin, keeper, **said)
        assert answer.status_code == 200
        return [one for errors in answer.context_data["page"].form.errors.values() for one in errors]

    for name in ("given_name", "because", "words"):
        for typed in ("x" * 100_000, "a\x00b"):
            assert len(refused(**{name: typed})) == 1
    assert refused(because="   ") == ["Write the reason: somebody will read it."]
    assert "Write a name" in refused(given_name="", family_name=" ")[0]
    assert "name of the earlier record" in refused(family_name="Fennimore")[0]
    assert "another keeper reads" in refused(keepers=[])[0]
    assert "Decide about each" in refused(decided="")[0]
    assert len(refused(dob="31/2/2021")) == 1
    assert len(refused(ordered_on="May 2026")) == 1
    assert refused(keepers=[made.administrator.pk]) == ["Choose from the list."]
    assert not Sealing.objects.exists()
    later = later_of(adopt(made, robin, keeper, given_name="O’Brien-Łukasz", family_name="李 مريم 🐟"))
    assert later.name == "O’Brien-Łukasz 李 مريم 🐟"
    assert adopt(made, robin, keeper).status_code == 404  # there is no such child any more
    assert Sealing.objects.count() == 1
