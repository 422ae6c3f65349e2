"""The shape of what is typed in the library."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from sightline.domain import themes
from sightline.learning.case_facts import named_in, names_of_reviews
from sightline.reviews.fields import DayField, ThemesField
from sightline.reviews.models import Finding

LONGEST = 8_000
OPEN_TO_ALL = ("title", "lesson", "try_this", "questions")
HOW = (
    "Team briefing", "Safeguarding edition", "Learning event", "Team meeting", "Supervision", "Training",
    "Another way",
)  # fmt: skip


def text_box(label: str, rows: int, help_text: str, *, required: bool = False, wrong: str = "") -> forms.CharField:
    """A box for free text with its own sentences."""
    errors = {"max_length": "This is too long (8,000 characters at most). Shorten it, or write two learning points."}
    if wrong:
        errors["required"] = wrong
    return forms.CharField(
        label=label,
        required=required,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=help_text,
        error_messages=errors,
    )


class FindingBoxes(forms.CheckboxSelectMultiple):
    """Findings to tick, each with its text under it."""

    choice_hints: dict[str, str]


class PointForm(forms.Form):
    """A learning point and the findings it comes from. `findings_open`: those the writer may write from."""

    findings = forms.MultipleChoiceField(
        label="Which findings does it come from?",
        widget=FindingBoxes,
        error_messages={
            "required": "Choose at least one finding: learning comes from somewhere.",
            "invalid_choice": "Choose findings from the list.",
        },
    )
    title = forms.CharField(
        label="Title",
        max_length=160,
        help_text="What to do or to notice, in a few words. Everybody reads it: no case facts.",
        error_messages={"required": "Write a title."},
    )
    lesson = text_box(
        "The lesson",
        6,
        "What everybody who signs in may read, whatever becomes of the review. No case facts: no ages, dates, places, "
        "injuries, family make-up, and nothing that only this case has.",
        required=True,
        wrong="Write the lesson, without case facts.",
    )
    try_this = text_box("Try this", 3, "One thing a practitioner can do this week. Everybody reads it: no case facts.")
    questions = text_box(
        "Questions for the team", 4, "Two to four, one on each line, for a team to talk about. No case facts."
    )
    detail = text_box(
        "Detail from the case",
        6,
        "Case facts, by code, for those the gate lets in. Others never see it, nor find it by searching.",
    )
    themes = ThemesField(
        label="Themes",
        error_messages={"required": "Choose at least one theme, so that people can find it."},
        help_text="Taken from the findings you came from. Change them if the lesson is about something else.",
    )

    def __init__(self, *args: Any, findings_open: Sequence[Finding], **options: Any) -> None:
        super().__init__(*args, **options)
        self.by_key = {finding.key: finding for finding in findings_open}
        field = self.fields["findings"]
        field.choices = [(f.key, f"{f.review.reference}, finding {f.number}") for f in findings_open]  # type: ignore[attr-defined]
        field.widget.choice_hints = {f.key: f.text[:240] for f in findings_open}

    def clean_findings(self) -> list[Finding]:
        return [self.by_key[key] for key in self.cleaned_data["findings"]]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        names = names_of_reviews(found.get("findings", ()))
        for name in OPEN_TO_ALL:
            if named := named_in(found.get(name) or "", names):
                self.add_error(
                    name,
                    f"Everybody reads this, and it names “{named}” of the review. Say it without, or move it to "
                    "“Detail from the case”.",
                )
        return found


class ReviseForm(PointForm):
    """A learning point that is there already, as somebody read it."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)


class ShareForm(forms.Form):
    """When a learning point was shared, how, and with whom."""

    on = DayField(label="On which day was it shared?")
    how = forms.ChoiceField(
        label="How?",
        choices=[(how, how) for how in HOW],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it was shared."},
    )
    audience = forms.CharField(
        label="With whom?",
        required=False,
        max_length=200,
        help_text="A team or agency, such as “Harbour team”. No names of families.",
    )


class SearchForm(forms.Form):
    """Words and a group of themes. Nothing in here can be wrong: what isn't known is left out."""

    words = forms.CharField(label="Search the library", required=False, max_length=200)
    group = forms.ChoiceField(
        label="Themes",
        required=False,
        choices=lambda: [("", "All themes"), *((group.code, group.name) for group in themes.groups())],
    )
