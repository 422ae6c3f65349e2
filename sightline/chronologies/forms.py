"""The shape of what is written about rows and into the glossary."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from sightline.domain.chronology.details import DETAILS, LONGEST, Detail
from sightline.domain.chronology.shown import SHOWN
from sightline.reviews.fields import DayField

LONGEST_NOTE = 10_000


class NoteForm(forms.Form):
    """A note beside a row."""

    text = forms.CharField(
        label="Write a note beside this row",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": "3"}),
        help_text="Those named on the review or on its panel can read it. Write codes, not names.",
        error_messages={"required": "Write the note."},
    )


class MarksForm(forms.Form):
    """What a row shows, and whether the reviewer takes it for a key practice episode."""

    shows = forms.MultipleChoiceField(
        label="What does this row show?",
        required=False,
        choices=[(one.code, one.name) for one in SHOWN],
        widget=forms.CheckboxSelectMultiple,
        help_text="Only what somebody has read and marked here is ever replayed.",
    )
    significance = forms.ChoiceField(
        label="A key practice episode?",
        required=False,
        choices=(("", "As its agency says"), ("yes", "Yes"), ("no", "No")),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, marks: Mapping[str, Mapping[str, Any]], **options: Any) -> None:
        """`marks`: what the row shows now, with its details; each is asked about further."""
        super().__init__(*args, **options)
        self._asked = [(one, DETAILS[one.code]) for one in SHOWN if one.code in marks and DETAILS.get(one.code)]
        for shows, details in self._asked:
            for detail in details:
                field = _detail_field(detail)
                stands = marks[shows.code].get(detail.name)
                field.initial = date.fromisoformat(stands) if detail.is_day and stands else stands
                self.fields[f"{shows.code}-{detail.name}"] = field

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        since, until = found.get("looked-since"), found.get("looked-until")
        if since and until and until < since:
            self.add_error("looked-until", "This day comes before the one from which it was looked for.")
        return found

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """What is asked about each thing the row shows: its name, and its fields."""
        return [
            (shows.name, [self[f"{shows.code}-{detail.name}"] for detail in details]) for shows, details in self._asked
        ]

    def shown(self) -> dict[str, dict[str, Any]]:
        """Everything that was chosen, each with its details. Once valid."""
        asked = {shows.code: details for shows, details in self._asked}
        return {
            what: {one.name: _plain(self.cleaned_data.get(f"{what}-{one.name}")) for one in asked.get(what, ())}
            for what in self.cleaned_data["shows"]
        }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _detail_field(one: Detail) -> forms.Field:
    """A field that may be left open: then it was not in the row."""
    if one.is_day:
        return DayField(label=one.label, required=False)
    if one.several:
        return forms.MultipleChoiceField(
            label=one.label, required=False, choices=one.choices, widget=forms.CheckboxSelectMultiple
        )
    if not one.choices:
        return forms.CharField(label=one.label, required=False, max_length=LONGEST)
    choices = [("", "Not in the row"), *one.choices]
    widget = forms.RadioSelect if len(one.choices) <= 3 else forms.Select
    return forms.ChoiceField(label=one.label, required=False, choices=choices, widget=widget)


class DecisionForm(forms.Form):
    """What the reviewer says of a link."""

    decision = forms.ChoiceField(choices=(("accepted", ""), ("rejected", ""), ("", "")), required=False)
    reason = forms.CharField(max_length=2_000, required=False)


class GlossaryRow(forms.Form):
    """One person or place of the glossary. A row whose code is empty is left out."""

    code = forms.CharField(label="Code", max_length=200, required=False)
    role = forms.CharField(label="Role", max_length=200, required=False)
    name = forms.CharField(label="Name", max_length=200, required=False)
    aliases = forms.CharField(label="Other names, parted by ;", max_length=2_000, required=False)
    date_of_birth = forms.CharField(label="Date of birth", max_length=40, required=False)
    gender = forms.CharField(label="Gender", max_length=40, required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not found.get("code") and any(value for name, value in found.items() if name != "code"):
            self.add_error("code", "Give a code, such as Child A, Sibling 1, M or SW1.")
        return found


GlossaryRows = forms.formset_factory(GlossaryRow, extra=3, max_num=400, absolute_max=500)


class GlossaryFile(forms.Form):
    """A glossary as CSV."""

    file = forms.FileField(
        label="A glossary as CSV",
        help_text="With the columns code, role, name, aliases, date_of_birth, gender. Aliases are parted by ;",
        error_messages={"required": "Choose a file.", "empty": "The file is empty."},
    )
