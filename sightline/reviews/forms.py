"""The shape of what is typed about a review."""

from __future__ import annotations

from typing import Any

from django import forms

from sightline.access.models import Worker
from sightline.domain import reviews as rules
from sightline.people.models import Person
from sightline.reviews.fields import DayField, ThemesField
from sightline.reviews.models import CaseReview, ClockMark, Polarity

LONGEST_TEXT = 20_000


def _regimes() -> list[tuple[str, str]]:
    return [(r.code, r.name) for r in rules.REGIMES.values() if not r.link_only]


class RegimeRadios(forms.RadioSelect):
    """Regimes with who decides and the test under each, as data says."""

    choice_hints = {r.code: f"Who decides: {r.decides}. Test: {r.test}" for r in rules.REGIMES.values()}


class ReviewForm(forms.Form):
    """What a review is called, under which regime it is held, and its days."""

    reference = forms.CharField(
        label="Reference",
        max_length=20,
        help_text="What your partnership calls it, for example LR-07. No names.",
        error_messages={"required": "Write a reference, for example LR-07."},
    )
    title = forms.CharField(
        label="Title",
        max_length=160,
        help_text="A code or a plain description, such as “Child K”. No names.",
        error_messages={"required": "Write a title without anybody's name."},
    )
    regime = forms.ChoiceField(
        label="Regime",
        choices=_regimes,
        widget=RegimeRadios,
        error_messages={"required": "Choose the regime the review is held under."},
    )
    method = forms.ChoiceField(
        label="Method",
        required=False,
        choices=lambda: [("", "Not chosen yet"), *((m.code, m.name) for m in rules.METHODS.values())],
    )
    aware_on = DayField(label="Day the authority became aware", required=False)
    notified_on = DayField(label="Day of notification", required=False)
    publishing_on = DayField(label="Day publication is planned for", required=False, ahead=True)
    summary = forms.CharField(
        label="Summary",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="For people inside the review. By code, without names.",
    )


class OpenReviewForm(ReviewForm):
    """A new review, with its subjects by code."""

    subjects = forms.CharField(
        label="Subjects, by code",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One on each line, such as Child K or Sibling 1. You can join them to records afterwards.",
    )

    field_order = ("reference", "title", "subjects")

    def clean_reference(self) -> str:
        reference: str = self.cleaned_data["reference"]
        if CaseReview.objects.filter(reference=reference).exists():
            raise forms.ValidationError(f"There is a review with the reference {reference} already. Choose another.")
        return reference

    def clean_subjects(self) -> list[str]:
        codes = list(dict.fromkeys(line.strip() for line in self.cleaned_data["subjects"].splitlines() if line.strip()))
        if too_long := next((code for code in codes if len(code) > 40), ""):
            raise forms.ValidationError(f"“{too_long[:40]}…” is too long for a code. Use 40 characters or fewer.")
        return codes


class AmendReviewForm(ReviewForm):
    """Details of a review that is there already."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)


class MoveForm(forms.Form):
    """One move of one of the three states. Which moves there are is the table's to say."""

    seen_state = forms.CharField(widget=forms.HiddenInput)
    to = forms.ChoiceField(
        label="Move to", widget=forms.RadioSelect, error_messages={"required": "Choose what it moves to."}
    )
    decision = forms.ChoiceField(
        label="What was decided",
        required=False,
        choices=[("", "Choose"), *rules.DECISIONS.items()],
        help_text="Only when the review moves to “Decided”.",
    )
    on = DayField(label="On which day")
    until = DayField(
        label="Day that goes with it",
        required=False,
        ahead=True,
        help_text="When it will be looked at again, or when an improvements statement is due.",
    )
    reason = forms.CharField(
        label="Reason",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Needed wherever the list above says so. For closing: your judgement of impact.",
    )

    def __init__(self, *args: Any, moves: list[tuple[str, str, str]], machine: rules.Machine, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["to"]
        field.choices = [(code, name) for code, name, _asked in moves]  # type: ignore[attr-defined]
        field.widget.choice_hints = {code: asked for code, _name, asked in moves if asked}
        if machine != rules.Machine.REVIEW:
            del self.fields["decision"]
        if machine != rules.Machine.PUBLICATION:
            del self.fields["until"]


class ClockForm(forms.Form):
    """Something said about a time limit."""

    kind = forms.ChoiceField(
        label="What do you want to say?",
        choices=ClockMark.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you want to say about the time limit."},
    )
    on = DayField(label="On which day")
    reason = forms.CharField(
        label="Reason or explanation",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed to pause or to explain. A limit set by law cannot be paused, only explained.",
    )


class SubjectForm(forms.Form):
    """A subject by code."""

    code = forms.CharField(
        label="Code",
        max_length=40,
        help_text="Such as Child K or Sibling 1. Never a name.",
        error_messages={"required": "Write a code, such as Child K."},
    )


class JoinForm(forms.Form):
    """Whose record a subject's is, so that learning from the review is kept off it."""

    where = forms.ChoiceField(
        label="Is a record of this person kept here?",
        widget=forms.RadioSelect,
        choices=[("here", "Yes, with this id"), ("none", "No record of them is kept here")],
        error_messages={"required": "Choose whether a record of this person is kept here."},
    )
    person = forms.CharField(
        label="Id of the record",
        required=False,
        max_length=24,
        help_text="The twelve letters and numbers in the address of the person's page. Somebody who works with the "
        "child can give them to you. No name is shown here.",
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("where") == "here":
            found["joined"] = Person.objects.filter(key=found.get("person", "")).first()
            if found["joined"] is None:
                self.add_error(
                    "person", "There is no record with this id. Check it with the person who gave it to you."
                )
        return found


class MemberForm(forms.Form):
    """A worker named on the review or on its panel."""

    username = forms.CharField(
        label="User name",
        max_length=150,
        help_text="The name they sign in with.",
        error_messages={"required": "Write the user name of the worker."},
    )
    level = forms.TypedChoiceField(
        label="How they take part",
        coerce=int,
        widget=forms.RadioSelect,
        choices=[(0, "Named on the review"), (1, "On its panel, or an agency author")],
        error_messages={"required": "Choose how they take part."},
    )
    role = forms.CharField(label="Their part in it", max_length=60, required=False, help_text="Such as lead reviewer.")

    def clean_username(self) -> Worker:
        worker = Worker.objects.filter(username=Worker.tidy_username(self.cleaned_data["username"])).first()
        if worker is None:
            raise forms.ValidationError("Nobody has this user name. Ask your administrator how it is spelt.")
        return worker


class FindingForm(forms.Form):
    """What the review found, and the themes it belongs to."""

    text = forms.CharField(
        label="What was found",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="In plain words and by code, without names. One thing at a time.",
        error_messages={
            "required": "Write what was found.",
            "max_length": "This is too long to save as one finding (20,000 characters). Split it into two findings.",
        },
    )
    polarity = forms.ChoiceField(
        label="Is it a concern or a strength?",
        choices=Polarity.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it is a concern or a strength."},
    )
    codes = ThemesField(label="Themes", required=False)


class AmendFindingForm(FindingForm):
    """A finding that is there already, as somebody read it."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
