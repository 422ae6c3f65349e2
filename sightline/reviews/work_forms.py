"""What the forms about the work of a review share. Each turns into the fields of one row, and back."""

from __future__ import annotations

from typing import Any

from django import forms

from sightline.access.models import Agency
from sightline.reviews.forms import LONGEST_TEXT
from sightline.reviews.models import (
    CaseReview,
    Written,
)

ELSEWHERE = "…"
TOO_LONG = "This is too long to save here (20,000 characters). Shorten it, or split it in two."


def a_text(label: str, *, rows: int = 4, required: str = "", **options: Any) -> forms.CharField:
    """Free text; `required`: the sentence when it is missing, "" where it may be."""
    errors = {"max_length": TOO_LONG, **({"required": required} if required else {})}
    return forms.CharField(
        label=label,
        required=bool(required),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages=errors,
        **options,
    )


def a_line(label: str, *, required: str = "", longest: int = 200, **options: Any) -> forms.CharField:
    """One line of text."""
    errors = {
        "max_length": f"This is too long. Use {longest} characters or fewer.",
        **({"required": required} if required else {}),
    }
    return forms.CharField(label=label, required=bool(required), max_length=longest, error_messages=errors, **options)


def one_of(label: str, choices: Any, *, required: str, **options: Any) -> forms.ChoiceField:
    """One of a few."""
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, error_messages={"required": required}, **options
    )


class WorkForm(forms.Form):
    """A form about something of a review. `row`: what is amended, None when it is new."""

    def __init__(self, *args: Any, review: CaseReview, row: Written | None = None, **options: Any) -> None:
        self.review, self.row = review, row
        initial = self.from_row(row) if row is not None else self.usual()
        options["initial"] = initial | options.get("initial", {})
        super().__init__(*args, **options)
        self.choose()
        if row is not None:
            self.fields["seen_version"] = forms.IntegerField(widget=forms.HiddenInput, initial=row.version)
            self.initial["seen_version"] = row.version

    def usual(self) -> dict[str, Any]:
        """What a new one begins with."""
        return {}

    def choose(self) -> None:
        """Fill in choices that depend on the review."""

    def from_row(self, row: Any) -> dict[str, Any]:
        """The fields as they stand."""
        return {name: getattr(row, name) for name in self.base_fields if hasattr(row, name)}

    def values(self) -> dict[str, Any]:
        """What is saved: the fields of the row."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen_version"}

    def seen_version(self) -> int:
        """The version whoever amends has read."""
        return int(self.cleaned_data["seen_version"])


class AgencyForm(WorkForm):
    """With an agency known here, or another one by its name."""

    agency_field = "agency_name"

    def choose(self) -> None:
        names = list(Agency.objects.order_by("name").values_list("name", flat=True))
        field: Any = self.fields[self.agency_field]
        field.choices = [("", "Choose"), *((name, name) for name in names), (ELSEWHERE, "Another, written below")]
        stands = self.initial.get(self.agency_field, "")
        if stands and stands not in names:
            self.initial[self.agency_field], self.initial["other_agency"] = ELSEWHERE, stands

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        other = found.pop("other_agency", "")
        chosen = found.get(self.agency_field, "")
        if chosen == ELSEWHERE:
            if not other:
                self.add_error("other_agency", "Write the name of the agency.")
            found[self.agency_field] = other
        elif chosen and other and other != chosen:
            message = "Choose “Another, written below”, or leave this empty."
            self.add_error("other_agency", message)
        return found


def an_agency(label: str = "Agency", *, required: bool = True) -> forms.ChoiceField:
    """An agency from the list; choices are filled in by `AgencyForm`."""
    return forms.ChoiceField(label=label, required=required, error_messages={"required": "Choose the agency."})


def another_agency() -> forms.CharField:
    """The agency that is not in the list."""
    return a_line("Name of another agency", help_text="Only when it is not in the list. It needs no account here.")
