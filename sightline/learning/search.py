"""Full-text search of the library, the same on SQLite (FTS5) and PostgreSQL (tsvector).

    index(point)            in the transaction that changes the point
    search(words, viewer)   hits in order of fit, each as the gate lets this viewer see it

What only the inner circle may read is indexed apart, and a hit there counts only for a viewer inside the gate: a
word that stands in a point's detail finds nothing for anybody else, and does not move their order of hits either.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection, transaction

from sightline.domain import themes
from sightline.domain.disclosure import ContentClass
from sightline.learning.gate import PointView, Standing, is_open, standings, views_of
from sightline.learning.models import LearningPoint
from sightline.learning.snippets import Piece, snippet

if TYPE_CHECKING:
    from sightline.access.models import Worker

OPEN, INSIDE = TABLES = "learning_search_open", "learning_search_inside"
MOST_WORDS = 12  # more than anybody types; keeps one request from asking the index a thousand things
MOST_HITS = 500


@dataclass(frozen=True, slots=True)
class Hit:
    """A learning point found, and the passage that fits, in pieces of which some are the words looked for."""

    point: PointView
    snippet: tuple[Piece, ...]


def fold(text: str) -> str:
    """Lower case and without accents, so that both databases compare alike."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(mark for mark in plain if not unicodedata.combining(mark) and mark != "\0")


def parts_of(words: str) -> tuple[tuple[str, ...], ...]:
    """What was typed, as single words and "quoted phrases" (tuples of more than one). Signs mean nothing.

    >>> parts_of('"was not" brought* NEAR(')
    (('was', 'not'), ('brought',), ('near',))
    """
    found = []
    for quoted, plain in re.findall(r'"([^"]*)"|([^"\s]+)', fold(words)):
        tokens = tuple(re.findall(r"[^\W_]+", quoted or plain))
        # Something like "follow-up", typed without quotes, is two words next to each other.
        found += [tokens] if tokens else []
    return tuple(found[:MOST_WORDS])


def index(point: LearningPoint) -> None:
    """Put the point into the index as it stands, in place of what was there; in the transaction of its change."""
    labels = " ".join(f"{t.name} {t.practice_label}" for t in (themes.THEMES.get(code) for code in point.themes) if t)
    body = "\n".join((point.lesson, point.try_this, point.questions, labels))
    findings = "\n".join(point.findings.values_list("text", flat=True))
    _put(OPEN, point.pk, fold(point.title), fold(body))
    _put(INSIDE, point.pk, fold(point.title), fold(f"{body}\n{point.detail}\n{findings}"))


@transaction.atomic
def index_all() -> int:
    """Build the index anew, after data was written in bulk. Returns how many points are in it."""
    with connection.cursor() as cursor:
        for table in (OPEN, INSIDE):
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608  one of two constants
    points = list(LearningPoint.objects.all())
    for point in points:
        index(point)
    return len(points)


def search(words: str, viewer: Worker, *, group: str = "") -> list[Hit]:
    """The points that fit every word, best first; a word also fits by its beginning.

    `group`: only points with a theme of this group. Nothing typed raises: what holds no word finds nothing.
    """
    parts = parts_of(words)
    if not parts:
        return []
    in_open, in_inside = _matches(OPEN, parts), _matches(INSIDE, parts)
    points = LearningPoint.objects.in_bulk({*in_open, *in_inside})
    known = standings(points.values(), viewer)
    ordered = [points[pk] for pk in in_open if pk in points and _lesson_of_it(points[pk], known[pk])]
    ordered += [points[pk] for pk in in_inside if pk not in in_open and pk in points and _all_of_it(known[pk], viewer)]
    ordered = [point for point in ordered if not group or in_group(point, group)]
    return [Hit(view, snippet(readable(view), parts)) for view in views_of(ordered, viewer)]


def in_group(point: LearningPoint, group: str) -> bool:
    """Whether one of the point's themes belongs to the group."""
    return any(themes.THEMES[code].group == group for code in point.themes if code in themes.THEMES)


def readable(view: PointView) -> str:
    """Everything of the point that this viewer may read, as one text."""
    findings = (finding.text for source in view.sources for finding in source.findings)
    return " ".join(part for part in (view.lesson, view.try_this, *view.questions, view.detail, *findings) if part)


def _lesson_of_it(point: LearningPoint, standing: Standing) -> bool:
    return is_open(point, standing) and standing.fullest.value >= ContentClass.LESSON.value


def _all_of_it(standing: Standing, viewer: Worker) -> bool:
    full = standing.fullest.value >= ContentClass.CASE_FACTS.value and viewer.role != "administrator"
    return full and (standing.inside or not standing.unpublished)


def put_sql(table: str, vendor: str) -> str:
    """How a text is put into one of `TABLES`; takes number, title and body."""
    if vendor == "sqlite":
        return f"INSERT INTO {table} (rowid, title, body) VALUES (%s, %s, %s)"  # noqa: S608  one of two constants
    return (
        f"INSERT INTO {table} (rowid, document) VALUES (%s, "  # noqa: S608
        "setweight(to_tsvector('english', %s), 'A') || setweight(to_tsvector('english', %s), 'B'))"
    )


def _put(table: str, pk: int, title: str, body: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE rowid = %s", [pk])  # noqa: S608  one of two constants
        cursor.execute(put_sql(table, connection.vendor), [pk, title, body])


def _matches(table: str, parts: Sequence[tuple[str, ...]]) -> dict[int, int]:
    """Primary keys of fitting points with their place in the order of fit."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                f"SELECT rowid FROM {table} WHERE {table} MATCH %s ORDER BY bm25({table}, 4.0, 1.0), rowid LIMIT %s",  # noqa: S608
                [_fts5(parts), MOST_HITS],
            )
        else:
            query = "to_tsquery('english', %s)"
            cursor.execute(
                f"SELECT rowid FROM {table} WHERE document @@ {query} "  # noqa: S608
                f"ORDER BY ts_rank(document, {query}) DESC, rowid LIMIT %s",
                [_tsquery(parts)] * 2 + [MOST_HITS],
            )
        return {pk: place for place, (pk,) in enumerate(cursor.fetchall())}


def _fts5(parts: Iterable[tuple[str, ...]]) -> str:
    """Each token stands in quotes, so that nothing typed is an operator; the last of each part may be unfinished."""
    return " AND ".join(" + ".join(f'"{token}"' for token in part) + " *" for part in parts)


def _tsquery(parts: Iterable[tuple[str, ...]]) -> str:
    return " & ".join("(" + " <-> ".join([f"'{t}'" for t in part[:-1]] + [f"'{part[-1]}':*"]) + ")" for part in parts)
