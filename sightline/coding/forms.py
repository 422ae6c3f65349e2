"""The shape of what is typed about coding."""

from __future__ import annotations

from typing import Any

from django import forms

from sightline.access.models import Worker
from sightline.coding.book import LOCAL_PREFIX, BookGroup
from sightline.coding.changes import LONGEST
from sightline.coding.models import CodedText, Settled
from sightline.domain import themes
from sightline.domain.coding import Span, sentences
from sightline.reviews.fields import DayField
from sightline.reviews.models import Polarity

LONGEST_NOTE = 5_000


class CodeSelect(forms.Select):
    """Codes in their groups; drawn by `coding/parts.jinja`."""


class PassageForm(forms.Form):
    """A passage and what it is coded to.

    The passage is given by sentences (and exact words in them), which works without script; or, where the page's script
    marked it, by its two ends in code points, which then count.
    """

    first = forms.IntegerField(
        label="From sentence", required=False, min_value=1, widget=forms.NumberInput(attrs={"inputmode": "numeric"})
    )
    last = forms.IntegerField(
        label="To sentence", required=False, min_value=1, widget=forms.NumberInput(attrs={"inputmode": "numeric"})
    )
    words = forms.CharField(
        label="Only these words",
        required=False,
        max_length=LONGEST_NOTE,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="When less than whole sentences: write the words just as they stand in the text.",
    )
    start = forms.IntegerField(required=False, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, widget=forms.HiddenInput)
    seen_digest = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    suggested_by = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
    code = forms.ChoiceField(
        label="Code",
        widget=CodeSelect,
        error_messages={"required": "Choose a code.", "invalid_choice": "Choose a code."},
    )
    polarity = forms.ChoiceField(
        label="Is it a concern or a strength?",
        choices=Polarity.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it is a concern or a strength."},
    )
    note = forms.CharField(
        label="Note",
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Why you read it so. By code, without names.",
    )

    def __init__(self, *args: Any, text: CodedText, groups: tuple[BookGroup, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        self.text = text
        choices = [("", "Choose a code"), *((one.code, one.name) for group in groups for one in group.codes)]
        self.fields["code"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if self.errors:
            return found
        if found.get("start") is None or found.get("end") is None:
            span = self._by_sentences(found)
            if span is not None:
                found["start"], found["end"] = span.start, span.end
        return found

    def _by_sentences(self, found: dict[str, Any]) -> Span | None:
        """The passage from numbers of sentences, narrowed to the exact words where some are given."""
        units = sentences(self.text.text)
        first, last = found.get("first"), found.get("last")
        words = " ".join((found.get("words") or "").split())
        if first is None and not words:
            self.add_error("first", "Write the number of the sentence that the passage begins with.")
            return None
        first = 1 if first is None else first
        last = (first if found.get("first") is not None else len(units)) if last is None else last
        if not 1 <= first <= last <= len(units):
            self.add_error("last", f"Write two numbers from 1 to {len(units)}, the smaller one first.")
            return None
        whole = Span(units[first - 1].start, units[last - 1].end)
        return self._narrowed(whole, words) if words else whole

    def _narrowed(self, whole: Span, words: str) -> Span | None:
        """The place of the words in the passage; blanks and line breaks between words do not matter."""
        import re

        pattern = r"\s+".join(re.escape(word) for word in words.split(" "))
        places = list(re.finditer(pattern, whole.of(self.text.text)))
        if len(places) == 1:
            return Span(whole.start + places[0].start(), whole.start + places[0].end())
        said = "do not stand in these sentences" if not places else "stand there more than once; say which sentence"
        self.add_error("words", f"These words {said}.")
        return None


class AmendForm(PassageForm):
    """A coding that is there already."""

    because = forms.CharField(
        label="Why do you change it?",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Write why you change it."},
    )


class WithdrawForm(forms.Form):
    """Taking a coding back."""

    because = forms.CharField(
        label="Why do you take it back?",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write why you take it back."},
    )


class TextForm(forms.Form):
    """A text pasted in."""

    title = forms.CharField(
        label="What is it?",
        max_length=160,
        help_text="For example: Overview report, second draft. No names.",
        error_messages={"required": "Write what the text is."},
    )
    kind = forms.ChoiceField(
        label="Kind of text",
        choices=[(CodedText.Kind.REPORT, "A report, or a part of one"), (CodedText.Kind.NOTE, "A note")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what kind of text it is."},
    )
    text = forms.CharField(
        label="The text",
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="One paragraph on each line. By code, without names. It cannot be changed afterwards, so that "
        "what is coded stays where it is.",
        error_messages={"required": "Paste the text."},
    )

    def clean_text(self) -> str:
        """Browsers send every line break as two characters; kept as one."""
        return str(self.cleaned_data["text"]).replace("\r\n", "\n").replace("\r", "\n").strip("\n")


class DoubleForm(forms.Form):
    """The two who code a text."""

    first = forms.ModelChoiceField(
        label="First coder", queryset=Worker.objects.none(), empty_label="Choose a person",
        error_messages={"required": "Choose the first coder.", "invalid_choice": "Choose somebody from the list."},
    )  # fmt: skip
    second = forms.ModelChoiceField(
        label="Second coder", queryset=Worker.objects.none(), empty_label="Choose a person",
        error_messages={"required": "Choose the second coder.", "invalid_choice": "Choose somebody from the list."},
    )  # fmt: skip

    def __init__(self, *args: Any, people: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("first", "second"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]


class SettleForm(forms.Form):
    """What becomes of a difference."""

    code = forms.CharField(max_length=32, widget=forms.HiddenInput)
    start = forms.IntegerField(widget=forms.HiddenInput)
    end = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label="What becomes of it?",
        choices=Settled.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what becomes of it."},
    )
    reason = forms.CharField(
        label="Reason",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Write the reason you came to together."},
    )


class LocalCodeForm(forms.Form):
    """A code of the partnership's own, or an addition of the catalogue."""

    which = forms.ChoiceField(label="Which code", required=False, help_text="One of ours, or write your own below.")
    code = forms.CharField(
        label="Your own code", required=False, max_length=24, help_text=f"For example {LOCAL_PREFIX}FERRY."
    )
    name = forms.CharField(label="Its name", required=False, max_length=120, help_text="In plain words.")
    parent = forms.ChoiceField(label="The theme it belongs under", required=False)
    definition = forms.CharField(
        label="What it means", required=False, max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 2})
    )
    counts = forms.CharField(
        label="What counts", required=False, max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One thing on each line.",
    )  # fmt: skip
    elsewhere = forms.CharField(
        label="What does not count, and where it belongs", required=False, max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}), help_text="One thing on each line.",
    )  # fmt: skip
    from_on = DayField(label="In use from")
    because = forms.CharField(
        label="Why", required=False, max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        added = [(one.code, f"{one.code} {one.name}") for one in themes.THEMES.values() if one.extension]
        self.fields["which"].choices = [("", "A code of our own"), *added]  # type: ignore[attr-defined]
        under = [(one.code, f"{one.code} {one.name}") for one in themes.themes_on()]
        self.fields["parent"].choices = [("", "Choose a theme"), *under]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("which"):
            return found
        code = (found.get("code") or "").strip().upper()
        if not code:
            self.add_error("code", "Write a code, or choose one of ours above.")
        elif not all(part.isalnum() and part.isascii() for part in code.split("-")):
            self.add_error("code", "A code is made of letters, figures and hyphens.")
        for name, said in (("name", "Write its name."), ("definition", "Write what it means.")):
            if not found.get(name):
                self.add_error(name, said)
        if not found.get("parent"):
            self.add_error("parent", "Choose the theme that it belongs under.")
        return {**found, "code": code}


class EndCodeForm(forms.Form):
    """The last day of a local code."""

    until_on = DayField(label="In use until", ahead=True)
    because = forms.CharField(
        label="Why it ends", max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Write why it ends."},
    )  # fmt: skip
