"""The shape of what a partnership sets for itself: steps and time limits."""

from __future__ import annotations

from typing import Any

from django import forms

from sightline.domain import reviews as rules
from sightline.reviews.fields import DayField
from sightline.reviews.work_forms import (
    a_line,
    a_text,
    one_of,
)


class StepForm(forms.Form):
    """How a step is used here."""

    step = forms.ChoiceField(label="Step", error_messages={"required": "Choose the step."})
    used = one_of("Is it used here?", [("yes", "Yes"), ("no", "No")], required="Choose whether it is used here.")
    name = a_line("Its name here", longest=80, help_text="If you call it something else.")
    starts_on = DayField(label="From which day", ahead=True)
    reason = a_text("Reason", rows=2, required="Write the reason.")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        states = rules.TABLES[rules.Machine.REVIEW].states.values()
        self.fields["step"].choices = [("", "Choose"), *((s.code, s.name) for s in states)]  # type: ignore[attr-defined]


TRIGGERS = {
    "aware": "the day of becoming aware",
    "notified": "the day of notification",
    "decided": "the day of the decision",
    "publishing": "the day publication is planned for",
    "published": "the day of publication",
}


class LimitForm(forms.Form):
    """How long a limit is here."""

    clock = forms.ChoiceField(label="Time limit", error_messages={"required": "Choose the time limit."})
    amount = forms.IntegerField(
        label="How many months or working days",
        required=False,
        min_value=1,
        max_value=120,
        help_text="In the unit of the regime, months where it names none. Left empty: as the regime says.",
    )
    trigger = forms.ChoiceField(
        label="Counted from", required=False, choices=[("", "As the regime says"), *TRIGGERS.items()]
    )
    starts_on = DayField(label="For reviews that begin from", ahead=True)
    reason = a_text("Reason", rows=2, required="Write the reason.")

    def __init__(self, *args: Any, regime: rules.Regime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["clock"].choices = [("", "Choose"), *((c.code, c.name) for c in regime.clocks)]  # type: ignore[attr-defined]
