"""Which file is which agency's, and the reading of them all: every file is read before anything is written."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sightline.domain.chronology.reading import read_return
from sightline.domain.chronology.returns import Return

from .errors import FileRefused
from .sandbox import read_files


class NotUsable(Exception):
    """One or more files cannot be used; a sentence each. Nothing was written."""

    def __init__(self, *lines: str) -> None:
        super().__init__(" ".join(lines))
        self.lines = lines


class CalledWrongly(Exception):
    """The command was put wrongly; one sentence."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file and the agency it came from. `named`: by whoever called, not by the name of the file."""

    path: str
    agency: str
    named: bool = True

    @property
    def name(self) -> str:
        """The name of the file without its folder, which would say something about this machine."""
        return os.path.basename(self.path.rstrip("/\\")) or self.path


def sent_files(paths: Sequence[str], named: Sequence[str]) -> list[Sent]:
    """Files with their agencies. `named`: NAME=FILE each; a file that is not among `paths` is added.

    Raises CalledWrongly.
    """
    agencies: dict[str, str] = {}
    whole = list(paths)
    for one in named:
        agency, equals, path = one.partition("=")
        agency = " ".join(agency.split())
        if not equals or not agency or not path.strip():
            raise CalledWrongly(f"--agency takes NAME=FILE, such as --agency “Health visiting=hv.docx”, not {one!r}.")
        match = [other for other in whole if _same_file(other, path)]
        if not match:
            whole.append(path)
            match = [path]
        if len(match) > 1:
            raise CalledWrongly(f"--agency {one!r} could mean {' or '.join(match)}. Give the path of one.")
        if agencies.setdefault(match[0], agency) != agency:
            raise CalledWrongly(f"{match[0]} is given to two agencies: {agencies[match[0]]} and {agency}.")
    return [
        Sent(path, agencies.get(path) or Path(path).stem or path, path in agencies) for path in dict.fromkeys(whole)
    ]


def _same_file(one: str, other: str) -> bool:
    if one == other or os.path.normpath(one) == os.path.normpath(other):
        return True
    return os.path.dirname(other) == "" and os.path.basename(one) == other


def read_all(sent: Sequence[Sent], reference: date) -> tuple[list[Return], list[str]]:
    """The returns of all files, and sentences about files sent twice. Raises NotUsable with every reason there is."""
    keep, notices = _without_copies(sent)
    found: list[Return] = []
    refused: list[str] = []
    for one, contents in zip(keep, read_files([one.path for one in keep], [one.name for one in keep])):
        try:
            if isinstance(contents, FileRefused):
                raise contents
            found.append(read_return(contents, file=one.name, agency=one.agency, reference=reference, named=one.named))
        except FileRefused as why:
            refused.append(str(why))
    if refused:
        raise NotUsable(*sorted(refused))
    return found, notices


def _without_copies(sent: Sequence[Sent]) -> tuple[list[Sent], list[str]]:
    """The same bytes from the same agency count once; from two agencies they are read, and said."""
    seen: dict[tuple[str, str], Sent] = {}
    contents: dict[str, Sent] = {}
    notices: list[str] = []
    for one in sorted(sent, key=lambda each: (each.agency, each.name, each.path)):
        digest = _digest(one.path)
        if digest is None:
            seen[(one.path, one.agency)] = one
            continue
        before = seen.get((digest, one.agency))
        if before is not None:
            notices.append(f"{one.agency} sent the same file twice ({before.name}, {one.name}); it was read once.")
            continue
        if digest in contents:
            other = contents[digest]
            notices.append(
                f"{other.agency} and {one.agency} sent the same file ({other.name}, {one.name}); ask whose it is."
            )
        seen[(digest, one.agency)] = contents.setdefault(digest, one) if digest not in contents else one
    return list(seen.values()), notices


def _digest(path: str) -> str | None:
    try:
        if not os.path.isfile(path):
            return None
        with open(path, "rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None
