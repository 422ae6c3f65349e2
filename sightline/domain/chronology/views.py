"""A composite as somebody may see it: coded, personalised, or public; and what is left that tells who somebody is.

The view holds for everything that leaves: rows with their extra columns and problems, names of files, sheets and
agencies, and the report. Where names are left that the glossary cannot decide, their places are listed without words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, Final

from sightline.domain.disclosure.anonymise import Glossary

from .merge import Composite
from .row import NEVER, TEXTS, Place, Row, RowType, When
from .when import understand

VIEWS: Final = ("coded", "personalised", "public")
_TEXTS: Final = (*TEXTS, "agency")
_PUBLIC: Final = ("agency", "event", "response", "child_voice")
_MOST_REMEMBERED: Final = 100_000

Change = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Viewed:
    """What leaves: rows in their order, the report, and for the public view what was changed, to be kept privately."""

    rows: tuple[Row, ...]
    report: dict[str, Any]
    notices: tuple[str, ...] = ()
    changes: tuple[dict[str, Any], ...] = ()


def coder_of(glossary: Glossary) -> Change:
    """Names to codes, remembering texts, which stand many times."""
    return lru_cache(maxsize=_MOST_REMEMBERED)(glossary.to_coded)


class AnotherReviews(ValueError):
    """The glossary looks like that of another review, which would leave every name in place. One sentence."""


def check_it_fits(glossary: Glossary, rows: Sequence[Row]) -> tuple[str, ...]:
    """Sentences to heed about a glossary and these rows. Raises AnotherReviews."""
    found = glossary.coverage([text for row in rows for text in texts_of(row)])
    if found.doubt and (not found.seen or len(found.unknown) > len(found.seen)):
        raise AnotherReviews(found.doubt)
    return (*glossary.warnings, *([found.doubt] if found.doubt else []))


def texts_of(row: Row) -> Iterator[str]:
    """Every text of a row in which somebody may be named, extra columns included; dates apart."""
    yield from (text for name in _TEXTS if (text := getattr(row, name)))
    yield from row.extras.values()


def viewed(composite: Composite, glossary: Glossary, view: str, coder: Change, reference: date) -> Viewed:
    """The composite in a view. Raises AnotherReviews when the glossary is."""
    notices = check_it_fits(glossary, composite.rows)
    if view == "public":
        return _public(composite, glossary, coder, reference, notices)
    change = coder if view == "coded" else lru_cache(maxsize=_MOST_REMEMBERED)(glossary.to_personalised)
    rows = tuple(in_view(row, change) for row in composite.rows)
    report = _deep(composite.report(), change)
    if view == "coded":
        _without_authors(report)
    report["view"] = {"name": view, "notices": list(notices)}
    if view == "coded":
        report["view"]["left"] = list(left_over(glossary, rows))
    return Viewed(rows, report, notices)


def in_view(row: Row, change: Change) -> Row:
    """Every text of a row. A date that was understood is a date, also when May is somebody's name."""
    dated = row.when.edtf is not None
    return replace(
        row,
        at=Place(change(row.at.file), change(row.at.place), row.at.row),
        agency=change(row.agency),
        date_raw=row.date_raw if dated else change(row.date_raw),
        time_raw=row.time_raw if row.when.start_time else change(row.time_raw),
        ref=change(row.ref),
        source=change(row.source),
        practitioner=change(row.practitioner),
        who_involved=change(row.who_involved),
        child_voice=change(row.child_voice),
        event=change(row.event),
        response=change(row.response),
        analysis=change(row.analysis),
        themes=tuple(change(theme) for theme in row.themes),
        extras={change(name): change(text) for name, text in row.extras.items()},
        problems=tuple(replace(one, reason=change(one.reason)) for one in row.problems),
    )


def _deep(value: Any, change: Change) -> Any:
    """Every text inside a report, names of headings included."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {_name(name, change): _deep(one, change) for name, one in value.items()}
    return [_deep(one, change) for one in value] if isinstance(value, list | tuple) else value


def _without_authors(report: Mapping[str, Any]) -> None:
    """Who wrote a comment in Word or Excel is the name of somebody at work, whom no glossary need know."""
    for file in report["files"]:
        for comment in file["comments"]:
            comment.pop("author", None)


@lru_cache(maxsize=4_096)
def _is_ours(name: str) -> bool:
    """Names in a report that we gave: they are lower case with underscores, or D1 to D5."""
    return name.isascii() and name.replace("_", "").isalnum() and (name.islower() or len(name) == 2)


def _name(name: str, change: Change) -> str:
    return name if _is_ours(name) else change(name)


def left_over(glossary: Glossary, rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """Places that may still tell who somebody is, without their words."""
    for position, row in enumerate(rows, start=1):
        texts = {name: getattr(row, name) for name in _TEXTS if name != "agency"} | dict(row.extras)
        for name, text in texts.items():
            for place in glossary.residual(text) if text else ():
                yield {"position": position, "field": name, "kind": place.kind, "start": place.start, "end": place.end}


def _public(
    composite: Composite, glossary: Glossary, coder: Change, reference: date, notices: tuple[str, ...]
) -> Viewed:
    """One way: months for days, kinds for agencies, no sources, no files, no notes, no local columns."""
    rows: list[Row] = []
    changes: list[dict[str, Any]] = []
    questions: list[dict[str, Any]] = []
    for row in composite.rows:
        if row.row_type is RowType.NOTE:
            continue  # the author's own view, as analysis is
        position = len(rows) + 1
        given = {name: getattr(row, name) for name in _PUBLIC}
        given |= {"earliest": _iso(row.when.earliest), "latest": _iso(row.when.latest), "date_raw": row.date_raw}
        found = glossary.to_public(given, reference=reference)
        rows.append(_public_row(row, found.fields, coder, position, reference))
        changes += [
            {"position": position, "field": one.field, "before": one.before, "after": one.after, "reason": one.reason}
            for one in found.changes
        ]
        questions += [
            {"position": position, "field": name, "kind": place.kind, "start": place.start, "end": place.end}
            for name, place in found.questions
        ]
    report = {
        "format": composite.report(links=False)["format"],
        "view": {"name": "public", "notices": [coder(notice) for notice in notices], "questions": questions},
        "kept": len(rows),
        "link_counts": composite.report(links=False)["link_counts"],
    }
    return Viewed(tuple(rows), report, notices, tuple(changes))


def _public_row(row: Row, fields: Mapping[str, str], coder: Change, position: int, reference: date) -> Row:
    when = understand(fields["when"], reference=reference) if row.when.edtf else NEVER
    return Row(
        Place("", "", position),
        fields["agency"],
        When(when.edtf, when.start_date, None, when.end_date, None, when.earliest, when.latest),
        date_raw=fields["when"],
        child_seen=row.child_seen,
        child_voice=fields["child_voice"],
        event=fields["event"],
        response=fields["response"],
        significance=row.significance,
        themes=tuple(coder(theme) for theme in row.themes),
        row_type=row.row_type,
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
