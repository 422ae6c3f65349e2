"""Whether a glossary belongs to these texts: which of its people occur, and which codes occur that it does not know."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .shadow import shadow

if TYPE_CHECKING:
    from .glossary import Glossary

# Codes as reviews make them: a role and a number, a child and a letter, grandparents.
_CODE_LIKE = re.compile(
    r"\b(?:Child [A-Z]|(?:Sibling|Adult|Home|School|Hospital|Nursery|Family|Carer|Parent|Friend) [0-9]{1,3}"
    r"|(?:SW|HV|GP|MW|PO|T|DT|SN|FSW|IRO|CP|HT|PC|TA|YW)[0-9]{1,3}|[MP]G[MF])\b"
)


@dataclass(frozen=True, slots=True)
class Coverage:
    """`seen`: codes that occur, or whose name does; `unseen`: the others; `unknown`: more like codes.

    `doubt`: a sentence when this looks like the glossary of another review, else empty.
    """

    seen: tuple[str, ...]
    unseen: tuple[str, ...]
    unknown: tuple[str, ...]
    doubt: str = ""


def coverage(glossary: Glossary, texts: Iterable[str]) -> Coverage:
    """Look for every entry in the texts of one review."""
    seen: set[str] = set()
    unknown: set[str] = set()
    for text in texts:
        known = shadow(text)
        spans = []
        for found in glossary.matcher.find(known):
            spans.append((found.start, found.end))
            seen.update(found.form.codes if found.form.code else ())
        for match in _CODE_LIKE.finditer(known.seen):
            if not any(start <= match.start() < end for start, end in spans):
                unknown.add(match[0])
    codes = [entry.code for entry in glossary.entries]
    there, missing = [code for code in codes if code in seen], [code for code in codes if code not in seen]
    return Coverage(tuple(there), tuple(missing), tuple(sorted(unknown)), _doubt(there, missing, sorted(unknown)))


def _doubt(seen: list[str], unseen: list[str], unknown: list[str]) -> str:
    if not seen:
        return "Nobody of this glossary occurs in these texts. Is it the glossary of another review?"
    if len(unknown) > len(seen):
        return (
            f"{len(unknown)} codes in these texts are not in this glossary ({', '.join(unknown[:5])}), more than the "
            f"{len(seen)} that are. Is it the glossary of another review?"
        )
    if len(unseen) > 4 * len(seen):
        return (
            f"Only {len(seen)} of the {len(seen) + len(unseen)} entries of this glossary occur in these texts. "
            "Is it the glossary of another review?"
        )
    return ""
