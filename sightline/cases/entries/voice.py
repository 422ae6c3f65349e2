"""The child's day, in nine parts, told by whoever knows it."""

from __future__ import annotations

from sightline.cases.entries.declare import Ask, Entry

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
    asks=(
        Ask("version", "For whom is it told?", words=VERSIONS),
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
EVERY = (LIVED_DAY,)
