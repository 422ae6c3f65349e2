"""Writing a composite: the format by the ending of the name, every file whole or not at all."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Final

from sightline.domain.chronology.merge import Composite
from sightline.domain.chronology.row import Row

from . import write_excel, write_text, write_word
from .inputs import CalledWrongly, NotUsable

Writer = Callable[[BinaryIO, Sequence[Row]], None]
WRITERS: Final[dict[str, Writer]] = {
    ".docx": write_word.word_file,
    ".xlsx": write_excel.excel_file,
    ".csv": write_text.csv_file,
    ".json": write_text.json_file,
}


def writer_for(path: str) -> Writer:
    """The writer for a file by the ending of its name. Raises CalledWrongly."""
    found = WRITERS.get(Path(path).suffix.lower())
    if found is None:
        raise CalledWrongly(f"--out takes a file that ends in {', '.join(WRITERS)}, not {path!r}.")
    return found


def never_over(path: str, inputs: Sequence[str]) -> None:
    """An agency's return is never written over. Raises CalledWrongly."""
    for one in inputs:
        with contextlib.suppress(OSError):
            if os.path.realpath(one) == os.path.realpath(path):
                raise CalledWrongly(f"{path} is one of the files to be read. Give another name for the result.")


def write_report(stream: BinaryIO, composite: Composite) -> None:
    """The report as JSON; links, which may be many, one at a time."""
    report = composite.report(links=False)
    stream.write(b"{")
    for at, (name, value) in enumerate(report.items()):
        stream.write((",\n" if at else "\n").encode() + f' "{name}": '.encode())
        if name == "links":
            _write_list(stream, (link.as_json(composite.rows) for link in composite.links))
        elif isinstance(value, list):
            _write_list(stream, value)
        else:
            stream.write(_json(value))
    stream.write(b"\n}\n")


def write_json(stream: BinaryIO, value: Any) -> None:
    """Anything as JSON."""
    stream.write(json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n")


def _write_list(stream: BinaryIO, values: Iterable[Any]) -> None:
    stream.write(b"[")
    for at, value in enumerate(values):
        stream.write(b",\n  " if at else b"\n  ")
        stream.write(_json(value))
    stream.write(b"]")


_ENCODER: Final = json.JSONEncoder(ensure_ascii=False)  # one for all: the links may be hundreds of thousands


def _json(value: Any) -> bytes:
    return _ENCODER.encode(value).encode("utf-8", "replace")


def write_all(files: Sequence[tuple[str, Callable[[BinaryIO], None]]]) -> None:
    """Write several files: all are finished beside their places before the first is put there. Raises NotUsable."""
    with _beside(files) as finished:
        for draft, target in finished:
            os.replace(draft, target)


@contextlib.contextmanager
def _beside(files: Sequence[tuple[str, Callable[[BinaryIO], None]]]) -> Iterator[list[tuple[str, str]]]:
    drafts: list[tuple[str, str]] = []
    try:
        for target, write in files:
            if os.path.isdir(target):
                raise NotUsable(f"{target} is a folder. Give the name of a file in it. Nothing was written.")
            drafts.append((_draft(target, write), target))
        yield drafts
    finally:
        for draft, _ in drafts:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(draft)


def _draft(target: str, write: Callable[[BinaryIO], None]) -> str:
    folder = os.path.dirname(os.path.abspath(target))
    try:
        handle, name = tempfile.mkstemp(prefix=".sightline-", dir=folder)
    except OSError:
        raise NotUsable(f"{target} cannot be written: there is no such folder, or no right to write in it.") from None
    try:
        with os.fdopen(handle, "w+b") as stream:
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, 0o600)
    except OSError as error:
        os.unlink(name)
        raise NotUsable(f"{target} cannot be written ({error.strerror or error}). Nothing was written.") from None
    except BaseException:
        os.unlink(name)
        raise
    return name
