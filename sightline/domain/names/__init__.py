"""Names as people write and mishear them: folded, by sound, and how alike two people are, with reasons."""

from sightline.domain.names.alike import Alike, Described, alike
from sightline.domain.names.folding import folded, words_of
from sightline.domain.names.sounds import keys_of, sound
from sightline.domain.names.unsaid import NOTHING_KEPT_BACK, Unsaid, unsaid

__all__ = [
    "NOTHING_KEPT_BACK",
    "Alike",
    "Described",
    "Unsaid",
    "alike",
    "folded",
    "keys_of",
    "sound",
    "unsaid",
    "words_of",
]
