"""What is typed when a child was adopted: who they are from now on, what goes over, who keeps the earlier identity."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from sightline.access.models import Worker
from sightline.cases.adopting import GoesOver
from sightline.cases.fields import TextBox, WhenField
from sightline.desk.barrier_forms import a_reason, as_choices
from sightline.desk.people_forms import WhoForm, stored
from sightline.people.details import Professional

SAME_NAME = (
    "That is the name of the earlier record. Write the name the child has now; if nothing of it changed, tick that it "
    "is the same."
)
NOT_OF_THE_LIST = {"invalid_choice": "Choose from the list."}


class AdoptionForm(WhoForm):
    """The new identity, what goes over (nothing unless chosen), and the keepers."""

    is_same_name = forms.BooleanField(label="The name is the same as before the adoption", required=False)
    ordered_on = WhenField(label="Day of the adoption order", exact=True, required=False)
    because = a_reason("Why is the earlier identity sealed?", "For example the adoption order, with court and number.")
    keepers = forms.MultipleChoiceField(
        label="Who else keeps the earlier record?", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="You are its first keeper. Only keepers know that it exists; they open it for a reason.",
        error_messages=NOT_OF_THE_LIST,
    )  # fmt: skip
    over_details = forms.BooleanField(
        label="Take over languages, how the child talks and is written to, interpreter, disability, weeks at birth",
        required=False,
    )
    words = TextBox(
        label="What must be known for the child’s health and safety, written anew", rows=5, max_length=8_000,
        help_text="It becomes the first entry of the new record. Leave out names, places and days that point back.",
    )  # fmt: skip
    workers = forms.MultipleChoiceField(
        label="Who goes on working with the child, under the new name?", required=False,
        widget=forms.CheckboxSelectMultiple, error_messages=NOT_OF_THE_LIST,
        help_text="Whoever is ticked knows both names. You are the lead practitioner until somebody else is.",
    )  # fmt: skip
    professionals = forms.MultipleChoiceField(
        label="Which professionals know the child by the new name?", required=False,
        widget=forms.CheckboxSelectMultiple, error_messages=NOT_OF_THE_LIST,
    )  # fmt: skip
    decided = forms.BooleanField(
        label="I have decided about each to-do and each professional: what is not ticked or written anew stays sealed",
        error_messages={"required": "Decide about each to-do and professional first, then tick this."},
    )
    field_order = ("given_name", "family_name", "is_same_name", "dob", "sex", "ordered_on", "because", "keepers")

    def __init__(
        self, *args: Any, name: str, keepers: Sequence[Worker], workers: Sequence[Worker],
        professionals: Sequence[Professional], **options: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **options)
        del self.fields["expected_dob"]  # a child who is adopted is born
        self.name = name
        self.could_keep = {str(one.pk): one for one in keepers}
        self.working = {str(one.pk): one for one in workers}
        self.around = {str(one.fact): one for one in professionals}
        told = [(key, f"{one.name}, {one.role}") for key, one in self.around.items()]
        for field, choices in (
            ("keepers", as_choices(self.could_keep.values())), ("workers", as_choices(self.working.values())),
            ("professionals", told),
        ):  # fmt: skip
            self.fields[field].choices = choices  # type: ignore[attr-defined]
            if not choices:
                del self.fields[field]

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if self.errors:
            return found
        if "keepers" in self.fields and not found["keepers"]:
            self.add_error("keepers", "Choose at least one: another keeper reads why the earlier record is opened.")
        if self.typed_name.casefold() == self.name.casefold() and not found["is_same_name"]:
            self.add_error("family_name", SAME_NAME)
        if not found["dob"]:
            self.add_error("dob", "Write the date of birth, or “not known”. An adoption does not change it.")
        return found

    def identity(self) -> dict[str, Any]:
        """The fields of the person from now on."""
        data = self.cleaned_data
        return {name: data[name] for name in ("given_name", "family_name", "sex")} | stored("dob", data["dob"])

    def chosen_keepers(self) -> list[Worker]:
        """The keepers beside the one who seals."""
        return [self.could_keep[key] for key in self.cleaned_data.get("keepers", [])]

    def over(self) -> GoesOver:
        """What goes over."""
        data = self.cleaned_data
        return GoesOver(
            details=data["over_details"],
            words=data["words"] or "",
            workers=tuple(self.working[key] for key in data.get("workers", [])),
            professionals=tuple(self.around[key] for key in data.get("professionals", [])),
        )


class TakeBackForm(forms.Form):
    """Why a sealing was a mistake."""

    because = a_reason("Why was it a mistake?", "Keepers of the record read it.")
