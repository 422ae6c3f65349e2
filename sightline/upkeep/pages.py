"""What the pages of this room show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class FormPage:
    """A page with one form."""

    form: Any


@dataclass(frozen=True)
class SetUpPage:
    """One step of the first-run pages. `there`: what stands already."""

    step: int
    steps: int
    form: Any
    there: tuple[str, ...] = ()
