"""The shape of what is typed from a recommendation to impact."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from sightline.access.models import Worker
from sightline.domain import reviews as rules
from sightline.domain.dates import add_months
from sightline.domain.reviews.plan import IMPACT_MONTHS, RESPONSE_MONTHS
from sightline.reviews.fields import DayField
from sightline.reviews.models import (
    Action,
    Progress,
    Recommendation,
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


class RecommendationForm(WorkForm):
    """What is recommended, to whom, and what they answered."""

    text = a_text("What is recommended", required="Write what is recommended.")
    finding = forms.ChoiceField(label="The finding it follows from", required=False)
    addressed_to = a_line("To whom", required="Write to whom it is addressed.", help_text="A named body or agency.")
    made_on = DayField(label="Day it was made")
    response_due_on = DayField(
        label="Response due", required=False, ahead=True, help_text="Two months after it was made, if left empty."
    )
    response = one_of(
        "What they answered",
        Recommendation.Response.choices,
        required="Choose what they answered, or that they have not.",
    )
    responded_on = DayField(label="Day they answered", required=False)
    response_reason = a_text("Their reason", rows=3, help_text="Needed unless it is accepted whole.")

    def usual(self) -> dict[str, Any]:
        return {"made_on": "today", "response": Recommendation.Response.AWAITED}

    def from_row(self, row: Any) -> dict[str, Any]:
        return super().from_row(row) | {"finding": row.finding.key if row.finding else ""}

    def choose(self) -> None:
        self.known = {row.key: row for row in self.review.findings.order_by("number")}
        field: Any = self.fields["finding"]
        field.choices = [
            ("", "None of them"),
            *(
                (key, f"{row.number}. {row.text[:90]}{'…' if len(row.text) > 90 else ''}")
                for key, row in self.known.items()
            ),
        ]

    def clean_finding(self) -> Any:
        return self.known.get(self.cleaned_data["finding"])

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        answer = found.get("response")
        if answer in (Recommendation.Response.PART, Recommendation.Response.NOT) and not found.get("response_reason"):
            self.add_error("response_reason", "Write the reason they gave.")
        if answer not in (None, "", Recommendation.Response.AWAITED) and not found.get("responded_on"):
            self.add_error("responded_on", "Write the day they answered.")
        if found.get("made_on") and not found.get("response_due_on"):
            found["response_due_on"] = add_months(found["made_on"], RESPONSE_MONTHS)
        return found


class ActionForm(AgencyForm):
    """One step, with its outcome for children, one owner, a day, and how one will know."""

    agency_field = "agency"
    recommendation = forms.ChoiceField(
        label="Recommendation", error_messages={"required": "Choose the recommendation it serves."}
    )
    outcome = a_text(
        "What will be different for children", rows=3, required="Write what will be different for children."
    )
    step = a_text("The step", rows=3, required="Write one specific step.", help_text="One step, not several.")
    kind = one_of("What kind of step is it?", Action.Kind.choices, required="Choose what kind of step it is.")
    owner = a_line("Owner", required="Write one owner.", help_text="One person, by name or post.")
    username = a_line("Owner’s user name here", help_text="Only if they are named on the review: they can then report.")
    agency = an_agency("Owner’s agency")
    other_agency = another_agency()
    due_on = DayField(label="Due", ahead=True, error_messages={"required": "Write the day it is due."})
    measure = a_text("How one will know", rows=2, required="Write how one will know that it worked.")
    baseline = a_text("How it stands before", rows=2)
    data_source = a_line("Where the numbers come from", longest=300)
    impact_review_on = DayField(
        label="Impact looked at on", required=False, ahead=True, help_text="Twelve months from today, if left empty."
    )

    def from_row(self, row: Any) -> dict[str, Any]:
        worker = row.owner_worker.username if row.owner_worker else ""
        return super().from_row(row) | {"recommendation": row.recommendation.key, "username": worker}

    def choose(self) -> None:
        super().choose()
        rows = self.review.recommendation_rows.order_by("number")
        self.known = {row.key: row for row in rows}
        field: Any = self.fields["recommendation"]
        field.choices = [("", "Choose"), *((k, f"{r.number}. {r.text[:90]}") for k, r in self.known.items())]
        self.fields["kind"].widget.choice_hints = {
            "information": "Counts as done when it is known who received it.",
            "practice": "Counts as done when audits, practice checks or records show that people do it.",
        }

    def clean_recommendation(self) -> Recommendation:
        found: Recommendation = self.known[self.cleaned_data["recommendation"]]
        return found

    def clean_username(self) -> Worker | None:
        typed = self.cleaned_data["username"]
        if not typed:
            return None
        member = self.review.members.select_related("worker").filter(
            worker__username=Worker.tidy_username(typed), level__lte=1
        )
        found = member.first()
        if found is None:
            raise forms.ValidationError("Nobody with this user name is named on this review. Name them on it first.")
        return found.worker

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if "impact_review_on" in found and found["impact_review_on"] is None:
            found["impact_review_on"] = add_months(timezone.localdate(), IMPACT_MONTHS)
        return found

    def values(self) -> dict[str, Any]:
        found = super().values()
        found["owner_worker"] = found.pop("username")
        return found


class ProgressForm(WorkForm):
    """What moved, or what stands in the way."""

    kind = one_of("What happened?", Progress.Kind.choices, required="Choose what happened.")
    on = DayField(label="On which day")
    text = a_text("In words", required="Write what happened.")

    def usual(self) -> dict[str, Any]:
        return {"on": "today", "kind": Progress.Kind.MOVED}


class EvidenceForm(WorkForm):
    """Evidence, and on which rung of the ladder it stands."""

    level = forms.TypedChoiceField(
        label="What does it show?",
        coerce=int,
        choices=[(level, f"{level}. {name}") for level, name, _about in rules.LADDER if level],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it shows."},
    )
    result = forms.ChoiceField(
        label="What was the result?",
        required=False,
        choices=[("better", "It shows a change for the better"), ("none", "No change"), ("worse", "Worse")],
        widget=forms.RadioSelect,
        help_text="Needed from 3 upwards. “No change” and “worse” are results too, and worth as much.",
    )
    on = DayField(label="Day it was gathered")
    text = a_text("What it is, and what it says", rows=5, required="Write what the evidence is.")
    source = a_line("Where it is kept", longest=300)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["level"].widget.choice_hints = {str(level): about for level, _n, about in rules.LADDER}

    def usual(self) -> dict[str, Any]:
        return {"on": "today"}

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        level = found.get("level")
        if level and level >= 3 and not found.get("result"):
            self.add_error("result", "Choose what the result was.")
        if level and level < 3:
            found["result"] = ""
        return found


class JudgeForm(forms.Form):
    """Whether evidence is accepted, and why."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    decision = one_of(
        "Do you accept it?", [("accepted", "Yes"), ("not", "No")], required="Choose whether you accept it."
    )
    reason = a_text("Reason", rows=3, required="Write the reason for your judgement.")
