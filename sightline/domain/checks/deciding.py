"""Decisions on record that answer a prompt."""

from __future__ import annotations

from collections.abc import Iterable

from .fact import Fact
from .look import Look, When
from .maybe import NO, YES, Maybe, all_in, any_in, known, not_, open_, yes


def decided(
    look: Look,
    *whats: str,
    since: Iterable[When | tuple[Fact, Maybe]] = (),
    naming: Iterable[Fact] = (),
    reasoned: bool = False,
) -> Maybe:
    """Whether a decision of one of these kinds, or one that names one of these rows, could be on or after all `since`.

    A proposal does not count. A decision whose kind nobody wrote down may be one. With `naming` alone the kind does
    not matter. A row of `since` may come with an answer to "does it count?": it is looked at only as far as it does.
    `reasoned`: it has to give its reasons; saved empty it gives none, never filled in nobody knows.
    """
    ids, starts = {fact.id for fact in naming}, tuple(since)
    made = [(fact, _counts(fact, whats, ids)) for fact in look.rows("Decision") if is_made(fact)]
    return any_in(
        all_in(
            (counts, gives_reasons(fact) if reasoned else YES, *(after(look, fact, start) for start in starts))
        ).citing(fact)
        for fact, counts in made
        if not counts.is_no
    )


def after(look: Look, fact: Fact, start: When | tuple[Fact, Maybe]) -> Maybe:
    """Whether a row could be on or after another, as far as that other counts."""
    if isinstance(start, tuple):
        other, counts = start
        return any_in((not_(counts), look.since(fact, other)))
    return look.since(fact, start)


def is_made(decision: Fact) -> bool:
    """Whether a decision is made; one nobody marked as proposed is."""
    return decision.code("status") != "proposed"


def gives_reasons(decision: Fact) -> Maybe:
    """Whether a decision gives its reasons: saved empty it does not, never filled in it may."""
    if decision.is_filled("reasons"):
        return YES
    return open_("It is not recorded why one of the decisions was made.") if decision.get("reasons") is None else NO


def names_one_of(decision: Fact, ids: Iterable[str]) -> bool:
    """Whether a decision names or lists as evidence one of these rows."""
    named = decision.items("names") + decision.items("evidence_refs")
    return not set(ids).isdisjoint(map(str, named)) if named else False


def names_all_of(decision: Fact, ids: Iterable[str]) -> bool:
    """Whether a decision names or lists as evidence every one of these rows."""
    return set(ids) <= {str(name) for name in decision.items("names") + decision.items("evidence_refs")}


def _counts(decision: Fact, whats: tuple[str, ...], ids: set[str]) -> Maybe:
    if ids and names_one_of(decision, ids):
        return yes(decision)
    if not whats:
        return NO if ids else YES
    what = decision.code("what")
    return known(what in whats, decision) if what else open_("It is not recorded what one of the decisions was.")
