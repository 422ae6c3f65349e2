"""A small generator of chance, the same on every machine and in every version of Python."""

from __future__ import annotations

from typing import Final

_STEP: Final = 6364136223846793005
_ADD: Final = 1442695040888963407
_WHOLE: Final = (1 << 64) - 1


class Chance:
    """A linear congruential generator; its upper bits are used."""

    def __init__(self, seed: int) -> None:
        self._state = (seed * 2 + 1) & _WHOLE
        for _ in range(4):
            self.below(2)

    def below(self, limit: int) -> int:
        """A number from 0 to limit - 1."""
        self._state = (self._state * _STEP + _ADD) & _WHOLE
        return (self._state >> 33) % limit

    def shuffle(self, many: list) -> None:  # type: ignore[type-arg]  # of anything
        """Put a list into an order of chance."""
        for index in range(len(many) - 1, 0, -1):
            other = self.below(index + 1)
            many[index], many[other] = many[other], many[index]
