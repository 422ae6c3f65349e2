"""`sightline setup`: a real, empty partnership. Asks what nobody has said yet; or is told everything and asks nothing.

Run again it goes on where it stopped, and changes nothing that stands.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import sys
from typing import TYPE_CHECKING, Any

from sightline.cli import setup_answers
from sightline.cli.setup_answers import Answers
from sightline.cli.start import database_ready, say, settings
from sightline.cli.trouble import Refused

if TYPE_CHECKING:
    from sightline.access.models import Worker


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the command."""
    parser = subparsers.add_parser("setup", help="set up a real partnership; run again, it goes on where it stopped")
    parser.add_argument("--data", metavar="DIR", help="the folder that everything is kept in (SIGHTLINE_DATA)")
    parser.add_argument("--answers", metavar="FILE", help="answers as one JSON object; - reads standard input")
    parser.add_argument("--no-input", action="store_true", help="ask nothing; say what is still missing")
    parser.add_argument("--partnership", metavar="NAME", help="the partnership's name")
    parser.add_argument("--agency", action="append", metavar="NAME=KIND", help="an agency; may be given again")
    parser.add_argument("--team", action="append", metavar="AGENCY/TEAM", help="a team; may be given again")
    parser.add_argument("--administrator", metavar="USERNAME", help="the first administrator's username")
    parser.add_argument("--name", help="the first administrator's name, as colleagues know it")
    parser.add_argument("--backup-to", metavar="DIR", help="where backups go: another disk or machine")
    parser.add_argument("--host", action="append", help="a name by which people reach the server; may be given again")
    parser.add_argument("--code", action="store_true", help="only print a new code for set-up in the browser")
    parser.add_argument("--json", action="store_true", help="what was done and what is missing, as one JSON object")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Set up what is missing. Raises Refused before anything is changed when an answer cannot be used."""
    answers = setup_answers.read(arguments)
    asks = not arguments.no_input and arguments.answers != "-" and sys.stdin.isatty()
    _choose_folder(arguments, asks)
    _check_settings(answers)
    database_ready()
    if arguments.code:
        return _code()
    from sightline.cli.setup_steps import Steps

    steps = Steps(answers, asks)
    steps.check()
    steps.take()
    print(json.dumps(steps.facts()) if arguments.json else "\n".join(steps.words()))
    return 0


def _choose_folder(arguments: argparse.Namespace, asks: bool) -> None:
    if arguments.data:
        os.environ["SIGHTLINE_DATA"] = arguments.data
    elif asks and "SIGHTLINE_DATA" not in os.environ:
        usual = settings().data
        said = ask(f"In which folder is everything to be kept? [{usual}]")
        if said:
            os.environ["SIGHTLINE_DATA"] = said


def _check_settings(answers: Answers) -> None:
    """Would the settings to be kept stand together? Raises Refused with what `sightline serve` would say of them."""
    from sightline.config import env

    try:
        kept = {name: value for name, value in answers.settings.items() if name not in os.environ}
        env.load({**os.environ, **kept})
    except env.SettingsError as error:
        raise Refused(*error.problems, "Nothing was changed.") from None


def _code() -> int:
    from sightline.upkeep import first_run

    if not first_run.is_open():
        raise Refused("There is an administrator already, so the set-up pages are closed. Sign in instead.")
    print(first_run.new_code(settings().data))
    return 0


def ask(question: str) -> str:
    """Ask on standard error, so that standard output holds only what came of it."""
    say(question)
    return sys.stdin.readline().strip()


def new_password() -> str:
    """A first password, shown once."""
    return "-".join(secrets.token_hex(3) for _ in range(4))


def show_key(worker: Worker, key: str) -> None:
    """The second factor's key as a picture for the phone's camera, and to be typed."""
    from urllib.parse import quote

    import qrcode

    address = f"otpauth://totp/Sightline:{quote(worker.username)}?secret={key}&issuer=Sightline"
    picture = qrcode.QRCode(border=2)
    picture.add_data(address)
    if sys.stderr.isatty():
        picture.print_ascii(out=sys.stderr, invert=True)
    say(
        "Scan this with an authenticator app, or type the key: "
        + " ".join(key[n : n + 4] for n in range(0, len(key), 4))
    )
