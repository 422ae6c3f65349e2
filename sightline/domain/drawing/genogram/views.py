"""What of a family is drawn: on a day, near a child, one household, or the copy for one recipient.

Every view is a family again, so that drawing, table and narrative are made from the same facts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from sightline.domain.kinship import Family, Parentage, Person, begun_by, over_by, read_date
from sightline.domain.kinship.family import HARM, LOSSES
from sightline.domain.kinship.when import last_day
from sightline.domain.names import Unsaid, unsaid

MANY: Final = 60
"""Above this many people the first view is what lies near the child (drawing.md 1.11)."""
STEPS: Final = 3
"""How near that is by default, in steps from parent to child or partner to partner."""
PREGNANCY: Final = timedelta(weeks=42)
"""The longest before the day a child is expected that somebody can be drawn as pregnant."""
TOGETHER: Final = "together"
"""A union before the end that its recorded kind tells of: they were together, how is not recorded."""
GENDER_HISTORY: Final = "gender-history"
HEALTH: Final = "health"
PRIVATE: Final = (GENDER_HISTORY, HEALTH)
"""What of a person nobody sees unless they ask for it (practice file: stigma, misreading)."""
_ENDED: Final = {"divorced": "married", "annulled": "married", "separated": TOGETHER}


def only(family: Family, people: Iterable[str]) -> Family:
    """The family of some of its people: unions and ties among them, parents of theirs who are among them."""
    kept = set(people)

    def rows(row: Parentage) -> Iterable[Parentage]:
        parents = tuple(one for one in row.parents if one in kept)
        if row.child in kept and parents:
            yield row if parents == row.parents else replace(row, parents=parents, union="")

    return replace(
        family,
        persons=tuple(one for one in family.persons if one.id in kept),
        unions=tuple(one for one in family.unions if kept.issuperset(one.partners)),
        parentage=tuple(new for row in family.parentage for new in rows(row)),
        multiples=tuple(one for one in family.multiples if kept.issuperset(one.children)),
        households=tuple(
            replace(home, members=members)
            for home in family.households
            if (members := tuple(one for one in home.members if one.person in kept))
        ),
        relationships=tuple(one for one in family.relationships if one.a in kept and one.b in kept),
    )


def on_day(family: Family, day: date) -> Family:
    """The family as of a day: people born by then, unions and homes begun, what ended later not yet ended.

    Who is not known to have been born later is drawn: a date that is not known leaves nobody out.
    """
    alive = [one for one in family.persons if _there_by(one, day)]
    people = tuple(
        replace(one, died="", died_words="") if one.died and not over_by(one.died, day) else one
        for one in _with_conditions(alive, day)
    )
    unions = tuple(
        replace(one, kind=_ENDED.get(one.kind, one.kind), end="") if one.end and not over_by(one.end, day) else one
        for one in family.unions
        if begun_by(one.start, day)
    )

    def holds(row: Any) -> bool:
        return begun_by(row.start, day) and not over_by(row.end, day)

    then = replace(
        family,
        as_of=day.isoformat(),
        persons=people,
        unions=unions,
        parentage=tuple(row for row in family.parentage if holds(row)),
        households=tuple(
            replace(home, members=tuple(one for one in home.members if holds(one))) for home in family.households
        ),
        relationships=tuple(one for one in family.relationships if holds(one)),
    )
    return _without_traces_of_children(family, only(then, (one.id for one in people)))


def _there_by(person: Person, day: date) -> bool:
    """Whether somebody may have been born by a day; of a pregnancy, whether it may have begun."""
    due = read_date(person.born).earliest if person.outcome == "unborn" else None
    if person.outcome == "unborn":
        return due is None or day >= due - PREGNANCY
    return begun_by(person.born, day, words=person.born_words)


def without_names(family: Family, names: Unsaid) -> Family:
    """Without the words somebody typed that name who is not to be named.

    A tie then does not say whose view it is, a home has its number for a name, a date is told without its source's
    phrase.
    """
    if not names:
        return family
    number = {key: at for at, key in enumerate(sorted(home.id for home in family.households), start=1)}

    def kept(words: str, instead: str = "") -> str:
        return instead if names.named_in(words) else words

    return replace(
        family,
        title=kept(family.title, "Family"),
        persons=tuple(
            replace(
                one,
                born_words=kept(one.born_words),
                died_words=kept(one.died_words, "" if one.died else "day not known"),
            )
            for one in family.persons
        ),
        households=tuple(
            replace(home, label=kept(home.label, f"Home {number[home.id]}")) for home in family.households
        ),
        relationships=tuple(replace(one, rater=kept(one.rater)) for one in family.relationships),
    )


def _names_of(person: Person) -> Iterable[str]:
    """What somebody is called, and the other names that a file of another program gave them."""
    others = person.more.get("other_names", ())
    return (person.name, *(str(name) for name in others if isinstance(others, (list, tuple))))


def _without_traces_of_children(family: Family, view: Family) -> Family:
    """A view without unions that say only "parents of a child" of people whose children are none of theirs in it."""

    def together(rows: Iterable[Parentage]) -> set[frozenset[str]]:
        return {frozenset(row.parents) for row in rows}

    gone = together(family.parentage) - together(view.parentage)
    unions = tuple(one for one in view.unions if one.kind != "none" or frozenset(one.partners) not in gone)
    return replace(view, unions=unions)


def _with_conditions(people: Iterable[Person], day: date) -> Iterable[Person]:
    """People with what of their health had begun by a day and was not over."""
    for one in people:
        kept = tuple(row for row in one.conditions if begun_by(row.start, day) and not over_by(row.end, day))
        yield replace(one, conditions=kept) if kept != one.conditions else one


def at_its_date(family: Family) -> Family:
    """The family without homes that people had left by its own date; nobody and no parentage is left out."""
    day = last_day(family.as_of) if family.as_of else None
    if day is None:
        return family
    return replace(
        family,
        persons=tuple(_with_conditions(family.persons, day)),
        households=tuple(
            replace(home, members=tuple(one for one in home.members if not over_by(one.end, day)))
            for home in family.households
        ),
    )


def within_steps(family: Family, centre: Iterable[str], steps: int) -> Family:
    """People at most some steps away (parent, child, partner, or one household), and who is needed to join siblings."""
    near: dict[str, set[str]] = {one.id: set() for one in family.persons}
    for group in (
        *((row.child, *row.parents) for row in family.parentage),
        *(one.partners for one in family.unions),
        *([member.person for member in home.members] for home in family.households),
    ):
        for one in group:
            near[one].update(group)
    seen = {one for one in centre if one in near}
    edge = set(seen)
    for _ in range(steps):
        edge = {other for one in edge for other in near[one]} - seen
        seen |= edge
    return only(family, seen)


def one_household(family: Family, household: str) -> Family:
    """The people of one household, and the parents and partners of each."""
    members = {one.person for home in family.households if home.id == household for one in home.members}
    wanted = set(members)
    for one in members:
        wanted.update(parent for row in family.parentage_of.get(one, ()) for parent in row.parents)
        wanted.update(partner for union in family.unions_of.get(one, ()) for partner in union.partners)
    return only(family, wanted)


def first_view(family: Family, focus: Iterable[str] = ()) -> Family:
    """The whole family up to 60 people; above, what lies within three steps of the children of interest."""
    centre = tuple(focus) or tuple(one.id for one in family.persons if one.focus)
    if len(family.persons) <= MANY or not centre:
        return family
    return within_steps(family, centre, STEPS)


def without_terminations(family: Family) -> Family:
    """As on screen until somebody asks for them (drawing.md 1.13)."""
    view = only(family, (one.id for one in family.persons if one.outcome != "termination"))
    return _without_traces_of_children(family, view)


def without_private(family: Family, shown: Collection[str] = ()) -> Family:
    """Without gender history and health (`PRIVATE`), but for those asked for."""

    def kept(one: Person) -> Person:
        sex = one.sex_at_birth if GENDER_HISTORY in shown else ""
        return replace(one, sex_at_birth=sex, conditions=one.conditions if HEALTH in shown else ())

    return replace(family, persons=tuple(kept(one) for one in family.persons))


def _copy_of(shown: Family, people: set[str], whole: Family) -> Family:
    return _without_traces_of_children(whole, without_private(only(shown, people)))


def _joined(family: Family) -> set[str]:
    """Who is joined to anybody, by a union, parentage, a home or a relationship."""
    groups: list[Iterable[str]] = [one.partners for one in family.unions]
    groups += [(row.child, *row.parents) for row in family.parentage]
    groups += [{member.person for member in home.members} for home in family.households]
    groups += [(one.a, one.b) for one in family.relationships]
    return {person for group in groups if len(set(group)) > 1 for person in group}


def family_copy(family: Family, recipient: str) -> Family:
    """The copy for one recipient: what they are not cleared for is not there at all, nor that it was left out.

    Never a termination, no harm between people, nobody's health or gender history; other losses, doubted parentage,
    protected people and households only if cleared for this recipient (drawing.md 1.13). Somebody whom only what is
    left out joins to the family is left out too: standing alone, an alleged father would tell of it.
    """

    def cleared(row: Any) -> bool:
        return recipient in row.cleared_for

    people = {
        one.id
        for one in family.persons
        if one.outcome != "termination"
        and (cleared(one) or one.id == recipient or not (one.protected or one.outcome in LOSSES))
    }
    shown = replace(
        family,
        notes="",
        parentage=tuple(row for row in family.parentage if row.certainty != "disputed" or cleared(row)),
        households=tuple(home for home in family.households if not home.protected or cleared(home)),
        relationships=tuple(one for one in family.relationships if one.kind not in HARM),
        more={},
    )
    stay = {recipient, *(one.id for one in family.persons if one.focus or cleared(one))}
    people -= _joined(family) - _joined(_copy_of(shown, people, family)) - stay
    gone = [one for one in family.persons if one.id not in people]
    called = [name for one in gone if not one.unknown for name in _names_of(one)]
    names = unsaid(called, called, (one.name for one in family.persons if one.id in people))
    ids = {one.id for one in gone}
    ties = tuple(replace(one, rater="") if one.rater.strip() in ids else one for one in shown.relationships)
    copy = without_names(_copy_of(replace(shown, relationships=ties), people, family), names)
    return replace(copy, persons=tuple(replace(one, protected=False, cleared_for=()) for one in copy.persons))
