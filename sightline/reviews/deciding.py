"""Moving an agency's return on, judging evidence, saying how reviews are run here: deeds with their own rules."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from sightline import trail
from sightline.domain import reviews as rules
from sightline.domain.dates import add_months
from sightline.people.facts import ChangedMeanwhile
from sightline.reviews.changes import Refused
from sightline.reviews.models import AgencyReturn, Evidence, LocalRule, ReturnMove
from sightline.reviews.work import content_of, keep_past

if TYPE_CHECKING:
    from sightline.access.models import Worker

__all__ = ["ChangedMeanwhile", "Refused"]

RETURN = rules.Machine.RETURN
OFFICERS = ("APPROVED", "RETURNED", "ASKED")
"""Where only an officer, or somebody who did not send it in, moves a return to."""


@transaction.atomic
def move_return(
    row: AgencyReturn,
    *,
    by: Worker | None,
    to: str,
    on: date,
    seen_state: str,
    reason: str = "",
    signed_off_by: str = "",
) -> ReturnMove:
    """Move a return on as the table of moves allows. `by` None: Sightline itself, with a file that came in.

    Raises Refused with what is missing, ChangedMeanwhile.
    """
    current = AgencyReturn.objects.select_for_update().get(pk=row.pk)
    if current.state != seen_state:
        raise ChangedMeanwhile
    if to not in rules.TABLES[RETURN].states:
        raise Refused("Choose one of the moves that are offered.")
    allowed = rules.may_move(RETURN, current.state, to)
    if not allowed or (allowed.reason_needed and not reason.strip()) or (allowed.needs and not signed_off_by.strip()):
        raise Refused(allowed.sentence)
    _not_ones_own(current, by, to)
    keep_past(current, content_of(current), by)
    move = ReturnMove.objects.create(
        of=current, from_state=current.state, to_state=to, on=on, reason=reason.strip(), by=by
    )
    current.state = to
    current.signed_off_by = signed_off_by.strip() if to == "APPROVED" else ""
    current.version += 1
    current.save()
    content = {"from": move.from_state, "to": to, "on": on, "reason": reason, "signed_off_by": current.signed_off_by}
    trail.record(verb="reviews.move_return", by=by, thing=("AgencyReturn", current.key), content=content)
    return move


def _not_ones_own(row: AgencyReturn, by: Worker | None, to: str) -> None:
    """An agency's author does not approve or send back what they submitted; an officer writes down who did."""
    if by is None or by.role == "review_officer" or to not in OFFICERS:
        return
    last = row.moves.filter(to_state="SUBMITTED").order_by("-pk").first()
    if last is not None and last.by_id == by.pk:
        raise Refused("You submitted this yourself, so somebody else in your agency signs it off.")


@transaction.atomic
def judge_evidence(row: Evidence, *, by: Worker, accepted: bool, reason: str, seen_version: int) -> Evidence:
    """Accept evidence, or not, with the reason; never its action's owner. Raises Refused, ChangedMeanwhile."""
    current = Evidence.objects.select_for_update().select_related("action").get(pk=row.pk)
    if current.version != seen_version:
        raise ChangedMeanwhile
    if current.decision != Evidence.Decision.WAITING:
        raise Refused("This evidence has been judged already.")
    if current.action.owner_worker_id == by.pk:
        raise Refused("You own this action. Somebody else judges its evidence.")
    if not reason.strip():
        raise Refused("Please write the reason for your judgement.")
    keep_past(current, content_of(current), by)
    current.decision = Evidence.Decision.ACCEPTED if accepted else Evidence.Decision.NOT_ACCEPTED
    current.decided_by, current.decided_at, current.decision_reason = by, timezone.now(), reason.strip()
    current.version += 1
    current.save()
    content = {"accepted": accepted, "reason": reason, "level": current.level}
    trail.record(verb="reviews.judge_evidence", by=by, thing=("Evidence", current.key), content=content)
    return current


@transaction.atomic
def set_step(*, by: Worker, regime: str, step: str, used: bool, name: str, starts_on: date, reason: str) -> LocalRule:
    """Say whether a step is used here under a regime from a day on, and what it is called. Raises Refused."""
    if step not in rules.TABLES[rules.Machine.REVIEW].states:
        raise Refused("There is no such step.")
    if not used and step in rules.ALWAYS:
        raise Refused("No review can do without this step. It can have another name.")
    row = LocalRule.objects.create(
        regime=regime,
        what="step",
        code=step,
        used=used,
        name=name.strip(),
        starts_on=starts_on,
        reason=reason.strip(),
        by=by,
    )
    content = {"regime": regime, "step": step, "used": used, "name": name, "from": starts_on, "reason": reason}
    trail.record(verb="reviews.set_step", by=by, thing=("LocalRule", str(row.pk)), content=content)
    return row


@transaction.atomic
def set_clock(
    *, by: Worker, regime: str, clock: str, amount: int | None, trigger: str, starts_on: date, reason: str
) -> LocalRule:
    """Say how long a limit is here from a day on, or what it counts from. A length set by law stays. Raises Refused."""
    known = next((one for one in rules.regime(regime).clocks if one.code == clock), None)
    if known is None:
        raise Refused("This regime has no such time limit.")
    if known.statutory and amount not in (None, known.amount):
        raise Refused(f"“{known.name}” is set by law: its length cannot be changed here.")
    if amount is not None and known.amount is not None and known.amount < 0:
        raise Refused(f"“{known.name}” counts back from a day and cannot be changed here.")
    if trigger and trigger not in (known.trigger, *known.other_triggers):
        raise Refused(f"“{known.name}” cannot be counted from there.")
    row = LocalRule.objects.create(
        regime=regime,
        what="limit",
        code=clock,
        amount=amount,
        trigger=trigger,
        starts_on=starts_on,
        reason=reason.strip(),
        by=by,
    )
    content = {"regime": regime, "clock": clock, "amount": amount, "trigger": trigger, "from": starts_on}
    trail.record(verb="reviews.set_clock", by=by, thing=("LocalRule", str(row.pk)), content=content)
    return row


def defaults_of_plan(made_on: date) -> tuple[date, date]:
    """When a response is due and when impact is looked at, by the model the domain file cites: 2 and 12 months."""
    from sightline.domain.reviews.plan import IMPACT_MONTHS, RESPONSE_MONTHS

    return add_months(made_on, RESPONSE_MONTHS), add_months(made_on, IMPACT_MONTHS)
