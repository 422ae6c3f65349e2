"""From answers to an outcome: clear, ask, unknown or n/a, by the rulings A2 and A3."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from .boxes import capital
from .look import Look
from .maybe import YES, Maybe, all_of
from .vocabulary import Outcome, Result, Severity, unknown

Words = Mapping[str, object] | Callable[[], Mapping[str, object]]
LEFT_OPEN = "What is on record leaves this open."


def conclude(
    look: Look,
    *,
    applies: Maybe,
    asks: Maybe,
    severity: Severity | None = None,
    wording: str = "",
    words: Words | None = None,
    shows: Iterable[str] = (),
) -> Outcome:
    """The outcome of a check.

    `applies`: there is something to look at on this child; no gives n/a. `asks`: yes gives ask, no gives clear. Where
    one that matters is open: unknown, with what is missing. Nothing is settled unless the check runs at a level that is
    surely open, and on a child it is surely for. `severity`: by default the gravest of the check (none for a check
    without). `wording`: the name of one of the check's `wordings`, else the prompt of the severity. `words` fill the
    prompt beside {name}; a function is called only when it asks. Evidence: the rows on which `asks` rests, else those
    of `applies`, the open level, the child.
    """
    if applies.is_no:
        return Outcome(Result.NOT_APPLICABLE, next_look=look.looks.first)
    runs = look.runs if look.for_child is YES else all_of(look.runs, look.for_child)
    if runs.is_no:
        return Outcome(Result.NOT_APPLICABLE, next_look=look.looks.first)
    evidence = asks.because if asks.is_yes or not applies.because else (*asks.because, *applies.because)
    if len(evidence) > 1:
        evidence = tuple(dict.fromkeys(evidence))
    if applies.is_yes and runs.is_yes and not asks.is_open:
        if asks.is_no:
            return Outcome(Result.CLEAR, evidence=evidence, next_look=look.looks.first, shows=tuple(shows))
        return _ask(look, evidence or applies.because or _standing(look), severity, wording, words, tuple(shows))
    missing = tuple(dict.fromkeys((*runs.missing, *applies.missing, *asks.missing))) or (LEFT_OPEN,)
    return unknown(look.check, missing, evidence=evidence, next_look=look.looks.first, shows=tuple(shows))


def not_applicable(look: Look) -> Outcome:
    """`n/a`: nothing to look at on this child today."""
    return Outcome(Result.NOT_APPLICABLE, next_look=look.looks.first)


def _standing(look: Look) -> tuple[str, ...]:
    """What a prompt rests on when nothing at all is recorded: the open case, else the child."""
    levels = look.check.levels
    cases = tuple(level.fact.id for level in look.levels if level.is_certain and level.level in levels)
    return cases or tuple(fact.id for fact in (look.record.find(look.child, "Person"),) if fact)


def _ask(
    look: Look,
    evidence: tuple[str, ...],
    severity: Severity | None,
    wording: str,
    words: Words | None,
    shows: tuple[str, ...],
) -> Outcome:
    check = look.check
    if severity is None and check.severities:
        severity = check.severities[0]
    text = check.wordings[wording] if wording else check.prompts[severity]
    given = words() if callable(words) else words or {}
    prompt = capital(text.format(**{"name": look.name, **given}))
    return Outcome(Result.ASK, severity, prompt, evidence, look.looks.first, shows)
