"""The Jinja environment for product pages: escaping on, and a misspelt name is an error, not an empty space.

The GOV.UK macros (govuk-frontend-jinja) read many parameters nobody gave them, so they are loaded in a second
environment that forgives that; templates of this product never are.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from typing import Any

from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from jinja2 import (
    ChainableUndefined,
    Environment,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
    UndefinedError,
)

from sightline.kit import fields, parts, words

MACROS = "govuk_frontend_jinja"


class ProductEnvironment(Environment):
    """Templates of the rooms, strict; names beginning `govuk_frontend_jinja/` come from the forgiving environment."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "autoescape": True, "undefined": StrictUndefined})
        self.macros = Environment(
            loader=PrefixLoader({MACROS: PackageLoader(MACROS)}), autoescape=True, undefined=ChainableUndefined
        )
        # The same dictionary: otherwise every use of a macro would compile its module again.
        self.macros.globals = self.globals

    def _load_template(self, name: str, globals: MutableMapping[str, Any] | None) -> Template:
        if name.startswith(f"{MACROS}/"):
            return self.macros._load_template(name, globals)
        return super()._load_template(name, globals)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """As Jinja does, but a name that an object does not have is refused at once, wherever it is passed on to."""
        return self._loud(super().getattr(obj, attribute), obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """As Jinja does, with the same refusal."""
        return self._loud(super().getitem(obj, argument), obj, argument)

    def _loud(self, value: Any, obj: Any, name: Any) -> Any:
        if isinstance(value, StrictUndefined) and not isinstance(obj, Mapping):
            raise UndefinedError(f"{type(obj).__name__} has no {name!r}")
        return value


def address(name: str, **parts: Any) -> str:
    """The address of a named route: `url('cases:child', child=…)`."""
    return reverse(name, kwargs=parts or None)


def address_if_any(name: str) -> str:
    """The address of a named route without parts, or nothing when no room offers it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def environment(**options: Any) -> ProductEnvironment:
    """For Django's Jinja2 backend (`OPTIONS["environment"]`)."""
    made = ProductEnvironment(**{**options, "trim_blocks": True, "lstrip_blocks": True})
    made.globals.update(url=address, url_if_any=address_if_any, static=static)
    made.globals.update(describe_field=fields.describe, form_errors=fields.errors)
    made.filters.update(words.FILTERS)
    made.tests.update(
        part_link=lambda value: isinstance(value, parts.Link),
        part_result=lambda value: isinstance(value, parts.Result),
        part_many=lambda value: isinstance(value, tuple),
    )
    return made
