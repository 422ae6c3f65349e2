"""Coded and personalised: names to codes and back, losing nothing.

Coding is done until nothing changes, so a second time changes nothing. Personalising leaves a code in place wherever
the name beside its neighbours would be taken for something else (`A1 Lee` where another person is Ann Lee): so coding
what was personalised always gives the coded text again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .matching import Found, Matcher
from .shadow import Shadow, shadow
from .variants import ends_in_hiss

MOST_PASSES = 12


@dataclass(frozen=True, slots=True)
class Replaced:
    """One name that became a code, in positions of the text that was given."""

    start: int
    end: int
    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place a person should look at. `reason` is a sentence."""

    start: int
    end: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Coded:
    """A coded text, with what was replaced and what is doubtful."""

    text: str
    replaced: tuple[Replaced, ...]
    doubts: tuple[Doubt, ...]


def code(matcher: Matcher, text: str) -> Coded:
    """Code a text and say what was done, for a person to check."""
    seen = shadow(text)
    replaced, doubts = [], []
    for found in matcher.find(seen):
        start, end = seen.span(found.start, found.end)
        if found.form.code and not found.form.is_code:
            replaced.append(Replaced(start, end, text[start:end], found.form.code))
        if found.doubt:
            doubts.append(Doubt(start, end, text[start:end], why(found)))
    return Coded(to_coded(matcher, text), tuple(replaced), tuple(doubts))


def why(found: Found) -> str:
    """The sentence for a doubt."""
    if found.doubt == "shared":
        return f"More than one person has this name ({', '.join(found.form.codes)}), so it was left as it is."
    return f"A word can begin a sentence like this; it was taken for {found.form.code}."


def to_coded(matcher: Matcher, text: str) -> str:
    """Names to codes, until nothing changes."""
    for _ in range(MOST_PASSES):
        coded = _pass(matcher, text)
        if coded == text:
            return text
        text = coded
    return text


def _pass(matcher: Matcher, text: str) -> str:
    seen = shadow(text)
    return _spliced(text, seen, [(found, _as_code(found)) for found in matcher.find(seen) if not found.form.is_code])


def _as_code(found: Found) -> str | None:
    if found.form.code is None:
        return None
    # An s on a code of one letter would read as a title: `Ms`.
    return found.form.code + (("'s" if len(found.form.code) == 1 else "s") if found.tail else "")


def _spliced(text: str, seen: Shadow, changes: Sequence[tuple[Found, str | None]]) -> str:
    parts, done = [], 0
    for found, new in changes:
        if new is not None:
            start, end = seen.span(found.start, found.end)
            parts += [text[done:start], new]
            done = end
    return "".join([*parts, text[done:]]) if parts else text


def to_personalised(matcher: Matcher, text: str) -> str:
    """Codes to names, leaving those in place that would not come back as they were."""
    seen = shadow(text)
    changes: Sequence[tuple[Found, str | None]] = [
        (found, name) for found in matcher.find_codes(seen) if (name := _as_name(matcher, found)) is not None
    ]
    wanted = to_coded(matcher, text)
    while changes:
        personal = _spliced(text, seen, changes)
        if to_coded(matcher, personal) == wanted:
            return personal
        kept = _that_come_back(matcher, text, seen, changes, personal)
        changes = kept if len(kept) < len(changes) else _apart(changes)
    return text


def _as_name(matcher: Matcher, found: Found) -> str | None:
    name = matcher.names.get(found.form.code or "")
    if name is None:
        return None
    return name + (("es" if ends_in_hiss(name) else "s") if found.tail else "")


def _that_come_back(
    matcher: Matcher, text: str, seen: Shadow, changes: Sequence[tuple[Found, str | None]], personal: str
) -> Sequence[tuple[Found, str | None]]:
    """The changes whose names are read again as just that code, at just that place."""
    again = shadow(personal)
    read = {(*again.span(found.start, found.end), found.form.code) for found in matcher.find(again)}
    kept, moved = [], 0
    for found, name in changes:
        start, end = seen.span(found.start, found.end)
        new_start, new_end = start + moved, start + moved + len(name or "")
        moved += len(name or "") - (end - start)
        if (new_start, new_end, found.form.code) in read:
            kept.append((found, name))
    return kept


def _apart(changes: Sequence[tuple[Found, str | None]]) -> Sequence[tuple[Found, str | None]]:
    """Half of the changes, when all of them come back alone and yet the whole does not."""
    return changes[::2] if len(changes) > 1 else []
