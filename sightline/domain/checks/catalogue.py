"""Checks and outcomes as plain data: for the generated reference, and for lines of JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .record import ChildRecord
from .vocabulary import Check, Outcome, Parameter


def outcome_line(
    record: ChildRecord, check: Check, outcome: Outcome, params: Mapping[str, object] | None = None
) -> dict[str, Any]:
    """One outcome as `sightline checks run` prints it. `params` are those given to `evaluate`."""
    return {
        "child": record.child,
        "check": check.id,
        "result": outcome.result.value,
        "severity": outcome.severity.value if outcome.severity else None,
        "evidence": list(outcome.evidence),
        "parameters": check.values(params),
        "next_look": outcome.next_look.isoformat() if outcome.next_look else None,
        "prompt": outcome.prompt,
        "because": list(outcome.unknown_because),
    }


def describe(check: Check) -> dict[str, Any]:
    """Everything about a check that a reader should see beside it."""
    return {
        "id": check.id,
        "name": check.name,
        "theme": check.theme,
        "question": check.question,
        "condition": check.condition,
        "runs_on": list(check.levels),
        "prompts": {severity.value if severity else "none": text for severity, text in check.prompts.items()},
        "wordings": dict(check.wordings),
        "numbers": [_number(parameter) for parameter in check.parameters],
        "kinds": list(check.kinds),
        "needs": list(check.needs),
        "also_reads": list(check.also_reads),
        "clears": list(check.clears),
        "empty_fields": {
            "asks": list(check.empties.asks),
            "unknown_because_it_makes_a_record_count": list(check.empties.uncounted),
            "unknown_because_it_says_whether_the_check_applies": list(check.empties.unsettled),
        },
        "readings": list(check.readings),
        "known_limits": list(check.known_limits),
        "stories": f"tests/practice/test_{check.id.lower().replace('-', '_')}.py",
        "version": check.version,
        "reviewed_on": check.reviewed_on.isoformat() if check.reviewed_on else None,
    }


def _number(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "default": parameter.default,
        "unit": parameter.unit,
        "class": parameter.cls.value,
        "source": parameter.source,
        "note": parameter.note,
    }
