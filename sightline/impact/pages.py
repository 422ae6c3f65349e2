"""The chart page of a learning point."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from markupsafe import Markup

from sightline.checks.wording import number_in_words
from sightline.domain.dates import in_words
from sightline.domain.drawing import NARROW, WIDE, render, run_chart_scene
from sightline.domain.measures import HEADINGS, table
from sightline.impact.queries import Moved
from sightline.kit.parts import Link, Row, Table
from sightline.learning.gate import where_from

if TYPE_CHECKING:
    from sightline.confidence.pages import Beside
    from sightline.domain.measures import RunChart
    from sightline.learning.gate import PointView

NUMERIC = frozenset(range(1, 6))


@dataclass(frozen=True, slots=True)
class Drawn:
    """One check's chart: drawn for a desk and for a phone, in words, as a table, and where its numbers come from."""

    anchor: str
    name: str
    why: Link
    question: str
    wide: Markup | None
    narrow: Markup | None
    words: tuple[str, ...]
    table: Table | None
    provenance: tuple[Row, ...]
    waiting: str


@dataclass(frozen=True, slots=True)
class ChartPage:
    """Whether practice moved since a learning was shared."""

    key: str
    point: Link
    lesson: str
    source_words: str
    charts: tuple[Drawn, ...]
    surveys: tuple[Beside, ...] = ()


def chart_page(view: PointView, moved: tuple[Moved, ...], surveys: tuple[Beside, ...] = ()) -> ChartPage:
    """Build the page; what may be said of the point has been through the gate. `surveys`: about the same learning."""
    link = Link(view.title, reverse("learning:point", args=[view.key]))
    return ChartPage(view.key, link, view.lesson, where_from(view), tuple(_drawn(one) for one in moved), surveys)


def chart_data(page: ChartPage, made: date) -> dict[str, Any]:
    """What the printed charts are set from: plain text, and the drawing itself."""
    return {
        "title": page.point.text,
        "lesson": page.lesson,
        "source": page.source_words,
        "made": in_words(made),
        "charts": [_chart_data(drawn) for drawn in page.charts],
        "surveys": [_survey_data(survey) for survey in page.surveys],
    }


def _survey_data(survey: Beside) -> dict[str, Any]:
    """A survey beside the charts: its drawings with their words, one table of the numbers in all of them."""
    return {
        "title": survey.link.text,
        "pictures": [
            {"caption": one.caption, "svg": one.printed, "alt": f"{one.caption}. {one.told}"} for one in survey.pictures
        ],
        "head": list(survey.table.head),
        "rows": [[str(cell) for cell in row] for row in survey.table.rows],
        "notes": list(survey.notes),
    }


def _chart_data(drawn: Drawn) -> dict[str, Any]:
    found = drawn.table
    return {
        "name": drawn.name,
        "question": drawn.question,
        "waiting": drawn.waiting,
        "svg": str(drawn.wide or ""),
        "alt": " ".join(drawn.words) or drawn.name,
        "words": list(drawn.words),
        "head": list(found.head) if found else [],
        "rows": [[str(cell) for cell in row] for row in found.rows] if found else [],
        "provenance": [f"{row.label}: {_said(row)}" for row in drawn.provenance],
    }


def _said(row: Row) -> str:
    values = row.value if isinstance(row.value, tuple) else (row.value,)
    return "; ".join(str(value) for value in values if value) or row.missing


def _drawn(one: Moved) -> Drawn:
    check, chart = one.rules.check, one.chart
    return Drawn(
        anchor=check.id.lower(),
        name=check.name,
        why=Link("Why we ask this", reverse("checks:check", args=[check.id]), note=check.id),
        question=check.question,
        wide=_svg(chart, WIDE) if chart else None,
        narrow=_svg(chart, NARROW) if chart else None,
        words=chart.words if chart else (),
        table=Table(f"{check.name}, month by month", HEADINGS, table(chart), numeric=NUMERIC) if chart else None,
        provenance=_provenance(one),
        waiting=_waiting(one),
    )


def _svg(chart: RunChart, width: int) -> Markup:
    # Made of counts, dates and the name of the check by our own drawing, which escapes every word of it.
    return Markup(render(run_chart_scene(chart, width=width)))  # noqa: S704


def _provenance(one: Moved) -> tuple[Row, ...]:
    check = one.rules.check
    numbers = tuple(
        f"{number.called}: {number_in_words(number.value, number.unit)} ({number.number_class}; {number.source})"
        for number in one.numbers
    )
    reached = in_words(one.replayed_to) if one.replayed_to else ""
    return (
        Row("Check", f"{check.id}, version {check.version}, for every month alike"),
        Row("Its numbers", numbers, missing="None"),
        Row("Looked at up to", reached, missing="Not yet"),
        Row(
            "Small numbers",
            f"Groups under {one.chart.threshold} are hidden, and what would give them away" if one.chart else "",
            missing="Not yet",
        ),
    )


def _waiting(one: Moved) -> str:
    if one.chart is None:
        return "This chart has not been worked out yet. The next night's looking does it; come back tomorrow."
    if one.behind:
        return "The last night's looking has not been done, so the newest days are missing."
    return ""
