"""REFI-QDA files read: a project (`.qdpx`) or a codebook (`.qdc`), what we understand of it, and all the rest kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from sightline.domain.coding.shapes import Project, ProjectCode, ProjectCoding, ProjectText, ProjectUser
from sightline.domain.coding.spans import Span

from . import limits
from .archive import unpacked
from .errors import NotUsable
from .markup import child, children, local, root_of

PROJECT_FILE: Final = "project.qde"
INTERNAL: Final = "internal://"
_UNDERSTOOD: Final = frozenset({
    "Project", "Users", "User", "CodeBook", "Codes", "Code", "Sources", "TextSource", "PlainTextContent",
    "PlainTextSelection", "Coding", "CodeRef", "Description",
})  # fmt: skip


@dataclass
class Document:
    """A file as it is: its XML tree, the other files of the archive, and what we understand of it.

    `files` is empty for a codebook; in a project it holds every file by name, the XML under `xml_name`.
    """

    root: Any
    files: dict[str, bytes] = field(default_factory=dict)
    xml_name: str = ""
    project: Project = field(default_factory=Project)

    @property
    def is_codebook(self) -> bool:
        """Whether it is a codebook alone."""
        return not self.files


def read(data: bytes) -> Document:
    """A project or a codebook from the bytes of its file, by what is in it. Raises NotUsable."""
    if len(data) > limits.FILE:
        raise NotUsable(f"The file is larger than {limits.FILE // limits.MEGABYTE} MB.")
    if not data.strip(b"\0 \r\n\t"):
        raise NotUsable("The file is empty.")
    document = _project(data) if data.startswith(b"PK") else _codebook(data)
    document.project = understood(document)
    return document


def _project(data: bytes) -> Document:
    files = unpacked(data)
    names = [name for name in files if name.rpartition("/")[2].lower() == PROJECT_FILE]
    names = names or [name for name in files if "/" not in name and name.lower().endswith(".qde")]
    if not names:
        raise NotUsable("There is no project.qde in the archive, so it is not a REFI-QDA project (.qdpx).")
    root = root_of(files[names[0]])
    if local(root) != "Project":
        raise NotUsable("The XML in the archive does not begin with Project, so it is not a REFI-QDA project.")
    return Document(root, files, names[0])


def _codebook(data: bytes) -> Document:
    start = data.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t\0")[:1]
    if start != b"<":
        raise NotUsable("This is neither a REFI-QDA project (.qdpx) nor a codebook (.qdc).")
    root = root_of(data)
    if local(root) != "CodeBook":
        raise NotUsable("The XML does not begin with CodeBook, so it is not a REFI-QDA codebook (.qdc).")
    return Document(root)


def understood(document: Document) -> Project:
    """What Sightline works with; everything else is counted by name."""
    root = document.root
    problems: list[str] = []
    book = root if document.is_codebook else child(root, "CodeBook")
    codes = tuple(_codes(book, problems)) if book is not None else ()
    if len(codes) > limits.CODES:
        raise NotUsable(f"The file holds more than {limits.CODES:,} codes, which no codebook of ours can be.")
    users = tuple(
        ProjectUser(one.get("guid") or "", one.get("name") or "")
        for group in children(root, "Users")
        for one in children(group, "User")
    )
    texts, codings = _texts(document, {code.guid.lower() for code in codes}, problems)
    kept = Counter(name for element in root.iter() if (name := local(element)) and name not in _UNDERSTOOD)
    return Project(
        name=root.get("name") or "",
        origin=root.get("origin") or "",
        users=users,
        codes=codes,
        texts=tuple(texts),
        codings=tuple(codings),
        kept=dict(sorted(kept.items())),
        problems=tuple(dict.fromkeys(problems)),
    )


def _codes(book: Any, problems: list[str]) -> Iterator[ProjectCode]:
    seen: set[str] = set()
    waiting = [(one, "") for group in children(book, "Codes") for one in children(group, "Code")]
    while waiting:
        element, parent = waiting.pop(0)
        guid, name = element.get("guid") or "", element.get("name") or ""
        if not guid:
            problems.append(f"The code “{name}” has no id, so nothing can be coded to it.")
        elif guid.lower() in seen:
            problems.append(f"Two codes have the id {guid}. The second is kept and not used.")
            continue
        seen.add(guid.lower())
        yield ProjectCode(
            guid, name, parent, _words(child(element, "Description")), element.get("color") or "",
            (element.get("isCodable") or "true").strip().lower() in ("true", "1"),
        )  # fmt: skip
        waiting = [(one, guid) for one in children(element, "Code")] + waiting


def _texts(document: Document, codes: set[str], problems: list[str]) -> tuple[list[ProjectText], list[ProjectCoding]]:
    texts: list[ProjectText] = []
    codings: list[ProjectCoding] = []
    for group in children(document.root, "Sources"):
        for source in children(group, "TextSource"):
            name = source.get("name") or "A text without a name"
            text = _plain_text(source, document, name, problems)
            if text is None:
                continue
            texts.append(ProjectText(source.get("guid") or "", name, text))
            codings += _codings(source, text, codes, problems)
    return texts, codings


def _plain_text(source: Any, document: Document, name: str, problems: list[str]) -> str | None:
    content, path = child(source, "PlainTextContent"), source.get("plainTextPath")
    if content is not None:
        text = "".join(content.itertext())
    elif path and path.startswith(INTERNAL):
        data = _file(document, path)
        if data is None:
            problems.append(f"The words of “{name}” are missing from the archive.")
            return None
        found = _decoded(data)
        if found is None:
            problems.append(f"The words of “{name}” are not plain text that can be read.")
            return None
        text = found
    else:
        problems.append(f"The words of “{name}” are not in the file. They are kept where they are and not used.")
        return None
    if len(text) > limits.TEXT:
        problems.append(f"“{name}” is longer than {limits.TEXT:,} characters. It is kept and not used.")
        return None
    return text


def _file(document: Document, path: str) -> bytes | None:
    """A file by its internal address; tools differ in how they write the name of the folder."""
    wanted = path.removeprefix(INTERNAL).lstrip("/").casefold()
    return next(
        (
            data
            for name, data in document.files.items()
            if name.casefold().replace("\\", "/") in (f"sources/{wanted}", wanted)
        ),
        None,
    )


def _decoded(data: bytes) -> str | None:
    """UTF-8, or UTF-16 with its mark. A byte order mark is no character of the text."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = data.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def _codings(source: Any, text: str, codes: set[str], problems: list[str]) -> Iterator[ProjectCoding]:
    for element in source:
        if local(element) == "PlainTextSelection":
            span = _span(element, text, source.get("name") or "", problems)
            if span is not None:
                note = _words(child(element, "Description"))
                for one in children(element, "Coding"):
                    yield from _coding(one, source, span, codes, problems, note, element)
        elif local(element) == "Coding" and text:
            yield from _coding(element, source, Span(0, len(text)), codes, problems)


def _span(element: Any, text: str, name: str, problems: list[str]) -> Span | None:
    try:
        start, end = int(element.get("startPosition", "")), int(element.get("endPosition", ""))
    except ValueError:
        problems.append(f"A passage of “{name}” does not say where it begins and ends. It is kept and not used.")
        return None
    if not 0 <= start < end <= len(text):
        problems.append(
            f"A passage of “{name}” from {start} to {end} does not lie in its text of {len(text):,} characters. "
            "It is kept and not used."
        )
        return None
    return Span(start, end)


def _coding(
    element: Any, source: Any, span: Span, codes: set[str], problems: list[str], note: str = "", selection: Any = None
) -> Iterator[ProjectCoding]:
    for reference in children(element, "CodeRef"):
        target = reference.get("targetGUID") or ""
        if target.lower() not in codes:
            problems.append(f"A passage is coded to a code that is not in the file ({target or 'no id'}).")
            continue
        yield ProjectCoding(
            guid=element.get("guid") or "",
            text=source.get("guid") or "",
            span=span,
            code=target,
            user=element.get("creatingUser") or (selection.get("creatingUser") if selection is not None else "") or "",
            made=element.get("creationDateTime") or "",
            note=note,
            selection=(selection.get("guid") or "") if selection is not None else "",
        )


def _words(element: Any | None) -> str:
    return "" if element is None else "".join(element.itertext())
