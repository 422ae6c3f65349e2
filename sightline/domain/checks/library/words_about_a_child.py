"""WNB-05: a word that says a child missed an appointment. A hint while writing, without severity; no prompt."""

from __future__ import annotations

import re

from sightline.domain.dates import UncertainDate

from ..conclude import conclude
from ..fact import Fact
from ..look import Look
from ..looks import when_of
from ..maybe import Maybe, all_of, any_in, known, open_
from ..vocabulary import Check, Empties, NumberClass, Outcome, Parameter
from .open_work import WITH_EARLY_HELP

# A test of DNA is not meant.
ABOUT_GENES = r"(?![\s-]*(?:test|sampl|result|swab|profil|evidence|match|analys|report))"
PHRASE = re.compile(
    rf"\bd\.?n\.?a(?:['’]?(?:s|d|ed))?\b\.?{ABOUT_GENES}|\b(?:did not|didn['’]?t) attend\b|\bfail\w* to attend\b",
    re.IGNORECASE,
)


def word_check(look: Look) -> Outcome:
    """WNB-05: the words are typed about a child under sixteen."""
    drafts = [(row, _is_about_young_child(look, row)) for row in look.rows("DraftText")]
    hidden = look.unseen("DraftText")
    return conclude(
        look,
        applies=any_in((*(is_it for _, is_it in drafts), hidden)),
        asks=any_in((*(all_of(is_it, _says_so(row)) for row, is_it in drafts), hidden)),
    )


def _is_about_young_child(look: Look, row: Fact) -> Maybe:
    about = look.is_about(row, "about", look.child, "It is not recorded whom a draft is about.")
    when = when_of(row)
    if when.earliest is None and when.latest is not None:
        # Nobody knows the day: written on the last it can have been, a child who was young then was young before.
        then = look.is_under(look.number("under_months"), on=UncertainDate.exact(when.latest))
        return all_of(about, then if then.is_yes else open_(look.undated(row))).citing(row)
    return all_of(about, look.is_under(look.number("under_months"), on=when)).citing(row)


def _says_so(row: Fact) -> Maybe:
    if row.get("text") is None:
        return open_("A draft has no text.", row)
    return known(PHRASE.search(row.text("text")) is not None, row)


WNB_05 = Check(
    id="WNB-05",
    name="A word about a child",
    question="Does a word in this draft say that the child missed it?",
    theme="PROC-WNB",
    condition=(
        "Text is typed about a child under 16 that says the child did not come to an appointment, in the words used "
        "for adults."
    ),
    prompts={None: ('{name} depends on somebody to be taken there. Would "was not brought" say better what happened?')},
    parameters=(
        Parameter(
            "under_months",
            16 * 12,
            "months of age",
            NumberClass.OUR_DEFAULT,
            "No class stated where the record of an appointment is described",
            "From this age they may be expected to come by themselves",
        ),
    ),
    kinds=("Involvement", "DraftText"),
    also_reads=("Person",),
    levels=WITH_EARLY_HELP,
    needs=("DraftText",),
    clears=("Other words.", "Leaving it as it is: it suggests, and never blocks."),
    known_limits=("It knows a handful of phrases in English.",),
    readings=(
        "A test of genes that goes by the same three letters is not meant.",
        "The age is that on the day of writing.",
        "It looks at what is typed about this child, not at what is typed about others.",
    ),
    empties=Empties(
        uncounted=("DraftText.text",),
        unsettled=("Involvement.level", "DraftText.about", "Person.dob"),
    ),
    decide=word_check,
)

CHECKS = (WNB_05,)
