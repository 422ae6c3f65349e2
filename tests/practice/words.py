"""Words that no prompt may hold: they judge, blame, or are the words of a system."""

from __future__ import annotations

import re

from sightline.domain.checks.rewording import FORBIDDEN

LEFT_OVER = re.compile(r"\bNone\b|[{}]|  |\b[A-Z][a-z]+[A-Z]?[a-z]*\d\b|\bMUM\b|_")


def unkind(text: str) -> list[str]:
    """What is wrong with the words of a prompt; nothing when they will do."""
    found = [f"the word '{match[0]}'" for match in FORBIDDEN.finditer(text)]
    found += [f"'{match[0]}' was left in it" for match in LEFT_OVER.finditer(text)]
    return found
