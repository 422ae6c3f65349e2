"""Form fields for a day and a time as people write them, and for yes, no and not recorded."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django import forms
from django.utils import timezone

from sightline.cases.days import ASK_TIME, not_after, parse_time, parse_when
from sightline.domain.dates import DateError, UncertainDate

NOT_RECORDED = "nr"
YES_NO = (("Y", "Yes"), ("N", "No"), (NOT_RECORDED, "Not recorded"))
SHORT_HINT = "For example today, yesterday, 22/11/2026."
AHEAD_HINT = "For example today, tomorrow, 22/11/2026."
ROUGHLY = "If you only know roughly: about 3 May 2026, or May 2026."
HINT = f"{SHORT_HINT} {ROUGHLY}"


class WhenField(forms.CharField):
    """A day as typed, as an UncertainDate. `ahead`: it may lie in the future (an appointment)."""

    def __init__(self, *, ahead: bool = False, exact: bool = False, **options: Any) -> None:
        options.setdefault("max_length", 120)
        short = AHEAD_HINT if ahead else SHORT_HINT
        options.setdefault("help_text", f"{short} {ROUGHLY}" if options.get("required", True) and not exact else short)
        options.setdefault("error_messages", {"required": "Write the day. If nobody knows it, write “not known”."})
        super().__init__(**options)
        self.ahead, self.exact = ahead, exact
        self.widget.attrs.update({"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-20"})

    def clean(self, value: Any) -> UncertainDate | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            today = timezone.localdate()
            found = parse_when(text, today)
            found = found if self.ahead else not_after(found, today)
        except DateError as error:
            raise forms.ValidationError(str(error)) from None
        if self.exact and not found.is_exact:
            raise forms.ValidationError("Write one day here, like 22/11/2026.")
        return found


class TimeField(forms.CharField):
    """A time of day as typed, or None."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        options.setdefault("max_length", 12)
        options.setdefault("error_messages", {"max_length": ASK_TIME})
        super().__init__(**options)
        self.widget.attrs.update({"autocomplete": "off", "class": "govuk-input--width-5"})

    def clean(self, value: Any) -> time | None:
        try:
            return parse_time(super().clean(value))
        except DateError as error:
            raise forms.ValidationError(str(error)) from None


class YesNoField(forms.ChoiceField):
    """Y, N, or None for not recorded: nobody is made to guess.

    "Not recorded" is one of its answers, so its label does not say "optional"; left alone it means the same.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=YES_NO, widget=forms.RadioSelect, **options)

    def clean(self, value: Any) -> str | None:
        found = super().clean(value or NOT_RECORDED)
        return found if found in ("Y", "N") else None


class WholeNumber(forms.IntegerField):
    """A whole number as typed, or None; spaces alone are nothing typed."""

    def __init__(self, **options: Any) -> None:
        invalid = {"invalid": "Write a whole number, or leave it empty."}
        super().__init__(required=False, error_messages=invalid, **options)

    def to_python(self, value: Any) -> int | None:
        return super().to_python(value.strip() if isinstance(value, str) else value)


class TextBox(forms.CharField):
    """Free text. Empty is None: never filled, which is not the same as an empty text somebody saved."""

    def __init__(self, *, rows: int = 3, **options: Any) -> None:
        options.setdefault("required", False)
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), strip=True, **options)

    def clean(self, value: Any) -> str | None:
        return super().clean(value) or None


def day_or_none(found: UncertainDate | None) -> date | None:
    """The exact day of a field that takes one."""
    return found.value if found else None
