"""INF-02: two accounts differ and nobody has written down what was made of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sightline.domain.dates import count_in_words

from ..boxes import capital, words_of
from ..conclude import conclude
from ..deciding import is_made
from ..fact import Fact, as_yes_no
from ..look import Look
from ..maybe import NO, YES, Maybe, all_of, any_in, at_least, known, not_, open_, settled, yes
from ..vocabulary import Check, Empties, Outcome, Severity, ours
from .open_work import WITH_EARLY_HELP
from .verifying import TOPICS, said_by_in_words

UNMARKED = "It is not recorded whether one of the accounts was checked, and with what result."
NOT_SETTLED = ("", "not_checked", "sought")


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that shows two accounts differ, whether it surely does, and whether it is about an injury."""

    fact: Fact
    differs: Maybe
    is_injury: bool
    also: tuple[str, ...] = ()


def accounts_differ(look: Look) -> Outcome:
    """INF-02: contradicted, or two explanations of an injury that do not fit; no decision or note names both."""
    found = (*_contradicted(look), *_explained_twice(look))
    hidden = look.unseen("Statement") | look.unseen("Injury")
    asked = [(one, all_of(one.differs, not_(_is_addressed(look, one)))) for one in found]
    asks = [one for one, answer in asked if answer.is_yes]
    return conclude(
        look,
        applies=any_in((*(_is_looked_at(look, row) for row in _rows(look)), hidden)),
        asks=any_in((*(answer.citing(one.fact) for one, answer in asked), hidden)),
        severity=Severity.TODAY if any(one.is_injury for one in asks) else Severity.SOON,
        words=lambda: {"what_happened": " ".join(_says(look, one) for one in _gravest_first(asks))},
    )


def _rows(look: Look) -> Iterator[Fact]:
    yield from look.rows("Statement")
    yield from (row for row in look.rows("Injury") if look.parts(row, "explanations"))


def _is_looked_at(look: Look, row: Fact) -> Maybe:
    return _is_childs(look, row) if row.type == "Injury" else yes(row)


def _is_childs(look: Look, injury: Fact) -> Maybe:
    return look.is_about(injury, "person", look.child, "It is not recorded whose one of the injuries is.")


def _contradicted(look: Look) -> Iterator[Difference]:
    for row in look.rows("Statement"):
        differs = _is_contradicted(look, row)
        if not differs.is_no:
            others = tuple(other.id for other in look.rows("Statement") if _is_other_side(row, other))
            yield Difference(row, differs, row.code("topic") == "injury", others)


def _is_contradicted(look: Look, row: Fact) -> Maybe:
    """Marked so; or not marked yet, while a source is on record that says otherwise."""
    is_open = row.code("verification") in NOT_SETTLED
    if is_open and any(_contradicts(look, part) for part in look.parts(row, "corroborations")):
        return yes(row)
    return look.is_one_of(row, "verification", ("contradicted",), UNMARKED)


def _contradicts(look: Look, part: Fact) -> bool:
    return part.code("result") == "contradicted" and not (
        part.is_filled("date") and look.has_happened(part, "date").is_no
    )


def _is_other_side(row: Fact, other: Fact) -> bool:
    """Whether another account is somebody else's of the same matter."""
    topic = row.code("topic")
    is_same = bool(topic) and other.code("topic") == topic and other.text("about") == row.text("about")
    return is_same and other.id != row.id and other.text("said_by") != row.text("said_by")


def _explained_twice(look: Look) -> Iterator[Difference]:
    for row in look.rows("Injury"):
        parts = look.parts(row, "explanations")
        differs = all_of(_is_childs(look, row), at_least(look.number("explanations"), map(_does_not_fit, parts)))
        if not differs.is_no:
            yield Difference(row, differs, True)


def _does_not_fit(part: Fact) -> Maybe:
    """Marked as not consistent; unsure is not."""
    if part.code("consistent") == "unsure":
        return NO
    answer = as_yes_no(part.get("consistent"))
    missing = "It is not recorded whether an explanation of an injury fits it."
    return settled(None if answer is None else not answer, missing)


def _is_addressed(look: Look, one: Difference) -> Maybe:
    """Whether a decision, or a dated note, names the account and (where it is a row of its own) the other one."""
    decisions = (
        _names(row, one, [*row.items("names"), *row.items("evidence_refs")])
        for row in look.rows("Decision")
        if is_made(row)
    )
    notes = (
        all_of(known(row.is_filled("date")), _names(row, one, row.items("linked_to")))
        for row in look.rows("Reflection")
    )
    return any_in((*decisions, *notes))


def _names(row: Fact, one: Difference, named: Iterable[object]) -> Maybe:
    ids = {str(name) for name in named}
    if one.fact.id in ids and (not one.also or not ids.isdisjoint(one.also)):
        return YES
    is_silent = row.code("what") == "accounts_differ" and row.get("names") is None and not ids
    return open_("It is not recorded which accounts a decision on differing accounts names.") if is_silent else NO


def _gravest_first(found: list[Difference]) -> list[Difference]:
    return sorted(found, key=lambda one: not one.is_injury)


def _says(look: Look, one: Difference) -> str:
    row = one.fact
    if row.type == "Injury":
        number = capital(count_in_words(sum(_does_not_fit(part).is_yes for part in look.parts(row, "explanations"))))
        what = words_of(row.text("type")) or "injury"
        return f"{number} explanations of the {what} seen on {look.day(row)} are marked as not fitting it."
    topic = TOPICS.get(row.code("topic"), TOPICS["other"])
    return f"What {said_by_in_words(look.record, row)} said about '{topic}' was contradicted."


INF_02 = Check(
    id="INF-02",
    name="Accounts differ",
    question="What might explain both accounts, and what was made of it?",
    theme="INFO-VERIFY",
    condition=(
        "An account was contradicted, or at least 2 explanations of an injury are marked as not consistent, and no "
        "decision or dated note names both sides."
    ),
    prompts={
        Severity.TODAY: (
            "{what_happened} What might explain each account, who else could tell us more today, and who keeps {name} "
            "safe until it is clearer?"
        ),
        Severity.SOON: "{what_happened} What might explain both accounts, and who could help to find out?",
    },
    parameters=(ours("explanations", 2, "explanations", "Of one injury, marked as not consistent"),),
    kinds=("Involvement", "Statement", "Injury", "Decision"),
    also_reads=("Person", "Reflection"),
    levels=WITH_EARLY_HELP,
    needs=("Statement", "Injury"),
    clears=("A decision that names the differing accounts, or a dated reflection linked to them.",),
    known_limits=(
        "It finds the other side of an account only where it is a row of its own on the same matter.",
        "Two accounts that differ and that nobody has marked are not seen.",
    ),
    readings=(
        "It asks at once. An explanation marked unsure is not inconsistent. (VI-02 is part of it.)",
        "Naming both: the contradicted account and, where somebody else's account of the same matter is on record, one "
        "of those; for an injury, the injury.",
        "A source that contradicts an account counts while the account itself is not marked yet.",
        "An account on which nobody marked whether it was checked may have been contradicted: unknown.",
        "Explanations never filled in are read as none.",
    ),
    empties=Empties(
        asks=("Decision", "Reflection"),
        uncounted=("Injury.explanations", "Decision.names"),
        unsettled=("Involvement.level", "Injury.person", "Statement.verification"),
    ),
    decide=accounts_differ,
)

CHECKS = (INF_02,)
