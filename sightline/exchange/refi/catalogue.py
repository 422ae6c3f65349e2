"""The themes as codes of a file: groups on top, themes under them, with the ids and names they keep for life."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sightline.domain.coding.ids import CONCERN_NAME, POLARITY_CODES, STRENGTH_NAME, guid_for, name_for
from sightline.domain.coding.shapes import ProjectCode
from sightline.domain.themes import Theme, groups, theme

COLOURS: Final = {
    "REFLECT": "#7B4FA3", "HARM": "#B03A2E", "PROC": "#1D70B8", "DIRECT": "#1E7B4B", "MULTI": "#A65B00",
    "INFO": "#00696B", "EXT": "#5A5F63",
}  # fmt: skip


def catalogue() -> tuple[ProjectCode, ...]:
    """Every theme, additions too, each under its group; then the two polarities."""
    codes: list[ProjectCode] = []
    for group in groups(extensions=True):
        above = guid_for("group", group.code)
        colour = COLOURS.get(group.code, "")
        codes.append(ProjectCode(above, name_for(group.code, group.name), colour=colour, codable=False))
        codes += [as_code(one, colour=colour) for one in group.themes]
    return (*codes, *polarities())


def polarities() -> Iterable[ProjectCode]:
    """Concern and strength, which the format has no place for, as codes beside the themes."""
    names = (CONCERN_NAME, STRENGTH_NAME)
    return [ProjectCode(guid_for("code", code), name) for code, name in zip(POLARITY_CODES, names, strict=True)]


def as_code(one: Theme, *, colour: str = "") -> ProjectCode:
    """A theme as a code: what it means, what counts and what belongs elsewhere, in its description."""
    lines = [one.definition, f"Counts: {'; '.join(one.counts)}."]
    if one.elsewhere:
        said = "; ".join(f"{e.what}: {theme(e.code).code}" if e.code else e.what for e in one.elsewhere)
        lines.append(f"Does not count here: {said}.")
    return ProjectCode(
        guid_for("code", one.code),
        name_for(one.code, one.name),
        parent=guid_for("group", one.group),
        description="\n".join(lines),
        colour=colour,
    )
