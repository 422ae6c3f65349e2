"""What is typed when a supervisor allocates a worker to a child, or ends a worker's part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from sightline.access.models import Worker
from sightline.cases.allocating import ENDS, INVOLVED, LEAD, STAYS
from sightline.cases.fields import WhenField
from sightline.cases.models import Allocation
from sightline.desk.barrier_forms import as_choices

CHOOSE = {"required": "Choose who it is.", "invalid_choice": "Choose from the list."}
FURTHEST = 366  # days ahead (our default): a later day is nearly always a slip


class AllocateForm(forms.Form):
    """Who is to work with the child, in which part, from when."""

    worker = forms.ChoiceField(label="Who is to work with the child?", widget=forms.RadioSelect, error_messages=CHOOSE)
    role = forms.ChoiceField(
        label="In which part?", choices=((LEAD, "Leads"), (INVOLVED, "Works with the child")), widget=forms.RadioSelect,
        error_messages={"required": "Choose in which part.", "invalid_choice": "Choose from the list."},
    )  # fmt: skip
    starts_on = WhenField(label="From which day?", ahead=True, exact=True)
    before = forms.ChoiceField(
        label="If somebody leads now: what becomes of their part?", required=False, widget=forms.RadioSelect,
        choices=((ENDS, "It ends on the day before"), (STAYS, "They go on working with the child")),
        error_messages={"invalid_choice": "Choose from the list."},
    )  # fmt: skip

    def __init__(self, *args: Any, workers: Iterable[Worker], is_led: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.workers = {str(one.pk): one for one in workers}
        self.fields["worker"].choices = as_choices(self.workers.values())  # type: ignore[attr-defined]
        if not is_led:
            del self.fields["before"]

    def clean_starts_on(self) -> Any:
        """The day, as one; not long ago, since access does not begin in the past, nor far ahead."""
        day, today = self.cleaned_data["starts_on"].value, timezone.localdate()
        if not today <= day <= today + timedelta(days=FURTHEST):
            raise forms.ValidationError("Write today, or a day within the next year.")
        return day


class EndPartForm(forms.Form):
    """Whose part ends, and with which day."""

    who = forms.ChoiceField(label="Whose part ends?", error_messages=CHOOSE)
    last_day = WhenField(label="What is their last day?", ahead=True, exact=True)

    def __init__(self, *args: Any, rows: Sequence[Allocation], **options: Any) -> None:
        super().__init__(*args, **options)
        self.rows = {str(row.pk): row for row in rows}
        named = [(key, f"{row.worker.name}, {row.get_role_display().lower()}") for key, row in self.rows.items()]
        self.fields["who"].choices = [("", "Choose"), *named]  # type: ignore[attr-defined]

    def clean_last_day(self) -> Any:
        """The day, as one; yesterday at the earliest, since what was seen meanwhile was seen rightly."""
        day, today = self.cleaned_data["last_day"].value, timezone.localdate()
        if not today - timedelta(days=1) <= day <= today + timedelta(days=FURTHEST):
            raise forms.ValidationError("Write yesterday, today, or a day within the next year.")
        return day
