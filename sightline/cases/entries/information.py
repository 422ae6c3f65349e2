"""Conversations with family and agencies, questions to agencies, what was shared or not, sensitive enquiries."""

from __future__ import annotations

from sightline.cases import codes, models
from sightline.cases.entries.declare import Ask, Entry

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
    asks=(
        Ask("with_person", "With whom?"),
        Ask("kind", "How?", words=dict(models.activity.ContactKind.choices), required="Choose how you spoke."),
        Ask("substantive", "Was it about the child’s safety or the plan?"),
        Ask("direct", "Did the person speak for themselves?"),
        Ask("interpreter", "Who interpreted?", words=INTERPRETER),
        Ask("note", "What was said?", rows=4),
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
    ),
)
SHARE = Entry(
    "InfoShareDecision",
    "Shared, or not shared",
    "What was shared with whom, or was not, and why.",
    PART,
    heading=("decision", "to"),
    asks=(
        Ask("to", "With whom?", rows=0, required="Write with whom."),
        Ask("what", "What?", rows=3),
        Ask("decision", "Was it shared?", words={"shared": "Shared", "not_shared": "Not shared"}),
        Ask("reason", "Why, or why not?", "The reason is written down either way.", rows=3),
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
    asks=(
        Ask("topic", "What about?", rows=0, required="Write what it was about, in a word or two."),
        Ask("person", "Who was asked?"),
        Ask("asked", "Was it asked?"),
        Ask("alone", "Were they alone?"),
        Ask("not_safe_yet", "If not asked: was it not safe yet?"),
        Ask("next_time", "When will it be tried again?"),
    ),
)
EVERY = (CONTACT, AGENCY_CONTACT, REQUEST, SHARE, ENQUIRY)
