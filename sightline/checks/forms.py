"""An answer and a choice of citations as they are typed. What makes an answer hold is in answers.py."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from sightline.access.models import Team
from sightline.checks.models import AnswerKind
from sightline.checks.queries import Written
from sightline.kit.words import moment
from sightline.learning.gate import PointView
from sightline.reviews.fields import DayField

DAYS = ["%d/%m/%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%y"]
HINTS = {
    AnswerKind.RECORDED_NOW: "It is done and on the record. Choose which entry it is.",
    AnswerKind.WILL_DO: "Give a date at most 14 days ahead and who will do it. This can be said once.",
    AnswerKind.NOT_NEEDED: "Say why. It is asked again when something changes, or after 90 days.",
    AnswerKind.DISAGREE: "Say why. This is a complete answer: it says something about the question, not about you.",
    AnswerKind.DATA_WRONG: "Say what the record has wrong.",
}


class _Radios(forms.RadioSelect):
    choice_hints = {kind.value: words for kind, words in HINTS.items()}


class AnswerForm(forms.Form):
    """One of five answers and what goes with it. Nothing is required here: the change says what is missing."""

    kind = forms.ChoiceField(
        label="Your answer",
        choices=AnswerKind.choices,
        widget=_Radios,
        error_messages={"required": "Choose an answer."},
    )
    recorded_fact = forms.CharField(label="What was recorded", required=False, widget=forms.Select)
    due = DayField(
        label="By which date",
        required=False,
        ahead=True,
        help_text="For “Will do by”. For example tomorrow, 27/3/2027.",
    )
    who = forms.CharField(
        label="Who will do it", required=False, max_length=120, help_text="For “Will do by”.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": "Who will do it can have at most 120 letters."},
    )  # fmt: skip
    reason = forms.CharField(
        label="Why, or what is wrong",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="For the last three answers. Family or court may one day read this.",
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, written: Sequence[Written] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        entries = [(row.fact, f"{row.words}, written {moment(row.at)}") for row in written]
        self.fields["recorded_fact"].widget.choices = [("", "Choose an entry of the last 14 days"), *entries]

    def add_problems(self, problems: dict[str, str]) -> None:
        """Put what the change found missing beside the fields."""
        for name, sentence in problems.items():
            self.add_error(name, sentence)


class CitationForm(forms.Form):
    """Which learning a check cites."""

    points = forms.MultipleChoiceField(
        label="Learning this check cites", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, views: Iterable[PointView] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(view.pk), f"{view.title} ({_source(view)})") for view in views]
        self.fields["points"].choices = choices  # type: ignore[attr-defined]


def _source(view: PointView) -> str:
    """Whether the review behind it is published; whoever chooses must know, though they may read it either way."""
    if view.published and not view.sources:
        return "published texts"
    return "an unpublished review" if view.rests_on_unpublished else "a published review"


class SwitchForm(forms.Form):
    """A check's state for the partnership, and for each team that is to differ."""

    partnership = forms.ChoiceField(
        label="For the partnership",
        choices=(
            ("on", "On: it asks on a child’s record"),
            ("watch", "Watch: counted for the quality lead, not shown on a record"),
            ("off", "Off: not looked at"),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one."},
    )

    def __init__(self, *args: Any, teams: Sequence[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for team in teams:
            self.fields[f"team{team.pk}"] = forms.ChoiceField(
                label=f"{team.name}, {team.agency.name}",
                choices=(("", "As the partnership"), ("on", "On"), ("watch", "Watch"), ("off", "Off")),
                required=False,
            )

    def chosen(self, teams: Sequence[Team]) -> list[tuple[Team | None, str]]:
        """(team, state), the partnership first as None."""
        rows: list[tuple[Team | None, str]] = [(None, self.cleaned_data["partnership"])]
        return rows + [(team, self.cleaned_data[f"team{team.pk}"]) for team in teams]
