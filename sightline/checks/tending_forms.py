"""A check's words and dates as they are typed. What makes them complete is in tending.py."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from sightline.checks import tending
from sightline.checks.standard_forms import DayField
from sightline.domain.checks import rewording
from sightline.domain.checks.vocabulary import Check


def _approved_by() -> forms.CharField:
    return forms.CharField(
        label="Who approved it?", help_text="A person with their role, or a meeting with its date.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": tending.MISSING["approved_by"]},
    )  # fmt: skip


class WordingForm(forms.Form):
    """The words of one severity, why they are changed, from which day, and who approved it."""

    text = forms.CharField(label="How it should ask", required=False, widget=forms.Textarea(attrs={"rows": 5}))
    source = forms.CharField(label="Why?", error_messages={"required": tending.MISSING["source"]})
    valid_from = DayField(
        label="From which day?", help_text="For example 27/3/2027. What was asked before keeps its words."
    )
    approved_by = _approved_by()

    def __init__(self, *args: Any, check: Check, place: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.check, self.place = check, place
        self.initial.setdefault("valid_from", timezone.localdate())
        self.fields["valid_from"].error_messages["required"] = tending.MISSING["valid_from"]

    def clean_text(self) -> str:
        """The words, if they will do."""
        text = " ".join(str(self.cleaned_data["text"]).split())
        if found := rewording.problems(self.check, self.place, text) if text else ():
            raise forms.ValidationError(list(found))
        return text

    def looks_well(self) -> bool:
        """Whether the words will do; for a preview nothing else has to be filled in yet."""
        for name in [name for name in self.errors if name != "text"]:
            del self.errors[name]
        return not self.errors


class DatesForm(forms.Form):
    """When a check is looked at again, when it is let go, why, and who approved it."""

    review = DayField(
        label="Look at it again on", required=False, help_text="Its page says so from that day. Empty: no day is set."
    )
    retire = DayField(
        label="Let it go on", required=False,
        help_text="From that day it is off for everybody; what it asked stays on record. Empty: it stays.",
    )  # fmt: skip
    source = forms.CharField(label="Why?", error_messages={"required": tending.MISSING["source"]})
    approved_by = _approved_by()
