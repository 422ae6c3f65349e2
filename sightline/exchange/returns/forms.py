"""The shape of what is sent for an agency."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from sightline.access.models import Agency
from sightline.chronologies.models import ChronologyRow
from sightline.reviews.fields import DayField
from sightline.reviews.models import AgencyReturn, CaseReview

LONGEST_PASTE = 2_000_000


def agencies_for(review: CaseReview) -> list[str]:
    """Agencies that sent something already or were asked to, then those of the partnership, by name."""
    sent = set(ReturnNames.of(review))
    folded = {name.casefold() for name in sent}
    asked = AgencyReturn.objects.filter(review=review).order_by("pk").values_list("agency_name", flat=True)
    sent |= {name for name in asked if name.casefold() not in folded}
    ours = [name for name in Agency.objects.order_by("name").values_list("name", flat=True) if name not in sent]
    return [*sorted(sent, key=str.casefold), *ours]


class ReturnNames:
    """Names under which returns of a review came in."""

    @staticmethod
    def of(review: CaseReview) -> Iterable[str]:
        """Each once."""
        rows = ChronologyRow.objects.filter(review=review).order_by().values_list("agency", flat=True)
        return {*rows.distinct(), *review.return_files.order_by().values_list("agency", flat=True).distinct()}


class ReturnForm(forms.Form):
    """An agency's file or pasted table. The agency is chosen here, or said by a template made for it."""

    agency = forms.ChoiceField(
        label="Whose return is it?",
        required=False,
        help_text="May be left open for a file made from a template for one agency: it says whose it is.",
    )
    another = forms.CharField(
        label="An agency that is not in the list",
        max_length=120,
        required=False,
        help_text="Its name as the review calls it.",
    )
    received_on = DayField(label="When did it come?")
    file = forms.FileField(
        label="The file",
        required=False,
        help_text="Word (.docx), Excel (.xlsx, .xls), OpenDocument (.ods) or CSV. No password, no macros.",
        error_messages={"empty": "The file is empty. Ask the agency to send it again."},
    )
    pasted = forms.CharField(
        label="Or paste the table",
        required=False,
        max_length=LONGEST_PASTE,
        widget=forms.Textarea(attrs={"rows": "6", "spellcheck": "false"}),
        help_text="Copied from Word or Excel, with its heading row.",
    )

    def __init__(self, *args: Any, review: CaseReview, **options: Any) -> None:
        super().__init__(*args, **options)
        names = agencies_for(review)
        self.fields["agency"].choices = [("", "Choose an agency"), *((name, name) for name in names)]  # type: ignore[attr-defined]
        self._known = {" ".join(name.split()).casefold(): name for name in names}

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        typed = " ".join((found.get("another") or "").split())
        chosen = found.get("agency") or ""
        if typed and chosen:
            self.add_error("another", "Choose an agency from the list, or write one here, not both.")
        elif not typed and not chosen and "agency" not in self.errors and not found.get("file"):
            self.add_error("agency", "Choose whose return it is.")
        found["whose"] = chosen or self.known(typed)
        if bool(found.get("file")) == bool((found.get("pasted") or "").strip()) and "file" not in self.errors:
            both = bool(found.get("file"))
            self.add_error(
                "file", "Give a file or paste a table, not both." if both else "Choose a file, or paste a table."
            )
        return found

    def known(self, name: str) -> str:
        """The agency as the review calls it, where it is one of those, else the name as it was given."""
        return self._known.get(" ".join(name.split()).casefold(), name)
