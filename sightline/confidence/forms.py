"""The shape of what is typed: setting a survey up, and answering one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from sightline.access.models import Agency
from sightline.confidence import codes
from sightline.confidence.answering import MOST_TIMES, Given
from sightline.confidence.own_forms import POINTS, SKIP, Scale, name_of, own_field, own_given
from sightline.domain.measures.instrument import (
    BARRIERS,
    DEEDS,
    ITEMS,
    NOW,
    T1,
    T2,
    T3,
    THEN,
    VIGNETTES,
)
from sightline.domain.measures.own import OwnQuestion
from sightline.learning.models import LearningPoint
from sightline.people.models import opaque_key
from sightline.reviews.fields import DayField

KINDS_OF_WORK = (
    "Social work",
    "Family support",
    "Health visiting and midwifery",
    "Other health",
    "School or early years",
    "Police",
    "Voluntary organisation",
    "Management",
    "Something else",
)


class BeginForm(forms.Form):
    """A survey about a piece of learning."""

    title = forms.CharField(
        label="What is the survey about?",
        max_length=160,
        help_text="People who answer see this. No case facts.",
        error_messages={"required": "Write what the survey is about."},
    )
    point = forms.ChoiceField(
        label="Learning point", required=False, help_text="Its charts of practice stand beside the results."
    )
    event_on = DayField(
        label="Day of the learning event",
        ahead=True,
        help_text="Before: up to 7 days earlier. After: 12 weeks later, two weeks either way.",
    )

    def __init__(self, *args: Any, points: Iterable[LearningPoint], **options: Any) -> None:
        super().__init__(*args, **options)
        self.by_key = {point.key: point for point in points}
        choices = [("", "None in the library"), *((key, point.title) for key, point in self.by_key.items())]
        self.fields["point"].choices = choices  # type: ignore[attr-defined]

    def clean_point(self) -> LearningPoint | None:
        return self.by_key.get(self.cleaned_data["point"])

    @staticmethod
    def agencies() -> list[str]:
        """Names people may choose from to say where they work."""
        return list(Agency.objects.order_by("name").values_list("name", flat=True))


class InvitedForm(forms.Form):
    """How many people are asked."""

    invited = forms.IntegerField(
        label="How many people are asked?",
        min_value=0,
        max_value=100_000,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-5"}),
        error_messages={"required": "Write how many people are asked.", "invalid": "Write a number, like 40."},
    )


class AnswerForm(forms.Form):
    """One page of answers: the items, and what else belongs to the wave. Nothing has to be answered but the consent."""

    def __init__(
        self,
        *args: Any,
        wave: str,
        agencies: Sequence[str] = (),
        kinds_of_work: Sequence[str] = (),
        own: Sequence[OwnQuestion] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.wave, self.own = wave, own
        # Of the page, not of the person: a page that was sent twice is one answer.
        self.fields["opening"] = forms.CharField(
            widget=forms.HiddenInput, required=False, initial=opaque_key, max_length=40
        )
        self._add_about(agencies, kinds_of_work)
        self._add_items(NOW)
        if wave in (T1, T3):
            self._add_stories()
        if wave == T3:
            self._add_practice()
        for question in own:
            self.fields[name_of(question)] = own_field(question)
        self.fields["consent"] = forms.BooleanField(
            label="I have read how my answers are used, and I agree",
            error_messages={
                "required": "Tick the box to send your answers, or close the page if you would rather not."
            },
        )

    def _add_about(self, agencies: Sequence[str], kinds_of_work: Sequence[str]) -> None:
        self.fields["code"] = forms.CharField(
            label="A code that only you know",
            required=False,
            max_length=40,
            help_text=codes.HOW_TO_MAKE_ONE,
            widget=forms.TextInput(
                attrs={"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-10"}
            ),
        )
        for name, label, choices in (
            ("agency", "Where do you work?", agencies),
            ("work", "What kind of work do you do?", kinds_of_work),
        ):
            if choices:
                options = [("", "I would rather not say"), *((choice, choice) for choice in choices)]
                self.fields[name] = forms.ChoiceField(label=label, required=False, choices=options)

    def _add_items(self, when: str) -> None:
        for item in ITEMS:
            self.fields[f"{when}_{item.code}"] = forms.ChoiceField(
                label=item.words, required=False, choices=POINTS, widget=Scale
            )

    def _add_stories(self) -> None:
        for vignette in VIGNETTES:
            self.fields[vignette.code] = forms.ChoiceField(
                label=vignette.story, required=False, choices=vignette.options, widget=forms.RadioSelect
            )
            self.fields[f"{vignette.code}_sure"] = forms.ChoiceField(
                label="How sure are you of your answer?", required=False, choices=POINTS[:-1], widget=Scale
            )

    def _add_practice(self) -> None:
        for item in DEEDS:
            for part, words in (("needed", "times it was needed"), ("done", "times you did it")):
                self.fields[f"{part}_{item.code}"] = forms.IntegerField(
                    label=f"{item.deed}: {words}",
                    required=False,
                    min_value=0,
                    max_value=MOST_TIMES,
                    widget=forms.NumberInput(attrs={"class": "govuk-input--width-2"}),
                    error_messages={"invalid": "Write a number, like 3."},
                )
        for n, label in enumerate(("What got in the way most?", "And second?", "And third?"), start=1):
            choices = [("", "Nothing, or I would rather not say"), *BARRIERS]
            self.fields[f"barrier_{n}"] = forms.ChoiceField(label=label, required=False, choices=choices)
        self.fields["said"] = forms.CharField(
            label="What did you do differently?",
            required=False,
            max_length=2_000,
            widget=forms.Textarea(attrs={"rows": 4}),
            help_text="Nothing about a child, family or colleague. Somebody reads this before any of it is quoted.",
        )

    def clean_code(self) -> str:
        typed = str(self.cleaned_data["code"])
        if typed.strip():
            try:
                codes.alike(typed)
            except codes.NotACode as wrong:
                raise forms.ValidationError(str(wrong)) from None
        return typed

    def given(self) -> Given:
        """The answers, once the form is valid."""
        typed = self.cleaned_data
        counts = {
            item.code: (typed[f"needed_{item.code}"], typed[f"done_{item.code}"])
            for item in DEEDS
            if typed.get(f"needed_{item.code}") is not None and typed.get(f"done_{item.code}") is not None
        }
        barriers = [typed.get(f"barrier_{n}") for n in (1, 2, 3)]
        return Given(
            now=scale_of(typed, NOW),
            vignettes={
                v.code: (typed[v.code], _number(typed[f"{v.code}_sure"])) for v in VIGNETTES if typed.get(v.code)
            },
            counts=counts,
            barriers=tuple(dict.fromkeys(code for code in barriers if code)),
        )

    def own_given(self) -> dict[str, object]:
        """Answers to the partnership's own questions, once the form is valid."""
        return own_given(self.own, self.cleaned_data)


class ThenForm(forms.Form):
    """The same items, of before today, on a page of their own."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.wave = T2
        for item in ITEMS:
            self.fields[f"{THEN}_{item.code}"] = forms.ChoiceField(
                label=item.words, required=False, choices=POINTS, widget=Scale
            )

    def given(self) -> Given:
        """The answers, once the form is valid."""
        return Given(then=scale_of(self.cleaned_data, THEN))


class WordsForm(forms.Form):
    """Which of the words people wrote may be quoted."""

    shown = forms.MultipleChoiceField(label="May be quoted", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, keys: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["shown"].choices = [(key, key) for key in keys]  # type: ignore[attr-defined]


def scale_of(typed: dict[str, Any], when: str) -> dict[str, int]:
    """The items that were answered with a number."""
    values = {item.code: _number(typed.get(f"{when}_{item.code}")) for item in ITEMS}
    return {code: value for code, value in values.items() if value is not None}


def _number(text: str | None) -> int | None:
    return int(text) if text and text != SKIP else None
