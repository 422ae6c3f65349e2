"""Words that a record is better without: suggested while writing, never refused."""

from sightline.domain.wording.guard import Hint, hints
from sightline.domain.wording.phrases import PHRASES, Phrase

__all__ = ["PHRASES", "Hint", "Phrase", "hints"]
