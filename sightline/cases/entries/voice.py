"""The child's day, in nine parts, told by whoever knows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sightline.cases import models
from sightline.cases.entries.declare import Ask, Entry
from sightline.cases.models.activity import VoiceMode

SLOTS = {
    "waking": "Waking",
    "first_food": "First food",
    "getting_ready": "Getting ready",
    "school_day": "School, or the day",
    "after": "After",
    "meal": "Meal",
    "evening": "Evening",
    "bedtime": "Bedtime",
    "night": "Night",
}
VERSIONS = {
    "baby": "A baby",
    "pre_school": "Before school",
    "child": "A child",
    "disabled": "A child with disabilities",
    "adolescent": "An adolescent",
}

LIVED_DAY = Entry(
    "LivedDay",
    "The child’s day",
    "From waking to night, with who says so. Each child and each carer separately.",
    "child-voice",
    when="Which day, or when was it told?",
    own="child",
    heading=("version",),
    ours="day_type:school_day|weekend|holiday|with_another_carer method",
    asks=(
        Ask("version", "For whom is it told?", words=VERSIONS),
        Ask(
            "day_type",
            "What kind of day?",
            words={
                "school_day": "A school day, or a weekday",
                "weekend": "A day of a weekend",
                "holiday": "A holiday",
                "with_another_carer": "A day with another carer",
            },
        ),
        Ask("method", "How was it told?", "For example drawn as a clock, with cards, in a talk.", rows=0),
        Ask(
            "slots",
            "The day",
            asks=(
                Ask("slot", "Which part of the day?", words=SLOTS),
                Ask("what", "What happens, who is there?"),
                Ask("informant", "Who says so?", rows=0),
                Ask(
                    "informant_kind",
                    "Is that an adult, the child, or what you saw?",
                    words={"adult": "An adult", "child": "The child", "observation": "What I saw"},
                ),
            ),
            blocks=9,
        ),
    ),
)


def _voice(body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if not body.get("words") and not body.get("observation"):
        yield "words", "Write the child’s words, or what was observed."


VOICE = Entry(
    "Voice",
    "The child’s words, or what was observed",
    "Said, drawn, shown, told through somebody: apart from what an adult makes of it.",
    "child-voice",
    table=models.Voice,
    heading=("mode",),
    rules=_voice,
    asks=(
        Ask("mode", "How?", words=dict(VoiceMode.choices)),
        Ask("words", "The child’s own words", "As they were said.", rows=3),
        Ask("observation", "What was observed", "For a baby or a child who does not speak: what you saw.", rows=3),
        Ask("worker_makes_of_it", "What you make of it", "Kept apart from the child’s words."),
        Ask("what_changed", "What has changed because of it?"),
    ),
)
EVERY = (LIVED_DAY, VOICE)
