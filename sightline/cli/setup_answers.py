"""What set-up is told: read from a JSON file and from options, and checked as a whole before anything is changed."""

from __future__ import annotations

import argparse
import difflib
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sightline.cli.trouble import Refused

SETTINGS = {
    "partnership": "SIGHTLINE_PARTNERSHIP",
    "backup_to": "SIGHTLINE_BACKUP_TO",
    "backup_keep": "SIGHTLINE_BACKUP_KEEP",
    "nightly_at": "SIGHTLINE_NIGHTLY_AT",
    "hosts": "SIGHTLINE_HOSTS",
    "address": "SIGHTLINE_ADDRESS",
    "port": "SIGHTLINE_PORT",
    "https": "SIGHTLINE_HTTPS",
    "certificate": "SIGHTLINE_CERTIFICATE",
    "certificate_key": "SIGHTLINE_CERTIFICATE_KEY",
}
PARTS = {*SETTINGS, "agencies", "administrator", "second_factor", "standards"}
AGENCY, ADMINISTRATOR = {"name", "kind", "teams"}, {"username", "name", "agency", "job_title"}
STANDARD = {"check", "name", "value", "class", "source", "valid_from", "approved_by"}


@dataclass
class Answers:
    """What was said. Nothing said is None or empty: asked for, when somebody is there to be asked."""

    settings: dict[str, str] = field(default_factory=dict)
    agencies: list[dict[str, Any]] = field(default_factory=list)
    administrator: dict[str, str] = field(default_factory=dict)
    second_factor: bool | None = None
    standards: list[dict[str, Any]] = field(default_factory=list)


def read(arguments: argparse.Namespace) -> Answers:
    """The file, then the options on top of it. Raises Refused with one line for each thing that is wrong."""
    raw = _file(arguments.answers) if arguments.answers else {}
    problems = _unknown(raw, PARTS, "the answers")
    found = Answers()
    for name, variable in SETTINGS.items():
        if raw.get(name) not in (None, "", []):
            found.settings[variable] = _text(raw[name])
    for list_name, keys, into in (("agencies", AGENCY, found.agencies), ("standards", STANDARD, found.standards)):
        rows = raw.get(list_name, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            problems.append(f"{list_name} should be a list of objects.")
            continue
        for number, row in enumerate(rows, start=1):
            problems += _unknown(row, keys, f"{list_name}, number {number}")
            into.append(row)
    someone = raw.get("administrator", {})
    if isinstance(someone, dict):
        problems += _unknown(someone, ADMINISTRATOR, "administrator")
        found.administrator = {key: str(value) for key, value in someone.items()}
    else:
        problems.append("administrator should be an object with username, name and agency.")
    if raw.get("second_factor") is not None:
        if raw["second_factor"] not in ("now", "later"):
            problems.append("second_factor should be now or later.")
        found.second_factor = raw["second_factor"] == "now"
    _options(arguments, found, problems)
    problems += _agency_problems(found.agencies)
    if problems:
        raise Refused(*problems, "Nothing was changed.")
    return found


def _file(name: str) -> dict[str, Any]:
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
        found = json.loads(text)
    except OSError as error:
        raise Refused(f"The answers {name} cannot be read ({error.strerror}).") from None
    except ValueError as error:
        raise Refused(f"The answers {name} are not JSON ({error}).") from None
    if not isinstance(found, dict):
        raise Refused("The answers should be one JSON object.")
    return found


def _unknown(row: dict[str, Any], known: Iterable[str], where: str) -> list[str]:
    problems = []
    for name in row:
        if name not in known:
            near = difflib.get_close_matches(name, sorted(known), n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            problems.append(f"There is nothing called {name!r} in {where}.{hint}")
    return problems


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def _options(arguments: argparse.Namespace, found: Answers, problems: list[str]) -> None:
    if arguments.partnership:
        found.settings["SIGHTLINE_PARTNERSHIP"] = arguments.partnership
    if arguments.backup_to:
        found.settings["SIGHTLINE_BACKUP_TO"] = arguments.backup_to
    if arguments.host:
        found.settings["SIGHTLINE_HOSTS"] = ",".join([*arguments.host, "127.0.0.1", "localhost"])
    for text in arguments.agency or ():
        name, sign, kind = text.rpartition("=")
        if not sign:
            problems.append(f"--agency {text!r} should be NAME=KIND, such as “Westmarsh Council=social_care”.")
            continue
        found.agencies.append({"name": name, "kind": kind})
    for text in arguments.team or ():
        agency, sign, team = text.partition("/")
        if not sign:
            problems.append(f"--team {text!r} should be AGENCY/TEAM.")
            continue
        row = next((row for row in found.agencies if row.get("name") == agency), None)
        if row is None:
            row = {"name": agency, "kind": ""}
            found.agencies.append(row)
        row["teams"] = [*row.get("teams", []), team]
    if arguments.administrator:
        found.administrator |= {"username": arguments.administrator}
    if arguments.name:
        found.administrator |= {"name": arguments.name}


def _agency_problems(agencies: list[dict[str, Any]]) -> list[str]:
    problems = []
    for row in agencies:
        name, teams = str(row.get("name", "")).strip(), row.get("teams", [])
        row["name"] = name
        if not name:
            problems.append("An agency has no name.")
        if not isinstance(teams, list) or not all(isinstance(team, str) and team.strip() for team in teams):
            problems.append(f"The teams of {name or 'an agency'} should be a list of names.")
    return problems
