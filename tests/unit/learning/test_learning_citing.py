"""Learning from an unpublished review is never cited on the record of its subjects, their households or relatives."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.learning.citing import blocked_points, citable_on
from sightline.people import changes as people
from sightline.people.models import Household, Person
from sightline.reviews.changes import join_subject
from tests.library import a_finding, a_point, a_review, about, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(standing):
    def add(*, is_child: bool = True) -> Person:
        return people.add_person(by=standing.social_worker, is_child=is_child)

    return add


@pytest.fixture
def review(standing):
    return a_review(standing.review_officer)


@pytest.fixture
def point(standing, review):
    return a_point(standing.learning_lead, [a_finding(review, standing.review_officer)])


def parent_of(standing, child, parent):
    people.record_parent(by=standing.social_worker, child=child, parent=parent)


def lives(standing, household, person, until=None):
    row = people.join_household(
        by=standing.social_worker, person=person, household=household, child=person, starts_on=date(2020, 1, 1)
    )
    if until:
        people.amend_fact(row, by=standing.social_worker, verb="people.leave", child=person, changes={"ends_on": until})


def test_the_subject_and_nobody_else_unrelated(standing, review, point, person):
    subject, stranger = person(), person()
    about(review, standing.review_officer, subject)
    assert blocked_points([subject.pk, stranger.pk]) == {subject.pk: {point.pk}, stranger.pk: set()}
    assert citable_on(point, stranger)
    assert not citable_on(point, subject)


def test_a_sibling_through_a_parent_who_lives_elsewhere(standing, review, point, person):
    subject, sibling, mother = person(), person(), person(is_child=False)
    parent_of(standing, subject, mother)
    parent_of(standing, sibling, mother)
    about(review, standing.review_officer, subject)
    assert not citable_on(point, sibling)


def test_a_cousin_and_a_grandparents_other_grandchild(standing, review, point, person):
    subject, cousin = person(), person()
    mother, aunt, grandmother = (person(is_child=False) for _ in range(3))
    for child, parent in ((subject, mother), (mother, grandmother), (aunt, grandmother), (cousin, aunt)):
        parent_of(standing, child, parent)
    about(review, standing.review_officer, subject)
    assert not citable_on(point, cousin)


def test_a_child_who_shared_a_household_long_ago(standing, review, point, person):
    subject, foster_sibling, home = person(), person(), Household.objects.create()
    lives(standing, home, subject, until=date(2021, 1, 1))
    lives(standing, home, foster_sibling)
    about(review, standing.review_officer, subject)
    assert not citable_on(point, foster_sibling)


def test_a_step_sibling_who_never_lived_there(standing, review, point, person):
    subject, partner, his_child, home = person(), person(is_child=False), person(), Household.objects.create()
    lives(standing, home, subject)
    lives(standing, home, partner)
    parent_of(standing, his_child, partner)
    about(review, standing.review_officer, subject)
    assert not citable_on(point, his_child)


def test_a_child_in_the_new_home_of_the_subjects_mother(standing, review, point, person):
    subject, mother, partners_child, home = person(), person(is_child=False), person(), Household.objects.create()
    parent_of(standing, subject, mother)
    lives(standing, home, mother)
    lives(standing, home, partners_child)
    about(review, standing.review_officer, subject)
    assert not citable_on(point, partners_child)


def test_a_published_review_may_be_cited_on_any_record(standing, review, point, person):
    subject = person()
    about(review, standing.review_officer, subject)
    publish(review, standing.review_officer)
    assert citable_on(point, subject)


def test_while_a_subject_is_not_joined_it_is_cited_nowhere(standing, review, point, person):
    child = person()
    assert citable_on(point, child)
    join_subject(review.subjects.get(), by=standing.review_officer, person=None, no_record_here=False)
    assert not citable_on(point, child)


def test_without_any_subject_it_is_cited_nowhere(standing, person):
    review = a_review(standing.review_officer, "LR-09", "Nobody yet", subjects=())
    point = a_point(standing.learning_lead, [a_finding(review, standing.review_officer)])
    assert not citable_on(point, person())


def test_one_unpublished_review_of_two_is_enough(standing, review, person):
    officer = standing.review_officer
    subject = person()
    about(review, officer, subject)
    known = a_finding(publish(a_review(officer, "SCR-01", "Child L"), officer), officer)
    point = a_point(standing.learning_lead, [known, a_finding(review, officer)])
    assert not citable_on(point, subject)


def test_two_queries_for_any_number_of_children(standing, review, point, person, django_assert_num_queries):
    subject = person()
    about(review, standing.review_officer, subject)
    children = [person() for _ in range(5)] + [subject]
    with django_assert_num_queries(2):
        assert blocked_points(child.pk for child in children)[subject.pk] == {point.pk}
