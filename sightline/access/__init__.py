"""Who works here, who may do what, signing in, and what was typed but not saved.

Other rooms call what `__all__` names. Imports are lazy because this package is a Django app.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sightline.access.declaring import declares, recently_authenticated
    from sightline.access.drafts import (
        Writing,
        draft_for,
        draft_token,
        drafts_of,
        drop_draft,
        fill,
        save_draft_if_asked,
        start_writing,
    )
    from sightline.access.policy import Decision, can, register_rule, register_scope, scope
    from sightline.access.security_log import security_event

_HOME = {
    "declares": "declaring",
    "recently_authenticated": "declaring",
    "Writing": "drafts",
    "draft_for": "drafts",
    "draft_token": "drafts",
    "drafts_of": "drafts",
    "drop_draft": "drafts",
    "fill": "drafts",
    "save_draft_if_asked": "drafts",
    "start_writing": "drafts",
    "Decision": "policy",
    "can": "policy",
    "register_rule": "policy",
    "register_scope": "policy",
    "scope": "policy",
    "security_event": "security_log",
}

__all__ = [
    "Decision",
    "Writing",
    "can",
    "declares",
    "draft_for",
    "draft_token",
    "drafts_of",
    "drop_draft",
    "fill",
    "recently_authenticated",
    "register_rule",
    "register_scope",
    "save_draft_if_asked",
    "scope",
    "security_event",
    "start_writing",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value
