"""The Fennimores: the family every walk through the demonstration, every screenshot and many tests begin with.

Robin, 16 months, and Maya, 6, live with their mother. Robin was not brought to two appointments, was last seen more
than three weeks ago, and the plan leans on the mother's word that her partner has moved out. All three checks ask.
Their wider family is told in `kindred.py`, who and what is around them in `surroundings.py`.
"""

from __future__ import annotations

import random
from datetime import date, time, timedelta

from sightline.access.models import Worker
from sightline.cases.models import (
    Allocation,
    Appointment,
    Concern,
    Contact,
    Involvement,
    Noted,
    Plan,
    Statement,
    Visit,
    Voice,
)
from sightline.people.models import Household, HouseholdMembership, Parentage, Person
from sightline.stories import documents, kindred, surroundings
from sightline.stories.book import Book, seeded_key, seeded_uuid, weekday
from sightline.stories.families import Family
from sightline.stories.lives import Around, kept_here
from sightline.stories.partnership import Partnership


def family(seed: str, today: date) -> Family:
    """The people, not yet stored."""
    rng = random.Random(f"{seed}/fennimore")
    mother = Person(
        key=seeded_key(rng),
        given_name="Kerry",
        family_name="Fennimore",
        sex="F",
        dob=today - timedelta(days=29 * 365 + 40),
        languages=["English"],
        interpreter_need="no",
    )
    maya = _child(rng, "Maya", "F", today - timedelta(days=6 * 365 + 120))
    robin = _child(rng, "Robin", "M", today - timedelta(days=16 * 30 + 8))
    household = Household(key=seeded_key(rng))
    made = Family(rng, 0, "unknown", "Fennimore", mother, None, [maya, robin], household, None, None)
    for person in made.people:
        made.memberships.append((person, HouseholdMembership(person=person, household=household)))
    for child in made.children:
        made.parentages.append((child, Parentage(child=child, parent=mother, label="mother")))
        asked = weekday(today - timedelta(days=120))  # when it was written down, and never later
        made.parentages.append(
            (child, Parentage(child=child, kind="unknown", label="father", asked_on=asked, answer="not_known"))
        )
    kindred.add(made, seed, today)
    return made


def _child(rng: random.Random, name: str, sex: str, born: date) -> Person:
    return Person(
        key=seeded_key(rng),
        given_name=name,
        family_name="Fennimore",
        is_child=True,
        sex=sex,
        dob=born,
        languages=["English"],
        disability=[],
    )


def live(made: Family, partnership: Partnership, book: Book, today: date) -> Around:
    """Their last four months, to the day."""
    rng, lead = made.rng, partnership.worker("practitioner")
    around = Around(lead, partnership.worker("healthvisitor"), partnership.worker("school"))
    began = weekday(today - timedelta(days=120))
    for child, parentage in made.parentages:
        book.write(parentage, rng=rng, by=lead, on=began, child=child, verb="people.record_parent")
    for person, membership in made.memberships:
        child = person if person.is_child else made.children[0]
        book.write(membership, rng=rng, by=lead, on=began, child=child, verb="people.join_household")
    for child in made.children:
        _help(child, around, book, rng, began, today)
    _visits(made, around, book, today)
    maya, robin = made.children
    _robin(made, robin, around, book, today)
    words = Voice(
        child=maya,
        at_date=weekday(today - timedelta(days=33)),
        mode="said",
        words="Robin cries and I sing him the bus song.",
        worker_makes_of_it="Maya looks after Robin.",
    )
    book.write(words, rng=rng, by=lead, on=words.at_date or today, child=maya, verb="cases.record_voice")
    _known(made, around, book, began, today)
    kindred.live(made, lead, book, today)
    surroundings.live(made, lead, book, today)
    documents.live(book, around.health, today)
    return around


def _known(made: Family, around: Around, book: Book, began: date, today: date) -> None:
    """What is well looked after here: a what-if for each plan, the children's own voice lately, the mother met."""
    rng, lead = random.Random("fennimore/known"), around.lead
    plans = {row.child_id: row for row in book.rows[Plan] if row.child_id in {c.pk for c in made.children}}  # type: ignore[attr-defined]
    seen = weekday(today - timedelta(days=27))
    for child in made.children:
        what_if = {
            "plan": str(plans[child.pk].fact), "if": "Kerry is in hospital", "who": "Their grandmother, Jean",  # type: ignore[attr-defined]
            "then": "Jean comes to stay, and rings us", "trigger": "A call from Kerry or the ward",
            "how_fast": "within two hours", "told_to_whom": "Kerry, Jean, the school",
        }  # fmt: skip
        adult = {"person": made.mother.key, "identity": "named", "lives_here": "yes", "cares_alone": "yes", "pr": "yes"}
        for kind, on, body in (("Contingency", began, what_if), ("AdultRole", began, adult)):
            verb = "cases.record_contingency" if kind == "Contingency" else "cases.record_adult_role"
            row = Noted(child=child, kind=kind, at_date=on, body=body)
            book.write(row, rng=rng, by=lead, on=on, child=child, verb=verb)
        contact = Contact(
            child=child, with_person=made.mother, at_date=seen, kind="home_visit", substantive="yes", direct="yes",
            note="How the mornings go, and who helps.",
        )  # fmt: skip
        book.write(contact, rng=rng, by=lead, on=seen, child=child, verb="cases.record_contact")
        voice = Voice(child=child, at_date=seen, **_LATELY[child.given_name])
        book.write(voice, rng=rng, by=lead, on=seen, child=child, verb="cases.record_voice")


_LATELY = {
    "Robin": {
        "mode": "observed",
        "observation": "Robin looked for his mother’s face each time the door went, and settled when she spoke.",
    },
    "Maya": {"mode": "said", "words": "I read to Robin, so that he does not hear it."},
}


def _help(child: Person, around: Around, book: Book, rng: random.Random, began: date, today: date) -> None:
    kept_here(child, book, today)
    row = Involvement(child=child, level="CP", starts_on=began, allocated_at=began)
    book.write(row, rng=rng, by=around.lead, on=began, child=child, verb="cases.open_involvement")
    plan = Plan(
        child=child,
        kind="CP",
        starts_on=began,
        visit_interval_wd=10,
        initial_category="NEG",
        latest_category="NEG",
        text="Meals, sleep, and every health appointment kept.",
    )
    book.write(plan, rng=rng, by=around.lead, on=began, child=child, verb="cases.record_plan")
    concern = Concern(child=child, person=child, topic="neglect", at_date=began, status="current")
    book.write(concern, rng=rng, by=around.lead, on=began, child=child, verb="cases.record_concern")
    for worker, role in ((around.lead, "lead"), (around.health, "involved"), (around.school, "involved")):
        if worker is not None:
            book.add(Allocation(child=child, worker=worker, role=role, starts_on=began))


def _visits(made: Family, around: Around, book: Book, today: date) -> None:
    rng = made.rng
    for ago in (112, 98, 84, 70, 55, 41, 27):
        _visit(made, weekday(today - timedelta(days=ago)), "Y", around.lead, book, rng)
    _visit(made, weekday(today - timedelta(days=9)), "N", around.lead, book, rng)


def _visit(made: Family, on: date, robin_seen: str, by: Worker, book: Book, rng: random.Random) -> None:
    occasion = seeded_uuid(rng)
    for child in made.children:
        seen = robin_seen if child.given_name == "Robin" else "Y"
        row = Visit(
            child=child,
            occasion=occasion,
            at_date=on,
            at_time=time(15, 30),
            planned="yes",
            where="home",
            by=by.name,
            seen=seen,
            seen_alone="Y" if child.given_name == "Maya" else None,
            bedroom="Y" if seen == "Y" else None,
            reason_if_not="Said to be asleep upstairs; not woken." if seen == "N" else None,
            note="Talked in the kitchen.",
        )
        book.write(row, rng=rng, by=by, on=on, child=child, verb="cases.record_visit")


def _robin(made: Family, robin: Person, around: Around, book: Book, today: date) -> None:
    rng = made.rng
    for ago, service, purpose in (
        (96, "Health visiting", "Developmental review"),
        (38, "Audiology", "Hearing test"),
    ):
        on = weekday(today - timedelta(days=ago))
        row = Appointment(
            child=robin,
            person=robin,
            service=service,
            purpose=purpose,
            at_date=on,
            at_time=time(10, 30),
            importance="important",
            outcome="was_not_brought",
            responsible_adult=made.mother.name,
            responsible_person=made.mother,
        )
        book.write(row, rng=rng, by=around.health, on=on, child=robin, verb="cases.record_was_not_brought", late=1)
    ahead = weekday(today + timedelta(days=12))
    planned = Appointment(
        child=robin,
        person=robin,
        service="Paediatrics",
        purpose="Follow-up",
        at_date=ahead,
        at_time=time(11, 0),
        importance="important",
        responsible_adult=made.mother.name,
        responsible_person=made.mother,
    )
    book.write(
        planned,
        rng=rng,
        by=around.health,
        on=weekday(today - timedelta(days=4)),
        child=robin,
        verb="cases.record_appointment",
    )
    said = weekday(today - timedelta(days=21))
    account = Statement(
        child=robin,
        about=made.mother,
        said_by_person=made.mother,
        said_by=made.mother.name,
        role="parent",
        heard_by=around.lead.name,
        at_date=said,
        text="He moved out after the summer and he doesn't come here any more.",
        topic="separation",
        matters="decision_relevant",
        verification="not_checked",
        used_in=[],
    )
    book.write(account, rng=rng, by=around.lead, on=said, child=robin, verb="cases.record_statement")
