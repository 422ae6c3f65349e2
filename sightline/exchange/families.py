"""Family files of any format we read, by their content: the one seam for commands and imports. No database."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from sightline.domain.kinship import Family, FamilyRefused, problems, read_family, write_family
from sightline.exchange.gedcom import Read, looks_like_gedcom, read_gedcom, write_gedcom
from sightline.exchange.pedigree import looks_like_pedigree, read_pedigree, write_pedigree

LARGEST: Final = 100 * 1024 * 1024
"""Bytes of the largest family file that is read. Our default: four times the largest tree seen in public."""


def read_family_file(name: str) -> Family:
    """The family in a file. Raises FamilyRefused, with one plain sentence a reason, when it cannot be read."""
    return family_of(read_bytes(name), name=Path(name).stem)


def read_bytes(name: str) -> bytes:
    """A family file's bytes, within limits. Raises FamilyRefused."""
    path = Path(name)
    try:
        if path.stat().st_size > LARGEST:
            raise FamilyRefused((f"{name} is larger than {LARGEST // 1024**2} MB. Cut it into smaller families.",))
        return path.read_bytes()
    except FileNotFoundError:
        raise FamilyRefused((f"There is no file {name}. Check the name and the folder.",)) from None
    except IsADirectoryError:
        raise FamilyRefused((f"{name} is a folder. Give the file in it.",)) from None
    except OSError as error:
        raise FamilyRefused((f"{name} cannot be read ({error.strerror or error}).",)) from None


def family_of(data: bytes, *, name: str) -> Family:
    """The family in a file's bytes: JSON, GEDCOM in any encoding, a GEDZIP package or a pedigree table, by content."""
    return read_any(data, name=name)[0]


def read_any(data: bytes, *, name: str) -> tuple[Family, str, tuple[str, ...]]:
    """(family, format in words, what is to be said of reading it). Raises FamilyRefused."""
    if not data[:4_096].strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n") and not data.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"):
        raise FamilyRefused((f"{name} is empty.",))
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        family = read_family(data)
        return family, "sightline-family/1", tuple(problem.sentence for problem in problems(family))
    if _is_gedcom(data):
        found = read_gedcom(data, name=name)
        return found.family, _how(found), found.problems
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    if "\0" not in text and looks_like_pedigree(text):
        table, said = read_pedigree(text, name=name)
        return table, "a pedigree table", said
    raise FamilyRefused((f"{name} is not a family file: neither sightline-family/1, GEDCOM nor a pedigree table.",))


def family_as(family: Family, kind: str) -> tuple[bytes, tuple[str, ...]]:
    """A family as a file of another kind ("json", "gedcom7", "gedcom551", "ped"), and what that kind cannot hold."""
    if kind == "json":
        return write_family(family).encode("utf-8"), ()
    if kind == "ped":
        text, left = write_pedigree(family)
        return text.encode("utf-8"), left
    written = write_gedcom(family, seven=kind == "gedcom7")
    return written.data, written.left_out


def what_is_in(data: bytes, *, name: str) -> dict[str, Any]:
    """What a family file holds and what is to be said of it, as plain data. Raises FamilyRefused."""
    kept: dict[str, int] = {}
    if _is_gedcom(data):
        found = read_gedcom(data, name=name)
        family, how, said, kept = found.family, _how(found), found.problems, found.kept
    else:
        family, how, said = read_any(data, name=name)
    said = tuple(dict.fromkeys([*said, *(problem.sentence for problem in problems(family))]))
    return {
        "format": how,
        "persons": len(family.persons),
        "unions": len(family.unions),
        "parentage": len(family.parentage),
        "households": len(family.households),
        "unknown_people": sum(person.unknown for person in family.persons),
        "kept": dict(sorted(kept.items())),
        "problems": list(said),
    }


def _how(found: Read) -> str:
    return f"GEDCOM {found.version or 'of no stated version'}, {found.encoding}"


def _is_gedcom(data: bytes) -> bool:
    return data[:2] == b"PK" or looks_like_gedcom(data)
