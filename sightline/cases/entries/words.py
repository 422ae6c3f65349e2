"""An entry in words: its headline, and every field that was filled with the question it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sightline.cases.entries.declare import Ask, Entry, part_types
from sightline.domain.checks.kinds import Field
from sightline.domain.dates import DateError, UncertainDate
from sightline.kit.words import first_small

# Gives a person's name for a key, and the headline of an entry for a fact id; "" when it is not known here.
Names = Callable[[str], str]
ELSEWHERE = "somebody or something not on this record now"


def headline(entry: Entry, body: Mapping[str, Any], names: Names) -> str:
    """ "A mark or injury: Bruise, cheek"."""
    parts: list[str] = []
    for name in entry.heading:
        ask, declared = entry.ask(name), entry.types.get(name, Field(name))
        text = _short(_value(ask, declared, body.get(name), names))
        if text:
            parts.append(_inside(text) if parts and (ask.words or declared.codes) else text)
    said = ", ".join(parts)
    return f"{entry.name}: {said}" if said else entry.name


def _inside(words: str) -> str:
    """A code's words within a sentence: "Cheek" is "cheek", "GP" stays."""
    return first_small(words) if words[1:2].islower() else words


def answers(
    entry: Entry, body: Mapping[str, Any], names: Names, *, briefly: bool = False
) -> list[tuple[str, tuple[str, ...]]]:
    """(question, lines of the answer) for every question, in order; no lines where nothing was filled.

    `briefly`: as in a list of entries, without what only the entry's own page has to say.
    """
    found = []
    for ask in entry.asks:
        declared, value = entry.types.get(ask.name, Field(ask.name)), body.get(ask.name)
        if ask.asks:
            found.append((ask.label, _parts(entry, ask, value, names, briefly=briefly)))
        else:
            text = _value(ask, declared, value, names)
            found.append((ask.label, tuple(text.splitlines())))
    return found


def facts_of(entry: Entry, body: Mapping[str, Any], names: Names) -> tuple[tuple[str, str], ...]:
    """(question, answer) for what was filled and the headline doesn't say already; none for a kind said in a line."""
    if entry.in_a_line:
        return ()
    shown = zip(entry.asks, answers(entry, body, names, briefly=True), strict=True)
    return tuple(
        (label, joined(lines))
        for ask, (label, lines) in shown
        if lines and ask.name not in entry.heading and not ask.hidden
    )


def text_of(entry: Entry, body: Mapping[str, Any], names: Names) -> str:
    """What was filled, question by question or in a line, without what the headline says already."""
    if entry.in_a_line:
        return entry.in_a_line(body, names)
    return "\n".join(f"{asked(label)} {text}" for label, text in facts_of(entry, body, names))


def asked(label: str) -> str:
    """A question before its answer in running text: "How many marks?", "Shape and colour, in words:"."""
    return label if label.endswith(("?", ":", "…")) else f"{label}:"


def joined(parts: Sequence[str]) -> str:
    """Parts of an answer in running text, parted by semicolons but after a full stop."""
    text = ""
    for part in parts:
        text += ("" if not text else " " if text.endswith((".", "?", "!")) else "; ") + part
    return text


def _parts(entry: Entry, ask: Ask, value: Any, names: Names, *, briefly: bool) -> tuple[str, ...]:
    types = part_types(entry.kind, ask.name)
    rows = value if isinstance(value, list) else [value] if value else []
    lines = []
    for number, row in enumerate(rows, 1):
        if say := (briefly and ask.say_briefly) or ask.say:
            lines.append(say(number, row))
            continue
        said = ((inner.label, _value(inner, types[inner.name], row.get(inner.name), names)) for inner in ask.asks)
        lines.append(joined([f"{asked(label)} {text}" for label, text in said if text]))
    return tuple(lines)


def _value(ask: Ask, declared: Field, value: Any, names: Names) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        said = [_one(ask, declared, item, names) for item in value]
        return "\n".join(words for words in said if words) if value else "None"
    return _one(ask, declared, value, names)


def _one(ask: Ask, declared: Field, value: Any, names: Names) -> str:
    if declared.type == "date":
        return _day(value)
    if declared.refers_to == "Person":
        # Nothing tells of somebody who may not be named. What was written in words is a name by itself.
        return names(str(value)) or (str(value) if ask.or_words else "")
    if declared.refers_to:
        return names(str(value)) or ELSEWHERE
    if declared.codes or ask.words or declared.type == "yes_no":
        return ask.in_words(str(value))
    return str(value)


def _day(value: Any) -> str:
    try:
        found = UncertainDate.from_json(value)
    except DateError:
        return str(value)
    return found.in_words() if found else ""


def _short(text: str) -> str:
    line = " ".join(text.split())
    return f"{line[:77]}…" if len(line) > 80 else line
