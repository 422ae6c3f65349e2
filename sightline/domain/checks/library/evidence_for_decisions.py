"""EVD-01: a key decision without evidence, reasons or options. EVD-02: something written as a fact with no source."""

from __future__ import annotations

import re

from sightline.domain.dates import and_list, count_in_words

from ..boxes import capital
from ..conclude import conclude
from ..fact import Fact
from ..look import Look
from ..maybe import Maybe, all_of, any_in, known
from ..vocabulary import Check, Empties, Outcome, Severity, ours
from .key_decisions import in_words, key_decisions
from .open_work import CASE_LEVELS

BETWEEN_OPTIONS = re.compile(r"[;\n]|\bor\b")


def without_evidence(look: Look) -> Outcome:
    """EVD-01: a decision of a listed kind with no evidence, hardly any reasons, or no alternative considered."""
    decisions = key_decisions(look)
    hidden = look.unseen("Decision")
    asked = [(row, all_of(is_key, _lacks_something(look, row))) for row, is_key in decisions]
    found = [row for row, asks in asked if asks.is_yes]
    return conclude(
        look,
        applies=any_in((*(is_key for _, is_key in decisions), hidden)),
        asks=any_in((*(asks for _, asks in asked), hidden)),
        words=lambda: {
            "decision": capital(in_words(look, found[-1])),
            "lacks": and_list(_lacking(look, found[-1])),
            "more": _more(len(found) - 1),
        },
    )


def _lacks_something(look: Look, decision: Fact) -> Maybe:
    return known(bool(_lacking(look, decision)), decision)


def _lacking(look: Look, decision: Fact) -> list[str]:
    """What the decision does not say, for a sentence that begins "The decision names"."""
    lacks = []
    if not any(str(ref).strip() for ref in decision.items("evidence_refs")):
        lacks.append("no evidence")
    if len(decision.text("reasons").split()) < look.number("words"):
        lacks.append("hardly any reasons" if decision.is_filled("reasons") else "no reasons")
    if len(_options(decision)) < look.number("options"):
        lacks.append("no other option" if _options(decision) else "no options")
    return lacks


def _options(decision: Fact) -> list[str]:
    """The options considered; a text may hold several, one a line or parted by a semicolon or "or"."""
    entries = decision.items("options_considered")
    if len(entries) == 1:
        entries = tuple(BETWEEN_OPTIONS.split(str(entries[0])))
    return [text for entry in entries if (text := str(entry).strip())]


def _more(number: int) -> str:
    if number < 1:
        return ""
    words = capital(count_in_words(number))
    return f" {words} more {'decision reads' if number == 1 else 'decisions read'} like this."


def opinion_as_fact(look: Look) -> Outcome:
    """EVD-02: an entry marked as a fact names no source."""
    entries = [(row, _is_fact(look, row)) for row in look.rows("Event")]
    hidden = look.unseen("Event")
    asked = [(row, all_of(is_fact, known(not row.is_filled("source"), row))) for row, is_fact in entries]
    found = [row for row, asks in asked if asks.is_yes]
    return conclude(
        look,
        applies=any_in((*(is_fact for _, is_fact in entries), hidden)),
        asks=any_in((*(asks for _, asks in asked), hidden)),
        words=lambda: {
            "entries": f"The {'entry' if len(found) == 1 else 'entries'} of {look.days(found)}",
            "written": "is written as a fact and names" if len(found) == 1 else "are written as facts and name",
            "view": "is it somebody's view, to be marked as one"
            if len(found) == 1
            else "is one of them somebody's view, to be marked as one",
        },
    )


def _is_fact(look: Look, entry: Fact) -> Maybe:
    return look.is_one_of(entry, "kind", ("fact",), "It is not recorded whether one of the entries is a fact.")


EVD_01 = Check(
    id="EVD-01",
    name="A decision without evidence",
    question="What did this decision rest on, and what else was thought of?",
    theme="PROC-RECDECIDE",
    condition=(
        "A decision on no further action at referral, ending a section 47 enquiry, stepping down, closing, changing "
        "the plan, or not holding a conference: no evidence is named, or the reasons are shorter than 5 words, or "
        "fewer than 2 options are recorded."
    ),
    prompts={
        Severity.SOON: (
            "{decision} names {lacks}.{more} What did it rest on, what else was thought of, and why this? A sentence "
            "or two may be all that is missing: could it be added?"
        )
    },
    parameters=(
        ours("words", 5, "words", "Shorter reasons are less than a sentence"),
        ours("options", 2, "options", "The one chosen, and at least one other"),
    ),
    kinds=("Involvement", "Decision"),
    also_reads=("Person",),
    levels=CASE_LEVELS,
    needs=("Decision",),
    clears=("Evidence named, reasons of a sentence, and at least two options, on the decision itself.",),
    known_limits=(
        "It counts words and entries; whether the reasons are good is for people.",
        "Reasons kept in a report or in minutes are not seen unless the decision points to them.",
    ),
    readings=(
        "Any of the three that is missing asks.",
        "The kinds are those of MGT-02. A proposal is not looked at until the decision is made.",
        "Options written as one text count as several when they stand on lines of their own, or are parted by a "
        "semicolon or the word or.",
        "There is no window: a decision that was made long ago can still be put right.",
    ),
    empties=Empties(
        asks=("Decision.evidence_refs", "Decision.reasons", "Decision.options_considered"),
        unsettled=("Involvement.level", "Decision.what"),
    ),
    decide=without_evidence,
)

EVD_02 = Check(
    id="EVD-02",
    name="An opinion written as a fact",
    question="Who saw or said what is written here as a fact?",
    theme="PROC-RECDECIDE",
    condition="An entry of the chronology is marked as a fact and names no source.",
    prompts={Severity.REFLECT: "{entries} {written} no source. Who saw or said it, or {view}?"},
    parameters=(),
    kinds=("Involvement", "Event"),
    also_reads=("Person",),
    levels=CASE_LEVELS,
    needs=("Event",),
    clears=("A source on the entry.", "The entry marked as reported, or as an opinion."),
    known_limits=("It reads the box, not the words: an opinion with a source written as a fact is not seen.",),
    readings=("There is no window: every entry that has happened is looked at.",),
    empties=Empties(asks=("Event.source",), unsettled=("Involvement.level", "Event.kind")),
    decide=opinion_as_fact,
)

CHECKS = (EVD_01, EVD_02)
