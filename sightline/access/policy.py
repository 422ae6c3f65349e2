"""The one place that decides: `can(worker, action, thing)` for one, `scope(worker, action, rows)` for many.

Rooms register their rules here; this room knows no case. Whatever isn't registered is denied.

    role may do the action at all?   register_rule   roles
    this very thing?                 register_scope  a Q on its model: the same for lists and for one row
                                     register_rule   check(worker, thing), where no Q can say it
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from sightline.access.roles import CASE_ACTIONS, ROLES_OF
from sightline.access.security_log import security_event

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from sightline.access.models import Worker

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether it is allowed, and a sentence that its worker may read. Truthy when allowed."""

    allowed: bool
    reason: str

    def __bool__(self) -> bool:
        return self.allowed


Check = Callable[["Worker", Any], "Decision | bool"]
Maker = Callable[["Worker"], Q]


@dataclass(frozen=True, slots=True)
class Rule:
    """Which roles may do an action at all, and a further look at the very thing."""

    roles: frozenset[str]
    check: Check | None = None


ALLOWED = Decision(True, "")
NOT_SIGNED_IN = Decision(False, "You need to sign in.")
CLOSED = Decision(False, "Your access has ended or has not begun. Speak to your administrator.")
NO_RULE = Decision(False, "Nobody has been given permission to do this.")
NOT_YOUR_ROLE = Decision(False, "Your role does not do this.")
NOT_YOURS = Decision(False, "This is not among those you work with.")

_rules: dict[str, Rule] = {action: Rule(frozenset(roles)) for action, roles in ROLES_OF.items()}
_scopes: dict[tuple[str, type[Model]], Maker] = {}


def register_rule(action: str, *, roles: Iterable[str], check: Check | None = None) -> None:
    """Say who may do `action` ("room.deed"). Replaces what was said before, such as the table in `roles.py`.

    `check(worker, thing)` is asked only when there is a thing, after the role and together with any scope. Raises
    ValueError when an administrator would be let near case content.
    """
    found = frozenset(str(role) for role in roles)
    if "administrator" in found and action.startswith(CASE_ACTIONS):
        raise ValueError(f"{action}: an administrator sees no case content and holds no case role.")
    _rules[action] = Rule(found, check)


def register_scope(action: str, model: type[Model], maker: Maker) -> None:
    """Say which rows of `model` the action reaches: `maker(worker)` gives a Q. The role is asked beforehand."""
    _scopes[(action, model)] = maker


def can(worker: Worker | AnonymousUser, action: str, thing: Any = None) -> Decision:
    """Whether `worker` may do `action`: at all (no thing), or to this thing. Denies whatever nobody registered.

    A row is decided by the very Q that makes the list, so a list and a page never disagree. One query at most.
    """
    decision = _decide(worker, action, thing)
    if decision is NO_RULE:
        security_event("permission_unknown", worker=worker, action=action)
    return decision


def scope(worker: Worker | AnonymousUser, action: str, rows: QuerySet[M]) -> QuerySet[M]:
    """Those of `rows` that `worker` may do `action` to; none when no rule or no scope says so."""
    maker = _scopes.get((action, rows.model))
    if maker is None:
        security_event("permission_unknown", worker=worker, action=action)
        return rows.none()
    if not _may_at_all(worker, action):
        return rows.none()
    return rows.filter(maker(worker))  # type: ignore[arg-type]


def _decide(worker: Worker | AnonymousUser, action: str, thing: Any) -> Decision:
    decision = _may_at_all(worker, action)
    if not decision or thing is None:
        return decision
    check = _rules[action].check
    maker = _scopes.get((action, type(thing))) if isinstance(thing, Model) else None
    if check is None and maker is None:
        return NO_RULE
    if maker is not None and not type(thing)._default_manager.filter(pk=thing.pk).filter(maker(worker)).exists():  # type: ignore[arg-type]
        return NOT_YOURS
    if check is None:
        return ALLOWED
    found = check(worker, thing)  # type: ignore[arg-type]
    return found if isinstance(found, Decision) else (ALLOWED if found else NOT_YOURS)


def _may_at_all(worker: Worker | AnonymousUser, action: str) -> Decision:
    if not worker.is_authenticated:
        return NOT_SIGNED_IN
    if not worker.may_sign_in(timezone.localdate()):
        return CLOSED
    rule = _rules.get(action)
    if rule is None:
        return NO_RULE
    return ALLOWED if worker.role in rule.roles else NOT_YOUR_ROLE


def roles_of(action: str) -> frozenset[str] | None:
    """Which roles may do an action at all; None when nobody registered it. For the printed permission table."""
    rule = _rules.get(action)
    return None if rule is None else rule.roles


def known_actions() -> list[str]:
    """Every action somebody registered, in order."""
    return sorted(_rules)
