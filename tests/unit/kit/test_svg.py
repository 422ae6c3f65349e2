"""A drawing gets into a page only when it holds nothing but a drawing."""

from __future__ import annotations

import pytest
from defusedxml.common import DefusedXmlException
from markupsafe import Markup

from sightline.kit import svg

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'


def test_shapes_words_and_links_within_the_site_pass() -> None:
    drawing = f'{HEAD}<title>May</title><a href="/x"><path d="M0 0"/></a><use href="#p"/></svg>'
    assert svg.checked(drawing) == Markup(drawing)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<style>*{}</style>",
        '<path onload="x()"/>',
        '<path style="fill:red"/>',
        '<a href="javascript:x()"/>',
        '<a href="//elsewhere.example"/>',
        '<a xlink:href="https://elsewhere.example"/>',
        '<image href="/x.png"/>',
        "<foreignObject/>",
    ],
)
def test_anything_else_is_refused(inside: str) -> None:
    with pytest.raises(ValueError):
        svg.checked(f"{HEAD}{inside}</svg>")


def test_broken_or_booby_trapped_files_are_refused() -> None:
    with pytest.raises(ValueError, match="well-formed"):
        svg.checked("<svg>")
    with pytest.raises((ValueError, DefusedXmlException)):
        svg.checked('<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>')
