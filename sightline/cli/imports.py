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
    for kind, help_ in (
        ("family", "a family file: sightline-family/1, GEDCOM, a pedigree table"),
        ("gedcom", "the same"),
    ):
        family = kinds.add_parser(kind, help=help_)
        family.add_argument("file", metavar="FILE")
        family.add_argument("--json", action="store_true", help="what was read, kept and refused, as one JSON object")
        family.set_defaults(run=run_family)
    survey = kinds.add_parser("survey", help="an export of a survey tool, or a survey's definition")
    survey.add_argument("files", metavar="FILE", nargs="+")
    survey.add_argument(
        "--json", action="store_true", help="what was asked, answered and left out, as one JSON object a file"
    )
    survey.add_argument("--store", metavar="KEY", default="", help="put it into the asking with this key")
    survey.set_defaults(run=run_survey)
    coding = kinds.add_parser("coding", help="a coding project or codebook: REFI-QDA (.qdpx, .qdc), Taguette (CSV)")
    coding.add_argument("file", metavar="FILE")
    coding.add_argument(
        "--json", action="store_true", help="codes, texts, codings and what is kept, as one JSON object"
    )
    coding.set_defaults(run=run_coding)


def run_cin(arguments: argparse.Namespace) -> int:
    """Read and store a census; the same file twice changes nothing."""
    from sightline.cli.start import database_ready

    database_ready()
    from sightline.exchange.cin import command

    return command.run(arguments.file, as_json=arguments.json)


def run_survey(arguments: argparse.Namespace) -> int:
    """Read survey files and say what they hold; the database is made ready only to store one. Raises Refused."""
    if arguments.store:
        from sightline.cli.start import database_ready
        from sightline.cli.trouble import Refused

        if len(arguments.files) > 1:
            raise Refused("--store takes one file at a time.", code=2)
        database_ready()
    from sightline.exchange.survey import command

    several = len(arguments.files) > 1
    return max(
        command.run(file, as_json=arguments.json, wave=arguments.store, one_of_several=several)
        for file in arguments.files
    )


def run_family(arguments: argparse.Namespace) -> int:
    """Say what a family file holds and what is wrong with it. Nothing is stored."""
    import json
    from pathlib import Path

    from sightline.cli.drawing import said_once, tell_if_large
    from sightline.cli.trouble import Refused
    from sightline.domain.kinship import FamilyRefused
    from sightline.exchange.families import read_bytes, what_is_in

    tell_if_large(arguments.file)
    try:
        found = what_is_in(read_bytes(arguments.file), name=Path(arguments.file).stem)
    except FamilyRefused as refusal:
        raise Refused(*refusal.sentences) from None
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False))
        return 0
    print(f"{found['format']}: {found['persons']} people, {found['unions']} unions, {found['parentage']} parentages.")
    for tag, count in found["kept"].items():
        print(f"Kept as it stands: {tag} ({count})")
    for sentence in said_once(found["problems"]):
        print(sentence)
    return 0


def run_coding(arguments: argparse.Namespace) -> int:
    """Say what a file of coding holds and what is wrong with it. Nothing is stored; a review's page does that."""
    import json

    from sightline.cli.trouble import Refused
    from sightline.exchange.refi import command

    try:
        found = command.what_is_in(arguments.file)
    except command.NotUsable as refused:
        raise Refused(refused.sentence) from None
    print(json.dumps(found, ensure_ascii=False) if arguments.json else "\n".join(command.in_words(found)))
    return 0
