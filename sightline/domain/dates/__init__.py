"""Calendar: working days, months, ages, and dates as people know them."""

from .age import (
    Age,
    age_bounds,
    age_in_words,
    age_on,
    corrected_age,
    corrected_birth,
    could_be_at_least,
    could_be_under,
    is_under,
    is_under_six_months,
)
from .months import add_months, leaves_window, month_end
from .uncertain import DateError, Precision, UncertainDate
from .words import and_list, count_in_words, days_in_words, in_words, month_in_words
from .working_days import (
    Calendar,
    HolidayTableEnds,
    add_working_days,
    england,
    is_working_day,
    last_working_day_on_or_before,
    working_days_between,
)

__all__ = [
    "Age",
    "Calendar",
    "DateError",
    "HolidayTableEnds",
    "Precision",
    "UncertainDate",
    "add_months",
    "add_working_days",
    "age_bounds",
    "age_in_words",
    "age_on",
    "and_list",
    "corrected_age",
    "corrected_birth",
    "could_be_at_least",
    "could_be_under",
    "count_in_words",
    "days_in_words",
    "england",
    "in_words",
    "is_under",
    "is_under_six_months",
    "is_working_day",
    "last_working_day_on_or_before",
    "leaves_window",
    "month_end",
    "month_in_words",
    "working_days_between",
]
