"""What the later kinds of entry hold of the invented families: carers, what-ifs, marks, milestones, thinking.

Told by a chance of its own, so that what was there before stays as it was, entry for entry.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from sightline.cases.models import Concern, Contact, Noted, Plan
from sightline.people.models import Person
from sightline.stories.book import Book, as_if_written, weekday
from sightline.stories.families import Family
from sightline.stories.lives import Around
from sightline.stories.surroundings import on_the_body

ROLLS = 4  # months: no younger baby of these families is seen to roll over
WHAT_IFS = (
    ("Mother is in hospital", "Grandmother comes and stays", "A call from mother or the ward", "within two hours"),
    ("An appointment falls through", "The health visitor rings the same day", "The clinic’s message", "the same day"),
    ("Somebody new moves in", "The plan is read again with everyone", "A visit, or a neighbour’s word", "in five days"),
)
THOUGHTS = (
    ("Evenings. We know little of them.", "She sings to the baby.", "Ask the neighbour who helps on Fridays."),
    ("The plan has stood for a year.", "School is kept every day.", "A joint visit with the nurse."),
)
REASONS = (
    "The plan rests on visits at the same hour; vary them and see.",
    "The grandmother has not been asked; she may know more than we do.",
    "It goes well, and it is worth saying why.",
)


def live(family: Family, around: Around, book: Book, today: date, seed: str) -> None:
    """Write them for every child of a family whose record is under way."""
    rng = random.Random(f"{seed}/noted/{family.number}")
    plans = _plans_of(family, book)
    for child in family.children:
        began = _began(child, book, today)
        if began is None:
            continue
        _carers(rng, family, child, around, book, began, today)
        _body(rng, child, around, book, began, today)
        for plan in plans.get(child.pk, ()):
            _what_if(rng, child, plan, around, book)
        _thinking(rng, child, around, book, began, today)
        _pressures(rng, family, child, around, book, began, today)


def _plans_of(family: Family, book: Book) -> dict[int, list[Plan]]:
    mine = {child.pk for child in family.children}
    found: dict[int, list[Plan]] = {}
    for row in reversed(book.rows.get(Plan, [])):
        if row.child_id not in mine:  # type: ignore[attr-defined]
            break  # plans are written family by family
        found.setdefault(row.child_id, []).append(row)  # type: ignore[attr-defined, arg-type]
    return found


def _began(child: Person, book: Book, today: date) -> date | None:
    """Since when the child's record is written: the day the child was written down."""
    begins = child.recorded_at.date()
    return begins if begins <= today else None


def _note(
    rng: random.Random, child: Person, around: Around, book: Book, kind: str, on: date, body: dict[str, Any]
) -> Noted:
    row = Noted(child=child, kind=kind, at_date=on, body=body)
    verb = "cases.record_" + "".join(f"_{c.lower()}" if c.isupper() else c for c in kind).lstrip("_")
    return book.write(row, rng=rng, by=around.lead, on=on, child=child, verb=verb, late=rng.randint(0, 2))


def _some_day(rng: random.Random, began: date, today: date, least: int = 5) -> date | None:
    span = (today - began).days - least
    return weekday(today - timedelta(days=rng.randint(least, least + span))) if span > 0 else None


def _carers(
    rng: random.Random, family: Family, child: Person, around: Around, book: Book, began: date, today: date
) -> None:
    """Every adult at home: known by name, met now and then; sometimes a partner whom nobody has met yet."""
    for adult in filter(None, (family.mother, family.partner)):
        known = weekday(began + timedelta(days=rng.randint(3, 20)))
        if known > today:
            continue
        met = adult is family.mother or rng.random() < 0.72
        body: dict[str, Any] = {"person": adult.key, "identity": "named", "lives_here": "yes", "cares_alone": "no"}
        if not met and rng.random() < 0.5:
            body |= {"attempts": [{"at": known.isoformat(), "how": "Rang twice"}]}
        _note(rng, child, around, book, "AdultRole", known, body)
        day = known + timedelta(days=rng.randint(2, 12))
        while met and day <= today:
            contact = Contact(
                child=child, with_person=adult, at_date=weekday(day), kind=rng.choice(("home_visit", "call")),
                substantive="yes", direct="yes", note="About the days at home.",
            )  # fmt: skip
            if adult.interpreter_need == "yes":
                contact.interpreter = rng.choice(("in_person", "phone_video", "family"))
            book.write(contact, rng=rng, by=around.lead, on=weekday(day), child=child, verb="cases.record_contact")
            day += timedelta(days=rng.randint(25, 70))


def _body(rng: random.Random, child: Person, around: Around, book: Book, began: date, today: date) -> None:
    """What a small child can do; seldom, a mark, mostly looked at the same day."""
    months = (today - child.dob).days // 30 if child.dob else 99
    if months <= 20 and rng.random() < 0.7 and (seen := _some_day(rng, max(began, today - timedelta(60)), today, 1)):
        does = "walks" if months > 14 else "crawls" if months > 9 else "rolls"
        if months < ROLLS:
            as_if_written(rng, seen, late=rng.randint(0, 2))
        else:
            can = {"person": child.key, "milestone": does, "observer": around.health.name}
            _note(rng, child, around, book, "Milestone", seen, can)
    if months <= 30 and rng.random() < 0.09 and (seen := _some_day(rng, began, today, 2)):
        body: dict[str, Any] = {
            "person": child.key, "type": rng.choice(("bruise", "cut", "unidentified_mark")),
            "seen_by": around.lead.name, "size_mm": rng.randint(4, 25),
            "body_region": rng.choice(("forehead", "knee", "cheek", "forearm")),
            "explanations": [{"who": "Mother", "words": "It was the table.", "consistent": "Y"}],
        }  # fmt: skip
        body["explanations"][0]["consistent"] = rng.choice(("Y", "Y", "unsure"))
        if rng.random() < 0.8:
            body["nai_suspected"] = "no"
        if rng.random() < 0.6:
            body["examination"] = {"examiner": "Dr P. Larkham", "when": seen.isoformat(), "opinion": "accident"}
        _note(rng, child, around, book, "Injury", seen, on_the_body(body, child, seen))


def _what_if(rng: random.Random, child: Person, plan: Plan, around: Around, book: Book) -> None:
    if plan.starts_on and rng.random() < 0.68:
        what, then, trigger, fast = rng.choice(WHAT_IFS)
        body = {
            "plan": str(plan.fact), "if": what, "then": then, "trigger": trigger, "how_fast": fast,
            "who": around.health.name, "told_to_whom": "The family and the school",
        }  # fmt: skip
        _note(rng, child, around, book, "Contingency", plan.starts_on, body)


def _thinking(rng: random.Random, child: Person, around: Around, book: Book, began: date, today: date) -> None:
    day = began + timedelta(days=rng.randint(3, 25))
    while day <= today:
        if rng.random() < 0.8:
            direction = {"kind": "supervision", "manager": "The team manager", "reasoning": rng.choice(REASONS)}
            _note(rng, child, around, book, "Oversight", weekday(day), direction)
        if rng.random() < 0.2:
            worried, well, next_step = rng.choice(THOUGHTS)
            columns = {"worried": worried, "working_well": well, "needs_to_happen": next_step}
            body: dict[str, Any] = {"kind": "group_pod", "columns": columns, "hypotheses": [worried], "outsider": "no"}
            _note(rng, child, around, book, "Reflection", weekday(day), body)
        day += timedelta(days=rng.randint(24, 60))


def _pressures(
    rng: random.Random, family: Family, child: Person, around: Around, book: Book, began: date, today: date
) -> None:
    """In some homes several things come together."""
    if rng.random() > 0.12:
        return
    for topic in ("domestic_abuse", "alcohol", "mental_health"):
        known = _some_day(rng, max(began, today - timedelta(days=300)), today)
        if known and rng.random() < 0.85:
            about = family.partner if family.partner and topic == "alcohol" else family.mother
            row = Concern(child=child, person=about, topic=topic, at_date=known, status="current")
            book.write(row, rng=rng, by=around.lead, on=known, child=child, verb="cases.record_concern", late=1)
