"""A family from GEDCOM 5.5, 5.5.1 or 7: people, unions, parentage, and whatever else the file says, kept as it stands.

INDI ─ FAMS ─┐            one couple is one union, however many records or remarriages it has
INDI ─ FAMC ─┴─ FAM       PEDI says how a child belongs; HUSB and WIFE say nothing of anybody's sex
@VOID@                    somebody who exists and has no record: an unknown person
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from sightline.domain.kinship import Family, FamilyRefused
from sightline.exchange.gedcom.decoding import decode
from sightline.exchange.gedcom.found import Found
from sightline.exchange.gedcom.kept import with_ids
from sightline.exchange.gedcom.lines import Broken, Node, records
from sightline.exchange.gedcom.persons import read_person
from sightline.exchange.gedcom.unions import families

LARGEST_IN_ZIP: Final = 200 * 1024 * 1024
OF_FORM: Final = frozenset({"GEDC", "CHAR", "SOUR", "DEST", "DATE", "FILE", "SUBM"})
"""What a head says of the file itself, which is another one when it is written again."""
SEVEN: Final = re.compile(r"[\r\n]\s*2\s+VERS\s+7")


@dataclass(frozen=True)
class Read:
    """What a file holds, and everything to be said about reading it, in plain sentences."""

    family: Family
    version: str
    encoding: str
    problems: tuple[str, ...]
    kept: dict[str, int]


def looks_like_gedcom(data: bytes) -> bool:
    """Whether the first line can be the head of a GEDCOM file, in any of its encodings."""
    start = decode(data[:512]).text.lstrip("\ufeff \t\r\n")
    return re.match(r"0\s+(@[^@]*@\s+)?HEAD\b", start) is not None


def read_gedcom(data: bytes, *, name: str = "family") -> Read:
    """Read a file, or a GEDZIP package. Raises FamilyRefused when it is neither."""
    if data[:2] == b"PK":
        data = _unpacked(data)
    decoded = decode(data)
    text = decoded.text.lstrip("\ufeff")
    if not text.strip("\0 \t\r\n"):
        raise FamilyRefused(("The file is empty.",))
    found = Found()
    broken: list[Broken] = []
    head, others, whole = _people(found, records(text, broken, seven=SEVEN.search(text[:8_192]) is not None))
    if head is None and not found.people and not found.families:
        raise FamilyRefused(("This is not a GEDCOM file: it has no head, no person and no family.",))
    before = [*decoded.warnings, *(str(each) for each in broken)]
    if head is None:
        before.append("The file has no head; its version is not known.")
    if not whole:
        before.append("The file has no last line (TRLR); something may be missing at its end.")
    found.problems[:0] = before
    version = _version(head)
    unions, parentage = families(found)
    more = {"gedcom": found.keep(others), "gedcom_head": _of_head(found, head)}
    family = Family(
        id=name,
        persons=tuple(found.people.values()),
        unions=tuple(unions),
        parentage=tuple(parentage),
        more={key: lines for key, lines in more.items() if lines},
    )
    if found.lost:
        parts = ", ".join(f"{count} {tag}" for tag, count in sorted(found.lost.items()))
        found.problems.append(f"What stands under a link between a person and a family was left out: {parts}.")
    if found.ids:
        family = _with_own_ids(family, found.ids)
    return Read(family, version, decoded.encoding, tuple(found.problems), found.kept)


def _with_own_ids(family: Family, ids: Mapping[str, str]) -> Family:
    """A family of our own export, whose kept lines point at people by the ids they had in the file: their own again."""

    def own(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: own(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [own(inner) for inner in value]
        return with_ids(value, ids) if isinstance(value, str) else value

    def kept(more: Mapping[str, Any]) -> dict[str, Any]:
        return {key: own(value) if key.startswith("gedcom") else value for key, value in more.items()}

    return replace(
        family,
        persons=tuple(replace(one, more=kept(one.more)) for one in family.persons),
        unions=tuple(replace(one, more=kept(one.more)) for one in family.unions),
        more=kept(family.more),
    )


def read_gedcom_family(data: bytes) -> Family:
    """The family alone. Raises FamilyRefused."""
    return read_gedcom(data).family


def _unpacked(data: bytes) -> bytes:
    """gedcom.ged out of a GEDZIP package; the pictures beside it are not unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = [info for info in package.infolist() if info.filename.lower().endswith(".ged")]
            names.sort(key=lambda info: info.filename.lower() != "gedcom.ged")
            if not names:
                raise FamilyRefused(("The package holds no gedcom.ged.",))
            if names[0].file_size > LARGEST_IN_ZIP:
                raise FamilyRefused(("The file in the package is too large to be a family's.",))
            with package.open(names[0]) as file:
                found = file.read(LARGEST_IN_ZIP + 1)
    except FamilyRefused:
        raise
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError) as error:
        raise FamilyRefused(("The package cannot be opened; it is damaged or locked.",)) from error
    if len(found) > LARGEST_IN_ZIP:
        raise FamilyRefused(("The file in the package is too large to be a family's.",))
    return found


def _version(head: Node | None) -> str:
    gedc = head.first("GEDC") if head else None
    return gedc.text("VERS") if gedc else ""


def _people(found: Found, roots: Iterable[Node]) -> tuple[Node | None, list[Node], bool]:
    """Reads people as they come and keeps families for later: (head, records that are neither, whether it has an end).

    A person's record is let go once read: of a file of 100 MB they would fill two gigabytes.
    """
    head: Node | None = None
    others: list[Node] = []
    whole = False
    for node in roots:
        if node.tag == "INDI":
            read_person(found, node)
        elif node.tag == "FAM":
            _family(found, node)
        elif node.tag == "HEAD":
            head = head or node
        elif node.tag == "TRLR":
            whole = True
        else:
            others.append(node)
    found.families |= found.unrecorded
    return head, others, whole


def _family(found: Found, node: Node) -> None:
    if not node.xref:
        found.problems.append(
            f"Line {node.line}: a family without an id; nobody can belong to it, and it was left out."
        )
        return
    if node.xref in found.families:
        found.problems.append(f"Line {node.line}: the family {node.xref} is there twice; both were read.")
        found.families[node.xref].children += node.children
    else:
        found.families[node.xref] = node


def _of_head(found: Found, head: Node | None) -> list[str]:
    """What the head says besides its form: whose words the tags of an extension are, a note, a copyright."""
    return found.keep([child for child in head.children if child.tag not in OF_FORM]) if head else []
