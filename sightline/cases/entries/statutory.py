"""What is decided about a child by law: referrals, levels of help, assessments, section 47 enquiries, meetings.

A file brings them in where the agency has a system; here they are written where it has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sightline.cases import codes, models
from sightline.cases.entries.declare import Ask, Entry
from sightline.cases.entries.order import in_order
from sightline.kit.words import first_capital

PART = "child-plan"
SOURCES = {code: first_capital(words) for code, words in codes.REFERRAL_SOURCE.items()}
FACTORS = {code: f"{code}: {words}" for code, words in codes.FACTOR.items() if code not in ("18A", "19A")}
DECIDED = {code: first_capital(words) for code, words in codes.REFERRAL_DECISION.items()}


def _referral(body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield from in_order(body, "received_at", "decided_at", "It cannot be decided before it was received.")
    yield from in_order(body, "received_at", "feedback_given_at", "Nobody can be told before it was received.")
    yield from in_order(body, "feedback_given_at", "response_at", "The answer comes after they were told.")
    if body.get("decided_at") and not body.get("decision"):
        yield "decision", "Choose what was decided, or empty the day of the decision."


REFERRAL = Entry(
    "Referral",
    "A referral",
    "Who is worried and what about; what was decided, by whom, why; what the referrer was told.",
    PART,
    when="",
    table=models.Referral,
    columns={
        "received_at": "received_on",
        "confirmed_in_writing_at": "confirmed_in_writing_on",
        "decided_at": "decided_on",
        "feedback_given_at": "feedback_given_on",
        "response_at": "response_on",
    },
    heading=("source_code",),
    ours="received_time:time worry childs_words parents_told urgent:yes|no primary_need",
    rules=_referral,
    asks=(
        Ask("received_at", "On which day did it come?", required="Write the day on which it came."),
        Ask("received_time", "At what time?", "For example 14:30. Leave it empty if nobody knows."),
        Ask("source_code", "From whom?", words=SOURCES),
        Ask("referrer", "Name of the referrer", rows=0),
        Ask("role", "Their post, or who they are to the child", rows=0),
        Ask(
            "how_made",
            "How was it made?",
            words={"phone": "By telephone", "written": "In writing", "online": "Online"},
        ),
        Ask("worry", "What are they worried about?", "In their own words, as far as you can.", rows=4),
        Ask("childs_words", "What has the child said?", "As it was said."),
        Ask("primary_need", "What is the main need?", words=codes.PRIMARY_NEED),
        Ask("urgent", "Is it urgent?"),
        Ask("parents_told", "Do the parents know of it? If not: why?"),
        Ask("confirmed_in_writing_at", "When was it confirmed in writing?"),
        Ask("decision", "What was decided?", "Within one working day.", words=DECIDED),
        Ask("decided_at", "When was it decided?"),
        Ask("decided_by", "Who decided?", rows=0),
        Ask("reasons", "Why?", rows=3),
        Ask("feedback_given_at", "When was the referrer told?"),
        Ask(
            "response_by_referrer",
            "How does the referrer see it?",
            words={"content": "Content with it", "still_worried": "Still worried"},
        ),
        Ask("response_at", "When did they say so?"),
    ),
)
LEVEL = Entry(
    "Involvement",
    "Help at one level, from when to when",
    "Early help, child in need, child protection, looked after: what is open now, and since when.",
    PART,
    when="",
    table=models.Involvement,
    columns={"from": "starts_on", "to": "ends_on"},
    heading=("level",),
    rules=lambda body: in_order(body, "from", "to", "It cannot end before it began."),
    asks=(
        Ask(
            "level",
            "At which level?",
            words=dict(models.involvement.Level.choices),
            required="Choose the level.",
        ),
        Ask("from", "Since which day?", required="Write the day on which it began."),
        Ask("allocated_at", "When was a worker allocated?"),
        Ask("to", "Until which day?", "Leave it empty while it goes on."),
    ),
)
ASSESSMENT = Entry(
    "Assessment",
    "An assessment",
    "When it began, by when it is to end, who signed it, and what was found.",
    PART,
    when="",
    table=models.Assessment,
    columns={"started_at": "started_on", "authorised_at": "authorised_on"},
    heading=("started_at",),
    ours=f"factors:[{'|'.join(codes.FACTOR)}]",
    rules=lambda body: in_order(body, "started_at", "authorised_at", "It cannot be signed before it began."),
    asks=(
        Ask("started_at", "When did it begin?", required="Write the day on which it began."),
        Ask("referral", "After which referral?"),
        Ask("planned_end", "By when is it to end?", "At most 45 working days from the referral."),
        Ask("authorised_at", "When was it signed?", "Leave it empty while it goes on."),
        Ask("factors", "What was found at its end?", "The factors of the census.", words=FACTORS),
        Ask("outcome", "What came of it?", rows=0),
    ),
)
ENQUIRY = Entry(
    "Section47",
    "A section 47 enquiry",
    "When it began, by when it is to end, and what came of it.",
    PART,
    when="",
    table=models.Section47,
    heading=("started_on",),
    ours="conference_target:date conference_not_required:yes|no",
    rules=lambda body: in_order(body, "started_on", "ended_on", "It cannot end before it began."),
    asks=(
        Ask("started_on", "When did it begin?", required="Write the day on which it began."),
        Ask("planned_end", "By when is it to end?"),
        Ask("ended_on", "When did it end?", "Leave it empty while it goes on."),
        Ask("outcome", "What came of it?", rows=0),
        Ask("conference_target", "By when is a conference to be held?", "Within 15 working days."),
        Ask("conference_not_required", "Was it decided that no conference is needed?"),
    ),
)
NOBODY = ("none", "nobody", "no one", "no")


def _meeting(columns: dict[str, Any]) -> dict[str, Any]:
    """That nobody saw it differently is an empty text; never asked is none at all."""
    said = columns.get("dissent")
    return {**columns, "dissent": ""} if said and said.strip(" .").casefold() in NOBODY else columns


MEETING = Entry(
    "Meeting",
    "A meeting about the child",
    "A strategy discussion, a conference, a core group: when, who was there, who saw it differently.",
    PART,
    when="When is it, or when was it?",
    ahead=True,
    table=models.Meeting,
    heading=("kind",),
    ours="note",
    settle=_meeting,
    asks=(
        Ask("kind", "Which kind of meeting?", words=codes.MEETING_KIND, required="Choose which kind of meeting it is."),
        Ask("agencies_present", "Which agencies were there?", words=codes.AGENCY),
        Ask("multi_agency", "Was it of several agencies?"),
        Ask("quorum_reason", "If too few were there: why did it go ahead?"),
        Ask("late_reason", "If it was later than it should have been: why?"),
        Ask("dissent", "Who saw it differently, and how?", "Write “nobody” if it was asked and nobody did."),
        Ask("content_to_differ", "Are they content to leave the difference as it is?"),
        Ask("decision_made_on", "When was a decision made there?"),
        Ask("note", "What was said and agreed?", rows=5),
    ),
)
EVERY = (REFERRAL, LEVEL, ASSESSMENT, ENQUIRY, MEETING)
