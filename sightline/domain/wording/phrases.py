"""The words, why each is better left, and what says more. Where a source of the field names a word, it is cited.

`source`: "recognising-and-recording, 4" and the like are the domain files; the others are our default.
A word is listed only where something else can be written in its place that says more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sightline.domain.checks.library.words_about_a_child import PHRASE as MISSED

OUR_DEFAULT = "our default"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way of saying it. `under`: only in a text about a child under so many years."""

    pattern: re.Pattern[str]
    why: str
    instead: str
    source: str = OUR_DEFAULT
    under: int | None = None


def _words(pattern: str) -> re.Pattern[str]:
    """Whole words, over the end of a line too."""
    over_lines = pattern.replace(" ", r"\s+")
    return re.compile(rf"\b(?:{over_lines})\b", re.IGNORECASE)


_THEM = r"(?:her|him|them)sel(?:f|ves)"
PHRASES: tuple[Phrase, ...] = (
    Phrase(
        MISSED,
        "A child depends on an adult to bring them.",
        "Write that the child was not brought, by whom, and what got in the way.",
        "recognising-and-recording, WNB-05",
        under=16,
    ),
    Phrase(
        _words(r"lifestyle choices?"),
        "Nobody chooses to be exploited; it puts on the child what somebody else does.",
        "Write what is done to the child, and by whom.",
        "recognising-and-recording, 4",
    ),
    Phrase(
        _words(r"promiscuous(?:ly)?|promiscuity"),
        "It judges the child and hides who harms.",
        "Write what happened, and what the other person did.",
        "recognising-and-recording, 4",
    ),
    Phrase(
        _words(rf"(?:put(?:s|ting)?|plac(?:es|ed|ing)|place) {_THEM} (?:at|in) (?:risk|danger|harm['’]?s way)"),
        "The risk comes from somebody; this says it comes from the child.",
        "Write who or what the danger is, and where.",
        "recognising-and-recording, 4",
    ),
    Phrase(
        _words(r"disguised compliance"),
        "It is a label: it does not help to see what is going on.",
        "Write what was agreed, what was seen, what changed for the child, and what else could explain it.",
        "practice-and-confidence, 1.3",
    ),
    Phrase(
        _words(r"child prostitut(?:e|es|ion)|(?:rent boys?)|prostituting (?:her|him)self"),
        "A child cannot agree to being sexually exploited.",
        "Write that the child is being sexually exploited, and by whom.",
    ),
    Phrase(
        _words(r"attention[- ]seeking|seeking attention"),
        "It closes the question what the child needs.",
        "Write what the child did, what came before, and what it may be asking for.",
    ),
    Phrase(
        _words(r"manipulative|street[- ]?wise"),
        "It judges the child; a frightened child has few ways to keep safe.",
        "Write what the child did and said.",
    ),
    Phrase(
        _words(r"hard[- ]to[- ]reach|(?:refus|fail)(?:s|es|ed|ing)? to engage|non[- ]engag(?:ing|ement)|disengaged"),
        "It says nothing about what was offered, or what stood in the way.",
        "Write what was offered, how and how often, and what got in the way.",
    ),
    Phrase(
        _words(r"fail(?:s|ed|ing)? to protect"),
        "It is often written of a parent who is harmed as well, and not of the one who harms.",
        "Write who harms, and what the other parent has done to keep the child safe.",
    ),
    Phrase(
        _words(r"(?:volatile|toxic|turbulent) relationship|domestic disputes?"),
        "It makes both sides equal; usually one is afraid.",
        "Write who did what to whom, who is afraid, and what the child saw and heard.",
    ),
    Phrase(
        _words(r"inappropriate(?:ly)?"),
        "The reader cannot tell what happened.",
        "Write what was said or done.",
    ),
    Phrase(
        _words(r"concerns (?:were|have been|had been) (?:raised|expressed|shared|noted)"),
        "It leaves out who was worried, and about what.",
        "Write who said what, and what they had seen.",
    ),
    Phrase(
        _words(r"no (?:current |further )?concerns"),
        "It can mean that all was well, or that nobody looked.",
        "Write what was looked at, and what was seen.",
    ),
    Phrase(
        _words(r"(?:continue to |will )monitor|to be monitored"),
        "It does not say who looks, at what, or what would change the plan.",
        "Write who does what, by when, and what happens if it does not work.",
    ),
    Phrase(
        _words(r"(?:old|fresh|recent|healing|fading|\d+[- ]days?[- ]old) bruis(?:e|es|ing)"),
        "The age of a bruise cannot be told by looking.",
        "Write where it is, its size, shape and colour, and what was said about it.",
        "recognising-and-recording, 1",
    ),
)  # fmt: skip
