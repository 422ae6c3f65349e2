"""Setting a standard: a number of a check, or what only the partnership can supply. Adds a dated row, never edits one.

Confirming is the same deed with the same value: the row then says whose number it is here, from where, since when, and
who approved it.
"""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction

from sightline import trail
from sightline.access.policy import can, register_rule
from sightline.access.roles import ADMINISTRATOR, EVERYONE
from sightline.access.security_log import security_event
from sightline.checks.models import Standard
from sightline.checks.policy import NotAllowed
from sightline.checks.supplied import NO_CHECK, Topic, topics
from sightline.domain.checks.library import CATALOGUE
from sightline.domain.checks.vocabulary import NumberClass, Parameter, ParameterError

if TYPE_CHECKING:
    from sightline.access.models import Worker

SEE, SET = "standards.view", "standards.set"
LONGEST = {"source": 200, "approved_by": 120}
MISSING = {
    "value": "Write the value.",
    "number_class": "Choose whose number it is.",
    "source": "Say where it comes from: the title of the document, its edition, the page.",
    "valid_from": "Write the day from which it counts.",
    "approved_by": "Say who approved it: a person with their role, or a meeting with its date.",
}
EARLIEST = date(1989, 11, 16)  # the Children Act 1989; an earlier day is a slip of the pen


class Incomplete(Exception):
    """The row cannot be added as it is. `problems`: field name to one sentence."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems


def register() -> None:
    """Who may see and set standards. Called once, when the app is ready."""
    register_rule(SEE, roles=EVERYONE)  # every number has a source, and whoever is asked by it may see that
    register_rule(SET, roles=(ADMINISTRATOR,))


def parameter_of(check_id: str, name: str) -> Parameter | None:
    """The number of a check with this name, or None."""
    check = CATALOGUE.get(check_id)
    return next((one for one in check.parameters if one.name == name), None) if check else None


@transaction.atomic
def set_standard(
    check_id: str,
    name: str,
    *,
    by: Worker | None,
    value: Any,
    number_class: str,
    source: str,
    valid_from: date | None,
    approved_by: str,
) -> Standard | None:
    """Add a row. The very same row again changes nothing and gives None. `by=None`: the command line.

    Raises NotAllowed, Incomplete; KeyError for a standard there is not.
    """
    if by is not None and not (decision := can(by, SET)):
        raise NotAllowed(decision.reason)
    found = topics()[name] if check_id == NO_CHECK else parameter_of(check_id, name)
    if found is None:
        raise KeyError(name)
    problems: dict[str, str] = {}
    kept = _value(found, value, check_id, problems)
    row = Standard(
        check_id=check_id, name=name, value=kept, number_class=number_class, source=source.strip(),
        valid_from=valid_from or date.min, approved_by=approved_by.strip(),
    )  # fmt: skip
    _check(row, problems)
    if problems:
        raise Incomplete(problems)
    if _stands_already(row):
        return None
    row.save()
    content = {
        "check": check_id, "name": name, "value": kept, "class": number_class, "source": row.source,
        "valid_from": str(valid_from), "approved_by": row.approved_by,
    }  # fmt: skip
    trail.record(verb="checks.set_standard", by=by, thing=row, content=content, kind="system")
    doer = by.pk if by is not None else "system"
    transaction.on_commit(lambda: security_event("standard_set", by=doer, check=check_id, name=name))
    return row


def _value(found: Parameter | Topic, value: Any, check_id: str, problems: dict[str, str]) -> Any:
    """The value as it is kept: a number, an ISO date, or text."""
    text = str(value if value is not None else "").strip()
    if not text:
        problems["value"] = MISSING["value"]
        return None
    try:
        if isinstance(found, Parameter):
            return found.checked(_number(text), check_id)
        if found.kind == "number":
            return _positive(_number(text), found.unit)
        if found.kind == "date":
            return date.fromisoformat(text).isoformat()
    except ParameterError as error:
        problems["value"] = _sentence(error)
    except ValueError:
        problems["value"] = (
            "Write a day like 2026-11-25." if getattr(found, "kind", "") == "date"
            else f"Write a number of {found.unit}."
        )  # fmt: skip
    return text


def _number(text: str) -> int | float:
    value = float(text.replace(",", ""))
    if not math.isfinite(value):
        raise ValueError(text)
    return int(value) if value == int(value) else value


def _positive(value: int | float, unit: str) -> int | float:
    if not 0 < value < 10_000:
        raise ValueError(unit)
    return value


def _sentence(error: ParameterError) -> str:
    """A check's own sentence without its id and inner name, which the page shows already."""
    _before, _colon, words = str(error).partition(": ")
    return f"The value {words.partition(' ')[2]}" if words.startswith("'") else str(error)


def _check(row: Standard, problems: dict[str, str]) -> None:
    if row.number_class not in {str(one) for one in NumberClass}:
        problems["number_class"] = MISSING["number_class"]
    if not row.source:
        problems["source"] = MISSING["source"]
    if not row.approved_by:
        problems["approved_by"] = MISSING["approved_by"]
    for field, longest in LONGEST.items():
        if len(getattr(row, field)) > longest:
            problems[field] = f"This can have at most {longest} letters."
    if row.valid_from == date.min:
        problems["valid_from"] = MISSING["valid_from"]
    elif row.valid_from < EARLIEST:
        problems["valid_from"] = "That day is before the Children Act 1989. Check the year."


def _stands_already(row: Standard) -> bool:
    same = Standard.objects.filter(check_id=row.check_id, name=row.name, valid_from=row.valid_from).order_by("-pk")
    newest = same.first()
    return newest is not None and (newest.value, newest.number_class, newest.source, newest.approved_by) == (
        row.value, row.number_class, row.source, row.approved_by,
    )  # fmt: skip
