"""Marks and injuries, and what the child can do. There is no question for the age of a bruise: nobody can tell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sightline.cases.entries.declare import Ask, Entry
from sightline.domain.drawing.body import (
    HIGH,
    NOWHERE,
    OLDER,
    REGIONS,
    SIDES,
    VIEWS,
    WIDE,
    Mark,
    figure_for,
    figures,
    mark_words,
)
from sightline.kit.words import first_capital

TYPES = {
    "bruise": "Bruise",
    "petechiae": "Petechiae (tiny red or purple spots)",
    "unidentified_mark": "A mark, not known what",
    "burn_scald": "Burn or scald",
    "bite": "Bite",
    "cut": "Cut or graze",
    "fracture": "Fracture",
    "swelling": "Swelling",
    "oral_nasal_bleeding": "Bleeding from mouth or nose",
    "eye_haemorrhage": "Blood in the eye",
    "other": "Something else",
}
OPINIONS = {
    "accident": "An accident",
    "medical": "A medical cause",
    "birthmark": "A birthmark",
    "cannot_say": "Cannot say",
    "suggests_inflicted": "Suggests that it was inflicted",
}
MOVES = {
    "rolls": "Rolls over",
    "sits": "Sits without help",
    "crawls": "Crawls",
    "bottom_shuffles": "Shuffles on the bottom",
    "pulls_to_stand": "Pulls up to stand",
    "cruises": "Walks along furniture",
    "walks": "Walks",
}

DRAWINGS = {version: figure.called for version, figure in figures().items()}
SIDE_WORDS = {code: first_capital(words) for code, words in SIDES.items()}
PLACES = {code: words for code, words in REGIONS.items() if code not in NOWHERE}


def _start(months: int | None) -> Mapping[str, Any]:
    """The drawing that a new form offers, by the child's age."""
    return {"drawing": figure_for(months)}


def _tidy(body: dict[str, Any]) -> dict[str, Any]:
    """The place and the number of marks follow from the drawing where nobody wrote them; a drawing is kept only if it
    was marked. A point outside its drawing is left out; the words stay."""
    marks = [_placed(mark) for mark in body.pop("marks", ())]
    drawing = body.pop("drawing", OLDER)
    if not marks:
        return body
    regions = {mark["region"] for mark in marks if "region" in mark}
    if "body_region" not in body and regions:
        body["body_region"] = regions.pop() if len(regions) == 1 else "several"
    if "count" not in body:
        body["count"] = len(marks)
    return {**body, "marks": marks, "drawing": drawing if drawing in figures() else OLDER}


def _placed(mark: dict[str, Any]) -> dict[str, Any]:
    x, y = mark.pop("x", None), mark.pop("y", None)
    if "view" not in mark or x is None or y is None or not (0 <= x <= WIDE and 0 <= y <= HIGH):
        return mark
    return {**mark, "x": round(x, 1), "y": round(y, 1)}


def mark_of(number: int, one: Mapping[str, Any]) -> Mark:
    """A mark of an entry, as the drawing and its words have it; what is no number counts as not there."""

    def text(name: str) -> str:
        return str(one.get(name) or "")

    def figure(name: str) -> float | None:
        try:
            return float(one[name])
        except (KeyError, TypeError, ValueError):
            return None

    return Mark(
        number,
        text("region"),
        text("side"),
        text("view"),
        figure("x"),
        figure("y"),
        text("place"),
        figure("size_mm"),
        text("shape"),
        text("colour"),
    )


def _said(number: int, one: Mapping[str, Any]) -> str:
    """With the point itself, so that a mark that was put elsewhere shows as changed."""
    mark = mark_of(number, one)
    at = f" Marked {mark.x:g} across, {mark.y:g} down." if mark.x is not None and mark.y is not None else ""
    return f"{mark_words(mark)}{at}"


def _said_briefly(number: int, one: Mapping[str, Any]) -> str:
    return mark_words(mark_of(number, one))


INJURY = Entry(
    "Injury",
    "A mark or injury",
    "What was seen, where, how large; what was said about it; who has examined the child.",
    "child-health",
    when="When was it seen?",
    own="person",
    heading=("type", "body_region"),
    start=_start,
    tidy=_tidy,
    ours="first_noticed_at:date shape_and_colour pattern first_noticed_by delay photo mobility_on_day",
    asks=(
        Ask("type", "What was it?", words=TYPES, required="Choose what it was. If nobody knows, choose “A mark”."),
        Ask(
            "marks",
            "On the body",
            "One mark at a time. Describe only: nobody can tell from a mark how old it is.",
            asks=(
                Ask("region", "Which part of the body?", words=PLACES),
                Ask("side", "Which side?", words=SIDE_WORDS),
                Ask("view", "On which view of the drawing?", words=VIEWS),
                Ask("place", "Where exactly, in words?", "For example two fingers below the left eye.", rows=0),
                Ask("size_mm", "How large is it, in millimetres?", "The longest side."),
                Ask("shape", "Its shape, in words", rows=0),
                Ask("colour", "Its colour, in words", rows=0),
                Ask("x", "Point on the drawing, across", hidden=True),
                Ask("y", "Point on the drawing, down", hidden=True),
            ),
            blocks=6,
            say=_said,
            say_briefly=_said_briefly,
        ),
        Ask("drawing", "Drawing that was marked", words=DRAWINGS, hidden=True),
        Ask("body_region", "Where on the body?", "Follows from the marks, if there are any.", words=REGIONS),
        Ask(
            "shape_and_colour",
            "Shape and colour, in words",
            "Describe only. The age of a bruise cannot be told from its colour.",
        ),
        Ask("size_mm", "How large is the largest, in millimetres?", "The longest side."),
        Ask("count", "How many marks?"),
        Ask("pattern", "Do they make a pattern?", "For example a row, a group, the shape of something.", rows=0),
        Ask("first_noticed_by", "Who noticed it first?", rows=0),
        Ask("first_noticed_at", "When was it first noticed?"),
        Ask("delay", "Was help sought later than one would expect? What was said about that?"),
        Ask("photo", "Was a photograph taken: by whom, with whose consent?", "The picture stays with health.", rows=0),
        Ask("seen_by", "Who saw it?", rows=0),
        Ask("agency", "For which agency?", rows=0),
        Ask("setting", "Where was the child then?", "For example at home, at the clinic.", rows=0),
        Ask("mobility_on_day", "How was the child moving about that day?", rows=0),
        Ask("documented_birthmark", "Is it a birthmark that is documented?"),
        Ask(
            "explanations",
            "What was said about how it came?",
            asks=(
                Ask("who", "Who said it?", rows=0),
                Ask("when", "When?"),
                Ask("words", "In their own words"),
                Ask("consistent", "Does it fit what was seen, and what was said before?"),
            ),
            blocks=2,
        ),
        Ask(
            "examination",
            "Has somebody with the skill examined the child?",
            asks=(
                Ask("examiner", "Who examined?", rows=0),
                Ask("grade", "Their grade or post", rows=0),
                Ask("when", "When?"),
                Ask("opinion", "What was their opinion?", words=OPINIONS),
                Ask(
                    "reason_for_none",
                    "If nobody has: who decided that, and why?",
                    "The name of a clinician and the reason.",
                ),
            ),
        ),
        Ask("nai_suspected", "Is it suspected that it was inflicted?"),
    ),
)
MILESTONE = Entry(
    "Milestone",
    "What the child can do",
    "How the child moves about, with the day and who saw it.",
    "child-health",
    when="When was it seen?",
    own="person",
    heading=("milestone",),
    asks=(
        Ask("milestone", "What does the child do?", words=MOVES, required="Choose what the child does."),
        Ask("observer", "Who saw it?", rows=0),
        Ask("regression", "Has the child lost this since, through illness, a cast or otherwise?"),
    ),
)
EVERY = (INJURY, MILESTONE)
