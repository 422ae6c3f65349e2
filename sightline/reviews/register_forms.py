"""The filter of the register: read from the address, never wrong, since what it doesn't know it leaves aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms

from sightline.domain import reviews as rules

if TYPE_CHECKING:
    from sightline.reviews.register import ReviewLine


class FilterForm(forms.Form):
    """Which reviews to show."""

    standing = forms.ChoiceField(label="Standing", choices=[("", "All"), ("open", "Not closed"), ("closed", "Closed")])
    regime = forms.ChoiceField(
        label="Regime",
        choices=lambda: [("", "All"), *((r.name, r.name) for r in rules.REGIMES.values() if not r.link_only)],
    )
    needs = forms.ChoiceField(
        label="What is outstanding",
        choices=[
            ("", "Anything or nothing"),
            ("late", "Something overdue"),
            ("clock", "A time limit"),
            ("return", "An agency return"),
            ("plan", "Something of the plan"),
            ("publication", "Publication"),
        ],
    )

    def lets_through(self, line: ReviewLine) -> bool:
        """Whether a review is shown."""
        self.is_valid()
        asked = self.cleaned_data
        needs = asked.get("needs", "")
        return (
            asked.get("standing", "") in ("", "closed" if line.closed else "open")
            and asked.get("regime", "") in ("", line.regime)
            and (not needs or (line.late if needs == "late" else any(one.kind == needs for one in line.outstanding)))
        )
