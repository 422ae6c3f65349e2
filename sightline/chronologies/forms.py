"""The shape of what is written about rows and into the glossary."""

from __future__ import annotations

from typing import Any

from django import forms

from sightline.domain.chronology.shown import SHOWN

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
