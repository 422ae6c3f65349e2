"""`sightline import …`: bring in files that other systems already produce."""

from __future__ import annotations

import argparse
from typing import Any


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    parser = subparsers.add_parser("import", help="bring in a file another system produced")
    kinds = parser.add_subparsers(dest="kind", metavar="KIND", required=True)
    cin = kinds.add_parser("cin", help="a Children in Need census (XML)")
    cin.add_argument("file", metavar="FILE.xml")
    cin.add_argument("--json", action="store_true", help="what was read, kept and refused, as one JSON object")
    cin.set_defaults(run=run_cin)
    survey = kinds.add_parser("survey", help="an export of a survey tool, or a survey's definition")
    survey.add_argument("file", metavar="FILE")
    survey.add_argument("--json", action="store_true", help="what was asked, answered and left out, as one JSON object")
    survey.add_argument("--store", metavar="KEY", default="", help="put it into the asking with this key")
    survey.set_defaults(run=run_survey)


def run_cin(arguments: argparse.Namespace) -> int:
    """Read and store a census; the same file twice changes nothing."""
    from sightline.cli.start import database_ready

    database_ready()
    from sightline.exchange.cin import command

    return command.run(arguments.file, as_json=arguments.json)


def run_survey(arguments: argparse.Namespace) -> int:
    """Read a survey file and say what it holds; the database is made ready only to store it."""
    if arguments.store:
        from sightline.cli.start import database_ready

        database_ready()
    from sightline.exchange.survey import command

    return command.run(arguments.file, as_json=arguments.json, wave=arguments.store)
