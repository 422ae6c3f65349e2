"""Documents for tests: small files of every type that is kept, hostile ones, and one attached to an entry."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO
from typing import Any

from sightline.access.models import Worker
from sightline.cases import attaching, store
from sightline.cases.models import AttachedDocument

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
TEXT = "Letter to the nursery.\nRobin has been seen by Dr Łukasz.\n".encode()


def pdf(*objects: bytes) -> bytes:
    """A PDF with these further objects in it."""
    return PDF.replace(b"trailer", b"\n".join(objects) + b"\ntrailer")


def packed(words: bytes, *, before: bytes = b"/Type /ObjStm") -> bytes:
    """An object of a PDF whose words are packed into an object stream."""
    return b"9 0 obj\n<< %s /Filter /FlateDecode >>\nstream\n%s\nendstream\nendobj" % (before, zlib.compress(words))


def png(width: int = 2, height: int = 2, after: bytes = b"") -> bytes:
    """A PNG that says it is of this size."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress((b"\0" + b"\x40\x80\xc0" * 2) * 2)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"") + after


def jpeg(width: int = 2, height: int = 2) -> bytes:
    """The bones of a JPEG: its size, a scan, its end."""
    size = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8\xff\xe0\x00\x04JF" + size + b"\xff\xda\x00\x02" + b"\x11" * 20 + b"\xff\xd9"


def archive(parts: dict[str, bytes | str]) -> bytes:
    """A zip of these parts."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return made.getvalue()


_TYPES = {
    "docx": ("wordprocessingml.document.main+xml", "word/document.xml"),
    "xlsx": ("spreadsheetml.sheet.main+xml", "xl/workbook.xml"),
}


def office(code: str, more: dict[str, bytes | str] | None = None) -> bytes:
    """A Word, Excel or OpenDocument file with these further parts."""
    if code in _TYPES:
        kind, main = _TYPES[code]
        types = f'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.{kind}"/></Types>'
        return archive({"[Content_Types].xml": types, main: "<document/>", **(more or {})})
    name = {"odt": "text", "ods": "spreadsheet"}[code]
    parts = {"mimetype": f"application/vnd.oasis.opendocument.{name}", "content.xml": "<office/>"}
    return archive({**parts, "META-INF/manifest.xml": "<manifest/>", **(more or {})})


GOOD: dict[str, bytes] = {
    "pdf": PDF, "png": png(), "jpeg": jpeg(), "text": TEXT,
    **{code: office(code) for code in ("docx", "xlsx", "odt", "ods")},
}  # fmt: skip


def a_document(entry: Any, by: Worker, content: bytes = PDF, kind: str = "pdf", **more: Any) -> AttachedDocument:
    """A document attached to an entry and open, without waiting for a process of its own to look through it."""
    words = {"what": "A letter from the hospital", **more}
    row = attaching.attach(entry, by=by, stored=store.keep([content]), kind=kind, **words)
    changes = {"state": "open"}
    return attaching.amend_fact(row, by=None, verb="cases.document_open", child=row.child, changes=changes)
