"""How the desk says things: who wrote an entry and when, yes, no and not recorded, spells of time."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from sightline.cases.models import Appointment, Involvement, Plan, Referral, Visit
from sightline.cases.queries import Coverage, when
from sightline.domain.dates import in_words
from sightline.kit.words import day, first_capital, moment
from sightline.people.facts import KEPT_HERE, DatedFact, VersionedFact

NOT_RECORDED = "not recorded"
CHANGE = "Change or end"  # the head of a column, and the link in it, where each row has a page to change it
_SOURCES = {"cin": "the Children in Need census", "ssd": "the Standard Safeguarding Dataset"}


def yes_no(value: str | None) -> str:
    """Y, N or null as a word. Null is nobody's yes and nobody's no."""
    return {"Y": "yes", "N": "no"}.get(value or "", NOT_RECORDED)


def happened(fact: DatedFact) -> str:
    """When it happened: "3 May 2026 at 14:30", "about May 2026", "a day not known"."""
    words = when(fact).in_words()
    if fact.at_time is not None:
        words += f" at {clock(fact.at_time)}"
    return words


def clock(at: time) -> str:
    return f"{at:%H:%M}"


def received(row: Referral) -> str:
    """When a referral came: "3 May 2026 at 14:30"; the day alone where nobody wrote the time."""
    if row.received_on is None:
        return NOT_RECORDED
    return in_words(row.received_on) + (f" at {clock(row.received_time)}" if row.received_time else "")


def spell(starts: date | None, ends: date | None) -> str:
    """ "since 3 May 2026", "3 May 2026 to 9 June 2026", "start not recorded"."""
    if starts and ends:
        return f"{in_words(starts)} to {in_words(ends)}"
    if starts:
        return f"since {in_words(starts)}"
    return f"start not recorded, until {in_words(ends)}" if ends else "start not recorded"


def source(name: str) -> str:
    """Where rows come from, in words."""
    if name == KEPT_HERE:
        return "kept here"
    head = name.split()[0].split(":")[0].lower()
    return f"imported from {_SOURCES.get(head, name)}"


def origin(row: VersionedFact) -> str:
    """Where a row comes from; with the file that tells the same, where somebody had written it here before."""
    if row.source == KEPT_HERE and row.source_key:
        return f"{source(KEPT_HERE)}, and {source(row.source_key)}"
    return source(row.source)


def written(row: VersionedFact) -> str:
    """When the entry was written, by whom, and whether it has been amended."""
    if row.source != KEPT_HERE:
        return f"brought in {day(row.first_recorded_at)}"
    words = f"written {moment(row.first_recorded_at)}"
    if row.version > 1:
        words += f"; amended {moment(row.recorded_at)}"
    return words


def recorder(row: VersionedFact) -> str:
    """Who wrote it, or which file it came from."""
    if row.source != KEPT_HERE:
        return first_capital(source(row.source))
    worker: Any = row.recorded_by
    return f"Recorded by {worker.name}" if worker else "Recorded here"


def level(row: Involvement | None, coverage: Coverage, on: date) -> str:
    """The level of help on a day; said with its day when levels are no longer kept here."""
    until = coverage.until("Involvement", on)
    if row is not None:
        return f"{row.get_level_display()}{f', as known on {in_words(until)}' if until else ''}"
    if coverage.keeps("Involvement", on):
        return "no open involvement recorded"
    return f"not known since {in_words(until)}" if until else "not known: levels of help are not kept here"


def plan(row: Plan) -> str:
    """A plan in a line: kind, category, since when."""
    from sightline.cases.codes import CATEGORY
    from sightline.cases.codes import in_words as code

    words = row.get_kind_display()
    if row.latest_category:
        words += f" ({code(CATEGORY, row.latest_category)}"
        if row.initial_category and row.initial_category != row.latest_category:
            words += f", at first {code(CATEGORY, row.initial_category)}"
        words += ")"
    return f"{words}, {spell(row.starts_on, row.ends_on)}"


def seen(visit: Visit | None, kept: bool, name: str) -> str:
    """When a child was last seen and by whom; never fine when it is not known."""
    if visit is not None:
        return f"{happened(visit)}, by {visit.by or 'somebody not recorded'}"
    if kept:
        return "no visit at which the child was seen is recorded here"
    return "not known: visits are not kept here"


def older(caption: str, more: int) -> str:
    """A caption that says how many older entries are not in the list."""
    return f"{caption} (the newest; {more} older in the story)" if more else caption


def outcome(row: Appointment, on: date) -> str:
    """What came of an appointment."""
    if row.outcome:
        return str(row.get_outcome_display())
    found = when(row)
    if found.earliest and found.earliest > on:
        return "Still ahead"
    return "Outcome not recorded"
