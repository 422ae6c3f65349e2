"""What agencies were asked for and what came, and the episodes with the quality of each agency's work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Prefetch
from django.urls import reverse

from sightline.access.policy import can, scope
from sightline.domain import reviews as rules
from sightline.domain.dates import HolidayTableEnds, in_words, working_days_between
from sightline.domain.reviews.clocks import NEAR
from sightline.kit.parts import Link, Row
from sightline.kit.words import day
from sightline.reviews.kinds import TOLD_NO_ONE
from sightline.reviews.models import AgencyReturn, CaseReview, EpisodePractice, Reminder, ReturnMove
from sightline.reviews.shapes import (
    Card,
    PartPage,
    PastVersion,
    Section,
    Tag,
    amend_link,
    choice,
    navigation,
    pasts_of,
    write_link,
    written_by,
)
from sightline.reviews.threads import what_came

if TYPE_CHECKING:
    from sightline.access.models import Worker

WAITING = ("ASKED", "DRAFT", "RETURNED")
"""States of a return in which something is still to come from the agency."""
STATE_TONE = {
    "APPROVED": "green",
    "SUBMITTED": "blue",
    "RETURNED": "amber",
    "NOTHING_HELD": "",
    "ASKED": "",
    "DRAFT": "",
}


@dataclass(frozen=True, slots=True)
class Wait:
    """How a return stands against the day it is due."""

    tag: Tag
    overdue: bool
    outstanding: bool


def wait_for(state: str, due: date, as_of: date) -> Wait:
    """Whether something is still to come, and since when it is late; near is near as for clocks."""
    if state == "SUBMITTED":
        return Wait(Tag("To be read and approved", "blue"), False, False)
    if state not in WAITING:
        return Wait(Tag("Nothing is outstanding"), False, False)
    if as_of > due:
        return Wait(Tag(f"Overdue since {in_words(due)}", "red"), True, True)
    near = _days_left(as_of, due) <= NEAR
    return Wait(Tag(f"Due {in_words(due)}", "amber" if near else ""), False, True)


def _days_left(as_of: date, due: date) -> int:
    """Working days left; beyond the table of bank holidays weekdays stand in, since this only colours the wait."""
    try:
        return working_days_between(as_of, due)
    except HolidayTableEnds:
        return sum((as_of + timedelta(days=n)).weekday() < 5 for n in range(1, (due - as_of).days + 1))


def returns_page(review: CaseReview, worker: Worker, today: date) -> PartPage:
    """Build the page: a constant number of queries, whatever the number of agencies."""
    may = bool(can(worker, "review.change"))
    rows = list(
        review.agencyreturn_rows.select_related("recorded_by")
        .prefetch_related(
            Prefetch("moves", ReturnMove.objects.select_related("by").order_by("pk")),
            Prefetch("reminders", Reminder.objects.select_related("recorded_by").order_by("on", "pk")),
        )
        .order_by("due_on", "agency_name", "pk")
    )
    movable = set(
        scope(worker, "review.return", AgencyReturn.objects.filter(review=review)).values_list("pk", flat=True)
    )
    pasts = pasts_of(rows)
    came = what_came(review, worker)
    cards = tuple(_return(review, row, today, may, row.pk in movable, pasts, came.get(row.pk, ())) for row in rows)
    return PartPage(
        title="Agency returns of a review",
        heading=review.title,
        caption=review.reference,
        nav=navigation(review, worker, "returns", works=True),
        sections=(
            Section(
                "returns",
                "What agencies were asked for",
                sentences=(_counted(rows, today), "Sightline has told no one: asking and reminding are done by you."),
                links=(write_link(review, "return"),) if may else (),
                cards=cards,
                empty="No agency has been asked for anything yet.",
            ),
        ),
    )


def _counted(rows: list[AgencyReturn], today: date) -> str:
    waits = [wait_for(row.state, row.due_on, today) for row in rows]
    out, late = sum(w.outstanding for w in waits), sum(w.overdue for w in waits)
    read = sum(row.state == "SUBMITTED" for row in rows)
    return f"{len(rows)} asked for: {out} still to come, {late} of them overdue; {read} to be read and approved."


def _return(
    review: CaseReview,
    row: AgencyReturn,
    today: date,
    may: bool,
    may_move: bool,
    pasts: dict[str, tuple[PastVersion, ...]],
    came: tuple[Link, ...],
) -> Card:
    states, wait = rules.TABLES[rules.Machine.RETURN].states, wait_for(row.state, row.due_on, today)
    links = [Link("Move it on", reverse("reviews:move_return", args=[review.key, row.key]))] if may_move else []
    if may:
        links += [write_link(review, "reminder", "Write down a reminder", of=row.key), amend_link(review, row)]
    return Card(
        f"r-{row.key}",
        f"{row.agency_name}: {choice(row, 'asked_for').lower()}",
        tags=(Tag(states[row.state].name, STATE_TONE[row.state]), wait.tag),
        text=row.what,
        rows=(
            Row("Asked for", f"{day(row.asked_on)}, due {day(row.due_on)}"),
            Row("Author", ", ".join(filter(None, (row.author, row.contact)))),
            *((Row("Signed off by", row.signed_off_by),) if row.signed_off_by else ()),
            Row("Reminders", tuple(_reminder(r) for r in row.reminders.all()), missing="None", note=TOLD_NO_ONE),
            Row("How it came here", tuple(_move(m) for m in row.moves.all())),
        ),
        links=(*links, *came),
        quiet=written_by(row),
        past=pasts.get(row.key, ()),
    )


def _reminder(row: Reminder) -> str:
    whom = f" to {row.whom}" if row.whom else ""
    note = f": {row.note}" if row.note else ""
    return f"{day(row.on)}, {row.how}{whom}{note} ({row.recorded_by or 'Sightline'})"


def _move(row: ReturnMove) -> str:
    states = rules.TABLES[rules.Machine.RETURN].states
    reason = f": {row.reason}" if row.reason else ""
    return f"{day(row.on)} {states[row.to_state].name.lower()}{reason} ({row.by or 'Sightline'})"


STRENGTH_TONE = {"strong": "green", "expected": "", "below": "amber", "unclear": "dashed"}


def episodes_page(review: CaseReview, worker: Worker) -> PartPage:
    """Build the page: the episodes in their order, with each agency's work."""
    may = bool(can(worker, "review.change"))
    practice = EpisodePractice.objects.select_related("recorded_by").order_by("agency_name")
    rows = list(
        review.episode_rows.select_related("recorded_by")
        .prefetch_related(Prefetch("practice", practice))
        .order_by("number")
    )
    works = [work for row in rows for work in row.practice.all()]
    pasts = pasts_of([*rows, *works])
    cards = tuple(
        Card(
            f"e-{row.key}",
            f"{row.number}. {row.title}",
            text=row.story,
            lines=(f"When: {row.happened}" if row.happened else "When: not written down",),
            cards=tuple(_work(review, work, may, pasts) for work in row.practice.all()),
            links=(
                write_link(review, "practice", "Write about an agency’s work", episode=row.key),
                amend_link(review, row),
            )
            if may
            else (),
            quiet=written_by(row),
            past=pasts.get(row.key, ()),
        )
        for row in rows
    )
    return PartPage(
        title="Practice episodes of a review",
        heading=review.title,
        caption=review.reference,
        nav=navigation(review, worker, "episodes", works=True),
        sections=(
            _by_agency(works),
            Section(
                "episodes",
                "Key practice episodes",
                sentences=(
                    "A review does not hold people to account. It asks why what was done made sense at the time.",
                ),
                links=(write_link(review, "episode"),) if may else (),
                cards=cards,
                empty="No key practice episode has been written down yet.",
            ),
        ),
    )


def _by_agency(works: Iterable[EpisodePractice]) -> Section:
    """Each agency's work over all episodes, in the order of names, never a ranking."""
    found: dict[str, dict[str, int]] = {}
    for work in works:
        counts = found.setdefault(work.agency_name, {})
        counts[work.strength] = counts.get(work.strength, 0) + 1
    words = dict(EpisodePractice.Strength.choices)
    rows = tuple(
        Row(name, tuple(f"{words[code]}: {counts[code]}" for code in words if code in counts))
        for name, counts in sorted(found.items())
    )
    return Section("agencies", "By agency", rows=rows, empty="No agency’s work has been written about yet.")


def _work(review: CaseReview, row: EpisodePractice, may: bool, pasts: dict[str, tuple[PastVersion, ...]]) -> Card:
    return Card(
        f"k-{row.key}",
        row.agency_name,
        tags=(Tag(choice(row, "strength"), STRENGTH_TONE[row.strength]),),
        rows=(Row("Expected", row.expected), Row("Done", row.done), Row("Why", row.why, missing="Not asked yet")),
        links=(amend_link(review, row),) if may else (),
        quiet=written_by(row),
        past=pasts.get(row.key, ()),
    )
