"""Zip packages for Word and Excel with nothing in them about who made them or when: the same rows, the same bytes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Mapping
from typing import BinaryIO, Final

_UNFIT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_WHEN: Final = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say; it tells nothing

HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def escaped(text: str) -> str:
    """Text for XML, without the signs that XML cannot hold."""
    clean = _UNFIT.sub("", text)
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def properties(title: str) -> dict[str, str]:
    """Document properties: a title and the language; no author, no editor, no dates, no company."""
    core = (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escaped(title)}</dc:title>'
        "<dc:language>en-GB</dc:language></cp:coreProperties>"
    )
    return {"docProps/core.xml": core}


def package_relations(main: str) -> str:
    """The relations of the package itself: its main part and its properties."""
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    return (
        f'{HEAD}<Relationships xmlns="{RELATIONS}">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="{main}"/>'
        f'<Relationship Id="rId2" Type="{core}" Target="docProps/core.xml"/></Relationships>'
    )


def content_types(overrides: Mapping[str, str]) -> str:
    """The list of parts and what they are."""
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    parts = {**overrides, "/docProps/core.xml": core}
    listed = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items())
    return (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def write_package(stream: BinaryIO, parts: Iterable[tuple[str, Iterable[str] | str]]) -> None:
    """Write parts into a zip, each as one text or in pieces, always with the same bytes."""
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name, content in parts:
            entry = zipfile.ZipInfo(name, _WHEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            with package.open(entry, "w") as part:
                pieces = (content,) if isinstance(content, str) else content
                for piece in pieces:
                    part.write(piece.encode("utf-8"))
