"""What somebody sent in a browser, read in a process of its own, as an agency's return or a sentence why not."""

from __future__ import annotations

import os
import tempfile
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile

from sightline.chronologies.returning import digest_of
from sightline.domain.chronology.reading import read_return
from sightline.domain.chronology.returns import Return
from sightline.domain.disclosure.anonymise import Glossary, GlossaryError
from sightline.exchange.chronology import limits
from sightline.exchange.chronology.delimited import read_pasted
from sightline.exchange.chronology.errors import FileRefused
from sightline.exchange.chronology.inputs import NotUsable
from sightline.exchange.chronology.sandbox import read_file
from sightline.exchange.chronology.views import glossary_of

PASTED: Final = "pasted table"
LONGEST_NAME: Final = 200


class NobodysReturn(Exception):
    """Nobody chose whose return it is, and the file was not made from a template that says it."""


def read_sent(sent: UploadedFile[Any], agency: str, reference: date) -> tuple[Return, str]:
    """An agency's return and the digest of its file; `agency` "": as the template it was made from says.

    Raises FileRefused with one sentence, NobodysReturn; nothing is kept.
    """
    name = name_of(sent)
    if (sent.size or 0) > limits.FILE:
        size, most = (sent.size or 0) // limits.MEGABYTE, limits.FILE // limits.MEGABYTE
        raise FileRefused(
            f"{name} has {size} MB; a chronology may have {most} MB. Ask the agency for the table without pictures."
        )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sent"  # the name it came with is used for nothing but sentences
        with path.open("wb") as file:
            for piece in sent.chunks():
                file.write(piece)
        contents = read_file(str(path), name)
        digest = digest_of(path.read_bytes())
    found = read_return(contents, file=name, agency=agency, reference=reference, named=bool(agency))
    if not found.agency:
        raise NobodysReturn
    return found, digest


def read_typed(text: str, agency: str, reference: date) -> tuple[Return, str]:
    """The same of a table that was pasted. Raises FileRefused."""
    found = read_return(read_pasted(text), file=PASTED, agency=agency, reference=reference)
    return found, digest_of(text.encode("utf-8", "replace"))


def glossary_from(data: bytes, name: str) -> Glossary:
    """A glossary from a CSV file. Raises GlossaryError with a sentence a reason."""
    try:
        return glossary_of(data, name)
    except NotUsable as refused:
        raise GlossaryError(*refused.lines) from None


def name_of(sent: UploadedFile[Any]) -> str:
    """The name of a file without folders and signs that no name needs."""
    name = os.path.basename((sent.name or "").replace("\\", "/"))
    clean = "".join(sign for sign in name if sign.isprintable()).strip()
    return clean[-LONGEST_NAME:] or "a file without a name"
