"""Whether an entry of a child's voice holds anything of the child's."""

from __future__ import annotations

from ..fact import Fact
from ..look import Look
from ..maybe import NO, Maybe, all_of, known, open_, yes


def says_something(look: Look, voice: Fact) -> Maybe:
    """Whether it is this child's, and has words or an observation; boxes never filled leave it open."""
    whose = voice.text("person")
    theirs = known(whose == look.child) if whose else open_("It is not recorded whose words one entry holds.", voice)
    return all_of(theirs, _has_content(voice))


def _has_content(voice: Fact) -> Maybe:
    if voice.is_filled("words") or voice.is_filled("observation"):
        return yes(voice)
    if voice.get("words") is None and voice.get("observation") is None:
        return open_("An entry of the child's voice holds neither words nor an observation.", voice)
    return NO
