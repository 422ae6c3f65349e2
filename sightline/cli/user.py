"""`sightline user add|close`: accounts, on the machine itself.

The first account of a partnership has to come from here. The password is made here, shown once, and replaced by the
person under *Account*; the second factor is set up at the first sign-in.
"""

from __future__ import annotations

import argparse
import json
import secrets
from typing import TYPE_CHECKING, Any

from sightline.cli.trouble import Refused

if TYPE_CHECKING:
    from sightline.access.models import Agency, Team, Worker

ROLES = ("practitioner", "supervisor", "review_officer", "learning_lead", "quality_lead", "administrator")


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add `user` and its two commands."""
    user = subparsers.add_parser("user", help="open and close accounts")
    deeds = user.add_subparsers(dest="deed", required=True, metavar="add|close")
    add = deeds.add_parser("add", help="open an account and show its first password once")
    add.add_argument("username")
    add.add_argument("--name", required=True, help="as colleagues know the person")
    add.add_argument("--role", required=True, choices=ROLES)
    add.add_argument("--agency", required=True, help="the agency's name; a new one also needs --agency-kind")
    add.add_argument("--agency-kind", help="what a new agency is, e.g. social_care, health, police, school")
    add.add_argument("--team", help="the team's name; made when the agency has none of that name")
    add.add_argument("--json", action="store_true", help="the account and its first password, as one JSON object")
    add.set_defaults(run=run_add)
    close = deeds.add_parser(
        "close", help="close an account: its sessions end at once, what it wrote stays, what it had to do is passed on"
    )
    close.add_argument("username")
    close.add_argument("--to", metavar="USERNAME", help="who takes over (default: the supervisor of the team)")
    close.add_argument("--json", action="store_true", help="what was passed on and to whom, as one JSON object")
    close.set_defaults(run=run_close)


def run_add(arguments: argparse.Namespace) -> int:
    """Open an account. Raises Refused: username taken, agency not known, kind not known."""
    from sightline.cli.start import database_ready

    database_ready()
    from django.db import transaction

    from sightline.access import changes

    password = "-".join(secrets.token_hex(3) for _ in range(4))
    with transaction.atomic():
        agency = _agency(arguments.agency, arguments.agency_kind)
        team = _team(agency, arguments.team) if arguments.team else None
        try:
            worker = changes.add_worker(
                by="system",
                username=arguments.username,
                name=arguments.name,
                role=arguments.role,
                agency=agency,
                team=team,
                password=password,
            )
        except changes.NotPossible as error:
            raise Refused(str(error)) from None
    if arguments.json:
        facts = {
            "username": worker.username, "name": worker.name, "role": worker.role, "agency": agency.name,
            "team": team.name if team else None, "password": password,
        }  # fmt: skip
        print(json.dumps(facts, ensure_ascii=False))
        return 0
    print(f"{worker.name} can sign in as {worker.username} with the password {password}")
    print("It is shown this once. Ask them to change it under Account.")
    return 0


def run_close(arguments: argparse.Namespace) -> int:
    """Close an account and pass on its to-dos. Raises Refused: nobody of that name, or the last administrator."""
    from sightline.cli.start import database_ready

    database_ready()
    from sightline.access import changes
    from sightline.upkeep import leaving

    worker = _worker(arguments.username)
    try:
        passed = leaving.close(worker, by="system", to=_worker(arguments.to) if arguments.to else None)
    except changes.NotPossible as error:
        raise Refused(str(error)) from None
    if arguments.json:
        facts = {
            "username": worker.username, "closed": True, "to": passed.to.username if passed.to else None,
            "children": passed.children, "promises": passed.promises, "drafts": passed.drafts,
        }  # fmt: skip
        print(json.dumps(facts, ensure_ascii=False))
    else:
        print(leaving.words(worker, passed))
    return 0


def _worker(username: str) -> Worker:
    from sightline.access.models import Worker

    worker = Worker.objects.filter(username=Worker.tidy_username(username)).first()
    if worker is None:
        raise Refused(f"Nobody has the username {username}.")
    return worker


def _agency(name: str, kind: str | None) -> Agency:
    from sightline.access import changes
    from sightline.access.models import Agency

    found = Agency.objects.filter(name__iexact=name).first()
    if found is not None:
        return found
    if kind is None:
        known = ", ".join(Agency.objects.order_by("name").values_list("name", flat=True)) or "none yet"
        raise Refused(f"There is no agency called {name} (there are: {known}). To make it, add --agency-kind.")
    if kind not in Agency.Kind.values:
        raise Refused(f"{kind} is not a kind of agency. Choose one of: {', '.join(Agency.Kind.values)}.")
    return changes.add_agency(by="system", name=name, kind=kind)


def _team(agency: Agency, name: str) -> Team:
    from sightline.access import changes

    return agency.teams.filter(name__iexact=name).first() or changes.add_team(by="system", agency=agency, name=name)
