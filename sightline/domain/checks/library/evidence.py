"""How well something is known: the grades of evidence (E0 to E4), each shown by itself and never summed.

E0 somebody's own word · E1 one other reports · E2 seen once by a professional, or told by the child · E3 such evidence
on three dates over 56 days or more, from two sources · E4 the same, with the danger present on one of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ..fact import Fact
from ..look import Look
from ..looks import when_of
from ..maybe import NO, Maybe, known, open_, yes
from .clocks import Counted

SOURCE_KINDS = ("own_word", "other_reports", "professional", "child")


def is_seen_or_told(look: Look, fact: Fact) -> Maybe:
    """Whether one piece of evidence is E2 or better: a professional saw it, or the child told it."""
    kind = fact.code("source_kind")
    if kind == "child":
        return yes(fact)
    if kind == "professional":
        return look.is_one_of(
            fact, "observed_or_reported", ("observed",), "It is not recorded whether a professional saw it or heard it."
        )
    return NO if kind in SOURCE_KINDS else open_("It is not recorded where a piece of evidence comes from.", fact)


def is_on_danger(fact: Fact, danger: str) -> Maybe:
    """Whether evidence is about this danger; tied to none: open."""
    named = [str(item) for item in fact.items("danger")]
    if named:
        return known(danger in named, fact)
    return open_("It is not recorded which danger a piece of evidence is about.", fact)


def is_lasting(rows: Iterable[Counted], days: int, dates: int = 3, sources: int = 2) -> Maybe:
    """Whether rows that count are of enough dates, far enough apart and from enough sources (E3)."""
    found = [(fact, counts) for fact, counts in rows if not counts.is_no]
    certain = [fact for fact, counts in found if counts.is_yes and when_of(fact).has_bounds]
    if _is_enough(certain, days, dates, sources):
        return yes(*certain)
    if len(found) < dates or not _could_be_enough([fact for fact, _ in found], days, dates, sources):
        return NO
    missing = [sentence for _, counts in found for sentence in counts.missing]
    missing += ["It is not recorded when something was seen, or by whom."]
    return Maybe(None, tuple(fact.id for fact, _ in found), tuple(dict.fromkeys(missing)))


def _is_enough(rows: list[Fact], days: int, dates: int, sources: int) -> bool:
    seen = {day for fact in rows if (day := when_of(fact).earliest)}
    names = {fact.text("source").lower() for fact in rows} - {""}
    return len(seen) >= dates and (max(seen) - min(seen)).days >= days and len(names) >= sources


def _could_be_enough(rows: list[Fact], days: int, dates: int, sources: int) -> bool:
    """The same where what is not recorded may be anything."""
    seen: set[date] = {day for fact in rows if (day := when_of(fact).earliest)}
    undated = sum(not when_of(fact).has_bounds for fact in rows)
    names = {fact.text("source").lower() for fact in rows} - {""}
    unnamed = sum(not fact.text("source") for fact in rows)
    is_long = bool(undated) or (bool(seen) and (max(seen) - min(seen)).days >= days)
    return len(seen) + undated >= dates and is_long and len(names) + unnamed >= sources
