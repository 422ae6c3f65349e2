"""`sightline demo`: an invented partnership, then its pages."""

from __future__ import annotations

import argparse
import os
from datetime import date
from typing import Any

from sightline.cli import compiled
from sightline.cli.serve import add_server_arguments, address_of, check_port, serve
from sightline.cli.start import database_ready, say, settings
from sightline.cli.trouble import Refused

PARTNERSHIP = "Westmarsh Safeguarding Partnership"  # at the top of every page, and invented like all else


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    parser = subparsers.add_parser("demo", help="an invented partnership to look at and try things in")
    add_server_arguments(parser)
    parser.add_argument("--today", type=_day, help="the day the demonstration takes for today (default: today)")
    parser.add_argument("--no-serve", action="store_true", help="make it, print the sign-ins, and stop")
    parser.set_defaults(run=run)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date like 2026-11-22") from None


def run(arguments: argparse.Namespace) -> int:
    """Make the demonstration if it is not there yet, print where it is and who may sign in, and serve it."""
    _refuse_production()
    os.environ["SIGHTLINE_MODE"] = "demo"
    os.environ.setdefault("SIGHTLINE_PARTNERSHIP", PARTNERSHIP)
    if arguments.port is not None:
        os.environ["SIGHTLINE_PORT"] = str(arguments.port)
    values = settings()
    compiled.keep(values.data)
    if not arguments.no_serve:
        check_port(values.address, values.port)  # before a minute's work, not after
    values = database_ready()
    from sightline.stories import demo

    sign_ins = demo.make(today=arguments.today, say=say)
    print(f"Sightline demonstration: {address_of(values)}")
    print("Everybody in it is invented. Sign in as:")
    for line in sign_ins:
        print(f"  {line.role:<16} {line.username:<12} password {line.password}   {line.name}")
    print("Ctrl-C stops it." if not arguments.no_serve else "Made. Run `sightline demo` to serve it.", flush=True)
    if not arguments.no_serve:
        serve(values, workers=arguments.workers)
    return 0


def _refuse_production() -> None:
    """The demonstration has known passwords: it never starts beside settings meant for real people."""
    reasons = []
    if os.environ.get("SIGHTLINE_MODE", "demo").strip().lower() != "demo":
        reasons.append("SIGHTLINE_MODE is set to production")
    for name in (
        "DATABASE_URL", "DATABASE_URL_FILE", "SECRET_KEY", "SECRET_KEY_FILE",
        "HTTPS", "HOSTS", "ADDRESS", "CERTIFICATE",
    ):  # fmt: skip
        if os.environ.get("SIGHTLINE_" + name):
            reasons.append(f"SIGHTLINE_{name} is set")
    if reasons:
        raise Refused(
            f"The demonstration does not start with production settings: {', '.join(reasons)}. "
            "Start it in a shell without them."
        )
