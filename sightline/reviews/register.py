"""The register of reviews: where each stands, its clocks, what is outstanding; and the same for the officer's home."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import CharField, Value
from django.urls import reverse

from sightline.access.policy import can, scope
from sightline.domain import reviews as rules
from sightline.domain.dates import in_words
from sightline.kit.parts import Link
from sightline.reviews import queries
from sightline.reviews.agency_pages import WAITING, wait_for
from sightline.reviews.models import (
    Action,
    AgencyReturn,
    CaseReview,
    Evidence,
    Panellist,
    Recommendation,
    StateMove,
)
from sightline.reviews.plan_pages import status_of, with_facts
from sightline.reviews.shapes import Tag

if TYPE_CHECKING:
    from sightline.access.models import Worker
    from sightline.reviews.register_forms import FilterForm

CLOCK_TONE = {
    rules.ClockState.OVERDUE: "red",
    rules.ClockState.DUE: "amber",
    rules.ClockState.MET: "green",
    rules.ClockState.MET_LATE: "red",
    rules.ClockState.PAUSED: "dashed",
    rules.ClockState.UNKNOWN: "dashed",
}
SHOWN_CLOCKS = (
    rules.ClockState.OVERDUE,
    rules.ClockState.DUE,
    rules.ClockState.PAUSED,
    rules.ClockState.UNKNOWN,
    rules.ClockState.RUNNING,
    rules.ClockState.MET_LATE,
    rules.ClockState.MET,
)


@dataclass(frozen=True, slots=True)
class Outstanding:
    """One thing that is still to be done about a review. `kind`: clock, return, plan, publication or people."""

    kind: str
    tag: Tag
    href: str
    late: bool


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A review in the register: three states, clocks, what is outstanding."""

    link: Link
    regime: str
    states: tuple[tuple[str, str], ...]
    clocks: tuple[Tag, ...]
    outstanding: tuple[Outstanding, ...]
    closed: bool

    @property
    def besides_clocks(self) -> tuple[Outstanding, ...]:
        """What is outstanding besides the time limits, which are shown for themselves."""
        return tuple(one for one in self.outstanding if one.kind != "clock")

    @property
    def late(self) -> bool:
        """Whether anything is overdue."""
        return any(one.late for one in self.outstanding)


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """The register. `count` of those shown, `total` of those open to the reader."""

    form: FilterForm
    lines: tuple[ReviewLine, ...]
    total: int
    may_open: bool
    may_set_steps: bool


def register_lines(worker: Worker, today: date) -> list[ReviewLine]:
    """Every review the worker is inside of, newest first. A constant number of queries."""
    rows = list(queries.reviews_of(worker))
    clocks = queries.clocks_of(rows, today)
    found = outstanding_of(rows, worker, today, clocks)
    return [_line(row, clocks[row.pk], found[row.pk]) for row in rows]


def register_page(worker: Worker, form: FilterForm, today: date) -> RegisterPage:
    """The register as far as the filter lets it through."""
    lines = register_lines(worker, today)
    shown = tuple(line for line in lines if form.lets_through(line))
    return RegisterPage(form, shown, len(lines), bool(can(worker, "review.open")), bool(can(worker, "review.steps")))


def _line(row: CaseReview, clocks: Iterable[rules.Standing], found: list[Outstanding]) -> ReviewLine:
    regime = rules.REGIMES.get(row.regime)
    return ReviewLine(
        Link(f"{row.reference} {row.title}", reverse("reviews:review", args=[row.key])),
        regime.name if regime else row.regime,
        tuple(
            (rules.TABLES[machine].name, _name(machine, getattr(row, f"{machine.value}_state")))
            for machine in rules.OF_A_REVIEW
        ),
        clock_tags(clocks),
        tuple(found),
        row.review_state == "CLOSED",
    )


def _name(machine: rules.Machine, code: str) -> str:
    states = rules.TABLES[machine].states
    return states[code].name if code in states else code


def clock_tags(clocks: Iterable[rules.Standing]) -> tuple[Tag, ...]:
    """Each time limit that has started as a word and its name, the gravest first."""
    started = [clock for clock in clocks if clock.state in SHOWN_CLOCKS]
    started.sort(key=lambda clock: SHOWN_CLOCKS.index(clock.state))
    return tuple(Tag(_clock_words(clock), CLOCK_TONE.get(clock.state, "")) for clock in started)


def _clock_words(clock: rules.Standing) -> str:
    word = clock.state.value.capitalize()
    if clock.state == rules.ClockState.PAUSED:
        return f"{clock.sentence.rstrip('.')} ({clock.clock.name})"
    until = f", {in_words(clock.due)}" if clock.due and clock.state in SHOWN_CLOCKS[:2] else ""
    return f"{word}: {clock.clock.name}{until}"


def outstanding_of(
    rows: list[CaseReview],
    worker: Worker,
    today: date,
    clocks: dict[int, tuple[rules.Standing, ...]] | None = None,
    works: set[int] | None = None,
) -> dict[int, list[Outstanding]]:
    """What is still to be done about each review, by primary key. A constant number of queries.

    `clocks`, and `works` (the reviews whose work the reader may see): given where the caller knows them already.
    """
    found: dict[int, list[Outstanding]] = {row.pk: [] for row in rows}
    keys = {row.pk: row.key for row in rows}
    if works is None:
        open_to = scope(worker, "review.work", CaseReview.objects.filter(pk__in=keys))
        works = set(open_to.values_list("pk", flat=True))
    clocks = queries.clocks_of(rows, today) if clocks is None else clocks
    for row in rows:
        found[row.pk] += _clocks(row, clocks[row.pk])
    planned = _add_waiting(found, keys, works, today)
    if planned:
        _add_plan(found, {pk: keys[pk] for pk in planned}, today)
    _add_publication(found, {row.pk: row for row in rows}, today)
    return found


def _clocks(row: CaseReview, clocks: Iterable[rules.Standing]) -> list[Outstanding]:
    href = f"{reverse('reviews:review', args=[row.key])}#clocks"
    return [
        Outstanding("clock", Tag(_clock_words(c), CLOCK_TONE[c.state]), href, c.state == rules.ClockState.OVERDUE)
        for c in clocks
        if c.state in (rules.ClockState.OVERDUE, rules.ClockState.DUE)
    ]


def _add_waiting(found: dict[int, list[Outstanding]], keys: dict[int, str], works: set[int], today: date) -> set[int]:
    """What somebody still waits for; gives the reviews that have a plan. One query."""
    planned: set[int] = set()
    named: dict[tuple[int, str], list[str]] = defaultdict(list)
    for review, kind, name, state, due in _waiting_rows(keys, works, today):
        if kind == "plan":
            planned.add(review)
            continue
        wait = wait_for(state, due, today) if kind == "return" and due else None
        if wait is not None:
            kind = "Return overdue" if wait.overdue else "Return to come" if wait.outstanding else "Return to be read"
        named[review, kind].append(name)
    for (review, kind), names in sorted(named.items(), key=lambda one: ORDER.index(one[0][1])):
        found[review].append(_waiting(kind, names, keys[review]))
    return planned


ORDER = ("Return overdue", "Return to come", "Return to be read", "response", "people")
Waiting = tuple[int, str, str, str, "date | None"]


def _waiting_rows(keys: Iterable[int], works: set[int], today: date) -> Iterable[Waiting]:
    """Review, kind, agency, state, day due: of three tables in one go. Kind "plan": it has a recommendation."""
    text = CharField()
    returns = AgencyReturn.objects.filter(review__in=works, state__in=(*WAITING, "SUBMITTED"))
    late = Recommendation.objects.filter(review__in=[*keys], response="awaited", response_due_on__lt=today)
    asked = Panellist.objects.filter(review__in=works, interest=Panellist.Interest.NOT_ASKED, until=None)
    empty = Value("", text)
    rows = returns.values_list("review_id", Value("return", text), "agency_name", "state", "due_on").union(
        late.values_list("review_id", Value("response", text), empty, empty, "response_due_on"),
        Recommendation.objects.filter(review__in=[*keys]).values_list(
            "review_id", Value("plan", text), empty, empty, "response_due_on"
        ),
        asked.values_list("review_id", Value("people", text), empty, empty, "until"),
        all=True,
    )
    return sorted(rows, key=lambda row: (row[0], row[1], row[2]))


def _waiting(kind: str, names: list[str], key: str) -> Outstanding:
    if kind == "people":
        href = f"{reverse('reviews:opening', args=[key])}#panel"
        return Outstanding("people", Tag(f"Not asked about an interest yet: {len(names)}", "dashed"), href, False)
    if kind == "response":
        return Outstanding(
            "plan", Tag(f"Response overdue: {len(names)}", "red"), reverse("reviews:plan", args=[key]), True
        )
    late = kind == "Return overdue"
    tag = Tag(f"{kind}: {', '.join(dict.fromkeys(names))}", "red" if late else "")
    return Outstanding("return", tag, reverse("reviews:returns", args=[key]), late)


def _add_plan(found: dict[int, list[Outstanding]], keys: dict[int, str], today: date) -> None:
    counts: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for action in with_facts(Action.objects.filter(review__in=keys)):
        colour = status_of(action, today).colour
        if colour in (rules.Colour.RED, rules.Colour.AMBER):
            counts[action.review_id][
                "Action overdue or blocked" if colour == rules.Colour.RED else "Action at risk"
            ] += 1
        waiting = sum(proof.decision == Evidence.Decision.WAITING for proof in action.evidence.all())
        if waiting:
            counts[action.review_id]["Evidence to be judged"] += waiting
    tones = {"Action at risk": "amber", "Evidence to be judged": "blue"}
    for review, words in counts.items():
        href = reverse("reviews:plan", args=[keys[review]])
        for word, number in words.items():
            tag = Tag(f"{word}: {number}", tones.get(word, "red"))
            found[review].append(Outstanding("plan", tag, href, word not in tones))


def _add_publication(found: dict[int, list[Outstanding]], rows: dict[int, CaseReview], today: date) -> None:
    held = {"HELD": "Look again whether it is still held back", "NOT_PUBLISHED": "Improvements statement due"}
    wanted = [row.pk for row in rows.values() if row.publication_state in held]
    if not wanted:
        return
    last: dict[int, StateMove] = {}
    for move in StateMove.objects.filter(review__in=wanted, field="publication_state").order_by("pk"):
        last[move.review_id] = move
    for review, move in last.items():
        href = reverse("reviews:review", args=[rows[review].key])
        words = held[rows[review].publication_state]
        if move.until is None:
            found[review].append(Outstanding("publication", Tag(f"{words}: no day is set", "dashed"), href, False))
        else:
            late = move.until < today
            tag = Tag(f"{words}: {in_words(move.until)}", "red" if late else "")
            found[review].append(Outstanding("publication", tag, href, late))
