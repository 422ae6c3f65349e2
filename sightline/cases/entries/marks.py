"""Marks and injuries, and what the child can do. There is no question for the age of a bruise: nobody can tell."""

from __future__ import annotations

from sightline.cases.entries.declare import Ask, Entry

TYPES = {
    "bruise": "Bruise",
    "petechiae": "Petechiae (tiny red or purple spots)",
    "unidentified_mark": "A mark, not known what",
    "burn_scald": "Burn or scald",
    "bite": "Bite",
    "cut": "Cut or graze",
    "fracture": "Fracture",
    "swelling": "Swelling",
    "oral_nasal_bleeding": "Bleeding from mouth or nose",
    "eye_haemorrhage": "Blood in the eye",
    "other": "Something else",
}
REGIONS = {
    "scalp": "Scalp",
    "forehead": "Forehead",
    "eye": "Eye or eyelid",
    "ear": "Ear",
    "nose": "Nose",
    "cheek": "Cheek",
    "mouth": "Mouth or lips",
    "chin": "Chin or jaw",
    "neck": "Neck",
    "chest": "Chest",
    "abdomen": "Abdomen",
    "back": "Back",
    "buttocks": "Buttocks",
    "genitals": "Genital area",
    "shoulder": "Shoulder",
    "upper_arm": "Upper arm",
    "forearm": "Forearm",
    "hand": "Hand or fingers",
    "hip": "Hip",
    "thigh": "Thigh",
    "knee": "Knee",
    "lower_leg": "Lower leg",
    "foot": "Foot or toes",
    "several": "Several places",
    "not_recorded": "Not recorded where",
}
OPINIONS = {
    "accident": "An accident",
    "medical": "A medical cause",
    "birthmark": "A birthmark",
    "cannot_say": "Cannot say",
    "suggests_inflicted": "Suggests that it was inflicted",
}
MOVES = {
    "rolls": "Rolls over",
    "sits": "Sits without help",
    "crawls": "Crawls",
    "bottom_shuffles": "Shuffles on the bottom",
    "pulls_to_stand": "Pulls up to stand",
    "cruises": "Walks along furniture",
    "walks": "Walks",
}

INJURY = Entry(
    "Injury",
    "A mark or injury",
    "What was seen, where, how large; what was said about it; who has examined the child.",
    "child-health",
    when="When was it seen?",
    own="person",
    heading=("type", "body_region"),
    asks=(
        Ask("type", "What was it?", words=TYPES, required="Choose what it was. If nobody knows, choose “A mark”."),
        Ask("body_region", "Where on the body?", words=REGIONS),
        Ask(
            "shape_and_colour",
            "Shape and colour, in words",
            "Describe only. The age of a bruise cannot be told from its colour.",
        ),
        Ask("size_mm", "How large, in millimetres?", "The longest side."),
        Ask("count", "How many marks?"),
        Ask("seen_by", "Who saw it?", rows=0),
        Ask("agency", "For which agency?", rows=0),
        Ask("setting", "Where was the child then?", "For example at home, at the clinic.", rows=0),
        Ask("mobility_on_day", "How was the child moving about that day?", rows=0),
        Ask("documented_birthmark", "Is it a birthmark that is documented?"),
        Ask(
            "explanations",
            "What was said about how it came?",
            asks=(
                Ask("who", "Who said it?", rows=0),
                Ask("when", "When?"),
                Ask("words", "In their own words"),
                Ask("consistent", "Does it fit what was seen, and what was said before?"),
            ),
            blocks=2,
        ),
        Ask(
            "examination",
            "Has somebody with the skill examined the child?",
            asks=(
                Ask("examiner", "Who examined?", rows=0),
                Ask("grade", "Their grade or post", rows=0),
                Ask("when", "When?"),
                Ask("opinion", "What was their opinion?", words=OPINIONS),
                Ask(
                    "reason_for_none",
                    "If nobody has: who decided that, and why?",
                    "The name of a clinician and the reason.",
                ),
            ),
        ),
        Ask("nai_suspected", "Is it suspected that it was inflicted?"),
    ),
)
MILESTONE = Entry(
    "Milestone",
    "What the child can do",
    "How the child moves about, with the day and who saw it.",
    "child-health",
    when="When was it seen?",
    own="person",
    heading=("milestone",),
    asks=(
        Ask("milestone", "What does the child do?", words=MOVES, required="Choose what the child does."),
        Ask("observer", "Who saw it?", rows=0),
        Ask("regression", "Has the child lost this since, through illness, a cast or otherwise?"),
    ),
)
EVERY = (INJURY, MILESTONE)
