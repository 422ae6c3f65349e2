"""Kinds that are written with forms of their own, and corrected as every entry is: the earlier version stays.

What came of an appointment and what checking an account found have forms of their own too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sightline.cases import models
from sightline.cases.entries.declare import Ask, Entry
from sightline.cases.forms import MODES, WHERE
from sightline.cases.models.information import Matters, StatementRole, StatementTopic

PART = "child-story"


def _visit(body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if body.get("seen") == "no" and body.get("seen_alone") == "yes":
        yield "seen_alone", "A child who was not seen cannot have been seen alone. Change one of the two."


VISIT = Entry(
    "Visit",
    "A visit",
    "Who was seen, alone or not.",
    PART,
    table=models.Visit,
    own_form="write-visit",
    path="visit-on-record",
    ours="note",
    rules=_visit,
    asks=(
        Ask("planned", "Was it planned?"),
        Ask("where", "Where?", words={code: words for code, words in WHERE if code}),
        Ask("by", "Who visited?", rows=0),
        Ask("seen", "Seen?"),
        Ask("seen_alone", "Seen alone?"),
        Ask("bedroom", "Bedroom seen?"),
        Ask("awake", "Awake?"),
        Ask("reason_if_not", "If not seen, or not alone: why?"),
        Ask("note", "What else happened", rows=4),
    ),
)
APPOINTMENT = Entry(
    "Appointment",
    "An appointment",
    "With which service, when, and what for.",
    PART,
    ahead=True,
    table=models.Appointment,
    own_form="write-appointment",
    path="appointment-on-record",
    ours="mode invited_how",
    asks=(
        Ask("service", "With which service?", rows=0, required="Write with which service."),
        Ask("purpose", "What for?", rows=0),
        Ask("mode", "How was it to be?", words=dict(MODES)),
        Ask("invited_how", "How was the family told of it?", rows=0),
    ),
)


def _said_by(columns: dict[str, Any]) -> dict[str, Any]:
    """The name of whoever said it stands beside the person."""
    person = columns.get("said_by_person")
    return {**columns, "said_by": person.shown_name} if person else columns


def _words_of_others(body: dict[str, Any]) -> dict[str, Any]:
    """The name in words is asked for only of somebody who is not on the record."""
    return {name: value for name, value in body.items() if name != "said_by_words" or not body.get("said_by")}


def _statement(body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if not body.get("said_by") and not body.get("said_by_words"):
        yield "said_by_words", "Write who said it. If nobody knows, write “not known”."


STATEMENT = Entry(
    "Statement",
    "An account to check",
    "What somebody said, who heard it, and what was answered.",
    PART,
    table=models.Statement,
    columns={"said_by": "said_by_person", "said_by_words": "said_by"},
    own_form="write-account",
    path="account-on-record",
    ours="said_by_words",
    settle=_said_by,
    seen=_words_of_others,
    rules=_statement,
    asks=(
        Ask("text", "What was said?", rows=4, required="Write what was said."),
        Ask("said_by", "Who said it?"),
        Ask("said_by_words", "If somebody else: who?", rows=0),
        Ask("role", "In which role?", words=dict(StatementRole.choices)),
        Ask("heard_by", "Who heard it?", rows=0),
        Ask("about", "About whom?"),
        Ask("topic", "What is it about?", words=dict(StatementTopic.choices)),
        Ask("matters", "Does a decision rest on it, or could one?", words=dict(Matters.choices)),
        Ask("informant", "Where did it first come from?", "If they had it from somebody else."),
        Ask("response", "What was the person who said it told?", "A relative or a neighbour wants to know."),
        Ask("response_at", "When were they told?"),
    ),
)
EVERY = (VISIT, APPOINTMENT, STATEMENT)
