"""`sightline nightly`: the night's looking at children's records, one more day of the replay behind the charts, the
newest entry of the trail exported, and a backup where one is set up.

A timer runs it once a night; or `sightline serve` keeps it waiting beside itself (`--every-night`).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from typing import Any

from sightline.cli.trouble import Refused

LOOK_AGAIN = 60  # seconds between looks at the clock


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    parser = subparsers.add_parser("nightly", help="look at every child whose turn it is; run it once a night")
    parser.add_argument("--json", action="store_true", help="what was done, as one JSON object")
    parser.add_argument("--every-night", action="store_true", help="wait and do it each night at SIGHTLINE_NIGHTLY_AT")
    parser.add_argument("--while", dest="parent", type=int, metavar="PID", help="with it: until that process ends")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Look, write down that it was done, and say what came of it. Raises Refused when another is under way."""
    if arguments.every_night:
        return _wait_and_look(arguments.parent)
    from sightline.cli.start import database_ready

    database_ready()
    from sightline.kit.words import count
    from sightline.upkeep import night

    try:
        done = night.look()
    except night.UnderWay as under_way:
        raise Refused(str(under_way)) from None
    if arguments.json:
        facts = {"children": done.children, "decided": done.decided, "changed": done.changed}
        print(json.dumps(facts | {"backup": done.backup, "trail_head": done.head_file}))
    else:
        print(
            f"Looked at {count(done.children, 'child', 'children')}: {count(done.decided, 'outcome')} decided, "
            f"{done.changed or 'none'} of them changed."
        )
        if done.backup:
            print(f"Backed up to {done.backup}; it was restored to a copy and found whole.")
    for sentence in done.troubles:
        print(sentence, file=sys.stderr)
    return 1 if done.troubles else 0


def _wait_and_look(parent: int | None) -> int:
    """Once a minute: is it time? Each night's work is done by a process of its own, so that nothing piles up here."""
    from sightline.cli.start import django_ready

    django_ready()
    from django.db import close_old_connections, connections
    from django.db.utils import DatabaseError

    from sightline.upkeep import night

    while parent is None or _is_there(parent):
        try:
            close_old_connections()
            due = night.is_due()
        except DatabaseError:  # away for a while; the pages say so
            due = False
        connections.close_all()
        if due:
            subprocess.run([sys.executable, "-m", "sightline.cli.main", "nightly"], check=False)
        time.sleep(LOOK_AGAIN if not due else LOOK_AGAIN * 10)  # one that failed is tried again, not at once
        night.note_clock()
    return 0


def _is_there(process: int) -> bool:
    if os.name == "nt":
        return True  # the server ends this process itself
    return os.getppid() == process
