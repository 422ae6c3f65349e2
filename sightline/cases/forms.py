"""What is typed about a visit, an appointment, an account. Every refusal is one kind sentence beside its field.

Only what an entry cannot do without is required: a day, and for an account its words. Everything else may be left
empty, and is then shown as not recorded.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from sightline.cases import codes
from sightline.cases.days import stored
from sightline.cases.fields import NOT_RECORDED, TextBox, TimeField, WhenField, YesNoField
from sightline.cases.models.activity import AppointmentOutcome, ContactKind, Importance
from sightline.domain.dates import UncertainDate, add_months
from sightline.people.ages import born, expected, is_certainly_at_least
from sightline.people.closed import ClosedMeanwhile
from sightline.people.joined import fields_of
from sightline.people.models import Person

LONGEST_NAME = 120  # of whoever was to bring the child, as its column takes it
A_PART = re.compile(r"c[0-9]+")  # what the names of one child's own fields begin with (`people.joined.fields_of`)
OWN_CHOICE_FROM = 16  # years: from then on a young person may come by themselves (style, section 3)
WHERE = (
    ("home", "At home"), ("school", "School"), ("nursery", "Nursery"), ("relative", "A relative’s home"),
    ("office", "An office"), ("hospital", "Hospital"), ("elsewhere", "Somewhere else"),
)  # fmt: skip
MODES = (
    ("in_person", "In person"), ("phone", "By telephone"), ("video", "By video"), ("home", "A visit at home"),
)  # fmt: skip


def opening() -> str:
    """A name for this opening of a form: the same form sent twice is one entry."""
    return uuid.uuid4().hex


class EntryForm(forms.Form):
    """A form of the composer. `child` is whose record it is on; `opening` makes a second sending harmless."""

    opening = forms.CharField(widget=forms.HiddenInput, required=False, initial=opening, max_length=40)

    def __init__(self, *args: Any, child: Person, **options: Any) -> None:
        self.child = child
        super().__init__(*args, **options)

    def check_not_before_birth(self, found: UncertainDate | None, field: str = "when") -> None:
        """Refuse a day before the child can have been on the way: nearly always a slip in the year."""
        origin = born(self.child) or expected(self.child)
        first = origin.earliest if origin else None
        if found and found.latest and first and found.latest < add_months(first, -10):
            self.add_error(field, f"That is before {self.child.shown_name} was born. Check the year.")

    def when_stored(self) -> dict[str, Any]:
        """The `at_*` fields of the entry."""
        return stored(
            self.cleaned_data["when"], self.cleaned_data.get("time"), self.data.get(self.add_prefix("when"), "")
        )


class VisitForm(EntryForm):
    """The part of a visit that is the same for every child it was about."""

    when = WhenField(label="When was it?")
    time = TimeField(label="At what time?", help_text="For example 14:30.")
    planned = forms.ChoiceField(
        label="Was it planned?", choices=(("yes", "Planned"), ("no", "Unannounced")), widget=forms.RadioSelect,
        required=False,
    )  # fmt: skip
    where = forms.ChoiceField(label="Where?", choices=(("", "Choose"), *WHERE), required=False)
    by = forms.CharField(label="Who visited?", max_length=120, required=False)
    note = TextBox(label="What else happened", rows=4)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        self.check_not_before_birth(found.get("when"))
        return found


class ChildPartForm(forms.Form):
    """One child's part of a visit: seen, alone, the words. Each record holds only its own part."""

    about = forms.BooleanField(label="This visit was about this child", required=False)
    seen = YesNoField(label="Seen?")
    seen_alone = YesNoField(label="Seen alone?")
    bedroom = YesNoField(label="Bedroom seen?")
    awake = YesNoField(label="Awake?")
    reason_if_not = TextBox(label="If not seen, or not alone: why?", rows=2)
    words = TextBox(label="The child’s own words", help_text="As they were said.")
    observation = TextBox(
        label="What was observed", help_text="For a baby or a child who does not speak: what you saw."
    )
    worker_makes_of_it = TextBox(label="What you make of it", help_text="Kept apart from the child’s words.", rows=2)

    def __init__(self, *args: Any, child: Person, always: bool, **options: Any) -> None:
        super().__init__(*args, **{**options, "prefix": fields_of(child)})
        self.child, self.always = child, always
        if always:
            del self.fields["about"]
        else:
            self.fields["about"].label = f"This visit was also about {child.shown_name}"

    @property
    def is_about(self) -> bool:
        return self.always or bool(self.cleaned_data.get("about"))

    @property
    def was_opened(self) -> bool:
        """Whether to show this part unfolded: it was ticked, filled, or something in it is wrong."""
        return self.always or any(self[name].value() for name in self.fields)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("seen") == "N" and found.get("seen_alone") == "Y":
            self.add_error("seen_alone", "A child who was not seen cannot have been seen alone. Change one of the two.")
        if not self.always and not found.get("about") and any(found.get(name) for name in self.fields):
            name = self.child.shown_name
            self.add_error("about", f"You wrote something about {name}. Tick this, or empty what you wrote.")
        return found


def visit_parts(child: Person, siblings: Iterable[Person], data: Any = None) -> list[ChildPartForm]:
    """The part of the child whose record is open, then one for each sibling at home."""
    return [
        ChildPartForm(data, child=child, always=True),
        *(ChildPartForm(data, child=sibling, always=False) for sibling in siblings),
    ]


def refuse_words_of_others(sent: QueryDict, children: Iterable[Person]) -> None:
    """Raise ClosedMeanwhile when a form of a visit holds words about a child whom it could not be about any more.

    They would be left out in silence: the child moved out, or the record was closed to the writer.
    """
    mine = {fields_of(child) for child in children}
    for name, values in sent.lists():
        part, _, field = name.partition("-")
        is_filled = any(one.strip() not in ("", NOT_RECORDED) for one in values)
        if A_PART.fullmatch(part) and part not in mine and field and is_filled:
            raise ClosedMeanwhile(another=True)


def _people(people: Iterable[Person], first: str) -> list[tuple[str, str]]:
    return [("", first), *((person.key, person.shown_name) for person in people)]


class AppointmentForm(EntryForm):
    """An appointment of the child, or of an adult around the child (`adults`), with what came of it."""

    whose = forms.ChoiceField(label="Whose appointment?", required=False)
    service = forms.CharField(label="With which service?", max_length=120, help_text="For example dental clinic.")
    purpose = forms.CharField(label="What for?", max_length=200, required=False)
    when = WhenField(label="When was it, or when will it be?", ahead=True)
    time = TimeField(label="At what time?")
    importance = forms.ChoiceField(
        label="How much does it matter?", choices=Importance.choices, widget=forms.RadioSelect, required=False
    )
    outcome = forms.ChoiceField(label="What came of it?", widget=forms.RadioSelect, required=False)
    responsible_person = forms.ChoiceField(label="Who was to bring the child?", required=False)
    responsible_adult = forms.CharField(label="If somebody else: who?", max_length=LONGEST_NAME, required=False)
    mode = forms.ChoiceField(label="How was it to be?", choices=(("", "Not recorded"), *MODES), required=False)
    invited_how = forms.CharField(
        label="How was the family told of it?", max_length=200, required=False,
        help_text="A letter, a text, a call; in which language, in a form they can use.",
    )  # fmt: skip
    barrier_codes = forms.MultipleChoiceField(
        label="What got in the way?", choices=tuple(codes.BARRIER.items()), widget=forms.CheckboxSelectMultiple,
        required=False,
    )  # fmt: skip
    reason_given = TextBox(label="In the family’s own words", rows=2)
    reason_checked = TextBox(label="How was the reason checked, and with whom?", rows=2)
    consequence_for_child = TextBox(label="What has the child missed out on?", rows=2)
    action = TextBox(label="What happens next?", rows=2)
    told_who = TextBox(label="Who was told?", rows=2)
    family = forms.ChoiceField(label="Whom in the family have you spoken to about it?", required=False)
    family_how = forms.ChoiceField(label="How?", choices=(("", "Choose"), *ContactKind.choices), required=False)
    family_when = WhenField(label="When did you speak to them?", required=False)
    agency = forms.ChoiceField(
        label="Who else did you speak to?", choices=(("", "Nobody yet"), *codes.AGENCY.items()), required=False,
        help_text="For example the GP or the lead professional.",
    )  # fmt: skip
    agency_who = forms.CharField(label="Name of the person", max_length=120, required=False)
    agency_when = WhenField(label="When did you speak to that person?", required=False)
    agency_advice = TextBox(label="What did they know or advise?", rows=2)
    decided = TextBox(label="What was decided, and why?", rows=3)

    def __init__(
        self, *args: Any, child: Person, people: Sequence[Person], adults: bool = False,
        brings: Person | None = None, **options: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, child=child, **options)
        self.adults, self.people = adults, {person.key: person for person in people}
        grown = [person for person in people if not person.is_child]
        # Whoever is on record as bringing the child stays to be chosen, though they have moved out since.
        bringing = [*grown, *([brings] if brings and brings not in grown else [])]
        self.bringing = {person.key: person for person in bringing}
        self.fields["responsible_person"].choices = _people(bringing, "Not recorded")  # type: ignore[attr-defined]
        if adults:
            self.fields["whose"].choices = _people(grown, "Choose")  # type: ignore[attr-defined]
            self.fields["whose"].required = True
        else:
            del self.fields["whose"]
        self.fields["family"].choices = _people(people, "Nobody yet")  # type: ignore[attr-defined]
        self.fields["outcome"].choices = outcomes(child, adults)  # type: ignore[attr-defined]

    def person(self) -> Person:
        """Whose appointment it is."""
        return self.people[self.cleaned_data["whose"]] if self.adults else self.child

    def responsible(self) -> dict[str, Any]:
        """Who was to bring the child: a name, and the person where they are on the record. Call it on a valid form."""
        chosen = self.bringing.get(self.cleaned_data["responsible_person"])
        words = self.cleaned_data["responsible_adult"]
        if chosen is None and words:
            called = [one for one in self.bringing.values() if one.shown_name.casefold() == words.casefold()]
            chosen = called[0] if len(called) == 1 else None
        return {
            "responsible_person": chosen,
            "responsible_adult": chosen.shown_name[:LONGEST_NAME] if chosen else words,
        }

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        self.check_not_before_birth(found.get("when"))
        self._check_outcome(found, found.get("when"))
        check_follow_up(self, found)
        self._check_who_brings(found)
        return found

    def _check_who_brings(self, found: dict[str, Any]) -> None:
        if found.get("responsible_person") and found.get("responsible_adult"):
            self.add_error("responsible_adult", "Choose from the list, or write a name here, not both.")

    def _check_outcome(self, found: dict[str, Any], when: UncertainDate | None) -> None:
        if problem := outcome_problem(found.get("outcome", ""), when, self.child, timezone.localdate()):
            self.add_error("outcome", problem)


class OutcomeForm(AppointmentForm):
    """What came of an appointment that is already on record. `seen_version` is the version its writer read."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    amended_because = forms.CharField(
        label="Why is this being changed?", max_length=300, required=False,
        help_text="If you are correcting what was written before. The earlier version stays readable.",
    )  # fmt: skip

    def __init__(self, *args: Any, on: UncertainDate, **options: Any) -> None:
        super().__init__(*args, **options)
        self.on = on
        for name in ("whose", "service", "purpose", "when", "time", "mode", "invited_how"):
            self.fields.pop(name, None)

    def clean(self) -> dict[str, Any]:
        found = forms.Form.clean(self) or {}
        self._check_outcome(found, self.on)
        check_follow_up(self, found)
        self._check_who_brings(found)
        return found


def outcomes(child: Person, adults: bool) -> list[tuple[str, str]]:
    """What can come of an appointment. Only an adult "did not attend"; only from 16 does a child miss by themselves."""
    never = {"was_not_brought", "self_attending_dna"} if adults else {"did_not_attend"}
    if not adults and not is_certainly_at_least(child, OWN_CHOICE_FROM, timezone.localdate()):
        never.add("self_attending_dna")
    return [(value, label) for value, label in AppointmentOutcome.choices if value not in never]


def outcome_problem(outcome: str, when: UncertainDate | None, child: Person, today: date) -> str:
    """Why this outcome cannot be on that day; "" when it can."""
    arranged = outcome in ("", "cancelled_by_service", "cancelled_by_family", "rearranged")
    if not arranged and when and when.earliest and when.earliest > today:
        return "This appointment is still to come. Leave this empty until its day."
    if outcome == "self_attending_dna" and not (
        when and when.earliest and is_certainly_at_least(child, OWN_CHOICE_FROM, when.earliest)
    ):
        return (
            "On that day the child was not known to be 16. Choose “Was not brought”, because an adult brings a child."
        )
    return ""


def check_follow_up(form: forms.Form, found: dict[str, Any]) -> None:
    """A conversation needs its day and its other side; half of one would say something that is not known."""
    if found.get("family") and not found.get("family_when") and "family_when" not in form.errors:
        form.add_error("family_when", "Write the day on which you spoke to the family.")
    if not found.get("family") and found.get("family_when"):
        form.add_error("family", "Choose whom in the family you spoke to, or empty the day.")
    said = any(found.get(name) for name in ("agency_who", "agency_when", "agency_advice"))
    if found.get("agency") and not found.get("agency_when") and "agency_when" not in form.errors:
        form.add_error("agency_when", "Write the day on which you spoke to them.")
    if said and not found.get("agency"):
        form.add_error("agency", "Choose which agency it was.")
