"""The administrator's home: people and access, standards, imports, backups and nights. No case content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from sightline.access.models import Worker
from sightline.access.queries import open_workers
from sightline.exchange.models import ImportRun
from sightline.kit.parts import Link, Row, Table
from sightline.kit.words import count, moment
from sightline.upkeep import founding, health, review_pages
from sightline.upkeep.backup import runs

if TYPE_CHECKING:
    from sightline.upkeep.founding import Stands

SHOWN = 10
LIBRARY = (("The library of learning", "learning:library"), ("What Sightline asks, and why", "checks:catalogue"))


@dataclass(frozen=True)
class LookingAfterPage:
    """What needs seeing to, what set-up still wants, how things stand, and the last imports."""

    now: str
    to_see_to: tuple[str, ...]
    still_to_set_up: tuple[Link, ...]
    facts: tuple[Row, ...]
    imports: Table
    links: tuple[Link, ...]


def looking_after_page() -> LookingAfterPage:
    """Build the page: a constant number of queries."""
    stands = founding.stands()
    return LookingAfterPage(
        now=timezone.now().isoformat(),
        to_see_to=tuple(health.warnings()),
        still_to_set_up=_still(stands),
        facts=_facts(stands),
        imports=_imports(),
        links=tuple(Link(text, reverse(name)) for text, name in LIBRARY),
    )


def _still(stands: Stands) -> tuple[Link, ...]:
    """What set-up left for later, each with where to do it."""
    found = []
    if not stands.backup_to:
        found.append(Link("Say where backups go", reverse("upkeep:backup_target")))
    if stands.to_supply:
        words = f"Supply {count(len(stands.to_supply), 'standard')} that only the partnership can"
        found.append(Link(words, reverse("checks:standards")))
    if stands.to_confirm:
        words = f"Confirm {count(stands.to_confirm, 'number')} that are nobody’s rule"
        found.append(Link(words, reverse("checks:standards")))
    if Worker.objects.count() == 1:
        found.append(Link("Open accounts for colleagues", reverse("upkeep:add_worker")))
    return tuple(found)


def _facts(stands: Stands) -> tuple[Row, ...]:
    last = runs.last_good()
    people = open_workers().count()
    due, every = review_pages.waiting().count(), review_pages.REVIEW_EVERY.days
    return (
        Row("People and access", f"{count(people, 'open account')}, {count(stands.agencies, 'agency', 'agencies')}, "
            f"{count(stands.teams, 'team')}", link=Link("Open", reverse("upkeep:people"))),
        Row("Access to be looked at", count(due, "account") if due else "",
            missing=f"Every account was, in the last {every} days",
            note=f"Not looked at for {every} days" if due else "", link=Link("Open", reverse("upkeep:access_review"))),
        Row("Standards", f"{len(stands.to_supply) or 'None'} to supply, {stands.to_confirm or 'none'} to confirm",
            link=Link("Open", reverse("checks:standards"))),
        Row("Last good backup", moment(last.ended_at) if last else "", missing="None yet",
            link=Link("Open", reverse("upkeep:running"))),
        Row("Last night’s looking", health.last_night_words(), missing="None yet",
            link=Link("Open", reverse("upkeep:running"))),
    )  # fmt: skip


def _imports() -> Table:
    """What was brought in, when and by whom; not the name of the file, which may hold a child's."""
    rows = tuple(
        (moment(row.at), row.kind, row.by.name if row.by else "on the machine")
        for row in ImportRun.objects.select_related("by").order_by("-at", "-pk")[:SHOWN]
    )
    return Table("Last imports", ("When", "What kind", "By whom"), rows, empty="Nothing has been brought in yet.")
