"""The shape of what is typed about a partnership's own questions: by the lead who sets them, by whoever answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from sightline.confidence.own_changes import Wanted
from sightline.domain.measures.instrument import HIGHEST, LOWEST, WAVE_NAMES
from sightline.domain.measures.own import (
    AGREE,
    AGREEMENT,
    KINDS,
    LARGEST_NUMBER,
    LONGEST_TEXT,
    LONGEST_WORDS,
    MANY,
    NUMBER,
    ONE,
    SCALE,
    TEXT,
    NotAQuestion,
    OwnQuestion,
    worded,
)

SKIP = "skip"
POINTS = [*((str(n), str(n)) for n in range(LOWEST, HIGHEST + 1)), (SKIP, "Not my role, or skip")]


class Scale(forms.RadioSelect):
    """Eleven numbers and a way out; drawn by `confidence/_scale.jinja`."""


class OwnQuestionForm(forms.Form):
    """One question of the partnership's own. `waves`: those that can still be told to ask it."""

    words = forms.CharField(
        label="Question",
        max_length=LONGEST_WORDS,
        help_text="As people will read it. No case facts, and nothing that shows who answers.",
        error_messages={
            "required": "Write the question.",
            "max_length": f"A question has at most {LONGEST_WORDS} letters.",
        },
    )
    kind = forms.ChoiceField(
        label="How it is answered",
        choices=list(KINDS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it is answered."},
    )
    options = forms.CharField(
        label="Options, for a choice",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Each on a line of its own, 2 to 12. Leave it empty for other kinds.",
    )
    waves = forms.MultipleChoiceField(
        label="When it is asked",
        widget=forms.CheckboxSelectMultiple,
        help_text="The same words before and after let answers be set side by side.",
        error_messages={"required": "Choose when it is asked."},
    )

    def __init__(self, *args: Any, waves: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["waves"].choices = [(wave, WAVE_NAMES[wave]) for wave in waves]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if "words" in typed and "kind" in typed:
            try:
                worded(typed["kind"], typed["words"], self._lines())
            except NotAQuestion as wrong:
                place = "options" if "ption" in str(wrong) else "words"
                self.add_error(place, str(wrong))
        return typed

    def _lines(self) -> list[str]:
        return str(self.cleaned_data.get("options", "")).splitlines()

    def wanted(self) -> Wanted:
        """What is asked for, once the form is valid."""
        typed = self.cleaned_data
        return Wanted(typed["kind"], typed["words"], self._lines(), typed["waves"])


def name_of(question: OwnQuestion) -> str:
    """The name of its field on the page that is answered."""
    return f"own_{question.key}"


def own_field(question: OwnQuestion) -> forms.Field:
    """The field that asks it. Nothing has to be answered."""
    asked: dict[str, Any] = {"label": question.words, "required": False}
    places = [(str(n), option) for n, option in enumerate(question.options)]
    if question.kind == SCALE:
        return forms.ChoiceField(choices=POINTS, widget=Scale, **asked)
    if question.kind == AGREE:
        steps = [*((str(n), name) for n, name in enumerate(AGREEMENT, start=1)), (SKIP, "Skip")]
        return forms.ChoiceField(choices=steps, widget=forms.RadioSelect, **asked)
    if question.kind == ONE:
        return forms.ChoiceField(choices=[*places, (SKIP, "Skip")], widget=forms.RadioSelect, **asked)
    if question.kind == MANY:
        return forms.MultipleChoiceField(
            choices=places, widget=forms.CheckboxSelectMultiple, help_text="Tick all that apply.", **asked
        )
    if question.kind == NUMBER:
        return forms.DecimalField(
            min_value=0,
            max_value=LARGEST_NUMBER,
            decimal_places=2,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-5"}),
            error_messages={
                "invalid": "Write a number, like 3.",
                "min_value": "Write a number that is not below 0.",
                "max_value": f"Write a number of at most {LARGEST_NUMBER:,}.",
                "max_decimal_places": "Write a number with at most two decimal places.",
            },
            **asked,
        )
    return forms.CharField(
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Nothing about a child, family or colleague. Somebody reads this before any of it is quoted.",
        **asked,
    )


def own_given(questions: Sequence[OwnQuestion], typed: Mapping[str, Any]) -> dict[str, object]:
    """Answers by the question's key, once the form is valid; what was left out or skipped is not there."""
    found: dict[str, object] = {}
    for question in questions:
        value = typed.get(name_of(question))
        if value is None or value in ("", SKIP, []):
            continue
        if question.kind == MANY:
            found[question.key] = [int(one) for one in value]
        elif question.kind == NUMBER:
            found[question.key] = float(value)
        elif question.kind == TEXT:
            if value.strip():
                found[question.key] = value
        else:
            found[question.key] = int(value)
    return found
