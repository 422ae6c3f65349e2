"""Words of a survey as a person reads them: no markup, no special blanks."""

from __future__ import annotations

import html
import re
from typing import Final

# Only names that are markup: "<18 years" and "<never>" are answers.
_TAG: Final = re.compile(
    r"</?(?:a|abbr|b|big|blockquote|br|center|code|div|em|font|h[1-6]|hr|i|img|label|li|ol|p|pre|s|script|small|span|strong|"
    r"style|sub|sup|table|tbody|td|th|thead|tr|u|ul)\b[^<>]*>|<!--.*?-->",
    re.IGNORECASE | re.DOTALL,
)
_INVISIBLE: Final = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BLANKS: Final = re.compile(r"\s+")


def clean(text: str) -> str:
    """One line: markup gone, entities read, every kind of blank a single space."""
    if not text:
        return ""
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "&" in text:
        text = html.unescape(text)
    return _BLANKS.sub(" ", _INVISIBLE.sub("", text)).strip()


def clean_answer(text: str) -> str:
    """An answer: as `clean`, but line breaks of a longer text are kept."""
    if not text:
        return ""
    if "\n" not in text and "\r" not in text:
        return clean(text)
    return "\n".join(line for line in map(clean, text.splitlines()) if line)


def same(text: str) -> str:
    """A form for comparing headings: small letters and digits only."""
    return re.sub(r"[^a-z0-9]+", "", clean(text).lower())
