"""`sightline standards`: what only the partnership can supply, then the numbers of the checks, as they are in force."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import date
from typing import Any


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the command."""
    parser = subparsers.add_parser("standards", help="the standards in force: value, whose, source, since, approved by")
    parser.add_argument("--on", type=_day, metavar="DATE", help="as they were on this day (default: today)")
    parser.add_argument("--missing", action="store_true", help="only what is to be supplied or confirmed")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.set_defaults(run=run)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date like 2026-11-25") from None


def run(arguments: argparse.Namespace) -> int:
    """Print them."""
    from sightline.cli.start import database_ready

    database_ready()
    from sightline.checks import standards

    day = arguments.on or standards.today()
    for row in (*_supplied(day), *_numbers(day)):
        if arguments.missing and row["state"] == "in force":
            continue
        print(json.dumps(row, ensure_ascii=False) if arguments.json else _words(row))
    return 0


def _supplied(day: date) -> Iterator[dict[str, Any]]:
    from sightline.checks import supplied

    known = supplied.answers(day)
    for key, topic in sorted(supplied.topics().items(), key=lambda pair: pair[0] in known):
        row = known.get(key)
        yield {
            "check": None, "name": key, "words": topic.name, "unit": topic.unit,
            "value": row.value if row else None, "class": row.number_class if row else topic.number_class,
            "source": row.source if row else None, "valid_from": str(row.valid_from) if row else None,
            "approved_by": row.approved_by if row else None, "state": "in force" if row else "to supply",
        }  # fmt: skip


def _numbers(day: date) -> Iterator[dict[str, Any]]:
    from sightline.checks import standards
    from sightline.checks.models import Standard
    from sightline.checks.standard_pages import spoken, waits

    rows = Standard.objects.filter(valid_from__lte=day).exclude(check_id="").order_by("valid_from", "pk")
    approved = {(row.check_id, row.name): row.approved_by for row in rows}
    states = standards.states()
    for check, found in standards.numbers(day).items():
        for number in found:
            waiting = waits(number) and states[check] != "off"
            yield {
                "check": check, "name": number.name, "words": spoken(number.name), "unit": number.unit,
                "value": number.value, "class": number.number_class, "source": number.source,
                "valid_from": str(number.since) if number.since else None,
                "approved_by": approved.get((check, number.name)) if number.since else None,
                "state": "to confirm" if waiting else "in force",
            }  # fmt: skip


def _words(row: dict[str, Any]) -> str:
    name = f"{row['check']} {row['name']}" if row["check"] else row["name"]
    if row["value"] is None:
        return f"{name}: to be supplied by the partnership ({row['words']})"
    since = f"since {row['valid_from']}, approved by {row['approved_by']}" if row["valid_from"] else "as it came"
    confirm = "; to confirm" if row["state"] == "to confirm" else ""
    return f"{name} = {row['value']} {row['unit']} ({row['class']}; {row['source']}; {since}{confirm})"
