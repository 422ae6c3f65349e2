"""Home pages by role: my children, my team's children, and where the other roles begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Max
from django.urls import reverse

from sightline.access import can, drafts_of, scope
from sightline.cases.opening import openings_for
from sightline.cases.queries import Coverage, coverage_of, last_seen, leads, levels
from sightline.checks import todo
from sightline.checks.prompts import Counts
from sightline.desk import saying
from sightline.desk.pages.allocating import to_decide
from sightline.desk.thinking import count_words, counts
from sightline.domain.dates import in_words
from sightline.kit.jinja import address_if_any
from sightline.kit.parts import Link, Row
from sightline.kit.words import moment
from sightline.learning.acknowledging import waiting_for
from sightline.learning.gate import views_of
from sightline.learning.models import LearningPoint
from sightline.people.ages import age_words
from sightline.people.details import LookedBefore
from sightline.people.hiding import asked_once, hidden_keys
from sightline.people.knowing import told_to
from sightline.people.models import Person
from sightline.people.queries import CHILDREN, children_open_to, known_elsewhere, not_mine, search

if TYPE_CHECKING:
    from sightline.access.models import Draft, Worker


@dataclass(frozen=True)
class ChildRow:
    """A child in a list: who, how old, at which level, last seen by whom, what there is to think about."""

    child: Link
    age: str
    level: str
    seen: str
    lead: str
    think: tuple[str, ...]
    today: bool


@dataclass(frozen=True)
class ChildrenPage:
    """My children, or my team's: those who need something today first, then the others."""

    heading: str
    needing: tuple[ChildRow, ...]
    others: tuple[ChildRow, ...]
    to_dos: tuple[Row, ...]
    drafts: tuple[Link, ...]
    learning: tuple[Link, ...]
    shared: tuple[Link, ...]
    second_readings: tuple[Link, ...]
    of_team: bool
    waiting: tuple[Link, ...]
    waiting_count: int
    opened: int = 0
    looked_for: tuple[str, ...] = ()
    referrals: tuple[Link, ...] = ()
    words: str = ""


WAITING_SHOWN = 10


def children_page(worker: Worker, today: date) -> ChildrenPage:
    """Build the page: a constant number of queries whatever the number of children."""
    team = worker.role == "supervisor"
    children = list(children_open_to(worker, "record.mine"))
    rows = child_rows(children, worker, today)
    needing = tuple(row for row in rows if row.today)
    waiting = not_mine(worker) if team else CHILDREN.none()
    first = list(waiting[:WAITING_SHOWN])
    return ChildrenPage(
        heading="My team’s children" if team else "My children",
        needing=needing,
        others=tuple(row for row in rows if not row.today),
        to_dos=tuple(_to_do(row) for row in todo.promises(worker)),
        drafts=_drafts(worker, children),
        learning=newest_learning(worker),
        shared=shared_with_my_team(worker),
        second_readings=tuple(_reading(row) for row in todo.to_read(worker)) if team else (),
        of_team=team,
        waiting=tuple(Link(child.shown_name, reverse("allocate", kwargs={"key": child.key})) for child in first),
        waiting_count=waiting.count(),
        looked_for=tuple(_looked_for(row) for row in told_to(worker)[:SHOWN_LEARNING]) if team else (),
        referrals=to_decide([*children, *first]) if team else (),
        opened=openings_for(worker).filter(read_at=None).count() if team else 0,
    )


def _looked_for(row: LookedBefore) -> str:
    """For the keeper of a restricted record: somebody may be about to write the child down a second time."""
    child = row.restricted.person.shown_name if row.restricted else ""
    return f"{child}: {row.worker.name}, {row.worker.agency}, {moment(row.at)}"


def _to_do(row: todo.Promise) -> Row:
    """Something promised by a day, and where to say that it is done."""
    return Row(in_words(row.due), f"{row.child.shown_name}: {row.name} ({row.who})", link=Link("Open", row.answer_href))


def _reading(row: todo.Reading) -> Link:
    where = reverse("checks:to_read")  # there is the button: to have read is written down, so it is not a link
    return Link(f"{row.child.shown_name}: {row.name}", where, note=f"{row.given.by}: {row.said}")


def _drafts(worker: Worker, children: Sequence[Person]) -> tuple[Link, ...]:
    """What this worker has typed and not saved; a draft about a child who is no longer theirs has no link."""
    names = {child.key: child.shown_name for child in children}
    found = drafts_of(worker)
    if others := {draft.child for draft in found if draft.child} - set(names):
        names |= {child.key: child.shown_name for child in children_open_to(worker).filter(key__in=others)}
        gone = hidden_keys(worker)  # of whoever does not exist for this worker there is no draft either
        found = [draft for draft in found if draft.child not in gone]
    return tuple(_draft(draft, names) for draft in found)


def _draft(draft: Draft, names: dict[str, str]) -> Link:
    about = names.get(draft.child, "a child who is no longer open to you") if draft.child else ""
    words = f"{draft.label or 'A form'}{f', {about}' if about else ''}"
    is_open = not draft.child or draft.child in names
    join = "&" if "?" in draft.path else "?"
    href = f"{draft.path}{join}draft={draft.pk}" if is_open else ""
    whose = f" by {draft.written_by.name}, who has left" if draft.written_by else ""
    return Link(words, href, note=f"kept as a draft{whose}, {moment(draft.saved_at)}; not saved yet")


SHOWN_LEARNING = 3


def newest_learning(worker: Worker) -> tuple[Link, ...]:
    """The learning shared last, as far as this worker may read it."""
    points = scope(worker, "learning.view", LearningPoint.objects.all()).annotate(last=Max("sharings__on"))
    newest = points.exclude(last=None).order_by("-last", "-pk")[:SHOWN_LEARNING]
    return tuple(
        Link(view.title, reverse("learning:point", args=[view.key]), note=view.lesson)
        for view in views_of(newest, worker)
    )


def shared_with_my_team(worker: Worker) -> tuple[Link, ...]:
    """Learning shared with the worker's team that they have said nothing of yet."""
    rows = list(waiting_for(worker)[:SHOWN_LEARNING])
    views = {view.pk: view for view in views_of([row.point for row in rows], worker)}
    return tuple(
        Link(
            views[row.point_id].title,
            reverse("learning:acknowledge", args=[row.key]),
            note=f"{row.how}, {in_words(row.on)}: say that you read it, discussed it or applied it",
        )
        for row in rows
        if row.point_id in views
    )


def child_rows(children: Sequence[Person], worker: Worker, today: date) -> tuple[ChildRow, ...]:
    """A row for each child, in the order given. Five queries and those of the checks."""
    pks = [child.pk for child in children]
    kept = coverage_of(pks, kinds=("Visit", "Involvement"))
    seen, level, lead = last_seen(pks), levels(pks, today), leads(pks)
    found = counts(children, worker)

    def row(child: Person) -> ChildRow:
        coverage: Coverage = kept[child.pk]
        words = saying.seen(seen.get(child.pk), coverage.keeps("Visit", today), child.shown_name)
        return ChildRow(
            child=Link(child.shown_name, reverse("child", kwargs={"key": child.key})),
            age=age_words(child, today),
            level=saying.level(level.get(child.pk), coverage, today),
            seen=words,
            lead=lead[child.pk].worker.name if child.pk in lead else "nobody recorded",
            think=count_words(found.get(child.pk, Counts())),
            today=found.get(child.pk, Counts()).today > 0,
        )

    return tuple(row(child) for child in children)


@dataclass(frozen=True)
class ElsewherePage:
    """Where a role without children begins."""

    heading: str
    sentences: tuple[str, ...]
    links: tuple[Link, ...]


def elsewhere_page(worker: Worker) -> ElsewherePage:
    """Where a role begins that holds no children: nothing about any child is read here."""
    heading, sentences, names = _ELSEWHERE[worker.role]
    links = tuple(Link(text, address_if_any(name)) for text, name in names if address_if_any(name))
    if can(worker, "measure.view"):
        links += charts(worker)
    return ElsewherePage(heading, sentences, links)


def charts(worker: Worker) -> tuple[Link, ...]:
    """The chart of each piece of shared learning, the newest first."""
    points = scope(worker, "learning.view", LearningPoint.objects.all()).annotate(last=Max("sharings__on"))
    shared = points.exclude(last=None).order_by("-last", "-pk")
    return tuple(
        Link(f"Did practice change? {view.title}", reverse("impact:chart", args=[view.key]))
        for view in views_of(shared, worker)
    )


_LIBRARY = ("The library of learning", "learning:library")
_SURVEYS = ("Confidence before and after", "confidence:surveys")
_CHECKS = ("What Sightline asks, and why", "checks:catalogue")
_ELSEWHERE: dict[str, tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]]] = {
    "learning_lead": (
        "Learning",
        ("Learning points are written from findings, and shared from the library.",),
        (_LIBRARY, _SURVEYS, _CHECKS),
    ),
    "quality_lead": (
        "Quality",
        ("Charts show whether practice moved after learning was shared. No child can be opened from them.",),
        (_CHECKS, _LIBRARY, _SURVEYS),
    ),
}


@dataclass(frozen=True)
class SearchPage:
    """Children whose name or reference fits, among those open to this worker."""

    words: str
    rows: tuple[ChildRow, ...]
    asked: bool
    more: bool
    of_team: bool
    wider: tuple[Row, ...] = ()
    looked_wider: bool = False
    nothing_typed: bool = False
    more_wider: bool = False


FOUND_AT_MOST, WIDER_AT_MOST = 50, 10


@asked_once()
def search_page(worker: Worker, words: str, asked: bool, today: date, wider: bool = False) -> SearchPage:
    """Build the page of what was found; `wider`: also who is known here and not open to this worker."""
    typed = bool(words.strip())
    found = search(worker, words, FOUND_AT_MOST + 1) if asked and typed else []
    rows = child_rows(found[:FOUND_AT_MOST], worker, today)
    others = known_elsewhere(worker, words, WIDER_AT_MOST + 1) if wider else []
    more_wider, others = len(others) > WIDER_AT_MOST, others[:WIDER_AT_MOST]
    lead = leads([child.pk for child in others])
    known = tuple(
        Row(
            child.shown_name,
            f"{age_words(child, today)}; {f'ask {lead[child.pk].worker.name}' if child.pk in lead else 'nobody leads'}",
            link=Link("Open for a reason", reverse("open-for-reason", args=[child.key])),
        )
        for child in others
    )
    more = len(found) > FOUND_AT_MOST
    return SearchPage(
        words,
        rows,
        asked and typed,
        more,
        worker.role == "supervisor",
        known,
        wider,
        asked and not typed,
        more_wider,
    )
