"""Security events as one JSON object a line, on the logger `sightline.security`. Free of case content and of names.

A worker is named by id. What was typed as a username is never logged: people type passwords there.
"""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

from django.utils import timezone

if TYPE_CHECKING:
    from django.http import HttpRequest

log = logging.getLogger("sightline.security")
PLAIN = (str, int, bool, type(None))


def security_event(event: str, *, worker: Any = None, request: HttpRequest | None = None, **facts: Any) -> None:
    """Log one event: `event` in snake case, the worker's id, the address asked from, and plain `facts`."""
    line: dict[str, Any] = {"event": event, "at": timezone.now().isoformat(timespec="seconds")}
    if worker is not None:
        line["worker"] = getattr(worker, "pk", None)
    if request is not None:
        line["from"] = request.META.get("REMOTE_ADDR", "")
        line["route"] = getattr(request.resolver_match, "route", "") if request.resolver_match else ""
    line |= {key: value if isinstance(value, PLAIN) else str(value) for key, value in facts.items()}
    log.info(json.dumps(line, ensure_ascii=True))
