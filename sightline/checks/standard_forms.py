"""A row of the standards table as it is typed. What makes it complete is in setting.py."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from sightline.checks import setting
from sightline.checks.forms import DAYS
from sightline.checks.supplied import Topic
from sightline.domain.checks.vocabulary import NumberClass, Parameter

CHOICES = (
    (str(NumberClass.LOCAL), "Ours: agreed in this partnership"),
    (str(NumberClass.NATIONAL), "National: law or national guidance"),
    (str(NumberClass.OTHER_LOCAL), "Another area’s, taken as an example"),
    (str(NumberClass.OUR_DEFAULT), "Nobody’s rule: what Sightline came with"),
)


class DayField(forms.DateField):
    """A day as it is typed, in one box."""

    def __init__(self, **options: Any) -> None:
        box = forms.DateInput(format="%d/%m/%Y", attrs={"class": "govuk-input--width-10", "autocomplete": "off"})
        super().__init__(
            input_formats=DAYS, widget=box, error_messages={"invalid": "The date needs to be a day like 27/3/2027."},
            **options,
        )  # fmt: skip


class StandardForm(forms.Form):
    """Value, whose it is, where it comes from, from which day, and who approved it."""

    value = forms.CharField(label="Value", required=False)
    number_class = forms.ChoiceField(label="Whose is it?", choices=CHOICES, widget=forms.RadioSelect, required=False)
    source = forms.CharField(
        label="Where does it come from?", required=False, help_text="Title, edition and page of the document."
    )
    valid_from = DayField(
        label="From which day does it count?", required=False,
        help_text="For example 27/3/2027. What was decided for earlier days stays as it was.",
    )  # fmt: skip
    approved_by = forms.CharField(
        label="Who approved it?", required=False, help_text="A person with their role, or a meeting with its date.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, *args: Any, of: Parameter | Topic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = "number" if isinstance(of, Parameter) else of.kind
        self.initial.setdefault("valid_from", timezone.localdate())
        if kind == "text":
            self.fields["value"].widget = forms.Textarea(attrs={"rows": 3})
        elif kind == "date":
            self.fields["value"] = DayField(label="Which day?", required=False, help_text="For example 27/3/2027.")
        else:
            self.fields["value"].label = f"How many {of.unit}?"
            self.fields["value"].widget.attrs["class"] = "govuk-input--width-5"
        for name, sentence in setting.MISSING.items():
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = sentence
