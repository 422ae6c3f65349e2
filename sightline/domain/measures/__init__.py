"""Did anything move? Counts over time, honest about how few they are and what they cannot say."""

from sightline.domain.measures.narrative import HEADINGS, month_name, month_words, narrative, table
from sightline.domain.measures.replay import Answer, Asking, Span, askings
from sightline.domain.measures.run_chart import (
    APPLIED_NAME,
    NOT_KEPT,
    SERIES,
    SERIES_NAMES,
    DaysToClear,
    MonthPoint,
    RunChart,
    run_chart,
)

__all__ = [
    "APPLIED_NAME",
    "HEADINGS",
    "NOT_KEPT",
    "SERIES",
    "SERIES_NAMES",
    "Answer",
    "Asking",
    "DaysToClear",
    "MonthPoint",
    "RunChart",
    "Span",
    "askings",
    "month_name",
    "month_words",
    "narrative",
    "run_chart",
    "table",
]
