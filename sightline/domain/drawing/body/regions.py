"""The parts of the body by code, in words; sides and views. The codes of the record's `body_region`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

REGIONS: Final[Mapping[str, str]] = {
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
NOWHERE: Final = ("several", "not_recorded")
"""Codes that are no place on the drawing."""
VIEWS: Final[Mapping[str, str]] = {
    "front": "Front",
    "back": "Back",
    "right": "Right side",
    "left": "Left side",
}
SIDES: Final[Mapping[str, str]] = {
    "left": "the child’s left",
    "right": "the child’s right",
    "middle": "in the middle, or across both",
}
