"""The shape of what is typed when a review is opened: the test, proceedings beside it, terms, who takes part."""

from __future__ import annotations

from typing import Any

from django import forms

from sightline.access.models import Worker
from sightline.domain import reviews as rules
from sightline.reviews.fields import DayField
from sightline.reviews.models import (
    Copy,
    Meeting,
    Panellist,
    Proceeding,
)
from sightline.reviews.models.opening import HOLDS
from sightline.reviews.work_forms import (
    AgencyForm,
    WorkForm,
    a_line,
    a_text,
    an_agency,
    another_agency,
    one_of,
)


class AnswersForm(forms.Form):
    """Every question of a regime's test, each with its answer and reasons."""

    def __init__(self, *args: Any, regime: rules.Regime, answers: dict[str, Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.regime = regime
        choices = [("Y", "Yes"), ("N", "No"), ("?", "Not known yet")]
        for question in regime.questions:
            stands = answers.get(question.code)
            self.fields[f"answer_{question.code}"] = forms.ChoiceField(
                label=question.ask,
                help_text=question.note,
                required=False,
                choices=choices,
                widget=forms.RadioSelect,
                initial=stands.answer if stands else "",
            )
            self.fields[f"reasons_{question.code}"] = a_text(
                f"Reasons: {question.ask}",
                rows=2,
                help_text="What it rests on, and who said so. By code, without names.",
            )
            self.fields[f"reasons_{question.code}"].initial = stands.reasons if stands else ""
        self.fields["seen"] = forms.CharField(widget=forms.HiddenInput, required=False)
        self.initial["seen"] = seen_of(answers)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for question in self.regime.questions:
            answer, reasons = found.get(f"answer_{question.code}"), found.get(f"reasons_{question.code}")
            if answer in ("Y", "N") and reasons == "":
                self.add_error(f"reasons_{question.code}", "Write the reasons for this answer.")
        return found

    def answered(self) -> dict[str, tuple[str, str]]:
        """Question code to (answer, reasons), of the questions that were answered at all."""
        found = self.cleaned_data
        codes = [question.code for question in self.regime.questions]
        return {c: (found[f"answer_{c}"], found[f"reasons_{c}"]) for c in codes if found.get(f"answer_{c}")}


def seen_of(answers: dict[str, Any]) -> str:
    """The versions of all answers somebody has read, as one word."""
    return ".".join(f"{code}{row.version}" for code, row in sorted(answers.items()))


class ProceedingForm(WorkForm):
    """Something that runs beside the review."""

    kind = one_of("What is it?", Proceeding.Kind.choices, required="Choose what it is.")
    standing = one_of("How does it stand?", Proceeding.Standing.choices, required="Choose how it stands.")
    holds = forms.MultipleChoiceField(
        label="What does it hold back?", required=False, choices=HOLDS, widget=forms.CheckboxSelectMultiple
    )
    holds_note = a_text("How, and until when", rows=3)
    contact = a_line("Who to ask", help_text="Role and organisation, such as disclosure officer, Westmarsh Police.")
    consulted_on = DayField(label="Day they were asked", required=False)
    answer = a_text("What they answered", rows=3)
    starts_on = DayField(label="Since when", required=False)
    ends_on = DayField(label="Until when", required=False)


class CopyForm(WorkForm):
    """Somebody outside the review who holds a copy, and that they were told when it was withdrawn."""

    what = one_of("What do they hold?", Copy.What.choices, required="Choose what they hold.")
    holder = a_line(
        "Who holds it",
        required="Write who holds it.",
        help_text="A team or an office with its part, such as: named nurse, Westmarsh hospital.",
    )
    given_on = DayField(label="Day it was given", required=False)
    told_on = DayField(label="Day they were told that it is withdrawn", required=False)
    told_by = a_line("Who told them", help_text="By part, such as: business manager.")
    became = one_of("What became of it?", Copy.Became.choices, required="Choose one; “Not known” is an answer.")
    became_note = a_text("More about that", rows=2, help_text="If they keep it: why, and who agreed.")

    def usual(self) -> dict[str, Any]:
        return {"became": Copy.Became.UNKNOWN.value}

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        given, told = found.get("given_on"), found.get("told_on")
        if given and told and told < given:
            self.add_error("told_on", "They cannot have been told before it was given to them.")
        if told and not found.get("told_by"):
            self.add_error("told_by", "Write who told them.")
        if found.get("told_by") and not told and "told_on" not in self.errors:
            self.add_error("told_on", "Write the day on which they were told.")
        return found


class TermsForm(WorkForm):
    """The terms of reference."""

    purpose = a_text("What the review is for", required="Write what the review is for.")
    questions = a_text("Key lines of enquiry", rows=6, help_text="One on each line.")
    period = a_line("Period looked at", help_text="In words, such as: from the pregnancy to 3 May 2026.")
    agencies = a_text("Agencies that take part", rows=3, help_text="One on each line.")
    family = a_text("How the family takes part", rows=3)
    out_of_scope = a_text("What it does not look at", rows=2)
    agreed_on = DayField(label="Day they were agreed", required=False)
    agreed_by = a_line("Agreed by")


class MeetingForm(WorkForm):
    """A meeting of the review, held or planned."""

    kind = one_of("What kind of meeting?", Meeting.Kind.choices, required="Choose the kind of meeting.")
    on = DayField(
        label="Day of the meeting", ahead=True, error_messages={"required": "Write the day, like 22/11/2026."}
    )
    came = a_text("Who came", help_text="One on each line, by part and agency, such as: lead reviewer; named nurse.")
    apologies = a_text("Who sent apologies", rows=2, help_text="One on each line.")
    discussed = a_text("What was talked about", rows=5, help_text="By code, without names of the family.")
    decisions = a_text("What was decided", help_text="One on each line, with who does it and by when.")
    next_on = DayField(label="Day of the next one", required=False, ahead=True)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        on, following = found.get("on"), found.get("next_on")
        if on and following and following <= on:
            self.add_error("next_on", "This is not after the day of the meeting.")
        return found


class PanellistForm(AgencyForm):
    """Somebody who takes part, and the interest they declared."""

    agency_field = "agency"
    name = a_line("Name", required="Write the name.")
    agency = an_agency(required=False)
    other_agency = another_agency()
    part = forms.ChoiceField(
        label="Part in the review",
        choices=[("", "Choose"), *Panellist.Part.choices],
        error_messages={"required": "Choose their part."},
    )
    username = a_line(
        "User name here",
        help_text="Only if they have an account: they can then read the review. Leave empty otherwise.",
    )
    interest = one_of(
        "Interest in the case", Panellist.Interest.choices, required="Choose what they said about an interest."
    )
    interest_note = a_text("What they declared, and how it is dealt with", rows=3)
    until = DayField(label="Last day they took part", required=False)

    def usual(self) -> dict[str, Any]:
        return {"interest": Panellist.Interest.NOT_ASKED}

    def from_row(self, row: Any) -> dict[str, Any]:
        return super().from_row(row) | {"username": row.worker.username if row.worker else ""}

    def clean_username(self) -> Worker | None:
        typed = self.cleaned_data["username"]
        if not typed:
            return None
        worker = Worker.objects.filter(username=Worker.tidy_username(typed)).first()
        if worker is None:
            raise forms.ValidationError("Nobody has this user name. Ask your administrator how it is spelt.")
        return worker

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        declared = found.get("interest") in (Panellist.Interest.DECLARED, Panellist.Interest.ASIDE)
        if declared and not found.get("interest_note"):
            self.add_error("interest_note", "Write what was declared, and how it is dealt with.")
        return found

    def values(self) -> dict[str, Any]:
        found = super().values()
        found["worker"] = found.pop("username")
        return found
