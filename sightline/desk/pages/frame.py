"""What every page of a child's record shows at its top: who it is about, and the way to the other parts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from sightline.cases.brief import Brief, brief
from sightline.cases.queries import Coverage
from sightline.desk import saying
from sightline.desk.then import NOW, On, keeping, shown_on
from sightline.domain.dates import in_words
from sightline.kit.parts import Identity, Link
from sightline.people.ages import age_words, born
from sightline.people.models import Person

PARTS = {
    "child": ("Overview", "overview"),
    "child-story": ("Story", "story"),
    "child-family": ("Family", "family"),
    "child-voice": ("Voice", "voice"),
    "child-worries": ("Worries", "worries"),
    "child-plan": ("Plan", "plan"),
    "child-health": ("Health", "health"),
    "child-information": ("Information", "information"),
    "child-thinking": ("Thinking", "thinking"),
    "child-looked": ("Who has looked", "who has looked"),
}


@dataclass(frozen=True)
class Frame:
    """The top of a page of one child's record. `happened`: where to write what happened. `around`: its eco-map.
    `on`: the day it shows.

    `sheet`, `file`: this page, and the whole record, on paper; `sheet_words`: what the link says, where it prints more
    than this page. `family`: documents for the family. `dated`: whether it can be seen as of a day. `person`: the
    child's own details.
    """

    identity: Identity
    parts: tuple[Link, ...]
    happened: str
    around: str = ""
    on: On = NOW
    sheet: str = ""
    file: str = ""
    family: str = ""
    dated: bool = False
    person: str = ""
    sheet_words: str = "Print this page (PDF)"


PRINTS_THE_STORY = "Print the story (PDF)"


@dataclass(frozen=True)
class Known:
    """What the identity bar rests on; pages that show more of it read it once."""

    child: Person
    today: date
    brief: Brief

    @property
    def coverage(self) -> Coverage:
        return self.brief.coverage

    @property
    def seen_words(self) -> str:
        return saying.seen(self.brief.seen, self.coverage.keeps("Visit", self.today), self.child.shown_name)


def known(child: Person, today: date) -> Known:
    """What stands at the top of every page. One query."""
    return Known(child, today, brief(child, today))


def frame(about: Known, current: str) -> Frame:
    """The identity bar and the parts of the record, `current` being the name of this page's address."""
    key = about.child.key
    links = tuple(
        Link(text, keeping(reverse(name, kwargs={"key": key})), current=name == current)
        for name, (text, _) in PARTS.items()
    )
    on, part = shown_on(), current.removeprefix("child-").replace("child", "overview")
    sheet = keeping(reverse("print-page", kwargs={"key": key, "part": part})) if on.now and current in PARTS else ""
    file = keeping(reverse("print-record", kwargs={"key": key}))
    return Frame(
        _identity(about),
        links,
        reverse("what-happened", kwargs={"key": key}),
        keeping(reverse("child-eco-map", kwargs={"key": key})),
        on,
        sheet,
        file,
        reverse("family-documents", kwargs={"key": key}),
        dated=bool(on.now),
        person=reverse("person", args=[key, key]),
    )


def _identity(about: Known) -> Identity:
    child = about.child
    facts = [("Age", age_words(child, about.today))]
    found = born(child)
    if found:
        facts.append(("Born", found.in_words()))
    facts += [("Level", saying.level(about.brief.level, about.coverage, about.today)), ("Last seen", about.seen_words)]
    if child.reference:
        facts.append(("Reference", child.reference))
    notices = (f"This child died on {in_words(child.died_on)}.",) if child.died_on else ()
    return Identity(child.shown_name, tuple(facts), notices)
