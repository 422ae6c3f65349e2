"""`sightline database move`: from SQLite in the data folder to PostgreSQL, all of it or nothing."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sightline.cli.start import database_ready, let_go, say, settings
from sightline.cli.trouble import Refused

if TYPE_CHECKING:
    from sightline.upkeep.moving.move import Moved

SCHEMES = ("postgresql://", "postgres://")


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the command."""
    database = subparsers.add_parser("database", help="the database: move it from SQLite to PostgreSQL")
    deeds = database.add_subparsers(dest="deed", metavar="DEED", required=True)
    move = deeds.add_parser("move", help="move everything to an empty PostgreSQL database, compared row by row")
    where = move.add_mutually_exclusive_group(required=True)
    where.add_argument("--to", metavar="postgresql://…", help="the new database, which must be empty")
    where.add_argument("--to-file", metavar="FILE", type=Path, help="a file that holds that address with its password")
    move.add_argument("--check", action="store_true", help="only rehearse it: copy, compare, and remove the copy again")
    move.add_argument("--json", action="store_true", help="what was moved, as one JSON object")
    move.set_defaults(run=run_move)


def run_move(arguments: argparse.Namespace) -> int:
    """Move the database. Raises Refused, having changed nothing."""
    url = _address(arguments)
    values = settings()
    if values.demo:
        raise Refused("A demonstration stays on SQLite.")
    if values.database_url:
        raise Refused("This partnership is on PostgreSQL already (SIGHTLINE_DATABASE_URL is set).")
    if not values.sqlite_file.exists():
        raise Refused(f"There is nothing to move in {values.data}.")
    database_ready()
    from django.db import connections

    from sightline.upkeep.backup.trouble import BackupError
    from sightline.upkeep.moving.move import move

    connections.close_all()
    let_go()  # the move sees to it itself that nobody else is at work
    try:
        done = move(values.data, url, keep=values.keep, say=say, rehearse=arguments.check)
    except BackupError as error:
        raise Refused(*error.sentences, "Nothing was changed.") from None
    print(json.dumps({"moved": not arguments.check, **asdict(done)}) if arguments.json else _words(done))
    return 0


def _address(arguments: argparse.Namespace) -> str:
    url = arguments.to or ""
    if arguments.to_file is not None:
        try:
            url = arguments.to_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise Refused(
                f"{arguments.to_file} cannot be read ({getattr(error, 'strerror', None) or 'no text'})."
            ) from None
    if not url.startswith(SCHEMES):
        raise Refused("The new database is an address like postgresql://sightline:…@localhost/sightline.")
    return str(url)


def _words(done: Moved) -> str:
    from sightline.kit.words import count

    facts = f"{count(done.rows, 'row')} in {count(done.tables, 'table')}, each compared with what it was"
    if not done.aside:
        return f"It can be moved: {facts}. The copy was removed again; nothing was changed."
    return (
        f"Moved in {done.seconds:.0f} s: {facts}.\n"
        "The address of the new database is in the data folder's settings. Keys and uploads stay where they are.\n"
        f"The SQLite file is kept in {done.aside}. Make a backup, and remove that folder when you are sure."
    )
