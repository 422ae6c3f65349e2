"""The chronology as a table: one page of rows, with ages, intervals, gaps and links in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.core.paginator import Page, Paginator
from django.urls import reverse

from sightline.access.policy import can
from sightline.chronologies import queries, threads
from sightline.chronologies.models import ChronologyRow, RowLink
from sightline.chronologies.pages.frame import Frame, frame
from sightline.chronologies.policy import NOTE
from sightline.chronologies.queries import Wanted
from sightline.chronologies.seeing import Seeing
from sightline.domain import themes
from sightline.domain.chronology.ages import age_at
from sightline.domain.chronology.gaps import Gap, days_since, find_gaps
from sightline.domain.chronology.row import Row
from sightline.domain.chronology.shown import BY_CODE
from sightline.domain.dates import and_list
from sightline.kit.parts import Link
from sightline.kit.words import count, day

if TYPE_CHECKING:
    from sightline.access.models import Worker
    from sightline.reviews.models import CaseReview

ON_A_PAGE: Final = 100
LINK_WORDS: Final = {
    "D1": "The same row twice",
    "D2": "Nearly the same row",
    "D3": "Also told by another agency",
    "D4": "In conflict",
    "D5": "Says it told an agency that has no row of it",
}
SINCE: Final = (
    ("any", "the row before"),
    ("same_agency", "this agency’s last"),
    ("child_seen", "the child was last seen"),
)
SEEN_WORDS: Final = {"yes": "Child seen", "no": "Child not seen", "not applicable": "", "not recorded": ""}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table. `gaps`: sentences about silences that end here."""

    key: str
    position: int
    href: str
    when: str
    read_as: str
    agency: str
    row: Row
    seen: str
    significant: bool
    ages: str
    since: str
    links: tuple[str, ...]
    shows: tuple[str, ...]
    problems: int
    notes: tuple[tuple[str, str, Any], ...]
    beside: tuple[Link, ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a filter."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Filters:
    """What may be asked for, and what was."""

    words: str
    agencies: tuple[Choice, ...]
    people: tuple[Choice, ...]
    themes: tuple[Choice, ...]
    significance: tuple[Choice, ...]
    seen: tuple[Choice, ...]
    anything: bool


@dataclass(frozen=True, slots=True)
class TablePage:
    """A page of the chronology."""

    frame: Frame
    view: str
    words_shown: bool
    names_href: str
    codes_href: str
    filters: Filters
    lines: tuple[Line, ...]
    page: Page[Any]
    total: int
    found: int
    outputs: tuple[Link, ...]
    here: str
    notes_shown: bool


def asked_for(review: CaseReview, posted: Mapping[str, str], seeing: Seeing) -> Wanted:
    """What a filter form asks for; the agency is sent as its number in the list, so that no name is in a form value."""
    names = queries.agencies(review)
    at = posted.get("agency", "")
    agency = names[int(at) - 1] if at.isdecimal() and 1 <= int(at) <= len(names) else ""
    return Wanted(
        words=posted.get("words", "")[:200],
        agency=agency,
        person=posted.get("person", "")[:200],
        theme=posted.get("theme", "")[:60],
        significance=posted.get("significance", "") if posted.get("significance") in ("yes", "no") else "",
        seen=posted.get("seen", "") if posted.get("seen") in ("yes", "no", "unsaid") else "",
        with_names=seeing.with_names,
    )


def table_page(
    review: CaseReview, worker: Worker, seeing: Seeing, wanted: Wanted, number: str, here: str = "table"
) -> TablePage:
    """One page. The caller has asked the gate and written down the look."""
    rows = queries.filtered(review, wanted) if seeing.shows_words else queries.standing(review).none()
    page = Paginator(queries.with_work(rows), ON_A_PAGE).get_page(number)
    address = reverse(f"chronologies:{here}", args=[review.key])
    return TablePage(
        frame=frame(review, worker, here),
        view=seeing.view.value,
        words_shown=seeing.shows_words,
        names_href=f"{address}?names=1" if seeing.may_read_names and not seeing.with_names else "",
        codes_href=address if seeing.with_names and seeing.glossary else "",
        filters=_filters(review, seeing, wanted),
        lines=lines(review, worker, seeing, list(page.object_list), with_gaps=not wanted.anything),
        page=page,
        total=page.paginator.count if not wanted.anything else queries.standing(review).count(),
        found=page.paginator.count,
        outputs=threads.what_comes_out(review, worker),
        here=here,
        notes_shown=bool(can(worker, NOTE, review)),
    )


def lines(
    review: CaseReview, worker: Worker, seeing: Seeing, rows: Sequence[ChronologyRow], *, with_gaps: bool = False
) -> tuple[Line, ...]:
    """Rows as lines; what is worked out is worked out over the whole chronology, whatever part is shown."""
    whole = queries.outline(review)
    since = days_since(whole)
    gaps = _gaps_before(find_gaps(whole), seeing) if with_gaps else {}
    links, coded = queries.links_of(rows), threads.beside(rows, worker)
    born = _born(seeing)
    found = []
    for one in rows:
        at = one.position - 1
        found.append(
            _line(
                one,
                seeing.row(one),
                born,
                since[at] if at < len(since) else {},
                links.get(one.pk, ()),
                coded.get(one.key, ()),
                gaps.get(at, ()),
                seeing,
            )
        )
    return tuple(found)


def _born(seeing: Seeing) -> list[tuple[str, date]]:
    """The children the review is about whose day of birth is known, by code."""
    entries = seeing.glossary.entries if seeing.glossary else ()
    return [
        (one.name if seeing.with_names and one.name else one.code, one.born)
        for one in entries
        if one.born and (one.role.casefold().startswith("subject") or one.code.casefold().startswith("child"))
    ]


def _line(
    one: ChronologyRow,
    row: Row,
    born: Sequence[tuple[str, date]],
    since: Mapping[str, int | None],
    links: Sequence[RowLink],
    beside: tuple[Link, ...],
    gaps: tuple[str, ...],
    seeing: Seeing,
) -> Line:
    ages = [(who, age_at(day, one.earliest, one.latest)) for who, day in born]
    notes = tuple((note.text, str(note.by or "Sightline"), note.at) for note in getattr(one, "beside", ()))
    return Line(
        key=one.key,
        position=one.position,
        href=reverse("chronologies:row", args=[one.review.key, one.key]) + ("?names=1" if seeing.with_names else ""),
        when=" ".join(part for part in (row.date_raw, row.time_raw) if part) or "No date",
        read_as=_read_as(one),
        agency=row.agency,
        row=row,
        seen=SEEN_WORDS.get(one.child_seen or "", ""),
        significant=one.significant == "yes",
        ages=and_list([f"{who}: {age}" if len(born) > 1 else age for who, age in ages if age]),
        since=_since(since),
        links=_link_words(links, seeing),
        shows=tuple(BY_CODE[mark.what].name for mark in getattr(one, "shows", ()) if mark.what in BY_CODE),
        problems=sum(not problem.hint for problem in row.problems),
        notes=notes,
        beside=beside,
        gaps=gaps,
    )


def _read_as(one: ChronologyRow) -> str:
    """How a date that is not one day was understood, in words; an assumption is never shown as if recorded."""
    if one.edtf is None:
        return "Not understood as a date, so it stands at the end"
    if one.earliest == one.latest and one.earliest is not None:
        return "" if one.flags == [] and one.date_raw == f"{one.earliest:%d/%m/%Y}" else day(one.earliest)
    if one.earliest is None or one.latest is None:
        return f"before {day(one.latest)}" if one.latest else f"after {day(one.earliest)}" if one.earliest else ""
    return f"between {day(one.earliest)} and {day(one.latest)}"


def _since(since: Mapping[str, int | None]) -> str:
    words = []
    for name, what in SINCE:
        number = since.get(name)
        if number is not None and (name != "same_agency" or number != since.get("any")):
            words.append(f"{count(number, 'day')} since {what}" if number else f"the same day as {what}")
    return "; ".join(words)


def _link_words(links: Sequence[RowLink], seeing: Seeing) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for link in links:
        words = LINK_WORDS.get(link.kind, link.kind)
        if link.kind == "D4" and link.differs:
            words = f"{words}: {and_list([str(one).replace('_', ' ') for one in link.differs])}"
        if link.kind == "D5" and link.told_agency:
            words = f"Says it told {seeing.change(link.told_agency)}, which has no row of it"
        found[words] = None
    return tuple(found)


def _gaps_before(gaps: Sequence[Gap], seeing: Seeing) -> dict[int, tuple[str, ...]]:
    """Sentences by the place of the row with which a silence ends. An agency's silences have a page of their own."""
    found: dict[int, tuple[str, ...]] = {}
    for gap in gaps:
        if gap.kind in ("all", "child_seen") and gap.before is not None:
            found[gap.before] = (*found.get(gap.before, ()), gap_words(gap, seeing))
    return found


def gap_words(gap: Gap, seeing: Seeing) -> str:
    """A silence in one sentence, its agency as it is shown."""
    span = f"between {day(gap.first)} and {day(gap.last)} ({count((gap.last - gap.first).days, 'day')})"
    if gap.kind == "agency":
        agency = seeing.change(gap.agency or "")
        return f"{agency} has no row {span}, while others have {gap.others}."
    if gap.kind == "child_seen":
        return f"No row says that the child was seen {span}."
    return f"No agency has a row {span}."


def _filters(review: CaseReview, seeing: Seeing, wanted: Wanted) -> Filters:
    names = queries.agencies(review)
    codes = [one.code for one in seeing.glossary.entries] if seeing.glossary else []
    labels = {one.code: one.name for one in seeing.glossary.entries} if seeing.glossary and seeing.with_names else {}
    return Filters(
        words=wanted.words,
        agencies=_choices([(str(at), seeing.change(name)) for at, name in enumerate(names, 1)],
                          str(names.index(wanted.agency) + 1) if wanted.agency else ""),
        people=_choices([(code, labels.get(code) or code) for code in codes], wanted.person),
        themes=_choices([(one.code, one.name) for one in themes.themes_on()], wanted.theme),
        significance=_choices([("yes", "Key practice episodes"), ("no", "Others")], wanted.significance),
        seen=_choices([("yes", "Seen"), ("no", "Not seen"), ("unsaid", "Not said")], wanted.seen),
        anything=wanted.anything,
    )  # fmt: skip


def _choices(values: Sequence[tuple[str, str]], chosen: str) -> tuple[Choice, ...]:
    return (Choice("", "Any", not chosen), *(Choice(value, words, value == chosen) for value, words in values))
