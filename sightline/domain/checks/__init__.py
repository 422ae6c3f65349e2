"""Practice checks: a record goes in, an outcome with a prompt comes out. Pure: no framework, no clock, no storage."""

from .catalogue import describe, outcome_line
from .evaluate import evaluate
from .fact import Fact
from .history import FactVersion, History
from .library import CATALOGUE
from .record import ChildRecord, Coverage, RecordError
from .replay import Span, spans
from .vocabulary import (
    ANSWER_IN_WORDS,
    SEVERITY_IN_WORDS,
    Answer,
    Check,
    Empties,
    NumberClass,
    Outcome,
    Parameter,
    ParameterError,
    Result,
    Severity,
)

__all__ = [
    "ANSWER_IN_WORDS",
    "CATALOGUE",
    "SEVERITY_IN_WORDS",
    "Answer",
    "Check",
    "ChildRecord",
    "Coverage",
    "Empties",
    "Fact",
    "FactVersion",
    "History",
    "NumberClass",
    "Outcome",
    "Parameter",
    "ParameterError",
    "RecordError",
    "Result",
    "Severity",
    "Span",
    "describe",
    "evaluate",
    "outcome_line",
    "spans",
]
