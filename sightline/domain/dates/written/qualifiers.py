"""Words and signs that say how sure a writer was: `?` uncertain, `~` approximate, both `%`."""

from __future__ import annotations

import re

from .points import both

_UNSURE = r"possibly|poss|probably|prob|thought to be|believed(?: to be)?"
_ROUGH = r"approximately|approx|about|around|roughly"
_LEADING = re.compile(
    # `?` and `??` before a separator stand in the place of the day: `c. ??/05/2016`.
    rf"(?:(?P<unsure>(?!\?{{1,2}}(?: ?[/.] ?|-)[0-9?x])\?+ ?|\(\?\) ?|(?:{_UNSURE})(?:\. ?| ))"
    rf"|(?:{_ROUGH})(?:\. ?| )|(?:circa|ca|c)(?:\. ?| |(?=['0-9?]))|~ ?|(?P<each>% ?))(?=.)"
)
_TRAILING = re.compile(
    rf"(?:(?P<unsure> ?\?| ?\(\?+\)|,? \(?(?:{_UNSURE})\.?\)?)|(?P<each> ?%)|,? \(?(?:{_ROUGH}|circa)\.?\)?| ?~)$"
)
# The sign in `201?`, `2016-05-2?` and `2016-05-??` stands for a figure; so do the two in `22/05/20??`, which is no day
# of 2020.
_FIGURE = re.compile(
    r"(?<![0-9])(?:(?:[0-9]{3}|[0-9]{4}-[0-9]{2}-[0-9])\?|[0-9]{4}[-/.][0-9?]{1,2}[-/.]\?\?|(?:19|20)\?\?)$"
)
MOST = 4  # qualifiers before or after one date


def strip(text: str, *, date: bool = True) -> tuple[str, str]:
    """The qualifier that stands before or after a date (or time), and the rest: `? c. 2016` → (`%`, `2016`)."""
    mark = ""
    for _ in range(MOST):
        found = _LEADING.match(text)
        if not found:
            break
        mark, text = both(mark, _sign(found)), text[found.end() :]
        if date and text.startswith("?? "):
            break  # the place of the day again: `c. ?? May 2016`
    for _ in range(MOST):
        found = _TRAILING.search(text, max(0, len(text) - 20))
        if not found or not found.start() or (date and _FIGURE.search(text)):
            break
        mark = both(mark, _sign(found))
        text = text[: found.start()]
    return mark, text


def _sign(found: re.Match[str]) -> str:
    return "?" if found["unsure"] else "%" if found["each"] else "~"
