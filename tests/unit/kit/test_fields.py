"""Form fields: every widget has a component, everything typed is text, and comes back as it was typed."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest
from django import forms
from jinja2 import ChoiceLoader, DictLoader, FileSystemLoader

from sightline.kit import fields
from sightline.kit.jinja import environment

KIT = Path(fields.__file__).parent / "jinja2"
PAGE = "{% import 'kit/forms.jinja' as forms %}{{ forms.errors(form) }}{{ forms.all(form) }}"
NASTY = "<b>\"x\" & 'y'</b>"


class Everything(forms.Form):
    text = forms.CharField(label="Text", help_text=NASTY)
    long = forms.CharField(label="Long", widget=forms.Textarea(attrs={"rows": 8}), max_length=50)
    day = forms.DateField(label="Day", required=False)
    number = forms.IntegerField(label="Number", required=False)
    secret = forms.CharField(label="Secret", widget=forms.PasswordInput, required=False)
    one = forms.ChoiceField(label="One", choices=[("", "---"), ("a", NASTY), ("b", "B")], widget=forms.RadioSelect)
    many = forms.MultipleChoiceField(label="Many", choices=[("a", "A")], widget=forms.CheckboxSelectMultiple)
    pick = forms.ChoiceField(label="Pick", choices=[("", "Choose"), ("1", "One")])
    tick = forms.BooleanField(label="Tick", required=False)
    file = forms.FileField(label="File", required=False)
    kept = forms.CharField(widget=forms.HiddenInput, initial="k")


def drawn(form: forms.Form) -> str:
    loader = ChoiceLoader([DictLoader({"page": PAGE}), FileSystemLoader(KIT)])
    return environment(loader=loader).get_template("page").render(form=form)


def test_every_kind_of_field_is_drawn_with_name_and_label() -> None:
    page = drawn(Everything())
    for name, field in Everything.base_fields.items():
        assert f'name="{name}"' in page
        assert not field.label or field.label in page


def test_nothing_goes_under_an_html_key() -> None:
    def keys(value: Any) -> set[str]:
        if isinstance(value, dict):
            return set(value).union(*map(keys, value.values()))
        return set().union(*map(keys, value)) if isinstance(value, list) else set()

    found = set().union(*(keys(fields.describe(bound).params) for bound in Everything({"text": NASTY})))
    assert not [key for key in found if key.lower().endswith("html")]


def test_markup_that_was_typed_comes_back_as_text() -> None:
    page = drawn(Everything({"text": NASTY, "long": NASTY}))
    assert "<b>" not in page
    assert html.escape(NASTY, quote=True).replace("&quot;", "&#34;").replace("&#x27;", "&#39;") in page


@pytest.mark.parametrize("typed", ["\nfirst line empty", "  kept  \n\n   indented\n", "æ ø 👶", "a\r\nb"])
def test_long_text_comes_back_letter_for_letter(typed: str) -> None:
    page = drawn(Everything({"long": typed}))
    inside = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)
    assert inside is not None
    assert html.unescape(inside[1].removeprefix("\n") if typed.startswith("\n") else inside[1]) == typed


def test_a_password_is_never_sent_back() -> None:
    assert "hunter2" not in drawn(Everything({"secret": "hunter2"}))


def test_typing_is_not_cut_off_by_the_browser() -> None:
    assert "maxlength" not in drawn(Everything())


def test_what_is_wrong_is_named_and_linked() -> None:
    found = fields.errors(Everything({"text": "x", "long": "x" * 60, "kept": "k"}))
    assert {"text": "Choose: One", "href": "#id_one"} in found
    assert any(one.get("href") == "#id_long" and "50" in one["text"] for one in found)
    page = drawn(Everything({}))
    for link in re.findall(r'href="#(id_\w+)"', page):
        assert f'id="{link}"' in page


def test_a_fine_form_has_no_summary() -> None:
    assert "There is a problem" not in drawn(Everything())


def test_whole_form_errors_come_first() -> None:
    form = Everything({})
    form.add_error(None, "Say at least one thing.")
    assert fields.errors(form)[0] == {"text": "Say at least one thing."}


def test_a_choice_is_shown_as_chosen() -> None:
    page = drawn(Everything({"one": "b", "many": ["a"], "pick": "1", "tick": "on"}))
    assert len(re.findall(r"\bchecked\b", page)) == 3
    assert re.search(r'value="1" selected', page)


def test_optional_is_said() -> None:
    page = drawn(Everything())
    assert "Day (optional)" in page
    assert "Text (optional)" not in page


def test_an_unknown_widget_is_refused() -> None:
    class Odd(forms.Form):
        when = forms.SplitDateTimeField()

    with pytest.raises(TypeError, match="when"):
        fields.describe(Odd()["when"])


class Numbers(forms.Form):
    marks = forms.IntegerField(label="How many marks?", min_value=0, error_messages={"invalid": "Write a number."})
    name = forms.CharField(label="Name", max_length=5)
    other = forms.CharField(label="Other name", max_length=5)
    seen = forms.CharField(label="Seen by", validators=[], error_messages={"required": "Write who saw it."})
    heard = forms.CharField(label="Heard by", error_messages={"required": "Write who saw it."})


def test_beside_its_field_an_error_is_plain_and_at_the_top_it_says_which_field() -> None:
    form = Numbers({"marks": "many", "name": "abcdef", "other": "a\0b"})
    top = [one["text"] for one in fields.errors(form)]
    assert top == [
        "How many marks? Write a number.",
        "Name: use at most 5 characters. There are 6 now.",
        "Other name: there is a character in it that cannot be kept. Type it again.",
        "Seen by: write who saw it.",
        "Heard by: write who saw it.",
    ]
    beside = {bound.name: fields.describe(bound).params["errorMessage"]["text"] for bound in form}
    assert beside["marks"] == "Write a number."
    assert beside["name"] == "Use at most 5 characters. There are 6 now."
    assert beside["seen"] == beside["heard"] == "Write who saw it."
    below = Numbers({"marks": "-1"})
    assert fields.errors(below)[0]["text"] == "How many marks? The number must be 0 or more."
