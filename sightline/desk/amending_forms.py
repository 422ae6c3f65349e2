"""What is typed to correct, end or take out a name, an address or a professional: its form, and why.

An address that is protected is not put into the form: left empty it stays as it is, so that nobody reads it unasked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sightline.cases.why import Because
from sightline.desk.people_forms import AddressForm, NameForm, ProfessionalForm
from sightline.people.details import Address
from sightline.people.models import Person

STAYS = (
    "It is also kept from somebody who is not on this record now, so it stays protected. Take it out and write it anew "
    "if they may learn it."
)


class AmendingForm(Because):
    """Beside the fields of what is amended. `row`: its newest version, whose values the form opens with."""

    def __init__(self, *args: Any, row: Any, **options: Any) -> None:
        self.row = row
        options["initial"] = self.shown(row)
        super().__init__(*args, **options)
        self.order_fields([*(self.field_order or ()), *Because.base_fields])

    def shown(self, row: Any) -> dict[str, Any]:
        """What the form opens with."""
        found = {name: getattr(row, name) for name in self.base_fields if hasattr(row, name)}
        for name in ("starts_on", "ends_on"):
            found[name] = f"{found[name]:%d/%m/%Y}" if found[name] else ""
        return found | {"seen_version": row.version, "amended_because": ""}

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if self.errors:
            return found
        self.ask_why(self.changes(self.row), self.row)
        return found

    def said(self) -> dict[str, Any]:
        """The fields of what is amended, as typed."""
        data: dict[str, Any] = self.cleaned_data
        kept = {name: value for name, value in data.items() if name not in Because.base_fields}
        spell: dict[str, Any] = self.spell()  # type: ignore[attr-defined]  # every form it stands beside has one
        return kept | spell

    def changes(self, row: Any) -> dict[str, Any]:
        """What is said otherwise than `row` has it."""
        return {name: value for name, value in self.said().items() if getattr(row, name) != value}


class AmendNameForm(AmendingForm, NameForm):
    """A name, corrected or ended."""


class AmendProfessionalForm(AmendingForm, ProfessionalForm):
    """Somebody who works with the child, corrected or ended."""


class AmendAddressForm(AmendingForm, AddressForm):
    """An address, corrected or ended, protected or no longer."""

    def __init__(self, *args: Any, row: Address, around: Iterable[Person], **options: Any) -> None:
        super().__init__(*args, row=row, around=around, **options)
        self.offered = {key for key, _ in self.fields["kept_from"].choices}  # type: ignore[attr-defined]
        if row.is_protected:
            self.fields["text"].required = False
            self.fields[
                "text"
            ].help_text = "It is protected, so it is not shown. Leave this empty to leave it as it is."

    def shown(self, row: Address) -> dict[str, Any]:
        return super().shown(row) | ({"text": ""} if row.is_protected else {})

    def said(self) -> dict[str, Any]:
        # Whom it is kept from and who is not on this form (no longer around, or not for this reader) stays so.
        found = super().said()
        others = [key for key in self.row.kept_from if key not in self.offered]
        return found | {"text": found["text"] or self.row.text, "kept_from": [*found["kept_from"], *others]}

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        left = set(self.row.kept_from) - self.offered
        if left and not found.get("is_protected") and not found.get("is_mistake"):
            self.add_error("is_protected", STAYS)
        return found

    def changes(self, row: Address) -> dict[str, Any]:
        found = super().changes(row)
        if "kept_from" in found and set(found["kept_from"]) == set(row.kept_from):
            del found["kept_from"]
        return found


FORMS: Mapping[str, type[AmendingForm]] = {
    "name": AmendNameForm, "address": AmendAddressForm, "professional": AmendProfessionalForm,
}  # fmt: skip
