"""Reads a file that somebody sent in a process of its own, with little memory and little time.

    python -m sightline.exchange.refi.apart KIND FILE     JSON, or a sentence and exit code 1

KIND is `coding` (a project, a codebook, or Taguette's CSV) or `text` (a report's words).
"""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from sightline.domain.coding.shapes import Project, ProjectCode, ProjectCoding, ProjectText, ProjectUser
from sightline.domain.coding.spans import Span

from . import limits
from .errors import NotUsable
from .texts import Words

TOO_MUCH: Final = "The file takes more time or memory to read than it should. It was not read."


def read_coding(path: str) -> tuple[str, Project]:
    """What a file of coding is ("project", "codebook" or "taguette") and what it holds. Raises NotUsable."""
    found = _asked("coding", path)
    return found["kind"], _project(found["project"])


def read_words(path: str) -> Words:
    """The words of a report. Raises NotUsable."""
    found = _asked("text", path)
    return Words(found["text"], tuple(found["notices"]))


def _asked(kind: str, path: str) -> dict[str, Any]:
    command = [sys.executable, "-X", "utf8", "-m", "sightline.exchange.refi.apart", kind, path]
    try:
        done = subprocess.run(command, capture_output=True, timeout=limits.SECONDS, check=False)  # noqa: S603  our own module
    except subprocess.TimeoutExpired:
        raise NotUsable(TOO_MUCH) from None
    if done.returncode == 1 and done.stderr:
        raise NotUsable(done.stderr.decode("utf-8", "replace").strip())
    if done.returncode != 0:
        raise NotUsable(TOO_MUCH)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _project(found: dict[str, Any]) -> Project:
    """What the child wrote, as it was."""
    codings = tuple(ProjectCoding(**{**one, "span": Span(**one["span"])}) for one in found["codings"])
    return Project(
        name=found["name"],
        origin=found["origin"],
        users=tuple(ProjectUser(**one) for one in found["users"]),
        codes=tuple(ProjectCode(**one) for one in found["codes"]),
        texts=tuple(ProjectText(**one) for one in found["texts"]),
        codings=codings,
        kept=found["kept"],
        problems=tuple(found["problems"]),
    )


def look(data: bytes) -> tuple[str, Project]:
    """The kind of a file of coding, by what is in it, and its project. Raises NotUsable."""
    from .reading import read
    from .taguette import read_csv

    start = data.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t\0")[:1]
    if data.startswith(b"PK") or start == b"<" or not start:
        document = read(data)
        return ("codebook" if document.is_codebook else "project"), document.project
    return "taguette", read_csv(data)


def bytes_of(path: str) -> bytes:
    """The bytes of a file, if it may be read and is not too large. Raises NotUsable."""
    file = Path(path)
    try:
        if file.is_dir():
            raise NotUsable(f"{file.name} is a folder. Give a file.")
        if not file.exists():
            raise NotUsable(f"There is no file {file.name}. Check the name and the folder.")
        if not file.is_file():
            raise NotUsable(f"{file.name} is not a file that can be read.")
        with file.open("rb") as stream:
            data = stream.read(limits.FILE + 1)
    except (OSError, ValueError):
        raise NotUsable(f"{file.name} cannot be read. Check the rights on it.") from None
    if len(data) > limits.FILE:
        raise NotUsable(f"{file.name} is larger than {limits.FILE // limits.MEGABYTE} MB.")
    return data


def _limit() -> None:
    """Little memory and processor time, where the system can promise it."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY, limits.MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.PROCESSOR_SECONDS, limits.PROCESSOR_SECONDS))


def main(kind: str, path: str) -> int:
    """What the child does."""
    _limit()
    try:
        data = bytes_of(path)
        if kind == "text":
            from .texts import read_text

            answer: dict[str, Any] = dataclasses.asdict(read_text(data))
        else:
            what, project = look(data)
            answer = {"kind": what, "project": dataclasses.asdict(project)}
    except NotUsable as refused:
        sys.stderr.write(refused.sentence)
        return 1
    except (MemoryError, RecursionError):
        return 3
    sys.stdout.buffer.write(json.dumps(answer).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
