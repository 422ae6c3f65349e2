"""The wider family of Robin and Maya Fennimore: three generations, three homes, a partner newly moved in.

Their grandmother Jean, widowed, with her son Shaun; Maya's father Darren, whom nobody could name until lately,
with his grown son; Lewis, who moved in with Kerry nine days ago and whom no worker has met. Robin's father is unknown.
"""

from __future__ import annotations

import random
from datetime import date, timedelta

from sightline.access.models import Worker
from sightline.cases.models import Noted
from sightline.people.models import Household, HouseholdMembership, Parentage, Partnership, Person, Tie
from sightline.stories.book import Book, seeded_key, weekday
from sightline.stories.families import Family, Kin

MOVED_IN, WRITTEN, NAMED = 9, 6, 40  # days ago: Lewis moved in, that was written down, Darren was named


def add(made: Family, seed: str, today: date) -> None:
    """Put the people and homes beside the family; nothing is stored."""
    rng = random.Random(f"{seed}/fennimore/kin")
    began = today - timedelta(days=118)

    def somebody(given: str, family: str, sex: str, born: date, on: date, died: date | None = None) -> Person:
        person = Person(
            key=seeded_key(rng), given_name=given, family_name=family, sex=sex, dob=born, died_on=died,
            languages=["English"], interpreter_need="no",
        )  # fmt: skip
        made.kin.append(Kin(person, on))
        return person

    somebody("Jean", "Fennimore", "F", date(today.year - 55, 4, 17), began)
    somebody("Alan", "Fennimore", "M", date(today.year - 60, 1, 30), began, date(today.year - 7, 10, 2))
    somebody("Shaun", "Fennimore", "M", date(today.year - 24, 8, 9), began)
    somebody("Darren", "Pask", "M", date(today.year - 38, 2, 21), today - timedelta(days=NAMED + 3))
    somebody("Tyler", "Pask", "M", date(today.year - 19, 5, 6), today - timedelta(days=NAMED + 3))
    somebody("Lewis", "", "M", date(today.year - 31, 1, 1), today - timedelta(days=WRITTEN))
    lewis = made.kin[-1].person
    lewis.dob, lewis.dob_precision, lewis.dob_basis = None, "range", "Kerry: about thirty"
    lewis.dob_earliest, lewis.dob_latest = date(today.year - 34, 1, 1), date(today.year - 28, 12, 31)
    made.homes += [Household(key=seeded_key(rng), label="Jean’s"), Household(key=seeded_key(rng), label="Darren’s")]
    made.household.label = "Kerry’s"


def live(made: Family, by: Worker, book: Book, today: date) -> None:
    """Write down who they are to each other, as it came to be known."""
    rng, began = random.Random("fennimore/kindred"), weekday(today - timedelta(days=116))
    jean, alan, shaun, darren, tyler, lewis = (kin.person for kin in made.kin)
    named, met = weekday(today - timedelta(days=NAMED - 1)), today - timedelta(days=WRITTEN)
    maya, robin = made.children

    def write(row: object, on: date, child: Person, verb: str) -> None:
        book.write(row, rng=rng, by=by, on=on, child=child, verb=verb)  # type: ignore[type-var]

    for child, mother, father in ((made.mother, jean, alan), (shaun, jean, alan)):
        for parent, label in ((mother, "mother"), (father, "father")):
            write(Parentage(child=child, parent=parent, label=label), began, robin, "people.record_parent")
    write(Parentage(child=tyler, parent=darren, label="father"), named, maya, "people.record_parent")
    _unions(made, write, began, named, met, today)
    jeans, darrens = made.homes
    for person, home, nights, on in (
        (jean, jeans, None, began), (shaun, jeans, None, began), (darren, darrens, None, named),
        (tyler, darrens, None, named), (maya, darrens, 2, named),
    ):  # fmt: skip
        row = HouseholdMembership(person=person, household=home, nights=nights)
        write(row, on, maya if home is darrens else robin, "people.join_household")
    moved = HouseholdMembership(person=lewis, household=made.household, starts_on=today - timedelta(days=MOVED_IN))
    write(moved, met, robin, "people.join_household")
    _father(made, darren, by, book, named)
    _roles(made, darren, lewis, write, met, named, today)


def _unions(made: Family, write, began: date, named: date, met: date, today: date) -> None:  # type: ignore[no-untyped-def]
    jean, alan, _shaun, darren, _tyler, lewis = (kin.person for kin in made.kin)
    maya, robin = made.children
    wed = Partnership(one=jean, other=alan, kind="married", starts=f"{today.year - 31}", ends=f"{today.year - 7}-10-02")
    write(wed, began, robin, "people.record_partnership")
    parted = Partnership(
        one=made.mother, other=darren, kind="separated", starts=f"{today.year - 8}", ends=f"{today.year - 4}"
    )
    write(parted, named, maya, "people.record_partnership")
    since = (today - timedelta(days=MOVED_IN)).isoformat()
    new = Partnership(one=made.mother, other=lewis, kind="cohabiting", starts=since, certainty="reported")
    write(new, met, robin, "people.record_partnership")
    for of, towards, kind, rater, on in (
        (maya, jean, "very-close", "Maya", began),
        (robin, made.mother, "close", "Philippa Nkemelu", began),
        (made.mother, darren, "conflict", "Amara Holloway", named),
    ):
        tie = Tie(of=of, towards=towards, kind=kind, rater=rater, starts=on.isoformat())
        write(tie, on, maya if of is maya else robin, "people.record_tie")


def _father(made: Family, darren: Person, by: Worker, book: Book, named: date) -> None:
    """Maya's father had been asked about and was not known; then Kerry said who he is."""
    maya = made.children[0]
    asked = next(row for child, row in made.parentages if child is maya and row.kind == "unknown")
    book.amend(
        asked, rng=random.Random("fennimore/father"), by=by, on=named, child=maya, verb="people.record_parent",
        parent=darren, kind="biological", answer="", amended_because="Kerry told us his name.",
    )  # fmt: skip


def _roles(made: Family, darren: Person, lewis: Person, write, met: date, named: date, today: date) -> None:  # type: ignore[no-untyped-def]
    maya = made.children[0]
    tried = [{"at": met.isoformat(), "how": "Rang Kerry’s phone and asked for him; he was out"}]
    for child in made.children:
        body = {
            "person": lewis.key, "identity": "partly", "lives_here": "yes", "attempts": tried,
            "next_step": "Meet him at the next visit, and ask what he is to the children",
        }  # fmt: skip
        since = today - timedelta(days=MOVED_IN)
        write(Noted(child=child, kind="AdultRole", at_date=since, body=body), met, child, "cases.record_adult_role")
    father = {
        "person": darren.key, "identity": "named", "pr": "yes", "lives_here": "no",
        "attempts": [{"at": named.isoformat(), "how": "Letter with an appointment; no answer yet"}],
        "reason_not_contacted": "He works away until the end of the month", "next_step": "Ring him on his return",
    }  # fmt: skip
    write(Noted(child=maya, kind="AdultRole", at_date=named, body=father), named, maya, "cases.record_adult_role")
