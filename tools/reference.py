"""The pages of docs/reference/ that exist so far."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from tools.docs import page, table


@page("settings.md")
def settings() -> str:
    """Every setting, from its declaration."""
    from sightline.config.env import PREFIX, SETTINGS

    rows = [
        (f"`{one.variable}`", one.kind, _default(one.default), "yes" if one.secret else "", one.sentence)
        for one in SETTINGS
    ]
    return "\n\n".join(
        [
            "# Settings",
            f"Read from the environment, names beginning `{PREFIX}`. A secret may also come from a file: put its path "
            "into the same name with `_FILE` behind it. A name that isn't listed here, or a value of the wrong kind, "
            "stops the start with one plain sentence. `sightline settings` shows those in force.",
            table(("Setting", "Kind", "Default", "Secret", "What it is for"), rows),
        ]
    )


def _default(value: object) -> str:
    if value is None or value == "" or value == ():
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


@page("commands.md")
def commands() -> str:
    """Every command and its options, from the command line itself."""
    from sightline.cli.main import build

    parser = build()
    parts = [
        "# Commands",
        "`python3 start.py WORD …` runs `sightline WORD …`. A command exits 0 when it did what was asked, 1 when the "
        "input was refused (one plain line per reason, on standard error), 2 when it was called wrongly.",
    ]
    for one in _all(parser):
        parts += [f"## `{one.prog}`", *([one.description] if one.description else []), _options(one)]
    return "\n\n".join(part for part in parts if part)


def _all(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """The parser's commands, in order, and theirs; one that only groups others is left out."""
    for action in parser._actions:
        if not isinstance(action, argparse._SubParsersAction):
            continue
        sentences = {choice.dest: choice.help for choice in action._choices_actions}
        for name, below in action.choices.items():
            below.description = below.description or sentences.get(name)
            if not any(isinstance(one, argparse._SubParsersAction) for one in below._actions):
                yield below
            yield from _all(below)


def _options(parser: argparse.ArgumentParser) -> str:
    rows = [
        (f"`{', '.join(action.option_strings) or action.metavar or action.dest}`", action.help or "")
        for action in parser._actions
        if not isinstance(action, argparse._HelpAction)
    ]
    return table(("Option", "What it does"), rows) if rows else ""
