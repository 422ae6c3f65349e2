"""Closing a leaver's account at once, and passing on what they had to do, so that no child waits for somebody gone.

    children they worked with   the allocation ends today; whoever takes over works with the child from today
    what they promised          "will do by" answers that stand: shown with who takes over
    what they had begun to type drafts, under the name of who typed them, to whoever takes over

Who takes over is named, or else is the supervisor of the leaver's team (of the agency, where the team has none).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from sightline import trail
from sightline.access import changes
from sightline.access.models import Draft, Role, Worker
from sightline.access.queries import open_workers
from sightline.cases import changes as cases
from sightline.cases.models import Allocation
from sightline.cases.policy import open_allocations
from sightline.checks.models import Answer, AnswerKind


@dataclass(frozen=True, slots=True)
class Passed:
    """What was passed on, counted, and to whom. `to`: None when nobody was found; then everything waits where it is."""

    to: Worker | None
    children: int
    promises: int
    drafts: int

    @property
    def anything(self) -> bool:
        return bool(self.children or self.promises or self.drafts)


def left_behind(worker: Worker) -> Passed:
    """What would be passed on, and to whom if nobody is named. Counts only: whoever closes accounts sees no case."""
    return Passed(
        who_takes_over(worker), _allocations(worker).count(), _promises(worker).count(), _drafts(worker).count()
    )  # fmt: skip


def who_takes_over(worker: Worker) -> Worker | None:
    """The supervisor of the leaver's team, else of their agency; the one longest here when there are several."""
    others = open_workers().exclude(pk=worker.pk).filter(role=Role.SUPERVISOR, agency=worker.agency_id)
    if worker.role not in (Role.PRACTITIONER, Role.SUPERVISOR):
        same = open_workers().exclude(pk=worker.pk).filter(role=worker.role)
        return same.filter(agency=worker.agency_id).order_by("pk").first() or same.order_by("pk").first()
    of_team = others.filter(team=worker.team_id) if worker.team_id else others.none()
    return of_team.order_by("pk").first() or others.order_by("pk").first()


@transaction.atomic
def close(worker: Worker, *, by: Worker | str, to: Worker | None = None) -> Passed:
    """Close the account and pass on what was theirs to do. Closing a closed one passes on what is still there.

    Raises changes.NotPossible: oneself, the last administrator, or somebody who cannot take over.
    """
    # Held and read anew: of two who close it at once, the second passes on what is still there.
    # With the administrators, and in their order: two of them may close each other's account.
    held = Worker.objects.select_for_update(no_key=True).filter(Q(pk=worker.pk) | Q(role=Role.ADMINISTRATOR))
    worker = {one.pk: one for one in held.order_by("pk")}[worker.pk]
    taker = to or who_takes_over(worker)
    if to is not None:
        check_may_take_over(worker, to)
    changes.close_worker(worker, by=by)
    if taker is None:
        return left_behind(worker)
    return Passed(
        taker,
        _pass_children(worker, taker, by),
        _pass_promises(worker, taker, by),
        _pass_drafts(worker, taker, by),
    )


def check_may_take_over(worker: Worker, to: Worker) -> None:
    """Raises changes.NotPossible with the reason."""
    if to.pk == worker.pk:
        raise changes.NotPossible("Nobody can take over from themselves.")
    if not to.may_sign_in(timezone.localdate()):
        raise changes.NotPossible(f"{to.name} has no access today, so cannot take over.")
    if _allocations(worker).exists() and to.role not in (Role.PRACTITIONER, Role.SUPERVISOR):
        raise changes.NotPossible(
            f"{to.name} holds no role that works with children. Name a practitioner or supervisor."
        )


def _allocations(worker: Worker):  # type: ignore[no-untyped-def]
    return Allocation.objects.filter(open_allocations(), worker=worker).select_related("child")


def _promises(worker: Worker):  # type: ignore[no-untyped-def]
    return Answer.objects.filter(
        by=worker, kind=AnswerKind.WILL_DO, lapsed_at=None, passed_to=None, outcome__ends_at=None
    ).select_related("child")


def _drafts(worker: Worker):  # type: ignore[no-untyped-def]
    return Draft.objects.filter(worker=worker)


def _pass_children(worker: Worker, to: Worker, by: Worker | str) -> int:
    """The leaver's access has ended with the account; the day their work ended is written down as today."""
    today = timezone.localdate()
    rows = list(_allocations(worker))
    held = set(Allocation.objects.filter(open_allocations(), worker=to).values_list("child_id", "role"))
    for row in rows:
        ends = max(row.starts_on, today - timedelta(days=1))
        cases.end_allocation(row, by=by, ends_on=ends)
        if (row.child_id, row.role) not in held:
            cases.allocate(by=by, child=row.child, worker=to, role=row.role, starts_on=today)
    return len(rows)


def _pass_promises(worker: Worker, to: Worker, by: Worker | str) -> int:
    rows = list(_promises(worker))
    for row in rows:
        row.passed_to = to
        row.save(update_fields=["passed_to"])
        trail.record(
            verb="checks.pass_on_promise", by=by, child=row.child.key, thing=("Answer", row.key),
            content={"answer": row.key, "to": to.pk},
        )  # fmt: skip
    return len(rows)


def _pass_drafts(worker: Worker, to: Worker, by: Worker | str) -> int:
    rows = list(_drafts(worker))
    for row in rows:
        row.written_by = row.written_by or worker
        row.worker = to
        row.save(update_fields=["worker", "written_by"])
        trail.record(
            verb="access.pass_on_draft", by=by, child=row.child or None, thing=("Draft", str(row.pk)),
            content={"draft": row.pk, "to": to.pk}, kind="access",
        )  # fmt: skip
    return len(rows)


def words(worker: Worker, passed: Passed) -> str:
    """What became of it, in a sentence or two; no child is named."""
    from sightline.kit.words import count, listed

    said = f"The account {worker.username} is closed; its sessions have ended."
    if not passed.anything:
        return f"{said} There was nothing to pass on."
    what = listed(
        text
        for number, text in (
            (passed.children, count(passed.children, "child", "children")),
            (passed.promises, count(passed.promises, "promised step")),
            (passed.drafts, count(passed.drafts, "draft")),
        )
        if number
    )
    if passed.to is None:
        return f"{said} Nobody was found to take over: {what} wait. Close it again naming somebody."
    return f"{said} Passed on to {passed.to.name}: {what}."
