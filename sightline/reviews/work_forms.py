"""The shape of what is typed about the work of a review. Each form turns into the fields of one row, and back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from sightline.access.models import Agency, Worker
from sightline.cases.fields import WhenField
from sightline.domain import reviews as rules
from sightline.domain.dates import UncertainDate, add_months
from sightline.domain.reviews.plan import IMPACT_MONTHS, RESPONSE_MONTHS
from sightline.reviews.fields import DayField
from sightline.reviews.forms import LONGEST_TEXT
from sightline.reviews.models import (
    Action,
    AgencyReturn,
    CaseReview,
    Episode,
    EpisodePractice,
    Panellist,
    Proceeding,
    Progress,
    Recommendation,
    Written,
)
from sightline.reviews.models.opening import HOLDS

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


class StepForm(forms.Form):
    """How a step is used here."""

    step = forms.ChoiceField(label="Step", error_messages={"required": "Choose the step."})
    used = one_of("Is it used here?", [("yes", "Yes"), ("no", "No")], required="Choose whether it is used here.")
    name = a_line("Its name here", longest=80, help_text="If you call it something else.")
    starts_on = DayField(label="From which day", ahead=True)
    reason = a_text("Reason", rows=2, required="Write the reason.")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        states = rules.TABLES[rules.Machine.REVIEW].states.values()
        self.fields["step"].choices = [("", "Choose"), *((s.code, s.name) for s in states)]  # type: ignore[attr-defined]


TRIGGERS = {
    "aware": "the day of becoming aware",
    "notified": "the day of notification",
    "decided": "the day of the decision",
    "publishing": "the day publication is planned for",
    "published": "the day of publication",
}


class LimitForm(forms.Form):
    """How long a limit is here."""

    clock = forms.ChoiceField(label="Time limit", error_messages={"required": "Choose the time limit."})
    amount = forms.IntegerField(
        label="How many months or working days",
        required=False,
        min_value=1,
        max_value=120,
        help_text="In the unit of the regime, months where it names none. Left empty: as the regime says.",
    )
    trigger = forms.ChoiceField(
        label="Counted from", required=False, choices=[("", "As the regime says"), *TRIGGERS.items()]
    )
    starts_on = DayField(label="For reviews that begin from", ahead=True)
    reason = a_text("Reason", rows=2, required="Write the reason.")

    def __init__(self, *args: Any, regime: rules.Regime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["clock"].choices = [("", "Choose"), *((c.code, c.name) for c in regime.clocks)]  # type: ignore[attr-defined]
