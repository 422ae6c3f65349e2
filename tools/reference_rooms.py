"""Pages of docs/reference/ about the rooms: who may, which checks, which states, which data."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from typing import Any

from tools.docs import ROOT, page, table


@page("permissions.md")
def permissions() -> str:
    """The reviewed table of addresses and roles, and what each role may do at all."""
    from sightline.access.models import Role
    from sightline.access.policy import known_actions, roles_of

    matrix = tomllib.loads((ROOT / "tests" / "security" / "matrix.toml").read_text(encoding="utf-8"))
    mark = {True: "yes", False: ""}
    by_role = [
        (f"`{a}`", *(mark[role in (roles_of(a) or ())] for role in Role.values)) for a in sorted(known_actions())
    ]
    return "\n\n".join(
        [
            "# Who may",
            "Deny by default: an address without a declared permission fails the suite, and is shut at run time. A "
            "test walks every address for every role, with a thing of one's own and another's, against the table "
            "below, which is reviewed by hand (`tests/security/matrix.toml`).",
            "## What each role may do at all",
            "Which child, review or learning point is then decided by the room that keeps it.",
            table(("Action", *(role.label for role in Role)), by_role),
            "## Every address",
            table(("Address", "Permission", "Open to, one's own", "Open to, another's"), _addresses(matrix)),
        ]
    )


def _addresses(matrix: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    for address, row in sorted(matrix.items()):
        method, _, path = address.rpartition(" ") if " " in address else ("", "", address)
        name = f"`{method} /{path}`".replace("` ", "`") if method else f"`/{path}`"
        if row.get("public"):
            yield name, f"`{row['action']}`", f"anyone: {row['why']}", ""
        elif "thing" in row:
            yield name, f"`{row['action']}`", _roles(row["own"]), _roles(row["other"])
        else:
            yield name, f"`{row['action']}`", _roles(row["open"]), ""


def _roles(words: str) -> str:
    if words.startswith(("everyone", "nobody")):
        return words
    return ", ".join(word.replace("_", " ") for word in words.split())


@page("states.md")
def states() -> str:
    """The three state machines of a review, drawn from the table the code uses."""
    from sightline.domain.reviews import Machine, mermaid, moves_in_words

    parts = [
        "# States of a review",
        "Three states that move apart: the review itself, its publication, and the sharing of its learning; and the "
        "states of each thing an agency is asked for. Drawn from the same table of moves that the code asks.",
    ]
    for machine in Machine:
        parts += [
            f"## {machine.value.capitalize()}",
            f"```mermaid\n{mermaid(machine).rstrip()}\n```",
            moves_in_words(machine),
        ]
    return "\n\n".join(parts)


@page("data-classes.md")
def data_classes() -> str:
    """Every column and its privacy class."""
    from django.apps import apps

    from sightline.config.columns import CLASSES, class_of

    parts = [
        "# What is kept, and how private it is",
        "Every column of every table has a class; a column without one fails the suite.",
        table(("Class", "Meaning"), CLASSES.items()),
    ]
    models = sorted(
        (m for m in apps.get_models(include_auto_created=True) if m._meta.managed), key=lambda m: m._meta.label
    )
    for model in models:
        found: dict[str, list[str]] = {}
        for field in model._meta.concrete_fields:
            found.setdefault(class_of(model._meta.label, field.name) or "?", []).append(f"`{field.name}`")
        rows = [(name, ", ".join(columns)) for name, columns in sorted(found.items())]
        parts += [f"## {model._meta.label}", table(("Class", "Columns"), rows)]
    return "\n\n".join(parts)


@page("sightline-family-1.schema.json")
def family_file() -> str:
    """The JSON Schema of the file families travel in."""
    from sightline.domain.kinship import family_schema

    return json.dumps(family_schema(), indent=2)


@page("sightline-layout-1.schema.json")
def layout_file() -> str:
    """The JSON Schema of where a drawing put each person and line."""
    from sightline.domain.kinship import layout_schema

    return json.dumps(layout_schema(), indent=2)


@page("dates.md")
def dates() -> str:
    """Every form of a date that is read, with what it means."""
    from sightline.domain.dates.written import parse_written
    from sightline.domain.dates.written.forms import ERROR_WORDS, FLAG_WORDS, REFERENCE, RULES

    def lines(rule: Any) -> Iterator[tuple[str, str, str, str]]:
        for text in rule.examples:
            found = parse_written(text, rule.kind, REFERENCE)
            bounds = f"{found.earliest or 'open'} to {found.latest or 'open'}"
            meaning = f"`{found.value}`" if found.value else f"*{found.error}*"
            if found.suggestion:
                meaning += f", suggests {found.suggestion}"
            same = found.earliest == found.latest
            yield (
                f"`{text}`",
                meaning,
                "" if found.error else (found.earliest or "") if same else bounds,
                " ".join(found.flags),
            )

    parts = [
        "# Dates and times as people write them",
        "What `sightline dates parse` and every field for a day read, and what comes out: EDTF (ISO 8601-2), the first "
        "and the last day it can mean, flags for a second look, or in italics why it was refused. "
        "The order is day, month, "
        f"year, always. The examples are read on {REFERENCE.isoformat()}. The words as written are kept beside it.",
        "## Flags",
        table(("Flag", "Look again, because"), ((f"`{flag}`", words) for flag, words in FLAG_WORDS.items())),
        "## Errors",
        table(("Error", "Why"), ((f"`{error}`", words) for error, words in ERROR_WORDS.items())),
    ]
    for rule in RULES:
        head = f"## {'Rule ' if rule.number.isdigit() else ''}{rule.number}"
        parts += [head, rule.says, table(("Written", "Read as", "First and last", "Flags"), lines(rule))]
    parts.append(
        "Where the rules can be taken in two ways: [the decision](../decisions/2026-11-25-dates-as-written.md)."
    )
    return "\n\n".join(parts)
