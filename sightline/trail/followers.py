"""Upper rooms listen to changes here, since the trail may not import them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """What a follower is told: enough to know whose checks to run again, and no content."""

    seq: int
    kind: str
    verb: str
    actor: str
    child: str
    thing_kind: str
    thing_id: str


Follower = Callable[[Change], None]
_followers: list[Follower] = []


def register_follower(follower: Follower) -> Follower:
    """Have `follower(change)` called after every `record()` and for each of `record_all()`, in the same transaction.

    If it raises, the change is undone too. It is not called for views nor for `record_many`. Registering twice has
    no further effect.
    """
    if follower not in _followers:
        _followers.append(follower)
    return follower


def tell(change: Change) -> None:
    """Tell everyone who registered, in the order they did."""
    for follower in tuple(_followers):
        follower(change)
