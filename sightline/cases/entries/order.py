"""What cannot be in a filled form: an end before its beginning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sightline.domain.dates import DateError, UncertainDate


def in_order(body: Mapping[str, Any], first: str, then: str, sentence: str) -> Iterator[tuple[str, str]]:
    """Refuse `then` where it is certainly before `first`. Uncertain days may overlap; what is empty says nothing.

    >>> list(in_order({"from": "2026-05-02", "to": "2026-05-01"}, "from", "to", "Too early."))
    [('to', 'Too early.')]
    """
    began, ended = _day(body.get(first)), _day(body.get(then))
    if began and ended and began.earliest and ended.latest and ended.latest < began.earliest:
        yield then, sentence


def _day(value: Any) -> UncertainDate | None:
    try:
        return UncertainDate.from_json(value)
    except DateError:
        return None
