"""Forms for an account to check: what was said, by whom, heard by whom, and what checking it found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from sightline.cases import codes
from sightline.cases.fields import TextBox, WhenField
from sightline.cases.forms import EntryForm, _people
from sightline.cases.models import Statement
from sightline.cases.models.information import Matters, StatementRole, StatementTopic, Verification
from sightline.people.models import Person

SOMEBODY_ELSE = "somebody-else"
INDEPENDENT = (("yes", "Yes, it is their own knowledge"), ("no", "No, they heard it from the same person"))


class CheckingMixin(forms.Form):
    """Whether an account was checked, with whom, and what that found."""

    verification = forms.ChoiceField(
        label="Was it checked?", choices=Verification.choices, widget=forms.RadioSelect, required=False
    )
    asked_whom = forms.CharField(label="Who was asked?", max_length=120, required=False)
    sought_at = WhenField(label="On which day were they asked?", required=False, exact=True)
    source = forms.CharField(
        label="Who or what speaks to it?", max_length=120, required=False, help_text="For example the housing office."
    )
    agency = forms.ChoiceField(
        label="Of which agency?", choices=(("", "None, or not known"), *codes.AGENCY.items()), required=False
    )
    how = forms.CharField(label="How do they know?", max_length=200, required=False)
    checked_on = WhenField(label="When did they say so?", required=False)
    independent = forms.ChoiceField(
        label="Is it independent of whoever said it first?", choices=INDEPENDENT, widget=forms.RadioSelect,
        required=False,
    )  # fmt: skip
    verification_why = TextBox(label="If it cannot be checked: why?", rows=2)

    def check_checking(self, found: dict[str, Any]) -> None:
        """What was found needs its source; that it cannot be checked needs its reason."""
        state = found.get("verification")
        if state in ("supported", "contradicted") and not found.get("source") and not found.get("agency"):
            self.add_error("source", "Write who or what speaks to it: that is what makes it checked.")
        if state == "cannot_be_checked" and not found.get("verification_why"):
            self.add_error("verification_why", "Write in a few words why it cannot be checked.")
        if state == "sought" and not found.get("sought_at") and "sought_at" not in self.errors:
            self.add_error("sought_at", "Write the day on which somebody was asked.")
        if not state and any(found.get(name) for name in ("source", "asked_whom", "verification_why")):
            self.add_error("verification", "Choose whether it was checked.")

    def corroboration(self, said_by: str) -> dict[str, Any] | None:
        """The check as the record keeps it; None when nobody has spoken to it or been asked."""
        found = self.cleaned_data
        sought = found["verification"] == "sought"
        source = found["asked_whom"] if sought else found["source"]
        if not source and not found["agency"]:
            return None
        on = found["sought_at"] if sought else found["checked_on"]
        result = {"supported": "supported", "contradicted": "contradicted", "sought": "sought"}
        return {
            "source": source or None,
            "agency": found["agency"] or None,
            "date": on.to_json() if on else None,
            "date_words": on.in_words() if on else None,
            "how": found["how"] or None,
            "result": result.get(found["verification"]),
            "origin": (said_by or "the same person") if found["independent"] == "no" else None,
        }


class AccountForm(CheckingMixin, EntryForm):
    """Something somebody said, on which a decision may rest."""

    # As on the page: first what was said, then whether it was checked. Errors are listed in this order.
    field_order = ("opening", "text", "said_by_person", "said_by", "role", "heard_by", "when", "about", "topic",
                   "matters", "used_in")  # fmt: skip

    text = TextBox(label="What was said?", required=True, rows=4, help_text="In their own words, as far as you can.",
                   error_messages={"required": "Write what was said."})  # fmt: skip
    said_by_person = forms.ChoiceField(label="Who said it?")
    said_by = forms.CharField(label="If somebody else: who?", max_length=120, required=False)
    role = forms.ChoiceField(label="In which role?", choices=(("", "Choose"), *StatementRole.choices), required=False)
    heard_by = forms.CharField(label="Who heard it?", max_length=120, required=False)
    when = WhenField(label="When was it said?")
    about = forms.ChoiceField(label="About whom?", required=False)
    topic = forms.ChoiceField(label="What is it about?", choices=(("", "Choose"), *StatementTopic.choices))
    matters = forms.ChoiceField(
        label="Does a decision rest on it, or could one?", choices=Matters.choices[::-1], widget=forms.RadioSelect,
        required=False,
    )  # fmt: skip
    used_in = forms.CharField(
        label="In which plan or decision is it used?", max_length=200, required=False,
        help_text="For example the child protection plan. Leave empty if in none yet.",
    )  # fmt: skip

    def __init__(self, *args: Any, child: Person, people: Sequence[Person], **options: Any) -> None:
        super().__init__(*args, child=child, **options)
        self.people = {person.key: person for person in (*people, child)}
        who = [*_people([*people, child], "Choose"), (SOMEBODY_ELSE, "Somebody else")]
        self.fields["said_by_person"].choices = who  # type: ignore[attr-defined]
        self.fields["about"].choices = _people([child, *people], "Choose")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        self.check_not_before_birth(found.get("when"))
        if found.get("said_by_person") == SOMEBODY_ELSE and not found.get("said_by"):
            self.add_error("said_by", "Write who said it. If nobody knows, write “not known”.")
        self.check_checking(found)
        return found

    def speaker(self) -> Person | None:
        """The person on the record who said it, if it was one."""
        return self.people.get(self.cleaned_data["said_by_person"])

    def said_by_words(self) -> str:
        """The name of whoever said it."""
        speaker = self.speaker()
        return speaker.shown_name if speaker else str(self.cleaned_data["said_by"])

    def details(self) -> dict[str, Any]:
        """The fields of the statement."""
        found = self.cleaned_data
        checked = self.corroboration(self.said_by_words())
        about = self.people.get(found["about"])
        return {
            "text": found["text"],
            "said_by_person": self.speaker(),
            "said_by": self.said_by_words(),
            "role": found["role"] or None,
            "heard_by": found["heard_by"],
            "about": about,
            "topic": found["topic"] or None,
            "matters": found["matters"] or None,
            "used_in": [found["used_in"]] if found["used_in"] else None,
            "verification": found["verification"] or None,
            "verification_why": found["verification_why"],
            "corroborations": [checked] if checked else None,
            "sought_at": found["sought_at"].value if found["sought_at"] else None,
        }


class CheckedForm(CheckingMixin):
    """What checking an account that is already on record found."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: Statement, **options: Any) -> None:
        super().__init__(*args, **options)
        self.row = row
        self.fields["verification"].required = True
        self.fields["verification"].choices = [  # type: ignore[attr-defined]
            choice for choice in Verification.choices if choice[0] != "not_checked"
        ]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        self.check_checking(found)
        return found

    def found(self) -> dict[str, Any]:
        """What `record_verification` is told."""
        cleaned = self.cleaned_data
        return {
            "verification": cleaned["verification"],
            "why": cleaned["verification_why"],
            "corroboration": self.corroboration(self.row.said_by),
            "sought_at": cleaned["sought_at"].value if cleaned["sought_at"] else None,
        }
