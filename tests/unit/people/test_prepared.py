"""Queries worked out once: the rows of a queryset, for these values and no others."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef, Value
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sightline.cases.models import Visit
from sightline.people import prepared
from sightline.people.models import Person
from tests import standing
from tests.records import ago, an_empty_child

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    """Two children, one visited twice."""
    worker = standing.make().social_worker
    one = standing.a_recorded_child(worker, name="Ada Ash").with_visit(ago(9)).with_visit(ago(2), seen="Y")
    return one.child, an_empty_child(worker)


def seen_since(child, on, facts):
    visits = Visit.objects.filter(child=child, at_date__gte=on, fact__in=facts)
    return visits.select_related("child", "recorded_by").annotate(note_of=Value("kept")).order_by("pk")


def test_rows_are_those_of_the_queryset_whatever_was_asked_before(two):
    one, other = two
    facts = [*Visit.objects.order_by("pk").values_list("fact", flat=True)]
    for child, since, among in ((one, ago(30), facts), (other, ago(30), facts), (one, ago(5), facts),
                                (one, ago(30), facts[:1]), (one, ago(30), [*facts, uuid4()])):  # fmt: skip
        given = {"child": child.pk, "on": since, "facts": among}
        plain, filled = list(seen_since(**given)), prepared.fetch("visits since", seen_since, **given)
        assert filled == plain
        assert [(row.child.name, row.recorded_by.name, row.note_of, row.fact, row.at_date) for row in filled] == [
            (row.child.name, row.recorded_by.name, row.note_of, row.fact, row.at_date) for row in plain
        ]


def test_what_is_made_is_made_once_and_takes_one_query(two):
    made = []

    def make(children, word):
        made.append(children)
        visited = Exists(Visit.objects.filter(child=OuterRef("pk")))
        rows = Person.objects.filter(pk__in=children).exclude(given_name=word)
        return rows.annotate(visited=visited).order_by("pk").values_list("pk", "visited", "first_recorded_at")

    for children in ([two[0].pk], [two[1].pk], [one.pk for one in two]):
        with CaptureQueriesContext(connection) as found:
            rows = prepared.fetch("who was visited", make, children=children, word="Bob")
        assert rows == list(make(children, "Bob"))
        assert len(found) == 1
    stand_ins = [children for children in made if children[0] < 0]
    assert [len(children) for children in stand_ins] == [1, 4]  # two ids fill the place of four
    assert prepared.fetch("who was visited", make, children=[], word="Bob") == []


def test_a_statement_that_threads_share_is_not_changed_by_being_asked(two, monkeypatch):
    monkeypatch.setattr(prepared, "_KEPT", {})

    def visits(child):
        return Visit.objects.filter(child=child).select_related("child").order_by("pk")

    def state():
        return [dict(vars(part)) for part in (kept, kept._compiler, kept._query, kept._queryset)]

    assert prepared.fetch("shared", visits, child=two[1].pk) == []
    [kept] = prepared._KEPT.values()
    before = state()
    assert prepared.fetch("shared", visits, child=two[0].pk) == list(visits(two[0].pk))
    assert state() == before


def test_what_is_fixed_stays_as_it_is_written_whatever_letters_it_holds(two):
    def make(children, words):
        rows = Person.objects.filter(family_name__contains="s").exclude(pk__in=children)
        rows = rows.exclude(given_name__in=words).exclude(given_name__startswith="100 %s $1'")
        return rows.annotate(word=Value("50 % of $1 IN (%s, %s)")).order_by("pk").values_list("pk", "word")

    for children in ([two[0].pk], [two[0].pk, 3_000_000_000], [5, 6, two[1].pk]):
        for words in (["Bob"], ["Bob", "Ada", two[1].given_name]):
            found = prepared.fetch("in full", make, children=children, words=words)
            assert found == list(make(children, words))
    assert prepared.fetch("in full", make, children=[5_000_000], words=["Bob"])[0][1] == "50 % of $1 IN (%s, %s)"


@pytest.mark.postgres
def test_the_server_keeps_a_statement_for_all_values_and_a_long_list_is_planned_each_time(two):
    def kept():
        with connection.cursor() as cursor:
            cursor.execute("SELECT statement FROM pg_prepared_statements WHERE statement LIKE '%kept, then%'")
            return [statement for (statement,) in cursor.fetchall()]

    def make(children):
        return Person.objects.filter(pk__in=children).annotate(word=Value("kept, then")).order_by("pk")

    for children in ([two[0].pk, 1], [two[1].pk, 70_000, 3_000_000_000], [1, 2, 3, two[0].pk]):
        assert prepared.fetch("kept", make, children=children) == list(make(children))
    assert len(kept()) == 1
    assert kept()[0].count("$") == 1  # a list is one value
    long = [*range(5_000_000, 5_000_900), two[0].pk]
    with CaptureQueriesContext(connection) as found:
        assert prepared.fetch("kept", make, children=long) == [two[0]]
    assert [str(two[0].pk) in query["sql"] for query in found] == [True]  # who listens hears it in full
    assert len(kept()) == 1


@pytest.mark.postgres
def test_nothing_is_compiled_unless_the_address_says_so():
    with connection.cursor() as cursor:
        cursor.execute("SELECT setting, source FROM pg_settings WHERE name = 'jit'")
        assert cursor.fetchone() == ("off", "client")


def test_a_flat_list_stays_flat(two):
    def make(child):
        return Person.objects.filter(pk=child).values_list("given_name", flat=True)

    assert [prepared.fetch("given name", make, child=child.pk) for child in two] == [[c.given_name] for c in two]


@pytest.mark.parametrize(
    "make",
    [
        lambda child: Visit.objects.filter(child=child, at_date__lte=date(2026, 1, 2)),
        lambda child: Visit.objects.filter(child=child, recorded_at__lte=timezone.now()),
        lambda child: Visit.objects.filter(child=child, pk=child + 1),
    ],
    ids=["a day", "a moment", "a changed value"],
)
def test_what_would_be_the_same_ever_after_is_refused(make):
    with pytest.raises(prepared.Slipped):
        prepared.fetch(make, make, child=1)


def test_a_changed_text_is_refused():
    with pytest.raises(prepared.Slipped):
        prepared.fetch("by name", lambda word: Person.objects.filter(given_name__contains=word), word="Ada")
