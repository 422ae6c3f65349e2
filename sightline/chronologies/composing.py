"""The composite of a review after anything about its rows or its glossary changed: order, codes, links.

Whatever order returns came in, the outcome is the same: everything here is worked out from the rows that stand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from sightline.chronologies import stored
from sightline.chronologies.models import ChronologyRow, GlossaryVersion, RowLink
from sightline.chronologies.writing import save_columns
from sightline.domain.chronology.links import Link, find_links
from sightline.domain.chronology.order import order_key
from sightline.domain.chronology.row import Row
from sightline.domain.chronology.telling import find_tellings
from sightline.domain.chronology.views import Change, coder_of, in_view, left_over, texts_of
from sightline.domain.disclosure.anonymise import Glossary
from sightline.reviews.models import CaseReview

CHUNK = 500
MOST_PEOPLE = 60  # codes kept with a row for the filter; no row names more


def standing_rows(review: CaseReview) -> list[ChronologyRow]:
    """The rows that stand, in the order of the composite."""
    return list(review.chronology_rows.filter(removed_by=None).order_by("position", "pk"))


@dataclass(frozen=True, slots=True)
class Codes:
    """The glossary of a review as it stands, ready to code with."""

    version: int
    glossary: Glossary
    coder: Change
    tells: Callable[[str], bool]


def codes_of(review: CaseReview) -> Codes | None:
    """The newest glossary; None when nobody has written one."""
    found = GlossaryVersion.objects.filter(review=review).order_by("-version").first()
    if found is None:
        return None
    glossary = Glossary.read(found.text)
    return Codes(found.version, glossary, coder_of(glossary), cache(lambda text: bool(glossary.residual(text))))


def recompose(review: CaseReview) -> None:
    """Bring order, codes and links up to date. Inside the transaction of the change."""
    codes = codes_of(review)
    coder = codes.coder if codes else None
    pairs = [(row, stored.row_of(row)) for row in review.chronology_rows.filter(removed_by=None)]
    pairs.sort(key=lambda pair: order_key(pair[1], coder))
    _write_rows(pairs, codes)
    rows = [row for _, row in pairs]
    links = find_links(rows, coder)
    links += find_tellings(rows, links)
    _write_links(review, [one for one, _ in pairs], links)


def _write_rows(pairs: Sequence[tuple[ChronologyRow, Row]], codes: Codes | None) -> None:
    changed: list[ChronologyRow] = []
    for position, (one, row) in enumerate(pairs, start=1):
        before = _worked_out(one)
        one.position = position
        code_row(one, row, codes)
        if before != _worked_out(one):
            changed.append(one)
    save_columns(changed, ["position", *stored.CODED])


def _worked_out(one: ChronologyRow) -> tuple[object, ...]:
    return one.position, *(getattr(one, name) for name in stored.CODED)


def code_row(one: ChronologyRow, row: Row, codes: Codes | None) -> None:
    """What is worked out from the words of a row: how it reads in codes, who is in it, what a search looks in."""
    was, version = one.words, codes.version if codes else 0
    one.words = _searched(row)
    if codes is None:
        one.coded, one.coded_words, one.people, one.residue, one.coded_with = {}, "", "", [], 0
        return
    coded = _without_file_name(in_view(row, codes.coder), codes)
    content = stored.as_json(row)
    one.coded = {name: value for name, value in stored.as_json(coded).items() if value != content[name]}
    if one.words == was and one.coded_with == version:
        return  # who is in it and what is left take longest, and depend on nothing else
    one.coded_words, one.coded_with = _searched(coded), version
    seen = codes.glossary.coverage(texts_of(row)).seen[:MOST_PEOPLE]
    one.people = "".join(f"|{code}|" for code in seen)
    one.residue = list(_left(coded, codes))


def _without_file_name(coded: Row, codes: Codes) -> Row:
    """A file may be called after the family: where its name holds anything doubtful, it is not shown in codes."""
    if not codes.tells(coded.at.file):
        return coded
    return replace(coded, at=replace(coded.at, file="the return"))


def _left(coded: Row, codes: Codes) -> Iterable[dict[str, Any]]:
    for place in left_over(codes.glossary, [coded]):
        yield {name: value for name, value in place.items() if name != "position"}


def _searched(row: Row) -> str:
    return "\n".join(" ".join(text.split()) for text in texts_of(row)).casefold()


def identity_of(link: Link, rows: Sequence[ChronologyRow]) -> str:
    """By which a link is known again: its kind, its rows, and whom it says was told."""
    parts = [link.kind, *sorted(rows[at].key for at in link.rows), link.other_agency or ""]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _write_links(review: CaseReview, rows: Sequence[ChronologyRow], links: Iterable[Link]) -> None:
    """Keep what the reviewer decided; a link that is no longer found stays, as one that does not stand."""
    before = {one.identity: one for one in RowLink.objects.filter(review=review)}
    found = {identity_of(link, rows): link for link in links}
    gone = [one.pk for name, one in before.items() if one.stands and name not in found]
    for chunk in _chunks(gone):
        RowLink.objects.filter(pk__in=chunk).update(stands=False)
    fields = ("why", "similarity", "differs", "told_agency", "stands")
    again: list[RowLink] = []
    new: list[RowLink] = []
    for name, link in found.items():
        one = before.get(name) or RowLink(review=review, kind=link.kind, identity=name)
        was = tuple(getattr(one, field) for field in fields)
        one.why, one.similarity, one.stands = link.why, link.similarity, True
        one.differs, one.told_agency = list(link.differs), link.other_agency or ""
        if name not in before:
            new.append(one)
        elif was != tuple(getattr(one, field) for field in fields):
            again.append(one)
    save_columns(again, fields)
    made = RowLink.objects.bulk_create(new, batch_size=CHUNK)
    through = RowLink.rows.through
    through.objects.bulk_create(
        (through(rowlink_id=one.pk, chronologyrow_id=rows[at].pk) for one in made for at in found[one.identity].rows),
        batch_size=CHUNK,
    )


def _chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[at : at + CHUNK] for at in range(0, len(ids), CHUNK))
