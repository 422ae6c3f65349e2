"""The questions a confidence survey asks unless a partnership brings its own: ours, and not validated.

Nineteen sentences in six themes, "As of now, how sure are you that you can ...": 0 cannot, 5 moderately, 10 highly
certain (after Bandura: specific, about what one can do, graded). Two short stories go with them at the start and after
three months: to be sure without being safe is a harm. Source of the items: practice-and-confidence, section 5. No
validated scale of safeguarding confidence was found in the United Kingdom.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

VERSION: Final = "sightline-19/1"
UNVALIDATED: Final = (
    "These questions are Sightline’s own. They have not been validated, so read the answers as a conversation, "
    "not as a test score."
)
STEM: Final = "As of now, how sure are you that you can"
STEM_THEN: Final = "Before today, how sure were you that you could"
LOWEST: Final = 0
HIGHEST: Final = 10
ENDS: Final = "0 cannot · 5 moderately sure · 10 highly certain"

NOW: Final = "now"
THEN: Final = "then"
T1: Final = "T1"
T2: Final = "T2"
T3: Final = "T3"
WAVES: Final = (T1, T2, T3)
WAVE_NAMES: Final = {T1: "Before", T2: "On the day", T3: "After three months"}
WAVE_TIMES: Final = {
    T1: "up to 7 days before the learning event",
    T2: "the same day: now and, on a page of its own, before today",
    T3: "12 weeks after it, two weeks either way",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One sentence. `deed`: whether it is something that can be counted in four weeks, asked after three months."""

    code: str
    theme: str
    words: str
    short: str
    deed: str = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """Items that belong together."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Vignette:
    """A short invented story: what one would do first, and how sure one is.

    `expected`: what the procedures ask; `themes`: the themes it is about.
    """

    code: str
    story: str
    options: tuple[tuple[str, str], ...]
    expected: str
    why: str
    themes: str


THEMES: Final = (
    Theme("R", "Reflecting"),
    Theme("H", "Recognising"),
    Theme("P", "Procedures and recording"),
    Theme("D", "Direct practice"),
    Theme("M", "Multi-agency working"),
    Theme("I", "Information sharing"),
)
ITEMS: Final = (
    Item("R1", "R", "take a case to a colleague when you are unsure", "Take a case to a colleague"),
    Item("R2", "R", "put a gut feeling into words and say what would test it", "Put a gut feeling into words"),
    Item("R3", "R", "say that you have changed your view when the team has not", "Say I changed my view"),
    Item("H1", "H", "act on a bruise in a baby who is not yet mobile", "Act on a baby’s bruise"),
    Item("H2", "H", "see when domestic abuse, substances and mental ill-health add up", "See when harms add up"),
    Item("H3", "H", "argue from evidence that need has become protection", "Argue that need is protection"),
    Item("P1", "P", "find and follow the procedure on the day you need it", "Find and follow a procedure"),
    Item("P2", "P", "record so that a stranger sees the child and the reason for the decision", "Record for others"),
    Item(
        "P3", "P", "treat “was not brought” as news about the child although the excuse is good",
        "Treat not brought as news", "A child was not brought: you asked what it means for the child",
    ),
    Item("D1", "D", "describe a child’s day", "Describe a child’s day", "You found out what a child’s day is like"),
    Item(
        "D2", "D", "ask a parent, alone, about abuse or exploitation", "Ask a parent alone",
        "You asked a parent, alone, about abuse or exploitation",
    ),
    Item(
        "D3", "D", "reach and include a father or partner whom nobody has met", "Reach a father or partner",
        "You reached a father or partner whom nobody had met",
    ),
    Item(
        "D4", "D", "know that a parent with an interpreter or a learning disability can say the plan back",
        "Hear the plan said back", "You asked a parent to say the plan back in their own words",
    ),
    Item("M1", "M", "say what each agency does on a case of yours", "Say what each agency does"),
    Item(
        "M2", "M", "ask who is missing from a meeting", "Ask who is missing", "You asked who was missing from a meeting"
    ),
    Item(
        "M3", "M", "take a disagreement to someone senior in another agency", "Escalate to another agency",
        "You took a disagreement to someone senior elsewhere",
    ),
    Item("I1", "I", "decide whether to share information without consent", "Decide to share"),
    Item(
        "I2", "I", "check a parent’s account with someone else", "Check an account elsewhere",
        "You checked a parent’s account with someone else",
    ),
    Item("I3", "I", "tell the parent that you are checking", "Tell the parent I check"),
)  # fmt: skip
DEEDS: Final = tuple(item for item in ITEMS if item.deed)

BARRIERS: Final = (
    ("time", "No time"),
    ("how", "Not sure how to go about it"),
    ("raise", "I did not feel able to raise it"),
    ("reach", "I could not reach the other agency"),
    ("think", "Nobody to think it through with"),
    ("system", "Forms or systems got in the way"),
    ("never", "It did not come up"),
    ("other", "Something else"),
)

VIGNETTES: Final = (
    Vignette(
        "V1",
        "You are visiting a baby of ten weeks. There is a small bruise on one cheek. The mother, whom you know and "
        "like, says that an older child dropped a toy. The baby feeds well and smiles. What do you do first?",
        (
            ("a", "Write down what you saw and look again at the next visit"),
            ("b", "Speak to children’s social care now, so that a paediatrician sees the baby today"),
            ("c", "Ask the family doctor to look at it this week"),
            ("d", "Ask the mother to send you a photograph tomorrow"),
        ),
        "b",
        "A baby who cannot move about rarely bruises by accident: procedures ask for a medical look the same day, "
        "however good the explanation.",
        "H",
    ),
    Vignette(
        "V2",
        "A child of nine was not brought to the hospital for the third time. The mother rings each time with a good "
        "reason. She tells you that her partner has moved out and that things are calmer. What do you do first?",
        (
            ("a", "Book a fourth appointment, as there was a reason each time"),
            ("b", "Ask what the missed treatment means for the child, and check with others whether he has moved out"),
            ("c", "Write that the family is working with you"),
            ("d", "Warn the mother that the next one missed will be reported"),
        ),
        "b",
        "That a child was not brought says something about the child’s care, whatever the reason; and an account that "
        "decisions will rest on is checked with somebody who does not repeat it.",
        "PI",
    ),
)
SURE: Final = 7
"""From here on somebody counts as sure of their answer to a story. Our default."""

_BY_CODE: Final = {item.code: item for item in ITEMS}


def item(code: str) -> Item:
    """The item with this code. Raises KeyError."""
    return _BY_CODE[code]


@cache
def items_of(theme: str) -> tuple[str, ...]:
    """Codes of a theme's items, in order."""
    return tuple(one.code for one in ITEMS if one.theme == theme)
