"""Which columns belong to one question, by the headings of each tool."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from .cleaning import clean, same
from .kinds import CHOICE, OPEN, Group

_MARKERS: Final = {"response": CHOICE, "openendedresponse": OPEN}
_PARTING: Final = (" - ", " – ", " — ", " | ")
_TEXT_AND_PARTS: Final = re.compile(r"^(?P<text>.+?)\s*(?P<parts>(?:\[[^\[\]]*\])+)\s*$", re.DOTALL)
_PART: Final = re.compile(r"\[([^\[\]]*)\]")
_CODE_AND_TEXT: Final = re.compile(
    r"^(?P<code>[A-Za-z][A-Za-z0-9_]*)(?:\[(?P<part>[^\[\]]*)\])*(?:\[[^\[\]]*\])?\.\s+(?P<text>\S.*)$", re.DOTALL
)
# What LimeSurvey calls its sub-questions, scales and boxes; two of them for a grid of numbers or two scales.
_SUB: Final = r"(?:SQ\d+(?:comment)?|other|comment|\d{1,3}|[A-Z]{1,2}\d{1,3}(?:comment)?)"
_DOTTED: Final = re.compile(rf"^(?P<code>[A-Za-z]\w*?)\.(?P<part>\w+|{_SUB}\.{{1,2}}{_SUB})\.?$")
_UNDERSCORED: Final = re.compile(rf"^(?P<code>[A-Za-z][A-Za-z0-9]*)_(?P<part>{_SUB}(?:_{_SUB})?)$")
_BETWEEN: Final = re.compile(r"\.+|(?<=[0-9a-z])_(?=SQ\d|\d)")


def marker_of(label: str) -> str:
    """What a second-row cell says of a question with one column: CHOICE, OPEN or nothing."""
    return _MARKERS.get(same(label), "")


def two_rows(top: Sequence[str], second: Sequence[str], places: Sequence[int]) -> list[Group]:
    """SurveyMonkey: the question once (or in every column), the options under it; its columns are neighbours."""
    groups: list[Group] = []
    for place in places:
        text, label = clean(top[place]), clean(second[place])
        last = groups[-1] if groups else None
        joins = last is not None and _next_to(last, place, top) and _joins(last, text, label)
        if last is not None and joins:
            groups[-1] = Group(last.text, (*last.places, place), (*last.labels, label), last.marker)
        else:
            groups.append(Group(text or label, (place,), (label,), marker_of(label)))
    return [_marked(group) for group in groups]


def _next_to(last: Group, place: int, top: Sequence[str]) -> bool:
    """Whether nothing but empty columns without a heading stands between."""
    return not any(clean(top[between]) for between in range(last.places[-1] + 1, place))


def _joins(last: Group, text: str, label: str) -> bool:
    """Whether a column goes on with the question before it."""
    if not text:
        return True
    # Short forms repeat the question in every column. Two questions of the same words begin their options anew.
    return same(text) == same(last.text) and not marker_of(label) and same(label) not in map(same, last.labels)


def _marked(group: Group) -> Group:
    """A single column's marker is no label; a free-text column beside it keeps its own."""
    if not group.marker:
        return group
    labels = ("", *group.labels[1:])
    return Group(group.text, group.places, labels, group.marker)


def blanks(top: Sequence[str], places: Sequence[int]) -> list[Group]:
    """SurveyMonkey with the row of options deleted: a blank heading goes on with the question before it."""
    groups: list[Group] = []
    for place in places:
        text = clean(top[place])
        last = groups[-1] if groups else None
        if not text and last is not None and last.places[-1] == place - 1:
            groups[-1] = Group(last.text, (*last.places, place), (*last.labels, ""))
        else:
            groups.append(Group(text, (place,), ("",)))
    return groups


def merged(top: Sequence[str], places: Sequence[int]) -> list[Group]:
    """One row of headings `Question - Option`: neighbours that begin alike are one question."""
    groups: list[Group] = []
    left = list(places)
    while left:
        run = _run(top, left)
        group = _merged_group(top, run)
        groups.append(group)
        left = left[len(group.places) :]
    return groups


def _starts(text: str) -> list[tuple[str, str]]:
    """Every way to part a heading in two, the longest beginning first."""
    found = []
    for mark in _PARTING:
        at = text.rfind(mark)
        while at > 0:
            found.append((text[:at], text[at + len(mark) :]))
            at = text.rfind(mark, 0, at)
    return sorted(found, key=lambda parts: -len(parts[0]))


def _run(top: Sequence[str], left: Sequence[int]) -> tuple[str, list[int]]:
    """The beginning that the most neighbours from here on share, and those neighbours.

    A longer beginning is taken when it parts the same neighbours wholly into questions of two columns or more.
    """
    texts = [clean(top[place]) for place in left]
    best: tuple[str, list[int]] = ("", [left[0]])
    for begin, _ in _starts(texts[0]):
        run = [left[0]]
        for before, place, text in zip(left, left[1:], texts[1:]):
            if place != before + 1 or not any(text.startswith(begin + mark) for mark in _PARTING):
                break
            run.append(place)
        if len(run) < 2:
            continue
        if len(best[1]) > 1 and _parts_wholly(texts[len(best[1]) : len(run)]):
            continue
        if len(run) > len(best[1]):
            best = (begin, run)
    return best


def _parts_wholly(texts: Sequence[str]) -> bool:
    """Whether each of these shares some beginning, longer than the first's shortest, with a neighbour."""
    if len(texts) < 2:
        return False
    begins = [{begin for begin, _ in _starts(text)[:1]} for text in texts]
    return all(
        (n > 0 and begins[n] == begins[n - 1]) or (n + 1 < len(texts) and begins[n] == begins[n + 1])
        for n in range(len(texts))
    ) and all(begins)


def _merged_group(top: Sequence[str], run: tuple[str, list[int]]) -> Group:
    begin, places = run
    texts = [clean(top[place]) for place in places]
    if len(places) == 1:
        for start, end in _starts(texts[0]):
            if marker_of(end):
                return Group(start, (places[0],), ("",), marker_of(end))
        return Group(texts[0], (places[0],), ("",))
    labels = tuple(text[len(begin) + 3 :] for text in texts)
    marker = marker_of(labels[0])
    if marker:
        # "Question - Response" and "Question - Other (please specify)".
        same_again = next((n for n, label in enumerate(labels) if n and marker_of(label)), len(labels))
        return Group(begin, tuple(places[:same_again]), ("", *labels[1:same_again]), marker)
    repeated = next((n for n, label in enumerate(labels) if label in labels[:n]), len(labels))
    return Group(begin, tuple(places[:repeated]), labels[:repeated])


def lime(top: Sequence[str], places: Sequence[int]) -> list[Group]:
    """LimeSurvey in any heading style: code, text, or both; neighbours with the same question are one."""
    read = [_lime_heading(clean(top[place])) for place in places]
    groups: list[Group] = []
    for place, (text, part, code) in zip(places, read):
        last = groups[-1] if groups else None
        goes_on = (
            last is not None
            and last.places[-1] == place - 1
            and bool(part)
            and (same(last.text), last.code) == (same(text), code)
            and same(part) not in map(same, last.labels)
        )
        if last is not None and goes_on:
            groups[-1] = Group(last.text, (*last.places, place), (*last.labels, part), "", code, True)
        else:
            groups.append(Group(text, (place,), (part,), "", code, bool(part)))
    return groups


def _lime_heading(heading: str) -> tuple[str, str, str]:
    """Question, part and code of one heading."""
    both = _CODE_AND_TEXT.match(heading)
    if both:
        inner = _TEXT_AND_PARTS.match(both["text"])
        if inner and both["part"]:
            return inner["text"], _joined_parts(inner["parts"]), both["code"]
        return both["text"], both["part"] or "", both["code"]
    bracketed = _TEXT_AND_PARTS.match(heading)
    if bracketed:
        code = bracketed["text"] if re.fullmatch(r"[A-Za-z]\w*", bracketed["text"]) else ""
        return bracketed["text"], _joined_parts(bracketed["parts"]), code
    for style in (_DOTTED, _UNDERSCORED):
        if found := style.match(heading):
            return found["code"], _BETWEEN.sub(" - ", found["part"]), found["code"]
    return heading, "", heading if re.fullmatch(r"[A-Za-z]\w*", heading) else ""


def _joined_parts(parts: str) -> str:
    """ "[Visits][Needed]" as "Visits - Needed": a grid has two, and they are one item."""
    return " - ".join(_PART.findall(parts))


def one_each(top: Sequence[str], places: Sequence[int]) -> list[Group]:
    """A question a column (Microsoft Forms)."""
    return [Group(clean(top[place]), (place,), ("",)) for place in places]


Grouping = Callable[[Sequence[str], Sequence[int]], list[Group]]
