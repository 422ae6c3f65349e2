"""Regimes as they are used here: dates, test, steps and limits, each with where it comes from."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from sightline.domain import reviews as rules
from sightline.domain.dates import in_words
from sightline.kit.parts import Link, Row
from sightline.reviews.models import LocalRule
from sightline.reviews.queries import local_rules, steps_here
from sightline.reviews.shapes import Card, PartPage, Section, Tag
from sightline.reviews.step_forms import TRIGGERS

PROOF = {
    "seen": "Read in a public source",
    "known": "Generally known: check it before you rely on it",
    "local": "A default of ours",
}


def regimes_page(today: date) -> PartPage:
    """All regimes. No query."""
    cards = tuple(
        Card(
            regime.code,
            regime.name,
            href=reverse("reviews:regime", args=[regime.code.lower()]),
            tags=(Tag("Kept elsewhere: link only") if regime.link_only else _valid(regime, today),),
            lines=(regime.test, f"Basis: {regime.basis}."),
        )
        for regime in rules.REGIMES.values()
    )
    return PartPage(
        title="How reviews are run here",
        heading="How reviews are run here",
        caption="Reviews",
        nav=(),
        back=Link("Reviews", reverse("reviews:reviews")),
        sentences=("A review keeps the regime, the steps and the limits of the day it began.",),
        sections=(Section("regimes", "Regimes", cards=cards),),
    )


def _valid(regime: rules.Regime, today: date) -> Tag:
    if regime.valid_on(today):
        return Tag(f"From {in_words(regime.valid_from)}" if regime.valid_from else "Can begin today", "green")
    if regime.valid_to is not None and regime.valid_to < today:
        return Tag(f"New ones until {in_words(regime.valid_to)}", "grey")
    return Tag(f"From {in_words(regime.valid_from)}" if regime.valid_from else "", "grey")


def regime_page(regime: rules.Regime, today: date) -> PartPage:
    """One regime. One query."""
    local = local_rules(regime.code)
    here = reverse("reviews:regime", args=[regime.code.lower()])
    return PartPage(
        title="A regime of reviews",
        heading=regime.name,
        caption="How reviews are run here",
        nav=(),
        back=Link("How reviews are run here", reverse("reviews:regimes")),
        sections=(
            Section("law", "The law or guidance", rows=_law(regime)),
            Section(
                "steps",
                "Steps",
                sentences=("A step may be passed over in one review with its reason, too.",),
                links=(Link("Say how a step is used here", f"{here}step/"),),
                rows=_steps(regime, today, local),
            ),
            Section(
                "limits",
                "Time limits",
                links=(Link("Say how long a limit is here", f"{here}limit/"),) if regime.clocks else (),
                cards=_limits(regime, local),
                empty="This regime sets no time limits.",
            ),
        ),
    )


def _law(regime: rules.Regime) -> tuple[Row, ...]:
    dates = [in_words(day) if day else "" for day in (regime.valid_from, regime.valid_to)]
    said = " ".join(filter(None, (f"from {dates[0]}" if dates[0] else "", f"to {dates[1]}" if dates[1] else "")))
    return (
        Row("Basis", regime.basis),
        Row("Also called", regime.also, missing="No other name"),
        Row("Who decides", regime.decides),
        Row("Test", regime.test, note=PROOF[regime.test_proof]),
        Row("Its questions", tuple(question.ask for question in regime.questions)),
        Row("New ones may begin", said, note=PROOF.get(regime.valid_proof or "", ""), missing="At any time"),
    )


def _steps(regime: rules.Regime, today: date, rows: list[LocalRule]) -> tuple[Row, ...]:
    unused, names = steps_here(regime.code, today, rows)
    ahead = {row.code: row for row in rows if row.what == LocalRule.What.STEP and row.starts_on > today}
    table, lines = rules.TABLES[rules.Machine.REVIEW], []
    for number, state in enumerate(table.states.values(), start=1):
        word = "Not used here" if state.code in unused else "Used"
        if state.code in table.only_with_rapid_review and not regime.rapid_review:
            word = "This regime has no such step"
        notes = [unused[state.code]] if state.code in unused else []
        if row := ahead.get(state.code):
            notes.append(f"From {in_words(row.starts_on)}: {'used' if row.used else 'not used'}. {row.reason}")
        called = f"{names[state.code]} ({state.name})" if state.code in names else state.name
        lines.append(Row(f"{number}. {called}", word, note=" ".join(notes)))
    return tuple(lines)


def _limits(regime: rules.Regime, rows: list[LocalRule]) -> tuple[Card, ...]:
    local: dict[str, list[LocalRule]] = {}
    for row in rows:
        if row.what == LocalRule.What.LIMIT:
            local.setdefault(row.code, []).append(row)
    return tuple(
        Card(
            f"limit-{clock.code}",
            clock.name,
            tags=(Tag("Set by law") if clock.statutory else Tag("Not set by law"),),
            lines=(length(clock), *(_local(row, clock) for row in local.get(clock.code, []))),
            quiet=f"{PROOF[clock.proof]}. {clock.note}",
        )
        for clock in regime.clocks
    )


def length(clock: rules.Clock) -> str:
    """How long a limit is, in words."""
    if clock.amount is None:
        return clock.note or "No length is set."
    unit = clock.unit.replace("_", " ")
    counted = f"{abs(clock.amount)} {unit[:-1] if abs(clock.amount) == 1 else unit}"
    return f"{counted} {'before' if clock.amount < 0 else 'from'} {TRIGGERS[clock.trigger]}."


def _local(row: LocalRule, clock: rules.Clock) -> str:
    parts = [f"{row.amount} {(clock.unit or 'months').replace('_', ' ')}"] if row.amount else []
    parts += [f"counted from {TRIGGERS[row.trigger]}"] if row.trigger else []
    said = ", ".join(parts) or "as the regime says"
    return (
        f"Here, for reviews that begin from {in_words(row.starts_on)}: {said}. {row.reason} ({row.by or 'Sightline'})"
    )
