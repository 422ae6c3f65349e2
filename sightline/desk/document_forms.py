"""What is typed about a document, in the composer or beside an entry; and why a file is not taken, in one sentence."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from sightline.cases.days import stored
from sightline.cases.fields import HINT as WHEN_HINT
from sightline.cases.fields import TextBox, WhenField
from sightline.cases.forms import opening
from sightline.cases.models import AttachedDocument
from sightline.cases.queries import when
from sightline.domain.documents import Kind, Refused, first_look, why_not_with
from sightline.domain.documents.kinds import HEAD, listed
from sightline.kit.fields import errors as form_errors

AGAIN: Final = "The document was not added yet: a browser lets go of a file when a page comes back. Choose it again."
WITHOUT_FILE: Final = "Choose the file, or empty what you wrote about it."
HINT: Final = (
    f"{listed()}, up to 25 MB for a PDF, 1 MB for plain text and 15 MB for the others. It is looked through before "
    "anybody can open it. A draft keeps your words, not the file."
)


class WordsForm(forms.Form):
    """What a document is, of which day, and from whom."""

    what = forms.CharField(
        label="What is it?", max_length=200, help_text="For example: the health visitor’s letter about his weight.",
        error_messages={"required": "Write what the document is, so that it is known without opening it."},
    )  # fmt: skip
    when = WhenField(label="Of which day is it?", required=False, help_text=WHEN_HINT)
    from_whom = forms.CharField(label="From whom?", max_length=200, required=False)
    for_family = forms.BooleanField(
        label="A document for the family may say that it is here",
        required=False,
        help_text="Only where the entry itself may go to that person. The file never goes with it.",
    )

    def words(self) -> dict[str, Any]:
        """The columns of what was typed. Call it on a valid form."""
        found = self.cleaned_data
        day = stored(found["when"], None, self.data.get(self.add_prefix("when"), "")) if found["when"] else _NO_DAY
        return {name: found[name] for name in ("what", "from_whom", "for_family")} | day


_NO_DAY: Final = {
    "at_date": None, "at_time": None, "at_precision": "unknown", "at_earliest": None, "at_latest": None, "at_words": "",
}  # fmt: skip


class DocumentForm(WordsForm):
    """A document beside an entry of `entry_kind`. In the composer (`required=False`) it may be left alone."""

    file = forms.FileField(
        label="The file", allow_empty_file=True, help_text=HINT,
        error_messages={"required": "Choose the file."},
    )  # fmt: skip
    field_order = ("file", "what", "when", "from_whom", "for_family")

    def __init__(self, request: HttpRequest, entry_kind: str, *, required: bool = False) -> None:
        sent = request.method == "POST"
        super().__init__(request.POST if sent else None, request.FILES if sent else None, prefix="document")
        self.entry_kind = entry_kind
        self.kind: Kind | None = None  # once the file was looked at
        self.came = ""  # what became of it, once it was attached
        for name in ("file", "what"):
            self.fields[name].required = required

    @property
    def chosen(self) -> UploadedFile[Any] | None:
        """The file that was sent, if one was."""
        found: UploadedFile[Any] | None = self.files.get(self.add_prefix("file")) if self.is_bound else None
        return found

    @property
    def is_open(self) -> bool:
        """Whether to show the fields unfolded: something was written in them, or is wrong."""
        return bool(self.chosen or self.errors or any(self[name].value() for name in WordsForm.base_fields))

    @property
    def problems(self) -> list[dict[str, str]]:
        """What is wrong, for the summary."""
        return form_errors(self)

    def clean_file(self) -> UploadedFile[Any] | None:
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if not file:
            return None
        head = file.read(HEAD)
        file.seek(0)
        try:
            self.kind = first_look(head, file.size or 0, file.name or "")
        except Refused as sentence:
            raise forms.ValidationError(str(sentence)) from None
        if reason := why_not_with(self.entry_kind, self.kind):
            raise forms.ValidationError(reason)
        return file

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if self.chosen and not found.get("what") and "what" not in self.errors:
            self.add_error("what", self.fields["what"].error_messages["required"])
        elif (
            not self.chosen
            and not self.fields["file"].required
            and "file" not in self.errors
            and any(found.get(name) for name in WordsForm.base_fields)
        ):
            self.add_error("file", WITHOUT_FILE)
        return found

    def say_again(self) -> None:
        """The page comes back for another reason: the file has to be chosen once more."""
        if self.chosen and "file" not in self.errors:
            self.add_error("file", AGAIN)


class AddDocumentForm(DocumentForm):
    """A document for an entry that is on record. `opening` makes a second sending harmless."""

    opening = forms.CharField(widget=forms.HiddenInput, required=False, initial=opening, max_length=40)

    def __init__(self, request: HttpRequest, entry_kind: str) -> None:
        super().__init__(request, entry_kind, required=True)


class CorrectDocumentForm(WordsForm):
    """The words about a document that is on record, as their writer read them."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    because = forms.CharField(
        label="Why is this being changed?", max_length=300, required=False,
        help_text="The earlier version stays readable.",
    )  # fmt: skip


def as_typed(row: AttachedDocument) -> dict[str, Any]:
    """What is on record, as the form of its words has it."""
    day = when(row)
    typed = row.at_words or (f"{day.value:%d/%m/%Y}" if day.is_exact and day.value else "")
    return {
        "what": row.what, "from_whom": row.from_whom, "for_family": row.for_family, "when": typed,
        "seen_version": row.version,
    }  # fmt: skip


class WithdrawForm(forms.Form):
    """Why a document is withdrawn, and what becomes of its file."""

    because = TextBox(
        label="Why?", required=True, max_length=2000, help_text="This stays readable under the entry.",
        error_messages={"required": "Write in a few words why it is withdrawn."},
    )  # fmt: skip
    file = forms.ChoiceField(
        label="What becomes of the file?", widget=forms.RadioSelect,
        choices=(
            ("keep", "It is kept, closed: a newer one takes its place, or it was added twice"),
            ("erase", "It is erased: it is about somebody else, or should never have been here"),
        ),
        error_messages={"required": "Choose what becomes of the file."},
    )  # fmt: skip
