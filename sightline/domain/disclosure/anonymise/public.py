"""The public view: one way, made so that a reader outside cannot find the family; every change is kept for the review.

A full date becomes its month, or weeks after the row before; a date of birth or an age becomes a band (in months under
one); a place on the map becomes "the area"; a name that two people share, and every number that leads to a person, is
taken out. Gender, number of siblings, ethnicity, a rare condition and the method of harm stay only if the learning
needs them: that is a question to a person, and each place is listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sightline.domain.dates import age_on
from sightline.domain.dates.words import MONTHS

from .ages import age_band, ages_in
from .coding import MOST_PASSES
from .dates_in_text import InText, dates_in
from .identifiers import identifiers
from .matching import WORD, is_month
from .residue import Place, residual
from .shadow import shadow
from .variants import AREA_ROLES
from .vocabulary import is_ordinary

if TYPE_CHECKING:
    from .glossary import Glossary

# What a reader outside never gets: where it was written down, when to the minute, and what came from the file.
WITHHELD = frozenset(
    {
        "ref", "source", "start_date", "end_date", "start_time", "end_time", "sequence", "date_raw", "edtf", "earliest",
        "latest", "source_file", "source_place", "source_row", "who_involved", "practitioner", "analysis",
    }
)  # fmt: skip
_REMOVED = {
    kind: f"[{words} removed]"
    for kind, words in {
        "email": "email address", "web": "web address", "nhs_number": "NHS number",
        "national_insurance": "National Insurance number", "phone": "telephone number", "postcode": "postcode",
        "vehicle": "vehicle", "case_number": "case number", "house": "address", "date_of_birth": "date of birth",
    }.items()
}  # fmt: skip
_AGENCIES = (
    ("police", r"police|constabulary|cid\b"),
    ("probation", r"probation|youth (?:justice|offending)|\byot\b"),
    ("education", r"school|academy|college|nursery|education|pre-?school|children's centre"),
    ("ambulance service", r"ambulance"),
    ("health", r"hospital|nhs|trust\b|\bgp\b|surgery|health|midwi|camhs|clinic|\bicb\b|practice\b"),
    ("housing", r"housing|homes\b|tenanc"),
    ("fire and rescue", r"\bfire\b"),
    ("children's social care", r"social care|children'?s services|council|local authority|\bmash\b|early help"),
    ("substance use service", r"substance|drug|alcohol|turning point"),
    ("a voluntary organisation", r"charit|voluntary|women's aid|refuge|barnardo|nspcc"),
)
_QUESTIONS = (
    (
        "gender",
        r"\b(?:he|him|his|she|her|hers|himself|herself|boys?|girls?|sons?|daughters?|brothers?|sisters?|male|female"
        r"|nephew|niece)\b",
    ),
    (
        "siblings",
        r"\b(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|[0-9]{1,2}) (?:other |younger |older |half-)?"
        r"(?:siblings?|brothers?|sisters?|children)|(?:youngest|eldest|oldest|middle|second|third|fourth) of \w+"
        r"|only child|twins?|triplets?)\b",
    ),
    (
        "ethnicity",
        r"\b(?:white|black|asian|mixed[ -]race|caribbean|african|pakistani|indian|bangladeshi|chinese|gypsy|roma"
        r"|traveller|polish|romanian|somali|nigerian|syrian|afghan|kurdish|muslim|hindu|sikh|jewish|ethnicity)\b",
    ),
    (
        "condition",
        r"\b(?:\w+ syndrome|\w+ disease|cystic fibrosis|epilep\w+|sickle cell|muscular dystrophy|cerebral palsy"
        r"|hydrocephalus|osteogenesis|haemophilia|cleft \w+|congenital|genetic|metabolic disorder|autis\w+)\b",
    ),
    (
        "method",
        r"\b(?:shaken|shook|stabb\w+|strangl\w+|smother\w+|suffocat\w+|drown\w+|burn(?:s|t|ed)?|scald\w*|poison\w*"
        r"|overdos\w+|ligature|hang(?:ed|ing)|bitten|bite marks?|fracture\w*|subdural|retinal|cigarette|knife|belt"
        r"|methadone|ingest\w+)\b",
    ),
)
_QUESTION_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _QUESTIONS)
_ASKED = {
    "gender": "Gender stays only if the learning needs it.",
    "siblings": "The number or order of siblings stays only if the learning needs it.",
    "ethnicity": "Ethnicity or faith stays only if the learning needs it.",
    "condition": "A condition that few children have stays only if the learning needs it.",
    "method": "How a child was harmed stays only if the learning needs it.",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One change made to disguise. Kept with the review, so that nobody later "corrects" it; never published."""

    field: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True)
class PublicText:
    """A text for readers outside, what was changed, and the places a person must decide about."""

    text: str
    changes: tuple[Change, ...]
    questions: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class PublicRow:
    """A row for readers outside: `when`, `agency` as a kind of agency, and the texts. Questions by field."""

    fields: dict[str, str]
    changes: tuple[Change, ...]
    questions: tuple[tuple[str, Place], ...]


def to_public(
    glossary: Glossary, row: Mapping[str, str], *, reference: date | None = None, previous: date | None = None
) -> PublicRow:
    """One chronology row (fields by name, `earliest` and `latest` as ISO days). `previous`: the day of the row before.

    `reference`: the day the review was written, for years of two figures.
    """
    earliest, latest = _day(row.get("earliest")), _day(row.get("latest"))
    fields = {"when": when_public(earliest, latest, previous)}
    changes = [
        Change(
            "when",
            row.get("date_raw") or row.get("earliest") or "",
            fields["when"],
            "dates are shown by month or distance",
        )
    ]
    questions: list[tuple[str, Place]] = []
    for name, value in row.items():
        if name in WITHHELD or not isinstance(value, str):
            continue
        if name == "agency":
            fields[name] = agency_kind(value)
            changes.append(Change(name, value, fields[name], "an agency is named by its kind"))
            continue
        found = public_text(glossary, value, reference=reference, on=earliest)
        fields[name] = found.text
        changes += [Change(name, change.before, change.after, change.reason) for change in found.changes]
        questions += [(name, place) for place in found.questions]
    return PublicRow(fields, tuple(change for change in changes if change.before != change.after), tuple(questions))


def public_text(glossary: Glossary, text: str, *, reference: date | None = None, on: date | None = None) -> PublicText:
    """One text for readers outside. `on`: the day it happened, for ages in place of dates of birth."""
    changes: list[Change] = []
    for _ in range(MOST_PASSES):
        disguised = _disguised(glossary, text, reference or on, on, changes)
        if disguised == text:
            break
        text = disguised
    return PublicText(text, tuple(changes), tuple(_questions(glossary, text)))


def _disguised(glossary: Glossary, text: str, reference: date | None, on: date | None, changes: list[Change]) -> str:
    """One pass of every step; what was changed is added to `changes`."""
    for step in (_removals, _births_and_dates, _ages, _areas_and_shared):
        cuts = [cut for cut in step(glossary, text, reference, on) if text[cut[0] : cut[1]] != cut[2]]
        if cuts:
            changes += [Change("", text[start:end], after, reason) for start, end, after, reason in cuts]
            text = _cut(text, [(start, end, after) for start, end, after, _ in cuts])
    coded = glossary.code(text)
    changes += [Change("", done.name, done.code, "a name is a code") for done in coded.replaced]
    parts = [(start, end, "[name removed]") for start, end in _parts_of_names(glossary, coded.text)]
    changes += [Change("", coded.text[start:end], after, "it is a part of a name") for start, end, after in parts]
    return _cut(coded.text, parts)


def _parts_of_names(glossary: Glossary, text: str) -> Iterator[tuple[int, int]]:
    """Middle names, halves of double names, names inside another one (Ann-Paula): they stand for nobody, yet tell."""
    seen = shadow(text)
    codes = [(code.start, code.end) for code in glossary.matcher.find_codes(seen)]
    for match in WORD.finditer(seen.seen):
        low, place = match[0].lower(), match.start()
        if low not in glossary.matcher.parts or is_ordinary(low) or not match[0][0].isupper():
            continue
        if not is_month(seen.seen, place, match.end()) and not any(start <= place < end for start, end in codes):
            yield seen.span(place, match.end())


Cut = tuple[int, int, str, str]


def _cut(text: str, cuts: list[tuple[int, int, str]]) -> str:
    parts, done = [], 0
    for start, end, after in sorted(cuts):
        if start >= done:
            parts += [text[done:start], after]
            done = end
    return "".join([*parts, text[done:]])


def _removals(glossary: Glossary, text: str, reference: date | None, on: date | None) -> Iterator[Cut]:
    for kind, start, end, _ in identifiers(text):
        if kind == "date_of_birth" and (found := next(dates_in(text[start:end], reference), None)):
            start, end = start + found.start, start + found.end
        yield start, end, _REMOVED[kind], "it leads to a person"


def _births_and_dates(glossary: Glossary, text: str, reference: date | None, on: date | None) -> Iterator[Cut]:
    born = {entry.born: entry.code for entry in glossary.entries if entry.born}
    for found in dates_in(text, reference):
        day = _day(found.written.earliest)
        if day in born and day is not None:
            aged = f"[{age_band(age_on(day, on).months)}]" if on and on >= day else "[date of birth removed]"
            yield found.start, found.end, aged, "a date of birth is an age in a band"
        else:
            yield found.start, found.end, _month_of(found, glossary), "a full date is its month"


def _month_of(found: InText, glossary: Glossary) -> str:
    """ "on 22 May 2016" → "in May 2016"; a day without a year keeps its month; what cannot be read is taken out."""
    day = _day(found.written.earliest)
    if day:
        words = f"{MONTHS[day.month - 1]} {day.year}"
    else:
        named = next((name for name in MONTHS if name[:3].lower() in found.written.text.lower()), "")
        # "in" keeps the month from being taken for somebody of that name.
        beside = not found.on and named.lower() in glossary.matcher.index
        words = f"in {named}" if beside else named or "[date removed]"
    before = {"on ": "in ", "On ": "In ", "ON ": "IN "}.get(found.on, found.on)
    return (before if words[0] != "[" else found.on) + words


def _ages(glossary: Glossary, text: str, reference: date | None, on: date | None) -> Iterator[Cut]:
    for start, end, after in ages_in(text):
        yield start, end, after, "an age is given in a band"


def _areas_and_shared(glossary: Glossary, text: str, reference: date | None, on: date | None) -> Iterator[Cut]:
    """Names and codes of places on the map; names that stand for nobody because two people have them."""
    seen = shadow(text)
    for found in glossary.matcher.find(seen):
        entry = glossary.by_code.get(found.form.code or "")
        if entry and AREA_ROLES.search(entry.role):
            yield *seen.span(found.start, found.end), "the area", "an exact place is the area"
        elif found.form.code is None:
            yield *seen.span(found.start, found.end), "[name removed]", "more than one person has this name"


def _questions(glossary: Glossary, text: str) -> Iterator[Place]:
    yield from residual(glossary, text)
    for kind, pattern in _QUESTION_PATTERNS:
        for match in pattern.finditer(text):
            yield Place(kind, match.start(), match.end(), match[0], _ASKED[kind])


def when_public(earliest: date | None, latest: date | None, previous: date | None = None) -> str:
    """ "May 2016", "between May and July 2016", "3 weeks later" than the row before; "date not known"."""
    if earliest and previous and previous <= earliest and earliest == latest:
        weeks = (earliest - previous).days // 7
        if weeks < 1:
            return "within a week"
        return "1 week later" if weeks == 1 else f"{weeks} weeks later"
    if earliest is None and latest is None:
        return "date not known"
    if earliest is None or latest is None:
        day = earliest or latest
        assert day is not None
        return f"{'from' if earliest else 'until'} {MONTHS[day.month - 1]} {day.year}"
    first, last = f"{MONTHS[earliest.month - 1]} {earliest.year}", f"{MONTHS[latest.month - 1]} {latest.year}"
    if first == last:
        return first
    return (
        str(earliest.year)
        if (earliest.month, latest.month, earliest.year) == (1, 12, latest.year)
        else f"{first} to {last}"
    )


def agency_kind(name: str) -> str:
    """The kind of an agency, by the words of its name; "another agency" when they do not say."""
    low = name.lower().replace("’", "'")
    return (
        next((kind for kind, pattern in _AGENCIES if re.search(pattern, low)), "another agency") if low.strip() else ""
    )


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
