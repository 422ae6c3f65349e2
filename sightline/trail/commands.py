"""What `sightline trail verify` and `sightline trail head` do; their arguments are declared in `cli/trail.py`."""

from __future__ import annotations

import argparse
import json
import sys

from sightline.trail.keys import TrailKeyError
from sightline.trail.queries import HeadMark, head
from sightline.trail.verifying import Report, verify


def run_verify(args: argparse.Namespace) -> int:
    """0: whole. 1: not whole, or it could not be told; a sentence for each reason on standard error."""
    try:
        against = None if args.against is None else HeadMark.from_json(args.against.read_text(encoding="utf-8"))
        report = verify(against)
    except (TrailKeyError, ValueError) as error:
        return _refused(str(error))
    except OSError as error:
        return _refused(f"{args.against} cannot be read ({error.strerror}).")
    if args.json:
        _say(json.dumps({"ok": report.ok, "entries": report.entries, "problems": report.problems}))
    elif report.ok:
        _say(_whole(report, against))
    for problem in report.problems:
        sys.stderr.write(problem + "\n")
    return 0 if report.ok else 1


def run_head(args: argparse.Namespace) -> int:
    """Print the newest entry's number and hash. Always 0: an empty trail has number 0."""
    mark = head()
    if args.json:
        _say(json.dumps(mark.to_json()))
    else:
        _say(f"Entry {mark.seq}, {mark.hash}" + (f", written {mark.at:%d %B %Y %H:%M} UTC" if mark.at else ""))
    return 0


def _whole(report: Report, against: HeadMark | None) -> str:
    entries = "1 entry" if report.entries == 1 else f"{report.entries:,} entries"
    more = "" if against is None else " It contains the exported head."
    return f"The trail is whole: {entries}, each as it was written and in its place.{more}"


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def _refused(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return 1
