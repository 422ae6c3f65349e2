"""A family as a file: drawing, picture, or PDF on A4 or A3, cut into sheets where it does not fit on one."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpResponse

from sightline.desk.drawn import Drawn
from sightline.desk.on_paper import PAPER, on_sheets
from sightline.domain.dates import in_words
from sightline.domain.drawing.genogram import (
    PEOPLE_HEAD,
    RELATIONS_HEAD,
    in_reading_order,
    narrative,
    person_cells,
    relation_rows,
)
from sightline.kit.pdf import pdf_response, picture

FORMS: Final = ("svg", "png", "a4", "a3")


def made(drawn: Drawn, form: str) -> HttpResponse:
    """The family in one of the forms, as a file to keep."""
    if form in PAPER:
        return pdf_response("desk/family.typ", _data(drawn, form), name=f"family-{form}")
    kind, content = ("image/png", picture(drawn.svg)) if form == "png" else ("image/svg+xml", drawn.svg.encode())
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="family.{form}"'
    answer["Cache-Control"] = "no-store"
    return answer


def _data(drawn: Drawn, paper: str) -> dict[str, Any]:
    scene, family = drawn.genogram.scene, drawn.family
    return {
        "title": f"{family.title or 'A family'}, as of {in_words(drawn.chosen.on)}",
        "hindsight": drawn.chosen.hindsight,
        **on_sheets(scene, paper),
        "people_head": list(PEOPLE_HEAD),
        "people": [list(person_cells(family, one)) for one in in_reading_order(family, drawn.order)],
        "relations_head": list(RELATIONS_HEAD),
        "relations": [list(row.cells) for row in relation_rows(family)],
        "story": list(narrative(family, drawn.order)),
        "notes": list(drawn.notes),
    }
