"""What is typed: a reason to open a record, who is named for it, a conflict of interest, the mark of an entry."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from sightline.access.models import Worker
from sightline.cases.models.handling import Audience, MayGoTo
from sightline.cases.models.reason import OpenedForReason
from sightline.cases.opening import HOURS

REASON = {"required": "Write the reason: somebody will read it.", "max_length": "Write at most 2,000 characters."}


def a_reason(label: str, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, max_length=2_000, strip=True, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages=REASON,
    )  # fmt: skip


def as_choices(workers: Iterable[Worker]) -> list[tuple[str, str]]:
    return [(str(one.pk), f"{one.name}, {one.job_title or one.get_role_display()}, {one.agency}") for one in workers]


class OpenForm(forms.Form):
    """Break glass."""

    reason = a_reason(
        "Why do you need to open this record?",
        "What you need to know or do for this child today, and why it cannot wait for those who work with the child.",
    )
    hours = forms.TypedChoiceField(
        label="For how long?", coerce=int, widget=forms.RadioSelect, initial=str(HOURS[0]),
        choices=[(str(hours), "1 hour" if hours == 1 else f"{hours} hours") for hours in HOURS],
        error_messages={"required": "Choose for how long.", "invalid_choice": "Choose for how long."},
    )  # fmt: skip


class ReadForm(forms.Form):
    """What a manager makes of an opening."""

    verdict = forms.ChoiceField(
        label="What do you make of it?", choices=OpenedForReason.Verdict.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choose what you make of it.", "invalid_choice": "Choose from the list."},
    )  # fmt: skip
    words = forms.CharField(
        label="Anything to add?", required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40, empty_value="")


class NamesForm(forms.Form):
    """To whom a restricted record is open."""

    reason = a_reason(
        "Why is this record restricted?", "For example the child’s parent works here. Only keepers read it."
    )
    named = forms.MultipleChoiceField(
        label="Who may see it?", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Everybody else will find no such child, whatever their role. You are its first keeper.",
        error_messages={"invalid_choice": "Choose from the list."},
    )  # fmt: skip
    keepers = forms.MultipleChoiceField(
        label="Who else is a keeper?", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Keepers name others, and hear when somebody may be about to write the child down a second time.",
        error_messages={"invalid_choice": "Choose from the list."},
    )  # fmt: skip

    def __init__(self, *args: Any, workers: Iterable[Worker], **options: Any) -> None:
        super().__init__(*args, **options)
        self.workers = {str(one.pk): one for one in workers}
        for name in ("named", "keepers"):
            self.fields[name].choices = as_choices(self.workers.values())  # type: ignore[attr-defined]

    def chosen(self, name: str) -> list[Worker]:
        """The workers ticked."""
        return [self.workers[number] for number in self.cleaned_data[name]]


class ConflictForm(forms.Form):
    """Somebody knows a child or family."""

    who = forms.ChoiceField(label="Who knows this child or family?", widget=forms.RadioSelect)
    whole_family = forms.BooleanField(
        label="Close the records of the whole family and household too", required=False, initial=True
    )
    reason = forms.CharField(
        label="How do they know them?", required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="A few words are enough: neighbour, relative, friend’s child. You need not say more.",
    )  # fmt: skip

    def __init__(self, *args: Any, me: Worker, team: Iterable[Worker], **options: Any) -> None:
        super().__init__(*args, **options)
        self.workers = {str(me.pk): me} | {str(one.pk): one for one in team}
        self.fields["who"].choices = [  # type: ignore[attr-defined]
            (key, "I do" if one.pk == me.pk else one.name) for key, one in self.workers.items()
        ]
        self.fields["who"].initial = str(me.pk)

    def worker(self) -> Worker:
        """Whom it is about."""
        return self.workers[self.cleaned_data["who"]]


class EndForm(forms.Form):
    """Why a barrier ends."""

    because = a_reason("Why does this end?")


AS_USUAL = "usual"  # a radio of its own, so that what was narrowed can be opened again


class HandlingForm(forms.Form):
    """To whom one entry may go, and who may read it."""

    may_go_to = forms.ChoiceField(
        label="To whom may this entry go?", choices=MayGoTo.choices, widget=forms.RadioSelect,
        help_text="A document for a family holds only what is marked for the family.",
        error_messages={"required": "Choose to whom it may go.", "invalid_choice": "Choose from the list."},
    )  # fmt: skip
    audience = forms.ChoiceField(
        label="Who of those involved may read it?", widget=forms.RadioSelect, required=False,
        choices=[(value or AS_USUAL, words) for value, words in Audience.choices],
    )  # fmt: skip
    readers = forms.MultipleChoiceField(
        label="Named people", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="For a police line, and for named people only. Whoever wrote the entry reads it in any case.",
        error_messages={"invalid_choice": "Choose from the list."},
    )  # fmt: skip
    because = forms.CharField(label="Why?", required=False, max_length=300)
    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, workers: Iterable[Worker], **options: Any) -> None:
        super().__init__(*args, **options)
        self.workers = {str(one.pk): one for one in workers}
        self.fields["readers"].choices = as_choices(self.workers.values())  # type: ignore[attr-defined]

    def clean_audience(self) -> str:
        """As the record keeps it: "" is as usual."""
        found: str = self.cleaned_data["audience"]
        return "" if found == AS_USUAL else found

    def chosen(self) -> list[Worker]:
        """The workers ticked."""
        return [self.workers[number] for number in self.cleaned_data["readers"]]
