"""Conversations with family and agencies, questions to agencies, what was shared or not, sensitive enquiries."""

from __future__ import annotations

from sightline.cases import codes, models
from sightline.cases.entries.declare import Ask, Entry
from sightline.cases.entries.order import in_order

PART = "child-information"
INTERPRETER = {
    "in_person": "A professional, in person",
    "phone_video": "A professional, by phone or video",
    "bilingual_worker": "A worker who speaks the language",
    "family": "Somebody of the family",
    "child": "A child",
    "friend": "A friend",
    "none": "None",
}

CONTACT = Entry(
    "Contact",
    "A contact or call with the family",
    "A talk, a call, a message: with whom, and what was said.",
    PART,
    table=models.Contact,
    heading=("kind", "with_person"),
    ours="note",
    asks=(
        Ask("with_person", "With whom?"),
        Ask("kind", "How?", words=dict(models.activity.ContactKind.choices), required="Choose how you spoke."),
        Ask("substantive", "Was it about the child’s safety or the plan?"),
        Ask("direct", "Did the person speak for themselves?"),
        Ask("interpreter", "Who interpreted?", words=INTERPRETER),
        Ask("note", "What was said?", rows=4),
        Ask("repeats", "Which earlier talk does it go over again?", "For example with a professional interpreter."),
    ),
)
AGENCY_CONTACT = Entry(
    "AgencyContact",
    "A talk with another agency",
    "Who was asked or told, and what they knew.",
    PART,
    table=models.AgencyContact,
    columns={"agency": "with_agency"},
    heading=("agency", "who"),
    asks=(
        Ask("agency", "Which agency?", words=codes.AGENCY, required="Choose the agency."),
        Ask("who", "Name and post of the person", rows=0),
        Ask("about", "About whom?"),
        Ask("advice", "What did they know or advise?", rows=4),
    ),
)
REQUEST = Entry(
    "InfoRequest",
    "A question to an agency",
    "What was asked, on which basis, until when, and the answer.",
    PART,
    when="When was it asked?",
    undated="reason_not_asked",
    rules=lambda body: in_order(body, "asked_at", "answered_at", "It cannot be answered before it was asked."),
    heading=("to",),
    asks=(
        Ask("to", "Whom was it put to?", words=codes.AGENCY, required="Choose whom it was put to."),
        Ask("question", "What was asked?", rows=3),
        Ask(
            "about",
            "What is it for?",
            words={"s47": "A section 47 enquiry", "injury": "An injury", "other": "Something else"},
        ),
        Ask(
            "lawful_basis",
            "On which lawful basis?",
            "Public task or legal obligation; consent is not the usual one.",
            rows=0,
        ),
        Ask("needed_by", "By when is the answer needed?"),
        Ask("answered_at", "When was it answered?"),
        Ask("answer", "The answer", rows=3),
        Ask("refused_reason", "If they refused: why?"),
        Ask("reason_not_asked", "If they were not asked: why?", "Then leave the day empty."),
    ),
)
SHARE = Entry(
    "InfoShareDecision",
    "Shared, or not shared",
    "What was shared with whom, or was not, and why.",
    PART,
    heading=("decision", "to"),
    ours="basis told_family",
    asks=(
        Ask("to", "With whom?", rows=0, required="Write with whom."),
        Ask("what", "What?", rows=3),
        Ask("decision", "Was it shared?", words={"shared": "Shared", "not_shared": "Not shared"}),
        Ask("reason", "Why, or why not?", "The reason is written down either way.", rows=3),
        Ask("basis", "On which lawful basis?", rows=0),
        Ask("told_family", "What has the family been told, and if nothing, why?"),
        Ask("decided_by", "Who decided?", rows=0),
    ),
)
ENQUIRY = Entry(
    "SensitiveEnquiry",
    "A sensitive question, asked alone",
    "Violence, exploitation: asked safely, or not yet.",
    PART,
    heading=("topic", "person"),
    ours="place interpreter response",
    asks=(
        Ask("topic", "What about?", rows=0, required="Write what it was about, in a word or two."),
        Ask("person", "Who was asked?"),
        Ask("asked", "Was it asked?"),
        Ask("alone", "Were they alone?"),
        Ask("not_safe_yet", "If not asked: was it not safe yet?"),
        Ask("place", "Where was it?", rows=0),
        Ask("interpreter", "Who interpreted?", "A professional only.", rows=0),
        Ask(
            "response",
            "What was the answer?",
            "Never goes to the family. Mark the entry if few should read it.",
            rows=3,
        ),
        Ask("next_time", "When will it be tried again?"),
    ),
)
EVERY = (CONTACT, AGENCY_CONTACT, REQUEST, SHARE, ENQUIRY)
