"""Case reviews as data: regimes and their clocks, methods, and the three fields a review moves through."""

from sightline.domain.reviews.clocks import ClockState, Standing, due_date, may_pause, standing, standings
from sightline.domain.reviews.regimes import (
    DECISIONS,
    METHODS,
    REGIMES,
    Clock,
    Method,
    Regime,
    UnknownRegime,
    regime,
    regimes_on,
)
from sightline.domain.reviews.states import (
    TABLES,
    Decision,
    Machine,
    Move,
    State,
    Table,
    may_move,
    mermaid,
    moves_in_words,
)

__all__ = [
    "DECISIONS",
    "METHODS",
    "REGIMES",
    "TABLES",
    "Clock",
    "ClockState",
    "Decision",
    "Machine",
    "Method",
    "Move",
    "Regime",
    "Standing",
    "State",
    "Table",
    "UnknownRegime",
    "due_date",
    "may_move",
    "may_pause",
    "mermaid",
    "moves_in_words",
    "regime",
    "regimes_on",
    "standing",
    "standings",
]
