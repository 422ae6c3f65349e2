"""The shape of what is typed about agencies: what they are asked for, reminders, practice episodes."""

from __future__ import annotations

from typing import Any

from django import forms

from sightline.access.models import Agency
from sightline.cases.fields import WhenField
from sightline.domain import reviews as rules
from sightline.domain.dates import UncertainDate
from sightline.reviews.fields import DayField
from sightline.reviews.models import (
    AgencyReturn,
    Episode,
    EpisodePractice,
)
from sightline.reviews.work_forms import (
    AgencyForm,
    WorkForm,
    a_line,
    a_text,
    an_agency,
    another_agency,
    one_of,
)


class ReturnForm(AgencyForm):
    """What an agency is asked for, and by when."""

    agency_name = an_agency()
    other_agency = another_agency()
    asked_for = one_of("What is asked for?", AgencyReturn.Asked.choices, required="Choose what is asked for.")
    what = a_text("What exactly", rows=3, help_text="Period, questions, form. By code, without names.")
    asked_on = DayField(label="Day it was asked for")
    due_on = DayField(label="Due", ahead=True, error_messages={"required": "Write the day it is due."})
    author = a_line("Author in the agency", help_text="By post, such as named nurse.")
    contact = a_line("Where to reach them")

    def usual(self) -> dict[str, Any]:
        return {"asked_on": "today"}

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        asked, due = found.get("asked_on"), found.get("due_on")
        if asked and due and due < asked:
            self.add_error("due_on", "This is before the day it was asked for.")
        return found

    def values(self) -> dict[str, Any]:
        found = super().values()
        return found | {"agency": Agency.objects.filter(name=found["agency_name"]).first()}


class ReminderForm(WorkForm):
    """That somebody reminded an agency."""

    of = forms.ChoiceField(label="Of what", error_messages={"required": "Choose what was reminded of."})
    on = DayField(label="On which day")
    how = a_line("How", longest=80, required="Write how, such as telephone or letter.")
    whom = a_line("Who was reached")
    note = a_text("What was said", rows=3)

    def usual(self) -> dict[str, Any]:
        return {"on": "today"}

    def from_row(self, row: Any) -> dict[str, Any]:
        return super().from_row(row) | {"of": row.of.key}

    def choose(self) -> None:
        rows = {row.key: row for row in self.review.agencyreturn_rows.order_by("agency_name", "pk")}
        self.known = rows
        field: Any = self.fields["of"]
        field.choices = [
            ("", "Choose"),
            *((k, f"{r.agency_name}: {r.get_asked_for_display()}") for k, r in rows.items()),
        ]

    def clean_of(self) -> AgencyReturn:
        found: AgencyReturn = self.known[self.cleaned_data["of"]]
        return found


class ReturnMoveForm(forms.Form):
    """One move of a return."""

    seen_state = forms.CharField(widget=forms.HiddenInput)
    to = one_of("Move to", (), required="Choose what it moves to.")
    on = DayField(label="On which day")
    signed_off_by = a_line("Who in the agency signed it off", help_text="Needed to approve it.")
    reason = a_text("Reason", rows=3, help_text="Needed to send it back, or when the agency holds nothing: why.")

    def __init__(self, *args: Any, state: str, **options: Any) -> None:
        super().__init__(*args, **options)
        table = rules.TABLES[rules.Machine.RETURN]
        field: Any = self.fields["to"]
        moves = [(m, rules.may_move(rules.Machine.RETURN, state, m.end)) for m in table.moves if m.start == state]
        field.choices = [(move.end, table.states[move.end].name) for move, _said in moves]
        field.widget.choice_hints = {move.end: said.sentence for move, said in moves if said.sentence}


class EpisodeForm(WorkForm):
    """A key practice episode."""

    title = a_line("What to call it", longest=160, required="Write what to call this episode.")
    happened = WhenField(label="When", required=False)
    until = WhenField(label="Until", required=False)
    story = a_text("What happened", rows=5, help_text="In a few lines, by code, without names.")

    def from_row(self, row: Any) -> dict[str, Any]:
        first, _, last = row.happened.partition(" to ")
        return super().from_row(row) | {"happened": first, "until": last}

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        first, last = found.get("happened"), found.get("until")
        if first and last and first.earliest and last.latest and last.latest < first.earliest:
            self.add_error("until", "This is before the day it began.")
        return found

    def values(self) -> dict[str, Any]:
        found = super().values()
        first: UncertainDate | None = found.pop("happened")
        last: UncertainDate | None = found.pop("until")
        words = [self.data.get(self.add_prefix(name), "").strip() for name in ("happened", "until")]
        end = last or first
        return found | {
            "happened": _absolute(words, first, last),
            "earliest": first.earliest if first else None,
            "latest": end.latest if end else None,
        }


def _absolute(words: list[str], *found: UncertainDate | None) -> str:
    """What was typed; today and yesterday as the day they were, since the words are read later."""
    shown = [
        f"{day.earliest:%d/%m/%Y}" if day and day.is_exact and day.earliest else word
        for word, day in zip(words, found, strict=True)
    ]
    return " to ".join(word for word in shown if word)


class PracticeForm(AgencyForm):
    """One agency's work in one episode."""

    episode = forms.ChoiceField(label="Episode", error_messages={"required": "Choose the episode."})
    agency_name = an_agency()
    other_agency = another_agency()
    expected = a_text("What was expected", rows=3, required="Write what was expected, and by which rule or guidance.")
    done = a_text("What was done", rows=3, required="Write what was done, also when it was nothing.")
    why = a_text("Why", rows=4, help_text="What made it likely: systems, time, knowledge, beliefs. Not whose fault.")
    strength = one_of(
        "How strong was the practice?", EpisodePractice.Strength.choices, required="Choose how strong the practice was."
    )

    def from_row(self, row: Any) -> dict[str, Any]:
        return super().from_row(row) | {"episode": row.episode.key}

    def choose(self) -> None:
        super().choose()
        self.known = {row.key: row for row in self.review.episode_rows.order_by("number")}
        field: Any = self.fields["episode"]
        field.choices = [("", "Choose"), *((k, f"{row.number}. {row.title}") for k, row in self.known.items())]

    def clean_episode(self) -> Episode:
        found: Episode = self.known[self.cleaned_data["episode"]]
        return found
