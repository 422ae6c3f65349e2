"""Who may see how Sightline is kept running, and set it up. None of it is about a child or a review."""

from __future__ import annotations

from sightline.access.policy import register_rule

SEE, CHANGE = "upkeep.see", "upkeep.change"


def register() -> None:
    """Register this room's rules with `access`. Called once, when the app is ready."""
    register_rule(SEE, roles=("administrator",))
    register_rule(CHANGE, roles=("administrator",))
