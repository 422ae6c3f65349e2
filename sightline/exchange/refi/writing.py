"""REFI-QDA files written: as they were read, with additions, or anew from what Sightline holds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from lxml import etree

from sightline.domain.coding.ids import guid_for
from sightline.domain.coding.shapes import Project, ProjectCode, ProjectCoding, ProjectText

from .archive import packed
from .errors import NotUsable
from .markup import child, local, written
from .reading import INTERNAL, PROJECT_FILE, Document, understood

PROJECT_SPACE: Final = "urn:QDA-XML:project:1.0"
CODEBOOK_SPACE: Final = "urn:QDA-XML:codebook:1.0"
ORIGIN: Final = "Sightline"
# The order of the groups inside a project, as its published description has it.
GROUPS: Final = (
    "Users", "CodeBook", "Variables", "Cases", "Sources", "Notes", "Links", "Sets", "Graphs", "Description", "NoteRef",
)  # fmt: skip
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def file_of(document: Document) -> bytes:
    """The file as it stands now: a codebook's XML or a project's zip, with every other part as it was."""
    xml = written(document.root)
    if document.is_codebook:
        return xml
    return packed({**document.files, document.xml_name: xml})


def codebook(project: Project) -> Document:
    """A codebook (`.qdc`) of the project's codes."""
    root = etree.Element(f"{{{CODEBOOK_SPACE}}}CodeBook", nsmap={None: CODEBOOK_SPACE})  # type: ignore[dict-item]
    root.set("origin", project.origin or ORIGIN)
    _put_codes(root, project.codes)
    document = Document(root)
    document.project = understood(document)
    return document


def codebook_of(document: Document) -> Document:
    """The codebook of a project, with whatever its codes and sets carry that we do not know."""
    if document.is_codebook:
        return document
    book = child(document.root, "CodeBook")
    if book is None:
        raise NotUsable("The project has no codebook, so there is nothing to write into a .qdc file.")
    text = etree.tostring(book, with_tail=False).replace(PROJECT_SPACE.encode(), CODEBOOK_SPACE.encode())
    root = etree.fromstring(text, etree.XMLParser(resolve_entities=False, no_network=True))
    root.set("origin", document.root.get("origin") or ORIGIN)
    made = Document(root)
    made.project = understood(made)
    return made


def project_file(project: Project, *, made: datetime) -> Document:
    """A project (`.qdpx`) anew. Texts go into files, never into the XML, so that no character of them is changed."""
    root = etree.Element(f"{{{PROJECT_SPACE}}}Project", nsmap={None: PROJECT_SPACE})  # type: ignore[dict-item]
    root.set("name", clean(project.name) or "Sightline")
    root.set("origin", ORIGIN)
    root.set("creationDateTime", stamp(made))
    document = Document(root, {PROJECT_FILE: b""}, PROJECT_FILE)
    add(document, project)
    return document


def add(document: Document, more: Project) -> None:
    """Put users, codes, texts and codings into a project where their ids are not in it yet; change nothing else.

    A coding whose text is in neither is left out.
    """
    root = document.root
    users = {one.guid.lower() for one in document.project.users}
    for user in more.users:
        if user.guid.lower() not in users:
            _sub(_group(root, "Users"), "User", guid=user.guid, name=clean(user.name))
    codes = {one.guid.lower() for one in document.project.codes}
    new = [code for code in more.codes if code.guid.lower() not in codes]
    if new:
        _put_codes(_group(root, "CodeBook"), new)
    for text in more.texts:
        if _text_element(root, text.guid) is None:
            _put_text(document, text)
    there = {one.guid.lower() for one in document.project.codings}
    for coding in more.codings:
        if coding.guid.lower() not in there:
            _put_coding(root, coding)
    document.project = understood(document)


def withdraw(document: Document, guids: Iterable[str]) -> None:
    """Take codings with these ids out of the project; a selection left without any coding goes too."""
    gone = {guid.lower() for guid in guids}
    for element in [one for one in document.root.iter() if local(one) == "Coding"]:
        if (element.get("guid") or "").lower() in gone:
            parent = element.getparent()
            _drop(element)
            if local(parent) == "PlainTextSelection" and not any(local(one) in ("Coding", "NoteRef") for one in parent):
                _drop(parent)
    document.project = understood(document)


def clean(text: str) -> str:
    """Text without the control characters that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)


def stamp(moment: datetime) -> str:
    """A moment as the format writes it."""
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def _space(element: Any) -> str:
    return str(element.tag.rpartition("}")[0].lstrip("{"))


def _sub(parent: Any, tag: str, /, **attributes: str) -> Any:
    space = _space(parent)
    made = etree.SubElement(parent, f"{{{space}}}{tag}" if space else tag)
    for key, value in attributes.items():
        if value:
            made.set(key, value)
    return made


def _group(root: Any, name: str) -> Any:
    """A group of the project, made at its place when it is not there."""
    found = child(root, name)
    if found is not None:
        return found
    made = _sub(root, name)
    later = set(GROUPS[GROUPS.index(name) + 1 :])
    following = next((one for one in root if local(one) in later and one is not made), None)
    if following is not None:
        following.addprevious(made)
    return made


def _put_codes(book: Any, codes: Iterable[ProjectCode]) -> None:
    """Codes under their parents. A parent that is not among them is looked for in the book, else it is the top."""
    top = child(book, "Codes")
    if top is None:
        top = _sub(book, "Codes")
        book.insert(0, top)
    known = {(one.get("guid") or "").lower(): one for one in top.iter() if local(one) == "Code"}
    for code in codes:
        under = known.get(code.parent.lower(), top) if code.parent else top
        made = _sub(
            under, "Code", guid=code.guid, name=clean(code.name), isCodable="true" if code.codable else "false",
            color=code.colour,
        )  # fmt: skip
        if code.description:
            _sub(made, "Description").text = clean(code.description)
        known[code.guid.lower()] = made


def _text_element(root: Any, guid: str) -> Any | None:
    return next(
        (one for one in root.iter() if local(one) == "TextSource" and (one.get("guid") or "").lower() == guid.lower()),
        None,
    )


def _put_text(document: Document, text: ProjectText) -> None:
    file = f"{text.guid}.txt"
    _sub(
        _group(document.root, "Sources"), "TextSource", guid=text.guid, name=clean(text.name),
        plainTextPath=f"{INTERNAL}{file}",
    )  # fmt: skip
    document.files[f"Sources/{file}"] = text.text.encode("utf-8", "surrogatepass")


def _put_coding(root: Any, coding: ProjectCoding) -> None:
    source = _text_element(root, coding.text)
    if source is None:
        return
    selection = next(
        (one for one in source if local(one) == "PlainTextSelection" and one.get("guid") == coding.selection), None
    )
    if selection is None:
        selection = _sub(
            source, "PlainTextSelection", guid=coding.selection or guid_for("selection", coding.guid), name="",
            startPosition=str(coding.span.start), endPosition=str(coding.span.end), creatingUser=coding.user,
            creationDateTime=coding.made,
        )  # fmt: skip
        _before(selection, source, ("Coding", "NoteRef", "VariableValue"))
        if coding.note:
            _sub(selection, "Description").text = clean(coding.note)
    made = _sub(selection, "Coding", guid=coding.guid, creatingUser=coding.user, creationDateTime=coding.made)
    _before(made, selection, ("NoteRef",))
    _sub(made, "CodeRef", targetGUID=coding.code)


def _before(element: Any, parent: Any, names: tuple[str, ...]) -> None:
    """Put the element before the first of these, where the format wants it."""
    following = next((one for one in parent if local(one) in names and one is not element), None)
    if following is not None:
        following.addprevious(element)


def _drop(element: Any) -> None:
    """Take an element out and leave the white space that stood after it."""
    parent, before = element.getparent(), element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    element.tail = None
    parent.remove(element)
