"""What is typed about a person: who they are, other names, where they live, who works with the child."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from sightline.cases.fields import TextBox, WhenField, WholeNumber
from sightline.cases.joining import TIES
from sightline.domain.dates import UncertainDate
from sightline.people.ages import born, expected
from sightline.people.details import OtherName
from sightline.people.models import Person, Sex

INTERPRETER = (
    ("", "Not recorded"), ("yes", "Yes"), ("no", "No"), ("offered_declined", "Offered, and declined"),
)  # fmt: skip
_PLAIN = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "words"}


def _name(label: str, hint: str = "", required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, max_length=80, required=required, strip=True, widget=forms.TextInput(attrs=_PLAIN)
    )


class WhoForm(forms.Form):
    """Somebody to be looked for, and written down if nobody knows them."""

    given_name = _name("Given name", "As the person, or the family, writes it.")
    family_name = _name("Family name")
    dob = WhenField(label="Date of birth", required=False, help_text="For example 27/3/2021, March 2021, about 2019.")
    expected_dob = WhenField(label="If not yet born: when expected?", required=False, ahead=True)
    sex = forms.ChoiceField(
        label="Sex", choices=[*Sex.choices, ("", "Not recorded")], required=False, widget=forms.RadioSelect
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not (found.get("given_name") or found.get("family_name")) and not self.errors:
            self.add_error("given_name", "Write a name. For a baby not yet named, write “Baby” and the family name.")
        if found.get("dob") and found.get("expected_dob"):
            self.add_error("expected_dob", "Write a date of birth or an expected date, not both.")
        return found

    @property
    def typed_name(self) -> str:
        """The whole name as typed."""
        return f"{self.cleaned_data['given_name']} {self.cleaned_data['family_name']}".strip()

    @property
    def day(self) -> UncertainDate | None:
        """The date of birth, or the expected one."""
        found: UncertainDate | None = self.cleaned_data["dob"] or self.cleaned_data.get("expected_dob")
        return found

    def details(self) -> dict[str, Any]:
        """The fields of a person."""
        data = self.cleaned_data
        return {
            "given_name": data["given_name"], "family_name": data["family_name"], "sex": data["sex"],
            **stored("dob", data["dob"]), **stored("expected", data.get("expected_dob")),
        }  # fmt: skip


def stored(name: str, found: UncertainDate | None) -> dict[str, Any]:
    """The columns of a date of birth ("dob") or an expected date ("expected"), exactly as well as it is known."""
    value = "dob" if name == "dob" else "expected_dob"
    if found is None:
        return {value: None, f"{name}_precision": "exact", f"{name}_earliest": None, f"{name}_latest": None}
    return {
        value: found.value, f"{name}_precision": str(found.precision),
        f"{name}_earliest": None if found.is_exact else found.earliest,
        f"{name}_latest": None if found.is_exact else found.latest,
    }  # fmt: skip


class DetailsForm(WhoForm):
    """Everything that is recorded of a person, with the reason of a change."""

    gestation_weeks = WholeNumber(label="Born at how many weeks?", min_value=20, max_value=45)
    languages = TextBox(label="Languages spoken", rows=2, max_length=1_000, help_text="One on each line.")
    reads = TextBox(
        label="Languages they read", rows=2, max_length=1_000, help_text="One on each line. “none” if none."
    )
    communication = forms.CharField(
        label="How they like to talk and be written to", required=False, max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 3}), help_text="Signs, pictures, easy read, hearing, time to think.",
    )  # fmt: skip
    interpreter_need = forms.ChoiceField(
        label="Do they need an interpreter?", choices=INTERPRETER, required=False, widget=forms.RadioSelect
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    def details(self) -> dict[str, Any]:
        data = self.cleaned_data
        return super().details() | {
            "gestation_weeks": data["gestation_weeks"], "languages": _lines(data["languages"]),
            "reads": _lines(data["reads"]), "communication": data["communication"],
            "interpreter_need": data["interpreter_need"],
        }  # fmt: skip

    def says_otherwise(self, person: Person) -> bool:
        """Whether anything of it differs from what is recorded: a version in which nothing changed says nothing."""
        return any(getattr(person, name) != value for name, value in self.details().items())


def shown(person: Person) -> dict[str, Any]:
    """How the form of a person's details is opened."""
    return {
        "given_name": person.given_name, "family_name": person.family_name, "sex": person.sex,
        "dob": _day(born(person)), "expected_dob": _day(expected(person)), "gestation_weeks": person.gestation_weeks,
        "languages": _text(person.languages), "reads": _text(person.reads), "communication": person.communication,
        "interpreter_need": person.interpreter_need, "seen_version": person.version,
    }  # fmt: skip


def _day(found: UncertainDate | None) -> str:
    if found is None:
        return ""
    return f"{found.value:%d/%m/%Y}" if found.is_exact and found.value else found.in_words()


def _lines(text: str | None) -> list[str] | None:
    """None: never filled. "none" on its own: recorded as none."""
    if text is None:
        return None
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [] if [line.lower() for line in lines] == ["none"] else lines


def _text(lines: list[str] | None) -> str:
    return "none" if lines == [] else "\n".join(lines or ())


class _Spell(forms.Form):
    starts_on = WhenField(label="From when?", required=False, exact=True, help_text="Leave it empty if not known.")
    ends_on = WhenField(label="Until when?", required=False, exact=True, help_text="Leave it empty if still so.")

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        first, last = found.get("starts_on"), found.get("ends_on")
        if first and last and last.value < first.value:
            self.add_error("ends_on", "That is before it began. Check the year.")
        return found

    def spell(self) -> dict[str, Any]:
        """`starts_on` and `ends_on` as days."""
        return {name: found.value if (found := self.cleaned_data[name]) else None for name in ("starts_on", "ends_on")}


class NameForm(_Spell):
    """Another name."""

    name = forms.CharField(
        label="Name", max_length=160, strip=True, widget=forms.TextInput(attrs=_PLAIN),
        error_messages={"required": "Write the name."},
    )  # fmt: skip
    kind = forms.ChoiceField(label="What is it?", choices=OtherName.Kind.choices, widget=forms.RadioSelect)
    field_order = ("name", "kind", "starts_on", "ends_on")


class AddressForm(_Spell):
    """An address, and from whom it is kept."""

    text = forms.CharField(
        label="Address", max_length=1_000, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write the address."},
    )  # fmt: skip
    is_protected = forms.BooleanField(
        label="This address is protected: it is never shown unasked, printed, exported or sent", required=False
    )
    kept_from = forms.MultipleChoiceField(
        label="Who must not learn it?", required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose from the list."},
    )  # fmt: skip
    field_order = ("text", "starts_on", "ends_on", "is_protected", "kept_from")

    def __init__(self, *args: Any, around: Iterable[Person], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kept_from"].choices = [(one.key, one.shown_name) for one in around]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if found.get("kept_from") and not found.get("is_protected"):
            found["is_protected"] = True  # whoever names somebody it is kept from means it
        return found


class ProfessionalForm(_Spell):
    """Somebody who works with the child or the family."""

    name = forms.CharField(
        label="Name", max_length=160, strip=True, widget=forms.TextInput(attrs=_PLAIN),
        error_messages={"required": "Write the name, or “not known”."},
    )  # fmt: skip
    role = forms.CharField(
        label="As what?", max_length=80, strip=True, help_text="For example GP, class teacher, support worker.",
        error_messages={"required": "Write what they are, for example GP or class teacher."},
    )  # fmt: skip
    organisation = forms.CharField(label="Where?", max_length=160, required=False, strip=True)
    reached_by = forms.CharField(label="How are they reached?", max_length=160, required=False, strip=True)
    field_order = ("name", "role", "organisation", "reached_by", "starts_on", "ends_on")


class AdultForm(WhoForm):
    """An adult of the family, and what joins them to the child."""

    tie = forms.ChoiceField(
        label="What are they to the child?", choices=TIES, widget=forms.RadioSelect,
        error_messages={"required": "Choose what they are to the child.", "invalid_choice": "Choose from the list."},
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["expected_dob"]  # an adult is born


class BecauseForm(forms.Form):
    """Why two records are joined, or taken apart again."""

    because = forms.CharField(
        max_length=2_000, strip=True, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Whoever reads this record reads it. Leave out what belongs to another child.",
        error_messages={
            "required": "Write the reason: whoever reads the record will read it.",
            "max_length": "Write at most 2,000 characters.",
        },
    )  # fmt: skip

    def __init__(self, *args: Any, label: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["because"].label = label
