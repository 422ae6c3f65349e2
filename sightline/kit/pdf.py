"""Accessible PDF (built to PDF/UA-1) from a Typst template and plain data.

Data goes in as one JSON input, never pasted into the source, so that nothing in it can be markup. Typst refuses to
build when a picture lacks its words. Only the fonts inside the library are used: the same file on every machine.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from django.http import HttpResponse


def pdf_response(template: str, data: Mapping[str, Any], *, name: str) -> HttpResponse:
    """The PDF as a file to keep. `name`: without ending; letters, digits and hyphens, and nothing about anybody."""
    response = HttpResponse(typeset(template, data), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


def typeset(template: str, data: Mapping[str, Any]) -> bytes:
    """Set `room/name.typ` (in the room's folder `typst`) from JSON-able data; returns the PDF.

    Raises ImportError on the few machines for which there is no Typst (Windows on Arm); RuntimeError (typst.TypstError)
    when the template does not build.
    """
    import typst

    room, name = template.split("/", 1)
    source = _source(room, name)
    inputs = {"data": json.dumps(data, ensure_ascii=False)}

    def build(**more: Any) -> bytes:
        # The template is handed over as bytes: nothing on the disk can be read from inside it.
        return bytes(typst.compile(source, format="pdf", sys_inputs=inputs, **more))

    try:
        return build(pdf_standards=["ua-1"], ignore_system_fonts=True)
    except typst.TypstError as refusal:
        if "could not be displayed" not in str(refusal):
            raise
        # A letter that the fonts inside do not have. This machine's fonts may; if not, a sheet with a gap is still
        # a sheet, though not one that claims the standard.
        try:
            return build(pdf_standards=["ua-1"])
        except typst.TypstError:
            return build()


def picture(svg: str, *, dots: int = 144) -> bytes:
    """A drawing as PNG at its own size, `dots` to the inch. Raises as `typeset`."""
    import typst

    source = b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg")'
    return bytes(typst.compile(source, format="png", ppi=dots, sys_inputs={"svg": svg}))


@cache
def _source(room: str, name: str) -> bytes:
    frame = (resources.files("sightline.kit") / "typst" / "frame.typ").read_text("utf-8")
    return (frame + _read(Path(room) / "typst" / name)).encode()


def _read(path: Path) -> str:
    return (resources.files("sightline") / str(path)).read_text("utf-8")
