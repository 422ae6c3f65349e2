"""What is typed to change who reads a kind of entry from a day on."""

from __future__ import annotations

from typing import Any

from django import forms

from sightline.cases import usual
from sightline.cases.fields import WhenField


class AudienceForm(forms.Form):
    """Who reads entries of one kind, from when, who approved it, and why."""

    audience = forms.ChoiceField(
        label="Who reads what is written from then on?", widget=forms.RadioSelect,
        error_messages={"required": "Choose who reads it.", "invalid_choice": "Choose from the list."},
    )  # fmt: skip
    from_on = WhenField(
        label="From which day?", ahead=True, exact=True, help_text="Today or later, for example 1/1/2027.",
        error_messages={"required": "Write the day from which it counts."},
    )  # fmt: skip
    approved_by = forms.CharField(
        label="Who approved it?", max_length=200, strip=True,
        help_text="A person with their role, or a meeting with its date.",
        error_messages={"required": "Say who approved it: a person with their role, or a meeting with its date."},
    )  # fmt: skip
    reason = forms.CharField(
        label="Why?", max_length=2_000, strip=True, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Everybody who works here can read it.",
        error_messages={"required": "Write why: everybody whose entries it concerns can read it."},
    )  # fmt: skip

    def __init__(self, *args: Any, kind: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["audience"].choices = [(one.value, one.label) for one in usual.offered(kind)]  # type: ignore[attr-defined]
