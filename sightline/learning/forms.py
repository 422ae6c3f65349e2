"""The shape of what is typed in the library."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from sightline.access.models import Team
from sightline.domain import themes
from sightline.learning.case_facts import named_in, names_of_reviews
from sightline.learning.models import Acknowledgement, PublishedSource
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


class HintedBoxes(forms.CheckboxSelectMultiple):
    """Things to tick, each with a line about it under it."""

    choice_hints: dict[str, str]


class PointForm(forms.Form):
    """A learning point and what it comes from. `findings_open`: those the writer may write from; `texts`: published."""

    findings = forms.MultipleChoiceField(
        label="Which findings does it come from?",
        required=False,
        widget=HintedBoxes,
        error_messages={"invalid_choice": "Choose findings from the list."},
    )
    published = forms.MultipleChoiceField(
        label="Which published texts does it come from?",
        required=False,
        widget=HintedBoxes,
        help_text="National reports, research, guidance, law. A text that isn’t here is added under “Published texts”.",
        error_messages={"invalid_choice": "Choose published texts from the list."},
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

    def __init__(
        self, *args: Any, findings_open: Sequence[Finding], texts: Sequence[PublishedSource] = (), **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.text_by_key = {text.key: text for text in texts}
        published = self.fields["published"]
        published.choices = [(text.key, str(text)) for text in texts]  # type: ignore[attr-defined]
        published.widget.choice_hints = {text.key: text.note[:240] for text in texts}
        self.by_key = {finding.key: finding for finding in findings_open}
        field = self.fields["findings"]
        field.choices = [(f.key, f"{f.review.reference}, finding {f.number}") for f in findings_open]  # type: ignore[attr-defined]
        field.widget.choice_hints = {f.key: f.text[:240] for f in findings_open}

    def clean_findings(self) -> list[Finding]:
        return [self.by_key[key] for key in self.cleaned_data["findings"]]

    def clean_published(self) -> list[PublishedSource]:
        return [self.text_by_key[key] for key in self.cleaned_data["published"]]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not found.get("findings") and not found.get("published"):
            self.add_error("findings", "Choose at least one finding or published text: learning comes from somewhere.")
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
        help_text="Others than the teams below, such as “GPs of the north”. No names of families.",
    )
    teams = forms.ModelMultipleChoiceField(
        label="Which teams were there, or were sent it?",
        queryset=Team.objects.select_related("agency"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Their people find it on their home page, and can say that they read it, discussed it or applied it.",
        error_messages={
            "invalid_choice": "Choose teams from the list.",
            "invalid_pk_value": "Choose teams from the list.",
        },
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["teams"].label_from_instance = lambda team: f"{team.name}, {team.agency.name}"  # type: ignore[attr-defined]


class SourceForm(forms.Form):
    """A published text that learning may rest on."""

    title = forms.CharField(label="Title", max_length=240, error_messages={"required": "Write its title."})
    publisher = forms.CharField(
        label="Who published it?", max_length=160, error_messages={"required": "Write who published it."}
    )
    dated = forms.CharField(
        label="Its date, as it says itself",
        max_length=60,
        help_text="For example September 2017.",
        error_messages={"required": "Write its date, or “no date”."},
    )
    kind = forms.ChoiceField(
        label="What is it?",
        choices=PublishedSource.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is."},
    )
    link = forms.URLField(
        label="Its address on the internet",
        required=False,
        max_length=400,
        assume_scheme="https",
        help_text="For the reader’s own browser; Sightline follows no links.",
        error_messages={"invalid": "Write the whole address, beginning with https://"},
    )
    note = text_box("What of it is relied on, in your own words", 3, "One or two sentences.")
    seen = forms.BooleanField(
        label="I have read the passage itself, or an account of it",
        required=False,
        help_text="If not, it is shown as general knowledge, to be checked before it is quoted.",
    )


class ProcedureForm(forms.Form):
    """One edition of a procedure, so that anybody can see what stood on a day."""

    title = forms.CharField(label="Title", max_length=200, error_messages={"required": "Write its title."})
    publisher = forms.CharField(
        label="Whose procedure is it?", max_length=160, error_messages={"required": "Write whose it is."}
    )
    edition = forms.CharField(
        label="Edition", max_length=80, help_text="As it says itself, for example June 2022.",
        error_messages={"required": "Write which edition it is."},
    )  # fmt: skip
    in_force_from = DayField(label="In force from", required=False, ahead=True)
    in_force_to = DayField(label="In force until (its last day)", required=False, ahead=True)
    link = forms.URLField(
        label="Its address on the internet or your network", required=False, max_length=400, assume_scheme="https",
        error_messages={"invalid": "Write the whole address, beginning with https://"},
    )  # fmt: skip
    note = text_box("What a reader should know about this edition", 3, "For example what changed.")
    themes = ThemesField(
        label="Themes", required=False, help_text="It is shown beside learning and prompts of these themes."
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        first, last = found.get("in_force_from"), found.get("in_force_to")
        if first and last and last < first:
            self.add_error("in_force_to", "Its last day comes before its first. Check both.")
        return found


class EndProcedureForm(forms.Form):
    """The last day of an edition that has been in force."""

    in_force_to = DayField(label="The last day it was in force", ahead=True)


class AcknowledgeForm(forms.Form):
    """What became of learning that was shared with one's team."""

    kind = forms.ChoiceField(
        label="What became of it?",
        choices=Acknowledgement.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one."},
    )
    example = text_box(
        "How was it applied?",
        3,
        "For “Applied”: what was done differently, in one or two sentences. No child’s or family’s name.",
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("kind") == Acknowledgement.Kind.APPLIED and not (found.get("example") or "").strip():
            self.add_error("example", "Write an example: what was done differently?")
        return found


class OnDayForm(forms.Form):
    """A day to look at; today when it is left empty or cannot be read."""

    on = DayField(label="Procedures as they stood on", required=False, ahead=True)


class SearchForm(forms.Form):
    """Words and a group of themes. Nothing in here can be wrong: what isn't known is left out."""

    words = forms.CharField(label="Search the library", required=False, max_length=200)
    group = forms.ChoiceField(
        label="Themes",
        required=False,
        choices=lambda: [("", "All themes"), *((group.code, group.name) for group in themes.groups())],
    )
