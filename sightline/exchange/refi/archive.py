"""A zip opened with suspicion: sizes, ratios, encryption, names that climb out of it, names twice."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Final

from . import limits
from .errors import NotUsable

_DAMAGED: Final = "The file is damaged or was cut off. Export it again from the tool it came from."
_TOO_MUCH: Final = (
    "The file unpacks to far more than a coding project holds, as a booby-trapped file does. It was not opened."
)


def unpacked(data: bytes) -> dict[str, bytes]:
    """Every file in the zip by its name, in the order of the zip; folders left out. Raises NotUsable."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entries = [entry for entry in packed.infolist() if not entry.is_dir()]
            _check(entries)
            return {entry.filename: _read(packed, entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        raise NotUsable(_DAMAGED) from None


def _check(entries: list[zipfile.ZipInfo]) -> None:
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise NotUsable("The file is locked with a password. Export it without one.")
    bombs = any(
        entry.file_size > limits.ONE_PART
        or (entry.file_size > limits.RATIO_FROM and entry.file_size > limits.RATIO * max(entry.compress_size, 1))
        for entry in entries
    )
    if bombs or len(entries) > limits.PARTS or sum(entry.file_size for entry in entries) > limits.UNPACKED:
        raise NotUsable(_TOO_MUCH)
    names = [entry.filename for entry in entries]
    if len({name.casefold() for name in names}) < len(names):
        raise NotUsable("Two files in the archive have one name, so it is not clear which is meant. Export it again.")
    if any(_climbs(name) for name in names):
        raise NotUsable("A file in the archive has a name that leads outside it. It was not opened.")


def _climbs(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or "\0" in name


def _read(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The bytes that come out, whatever size the zip states."""
    with packed.open(entry) as stream:
        data = stream.read(limits.ONE_PART + 1)
    if len(data) > limits.ONE_PART:
        raise NotUsable(_TOO_MUCH)
    return data


def packed(files: dict[str, bytes]) -> bytes:
    """The files as a zip, in their order; the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, data)
    return out.getvalue()
