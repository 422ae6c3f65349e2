"""The filter of the register: read from the address, never wrong, since what it doesn't know it leaves aside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django import forms

from sightline.domain import reviews as rules

if TYPE_CHECKING:
    from sightline.reviews.register import ReviewLine


ALL: Final = "all"


class FilterForm(forms.Form):
    """Which reviews to show."""

    standing = forms.ChoiceField(label="Standing", choices=[(ALL, "All"), ("open", "Not closed"), ("closed", "Closed")])
    regime = forms.ChoiceField(
        label="Regime",
        choices=lambda: [(ALL, "All"), *((r.name, r.name) for r in rules.REGIMES.values() if not r.link_only)],
    )
    needs = forms.ChoiceField(
        label="What is outstanding",
        choices=[
            (ALL, "Anything or nothing"),
            ("late", "Something overdue"),
            ("clock", "A time limit"),
            ("return", "An agency return"),
            ("plan", "Something of the plan"),
            ("publication", "Publication"),
        ],
    )

    def __init__(self, asked: Mapping[str, str]) -> None:
        super().__init__({name: self._known(name, asked.get(name, ALL)) for name in self.base_fields})

    @classmethod
    def _known(cls, name: str, value: str) -> str:
        choices = cls.base_fields[name].choices  # type: ignore[attr-defined]
        return value if value in {code for code, _ in choices} else ALL

    def lets_through(self, line: ReviewLine) -> bool:
        """Whether a review is shown."""
        standing, regime, needs = (self.data[name] for name in ("standing", "regime", "needs"))
        return (
            standing in (ALL, "closed" if line.closed else "open")
            and regime in (ALL, line.regime)
            and (needs == ALL or (line.late if needs == "late" else any(one.kind == needs for one in line.outstanding)))
        )
