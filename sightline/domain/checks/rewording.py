"""A partnership's own words for the prompts of a check: what may be changed, what may not, and how it would read.

place      each severity of a check has its own wording ("today"); where one has several they have names
{name}     stands for what the check puts there; only what the wording it came with has may be used
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from string import Formatter

from .boxes import capital
from .library import CATALOGUE
from .vocabulary import Check

NO_SEVERITY = "none"
LONGEST = 600
ALWAYS = "name"  # every check knows what the child is called
# Words that judge, blame, or are the words of a system: no prompt may hold them.
FORBIDDEN = re.compile(
    r"\b(fail\w*|non-?complian\w*|overdue|must have|should have|disguised|DNA|did not attend|lifestyle choice|"
    r"promiscuous|at(?:-| )risk score|toxic trio|hard to reach|refus(?:es|ed) to engage|attention.seeking)\b",
    re.IGNORECASE,
)
STAND_INS = {"name": ("Robin", "the baby")}  # a child, and one not born yet


def places(check: Check) -> dict[str, str]:
    """Each wording of a check by its place, as it came."""
    by_severity = {severity.value if severity else NO_SEVERITY: text for severity, text in check.prompts.items()}
    return by_severity | dict(check.wordings)


def may_hold(check: Check, place: str) -> tuple[str, ...]:
    """The placeholders that the wording of a place may hold."""
    return tuple(dict.fromkeys((ALWAYS, *_placeholders(places(check)[place]))))


def problems(check: Check, place: str, text: str) -> tuple[str, ...]:
    """What is wrong with a wording, a sentence each; nothing when it will do."""
    if len(text) > LONGEST:
        return (f"A wording can have at most {LONGEST} letters, so that it is read.",)
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        return ("A { or } stands alone. Write a placeholder like {name}.",)
    found = [
        f"“{match[0]}” judges or is the word of a system. Say what the record shows."
        for match in FORBIDDEN.finditer(text)
    ]
    known = may_hold(check, place)
    for _, field, form, conversion in parts:
        if field is not None and (field not in known or form or conversion):
            usable = ", ".join(f"{{{one}}}" for one in known)
            found.append(f"“{{{field}}}” stands for nothing here. What can be used: {usable}.")
    if "?" in places(check)[place] and not text.rstrip().endswith("?"):
        found.append("A prompt asks: end it with a question.")
    return tuple(dict.fromkeys(found))


def previews(text: str) -> tuple[str, ...]:
    """How a wording would read of a child and of one not born yet; what the record fills in stands in brackets."""
    fields = {field: f"[{field.replace('_', ' ')}]" for field in _placeholders(text)}
    return tuple(dict.fromkeys(capital(text.format(**(fields | {"name": name}))) for name in STAND_INS["name"]))


def reworded(check_id: str, own: Mapping[str, str]) -> Check:
    """The check of the catalogue with these wordings in place of those it came with; the same each time it is asked."""
    return _reworded(check_id, tuple(sorted(own.items()))) if own else CATALOGUE[check_id]


@lru_cache(maxsize=1_000)
def _reworded(check_id: str, own: tuple[tuple[str, str], ...]) -> Check:
    check, texts = CATALOGUE[check_id], dict(own)
    label = hashlib.sha256(repr(own).encode()).hexdigest()[:7]
    prompts = {
        severity: texts.get(severity.value if severity else NO_SEVERITY, text)
        for severity, text in check.prompts.items()
    }
    wordings = {name: texts.get(name, text) for name, text in check.wordings.items()}
    return replace(check, prompts=prompts, wordings=wordings, wording=label)


def _placeholders(text: str) -> list[str]:
    return [field for _, field, _, _ in Formatter().parse(text) if field]
