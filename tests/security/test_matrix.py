"""Every address × every role × own and other things, compared with the reviewed table `matrix.toml`.

ASVS 5.0 V8.1.1, V8.2.1, V8.2.2, V8.3.1. An address that is not in the table fails; so does a row whose address is gone.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from sightline.access.declaring import declaration
from sightline.access.roles import EVERYONE
from tests.records import signed_in
from tests.security.routes import every_route
from tests.security.things import MAKERS, World, a_world

TABLE: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "matrix.toml").read_text(encoding="utf-8"))
ROUTES = {route.pattern: route for route in every_route()}
KNOWN = {"action", "public", "open", "thing", "own", "other", "with", "method", "given", "why"}


def roles(words: str) -> set[str]:
    """`practitioner supervisor`, `everyone`, `nobody`, or `everyone but administrator`."""
    if words.startswith("everyone"):
        return set(EVERYONE) - set(words.removeprefix("everyone").replace("but", " ").split())
    found = set(words.split()) - {"nobody"}
    assert found <= set(EVERYONE), f"unknown role among: {words}"
    return found


def outcome(client: Client, row: dict[str, Any], path: str) -> str:
    """open, closed, sign-in, or what is wrong with the test itself."""
    response = getattr(client, row.get("method", "GET").lower())(path)
    if response.status_code in (301, 302) and response["Location"].split("?")[0] == "/sign-in/":
        return "sign-in"
    if response.status_code in (403, 404):
        return "closed"
    if response.status_code in (301, 405) or response.status_code >= 500:
        return f"status {response.status_code}"
    return "open"


def address(pattern: str, row: dict[str, Any], parts: dict[str, Any]) -> str:
    """The pattern with its parts filled in: from `with` in the table (`$name`: from the thing), else from the thing."""

    def part(match: re.Match[str]) -> str:
        name = match.group(1)
        value = row.get("with", {}).get(name, f"${name}")
        return str(parts[value[1:]] if value.startswith("$") else value)

    return "/" + re.sub(r"<\w+:(\w+)>", part, pattern)


def expected(row: dict[str, Any]) -> dict[str, set[str]]:
    """For each kind of thing, the roles to which it is open."""
    return {kind: roles(row[kind]) for kind in ("open", "own", "other") if kind in row}


def parts_of(world: World, row: dict[str, Any], kind: str) -> dict[str, Any]:
    if "thing" not in row:
        return {}
    own, other = world.things(row["thing"])
    return own if kind == "own" else other


def test_the_table_and_the_addresses_are_the_same():
    missing, gone = sorted(set(ROUTES) - set(TABLE)), sorted(set(TABLE) - set(ROUTES))
    assert not missing, f"Not in tests/security/matrix.toml; decide who may open it: {missing}"
    assert not gone, f"In tests/security/matrix.toml, but there is no such address: {gone}"


@pytest.mark.parametrize("pattern", sorted(set(TABLE) & set(ROUTES)))
def test_a_row_is_well_formed_and_names_the_permission_its_view_declares(pattern):
    row, found = TABLE[pattern], declaration(ROUTES[pattern].view)
    assert set(row) <= KNOWN
    assert found is not None
    assert (row["action"], row.get("public", False)) == (found.action, found.public)
    if found.public:
        assert row["why"]
    elif "thing" in row:
        assert row["thing"] in MAKERS
        assert set(expected(row)) == {"own", "other"}
    else:
        assert "<" not in pattern, "an address with parts is about a thing: say which, and own and other"
        assert set(expected(row)) == {"open"}


@pytest.mark.django_db
@pytest.mark.parametrize("pattern", [p for p in sorted(set(TABLE) & set(ROUTES)) if not TABLE[p].get("public")])
def test_it_is_open_to_these_and_closed_to_everybody_else(pattern):
    row, world, wrong = TABLE[pattern], a_world(), []
    if "given" in row:
        world.things(row["given"])
    for kind, may in expected(row).items():
        path = address(pattern, row, parts_of(world, row, kind))
        if (found := outcome(Client(), row, path)) != "sign-in":
            wrong.append(f"signed out, {kind}: {found}, should ask to sign in")
        for role in EVERYONE:
            found, should = outcome(signed_in(world.worker(role)), row, path), "open" if role in may else "closed"
            if found != should:
                wrong.append(f"{role}, {kind}: {found}, should be {should}")
    assert wrong == []
