"""What is written about a family from its drawing: a partner, a child, a parent, another home, how people get on.

Whoever is named is somebody on the drawing, as this worker may see it, or somebody new.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.utils import timezone

from sightline.cases.fields import WhenField, WholeNumber
from sightline.cases.forms import EntryForm
from sightline.cases.kin_rules import not_born_together, parent_cannot_be
from sightline.cases.why import Because
from sightline.domain.dates import Precision, UncertainDate
from sightline.domain.kinship import Family
from sightline.domain.kinship import Person as Kin
from sightline.people.family import as_kin
from sightline.people.models import BornTogether, Certainty, HouseholdKind, Loss, MembershipRole, ParentageKind, Person
from sightline.people.ties import PartnershipKind, TieKind

NEW, NOT_KNOWN, NOBODY = "new", "not_known", ""
PART = "Write a day, a month or a year: 22/11/2026, May 2026 or 2026. Leave it empty if nobody knows."
Choices = Sequence[tuple[str, str]]
KINDS: Final = (
    (ParentageKind.BIOLOGICAL.value, "By birth"),
    (ParentageKind.ADOPTED.value, "By adoption"),
    (ParentageKind.FOSTER.value, "By fostering"),
    (ParentageKind.STEP.value, "As a step-parent and step-child"),
    (ParentageKind.SGO.value, "By special guardianship"),
)
LABELS: Final = (("father", "Father"), ("mother", "Mother"), ("parent", "Parent"), ("carer", "Carer"))
TWINS: Final = tuple(BornTogether._meta.get_field("kind").flatchoices)
SEXES: Final = (("F", "Female"), ("M", "Male"), ("U", "Not known, or not yet born"))


class PartDateField(WhenField):
    """A day, a month or a year as typed, as the family file has it: `2026-11-22`, `2026-11`, `2026`, or ""."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, help_text="For example 22/11/2026, May 2026 or 2026.", **options)

    def clean(self, value: Any) -> str:  # type: ignore[override]
        found = super().clean(value)
        if found is None or found.precision is Precision.UNKNOWN:
            return ""
        if found.is_exact and found.value and found.precision is Precision.EXACT:
            return found.value.isoformat()
        if found.precision is Precision.MONTH and found.earliest:
            return f"{found.earliest:%Y-%m}"
        if found.precision is Precision.YEAR and found.earliest:
            return f"{found.earliest:%Y}"
        raise forms.ValidationError(PART)


def part_words(text: str) -> str:
    """A stored part of a date as the form shows it."""
    if len(text) == 10:
        return f"{date.fromisoformat(text):%d/%m/%Y}"
    return f"{date.fromisoformat(f'{text}-01'):%B %Y}" if len(text) == 7 else text


class KinForm(EntryForm):
    """A form about one person of the family. `people`: who else is on the drawing; `homes`: its households.

    `family`: who belongs to whom already, as this worker may see it.
    """

    def __init__(
        self, *args: Any, person: Person, people: Choices, homes: Choices, family: Family, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.person, self.family = person, family
        for name, field in self.fields.items():
            if name in ("who", "other", "towards"):
                extra = [(NEW, "Somebody new")] if name == "who" else []
                unknown = [(NOT_KNOWN, "Asked, and not known")] if self.may_be_unknown(name) else []
                field.choices = [("", "Choose"), *extra, *unknown, *people]  # type: ignore[attr-defined]
            elif name == "home":
                field.choices = [(NOBODY, "Not recorded"), *homes]  # type: ignore[attr-defined]
            elif name == "to":
                field.choices = [("", "Choose"), (NEW, "A home that is not on the drawing"), *homes]  # type: ignore[attr-defined]

    def may_be_unknown(self, name: str) -> bool:
        """Whether "asked, and not known" is an answer to who it is."""
        return False

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        typed_well = not {"given_name", "family_name"} & set(self.errors)
        if (
            found.get("who") == NEW
            and typed_well
            and not (found.get("given_name") or found.get("family_name") or self.nameless())
        ):
            self.add_error("given_name", "Write at least one name, or what people call them.")
        starts, ends = found.get("starts"), found.get("ends")
        if starts and ends and ends < starts[: len(ends)]:
            self.add_error("ends", "That is before it began. Check the dates.")
        if not self.errors and found.get("who") not in (None, "", NOT_KNOWN):
            self.refuse(self.why_not(self.chosen()))
        return found

    def chosen(self) -> Kin:
        """Whoever was chosen, or the new person of the form, as the family has people."""
        who = self.cleaned_data["who"]
        return self.family.person[who] if who != NEW else as_kin(NEW, Person(**self.details()))

    def why_not(self, who: Kin) -> str:
        """Why it cannot be this person, in a sentence; "" when it can."""
        return ""

    def refuse(self, reason: str) -> None:
        """Say at the person chosen why it cannot be them."""
        if reason:
            self.add_error("who", reason)

    @property
    def typed_name(self) -> str:
        """The name of somebody new as typed; "" when nobody is new."""
        clean = self.cleaned_data
        if clean.get("who") != NEW:
            return ""
        return f"{clean.get('given_name', '')} {clean.get('family_name', '')}".strip()

    @property
    def day(self) -> UncertainDate | None:
        """When somebody new was born, as far as it is known."""
        found: UncertainDate | None = self.cleaned_data.get("born")
        return found

    def nameless(self) -> bool:
        """Whether somebody new may go without a name."""
        return False

    def details(self) -> dict[str, Any]:
        """The fields of a new person."""
        clean = self.cleaned_data
        found = {
            "given_name": clean.get("given_name", ""),
            "family_name": clean.get("family_name", ""),
            "sex": clean.get("sex") or "U",
            "loss": clean.get("loss", ""),
        }
        born: UncertainDate | None = clean.get("born")
        return found | (_birth(born) if born else {})


def _birth(born: UncertainDate) -> dict[str, Any]:
    today = timezone.localdate()
    if born.is_exact and born.value and born.value > today:
        return {"expected_dob": born.value}
    exact = born.precision is Precision.EXACT
    known = born.precision in (Precision.RANGE, Precision.UNKNOWN)
    return {
        "dob": None if known else born.value,
        "dob_precision": str(born.precision),
        "dob_earliest": None if exact else born.earliest,
        "dob_latest": None if exact else born.latest,
        "dob_basis": born.basis[:120],
    }


def _who(label: str, *, required: str) -> forms.ChoiceField:
    wrong = {"required": required, "invalid_choice": "Choose somebody of the list."}
    return forms.ChoiceField(label=label, choices=(), error_messages=wrong)


def _certainty() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="How sure is it?", choices=Certainty.choices, widget=forms.RadioSelect, initial=Certainty.RECORDED
    )


class _Named(forms.Form):
    given_name = forms.CharField(label="Given name, if new", max_length=80, required=False)
    family_name = forms.CharField(label="Family name, if new", max_length=80, required=False)
    sex = forms.ChoiceField(label="Gender, if new", choices=SEXES, widget=forms.RadioSelect, required=False)
    born = WhenField(label="Born, if new", required=False)


class PartnerForm(_Named, KinForm):
    """A partner, of whichever time."""

    who = _who("Who is the partner?", required="Choose who it is, or somebody new.")
    kind = forms.ChoiceField(label="What are or were they?", choices=PartnershipKind.choices)
    starts = PartDateField(label="Since when?")
    ends = PartDateField(label="Until when, if it is over?")
    certainty = _certainty()
    home = forms.ChoiceField(label="Has the partner moved in? Where do they live?", choices=(), required=False)
    moved = WhenField(label="If they moved in: since when?", required=False, exact=True)

    field_order = ("opening", "who", "given_name", "family_name", "sex", "born", "kind", "starts", "ends", "certainty")


class ChildForm(_Named, KinForm):
    """A child of somebody: born, expected, lost, adopted, fostered."""

    born = WhenField(
        label="Born, or expected, if new",
        required=False,
        ahead=True,
        help_text="For a child who is not yet born, the day they are expected.",
    )
    who = _who("Which child?", required="Choose who it is, or somebody new.")
    loss = forms.ChoiceField(
        label="If the pregnancy ended", choices=(("", "Does not apply"), *Loss.choices), required=False
    )
    kind = forms.ChoiceField(label="How are they their child?", choices=KINDS, initial="biological")
    other = forms.ChoiceField(label="Who is the other parent?", choices=(), required=False)
    asked_on = WhenField(label="If the other parent is not known: when was it asked?", required=False, exact=True)
    certainty = _certainty()
    home = forms.ChoiceField(label="Where does the child live?", choices=(), required=False)

    field_order = ("opening", "who", "given_name", "family_name", "sex", "born", "loss", "kind", "other", "asked_on")

    def may_be_unknown(self, name: str) -> bool:
        return name == "other"

    def why_not(self, who: Kin) -> str:
        parents = {self.person.key, self.cleaned_data.get("other") or ""} - {"", NOT_KNOWN}
        kind = self.cleaned_data["kind"]
        reasons = (parent_cannot_be(self.family, who, self.family.person[key], kind) for key in sorted(parents))
        return next((reason for reason in reasons if reason), "")

    def nameless(self) -> bool:
        """An unborn child, or one who was lost, may have no name."""
        born = self.cleaned_data.get("born")
        ahead = bool(born and born.is_exact and born.value and born.value > timezone.localdate())
        return ahead or bool(self.cleaned_data.get("loss"))


class ParentForm(_Named, KinForm):
    """A parent or carer, or that one was asked about and is not known."""

    who = _who("Who is the parent or carer?", required="Choose who it is, somebody new, or that it is not known.")
    label = forms.ChoiceField(
        label="What are they to the child?",
        choices=LABELS,
        widget=forms.RadioSelect,
    )
    kind = forms.ChoiceField(label="How?", choices=KINDS, initial="biological")
    asked_on = WhenField(label="If it is not known: when was it asked?", required=False, exact=True)
    starts = PartDateField(label="Since when, if it began later?")
    ends = PartDateField(label="Until when, if it is over?")
    certainty = _certainty()

    field_order = ("opening", "who", "given_name", "family_name", "sex", "born", "label", "kind", "asked_on")

    def may_be_unknown(self, name: str) -> bool:
        return name == "who"

    def why_not(self, who: Kin) -> str:
        return parent_cannot_be(self.family, self.family.person[self.person.key], who, self.cleaned_data["kind"])


class HomeForm(KinForm):
    """Somebody moves: where to, since when, and which homes they leave."""

    to = forms.ChoiceField(
        label="Where do they live or stay now?", choices=(), error_messages={"required": "Choose the home."}
    )
    label = forms.CharField(
        label="If it is not on the drawing: what do people call it?", max_length=60, required=False,
        help_text="For example Nan’s. Not the address.",
    )  # fmt: skip
    home_kind = forms.ChoiceField(
        label="What kind of home is that?", choices=HouseholdKind.choices, widget=forms.RadioSelect, initial="home"
    )
    role = forms.ChoiceField(
        label="Do they live there?", choices=MembershipRole.choices, widget=forms.RadioSelect, initial="member"
    )
    nights = WholeNumber(
        label="If they have more than one home: how many nights a week here?", min_value=0, max_value=7
    )
    starts_on = WhenField(label="Since when?", required=False, exact=True)
    leaves = forms.MultipleChoiceField(
        label="Which home have they left?", widget=forms.CheckboxSelectMultiple, choices=(), required=False
    )

    def __init__(self, *args: Any, leaving: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["leaves"].choices = list(leaving)  # type: ignore[attr-defined]
        if not leaving:
            del self.fields["leaves"]

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if found.get("to") == NEW and not found.get("label"):
            self.add_error("label", "Write what people call this home.")
        if found.get("leaves") and not found.get("starts_on"):
            self.add_error("starts_on", "Write the day of the move, so that it is known when they left.")
        return found


class TieForm(KinForm):
    """How somebody gets on with somebody else, as one person sees it."""

    towards = _who("With whom?", required="Choose with whom.")
    kind = forms.ChoiceField(label="How is it between them?", choices=TieKind.choices)
    rater = forms.CharField(
        label="Who sees it so?", max_length=120, error_messages={"required": "Write whose view this is."}
    )
    starts = PartDateField(label="Since when?")
    ends = PartDateField(label="Until when, if it is over?")
    certainty = _certainty()


class TwinsForm(KinForm):
    """With whom somebody was born together."""

    towards = _who("With whom?", required="Choose with whom.")
    kind = forms.ChoiceField(
        label="Are they identical?", choices=TWINS, widget=forms.RadioSelect,
        initial="unknown",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if found.get("towards"):
            one, other = (self.family.person[key] for key in (self.person.key, found["towards"]))
            if reason := not_born_together(self.family, one, other):
                self.add_error("towards", reason)
        return found


class _Amending(Because, KinForm):
    """Beside the fields of what is amended. `row`: the version that the form opens with."""

    field_order: tuple[str, ...] = ()

    def __init__(self, *args: Any, row: Any, **options: Any) -> None:
        self.row = row
        super().__init__(*args, **options)
        self.order_fields(["opening", "seen_version", *self.field_order, "is_mistake", "amended_because"])

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if not self.errors:
            self.ask_why(self.changes(self.row), self.row)
        return found

    def changes(self, row: Any) -> dict[str, Any]:
        """What is said otherwise than `row` has it."""
        said = {name: _day(self.cleaned_data[name]) for name in self.field_order if name in self.cleaned_data}
        return {name: value for name, value in said.items() if hasattr(row, name) and getattr(row, name) != value}


def _day(value: Any) -> Any:
    return value.value if isinstance(value, UncertainDate) else value


class AmendPartnerForm(_Amending):
    kind = forms.ChoiceField(label="What are or were they?", choices=PartnershipKind.choices)
    starts = PartDateField(label="Since when?")
    ends = PartDateField(label="Until when, if it is over?")
    certainty = _certainty()
    field_order = ("kind", "starts", "ends", "certainty")


class AmendTieForm(_Amending):
    kind = forms.ChoiceField(label="How is it between them?", choices=TieKind.choices)
    rater = forms.CharField(label="Who sees it so?", max_length=120)
    starts = PartDateField(label="Since when?")
    ends = PartDateField(label="Until when, if it is over?")
    certainty = _certainty()
    field_order = ("kind", "rater", "starts", "ends", "certainty")


class AmendOthersTieForm(AmendTieForm):
    """For a tie that is seen so by somebody kept from whoever amends it: whose view it is stays as it is written."""

    rater = None  # type: ignore[assignment]


class AmendParentForm(_Amending):
    """How somebody is a parent or carer. Who it is stays: another person is another row."""

    label = forms.ChoiceField(
        label="What are they to the child?", choices=LABELS, widget=forms.RadioSelect, required=False
    )
    kind = forms.ChoiceField(label="How?", choices=(*KINDS, (ParentageKind.UNKNOWN.value, "Not known how")))
    starts = PartDateField(label="Since when, if it began later?")
    ends = PartDateField(label="Until when, if it is over?")
    certainty = _certainty()
    field_order = ("label", "kind", "starts", "ends", "certainty")

    def __init__(self, *args: Any, row: Any, **options: Any) -> None:
        super().__init__(*args, row=row, **options)
        if row.label and row.label not in dict(LABELS):
            self.fields["label"].choices = [*LABELS, (row.label, row.label)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if not self.errors and not found["is_mistake"]:
            child, parent = (self.family.person.get(one.key) for one in (self.row.child, self.row.parent))
            if child and parent and (reason := parent_cannot_be(self.family, child, parent, found["kind"], again=True)):
                self.add_error("kind", reason)
        return found


class AmendUnknownForm(_Named, _Amending):
    """A parent who was asked about and was not known: asked again, or known now."""

    who = forms.ChoiceField(label="Who is it, if it is known now?", choices=(), required=False)
    kind = forms.ChoiceField(label="If it is known now: how are they a parent?", choices=KINDS, initial="biological")
    label = forms.ChoiceField(label="What are they to the child?", choices=LABELS, widget=forms.RadioSelect)
    asked_on = WhenField(label="When was it last asked?", required=False, exact=True)
    certainty = _certainty()
    field_order = ("who", "given_name", "family_name", "sex", "born", "label", "kind", "asked_on", "certainty")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["who"]
        field.choices = [("", "It is still not known"), *field.choices[1:]]  # type: ignore[attr-defined]

    def why_not(self, who: Kin) -> str:
        return parent_cannot_be(self.family, self.family.person[self.row.child.key], who, self.cleaned_data["kind"])

    def changes(self, row: Any) -> dict[str, Any]:
        found = super().changes(row)
        if not self.cleaned_data.get("who"):
            return {name: value for name, value in found.items() if name in ("label", "asked_on")}
        return found | {"answer": ""} | {"who": self.cleaned_data["who"]}


class AmendHomeForm(_Amending):
    role = forms.ChoiceField(label="Do they live there?", choices=MembershipRole.choices, widget=forms.RadioSelect)
    nights = WholeNumber(
        label="If they have more than one home: how many nights a week here?", min_value=0, max_value=7
    )
    starts_on = WhenField(label="Since when?", required=False, exact=True)
    ends_on = WhenField(label="Until when, if they have left?", required=False, exact=True)
    field_order = ("role", "nights", "starts_on", "ends_on")

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        first, last = (_day(found.get(name)) for name in ("starts_on", "ends_on"))
        if first and last and last < first:
            self.add_error("ends_on", "That is before it began. Check the year.")
        return found


class AmendTwinsForm(_Amending):
    kind = forms.ChoiceField(label="Are they identical?", choices=TWINS, widget=forms.RadioSelect)
    field_order = ("kind",)


FORMS: Mapping[str, type[KinForm]] = {
    "partner": PartnerForm,
    "child": ChildForm,
    "parent": ParentForm,
    "home": HomeForm,
    "tie": TieForm,
    "twins": TwinsForm,
}
AMEND: Mapping[str, type[_Amending]] = {
    "partner": AmendPartnerForm,
    "tie": AmendTieForm,
    "parent": AmendParentForm,
    "home": AmendHomeForm,
    "twins": AmendTwinsForm,
}


def amend_form(deed: str, row: Any, *, kept_back: bool = False) -> type[_Amending]:
    """The form for a row: a parent who is not known has one of its own; `kept_back`: words kept from the writer."""
    if kept_back:
        return AmendOthersTieForm
    return AmendUnknownForm if deed == "parent" and row.parent_id is None else AMEND[deed]
