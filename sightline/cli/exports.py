"""`sightline export …`: the same standards outward. Family files and files of coding need no database."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from sightline.cli.trouble import Refused

FORMATS = ("json", "gedcom7", "gedcom551", "ped")


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add `export` and its kinds."""
    parser = subparsers.add_parser("export", help="write files that other systems read")
    kinds = parser.add_subparsers(dest="kind", metavar="KIND", required=True)
    family = kinds.add_parser("family", help="a family file as another kind of family file")
    family.add_argument("file", metavar="FILE", help="sightline-family/1, GEDCOM (also zipped), or a pedigree table")
    family.add_argument("--to", choices=FORMATS, required=True, help="the kind to write")
    family.add_argument("--out", metavar="OUT", required=True, help="the file to write")
    family.set_defaults(run=run_family)
    coding = kinds.add_parser("coding", help="a coding project or codebook as another kind; without FILE, our themes")
    coding.add_argument("file", metavar="FILE", nargs="?", default="", help=".qdpx, .qdc, or a Taguette codebook (CSV)")
    coding.add_argument("--to", choices=("qdc", "qdpx"), required=True, help="a codebook, or a project")
    coding.add_argument("--out", metavar="OUT", required=True, help="the file to write")
    coding.set_defaults(run=run_coding)


def run_family(arguments: argparse.Namespace) -> int:
    """Write the family; what the other kind cannot hold is told on standard error, line by line."""
    from sightline.domain.kinship import FamilyRefused
    from sightline.exchange.families import family_as, read_family_file

    try:
        data, left_out = family_as(read_family_file(arguments.file), arguments.to)
    except FamilyRefused as refusal:
        raise Refused(*refusal.sentences) from None
    _write(Path(arguments.out), data)
    for sentence in left_out:
        print(f"Not in the file: {sentence}", file=sys.stderr)
    return 0


def run_coding(arguments: argparse.Namespace) -> int:
    """Write a coding file as another kind, everything unknown in it kept; or the codebook of our own themes."""
    from sightline.exchange.refi import command

    if not arguments.file and arguments.to != "qdc":
        raise Refused("A project needs a FILE. Without one only our codebook can be written: --to qdc.", code=2)
    try:
        data = command.converted(arguments.file, arguments.to) if arguments.file else command.themes_codebook()
    except command.NotUsable as refused:
        raise Refused(refused.sentence) from None
    _write(Path(arguments.out), data)
    return 0


def _write(out: Path, data: bytes) -> None:
    """In one step: an interrupted command leaves no half a file."""
    beside = out.with_name(f"{out.name}.new")
    try:
        beside.write_bytes(data)
        os.replace(beside, out)
    except OSError as error:
        raise Refused(f"{out} cannot be written ({error.strerror or error}).") from None
