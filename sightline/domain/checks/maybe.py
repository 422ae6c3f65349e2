"""Yes, no, or open: three-valued answers that carry the rows they rest on.

Kleene's logic: an open part leaves the whole open only where it could change it. So "if no value of the empty field
could change the result, that result stands" (rulings, A2) holds by construction, as long as every empty box is asked
about with an answer that can be open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import product
from typing import NamedTuple

from .fact import Fact


class Maybe(NamedTuple):
    """An answer. `because`: ids of the rows that make it so. `missing`: sentences, when it is open.

    (A named tuple, because a hundred checks make some thousand of these for each child.)
    """

    answer: bool | None
    because: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        raise TypeError("An answer that may be open is neither true nor false: ask is_yes, is_no or is_open.")

    @property
    def is_yes(self) -> bool:
        """Surely yes."""
        return self.answer is True

    @property
    def is_no(self) -> bool:
        """Surely no."""
        return self.answer is False

    @property
    def is_open(self) -> bool:
        """Something that is not recorded could make it either."""
        return self.answer is None

    def __and__(self, other: Maybe) -> Maybe:
        return all_in((self, other))

    def __or__(self, other: Maybe) -> Maybe:
        return any_in((self, other))

    def __invert__(self) -> Maybe:
        return not_(self)

    def or_else(self, sentence: str) -> Maybe:
        """The same, with this sentence for what is missing when it is open."""
        return _new(Maybe, (None, self.because, (sentence,))) if self.answer is None else self

    def citing(self, *facts: Fact) -> Maybe:
        """The same answer resting on these rows."""
        answer, because, missing = self
        if not facts and not because:
            return self
        return _new(Maybe, (answer, _ids_of(facts), missing))


# `Maybe(...)` in half the time: a named tuple's own way goes through Python code that only hands on.
_new = tuple.__new__
YES, NO = Maybe(True), Maybe(False)


def yes(*facts: Fact) -> Maybe:
    """Yes, because of these rows."""
    return _new(Maybe, (True, _ids_of(facts), ())) if facts else YES


def no(*facts: Fact) -> Maybe:
    """No. Rows only where they are worth showing, e.g. those that answer a prompt."""
    return _new(Maybe, (False, _ids_of(facts), ())) if facts else NO


def open_(sentence: str, *facts: Fact) -> Maybe:
    """Open: the sentence says what is not recorded."""
    return _new(Maybe, (None, _ids_of(facts), (sentence,)))


def known(is_so: bool, *facts: Fact) -> Maybe:
    """Yes because of these rows, or no."""
    return yes(*facts) if is_so else NO


def settled(answer: bool | None, sentence: str, *facts: Fact) -> Maybe:
    """From a plain True, False or None (nobody wrote it down: the sentence)."""
    return open_(sentence, *facts) if answer is None else known(answer, *facts)


def all_of(*parts: Maybe) -> Maybe:
    """Yes when all are; no as soon as one is; open otherwise."""
    return all_in(parts)


def any_of(*parts: Maybe) -> Maybe:
    """Yes when one is (resting on every one that is); no when none is; open otherwise."""
    return any_in(parts)


def all_in(parts: Iterable[Maybe]) -> Maybe:
    """`all_of` for many; stops at the first no."""
    found: list[Maybe] = []
    is_open = False
    for part in parts:
        answer = part[0]
        if answer is False:
            return part
        if answer is None:
            is_open = True
        found.append(part)
    if len(found) == 1:
        return found[0]
    return _left_open(found) if is_open else _new(Maybe, (True, _ids(found), ()))


def any_in(parts: Iterable[Maybe]) -> Maybe:
    """`any_of` for many."""
    found: list[Maybe] = []
    for part in parts:
        if part[0] is not False:
            found.append(part)
    if len(found) < 2:
        return found[0] if found else NO
    certain = [part for part in found if part[0]]
    if len(certain) == 1:
        return certain[0]
    return _new(Maybe, (True, _ids(certain), ())) if certain else _left_open(found)


def not_(part: Maybe) -> Maybe:
    """The opposite; open stays open."""
    answer, because, missing = part
    if not because and answer is not None:
        return NO if answer else YES
    return _new(Maybe, (None if answer is None else not answer, because, missing))


def at_least(number: float, parts: Iterable[Maybe], more: Maybe = NO) -> Maybe:
    """Whether at least that many are yes. `more` open: there may be others that are not here."""
    return weighing_at_least(number, ((part, 1) for part in parts), more)


def weighing_at_least(number: float, parts: Iterable[tuple[Maybe, float]], more: Maybe = NO) -> Maybe:
    """`at_least` where a part may count for more or less than one."""
    found = [(part, weight) for part, weight in parts if part.answer is not False and weight]
    certain = [part for part, _ in found if part.answer is True]
    if sum(weight for part, weight in found if part.answer is True) >= number:
        return _new(Maybe, (True, _ids(certain), ()))
    if more.answer is not False:
        return _left_open([*(part for part, _ in found), more])
    if sum(weight for _, weight in found) >= number:
        return _left_open([part for part, _ in found])
    return NO


Counted = list[tuple[Fact, Maybe]]  # rows, each with the answer to "does it count?"
MOST_IN_DOUBT = 4
MOST_CASES = 16
SOMETHING_ELSE = "something else"


def by_cases(rows: Iterable[tuple[Fact, Maybe]], judge: Callable[[Counted], Maybe]) -> Maybe:
    """What `judge` says of rows that may or may not count, where one row's doubt weighs in more than one place.

    Kleene's logic takes each place for a doubt of its own, and so leaves open what is the same whether the row counts
    or not. What is left open is therefore judged once for each way in which the rows in doubt can be; where all agree,
    that is the answer (rulings, A2.5). With more than four rows in doubt it stays open.
    """
    found = list(rows)
    answer = judge(found)
    doubtful = [row for row, counts in found if counts.is_open]
    if not answer.is_open or not 0 < len(doubtful) <= MOST_IN_DOUBT:
        return answer
    answers = set()
    for ways in product((YES, NO), repeat=len(doubtful)):
        as_if = {row.id: way for row, way in zip(doubtful, ways, strict=True)}
        answers.add(judge([(row, as_if.get(row.id, counts)) for row, counts in found]).answer)
    return Maybe(answers.pop(), answer.because) if len(answers) == 1 and None not in answers else answer


def by_names(rows: Sequence[Fact], box: str, names: Iterable[str], judge: Callable[[Sequence[Fact]], Maybe]) -> Maybe:
    """What `judge` says of rows a box of which names a person, a danger, a meeting; never filled in, it may be any.

    One account that may be either carer's cannot be both carers'. What is left open is therefore judged once with each
    of the names in the empty boxes, and with none of them; where all agree, that is the answer (rulings, A2.5).
    """
    answer = judge(rows)
    blank = [row for row in rows if not row.is_filled(box)] if answer.is_open else []
    known = tuple(dict.fromkeys(name for name in names if name))
    if not blank or (len(known) + 1) ** len(blank) > MOST_CASES:
        return answer
    answers = set()
    for ways in product((*known, SOMETHING_ELSE), repeat=len(blank)):
        filled = {
            row.id: Fact(row.type, row.id, {**row.fields, box: way}) for row, way in zip(blank, ways, strict=True)
        }
        answers.add(judge([filled.get(row.id, row) for row in rows]).answer)
    return Maybe(answers.pop(), answer.because) if len(answers) == 1 and None not in answers else answer


def _left_open(parts: list[Maybe]) -> Maybe:
    """Open, resting on all of the parts and lacking what each lacks."""
    missing = tuple(dict.fromkeys([sentence for part in parts for sentence in part[2]]))
    return _new(Maybe, (None, _ids(parts), missing))


def _ids_of(facts: tuple[Fact, ...]) -> tuple[str, ...]:
    """The ids of rows; mostly it is one, or none."""
    if len(facts) == 1:
        return (facts[0].id,)
    return tuple([fact.id for fact in facts]) if facts else ()


def _ids(parts: list[Maybe]) -> tuple[str, ...]:
    """The rows of all parts, each once, in order."""
    first: tuple[str, ...] = ()
    every: list[str] = []
    for _, ids, _ in parts:
        if not ids:
            continue
        if not first:
            first = ids
        elif every:
            every += ids
        else:
            every = [*first, *ids]
    return tuple(dict.fromkeys(every)) if every else first
