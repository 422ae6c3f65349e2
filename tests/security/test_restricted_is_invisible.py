"""Every address, asked before and after a restricted child came to be: for whoever is not named, nothing may differ.

The walk goes by the reviewed table of `test_matrix`, in which every address stands: a new list, count, export or
suggestion is walked as soon as it exists, and fails here until it hides the child. The restricted child lives with an
own child of the walkers, has the same mother, is allocated to the practitioner, and is named in a prompt. So is the
earlier identity of an adopted child, sealed, whose later record is there throughout, with the same given name and
birthday.
(ASVS 5.0 V8.2.2, V8.3.1; issue 4, section 3.)
"""

from __future__ import annotations

import re
from contextlib import closing
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone
from pypdfium2 import PdfDocument

from sightline.access.models import Worker
from sightline.cases import changes as cases
from sightline.checks.models import Outcome
from sightline.people import changes as people
from sightline.people import keeping, sealing
from sightline.people.models import Household, Person
from tests.records import a_recorded_child, signed_in
from tests.security.test_matrix import ROUTES, TABLE, address, expected, parts_of
from tests.security.things import World, a_world

NAME = "Zebedee Quillfeather"
SEALED = "Ottoline Brackwater"  # and from the adoption on: Ottoline Ashdown
WALKERS = ("practitioner", "supervisor")
# Values that are new on every page; what came of the walk itself; times of day.
NEW_EACH_TIME = re.compile(
    r'name="(csrfmiddlewaretoken|opening|draft_[a-z]+|[a-z_]*token)" value="[^"]*"|nonce-\S+|data-draft-[a-z]+="[^"]*"'
    r"|page=[0-9a-f]{32}|value=\"[0-9a-f]{32}\"|value=\"[\w-]{20,}:[\w:-]+\""
)
# What shows the walk and its sessions; and one's own password, which the passkeys of `things.py` are too bare for.
OWN_STEPS = {"children/<slug:key>/who-has-looked/", "re-authenticate/", "account/sessions/"}
TYPED = ("q", "name", "names", "words", "given_name", "family_name", "person", "title")


@pytest.fixture
def walked(db):
    """A world whose own child lives with others, and a second supervisor who will be the keeper; the clock stands."""
    with time_machine.travel("2026-11-18 10:00", tick=False):
        yield a_walked_world()


def a_walked_world() -> tuple[World, Person, Household, Person, Worker]:
    world = a_world()
    own = Person.objects.get(key=world.things("child")[0]["key"])
    home = Household.objects.create()
    mother = people.add_person(by=None, given_name="Kerry", family_name="Fennimore", sex="F")
    for person in (own, mother):
        people.join_household(by=None, person=person, household=home, child=own, starts_on=date(2025, 1, 1))
    people.record_parent(by=None, child=own, parent=mother, label="mother")
    keeper = Worker.objects.create(
        username="keeper", name="Keeper", role="supervisor", agency=world.people.supervisor.agency
    )
    return world, own, home, mother, keeper


def restricted_child(world: World, own: Person, home: Household, mother: Person, keeper: Worker) -> Person:
    child = a_hidden_child(NAME, own)
    keeping.restrict(child, by=keeper, reason="A parent works here.")
    return among_the_others(child, world, own, home, mother, keeper)


def adopted_child(world: World, own: Person) -> Person:
    """A child as known after an adoption; the practitioner's, like the earlier record once was."""
    made = a_recorded_child(world.people.social_worker, name="Ottoline Ashdown", born=own.dob)
    return made.allocated_to(world.people.social_worker, "2026-01-01").child


def sealed_child(later: Person, world: World, own: Person, home: Household, mother: Person, keeper: Worker) -> Person:
    child = among_the_others(a_hidden_child(SEALED, own), world, own, home, mother, keeper)
    sealing.seal(child, later, by=keeper, keepers=(), because="An order.", ordered_on=None)
    return child


def a_hidden_child(name: str, own: Person) -> Person:
    given, _, family = name.partition(" ")
    return people.add_person(by=None, is_child=True, given_name=given, family_name=family, dob=own.dob)


def among_the_others(
    child: Person, world: World, own: Person, home: Household, mother: Person, keeper: Worker
) -> Person:
    cases.open_record(by=None, child=child, starts_on=None)
    cases.allocate(by=keeper, child=child, worker=world.people.social_worker, role="lead", starts_on=date(2026, 1, 1))
    people.join_household(by=None, person=child, household=home, child=child, starts_on=date(2025, 1, 1))
    people.record_parent(by=None, child=child, parent=mother, label="mother")
    now = timezone.now()
    rows = ({"kind": "Person", "id": child.key}, {"kind": "Person", "id": child.key})
    for of, fact in zip((own, child), rows, strict=True):
        if Outcome.objects.filter(child=of, check_id="SS-06", ends_at=None).exists():
            continue
        Outcome.objects.create(
            child=of, check_id="SS-06", check_version="1", result="ask", severity="today", content_key="x",
            looked_at=now, starts_at=now, facts=[fact], asks_since=now,
        )  # fmt: skip
    return child


def body(client: Client, row: dict[str, Any], path: str) -> tuple[int, str]:
    response = getattr(client, row.get("method", "GET").lower())(path)
    content = b"".join(response) if response.streaming else response.content
    is_pdf = content.startswith(b"%PDF")
    return response.status_code, NEW_EACH_TIME.sub(
        "", words_of(content) if is_pdf else content.decode("utf-8", "replace")
    )


def words_of(content: bytes) -> str:
    with closing(PdfDocument(content)) as found:
        return "\n".join(page.get_textpage().get_text_range() for page in found)


def typed(client: Client, path: str) -> tuple[int, str]:
    """The same address with the child's name sent in every field it could have."""
    response = client.post(path, dict.fromkeys(TYPED, NAME))
    return response.status_code, NEW_EACH_TIME.sub("", response.content.decode("utf-8", "replace")).replace(NAME, "")


def walk(world: World) -> dict[tuple[str, str], tuple[int, str]]:
    found: dict[tuple[str, str], tuple[int, str]] = {}
    clients = {role: signed_in(world.worker(role)) for role in WALKERS}
    for pattern in sorted(set(TABLE) & set(ROUTES) - OWN_STEPS):
        row = TABLE[pattern]
        if row.get("public") or row.get("method", "GET") != "GET":
            continue
        for kind, may in expected(row).items():
            path = address(pattern, row, parts_of(world, row, kind))
            for role in may & set(WALKERS):
                found[role, pattern] = body(clients[role], row, path)
                if "thing" not in row and not row["action"].startswith("account."):
                    found[role, f"POST {pattern}"] = typed(clients[role], path)
    return found


def give_rows_the_other_way_round() -> None:
    """On SQLite, rows whose order nobody asked for now come backwards: a page that shows them so must differ.

    PostgreSQL gives such rows in whatever order suits its plan, which can change between two walks.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA reverse_unordered_selects = ON")


@pytest.fixture
def rows_as_ever(db):
    yield
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA reverse_unordered_selects = OFF")


@pytest.mark.django_db
def test_no_address_shows_counts_or_suggests_a_restricted_child(walked, rows_as_ever):
    world, own, *_ = walked
    kinds = {row[name] for row in TABLE.values() for name in ("thing", "given") if name in row}
    for kind in sorted(kinds, key=lambda kind: (kind == "compared", kind)):  # a text that two have finished is closed
        world.things(kind)
    later = adopted_child(world, own)
    before = walk(world)
    gone = (restricted_child(*walked), sealed_child(later, *walked))
    give_rows_the_other_way_round()
    after = walk(world)
    secrets = [secret for child in gone for secret in (child.family_name, child.key)]
    leaks = [where for where in before if any(secret in after[where][1] for secret in secrets)]
    assert not leaks, f"These show the child: {leaks}"
    differ = [where for where in before if before[where] != after[where]]
    assert not differ, f"These are different once the child exists: {differ}"


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["practitioner", "supervisor"])
def test_every_address_of_a_restricted_child_answers_as_if_there_were_none(walked, role):
    world = walked[0]
    children = (restricted_child(*walked), sealed_child(adopted_child(world, walked[1]), *walked))
    client, wrong = signed_in(world.worker(role)), []
    for pattern in sorted(set(TABLE) & set(ROUTES)):
        row = TABLE[pattern]
        if row.get("thing") != "child":
            continue
        parts = parts_of(world, row, "own")
        answers = []
        for key in (*(child.key for child in children), "nosuchchildx"):
            path = address(pattern, row, parts | {"key": key})
            code, text = body(client, row, path)
            assert code in (302, 403, 404, 405), pattern  # 302: asked for the password first
            answers.append((code, text.replace(key, ""), *typed(client, path)))
        if any(answer != answers[-1] for answer in answers):
            wrong.append(pattern)
    assert wrong == []


@pytest.mark.django_db
def test_the_keeper_sees_the_child_once_allocated_or_supervising(walked):
    child = restricted_child(*walked)
    assert signed_in(walked[4]).get(f"/children/{child.key}/").status_code == 200
