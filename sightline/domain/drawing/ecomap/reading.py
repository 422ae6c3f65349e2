"""Makes an eco-map of files: its own format, a family, a child's record. Several are put together.

`sightline-ecomap/1`  people, systems, ties                     as they stand
`sightline-family/1`  the household of the child in the middle  relatives outside it with a recorded relationship
`sightline-record/1`  the child's household                     agencies involved; ties that were rated (kind Tie)

What a file doesn't hold stays not recorded: an agency's involvement says nothing about how strong a tie is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from sightline.domain.checks.fact import Fact
from sightline.domain.checks.record import ChildRecord
from sightline.domain.drawing.file_rows import DrawingRefused, FileRow
from sightline.domain.drawing.genogram.words import name_of
from sightline.domain.kinship import Family, Person, begun_by, over_by, read_date
from sightline.domain.kinship.family import OUTCOMES, SEXES

from .model import CENTRES, DOMAINS, FLOWS, FORMAT, STATES, STRENGTHS, EcoMap, System, Tie

AGENCY_DOMAIN: Final[Mapping[str, str]] = {
    "school": "education",
    "nursery": "education",
    "college": "education",
    "gp": "health",
    "health_visitor": "health",
    "school_nurse": "health",
    "hospital": "health",
    "midwifery": "health",
    "mental_health": "health",
    "camhs": "health",
    "substance_service": "health",
    "dentist": "health",
    "social_care": "social_care",
    "early_help": "social_care",
    "voluntary": "social_care",
    "police": "justice",
    "probation": "justice",
    "prison": "justice",
    "cafcass": "justice",
    "court": "justice",
    "housing": "daily_life",
    "benefits": "daily_life",
    "employment": "daily_life",
}
_AGENCY_WORDS: Final = {"gp": "GP", "camhs": "CAMHS", "cafcass": "Cafcass"}
_KIN_TIE: Final[Mapping[str, tuple[str | None, bool | None, str]]] = {
    "very-close": ("strong", None, "current"),
    "close": ("strong", None, "current"),
    "distant": ("weak", None, "current"),
    "conflict": (None, True, "current"),
    "hostile": (None, True, "current"),
    "close-hostile": ("strong", True, "current"),
    "violence": (None, True, "current"),
    "abuse": (None, True, "current"),
    "abuse-suspected": (None, True, "current"),
    "cutoff": ("none", None, "ended"),
    "repaired": (None, None, "current"),
}
"""What a relationship of a family file says of a tie: strength, stress, state. More it doesn't say."""


def read_ecomap(data: Mapping[str, Any]) -> EcoMap:
    """An eco-map from parsed JSON of its own format. Raises DrawingRefused. Ids are looked up by `put_together`."""
    wrong: list[str] = []
    top = FileRow("The eco-map", data, wrong)
    if top.text("format") != FORMAT:
        wrong.append(f"The file does not say it is an eco-map: 'format' should be '{FORMAT}'.")
    centre = data.get("centre")
    if centre is not None and not isinstance(centre, Mapping):
        wrong.append("'centre' should be an object.")
        centre = None
    middle = FileRow("The centre", centre or {}, wrong)
    eco = EcoMap(
        id=top.text("id"),
        title=top.text("title"),
        as_of=top.day("as_of"),
        centre=middle.one_of("kind", CENTRES) or "household",
        label=middle.text("label"),
        persons=tuple(_person(row) for row in middle.rows("persons")),
        systems=tuple(_system(row) for row in top.rows("systems")),
        ties=tuple(_tie(row) for row in top.rows("ties")),
    )
    if wrong:
        raise DrawingRefused(wrong)
    return eco


def _person(row: FileRow) -> Person:
    return Person(
        id=row.text("id", need=True),
        name=row.text("name"),
        sex=row.one_of("sex", SEXES) or "U",
        born=row.day("born"),
        outcome=row.one_of("outcome", [one for one in OUTCOMES if one]) or "",
        focus=row.yes("focus") is True,
        unknown=row.yes("unknown") is True,
    )


def _system(row: FileRow) -> System:
    domain = row.one_of("domain", tuple(DOMAINS)) or "community"
    return System(row.text("id", need=True), row.text("name"), domain)


def _tie(row: FileRow) -> Tie:
    return Tie(
        system=row.text("system", need=True),
        person=row.text("person"),
        strength=row.one_of("strength", STRENGTHS),
        stress=row.yes("stress"),
        flow=row.one_of("flow", FLOWS),
        state=row.one_of("state", STATES) or "current",
        rater=" ".join(row.text("rater").split()),
        date=row.day("date"),
        note=row.text("note"),
    )


def of_family(family: Family, focus: str = "", household: str = "", day: date | None = None) -> EcoMap:
    """The household of the child in the middle, and relatives outside it with whom a relationship is recorded.

    The household: the one named, else the first with the person in focus (or a child of interest), else the first.
    Raises DrawingRefused for an id nobody has.
    """
    if focus and focus not in family.person:
        raise DrawingRefused([f"Nobody in the family has the id '{focus}'."])
    said = read_date(family.as_of)
    day = day or (said.earliest if said.is_exact else None)
    homes = {home.id: home for home in family.households}
    if household and household not in homes:
        raise DrawingRefused([f"No household of the family has the id '{household}'."])
    interest = [focus] if focus else sorted(one.id for one in family.persons if one.focus)
    theirs = [home for key in interest for home in sorted(family.households_of.get(key, ()), key=lambda one: one.id)]
    home = homes.get(household) or next((one for one in theirs if _lives(one, interest, day)), None)
    if home is None and not interest:
        home = min(family.households, key=lambda one: one.id, default=None)
    inside = {member.person for member in home.members if _there(member, day)} if home else set(interest)
    people = [replace(one, focus=one.focus or one.id == focus) for one in family.persons if one.id in inside]
    systems: dict[str, System] = {}
    ties = []
    for one in family.relationships:
        if (one.a in inside) == (one.b in inside):
            continue
        within, outside = (one.a, one.b) if one.a in inside else (one.b, one.a)
        strength, stress, state = _KIN_TIE[one.kind]
        if over_by(one.end, day) if day else bool(one.end):
            strength, stress, state = "none", None, "ended"
        systems[outside] = System(outside, name_of(family.person[outside]), "family")
        ties.append(
            Tie(outside, within, strength, stress, None, state, one.rater, one.start, one.kind.replace("-", " "))
        )
    label = (home.label or home.id) if home else ""
    as_of = day.isoformat() if day else family.as_of
    return EcoMap(
        family.id, family.title, as_of, "household", label, tuple(people), tuple(systems.values()), tuple(ties)
    )


def _lives(home: Any, people: Iterable[str], day: date | None) -> bool:
    return any(member.person in people and _there(member, day) for member in home.members)


def _there(member: Any, day: date | None) -> bool:
    if day is None:
        return not member.end
    return begun_by(member.start, day) and not over_by(member.end, day)


def of_record(record: ChildRecord) -> EcoMap:
    """The child's household, the agencies involved with it, and the ties that were rated, as of the record's day."""
    day = record.as_of
    homes = {row.text("household") for row in _living(record, day) if row.text("person") == record.child}
    inside = {row.text("person") for row in _living(record, day) if row.text("household") in homes} | {record.child}
    people = tuple(_recorded(fact, record.child) for fact in record.of("Person") if fact.id in inside)
    known = {one.id for one in people}
    systems, ties = around(known, record.of("AgencyInvolvement"), record.of("Tie"), day)
    return EcoMap(record.child, "", day.isoformat(), "household", "", people, systems, ties)


def around(
    known: Collection[str], involved: Iterable[Fact], rated: Iterable[Fact], day: date, others: Iterable[System] = ()
) -> tuple[tuple[System, ...], tuple[Tie, ...]]:
    """Systems and ties of the agencies involved and of what was rated. `known`: ids of the people in the middle.

    One system has one name: what was rated under the name of an agency, or of one of `others`, is that one's tie.
    Where an agency's tie was rated by anybody, its bare involvement is not drawn beside it.
    """
    systems: dict[str, System] = {one.id: one for one in others}
    ties: list[Tie] = []
    for fact in involved:
        agency = fact.code("agency") or "agency_not_recorded"
        key = f"agency:{agency}"
        systems[key] = System(key, agency_words(agency), AGENCY_DOMAIN.get(agency, "social_care"))
        person = fact.text("with_person")
        ties.append(Tie(key, person if person in known else "", state=_state(fact, day), date=_iso(fact, "from")))
    for fact in rated:
        ties.append(_rated(fact, systems, known))
    named = {tie.system for tie in ties if tie.rater}
    kept = [tie for tie in ties if tie.rater or tie.system not in named or not tie.system.startswith("agency:")]
    return tuple(systems.values()), tuple(dict.fromkeys(kept))


def _rated(fact: Fact, systems: dict[str, System], known: Collection[str]) -> Tie:
    """One rated tie; its system is added where it is not there yet."""
    name = " ".join(fact.text("system").split()) or "Not named"
    key = system_key(name)
    key = f"agency:{key}" if f"agency:{key}" in systems else f"system:{key}"
    domain = fact.code("domain") if fact.code("domain") in DOMAINS else "community"
    systems.setdefault(key, System(key, name, domain))
    strength, flow, state = fact.code("strength"), fact.code("flow"), fact.code("state")
    return Tie(
        key,
        fact.text("person") if fact.text("person") in known else "",
        strength if strength in STRENGTHS else None,
        fact.yes("stress"),
        flow if flow in FLOWS else None,
        state if state in STATES else "current",
        " ".join(fact.text("rater").split()),
        _iso(fact, "date"),
        fact.text("note"),
    )


def system_key(name: str) -> str:
    """One system has one key, however its name is written: "Oak  School" and "oak school" are one."""
    return "_".join(name.casefold().split())


def agency_words(agency: str) -> str:
    """A code of the record format in words."""
    return _AGENCY_WORDS.get(agency) or agency.replace("_", " ").capitalize()


def _living(record: ChildRecord, day: date) -> Iterable[Fact]:
    for fact in record.of("HouseholdMembership"):
        start, end = fact.when("from"), fact.when("to")
        begun = start is None or start.could_be_on_or_before(day)
        if fact.code("role") != "regular_contact" and begun and (end is None or not end.could_be_on_or_before(day)):
            yield fact


def _recorded(fact: Fact, child: str) -> Person:
    sex = fact.text("sex")
    born = fact.when("dob") or fact.when("expected_dob")
    return Person(
        id=fact.id,
        name=fact.text("name"),
        sex=sex if sex in SEXES else "U",
        born=born.value.isoformat() if born and born.value and born.is_exact else "",
        outcome="unborn" if not fact.is_filled("dob") and fact.is_filled("expected_dob") else "",
        focus=fact.id == child,
    )


def _state(fact: Fact, day: date) -> str:
    end = fact.when("to")
    over = fact.yes("active") is False or (end is not None and end.could_be_on_or_before(day))
    return "ended" if over else "current"


def _iso(fact: Fact, name: str) -> str:
    found = fact.when(name)
    return found.earliest.isoformat() if found and found.is_exact and found.earliest else ""


def put_together(maps: Sequence[EcoMap]) -> EcoMap:
    """Several maps as one: people and systems by id, all ties. Raises DrawingRefused for ids that mean nobody."""
    first = maps[0]
    persons = {one.id: one for eco in reversed(maps) for one in eco.persons}
    systems = {one.id: one for eco in reversed(maps) for one in eco.systems}
    ties = tuple(dict.fromkeys(tie for eco in maps for tie in eco.ties))
    wrong = [f"The id '{key}' is used more than once in one file." for eco in maps for key in _twice(eco)]
    for tie in ties:
        if tie.system not in systems:
            wrong.append(f"A tie names the system '{tie.system[:60]}', and no system has that id.")
        if tie.person and tie.person not in persons:
            wrong.append(f"A tie names the person '{tie.person[:60]}', and nobody in the middle has that id.")
    if wrong:
        raise DrawingRefused(wrong)
    return replace(
        first,
        title=next((eco.title for eco in maps if eco.title.strip()), ""),
        label=next((eco.label for eco in maps if eco.label.strip()), ""),
        as_of=max((eco.as_of for eco in maps), default=""),
        persons=tuple(persons.values()),
        systems=tuple(systems.values()),
        ties=ties,
    )


def _twice(eco: EcoMap) -> Iterable[str]:
    for rows in (eco.persons, eco.systems):
        keys = [one.id for one in rows]
        yield from dict.fromkeys(key for key in keys if keys.count(key) > 1)
