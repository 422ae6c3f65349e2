"""The page of docs/reference/ about the practice checks: why, when, whose numbers, and three little stories each."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

from tools.docs import ROOT, page, table

STORIES = 3
INTRODUCTION = (
    "A check says what the record shows, then asks. It never judges, never scores, and never tells anybody by itself. "
    "`unknown` is never shown as fine. How checks decide: `docs/explanation/how-checks-decide.md`. The fields they "
    "read: `docs/reference/record-format.md`.\n\nEvery number has a class: *national*, *local* (Leicester, "
    "Leicestershire and Rutland), *other local* (another area, an example) or *our default* (nobody's rule; ours to "
    "change, and shown as such). A partnership sets its own from a day on."
)


@page("checks.md")
def checks() -> str:
    """The whole catalogue: first at a glance, then each check."""
    from sightline.domain.checks.catalogue import describe
    from sightline.domain.checks.library import CATALOGUE

    told = [describe(check) for check in CATALOGUE.values()]
    rows = [(f"[{one['id']}](#{anchor(one)})", one["name"], ", ".join(one["prompts"]), at(one)) for one in told]
    parts = ["# Practice checks", INTRODUCTION, table(("Check", "Name", "How soon", "Looked at for"), rows)]
    for one in told:
        parts += _check(one)
    return "\n\n".join(parts)


def anchor(told: dict[str, Any]) -> str:
    """The link target that Markdown readers give a check's heading."""
    heading = f"{told['id']} {told['name']}".lower()
    return re.sub(r"[^a-z0-9 -]", "", heading).replace(" ", "-")


def at(told: dict[str, Any]) -> str:
    """The levels it runs at, in a few words."""
    return ", ".join(told["runs_on"]) or "any child on record"


def _check(told: dict[str, Any]) -> list[str]:
    numbers = [(n["name"], n["default"], n["unit"], n["class"], n["source"], n["note"]) for n in told["numbers"]]
    counted = table(("Number", "Value", "Unit", "Class", "Source", "Note"), numbers) if numbers else "It has none."
    return [
        f"## {told['id']} {told['name']}",
        f"**{told['question']}**",
        f"**Why.** {why(told['theme'])}",
        f"**Looked at for.** {at(told)}. Version {told['version']}.",
        f"**Asks when.** {told['condition']}",
        "**Prompts.**\n\n" + _list(prompts(told)),
        "**Clears.**\n\n" + _list(told["clears"]),
        f"**Its numbers.**\n\n{counted}",
        "**How the rule is read.**\n\n" + _list(told["readings"]),
        "**Empty boxes.**\n\n" + _list(empty_boxes(told["empty_fields"])),
        "**Known limits.**\n\n" + _list(told["known_limits"]),
        f"**Little stories** (`{told['stories']}`).\n\n" + _list(stories(ROOT / told["stories"])),
    ]


def why(code: str) -> str:
    """What the theme of a check is about, and what its lesson is called on a child's page."""
    from sightline.domain.themes import theme

    found = theme(code)
    label = f' On a child\'s page: "{found.practice_label}".' if found.practice_label != found.name else ""
    return f"{found.name} ({found.code}). {found.definition}{label}"


def prompts(told: dict[str, Any]) -> list[str]:
    """Each wording, with when it is used."""
    words = {"none": "without a severity"}
    found = [f"*{words.get(severity, severity)}*: {_read(text)}" for severity, text in told["prompts"].items()]
    return found + [f"*{name.replace('_', ' ')}*: {_read(text)}" for name, text in told["wordings"].items()]


def _read(prompt: str) -> str:
    """A prompt as people read it: "[name]" where the name of a child will stand."""
    return re.sub(r"\{(\w+)\}", lambda found: f"[{found[1].replace('_', ' ')}]", prompt)


def empty_boxes(told: dict[str, list[str]]) -> list[str]:
    """How an empty box of each kind is read."""
    words = {
        "asks": "Empty, it asks",
        "unknown_because_it_makes_a_record_count": "Empty, the record may not count: unknown",
        "unknown_because_it_says_whether_the_check_applies": "Empty, it is open whether this applies: unknown",
    }
    return [f"{words[key]}: {', '.join(f'`{name}`' for name in names)}." for key, names in told.items() if names]


def stories(path: Path) -> list[str]:
    """The first few stories of a check: the docstring of a test, else its name as a sentence."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tests = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    return [_sentence(test) for test in tests[:STORIES]]


def _sentence(test: ast.FunctionDef) -> str:
    told = ast.get_docstring(test)
    if told:
        return told.splitlines()[0]
    words = test.name.removeprefix("test_").replace("_", " ")
    return f"{words[0].upper()}{words[1:]}."


def _list(lines: Any) -> str:
    return "\n".join(f"- {line}" for line in lines) or "- none"
