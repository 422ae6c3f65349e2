"""Times as people write them, by the wall clock: `14:30`, `1430hrs`, `2.30pm`, `noon`, `approx 2pm`, `am`.

A one-digit hour without am or pm is read as it stands and flagged `ampm`: half past two at night or in the afternoon?
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from .points import both
from .qualifiers import strip
from .reading import Problem

_HALF = r"(?P<half>[ap])\.?m\.?"
_SUFFIX = rf"(?: ?(?:{_HALF}|(?P<hours>hours|hrs?|h)))?\.?"
_PARTED = re.compile(
    rf"(?P<hour>[0-9]{{1,2}})(?P<sign>[:.h])(?P<minute>[0-9]{{2}})(?::(?P<second>[0-9]{{2}}))?{_SUFFIX}"
)
_COMPACT = re.compile(rf"(?P<hour>[0-9]{{1,2}})(?P<minute>[0-9]{{2}}){_SUFFIX}")
_BARE = re.compile(rf"(?P<hour>[0-9]{{1,2}}) ?{_HALF}")
_NAMED = re.compile(r"(?:12(?:[:.]?00)? )?(?P<name>noon|midday|midnight)")
_VAGUE_WORD = re.compile(r"(?:in |during )?(?:the )?(?P<name>a\.?m|p\.?m|morning|afternoon|evening|early hours)\.?")
_NIGHT = re.compile(r"(?:at |in |during |over)?(?: ?the )?(?:over)?night")
_VAGUE = {
    "am": ("00:00", "11:59"), "morning": ("06:00", "11:59"), "pm": ("12:00", "23:59"), "afternoon": ("12:00", "17:59"),
    "evening": ("18:00", "21:59"), "early hours": ("00:00", "05:59"),
}  # fmt: skip
_CUT = re.compile(r" ?- ?| (?:to|until) ")
_BETWEEN = re.compile(r"between (?P<first>.+) and (?P<last>.+)")
# `0900` and `1030` are by the 24-hour clock, whatever stands after them.
_UNSAID = re.compile(r"(?P<hour>[0-9]{1,2})(?:[:.]?[0-9]{2})?")
_LENT = re.compile(r"[ap]\.?m\.?$")


@dataclass(frozen=True, slots=True)
class Moment:
    """A time of day, or two: `HH:MM`, with seconds where they were written. `within`: some time between the two."""

    first: str
    last: str
    mark: str = ""
    last_mark: str = ""
    shape: str = "one"
    flags: frozenset[str] = field(default=frozenset())

    def text(self) -> str:
        """As EDTF writes dates: `14:30?`, `09:00/10:30`, `[06:00..11:59]`."""
        if self.shape == "one":
            return self.first + self.mark
        first, last = self.first + self.mark, self.last + self.last_mark
        return f"[{first}..{last}]" if self.shape == "within" else f"{first}/{last}"

    def marked(self, mark: str) -> Moment:
        """With a qualifier on both ends."""
        return replace(self, mark=both(self.mark, mark), last_mark=both(self.last_mark, mark)) if mark else self


def read_clock(text: str) -> Moment | None:
    """What a cleaned text says of the time; None when it is none of the forms. Raises Problem."""
    mark, rest = strip(text, date=False)
    if _NIGHT.fullmatch(rest):
        raise Problem("ambiguous")
    if found := _VAGUE_WORD.fullmatch(rest):
        first, last = _VAGUE[found["name"].replace(".", "")]
        return Moment(first, last, shape="within").marked(mark)
    moment = _single(rest) or _range(rest)
    return moment.marked(mark) if moment else None


def _range(text: str) -> Moment | None:
    if between := _BETWEEN.fullmatch(text):
        return _joined(between["first"], between["last"], "within")
    began = text.removeprefix("from ")
    cuts = list(_CUT.finditer(began))
    if len(cuts) != 1:
        return None
    return _joined(began[: cuts[0].start()], began[cuts[0].end() :], "lasting")


def _joined(left: str, right: str, shape: str) -> Moment | None:
    """Two times; the later lends am or pm to the earlier (`2.30-3.30pm`). Raises Problem `reversed`."""
    first_mark, left = strip(left, date=False)
    last_mark, right = strip(right, date=False)
    last = _single(right)
    if last is None:
        return None
    half = _LENT.search(right)
    first = (_lent(left, half[0], last) if half else None) or _single(left)
    if first is None:
        return None
    if first.first > last.first:
        raise Problem("reversed")
    flags = first.flags | last.flags
    return Moment(first.first, last.first, first_mark, last_mark, shape, flags)


def _lent(left: str, half: str, last: Moment) -> Moment | None:
    """An hour up to twelve without am or pm, with that of the later time, or in the morning where only that fits."""
    hour = _UNSAID.fullmatch(left)
    if not hour or hour["hour"].startswith("0") or int(hour["hour"]) > 12 or re.fullmatch("[0-9]{4}", left):
        return None
    for ending in (half, "am"):
        first = _single(left + ending)
        if first and first.first <= last.first:
            return first
    return None


def _single(text: str) -> Moment | None:
    if found := _NAMED.fullmatch(text):
        midnight = found["name"] == "midnight"
        at = "00:00" if midnight else "12:00"
        return Moment(at, at, flags=frozenset({"midnight"} if midnight else ()))
    if found := _PARTED.fullmatch(text) or _COMPACT.fullmatch(text):
        parts = found.groupdict()
        written_as_24 = bool(parts.get("hours") or parts.get("sign") == "h")
        return _time(parts["hour"], parts["minute"], parts.get("second"), parts["half"], written_as_24)
    if found := _BARE.fullmatch(text):
        return _time(found["hour"], "00", None, found["half"], False)
    return None


def _time(hour_text: str, minute: str, second: str | None, half: str | None, written_as_24: bool) -> Moment:
    """One time. Raises Problem `range` for a time that does not exist and for `14:30am`."""
    hour = int(hour_text)
    flags = set()
    if hour > 23 or int(minute) > 59 or int(second or 0) > 59:
        raise Problem("range")
    if half is None:
        if len(hour_text) == 1 and hour and not written_as_24:
            flags.add("ampm")
    elif 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif (hour > 12) == (half == "p"):
        flags.add("ampm")
    else:
        raise Problem("range")
    at = f"{hour:02}:{minute}" + (f":{second}" if second else "")
    return Moment(at, at, flags=frozenset(flags))
