"""What happens week by week in an invented family: visits, appointments, things said and checked."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from sightline.cases.models import AgencyContact, Appointment, Contact, Decision, Statement, Visit, Voice
from sightline.people.models import Person
from sightline.stories import words
from sightline.stories.book import Book, seeded_uuid, weekday, working_hour

if TYPE_CHECKING:
    from sightline.stories.families import Family
    from sightline.stories.lives import Around, Spell

moment = working_hour
# Days between visits as practised here, by level: middle and spread (invented).
RHYTHM = {"EH": (28, 9), "CIN": (21, 6), "CP": (11, 3), "S47": (4, 2), "CLA": (26, 6)}


def visits(family: Family, spell: Spell, around: Around, book: Book, today: date) -> None:
    """Visits through one spell, each about every child of the family who was born by then."""
    rng = family.rng
    middle, spread = RHYTHM[spell.level]
    slack = rng.choice((0.85, 1.0, 1.0, 1.15, 1.5))  # some families are visited less often than was meant
    on = spell.starts_on + timedelta(days=rng.randint(1, middle))
    end = spell.ends_on or today
    while on <= end:
        if weekday(on) < today:  # a visit today may be later than the hour at which this story is made
            _visit(family, weekday(on), around, book, today)
        on += timedelta(days=max(2, round(rng.gauss(middle * slack, spread))))


def _visit(family: Family, on: date, around: Around, book: Book, today: date) -> None:
    rng = family.rng
    by = around.lead if rng.random() < 0.86 else around.health
    occasion, at = seeded_uuid(rng), time(rng.randint(9, 17), rng.choice((0, 15, 30, 45)))
    planned, where = rng.choices(("yes", "no"), (80, 20))[0], rng.choices(("home", "school"), (88, 12))[0]
    late, note = rng.choices((0, 1, 2, 5), (55, 25, 15, 5))[0], rng.choice(words.VISIT_NOTES)
    nobody_in = rng.random() < 0.05
    for child in family.children:
        if not child.dob or child.dob > on:
            continue
        seen = "N" if nobody_in else rng.choices(("Y", "N", None), (88, 9, 3))[0]
        visit = Visit(
            child=child,
            occasion=occasion,
            at_date=on,
            at_time=at,
            planned=planned,
            where=where,
            by=by.name,
            note=note,
            seen=seen,
            seen_alone=_alone(rng, child, on, seen),
            bedroom=rng.choice(("Y", "N", None)) if seen else None,
            awake=rng.choices(("Y", "N"), (85, 15))[0] if seen == "Y" else None,
            reason_if_not=rng.choice(words.REASONS_NOT_SEEN) if seen == "N" else None,
        )
        visit = book.write(visit, rng=rng, by=by, on=on, child=child, verb="cases.record_visit", late=late)
        if seen == "Y" and rng.random() < 0.35:
            _voice(rng, child, visit, on, by, book, late)


def _alone(rng: random.Random, child: Person, on: date, seen: str | None) -> str | None:
    if seen != "Y":
        return None
    if child.dob and (on - child.dob).days < 4 * 365:
        return None
    return rng.choices(("Y", "N", None), (45, 40, 15))[0]


def _voice(rng: random.Random, child: Person, visit: Visit, on: date, by, book: Book, late: int) -> None:  # type: ignore[no-untyped-def]
    baby = child.dob is not None and (on - child.dob).days < 2 * 365
    voice = Voice(
        child=child,
        visit=visit.fact,
        at_date=on,
        mode="observed" if baby else "said",
        words=None if baby else rng.choice(words.CHILD_SAID),
        observation=rng.choice(words.BABY_OBSERVED) if baby else None,
        worker_makes_of_it=rng.choice(words.MAKES_OF_IT),
    )
    book.write(voice, rng=rng, by=by, on=on, child=child, verb="cases.record_voice", late=late)


def appointments(
    family: Family, child: Person, spells: Sequence[Spell], around: Around, book: Book, today: date
) -> None:
    """Appointments over two years, and sometimes one that still lies ahead."""
    rng = family.rng
    brought = rng.choice((0.97, 0.95, 0.9, 0.8, 0.6))
    begin = spells[0].starts_on
    for _ in range(rng.randint(2, 8)):
        on = weekday(begin + timedelta(days=rng.randint(3, max(4, (today - begin).days + 25))))
        if child.dob and child.dob < on:
            _appointment(family, child, on, brought, around, book, today)


def _appointment(
    family: Family, child: Person, on: date, brought: float, around: Around, book: Book, today: date
) -> None:
    rng = family.rng
    assert child.dob is not None
    years = (on - child.dob).days / 365
    service, purpose = rng.choice(words.SERVICES["baby" if years < 1.5 else "young" if years < 6 else "older"])
    row = Appointment(
        child=child,
        person=child,
        service=service,
        purpose=purpose,
        at_date=on,
        at_time=time(rng.randint(9, 16), 0),
        importance=rng.choices(("routine", "important", "harm_if_missed", None), (50, 38, 6, 6))[0],
        responsible_adult=family.mother.name,
        responsible_person=family.mother,
    )
    row = book.write(
        row,
        rng=rng,
        by=around.health,
        on=min(on - timedelta(days=rng.randint(7, 30)), today),
        child=child,
        verb="cases.record_appointment",
    )
    if on > today or rng.random() < 0.04:
        return  # still ahead, or nobody has written what became of it
    outcome = (
        "attended"
        if rng.random() < brought
        else rng.choices(
            ("was_not_brought", "cancelled_by_family", "cancelled_by_service", "rearranged", "no_access"),
            (60, 18, 10, 8, 4),
        )[0]
    )
    told = rng.random() < 0.6
    barrier = rng.choice(list(words.BARRIER_WORDS))
    missed = outcome in {"was_not_brought", "no_access"}
    changes: dict[str, object] = {"outcome": outcome}
    if missed and told:
        changes |= {
            "reason_given": words.BARRIER_WORDS[barrier],
            "barrier_codes": [barrier],
            "reason_checked": "yes",
            "consequence_for_child": rng.choice(words.CONSEQUENCES),
            "action": "New date by phone; a lift arranged.",
            "told_who": "Lead practitioner and GP",
        }
    book.amend(
        row,
        rng=rng,
        by=around.health,
        on=on + timedelta(days=rng.randint(0, 4)),
        child=child,
        verb="cases.record_was_not_brought" if outcome == "was_not_brought" else "cases.amend_appointment",
        **changes,
    )
    if missed and told and rng.random() < 0.7:
        _after_a_miss(family, child, on, row, around, book, today)


def _after_a_miss(
    family: Family, child: Person, on: date, row: Appointment, around: Around, book: Book, today: date
) -> None:
    rng = family.rng
    then = weekday(on + timedelta(days=rng.randint(3, 16)))
    if then > today:
        return
    call = Contact(
        child=child,
        with_person=family.mother,
        kind="call",
        at_date=then,
        substantive="yes",
        direct="yes",
        about_appointments=[str(row.fact)],
        note="Asked what got in the way; offered a lift.",
    )
    book.write(call, rng=rng, by=around.lead, on=then, child=child, verb="cases.record_contact")
    gp = AgencyContact(
        child=child,
        with_agency="gp",
        who="Practice nurse",
        about=child,
        at_date=then,
        advice="Will put a note on the record and ring with the next date.",
    )
    book.write(gp, rng=rng, by=around.lead, on=then, child=child, verb="cases.record_agency_contact")
    decision = Decision(
        child=child,
        what="wnb_response",
        at_date=then,
        decided_by=around.lead.name,
        role="Social worker",
        reasons="A lift and a phone reminder first; if it happens again, bring it to the core group.",
        options_considered=["Wait for the next letter", "Lift and phone reminder"],
        names=[str(row.fact)],
    )
    book.write(decision, rng=rng, by=around.lead, on=then, child=child, verb="cases.record_decision")


def accounts(family: Family, child: Person, spells: Sequence[Spell], around: Around, book: Book, today: date) -> None:
    """Things parents said; some matter to a decision, some of those were checked."""
    rng = family.rng
    begin = spells[0].starts_on
    for _ in range(rng.choices((0, 1, 2, 3), (25, 40, 25, 10))[0]):
        on = weekday(begin + timedelta(days=rng.randint(1, max(2, (today - begin).days))))
        if on > today:
            continue
        _account(family, child, on, around, book, today)


def _account(family: Family, child: Person, on: date, around: Around, book: Book, today: date) -> None:
    rng = family.rng
    relevant = rng.random() < 0.6
    topic = rng.choice(list(words.STATEMENTS)) if relevant else "other"
    row = Statement(
        child=child,
        about=family.mother,
        said_by_person=family.mother,
        said_by=family.mother.name,
        role="parent",
        heard_by=around.lead.name,
        at_date=on,
        topic=topic,
        text=words.STATEMENTS[topic] if relevant else rng.choice(words.LOW_STATEMENTS),
        matters="decision_relevant" if relevant else "low",
        verification="not_checked",
        used_in=["Plan"] if relevant and rng.random() < 0.25 else [],
    )
    row = book.write(row, rng=rng, by=around.lead, on=on, child=child, verb="cases.record_statement", late=1)
    if not relevant or rng.random() < 0.3:
        return
    asked = weekday(on + timedelta(days=rng.randint(2, 24)))
    if rng.random() < 0.4 and asked <= today:
        row = book.amend(
            row,
            rng=rng,
            by=around.lead,
            on=asked,
            child=child,
            verb="cases.record_verification",
            verification="sought",
            sought_at=asked,
        )
    found = asked + timedelta(days=rng.randint(1, 20))
    if found <= today and rng.random() < 0.8:
        result = rng.choices(("supported", "contradicted", "cannot_be_checked"), (70, 18, 12))[0]
        heard = {
            "source": "School",
            "agency": "school",
            "date": str(found),
            "how": "Phone call",
            "result": result,
            "origin": "The head teacher's own knowledge",
        }
        more = {"verification_why": "Nobody outside the home would know."} if result == "cannot_be_checked" else {}
        book.amend(
            row,
            rng=rng,
            by=around.lead,
            on=found,
            child=child,
            verb="cases.record_verification",
            verification=result,
            corroborations=[] if more else [heard],
            **more,
        )
