"""`sightline checks list|show|run|replay`: the practice checks from a command line, one JSON object a line.

With `--record` nothing but the record itself is read: no database, no settings, no Django.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from sightline.cli.trouble import Refused

if TYPE_CHECKING:
    from sightline.domain.checks.record import ChildRecord
    from sightline.domain.checks.vocabulary import Check, Outcome
    from sightline.people.models import Person

HINDSIGHT = "Looking back, by the rules and numbers of today: nobody was asked this then."


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add `checks` and its four verbs."""
    parser = subparsers.add_parser("checks", help="the practice checks: list, show, run, replay")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    _register_catalogue(verbs)
    looking = verbs.add_parser("run", help="what the checks make of children's records as of a day")
    looking.add_argument(
        "--as-of", type=_day, metavar="DATE", help="the day looked at (default: each record's own, else today)"
    )
    looking.add_argument("--check", action="append", metavar="ID", help="only this check; may be given again")
    looking.add_argument("--child", metavar="KEY", help="only this child, by the key in the address of the record")
    looking.add_argument(
        "--record", metavar="FILE", help="a sightline-record/1 file, or JSON Lines of them; - reads standard input"
    )
    looking.add_argument("--json", action="store_true", help="one JSON object a line")
    looking.add_argument(
        "--jobs", type=_jobs, metavar="N", help="processes for many children (default: one for each processor)"
    )
    looking.set_defaults(run=run)
    _register_replay(verbs)


def _register_replay(verbs: argparse._SubParsersAction[Any]) -> None:
    replay = verbs.add_parser("replay", help="what the checks would have said of a child, day by day: hindsight")
    replay.add_argument("--child", metavar="KEY", required=True, help="by the key in the address of the record")
    replay.add_argument(
        "--check",
        action="append",
        metavar="ID",
        help="only this check (default: those switched on); may be given again",
    )
    replay.add_argument("--from", dest="first", type=_day, metavar="DATE", required=True, help="the first day")
    replay.add_argument("--to", dest="last", type=_day, metavar="DATE", required=True, help="the last day, included")
    replay.add_argument("--json", action="store_true", help="one JSON object a line")
    replay.set_defaults(run=run_replay)


def _register_catalogue(verbs: argparse._SubParsersAction[Any]) -> None:
    every = verbs.add_parser("list", help="every check of the catalogue")
    every.add_argument("--json", action="store_true", help="one JSON object a line")
    every.set_defaults(run=run_list)
    one = verbs.add_parser("show", help="one check: what it asks, when, with which numbers and whose they are")
    one.add_argument("id", metavar="ID")
    one.add_argument("--json", action="store_true", help="as one JSON object")
    one.set_defaults(run=run_show)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date like 2026-11-22") from None


def _jobs(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 64:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes from 1 to 64")
    return int(text)


def run_list(arguments: argparse.Namespace) -> int:
    """Print the catalogue."""
    from sightline.domain.checks.catalogue import describe
    from sightline.domain.checks.library import CATALOGUE

    for check in CATALOGUE.values():
        print(_json(describe(check)) if arguments.json else f"{check.id}  {check.name}: {check.question}")
    return 0


def run_show(arguments: argparse.Namespace) -> int:
    """Print one check."""
    from sightline.domain.checks.catalogue import describe

    [check] = _checks([arguments.id])
    if arguments.json:
        print(_json(describe(check)))
        return 0
    print(f"{check.id}  {check.name}\n{check.question}\n\nAsks when: {check.condition}")
    for number in check.parameters:
        print(f"  {number.name} = {number.default:g} {number.unit} ({number.cls.value}; {number.source})")
    for way in check.clears:
        print(f"Clears: {way}")
    for limit in check.known_limits:
        print(f"Known limit: {limit}")
    return 0


def run(arguments: argparse.Namespace) -> int:
    """Run the checks over a record, or over the database."""
    if arguments.record is not None:
        if arguments.child is not None:
            raise Refused("--child chooses from the database; a record file is about one child already.", code=2)
        return _run_records(arguments)
    checks = _checks(arguments.check) if arguments.check else None
    from sightline.cli.start import database_ready

    database_ready()
    return _run_database(arguments, checks)


def _checks(ids: Sequence[str]) -> list[Check]:
    from sightline.domain.checks.library import CATALOGUE

    unknown = [key for key in ids if key.upper() not in CATALOGUE]
    if unknown:
        known = ", ".join(CATALOGUE)
        raise Refused(*(f"There is no check called {key!r}. There are: {known}." for key in unknown), code=2)
    return [CATALOGUE[key.upper()] for key in dict.fromkeys(ids)]


def _run_records(arguments: argparse.Namespace) -> int:
    from sightline.cli.many import Asked, how_many_jobs, run_all
    from sightline.domain.checks.library import CATALOGUE

    checks = _checks(arguments.check) if arguments.check else list(CATALOGUE.values())
    asked = Asked(tuple(check.id for check in checks), arguments.as_of, arguments.json)
    return 0 if run_all(arguments.record, asked, how_many_jobs(arguments.jobs)) else 1


def _run_database(arguments: argparse.Namespace, checks: list[Check] | None) -> int:
    from sightline.checks import standards
    from sightline.cli.many import children_answers, how_many_jobs
    from sightline.people.models import Person

    day = arguments.as_of or standards.today()
    running = list(standards.looked_at()) if checks is None else checks
    rows = Person.objects.filter(is_child=True).order_by("pk")
    if arguments.child is not None:
        rows = rows.filter(key=arguments.child)
    ids = list(rows.values_list("pk", flat=True))
    if arguments.child is not None and not ids:
        raise Refused(_no_such_child(arguments.child))
    asked = (tuple(check.id for check in running), day, arguments.json)
    for text in children_answers(ids, asked, how_many_jobs(arguments.jobs)):
        sys.stdout.write(text)
    return 0


def _no_such_child(key: str) -> str:
    return f"There is no child with the key {key!r} here. The key is the part after /children/."


def run_replay(arguments: argparse.Namespace) -> int:
    """Print what the checks would have said of one child, in stretches of days that say the same, in order of days."""
    if arguments.first > arguments.last:
        raise Refused("--from is later than --to. Give the earlier day first.", code=2)
    checks = _checks(arguments.check) if arguments.check else None
    from sightline.cli.start import database_ready

    database_ready()
    from sightline.checks import standards
    from sightline.people.models import Person

    child = Person.objects.filter(is_child=True, key=arguments.child).first()
    if child is None:
        raise Refused(_no_such_child(arguments.child))
    _print_replay(child, list(standards.looked_at()) if checks is None else checks, arguments)
    return 0


def _print_replay(child: Person, checks: Sequence[Check], arguments: argparse.Namespace) -> None:
    """Each stretch of days on a line, and beside it about how many similar children the check asked meanwhile."""
    from sightline.checks import standards
    from sightline.checks.beside import beside
    from sightline.checks.load import histories
    from sightline.domain.checks.replay import spans_of_each

    first, last = arguments.first, arguments.last
    numbers = standards.in_force(standards.today())
    pairs = [(check, numbers[check.id]) for check in checks]
    history = histories([child.pk])[child.pk]
    others = beside(child, [check.id for check in checks], first, last)
    each = zip(pairs, spans_of_each(history, pairs, first, last), strict=True)
    found = [(span, check, values) for (check, values), spans in each for span in spans]
    if not arguments.json:
        print(f"{HINDSIGHT} Similar children meanwhile: {others.similar}.")
    for span, check, values in sorted(found, key=lambda one: (one[0].start, one[1].id)):
        lead = {"from": span.start.isoformat(), "to": span.end.isoformat()}
        meanwhile = {"asked_about": others.asked[check.id], "came_of_it": others.came_of_it[check.id]}
        beside_it = {"hindsight": True, "similar_children": others.similar, **meanwhile} if arguments.json else {}
        print(line_of(history.as_of(span.start), check, span.outcome, values, arguments.json, lead | beside_it))
    if not arguments.json:
        for check in checks:
            print(f"{check.id} asked about {others.asked[check.id]} of these. {others.came_of_it[check.id]}".rstrip())


def line_of(
    record: ChildRecord, check: Check, outcome: Outcome, values: Any, as_json: bool, lead: dict[str, Any]
) -> str:
    """One outcome as it is printed: a JSON object, or words."""
    from sightline.domain.checks.catalogue import outcome_line

    if as_json:
        return _json(lead | outcome_line(record, check, outcome, values))
    severity = f" ({outcome.severity})" if outcome.severity else ""
    why = outcome.prompt if outcome.result == "ask" else " ".join(outcome.unknown_because)
    words = [*(str(value) for value in lead.values()), record.child, check.id, f"{outcome.result}{severity}"]
    return "  ".join([*words, why or ""]).rstrip()


_json = json.JSONEncoder(ensure_ascii=False).encode  # `json.dumps` would make one anew for each of a million lines
