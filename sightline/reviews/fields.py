"""Form fields of reviews: one exact day as people type it, and themes chosen from the catalogue."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from sightline.cases.fields import WhenField
from sightline.domain import themes

HINT = "For example today, yesterday, 22/11/2026."


class DayField(WhenField):
    """One exact day, as a `date`; None when left empty and not required."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", HINT)
        options.setdefault("error_messages", {"required": "Write the day, like 22/11/2026."})
        super().__init__(exact=True, **options)

    def clean(self, value: Any) -> date | None:  # type: ignore[override]
        found = super().clean(value)
        return None if found is None else found.earliest

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else value


class ThemesField(forms.MultipleChoiceField):
    """Codes of themes, in the order of the catalogue. Drawn by `reviews/theme_choice.jinja`."""

    def __init__(self, **options: Any) -> None:
        choices = [(theme.code, theme.name) for theme in themes.themes_on()]
        options.setdefault("error_messages", {"invalid_choice": "Choose themes from the list."})
        super().__init__(choices=choices, widget=forms.CheckboxSelectMultiple, **options)
