"""What `sightline import coding` and `sightline export coding` do. Neither needs a database or keeps anything."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sightline.domain.coding.ids import POLARITY_CODES, code_in
from sightline.domain.coding.shapes import Project
from sightline.domain.themes import THEMES

from .apart import bytes_of, read_coding
from .catalogue import catalogue
from .errors import NotUsable
from .reading import Document, read
from .taguette import read_csv
from .writing import codebook, codebook_of, file_of, project_file


def what_is_in(path: str) -> dict[str, Any]:
    """What a file of coding holds, as one object: codes with the theme each is, texts, codings, what is kept, problems.

    Raises NotUsable.
    """
    kind, project = read_coding(path)
    names = {code.guid.lower(): code.name for code in project.codes}
    lengths = {text.guid: text.text for text in project.texts}
    return {
        "format": {"project": "REFI-QDA project", "codebook": "REFI-QDA codebook", "taguette": "Taguette codebook"}[
            kind
        ],
        "name": project.name,
        "origin": project.origin,
        "users": [asdict(user) for user in project.users],
        "codes": [{**asdict(code), "theme": theme_of(code.name)} for code in project.codes],
        "texts": [{"guid": one.guid, "name": one.name, "characters": len(one.text)} for one in project.texts],
        "codings": [
            {
                "guid": one.guid,
                "text": one.text,
                "start": one.span.start,
                "end": one.span.end,
                "words": one.span.of(lengths[one.text]),
                "code": one.code,
                "code_name": names.get(one.code.lower(), ""),
                "theme": theme_of(names.get(one.code.lower(), "")),
                "user": one.user,
                "made": one.made,
                "note": one.note,
            }
            for one in project.codings
        ],
        "kept": dict(project.kept),
        "problems": list(project.problems),
    }


def theme_of(name: str) -> str:
    """The theme (or polarity) that a code of a file is, by the code its name begins with; else ""."""
    code = code_in(name)
    return code if code in THEMES or code in POLARITY_CODES else ""


def converted(path: str, to: str) -> bytes:
    """The file as another kind: `qdc` a codebook, `qdpx` a project. Raises NotUsable."""
    kind, project = read_coding(path)  # looked at in a process of its own before this one opens it
    if kind == "taguette":
        document: Document = codebook(read_csv(bytes_of(path)))
    else:
        document = read(bytes_of(path))
    if to == "qdc":
        return file_of(codebook_of(document))
    if document.is_codebook:
        made = Project(name=project.name, codes=document.project.codes)
        document = project_file(made, made=datetime.now(UTC))
    return file_of(document)


def themes_codebook() -> bytes:
    """The codebook of the catalogue: 38 themes in their groups, and the local additions."""
    return file_of(codebook(Project(codes=catalogue())))


def in_words(found: dict[str, Any]) -> list[str]:
    """What a file holds, in lines."""
    used = Counter(one["code_name"] for one in found["codings"])
    lines = [
        f"{found['format']}: {len(found['codes'])} codes, {len(found['texts'])} texts, {len(found['codings'])} codings."
    ]
    lines += [f"{name}: {count}" for name, count in used.most_common()]
    lines += [f"Kept as it stands: {name} ({count})" for name, count in found["kept"].items()]
    return [*lines, *found["problems"]]


__all__ = ["NotUsable", "converted", "in_words", "themes_codebook", "what_is_in"]
