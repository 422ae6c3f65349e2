"""The one way a drawing gets into a page: checked, then marked as markup."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from defusedxml import ElementTree
from markupsafe import Markup

# fmt: off
_ELEMENTS = frozenset({
    "svg", "g", "defs", "title", "desc", "text", "tspan", "path", "line", "polyline", "polygon",
    "rect", "circle", "ellipse", "a", "use", "symbol", "marker", "pattern", "clipPath",
})
# fmt: on


def checked(svg: str) -> Markup:
    """The drawing as markup. Raises ValueError for anything but shapes, words and links within this site.

    Scripts, styles, handlers and outside addresses are refused: the content security policy would block them, and a
    name typed by somebody must never become one.
    """
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError as error:
        raise ValueError(f"The drawing is not well-formed: {error}") from None
    for element in root.iter():
        _check(element)
    return Markup(svg)  # noqa: S704  every element and attribute was looked at above


def _check(element: Element) -> None:
    name = _local(element.tag)
    if name not in _ELEMENTS:
        raise ValueError(f"A drawing holds no <{name}>.")
    for attribute, value in element.attrib.items():
        word = _local(attribute).lower()
        if word == "style" or word.startswith("on"):
            raise ValueError(f"A drawing has no attribute {word!r}.")
        if word == "href" and (not value.startswith(("#", "/", "?")) or value.startswith("//")):
            raise ValueError("A link in a drawing stays on this site.")


def _local(name: str) -> str:
    return name.rpartition("}")[2]
