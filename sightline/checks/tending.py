"""A check's words and dates, set by the partnership: how each severity asks, when it is reviewed, when it is let go.

Each deed adds a row to the dated standards table, with why and who approved it, and changes none. What was asked in
other words keeps them: an outcome holds the text it asked with and the version of its words. The logic of a check is
never changed here.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from sightline import trail
from sightline.access.policy import can
from sightline.checks import policy, standards
from sightline.checks.models import Setting, Standard
from sightline.checks.policy import NotAllowed
from sightline.checks.setting import EARLIEST, LONGEST, Incomplete
from sightline.domain.checks import rewording
from sightline.domain.checks.library import CATALOGUE
from sightline.domain.checks.vocabulary import NumberClass

if TYPE_CHECKING:
    from sightline.access.models import Worker

REVIEW, RETIRE = "review", "retire"
MISSING = {
    "source": "Say why.",
    "approved_by": "Say who approved it: a person with their role, or a meeting with its date.",
    "valid_from": "Write the day from which it counts.",
}


@transaction.atomic
def set_wording(
    check_id: str, place: str, *, by: Worker, text: str, source: str, valid_from: date | None, approved_by: str
) -> Standard | None:
    """Put words in place of those a severity came with; "" goes back to them. The same row again gives None.

    `source`: why. Raises NotAllowed, Incomplete; KeyError for a place there is not.
    """
    _check_may(by)
    check, text = CATALOGUE[check_id], " ".join(text.split())
    if text == rewording.places(check)[place]:
        text = ""
    problems = _missing(source, approved_by) | _day_problem(valid_from)
    if found := rewording.problems(check, place, text) if text else ():
        problems["text"] = " ".join(found)
    if problems:
        raise Incomplete(problems)
    row = _row(check_id, f"{standards.WORDING}:{place}", text, source, valid_from, approved_by)
    return _keep(row, by, "checks.set_wording")


@transaction.atomic
def set_dates(
    check_id: str, *, by: Worker, review: date | None, retire: date | None, source: str, approved_by: str
) -> list[Standard]:
    """Set the day on which a check is to be looked at again, and the day from which it is off; None: no such day.

    Gives the rows that were added. Raises NotAllowed, Incomplete.
    """
    _check_may(by)
    problems = _missing(source, approved_by)
    today = standards.today()
    now = standards.rules(today).dates.get(check_id, {})
    for name, day in ((REVIEW, review), (RETIRE, retire)):
        if day is not None and day < today and day != now.get(name):
            problems[name] = "That day is past. Write today or a later day."
    if problems:
        raise Incomplete(problems)
    added = []
    for name, day in ((REVIEW, review), (RETIRE, retire)):
        if day == now.get(name):
            continue
        text = day.isoformat() if day else ""
        row = _row(check_id, f"{standards.DATES}:{name}", text, source, today, approved_by)
        if kept := _keep(row, by, "checks.set_dates"):
            added.append(kept)
    _retire(check_id, retire, by)
    return added


def _retire(check_id: str, day: date | None, by: Worker) -> None:
    """Keep the day with the check's state, where every page reads it in one query."""
    state = standards.settings().rows.get((check_id, None))
    Setting.objects.update_or_create(
        check_id=check_id, team=None, defaults={"retires_on": day},
        create_defaults={
            "retires_on": day, "state": state or standards.state_at_first(check_id), "set_by": by,
            "set_at": timezone.now(),
        },
    )  # fmt: skip


def _check_may(by: Worker) -> None:
    if not (decision := can(by, policy.WORD)):
        raise NotAllowed(decision.reason)


def _missing(source: str, approved_by: str) -> dict[str, str]:
    given = {"source": source.strip(), "approved_by": approved_by.strip()}
    problems = {name: MISSING[name] for name, text in given.items() if not text}
    long = {name: longest for name, longest in LONGEST.items() if len(given[name]) > longest}
    return problems | {name: f"This can have at most {longest} letters." for name, longest in long.items()}


def _day_problem(valid_from: date | None) -> dict[str, str]:
    if valid_from is None:
        return {"valid_from": MISSING["valid_from"]}
    if valid_from < EARLIEST:
        return {"valid_from": "That day is before the Children Act 1989. Check the year."}
    return {}


def _row(check_id: str, name: str, value: Any, source: str, since: date | None, approved_by: str) -> Standard:
    return Standard(
        check_id=check_id, name=name, value=value, number_class=str(NumberClass.LOCAL), source=source.strip(),
        valid_from=since or standards.today(), approved_by=approved_by.strip(),
    )  # fmt: skip


def _keep(row: Standard, by: Worker, verb: str) -> Standard | None:
    same = Standard.objects.filter(check_id=row.check_id, name=row.name, valid_from=row.valid_from).order_by("-pk")
    newest = same.first()
    told = ("value", "source", "approved_by")
    if newest is not None and all(getattr(newest, name) == getattr(row, name) for name in told):
        return None
    row.save()
    content = {
        "check": row.check_id, "name": row.name, "value": row.value, "why": row.source,
        "valid_from": str(row.valid_from), "approved_by": row.approved_by,
    }  # fmt: skip
    trail.record(verb=verb, by=by, thing=row, content=content, kind="system")
    return row
