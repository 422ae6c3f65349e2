"""Why a file as a whole cannot be used."""

from __future__ import annotations

from sightline.domain.chronology.row import FileRefused

__all__ = ["FileRefused"]
