"""The design system: layout, components, fields, static files. It holds no rules of practice.

What other rooms call: `kit.render`, `kit.form_page`, `kit.navigation`, `kit.banners`, the parts of `kit.parts`, and
the macros of `kit/components.jinja`. Each is read when it is first asked for: `kit.apart` is also used where there is
no Django.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sightline.kit import banners, navigation
    from sightline.kit.rendering import form_page, render

__all__ = ["banners", "form_page", "navigation", "render"]
RENDERING = ("form_page", "render")


def __getattr__(name: str) -> Any:
    if name in RENDERING:
        return getattr(import_module("sightline.kit.rendering"), name)
    if name in __all__:
        return import_module(f"sightline.kit.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
