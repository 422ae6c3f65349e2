"""Plans and what stands behind them: contingencies, actions, outcomes, safety plans, who meets, disagreements."""

from __future__ import annotations

from sightline.cases import codes, models
from sightline.cases.entries.declare import Ask, Entry
from sightline.cases.entries.order import in_order

PART = "child-plan"
STAGES = {
    "S1": "1: between practitioners",
    "S2": "2: line managers or leads",
    "S3": "3: senior managers",
    "S4": "4: the partnership’s scrutiny",
}

PLAN = Entry(
    "Plan",
    "A plan",
    "Which kind, from when, how often the child is to be seen.",
    PART,
    when="",
    table=models.Plan,
    columns={"from": "starts_on", "to": "ends_on"},
    heading=("kind",),
    rules=lambda body: in_order(body, "from", "to", "It cannot end before it began."),
    ours="text",
    asks=(
        Ask(
            "kind",
            "Which kind of plan?",
            words=dict(models.statutory.PlanKind.choices),
            required="Choose which kind of plan it is.",
        ),
        Ask("from", "From which day?"),
        Ask("to", "Until which day?", "Leave it empty while it runs."),
        Ask("persons_named", "Who is named in it?", "Those who have a part in it."),
        Ask("visit_interval_wd", "How many working days at most between visits?", "As the plan itself says."),
        Ask("text", "The plan in words", rows=5),
    ),
)
CONTINGENCY = Entry(
    "Contingency",
    "A what-if of a plan",
    "If this, then that: who, how fast, and who has been told.",
    PART,
    when="",
    heading=("if",),
    asks=(
        Ask("plan", "Of which plan?"),
        Ask("if", "If what?", required="Write what might happen."),
        Ask("then", "Then what?"),
        Ask("trigger", "What tells us that it has happened?"),
        Ask("who", "Who does it?", "A person’s name.", rows=0),
        Ask("how_fast", "How fast?", rows=0),
        Ask("told_to_whom", "Who has been told?", rows=0),
    ),
)
ACTION = Entry(
    "PlanAction",
    "An action of a plan",
    "One person, one date, and what will be different.",
    PART,
    when="When was it agreed?",
    heading=("outcome",),
    asks=(
        Ask("outcome", "What will be different when it is done?", required="Write what will be different."),
        Ask("plan", "Of which plan?"),
        Ask("owner", "Who does it?", "A person’s name; an agency is not a person.", rows=0, or_words=True),
        Ask("owner_is_person", "Is that one person?"),
        Ask("due", "By when?"),
        Ask("agreed_at_meeting", "At which meeting was it agreed?"),
        Ask("acknowledged", "Do they know that it is theirs?"),
        Ask("by_parent", "Is it a parent’s action?"),
        Ask("engagement", "How did it go?", words={"agreed": "Agreed", "attended": "Attended", "missed": "Missed"}),
        Ask("linked_outcome", "For which outcome?"),
        Ask("voice_refs", "Which of the child’s words does it answer?"),
        Ask("status", "Is it done?", words={"open": "Open", "done": "Done"}),
        Ask("owner_left_on", "If that person has left: when?"),
    ),
)
OUTCOME = Entry(
    "Outcome",
    "What is to be different for the child",
    "Read it as the child: what gets better for me?",
    PART,
    when="When was it set?",
    heading=("text",),
    asks=(
        Ask("text", "What will be different?", required="Write what will be different."),
        Ask("subject", "For whom?", words={"child": "For the child", "adult": "For an adult"}),
        Ask("status", "Is it open?", words={"open": "Open", "closed": "Closed"}),
        Ask(
            "reviews",
            "How is it going?",
            asks=(
                Ask("at", "On which day?"),
                Ask("rating", "Better?", words={"better": "Better", "no_change": "No change", "worse": "Worse"}),
                Ask("explanation", "How do you know?"),
            ),
            blocks=2,
        ),
    ),
)
SAFETY_PLAN = Entry(
    "SafetyPlan",
    "A safety plan",
    "Who cares, who watches, what happens next, how long it holds.",
    PART,
    when="When was it made?",
    heading=("parents_understand",),
    ours="rules",
    asks=(
        Ask("trigger_injury", "After which injury?"),
        Ask("agreed_by", "Who agreed to it?", rows=0),
        Ask("persons_named", "Who is named in it?"),
        Ask("rules", "What are its rules?", "What everybody will do, and nobody will.", rows=3),
        Ask("carers_allowed", "Who may care for the child?"),
        Ask(
            "supervision",
            "Who watches, and who has checked them?",
            asks=(
                Ask("person", "Who watches?"),
                Ask("checked_by", "Checked by whom?", rows=0),
                Ask("checked_on", "When?"),
                Ask("result", "With what result?", rows=0),
            ),
            blocks=2,
        ),
        Ask(
            "medicals",
            "Which medical steps are there?",
            asks=(
                Ask("type", "What?", rows=0),
                Ask("due", "Due when?"),
                Ask("done", "Done when?"),
                Ask("result", "Result", rows=0),
            ),
            blocks=2,
        ),
        Ask(
            "siblings",
            "What about the other children?",
            asks=(
                Ask("person", "Which child?"),
                Ask("status", "Seen, or examined?", words={"seen": "Seen", "examined": "Examined"}),
                Ask("reason", "If neither: why?", rows=0),
            ),
            blocks=3,
        ),
        Ask(
            "police_status",
            "Is there a police arrangement?",
            asks=(Ask("kind", "Which?", rows=0), Ask("expiry", "Until when?")),
        ),
        Ask("parents_understand", "What do the parents say that was agreed?", "In their own words."),
        Ask(
            "network",
            "Who outside services knows the worry and would notice?",
            asks=(
                Ask("person", "Who?"),
                Ask("professional", "A professional?"),
                Ask("knows_worry", "Do they know the worry?"),
            ),
            blocks=2,
        ),
        Ask("next_review", "When is it looked at next?"),
        Ask("ends_when", "When does it end?"),
    ),
)
VERSION = Entry(
    "PlanVersion",
    "A version of a plan, as given",
    "The text as people got it, ordinary or easy read.",
    PART,
    heading=("number", "format"),
    asks=(
        Ask("plan", "Of which plan?"),
        Ask("number", "Which version?"),
        Ask("text", "Its text", rows=6),
        Ask("format", "In which form?", words={"standard": "Ordinary", "easy_read": "Easy read"}),
        Ask("current", "Is it the one that holds?"),
        Ask("accepted", "Has somebody read it for how hard it is, and accepted it?"),
    ),
)
FORMAT = Entry(
    "FormatGiven",
    "A version somebody can use",
    "To whom, and in which form it was given.",
    PART,
    heading=("person", "format"),
    asks=(
        Ask("version", "Which version of the plan?"),
        Ask("person", "To whom?"),
        Ask("format", "In which form?", "Easy read, large print, read aloud, audio, translated …", rows=0),
    ),
)
UNDERSTANDING = Entry(
    "UnderstandingCheck",
    "Said back in their own words",
    "What a parent says the worry and the plan are.",
    PART,
    heading=("person", "method"),
    ours="gaps",
    asks=(
        Ask("person", "Who?"),
        Ask("version", "Which version of the plan?"),
        Ask(
            "method",
            "How?",
            words={"teach_back": "Said it in their own words", "demonstrated": "Showed it", "yes_no": "Said yes or no"},
        ),
        Ask("verbatim", "In their own words", rows=3),
        Ask("gaps", "What was not clear, and what was done about it?"),
    ),
)
INVITATION = Entry(
    "Invitation",
    "Somebody invited to a meeting",
    "Or not, and why.",
    PART,
    when="When was the invitation sent?",
    undated="reason_not_invited",
    heading=("agency", "person"),
    asks=(
        Ask("meeting", "To which meeting?"),
        Ask("agency", "Which agency?", words=codes.AGENCY),
        Ask("person", "Or which person of the family?"),
        Ask("attended", "Were they there?"),
        Ask("report", "Did they send a report?"),
        Ask("reason_not_invited", "If not invited: why?"),
    ),
)
INVOLVED = Entry(
    "AgencyInvolvement",
    "A service that works with the family",
    "Which, with whom, since when, and how it ended.",
    PART,
    when="Since when?",
    heading=("agency", "with_person"),
    rules=lambda body: in_order(body, "from", "to", "It cannot end before it began."),
    asks=(
        Ask("agency", "Which service?", words=codes.AGENCY, required="Choose the service."),
        Ask("with_person", "With whom?"),
        Ask("active", "Is it active?"),
        Ask("to", "Until when?"),
        Ask(
            "closed_reason",
            "Why did it end?",
            words={"completed": "Finished", "was_not_brought": "The child was not brought"},
        ),
        Ask("notice_given_to", "Who was told that it ended?", "One on each line."),
    ),
)
ROLE = Entry(
    "RoleStatement",
    "The worry and my part, in my own words",
    "After a meeting: one sentence each.",
    PART,
    heading=("member",),
    asks=(
        Ask("meeting", "After which meeting?"),
        Ask("member", "Who says it?", rows=0, required="Write who says it."),
        Ask("worry_in_my_words", "What is the worry?"),
        Ask("my_part", "What is my part?"),
    ),
)
DISAGREEMENT = Entry(
    "Disagreement",
    "A disagreement between professionals",
    "Raised, at which stage, and what keeps the child safe meanwhile.",
    PART,
    when="When was it raised?",
    heading=("raised_by", "stage"),
    asks=(
        Ask("raised_by", "Who raised it?", rows=0, required="Write who raised it."),
        Ask("with", "With whom?", rows=0),
        Ask("about", "About which meeting or decision?", anything=True),
        Ask("stage", "At which stage is it?", words=STAGES),
        Ask("stage_since", "Since when?"),
        Ask("interim_safety", "While we differ, what keeps the child safe?"),
        Ask("outcome", "Is it resolved?", words={"open": "Open", "resolved": "Resolved"}),
        Ask("what_changed", "What changed?"),
        Ask("fed_back", "How was the person who raised it told?"),
    ),
)
EVERY = (
    PLAN,
    CONTINGENCY,
    ACTION,
    OUTCOME,
    SAFETY_PLAN,
    VERSION,
    FORMAT,
    UNDERSTANDING,
    INVITATION,
    INVOLVED,
    ROLE,
    DISAGREEMENT,
)
