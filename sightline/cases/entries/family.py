"""Around the child: every adult carer, their history and needs, who cares for whom, drawings of the family."""

from __future__ import annotations

from sightline.cases.entries.declare import Ask, Entry
from sightline.cases.entries.order import in_order

PART = "child-family"

ADULT = Entry(
    "AdultRole",
    "An adult who cares for the child",
    "Who they are, where they live, whether anybody has met them.",
    PART,
    when="Since when are they known?",
    heading=("person",),
    ours="agency_checks views plan_role",
    asks=(
        Ask("person", "Who?", required="Choose who it is."),
        Ask(
            "identity",
            "How well is it known who they are?",
            words={"named": "By name", "partly": "In part", "unknown": "Not known"},
        ),
        Ask("pr", "Do they have parental responsibility?"),
        Ask("lives_here", "Do they live with the child?"),
        Ask("cares_alone", "Do they care for the child alone?"),
        Ask(
            "attempts", "What was tried to meet them?", asks=(Ask("at", "When?"), Ask("how", "How?", rows=0)), blocks=3
        ),
        Ask(
            "reason_not_contacted",
            "If nobody has met them: why?",
            "For example not safe for the other parent, could not be traced, declined.",
        ),
        Ask("next_step", "What is the next step?"),
        Ask("agency_checks", "Which agencies have been asked about them?"),
        Ask("views", "What do they say themselves?"),
        Ask("plan_role", "What is their part in the plan?"),
    ),
)
HISTORY = Entry(
    "HistoryItem",
    "A parent’s own history",
    "From them and from records, and what it means for this child now.",
    PART,
    when="When was it written down?",
    heading=("person", "topic"),
    ours="parent_knows:yes|no",
    asks=(
        Ask("person", "Whose?", required="Choose whose history it is."),
        Ask("topic", "What about?", rows=0),
        Ask("period", "From when?", rows=0),
        Ask("source", "Who says so?", rows=0),
        Ask("parent_knows", "Do they know that we know?"),
        Ask("so_what", "What does it mean for this child now?", "It may be a strength, or a wish for support.", rows=3),
        Ask(
            "answer",
            "If nothing was told:",
            words={"asked_none": "Asked, there is none", "asked_declined": "Asked, they would rather not say"},
        ),
    ),
)
SUMMARY = Entry(
    "HistorySummary",
    "The history on one page",
    "What happened, what it meant for the child, what was tried.",
    PART,
    when="When was it written?",
    heading=("author",),
    rules=lambda body: in_order(body, "covers_from", "covers_to", "It cannot end before it begins."),
    ours="what_was_tried not_available reviewed_by",
    asks=(
        Ask("covers_from", "From when does it tell?"),
        Ask("covers_to", "Until when?"),
        Ask(
            "patterns",
            "What do the events say when they are read in a line?",
            rows=5,
            required="Write what the events say together.",
        ),
        Ask("what_was_tried", "What was tried, and what helped?", rows=3),
        Ask("not_available", "What could not be read, and why?"),
        Ask("author", "Who wrote it?", rows=0),
        Ask("reviewed_by", "Who has read it over?", rows=0),
    ),
)
CARING = Entry(
    "CaringRole",
    "Does the child care for somebody?",
    "Tablets, translating, siblings, listening at night.",
    PART,
    own="child",
    heading=("cared_for", "answer"),
    ours="since hours effects wish",
    asks=(
        Ask("cared_for", "For whom?"),
        Ask("answer", "Does the child care for them?"),
        Ask("tasks", "What does the child do?", "One on each line."),
        Ask("since", "Since when?", rows=0),
        Ask("hours", "About how many hours a week?", rows=0),
        Ask("effects", "What does it do to the child?", "School, sleep, friends, worry; and what is good about it."),
        Ask("wish", "What would the child like?"),
    ),
)
YOUNG_CARER = Entry(
    "YCAssessment",
    "A young carer’s own assessment",
    "Offered, declined by whom, done, looked at again.",
    PART,
    when="When was it offered or done?",
    own="child",
    ours="result",
    asks=(
        Ask("offered", "Was it offered?"),
        Ask("declined_by", "If declined: by whom?", rows=0),
        Ask("done_on", "When was it done?"),
        Ask("result", "What came of it?"),
        Ask("reviewed_on", "When was it looked at again?"),
    ),
)
NEED = Entry(
    "CommNeed",
    "How somebody likes to talk and read",
    "Learning, hearing, reading: known or suspected, and what helps.",
    PART,
    heading=("person", "kind"),
    asks=(
        Ask("person", "Who?", required="Choose who it is."),
        Ask("kind", "What is it?", words={"none": "Nothing in particular"}),
        Ask("status", "Known, or suspected?"),
        Ask("what_helps", "What helps?"),
    ),
)
ADVOCATE = Entry(
    "Advocate",
    "An independent advocate",
    "Offered to whom, and the answer.",
    PART,
    heading=("person",),
    asks=(
        Ask("person", "To whom?", required="Choose to whom."),
        Ask("offered", "Was one offered?"),
        Ask("declined", "Was it declined?"),
    ),
)
GENOGRAM = Entry(
    "Genogram",
    "A family tree, drawn",
    "When, how many generations, who is on it, when it was looked at again.",
    PART,
    when="When was it drawn?",
    asks=(
        Ask("generations", "How many generations?"),
        Ask("persons", "Who is on it?"),
        Ask("reviewed_on", "When was it last looked at?"),
        Ask("tried_not_known", "If it could not be drawn: what was tried?"),
    ),
)
ECOMAP = Entry(
    "Ecomap",
    "A map of who is around, drawn",
    "Who is on it, and who was left out on purpose.",
    PART,
    when="When was it drawn?",
    asks=(Ask("persons", "Who is on it?"), Ask("not_relevant", "Who was left out on purpose?")),
)
EVERY = (ADULT, HISTORY, SUMMARY, CARING, YOUNG_CARER, NEED, ADVOCATE, GENOGRAM, ECOMAP)
