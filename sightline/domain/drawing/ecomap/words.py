"""The facts of an eco-map in words: a sentence for each tie, for titles, the table and the narrative."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sightline.domain.dates import and_list
from sightline.domain.drawing.genogram.words import date_words, name_of

from .model import DOMAINS, EcoMap, System, Tie

NOT_RECORDED: Final = "not recorded"
STRENGTH: Final = {"none": "no tie", "weak": "weak", "ordinary": "ordinary", "strong": "strong"}
STATE: Final = {"current": "there now", "ended": "ended", "wanted": "wished for, not there"}
FLOW: Final = {
    "in": "gives to the family",
    "out": "takes from the family",
    "both": "gives and takes",
    "none": "neither gives nor takes",
}
NO_RATER: Final = "from the record, nobody’s rating"


def strength_words(tie: Tie) -> str:
    """ "Strong", "Strength not recorded"."""
    return STRENGTH[tie.strength] if tie.strength else NOT_RECORDED


def stress_words(tie: Tie) -> str:
    """Whether the tie is stressful: yes, no, not recorded."""
    return NOT_RECORDED if tie.stress is None else "yes" if tie.stress else "no"


def flow_words(tie: Tie) -> str:
    """Who gives to whom."""
    return FLOW[tie.flow] if tie.flow else NOT_RECORDED


def whose(eco: EcoMap, tie: Tie) -> str:
    """The person a tie ends at, or who stands in the middle as a whole."""
    if tie.person:
        return name_of(eco.person[tie.person])
    return middle_words(eco)


def middle_words(eco: EcoMap) -> str:
    """What the middle is called: its label, the one person in it, or the household."""
    label = " ".join(eco.label.split())
    if label:
        return label
    if len(eco.persons) == 1:
        return name_of(eco.persons[0])
    return "the household"


def rated(tie: Tie) -> str:
    """ "as Ann Reed saw it on 3 May 2026"."""
    day = f" on {date_words(tie.date)}" if tie.date else ", day not recorded"
    return (
        f"as {tie.rater} saw it{day}" if tie.rater else f"{NO_RATER}{f', {date_words(tie.date)}' if tie.date else ''}"
    )


def tie_sentence(eco: EcoMap, tie: Tie) -> str:
    """One tie in a sentence."""
    system = eco.system[tie.system].called
    parts = [f"{system} and {whose(eco, tie)}"]
    if tie.state == "ended":
        said = "the tie has ended"
    elif tie.state == "wanted":
        said = "a tie is wished for and is not there"
    elif tie.strength == "none":
        said = "no tie"
    else:
        said = f"{strength_words(tie)} tie" if tie.strength else "a tie, strength not recorded"
    more = [said]
    if tie.has_line:
        more += ["stressful"] if tie.stress else ["stress not recorded"] if tie.stress is None else ["not stressful"]
        more.append(flow_words(tie) if tie.flow else "who gives to whom not recorded")
    note = f" {' '.join(tie.note.split())}" if tie.note.strip() else ""
    return f"{parts[0]}: {', '.join(more)}, {rated(tie)}.{note}"


def system_sentence(system: System, ties: int) -> str:
    """A system with no tie says so."""
    told = "" if ties else ": no tie is recorded"
    return f"{system.called} ({DOMAINS[system.domain]}){told}."


def narrative(eco: EcoMap) -> Iterator[str]:
    """The whole map in sentences, sector by sector; empty sectors are said."""
    people = [name_of(one) for one in eco.persons]
    yield f"In the middle: {and_list(people)}." if people else "Nobody is recorded in the middle."
    for domain, name in DOMAINS.items():
        systems = [one for one in eco.systems if one.domain == domain]
        if not systems:
            yield f"{name}: nothing is recorded. That may mean that nobody asked."
            continue
        yield f"{name}: {and_list([one.called for one in systems])}."
        for system in systems:
            ties = [tie for tie in eco.ties if tie.system == system.id]
            if not ties:
                yield f"{system.called}: no tie is recorded."
            yield from (tie_sentence(eco, tie) for tie in ties)
