"""Did anything move? Counts over time, honest about how few they are and what they cannot say."""

from sightline.domain.measures.agreement import Agreement, agreement
from sightline.domain.measures.change import NO_COMPARISON, Change, Spread, change, paired, spread, theme_score
from sightline.domain.measures.exact import holm, sign_p, signed_ranks, wilcoxon_p
from sightline.domain.measures.groups import OTHERS, GroupsShown, count_cell, groups_to_show, merged
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
from sightline.domain.measures.uncertainty import improvement, improvement_interval, share_in_words, wilson

__all__ = [
    "APPLIED_NAME",
    "HEADINGS",
    "NOT_KEPT",
    "NO_COMPARISON",
    "OTHERS",
    "SERIES",
    "SERIES_NAMES",
    "Agreement",
    "Answer",
    "Asking",
    "Change",
    "DaysToClear",
    "GroupsShown",
    "MonthPoint",
    "RunChart",
    "Span",
    "Spread",
    "agreement",
    "askings",
    "change",
    "count_cell",
    "groups_to_show",
    "holm",
    "improvement",
    "improvement_interval",
    "merged",
    "month_name",
    "month_words",
    "narrative",
    "paired",
    "run_chart",
    "share_in_words",
    "sign_p",
    "signed_ranks",
    "spread",
    "table",
    "theme_score",
    "wilcoxon_p",
    "wilson",
]
