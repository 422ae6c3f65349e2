"""Names as people write and mishear them: folded, by sound, and how alike two people are, with reasons."""

from sightline.domain.names.alike import Alike, Described, alike
from sightline.domain.names.folding import folded, words_of
from sightline.domain.names.sounds import keys_of, sound

__all__ = ["Alike", "Described", "alike", "folded", "keys_of", "sound", "words_of"]
