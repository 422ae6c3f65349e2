"""Family files of any format we read, by their content: the one seam for commands and imports. No database."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sightline.domain.kinship import Family, FamilyRefused, read_family

LARGEST: Final = 100 * 1024 * 1024
"""Bytes of the largest family file that is read. Our default: four times the largest tree seen in public."""


def read_family_file(name: str) -> Family:
    """The family in a file. Raises FamilyRefused, with one plain sentence a reason, when it cannot be read."""
    path = Path(name)
    try:
        if path.stat().st_size > LARGEST:
            raise FamilyRefused((f"{name} is larger than {LARGEST // 1024**2} MB. Cut it into smaller families.",))
        data = path.read_bytes()
    except FileNotFoundError:
        raise FamilyRefused((f"There is no file {name}. Check the name and the folder.",)) from None
    except IsADirectoryError:
        raise FamilyRefused((f"{name} is a folder. Give the file in it.",)) from None
    except OSError as error:
        raise FamilyRefused((f"{name} cannot be read ({error.strerror or error}).",)) from None
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return read_family(data)
    raise FamilyRefused((f"{name} is not a family file of a kind that is read here.",))
