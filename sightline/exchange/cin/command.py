"""What `sightline import cin` does: read to the end, store or change nothing, look, say what came of it.

The command itself is declared in `cli/imports.py`, which sees to it that there is a database.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any, Final

from django.db import DatabaseError, IntegrityError

from sightline.checks import run as looking
from sightline.exchange.changes import Done
from sightline.people.facts import ChangedMeanwhile
from sightline.people.joined import JoinedAway

from .errors import CensusError
from .store import Reading, Stored, read_whole, store

SHOWN: Final = 20  # of each kind of problem, where a person reads (our default)


def run(path: str, *, as_json: bool = False) -> int:
    """Import one file. 0: stored, also when parts were refused; 1: the file cannot be used, and nothing changed."""
    try:
        reading = read_whole(path)
        stored = store(reading)
    except CensusError as refused:
        sys.stderr.write(f"{refused.sentence}\n")
        return 1
    except (IntegrityError, JoinedAway, ChangedMeanwhile):
        sys.stderr.write("Somebody else changed the same children meanwhile. Nothing was changed. Try again.\n")
        return 1
    _look(stored)
    found = as_object(path, reading, stored)
    sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n" if as_json else in_words(found))
    return 0


def _look(stored: Stored) -> None:
    """Have the checks look at the children that changed. The census is stored by then, whatever happens here."""
    try:
        looking.decide_many(stored.touched)
    except DatabaseError:
        sys.stderr.write(
            "The census is stored, but the checks could not look at it now. They do when a child is opened; "
            "to have it done at once, run: sightline nightly\n"
        )


def as_object(path: str, reading: Reading, stored: Stored) -> dict[str, Any]:
    """The result as `--json` prints it."""
    header = reading.header
    found: dict[str, Any] = {
        "file": path,
        "lea": header.lea,
        "period": {"from": header.period_start.isoformat(), "to": header.period_end.isoformat()},
        "children": len(reading.children),
        "modules": dict(reading.modules),
        **{str(done): stored.count(done) for done in (Done.CREATED, Done.CHANGED, Done.UNCHANGED)},
        "kinds": {kind: dict(tally) for kind, tally in stored.kinds.items()},
        "refused": [issue.as_json() for issue in stored.refused],
        "warnings": [issue.as_json() for issue in stored.warnings],
    }
    if stored.already:
        found["already_on_the_record"] = stored.already
    if reading.left_out:
        found["not_listed"] = dict(reading.left_out)
    return found


def in_words(found: dict[str, Any]) -> str:
    """The result for a person: what was read and kept, then the first problems of each kind."""
    period = found["period"]
    said = [
        f"{found['file']}: {found['children']:,} children, {period['from']} to {period['to']}, "
        f"authority {found['lea'] or 'not given'}.",
        f"Created {found['created']:,}, changed {found['changed']:,}, unchanged {found['unchanged']:,}.",
    ]
    said += [
        f"  {kind}: " + ", ".join(f"{done} {count:,}" for done, count in tally.items())
        for kind, tally in found["kinds"].items()
    ]
    if already := found.get("already_on_the_record"):
        referrals = "1 referral" if already == 1 else f"{already:,} referrals"
        said.append(f"Already on the record, written here and not doubled: {referrals}.")
    said += _listed("Left out", found["refused"]) + _listed("Warnings", found["warnings"])
    if "not_listed" in found:
        said.append(f"And {sum(found['not_listed'].values()):,} more that were counted only.")
    said.append("A census holds no visits and no names: checks that need them say “unknown (not kept here)”.")
    return "\n".join(said) + "\n"


def _listed(heading: str, issues: Sequence[dict[str, Any]]) -> list[str]:
    if not issues:
        return [f"{heading}: none."]
    said = [f"{heading}: {len(issues):,}"]
    said += [f"  {_line(issue)}" for issue in issues[:SHOWN]]
    if len(issues) > SHOWN:
        said.append(f"  and {len(issues) - SHOWN:,} more (use --json)")
    return said


def _line(issue: dict[str, Any]) -> str:
    child = f", child {issue['child']}" if issue["child"] else ""
    rule = f" (rule {issue['rule']})" if issue["rule"] else ""
    times = f" [{issue['count']:,} times]" if issue["count"] > 1 else ""
    return f"line {issue['line']}{child}, {issue['field']}: {issue['reason']}{rule}{times}"
