"""Why something on record is changed, and whether it was written by mistake: beside the fields of any amendment.

Writing until when something was so needs no reason: people move and change their GP. Every other change does.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms

NOTHING = "Nothing is changed yet. Change what is wrong, write until when it was so, or go back."
WHY = "Write why: whoever reads the record will read it."


class Because(forms.Form):
    """The version that was read, whether it was written by mistake, and why."""

    is_mistake = forms.BooleanField(label="It was written by mistake: take it out of the record", required=False)
    amended_because = forms.CharField(
        label="Why is it changed?", max_length=2_000, required=False, strip=True,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Whoever reads this record reads it. It may stay empty if all you write is until when it was so.",
        error_messages={"max_length": "Write at most 2,000 characters."},
    )  # fmt: skip
    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    def ask_why(self, changed: Collection[str], row: Any) -> None:
        """Refuse a change of nothing, and one without its reason. `row`: the newest version."""
        found = self.cleaned_data
        if not changed and not found["is_mistake"] and found["seen_version"] == row.version:
            self.add_error(None, NOTHING)  # another version was seen: the same form, pressed twice
        ends = next((name for name in ("ends_on", "ends") if hasattr(row, name)), "")
        only_ended = set(changed) == {ends} and not getattr(row, ends)
        if not found["amended_because"] and (found["is_mistake"] or (changed and not only_ended)):
            self.add_error("amended_because", WHY)
