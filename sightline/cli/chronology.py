"""`sightline chronology merge|check|template`: agencies' Word, Excel and CSV chronologies, without a database."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from sightline.cli.trouble import Refused


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add `chronology` and its verbs."""
    parser = subparsers.add_parser("chronology", help="merge and check agencies' chronologies; needs no database")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    _register_merge(verbs)
    one = verbs.add_parser("check", help="what an agency's return needs, row by row, in words it can act on")
    one.add_argument("file", metavar="FILE", help="a Word, Excel, OpenDocument or CSV file")
    one.add_argument("--reference", type=_day, metavar="DATE", help="days after it are in the future (default: today)")
    one.add_argument("--agency", metavar="NAME", help="the agency (default: the name of the file)")
    one.add_argument("--marked", metavar="FILE", help="a copy with these words beside the rows: .docx or .xlsx")
    one.add_argument("--json", action="store_true", help="as one JSON object")
    one.set_defaults(run=run_check)
    form = verbs.add_parser("template", help="a table for an agency to fill in, in Word or Excel")
    form.add_argument("--out", required=True, metavar="FILE", help=".docx or .xlsx")
    form.add_argument("--review", default="", metavar="NAME", help="the review it is for")
    form.add_argument("--agency", default="", metavar="NAME", help="the agency it is for")
    form.add_argument("--period", default="", metavar="WORDS", help="the period under review, in words")
    form.set_defaults(run=run_template)


def _register_merge(verbs: argparse._SubParsersAction[Any]) -> None:
    merge = verbs.add_parser("merge", help="one composite of several agencies' chronologies, with links and gaps")
    merge.add_argument("files", metavar="FILE", nargs="*", help="a Word, Excel, OpenDocument or CSV file of an agency")
    merge.add_argument(
        "--reference", type=_day, metavar="DATE", help="days after it are in the future (default: today)"
    )
    merge.add_argument(
        "--glossary", metavar="G.csv", help="names and their codes: code,role,name,aliases,date_of_birth,gender"
    )
    merge.add_argument(
        "--view",
        choices=("coded", "personalised", "public"),
        help="with a glossary: names as codes (default), names, or public",
    )
    merge.add_argument(
        "--agency", action="append", default=[], metavar="NAME=FILE", help="the agency of a file (default: its name)"
    )
    merge.add_argument("--gap-days", type=_days, default=28, metavar="N", help="days of silence that are told as a gap")
    merge.add_argument("--out", required=True, metavar="FILE", help="the composite: .docx, .xlsx, .csv or .json")
    merge.add_argument("--report", metavar="report.json", help="what was read, kept and refused, links and gaps")
    merge.add_argument(
        "--disguised", metavar="FILE", help="with the public view: what was changed, for the private record"
    )
    merge.add_argument("--json", action="store_true", help="print the report as one JSON object")
    merge.set_defaults(run=run_merge)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date like 2026-11-22") from None


def _days(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 36_500:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of days")
    return int(text)


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


def run_merge(arguments: argparse.Namespace) -> int:
    """Merge; nothing is written when a file is refused."""
    from sightline.exchange.chronology import command

    order = command.MergeOrder(
        files=arguments.files,
        out=arguments.out,
        reference=arguments.reference or _today(),
        agencies=arguments.agency,
        report=arguments.report,
        glossary=arguments.glossary,
        view=arguments.view,
        gap_days=arguments.gap_days,
        as_json=arguments.json,
        disguise=arguments.disguised,
    )
    return _sentences(lambda: command.merge(order))


def run_check(arguments: argparse.Namespace) -> int:
    """Check one return."""
    from sightline.exchange.chronology import command

    reference = arguments.reference or _today()
    return _sentences(
        lambda: command.check(
            arguments.file,
            reference=reference,
            as_json=arguments.json,
            agency=arguments.agency,
            marked_copy=arguments.marked,
        )
    )


def run_template(arguments: argparse.Namespace) -> int:
    """Write a template."""
    from sightline.exchange.chronology import command
    from sightline.exchange.chronology.template import Occasion

    occasion = Occasion(arguments.review, arguments.agency, arguments.period)
    return _sentences(lambda: command.template(arguments.out, occasion))


def _sentences(do: Callable[[], int]) -> int:
    from sightline.exchange.chronology.inputs import CalledWrongly, NotUsable

    try:
        return do()
    except CalledWrongly as wrong:
        raise Refused(str(wrong), code=2) from None
    except NotUsable as refused:
        raise Refused(*refused.lines) from None
