"""Django form fields as parameters of the GOV.UK macros. Only ever `text`, never `html`: nothing typed is markup."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

# Attributes of a widget that are passed on. Not `maxlength` (it cuts off what is typed, unseen) and not `required`
# (the browser's own messages can't be read by everyone and appear one at a time).
_PASSED_ON = ("autocomplete", "inputmode", "spellcheck", "autocapitalize", "rows")


@dataclass(frozen=True, slots=True)
class Field:
    """How to draw a field: which component, with which parameters."""

    component: str
    params: dict[str, Any]


def describe(
    bound: BoundField, *, hint: str = "", classes: str = "", label_classes: str = "", inline: bool = False
) -> Field:
    """The component and parameters for a bound form field.

    `hint` adds to the field's own help text; `inline` puts short radios side by side.
    Raises TypeError for a widget the design system has no component for.
    """
    component = _component(bound)
    params = _common(bound, hint, classes)
    if component == "hidden":
        params["value"] = _value(bound)
    elif component in {"radios", "checkboxes"}:
        _add_choices(bound, params, component, label_classes, inline)
    elif component == "checkbox":
        params |= {"idPrefix": bound.auto_id, "items": [_single(bound)]}
    elif component == "select":
        params |= {"label": _label(bound, label_classes), "items": _items(bound, "selected")}
    else:
        params |= {"label": _label(bound, label_classes), "value": _value(bound)}
        if component == "textarea" and params["value"].startswith("\n"):
            params["value"] = "\n" + params["value"]  # a browser drops the first line break of a text area
        if component == "input":
            params |= _input_type(bound.field.widget)
    return Field(component, params)


def errors(form: forms.BaseForm) -> list[dict[str, str]]:
    """What is wrong with the form, for the summary at its top: first the whole, then field by field in order."""
    found = [{"text": str(message)} for message in form.non_field_errors()]
    said = [(bound, sentence) for bound in form for sentence in _sentences(bound)]
    often = Counter(sentence.words for _, sentence in said)
    for bound, sentence in said:
        place = {} if bound.is_hidden else {"href": f"#{bound.auto_id}"}
        named = sentence.needs_name or often[sentence.words] > 1
        found.append({"text": _of(bound, sentence.words) if named else sentence.words, **place})
    return found


def _of(bound: BoundField, words: str) -> str:
    """A sentence with the field it is about, to stand apart from it: "How many marks? Write a whole number."."""
    label = str(bound.label)
    return f"{label} {words}" if label.endswith("?") else f"{label}: {words[0].lower()}{words[1:]}"


# What the framework's own validators say, in words of ours.
_PLAIN = {
    "max_length": "Use at most {limit:,} characters. There are {shown:,} now.",
    "min_length": "Use at least {limit:,} characters. There are {shown:,} now.",
    "max_value": "The number must be {limit} or less.",
    "min_value": "The number must be {limit} or more.",
    "null_characters_not_allowed": "There is a character in it that cannot be kept. Type it again.",
}


@dataclass(frozen=True, slots=True)
class _Sentence:
    """What is wrong with a field. `needs_name`: apart from its field nobody could tell which field it is about."""

    words: str
    needs_name: bool = False


def _sentences(bound: BoundField) -> list[_Sentence]:
    pairs = zip(bound.errors.as_data(), bound.errors, strict=True)
    return [_plainly(bound, error, str(message)) for error, message in pairs]


def _plainly(bound: BoundField, error: ValidationError, message: str) -> _Sentence:
    """The framework's "This field is required." doesn't say which field; ours does, and so with its other sentences."""
    if message == forms.Field.default_error_messages["required"]:
        choice = isinstance(bound.field.widget, forms.Select | forms.RadioSelect | forms.CheckboxSelectMultiple)
        return _Sentence(f"{'Choose' if choice else 'Fill in'}: {bound.label}")
    if error.code in _PLAIN and error.code not in bound.field.error_messages:
        params = error.params or {}
        words = _PLAIN[error.code].format(limit=params.get("limit_value"), shown=params.get("show_value"))
        return _Sentence(words, needs_name=True)
    return _Sentence(message, needs_name=error.code == "invalid" and isinstance(bound.field, forms.IntegerField))


def _component(bound: BoundField) -> str:
    widget = bound.field.widget
    kinds: tuple[tuple[type[forms.Widget], str], ...] = (
        (forms.HiddenInput, "hidden"),
        (forms.Textarea, "textarea"),
        (forms.CheckboxSelectMultiple, "checkboxes"),
        (forms.RadioSelect, "radios"),
        (forms.CheckboxInput, "checkbox"),
        (forms.Select, "select"),
        (forms.FileInput, "file"),
        (forms.widgets.Input, "input"),
    )
    for kind, component in kinds:
        if isinstance(widget, kind):
            return component
    raise TypeError(f"There is no component for {type(widget).__name__}, used by the field {bound.name}.")


def _common(bound: BoundField, hint: str, classes: str) -> dict[str, Any]:
    params: dict[str, Any] = {"id": bound.auto_id, "name": bound.html_name}
    attributes = dict(bound.field.widget.attrs)
    params |= {name: attributes.pop(name) for name in _PASSED_ON if name in attributes}
    params["attributes"] = {name: str(value) for name, value in attributes.items() if name.startswith("data-")}
    if words := " ".join(part for part in (str(bound.help_text), hint) if part):
        params["hint"] = {"text": words}
    if bound.errors:
        params["errorMessage"] = {"text": " ".join(one.words for one in _sentences(bound))}
    if classes or attributes.get("class"):
        params["classes"] = f"{classes} {attributes.get('class', '')}".strip()
    if bound.field.disabled:
        params["disabled"] = True
    return params


def _value(bound: BoundField) -> str:
    widget = bound.field.widget
    if isinstance(widget, forms.PasswordInput | forms.FileInput):
        return ""
    value = widget.format_value(bound.value())
    return "" if value is None else str(value)


def _input_type(widget: forms.Widget) -> dict[str, str]:
    """A number is typed as text: a number box throws away what it can't read, so that it never reaches us."""
    if isinstance(widget, forms.NumberInput):
        return {"type": "text", "inputmode": "numeric"}
    return {"type": getattr(widget, "input_type", "text")}


def _words(bound: BoundField) -> str:
    optional = "" if bound.field.required or isinstance(bound.field.widget, forms.CheckboxInput) else " (optional)"
    return f"{bound.label}{optional}"


def _label(bound: BoundField, classes: str) -> dict[str, str]:
    return {"text": _words(bound), "classes": classes}


def _add_choices(bound: BoundField, params: dict[str, Any], component: str, legend: str, inline: bool) -> None:
    params |= {
        "idPrefix": bound.auto_id,
        "items": _items(bound, "checked"),
        "fieldset": {"legend": {"text": _words(bound), "classes": legend}},
    }
    if inline and component == "radios":
        params["classes"] = f"{params.get('classes', '')} govuk-radios--inline".strip()


def _items(bound: BoundField, chosen: str) -> list[dict[str, Any]]:
    hints = getattr(bound.field.widget, "choice_hints", {})
    items = []
    for widget in bound.subwidgets:
        value = str(widget.data["value"] if widget.data["value"] is not None else "")
        if chosen == "checked" and value == "":
            continue  # a radio that stands for "nothing chosen" isn't offered
        item = {"value": value, "text": str(widget.data["label"]), chosen: bool(widget.data["selected"])}
        if value in hints:
            item["hint"] = {"text": hints[value]}
        items.append(item)
    return items


def _single(bound: BoundField) -> dict[str, Any]:
    return {"value": "on", "text": _words(bound), "checked": bool(bound.value())}
