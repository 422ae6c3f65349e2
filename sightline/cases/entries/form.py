"""The form of an entry, made from its declaration: each field as its type in the record format says.

    date → a day as people write it        codes → radios or a list        {} → a group        [{}] → groups, repeated
    time → a time of day
    yes_no → yes, no, not recorded         @Person → people around         [@Kind] → entries of this record

What is left empty is not in the body: never filled. A list for which "None" was ticked is there, and empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from django import forms

from sightline.cases.days import stored
from sightline.cases.entries.declare import Ask, Entry, part_types
from sightline.cases.fields import NOT_RECORDED, TextBox, TimeField, WhenField, WholeNumber
from sightline.cases.forms import EntryForm
from sightline.domain.checks.kinds import Field
from sightline.domain.dates import UncertainDate
from sightline.people.models import Person

NONE_OF_THEM = "none_of_them"
MOST_RADIOS = 6
# No day, and nobody said that it is not known: the field of the record format stays empty.
NEVER_FILLED = {
    "at_date": None, "at_time": None, "at_precision": "exact", "at_earliest": None, "at_latest": None, "at_words": "",
}  # fmt: skip
DAY_OR_REASON = "Write the day. If it was not done, say why below and leave this empty."
# Days of what was done or said: none of them can lie ahead, where a date that is due or arranged may.
PAST = frozenset(
    {
        "answered_at", "at", "authorised_at", "checked_on", "confirmed_in_writing_at", "decided_at", "decision_made_on",
        "done", "done_on", "ended_on", "feedback_given_at", "first_noticed_at", "last_known", "received_at",
        "response_at", "return_interview_offered_at", "reviewed_on", "started_at", "started_on", "talked_through_on",
        "when",
    }
)  # fmt: skip
MOST_PARTS = 30  # more of one thing than any entry holds
Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Around:
    """What an entry can point at: people by key, and entries of this record by fact id, each with its kind."""

    people: Sequence[Person]
    entries: Mapping[str, tuple[str, str]]

    def key_of(self, words: str) -> str:
        """The key of the one person who is called so; else the words as they are."""
        keys = [one.key for one in self.people if one.shown_name.casefold() == words.strip().casefold()]
        return keys[0] if len(keys) == 1 else words

    def name_of(self, text: str) -> str:
        """The name of a person by key; else the text as it is."""
        return next((one.shown_name for one in self.people if one.key == text), text)

    def of(self, refers_to: str, *, anything: bool = False) -> Choices:
        """What a field that refers to a kind may hold; `anything`: entries of any kind."""
        if refers_to == "Person":
            return [(person.key, person.shown_name) for person in self.people]
        return [(fact, words) for fact, (kind, words) in self.entries.items() if anything or kind in same(refers_to)]


# Kinds that the format names for fields that may hold ids of entries of any kind (`Ask.anything`).
ANY_ENTRY = frozenset({"Statement", "Injury", "Event", "Meeting"})


def same(kind: str) -> tuple[str, ...]:
    """A safety plan is a plan for whatever belongs to one."""
    return ("Plan", "SafetyPlan") if kind == "Plan" else (kind,)


@dataclass(frozen=True, slots=True)
class Block:
    """Fields that stand together, under a legend where they are parts of something."""

    legend: str
    hint: str
    fields: tuple[Any, ...]
    folded: bool = False
    name: str = ""
    number: int = 0


class NotedForm(EntryForm):
    """One entry of a declared kind."""

    def __init__(self, *args: Any, entry: Entry, around: Around, body: Mapping[str, Any] | None = None, **options: Any):
        super().__init__(*args, **options)
        self.entry, self.around = entry, around
        self.given = given = body or {}
        if entry.when:
            self.fields["when"] = WhenField(label=entry.when, ahead=entry.ahead, required=not entry.undated)
            self.fields["time"] = TimeField(label="At what time?", help_text="For example 14:30.")
        for ask in entry.asks:
            declared = entry.types.get(ask.name, Field(ask.name))
            for name, field in self._fields_for(ask, declared, given.get(ask.name)):
                self.fields[name] = field

    def _fields_for(self, ask: Ask, declared: Field, given: Any) -> Iterator[tuple[str, forms.Field]]:
        if not ask.asks:
            yield ask.name, self._field(ask, declared, given)
            return
        types = part_types(self.entry.kind, ask.name)
        rows = given if isinstance(given, list) else [given or {}]
        for number in range(self._count(ask, declared, rows)):
            part = rows[number] if number < len(rows) else {}
            for inner in ask.asks:
                yield f"{ask.name}-{number}-{inner.name}", self._field(inner, types[inner.name], part.get(inner.name))

    def _count(self, ask: Ask, declared: Field, rows: Sequence[Any]) -> int:
        """How many groups: one for an object; for a list at least as declared, and one more than there are."""
        if not declared.is_list:
            return 1
        numbers = (key.split("-")[1] for key in self.data if key.startswith(f"{ask.name}-") and key.count("-") == 2)
        sent = [int(number) + 1 for number in numbers if number.isdecimal() and len(number) < 4]
        return min(MOST_PARTS, max(ask.blocks, len([row for row in rows if row]) + 1, *sent, 0))

    def _field(self, ask: Ask, declared: Field, given: Any) -> forms.Field:
        field = _make(ask, declared, self.around, self._column(ask))
        if given is not None:
            field.initial = self.around.name_of(given) if ask.or_words else _shown(declared, given)
        if ask.required:
            field.required = True
            field.error_messages["required"] = ask.required
        return field

    def _column(self, ask: Ask) -> Any:
        """The column of a kind with a table of its own; None for the others."""
        table = self.entry.table
        return table._meta.get_field(self.entry.columns.get(ask.name, ask.name)) if table else None

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        self.check_not_before_birth(found.get("when"))
        undated = self.entry.undated
        if undated and not any(found.get(name) or name in self.errors for name in ("when", undated)):
            self.add_error("when", DAY_OR_REASON)
        whole = {self.entry.happens_on or "": found.get("when"), **self.body()}
        for name, sentence in self.entry.rules(whole) if self.entry.rules else ():
            if name not in self.errors:
                self.add_error(name, sentence)
        return found

    def body(self) -> dict[str, Any]:
        """The fields that were filled, by their names in the record format. Call it on a valid form."""
        made: dict[str, Any] = {}
        for ask in self.entry.asks:
            declared = self.entry.types.get(ask.name, Field(ask.name))
            value = self._parts(ask, declared) if ask.asks else _kept(declared, self.cleaned_data.get(ask.name))
            if ask.or_words and isinstance(value, str):
                value = self.around.key_of(value)
            elif declared.refers_to:
                value = self._with_unoffered(ask, declared, value)
            if value is not None and value != {}:
                made[ask.name] = value
        if self.entry.own:
            made[self.entry.own] = self.child.key
        return self.entry.tidy(made) if self.entry.tidy else made

    def _with_unoffered(self, ask: Ask, declared: Field, value: Any) -> Any:
        """What was pointed at before and the form could not offer (an older entry, somebody who may not be named here):
        amending something else does not drop it."""
        given = self.given.get(ask.name)
        offered = {key for key, _ in self.around.of(declared.refers_to, anything=ask.anything)}
        if isinstance(given, list):
            left = [one for one in given if one not in offered]
            return [*(value or []), *left] if left else value
        return given if value is None and given and given not in offered else value

    def _parts(self, ask: Ask, declared: Field) -> Any:
        types, rows = part_types(self.entry.kind, ask.name), []
        number = 0
        while f"{ask.name}-{number}-{ask.asks[0].name}" in self.fields:
            values = {
                inner.name: _kept(types[inner.name], self.cleaned_data.get(f"{ask.name}-{number}-{inner.name}"))
                for inner in ask.asks
            }
            rows.append({name: value for name, value in values.items() if value is not None})
            number += 1
        filled = [row for row in rows if row]
        if declared.is_list:
            return filled or None
        return filled[0] if filled else None

    def at_fields(self) -> dict[str, Any]:
        """The `at_*` columns; empty for a kind without a day of its own."""
        if not self.entry.when:
            return {}
        if self.cleaned_data["when"] is None:
            return dict(NEVER_FILLED)
        return stored(self.cleaned_data["when"], self.cleaned_data.get("time"), self.data.get("when", ""))

    def blocks(self) -> Iterator[Block]:
        """The fields in order, those that are parts of something together."""
        first = [self[name] for name in ("when", "time") if name in self.fields]
        if first:
            yield Block("", "", tuple(first))
        for ask in self.entry.asks:
            if not ask.asks:
                yield Block("", "", (self[ask.name],))
                continue
            yield from self._group(ask)

    def _group(self, ask: Ask) -> Iterator[Block]:
        number = 0
        while f"{ask.name}-{number}-{ask.asks[0].name}" in self.fields:
            own = tuple(self[f"{ask.name}-{number}-{inner.name}"] for inner in ask.asks)
            is_empty = number > 0 and not any(bound.value() for bound in own)
            legend = ask.label if number == 0 else f"{ask.label} ({number + 1})"
            yield Block(legend, ask.hint if number == 0 else "", own, is_empty, ask.name, number)
            number += 1


def _make(ask: Ask, declared: Field, around: Around, column: Any = None) -> forms.Field:
    """The form field for one question. `column`: where it is kept, which may take less than the record format does."""
    usual: dict[str, Any] = {"label": ask.label, "required": False}
    if declared.type == "date":
        exact = column is not None and column.get_internal_type() == "DateField"
        hint = {"help_text": ask.hint} if ask.hint else {}
        return WhenField(ahead=ask.name not in PAST, exact=exact, **hint, **usual)
    usual["help_text"] = ask.hint
    if ask.hidden:
        return _hidden(declared, usual)
    if declared.type == "time":
        return TimeField(**usual)
    if declared.type in ("yes_no", "yes|no", "Y|N"):
        yes, no = ("Y", "N") if declared.type == "Y|N" else ("yes", "no")
        return _choice([(yes, "Yes"), (no, "No")], usual, radios=True, required=bool(ask.required))
    if declared.type == "number":
        return WholeNumber(min_value=0, max_value=9_999, label=ask.label, help_text=ask.hint)
    if declared.is_list and (declared.codes or declared.refers_to):
        options = around.of(declared.refers_to, anything=ask.anything) if declared.refers_to else _codes(ask, declared)
        return _boxes([*options, (NONE_OF_THEM, "None")], usual)
    if declared.refers_to and not ask.or_words:
        return _choice(around.of(declared.refers_to, anything=ask.anything), usual, required=bool(ask.required))
    if declared.codes or ask.words:
        return _choice(_codes(ask, declared), usual, required=bool(ask.required))
    if ask.rows == 0 and not declared.is_list:
        return forms.CharField(max_length=getattr(column, "max_length", None) or 200, strip=True, **usual)
    return TextBox(rows=max(2, ask.rows), max_length=100_000, **usual)


class _Point(forms.FloatField):
    """A number from a drawing; what is none counts as not there."""

    def clean(self, value: Any) -> float | None:
        try:
            found: float | None = super().clean(value)
        except forms.ValidationError:
            return None
        return found


def _hidden(declared: Field, usual: dict[str, Any]) -> forms.Field:
    """What a drawing fills in; anything odd in it is left out and not asked about."""
    if declared.type == "number":
        return _Point(widget=forms.HiddenInput, **usual)
    return forms.CharField(max_length=40, widget=forms.HiddenInput, **usual)


def _codes(ask: Ask, declared: Field) -> Choices:
    """Codes in words, in the order in which the words were written, then those of the format without words."""
    codes = dict.fromkeys([*ask.words, *declared.codes])
    return [(code, ask.in_words(code)) for code in codes]


def _choice(
    options: Choices, usual: dict[str, Any], *, radios: bool = False, required: bool = False
) -> forms.ChoiceField:
    wrong = {"invalid_choice": "Choose one of the answers in the list."}
    if radios or len(options) <= MOST_RADIOS:
        # "Not recorded" is no answer to what an entry cannot do without.
        nothing = [] if required else [(NOT_RECORDED, "Not recorded")]
        return forms.ChoiceField(choices=[*options, *nothing], widget=forms.RadioSelect, error_messages=wrong, **usual)
    return forms.ChoiceField(choices=[("", "Not recorded"), *options], error_messages=wrong, **usual)


def _boxes(options: Choices, usual: dict[str, Any]) -> forms.MultipleChoiceField:
    wrong = {"invalid_choice": "Choose from the list.", "invalid_list": "Choose from the list."}
    return forms.MultipleChoiceField(
        choices=options, widget=forms.CheckboxSelectMultiple, error_messages=wrong, **usual
    )


def _kept(declared: Field, value: Any) -> Any:
    """What is stored of a cleaned value: None when it was left empty."""
    if value is None or value in ("", [], NOT_RECORDED):
        return None
    if isinstance(value, UncertainDate):
        return as_json(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if declared.is_list:
        items = value.splitlines() if isinstance(value, str) else value
        return [item.strip() for item in items if item.strip() and item != NONE_OF_THEM]
    return value


def as_json(found: UncertainDate) -> Any:
    """A day as the record format writes it: `YYYY-MM-DD`, or the five parts of an uncertain one."""
    if found.is_exact and found.value:
        return found.value.isoformat()
    parts = {"value": found.value, "earliest": found.earliest, "latest": found.latest}
    return {
        **{name: day.isoformat() if day else None for name, day in parts.items()},
        "precision": str(found.precision),
        "basis": found.basis,
    }


def _shown(declared: Field, value: Any) -> Any:
    """A stored value as the form shows it."""
    if declared.type == "date":
        found = UncertainDate.from_json(value)
        return found.in_words() if found and not found.is_exact else _slashes(found)
    if declared.is_list and not (declared.codes or declared.refers_to):
        return "\n".join(str(item) for item in value)
    if declared.is_list and value == []:
        return [NONE_OF_THEM]
    return value


def _slashes(found: UncertainDate | None) -> str:
    return f"{found.value:%d/%m/%Y}" if found and found.value else ""
