"""The child's voice: words apart from an adult's reading of them; who has seen the child, and alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sightline.cases.models import Visit, Voice
from sightline.cases.noting import noted
from sightline.cases.queries import seen_at, visits, voices
from sightline.desk import saying
from sightline.desk.chronology import address
from sightline.desk.pages.frame import Frame, frame, known
from sightline.desk.pages.lived_day import compared
from sightline.desk.pages.noted import Sections, sections
from sightline.kit.parts import Link, Table
from sightline.people.models import Person

if TYPE_CHECKING:
    from sightline.access.models import Worker


@dataclass(frozen=True)
class Said:
    """What the child said or showed, and, apart from it, what an adult makes of it."""

    when: str
    how: str
    words: str
    observation: str
    reading: str
    changed: str
    recorded: str
    link: str


@dataclass(frozen=True)
class VoicePage:
    frame: Frame
    sections: Sections
    name: str
    said: tuple[Said, ...]
    seen: Table
    by_whom: Table
    more: int
    more_said: int
    voices_kept: bool
    visits_kept: bool
    days: tuple[Table, ...] = ()


def voice_page(child: Person, today: date, worker: Worker) -> VoicePage:
    """Build the page."""
    about = known(child, today)
    came, said = visits(child, worker), voices(child, worker)
    return VoicePage(
        frame=frame(about, "child-voice"),
        sections=sections(child, worker, "child-voice"),
        name=child.shown_name,
        said=tuple(_said(row, child) for row in said.rows),
        seen=_seen(came.rows, child),
        by_whom=_by_whom(seen_at(child, worker)),
        more=came.more,
        more_said=said.more,
        voices_kept=about.coverage.keeps("Voice", today),
        visits_kept=about.coverage.keeps("Visit", today),
        days=compared(noted(child, worker, ["LivedDay"])),
    )


def _said(row: Voice, child: Person) -> Said:
    who = saying.recorder(row)
    return Said(
        when=saying.happened(row),
        how=row.get_mode_display() if row.mode else "how is not recorded",
        words=row.words or "",
        observation=row.observation or "",
        reading=row.worker_makes_of_it or "",
        changed=row.what_changed or "",
        recorded=f"{who}; {saying.written(row)}",
        link=address(child, "Voice", row.fact),
    )


def _seen(rows: Iterable[Visit], child: Person) -> Table:
    shown = tuple(
        (
            Link(saying.happened(row), address(child, "Visit", row.fact)),
            row.by or saying.NOT_RECORDED,
            saying.yes_no(row.seen),
            saying.yes_no(row.seen_alone),
            saying.yes_no(row.bedroom),
            row.reason_if_not or "",
        )
        for row in rows
    )
    head = ("Visit", "Who came", "Seen", "Alone", "Bedroom", "Reason if not")
    return Table("Visits: seen, and seen alone", head, shown, empty="No visit is recorded here yet.")


def _by_whom(rows: list[Visit]) -> Table:
    """Who has seen the child: how often, alone how often, and when last. Nobody is ranked: in order of name."""
    by_name: dict[str, list[Visit]] = {}
    for row in rows:
        by_name.setdefault(row.by or "somebody not recorded", []).append(row)

    def line(name: str) -> tuple[str, int, str, str]:
        theirs = by_name[name]
        return name, len(theirs), _alone(theirs), saying.happened(theirs[0])

    return Table(
        "Who has seen the child",
        ("Who", "Times seen", "Of these alone", "Last"),
        tuple(line(name) for name in sorted(by_name)),
        numeric=frozenset({1, 2}),
        empty="Nobody is recorded here as having seen the child.",
    )


def _alone(rows: list[Visit]) -> str:
    """How often alone, and for how often nobody has said: not recorded is not a no."""
    unsaid = sum(row.seen_alone is None for row in rows)
    return f"{sum(row.seen_alone == 'Y' for row in rows)}{f' ({unsaid} not recorded)' if unsaid else ''}"
