"""Thinking and decisions. Reflections, unease and supervision are shown to the agency that wrote them."""

from __future__ import annotations

from sightline.cases import codes, models
from sightline.cases.entries.declare import Ask, Entry

PART = "child-thinking"
READ_ONE_DAY = "The family or a court may one day read this."

DECISION = Entry(
    "Decision",
    "A decision",
    "What was decided, between what, on which evidence, and who saw it differently.",
    PART,
    when="When was it decided?",
    table=models.Decision,
    heading=("what",),
    asks=(
        Ask("what", "What kind of decision?", words=codes.DECISION, required="Choose what kind of decision it is."),
        Ask("options_considered", "Which options were there?", "One on each line.", rows=3),
        Ask("reasons", "Why this one?", rows=4),
        Ask("evidence_refs", "Which entries does it rest on?", anything=True),
        Ask("names", "Which earlier entries does it look at?", anything=True),
        Ask("child_impact", "What is it like for the child?", rows=3),
        Ask("dissent", "Who saw it differently, and how?"),
        Ask("decided_by", "Who decided?", rows=0),
        Ask("role", "In which role?", rows=0),
        Ask("status", "Is it proposed, or made?", words={"proposed": "Proposed", "made": "Made"}),
        Ask("takes_effect_on", "From when does it hold?"),
        Ask("spoken_with_child", "Who has spoken with the child?", rows=0),
        Ask("shared_with", "With whom was it shared?", rows=0),
    ),
)
OVERSIGHT = Entry(
    "Oversight",
    "A manager’s thinking",
    "Reasons, and directions with dates. What is about the worker stays elsewhere.",
    PART,
    own_agency=True,
    heading=("kind", "manager"),
    asks=(
        Ask(
            "kind",
            "How?",
            words={
                "supervision": "Supervision",
                "case_direction": "A direction",
                "sign_off": "A sign-off",
                "audit": "An audit",
                "group_reflection": "Thinking in a group",
            },
        ),
        Ask("manager", "Who?", rows=0),
        Ask("about_decision", "About which decision?"),
        Ask("reasoning", "What do you think, and why?", READ_ONE_DAY, rows=4),
        Ask(
            "directions",
            "Directions",
            asks=(
                Ask("text", "What?"),
                Ask("due", "By when?"),
                Ask("answered", "What came of it?", words={"done": "Done", "changed": "Changed"}),
                Ask("reason", "Why?", rows=0),
            ),
            blocks=2,
        ),
    ),
)
REFLECTION = Entry(
    "Reflection",
    "A reflection",
    "In supervision, the pod, the team, or a talk: three lines are enough.",
    PART,
    own_agency=True,
    heading=("kind",),
    ours="unknowns:[] actions:[] experience praise",
    asks=(
        Ask(
            "kind",
            "Where?",
            words={
                "supervision": "In supervision",
                "group_pod": "In a group or pod",
                "team": "In the team",
                "chat": "In a talk",
                "peer": "With somebody of another agency",
            },
        ),
        Ask("people", "With whom?", rows=0),
        Ask("experience", "What happened, and how was it to be there?", READ_ONE_DAY),
        Ask(
            "columns",
            "Three columns",
            READ_ONE_DAY,
            asks=(
                Ask("worried", "What are we worried about?"),
                Ask("working_well", "What is working well?"),
                Ask("needs_to_happen", "What would move things on?"),
            ),
        ),
        Ask(
            "hypotheses",
            "What might explain it?",
            "One on each line: what speaks for and against, how to test it.",
            rows=3,
        ),
        Ask("alternative_view", "Who sees it differently, and how?"),
        Ask("outsider", "Was somebody there who does not know the family?"),
        Ask("unknowns", "What do we not know?", "One on each line."),
        Ask("actions", "Who does what next?", "One on each line."),
        Ask("praise", "What was done well, and is worth telling others?"),
        Ask("linked_to", "Which note of unease does it take up?"),
    ),
)
UNEASE = Entry(
    "Unease",
    "Something does not feel right",
    "What was noticed, and what would test it.",
    PART,
    own_agency=True,
    heading=("noticed",),
    ours="by_when:date would_confirm would_reassure who_checks",
    asks=(
        Ask("noticed", "What did you notice?", READ_ONE_DAY, rows=3, required="Write what you noticed."),
        Ask("would_confirm", "What would confirm it?"),
        Ask("would_reassure", "What would put your mind at rest?"),
        Ask("who", "Who noticed it?", rows=0),
        Ask("who_checks", "Who will look into it?", rows=0),
        Ask("by_when", "By when?"),
        Ask("status", "Is it open?", words={"open": "Open", "closed": "Closed"}),
        Ask("linked", "Which reflection takes it up?"),
    ),
)
EVENT = Entry(
    "Event",
    "Something else that happened",
    "A fact, a report or an opinion, told apart.",
    "child-story",
    table=models.Event,
    columns={"source": "event_source"},
    heading=("what",),
    ours="child_present:yes|no features:[strangulation|pregnancy|separation|weapon] impact_on_child police_reference",
    asks=(
        Ask("what", "What happened?", rows=3, required="Write what happened."),
        Ask(
            "topic",
            "What is it about?",
            words={
                "domestic_abuse": "Domestic abuse",
                "move": "A move",
                "release_from_prison": "Somebody came out of prison",
                "service_closing": "A service closed",
                "key_worker_change": "A change of key worker",
                "refused_access": "Nobody was let in",
                "pregnancy": "A pregnancy",
                "separation": "A separation",
                "return_home": "A child came home",
                "online_life": "Life online",
                "admission": "An admission to hospital",
                "new_diagnosis": "A new diagnosis",
                "carer_leaves": "Somebody who cares has left",
                "other": "Something else",
            },
        ),
        Ask(
            "kind",
            "Is it a fact, a report, or an opinion?",
            words={"fact": "A fact", "reported": "Somebody reported it", "opinion": "An opinion"},
        ),
        Ask("source", "Who says so?", rows=0),
        Ask(
            "significance",
            "Does it change the picture?",
            words={"critical": "Yes, it is critical", "other": "It is one of many"},
        ),
        Ask("persons", "Who was part of it?"),
        Ask("impact_on_child", "What did it mean for the child?"),
        Ask("child_present", "Domestic abuse: was the child there, or near enough to hear?"),
        Ask(
            "features",
            "Domestic abuse: was there any of this?",
            words={
                "strangulation": "A hand or something else on the throat",
                "pregnancy": "Pregnancy",
                "separation": "A separation, or talk of one",
                "weapon": "A weapon",
            },
        ),
        Ask("police_reference", "Reference of the police, if there is one", rows=0),
    ),
)
EVERY = (DECISION, OVERSIGHT, REFLECTION, UNEASE, EVENT)
