"""Who may answer a prompt, read another's answer, choose which learning a check cites, and switch checks on and off or
choose their words and dates.

Answering is for those who may write on the child's record (`checks.answer`, registered by `cases`). The second person
who reads an answer to a `today` prompt is a supervisor of that child, and never the one who answered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sightline.access.policy import can, register_rule, register_scope
from sightline.cases.policy import own_children
from sightline.checks.models import Answer, AnswerKind
from sightline.people.models import Person

if TYPE_CHECKING:
    from sightline.access.models import Worker

SECOND_READ = "checks.second_read"
CITE = "checks.cite"
SWITCH = "checks.switch"
WORD = "checks.word"  # its words, and when it is looked at again or let go


class NotAllowed(Exception):
    """Somebody may not do this; the text is a sentence they may read."""


def register() -> None:
    """Register this room's rules with `access`. Called once, when the app is ready."""
    register_rule(SECOND_READ, roles=("supervisor",))
    register_scope(SECOND_READ, Person, own_children)
    register_rule(CITE, roles=("learning_lead",))
    register_rule(SWITCH, roles=("quality_lead",))
    register_rule(WORD, roles=("quality_lead",))


def check_may_answer(worker: Worker, child: Person) -> None:
    """Raises NotAllowed unless the worker may answer prompts about this child."""
    decision = can(worker, "checks.answer", child)
    if not decision:
        raise NotAllowed(decision.reason)


def check_may_second_read(worker: Worker, answer: Answer) -> None:
    """Raises NotAllowed unless the worker supervises this child's work and is not the one who answered."""
    decision = can(worker, SECOND_READ, answer.child)
    if not decision:
        raise NotAllowed(decision.reason)
    if answer.by_id == worker.pk:
        raise NotAllowed("You gave this answer yourself, so somebody else needs to read it.")


def check_may_cite(worker: Worker) -> None:
    """Raises NotAllowed unless the worker chooses what checks cite."""
    decision = can(worker, CITE)
    if not decision:
        raise NotAllowed(decision.reason)


def wants_second_reader(answer: Answer) -> bool:
    """Whether an answer stays on the manager's list: to a `today` prompt, anything but having done it."""
    today = answer.outcome.severity == "today"
    return today and answer.kind != AnswerKind.RECORDED_NOW and answer.second_read_at is None
