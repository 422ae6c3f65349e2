"""DP-01: nobody has asked a carer about their own history. DP-02: a history is on record and nobody has weighed it."""

from __future__ import annotations

from collections.abc import Sequence

from ..conclude import conclude
from ..fact import Fact
from ..look import Look
from ..looks import when_of
from ..maybe import Maybe, all_of, any_in, by_names, known, not_
from ..vocabulary import Check, Empties, Outcome, Severity, ours
from .adults import Adult, carers_of, no_adults_here, none_of, those_or_one_of

ASKED = ("asked_none", "asked_declined")
WHOSE = "It is not recorded whose history one of the entries is."


def history_asked(look: Look) -> Outcome:
    """DP-01: an assessment is signed, and a carer has no entry of history, nor "asked: none" or "asked: declined"."""
    signed = [fact for fact in look.rows("Assessment") if look.has_happened(fact, "authorised_at").is_yes]
    carers = carers_of(look)
    items = look.rows("HistoryItem")
    began = min((day for fact in signed if (day := when_of(fact).earliest)), default=None)
    hidden = look.unseen("HistoryItem", since=began)

    def unasked(adult: Adult, items: Sequence[Fact]) -> Maybe:
        entries = any_in(look.is_about(item, "person", adult.person, WHOSE) for item in items)
        return all_of(adult.is_carer, none_of(entries, hidden)).citing(*adult.rows)

    found = [(look.who(adult.person), unasked(adult, items)) for adult in carers]
    some = by_names(
        items,
        "person",
        [adult.person for adult in carers],
        lambda items: any_in(unasked(adult, items) for adult in carers),
    )
    return conclude(
        look,
        applies=all_of(
            known(bool(signed), *signed) | look.unseen("Assessment"),
            any_in(adult.is_carer for adult in carers) | no_adults_here(look),
        ),
        asks=known(bool(signed), *signed) & some,
        words=lambda: {"carers": those_or_one_of(found)},
    )


def history_weighed(look: Look) -> Outcome:
    """DP-02: an entry of history older than twenty working days does not say what it means for the child now."""
    days = look.number("working_days")
    items = [fact for fact in look.rows("HistoryItem") if fact.code("answer") not in ASKED]

    def asks(fact: Fact) -> Maybe:
        return all_of(not_(look.is_filled(fact, "so_what")), look.working_days_passed(fact, days)).citing(fact)

    hidden = look.unseen("HistoryItem")
    return conclude(
        look,
        applies=known(bool(items)) | hidden,
        asks=any_in(map(asks, items)) | hidden,
    )


DP_01 = Check(
    id="DP-01",
    name="History asked",
    question="What do we know of this carer's childhood and earlier parenting, from them and from records?",
    theme="DIRECT-PHIST",
    condition=(
        'An assessment is signed, and a carer has neither an entry of history nor "asked: none" or "asked: declined".'
    ),
    prompts={
        Severity.SOON: (
            "The assessment of {name} is signed, and there is no entry on the history of {carers}. What do we know of "
            "their childhood and earlier parenting, from them and from records?"
        )
    },
    parameters=(),
    kinds=("Involvement", "Assessment", "HistoryItem"),
    also_reads=("Person", "AdultRole", "HouseholdMembership", "Parentage"),
    levels=("CIN", "CP", "S47", "CLA"),
    needs=("Assessment",),
    clears=("An entry of history for each carer.", "An entry that says they were asked, and had none or declined."),
    known_limits=("History that stands only in the text of the assessment is not seen.",),
    readings=(
        "Carers: adults who live with the child or care alone, and parents of whom nothing says that they live "
        "elsewhere.",
        "An assessment without a day of signing is not signed yet.",
    ),
    empties=Empties(
        asks=("HistoryItem",),
        uncounted=("HistoryItem.person",),
        unsettled=("Involvement.level", "AdultRole.lives_here", "AdultRole.cares_alone"),
    ),
    decide=history_asked,
)

DP_02 = Check(
    id="DP-02",
    name="History weighed",
    question="What does this history mean for this child now?",
    theme="DIRECT-PHIST",
    condition="A carer's history was entered more than 20 working days ago, and not what it means for the child.",
    prompts={
        Severity.REFLECT: (
            "A carer's history is on record, and not what it means for {name} now. It may be a strength or a wish for "
            "support: what do you make of it?"
        )
    },
    parameters=(ours("working_days", 20, "working days", "From the day it was entered"),),
    kinds=("Involvement", "HistoryItem"),
    also_reads=("Person",),
    levels=("CIN", "CP", "S47", "CLA"),
    needs=("HistoryItem",),
    clears=("What it means for this child now is filled in.",),
    known_limits=("It does not know whether the meaning is written in the assessment.",),
    readings=('"Asked: none" and "asked: declined" have nothing to weigh.',),
    empties=Empties(
        asks=("HistoryItem.so_what",),
        uncounted=(),
        unsettled=("Involvement.level", "HistoryItem.at"),
    ),
    decide=history_weighed,
)

CHECKS = (DP_01, DP_02)
