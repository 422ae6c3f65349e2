"""Worries and safety: concerns by person, the level of help, exploitation, missing, online life, Signs of Safety."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sightline.cases import codes, models
from sightline.cases.entries.declare import Ask, Entry
from sightline.cases.entries.order import in_order
from sightline.cases.entries.statutory import FACTORS

PART = "child-worries"
SIGNS = {
    "missing": "Missing, or back late",
    "gifts": "Money, gifts or phones nobody can explain",
    "older_partner": "An older or controlling partner",
    "unknown_contacts": "Contacts nobody knows",
    "hotels_cars": "Hotels, cars, lifts",
    "sti_pregnancy": "Sexually transmitted infection or pregnancy",
    "injuries": "Injuries",
    "substances": "Alcohol or drugs",
    "school_absence": "Not at school",
    "secretive_device": "Secretive about a device",
    "images_shared_adult": "Images shared with an adult",
    "images_shared_peer": "Images shared among young people",
    "recruiting": "Brings other young people in",
    "disclosed": "The child has told somebody",
    "past_abuse": "Abuse in the past",
    "loss": "A loss",
    "learning_disability": "A learning disability",
    "isolation": "Isolation",
}
STAGE_OF_LEVEL = "Use the words of your partnership’s thresholds."


def _concern(body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield from in_order(body, "first_known", "last_known", "It cannot have been last known before it was first known.")
    if body.get("abuser_person") and body.get("abuser_person") == body.get("victim_person"):
        yield "victim_person", "Nobody is the one who harms and the one who is harmed. Choose two people."


def _missing(body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield from in_order(body, "from", "to", "A child cannot be back before they were missing.")
    yield from in_order(body, "from", "interview_at", "The talk comes after the child was missing.")


def _scale(body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if isinstance(body.get("value"), int) and body["value"] > 10:
        yield "value", "Write a number from 0 to 10."


CONCERN = Entry(
    "Concern",
    "A worry about one person",
    "Domestic abuse, alcohol, drugs, mental health, neglect …: about whom, since when.",
    PART,
    when="Since when has it been known?",
    table=models.Concern,
    columns={"source": "concern_source"},
    heading=("topic", "person"),
    ours="effect_on_care protective",
    rules=_concern,
    asks=(
        Ask("topic", "What is the worry?", words=codes.CONCERN_TOPIC, required="Choose what the worry is."),
        Ask("person", "About whom?"),
        Ask(
            "status",
            "Is it so now?",
            words={"current": "Now", "past": "In the past", "unknown": "Not known", "ruled_out": "Ruled out"},
        ),
        Ask("last_known", "When was it last known to be so?"),
        Ask("source", "Where does it come from?", rows=0),
        Ask("abuser_person", "Domestic abuse: who harms?"),
        Ask("victim_person", "Domestic abuse: who is harmed?", "Every child who lives with it is harmed too."),
        Ask("abuser_not_known_reason", "If it is not known who harms: why?"),
        Ask("effect_on_care", "What does it mean for the care of the child?"),
        Ask("protective", "What protects the child?"),
        Ask("service", "Which adult service works with them, and when did it last see them?", rows=0),
        Ask("map_to_cin", "Factor of the census", "As at the end of an assessment.", words=FACTORS),
    ),
)
LEVEL = Entry(
    "ThresholdDecision",
    "The level of help, decided",
    "From which level to which, why, and what would change our mind.",
    PART,
    when="When was it decided?",
    heading=("level_from", "level_to"),
    ours="change_our_mind decided_by agencies",
    asks=(
        Ask("level_from", "From which level?", STAGE_OF_LEVEL, rows=0),
        Ask("level_to", "To which level?", "The same is a decision too.", rows=0, required="Write the level."),
        Ask("reasons", "Why?", rows=3),
        Ask("evidence_refs", "Which entries does it rest on?", anything=True),
        Ask("change_our_mind", "What would change our mind, up or down?", rows=3),
        Ask("decided_by", "Who decided?", rows=0),
        Ask("agencies", "Which agencies agreed, and which saw it differently?"),
        Ask("next_look_date", "When is it looked at next?"),
    ),
)
EXPLOITATION = Entry(
    "ExploitationIndicator",
    "A sign that can go with exploitation",
    "One sign, with its day and where it comes from. Signs are never added up.",
    PART,
    when="When was it seen or told?",
    heading=("code",),
    ours="detail others",
    asks=(
        Ask("code", "What was noticed?", words=SIGNS, required="Choose what was noticed."),
        Ask(
            "kind",
            "Is it a sign, or something that makes a child more easily hurt?",
            words={"indicator": "A sign", "vulnerability": "It makes a child more easily hurt"},
        ),
        Ask("adult_involved", "Is an adult involved?"),
        Ask("source", "Who noticed or told it?", rows=0),
        Ask("detail", "In your own words", "Facts, without blame.", rows=3),
        Ask("others", "Which other people, places or accounts online belong to it?"),
    ),
)
MISSING = Entry(
    "MissingEpisode",
    "Missing from home",
    "Since when, back when, and the talk on return.",
    PART,
    when="Since when?",
    heading=("type",),
    rules=_missing,
    asks=(
        Ask("type", "Which?", words={"M": "Missing", "A": "Away without permission"}),
        Ask("to", "Back since when?", "Leave it empty while the child is still missing."),
        Ask("return_interview_offered", "Was a return interview offered?"),
        Ask("return_interview_offered_at", "When was it offered?"),
        Ask("return_interview_accepted", "Was it accepted?"),
        Ask("interview_at", "When was it held?"),
    ),
)
ONLINE = Entry(
    "OnlineConcern",
    "A worry about life online",
    "What happened and who was told. Never look at, copy or send images of a child.",
    PART,
    heading=("four_c", "platform"),
    ours="known_offline:yes|no childs_account device parents_know police_reference",
    asks=(
        Ask(
            "four_c",
            "What kind?",
            words={
                "content": "Something seen",
                "contact": "Somebody in contact",
                "conduct": "Something done",
                "commerce": "Money",
            },
        ),
        Ask("platform", "Where?", rows=0),
        Ask("adult_suspected", "Is it suspected that an adult is behind it?"),
        Ask(
            "images_involved",
            "Are images involved?",
            words={
                "none": "No",
                "of_child": "Of the child",
                "by_child": "Made by the child",
                "ai_generated": "Made by a machine",
                "unknown": "Not known",
            },
        ),
        Ask("money_threat", "Was there a threat, or a demand for money?"),
        Ask(
            "reported_to",
            "Who has been told?",
            asks=(
                Ask(
                    "to",
                    "Whom?",
                    words={"police": "Police", "csc": "Children’s social care", "school": "School", "ceop": "CEOP"},
                ),
                Ask("at", "When?"),
            ),
            blocks=2,
        ),
        Ask("reason_not_reported", "If nobody: why?"),
        Ask("childs_account", "What does the child say about it?", rows=3),
        Ask("known_offline", "Does the child know the other person outside the internet?"),
        Ask("device", "Who has made the device safe?", rows=0),
        Ask("parents_know", "What do the parents know?"),
        Ask("police_reference", "Reference of the police", rows=0),
    ),
)
ALLEGATION = Entry(
    "NonRecentAllegation",
    "Abuse of long ago, told now",
    "Who may be near children today, and who has been told.",
    PART,
    when="When was it told?",
    heading=("alleged_person",),
    ours="wishes",
    asks=(
        Ask("survivor", "Who told it?", "A code or initials if you prefer.", rows=0),
        Ask("alleged_person", "Who is it about?", rows=0),
        Ask("where", "Where did it happen?", rows=0),
        Ask("period", "In which years?", rows=0),
        Ask("current_access", "Is that person near children now?", words={"unknown": "Not known"}),
        Ask("contacts_made", "Who has been told?"),
        Ask("wishes", "What does the person who told it wish?"),
    ),
)
DANGER = Entry(
    "Danger",
    "A danger statement",
    "Who is worried, what is done, and what it does to the child if nothing changes.",
    PART,
    heading=("behaviour",),
    asks=(
        Ask("behaviour", "What is done?", rows=2, required="Write what is done, in plain words."),
        Ask("impact", "What does it do to the child?", rows=2),
        Ask("who_is_worried", "Who is worried?", rows=0),
    ),
)
GOAL = Entry(
    "SafetyGoal",
    "A safety goal",
    "What will be seen, and for how long.",
    PART,
    heading=("text",),
    asks=(
        Ask("danger", "For which danger?"),
        Ask("text", "What will be seen?", required="Write what will be seen."),
        Ask("hold_for_days", "For how many days?"),
    ),
)
SCALE = Entry(
    "ScaleReading",
    "A number on a scale",
    "0: act now. 10: safe enough to close. Each person’s own.",
    PART,
    heading=("rater", "value"),
    rules=_scale,
    ours="one_higher",
    asks=(
        Ask("danger", "For which danger?"),
        Ask("rater", "Whose number?", rows=0),
        Ask("value", "Which number, 0 to 10?", required="Write a number from 0 to 10."),
        Ask("why", "Why not lower, why not higher?"),
        Ask("one_higher", "What would one number higher look like?"),
        Ask("talked_through_on", "When were different numbers talked through?"),
    ),
)
EVIDENCE = Entry(
    "Evidence",
    "Something seen or reported about a danger",
    "What was seen, by whom, and whether the danger was there.",
    PART,
    heading=("about",),
    asks=(
        Ask("about", "What was seen or reported?", required="Write what was seen or reported."),
        Ask("danger", "For which danger?"),
        Ask("source", "Who says so?", rows=0),
        Ask(
            "source_kind",
            "Whose word is it?",
            words={
                "own_word": "The person’s own",
                "other_reports": "Somebody else’s",
                "professional": "A professional’s",
                "child": "The child’s",
            },
        ),
        Ask("observed_or_reported", "Seen, or told?", words={"observed": "Seen", "reported": "Told"}),
        Ask("danger_present", "Was the danger there at the time?"),
    ),
)
MAP = Entry(
    "Map",
    "A map: worried, working well, next",
    "Three columns, talked through with the family if it is safe.",
    PART,
    asks=(
        Ask(
            "columns",
            "The three columns",
            asks=(
                Ask("worried", "What are we worried about?", rows=3),
                Ask("working_well", "What is working well?", rows=3),
                Ask("needs_to_happen", "What needs to happen?", rows=3),
            ),
        ),
    ),
)
MAP_ITEM = Entry(
    "MapItem",
    "One line of the map",
    "A strength, a safety, a past harm …, with what it rests on.",
    PART,
    heading=("category", "text"),
    asks=(
        Ask("text", "In plain words", required="Write it in plain words."),
        Ask("category", "What is it?"),
        Ask("evidence", "What does it rest on?"),
        Ask(
            "cited_for",
            "Is a decision to rest on it?",
            words={"step_down": "Stepping down", "closure": "Closing", "scale_rise": "A higher number on a scale"},
        ),
    ),
)
EVERY = (
    CONCERN,
    LEVEL,
    EXPLOITATION,
    MISSING,
    ONLINE,
    ALLEGATION,
    DANGER,
    GOAL,
    SCALE,
    EVIDENCE,
    MAP,
    MAP_ITEM,
)
