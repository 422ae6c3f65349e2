"""What a sheet of a record says around its facts: whose record, as of when, who printed it, what is not in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sightline.desk.pages.family import family_sheet
from sightline.desk.pages.frame import Frame
from sightline.desk.pages.health import health_page
from sightline.desk.pages.information import information_page
from sightline.desk.pages.looked import looked_page
from sightline.desk.pages.noted import part_page
from sightline.desk.pages.overview import overview
from sightline.desk.pages.plan import plan_page
from sightline.desk.pages.story import story_sheet
from sightline.desk.pages.voice import voice_page
from sightline.desk.pages.worries import worries_page
from sightline.desk.printed import Block, blocks, heading
from sightline.domain.dates import in_words
from sightline.kit.words import moment
from sightline.people.models import Person

if TYPE_CHECKING:
    from sightline.access.models import Worker

Build = Callable[[Person, date, "Worker"], Any]
# The parts of a record in the order of its file, by their name in the address of a print.
PARTS: dict[str, tuple[str, Build]] = {
    "overview": ("Overview", lambda child, day, worker: overview(child, worker, day)),
    "story": ("Story", lambda child, day, worker: story_sheet(child, day, worker)),
    "family": ("Family", lambda child, day, worker: family_sheet(child, worker, day)),
    "voice": ("Voice", voice_page),
    "worries": ("Worries and safety", worries_page),
    "plan": ("Plan and meetings", plan_page),
    "health": ("Health and marks", health_page),
    "information": ("Information", information_page),
    "thinking": ("Thinking", lambda c, day, w: part_page(c, w, day, "child-thinking", "Thinking and decisions")),
}
LOOKED = ("Who has looked", lambda child, day, _worker: looked_page(child, day))
# Whether there is any is not said: that would tell of it.
LEFT_OUT = (
    "Not in this print: whatever {name} may not read. That can be the reflections, unease or a manager’s thinking of "
    "another agency, and entries kept for named people. Whether there are any is not said here."
)


def sheet(child: Person, day: date, worker: Worker, parts: list[str], *, at: datetime, then: str) -> dict[str, Any]:
    """The data of one print. `then`: the past day it shows, in words; "" for now."""
    every = PARTS | {"who-has-looked": LOOKED}
    made = [(every[name][0], every[name][1](child, day, worker)) for name in parts]
    frame: Frame = made[0][1].frame
    whole = len(parts) > 1
    what = "The whole record" if whole else made[0][0]
    by = f"Printed by {worker.name}, {worker.agency.name}, {moment(at)}"
    about = [f"{by}."]
    if then:
        about.append(f"As it was known on {in_words(day)}. What was written, corrected or taken out since is not here.")
    about += [LEFT_OUT.format(name=worker.name), *frame.identity.notices]
    return {
        "title": f"{frame.identity.name}: {what.lower() if whole else what}",
        "foot": f"{by}. Confidential.",
        "about": about,
        "facts": [list(fact) for fact in frame.identity.facts],
        "parts": [
            {
                "title": title if whole else "",
                "new-page": whole and number > 0,
                "blocks": list(blocks(page)) if whole else _headed(title, list(blocks(page))),
            }
            for number, (title, page) in enumerate(made)
        ],
    }


def _headed(title: str, found: list[Block]) -> list[Block]:
    """The blocks of a part alone. A table's caption is a heading of the third level: one of the second stands first."""
    first = next((block for block in found if block["kind"] in ("heading", "table")), None)
    lacks = first is not None and (first["kind"] == "table" or first["level"] > 2)
    return [heading(title), *found] if lacks else found
