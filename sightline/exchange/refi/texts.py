"""A report's words from a Word document or a plain text file: paragraphs in order, nothing of its looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from . import limits
from .archive import unpacked
from .errors import NotUsable
from .markup import local, root_of

_GONE: Final = frozenset({"del", "moveFrom", "instrText", "delText", "pPr", "rPr", "tblPr", "sectPr"})
_SIGNS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_MAIN: Final = "word/document.xml"


@dataclass(frozen=True, slots=True)
class Words:
    """The text, and sentences about what of the file is not in it."""

    text: str
    notices: tuple[str, ...] = ()


def read_text(data: bytes) -> Words:
    """The words of a file, by what is in it. Raises NotUsable."""
    if len(data) > limits.FILE:
        raise NotUsable(f"The file is larger than {limits.FILE // limits.MEGABYTE} MB.")
    if data.startswith(b"%PDF"):
        raise NotUsable("This is a PDF. Choose the Word document it was made from, or paste its text.")
    if data.startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        raise NotUsable("This is not a .docx file. Open it in Word, save it as .docx, then choose that.")
    words = _word(data) if data.startswith(b"PK") else Words(_plain(data))
    if not words.text.strip():
        raise NotUsable("There are no words in the file.")
    if len(words.text) > limits.TEXT:
        raise NotUsable(f"The text is longer than {limits.TEXT:,} characters. Split it into several.")
    return words


def _plain(data: bytes) -> str:
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = data.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            raise NotUsable("The file is not plain text that can be read. Choose a .docx or a .txt file.") from None
    if "\0" in text:
        raise NotUsable("The file is not plain text that can be read. Choose a .docx or a .txt file.")
    return text


def _word(data: bytes) -> Words:
    files = unpacked(data)
    lower = {name.lower(): name for name in files}
    if any(name.endswith(("vbaproject.bin", "vbadata.xml")) for name in lower):
        raise NotUsable("The file contains macros (a program inside it). Save it without macros, as .docx.")
    if _MAIN not in lower:
        raise NotUsable("The file is neither a Word document (.docx) nor plain text (.txt).")
    root = root_of(files[lower[_MAIN]])
    lines = [_line(one) for one in root.iter() if local(one) == "p" and not _inside_gone(one)]
    text = "\n".join(line.strip() for line in lines).strip()
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return Words(text, tuple(_notices(root, lower)))


def _notices(root: Any, lower: dict[str, str]) -> list[str]:
    deleted = sum(1 for one in root.iter() if local(one) in ("del", "moveFrom"))
    notices = [f"{deleted} tracked deletions were left out, as if accepted."] if deleted else []
    if "word/comments.xml" in lower:
        notices.append("Comments in the margin were left out.")
    if "word/footnotes.xml" in lower:
        notices.append("Footnotes were left out.")
    return notices


def _inside_gone(paragraph: Any) -> bool:
    return any(local(above) in ("del", "moveFrom", "txbxContent", "p") for above in paragraph.iterancestors())


def _line(paragraph: Any) -> str:
    """The words of a paragraph, tracked changes read as accepted."""
    found: list[str] = []
    waiting = [iter(paragraph)]
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
            continue
        name = local(element)
        if name in _GONE:
            continue
        if name == "t":
            found.append(element.text or "")
        elif name in _SIGNS:
            found.append(_SIGNS[name])
        else:
            waiting.append(iter(element))
    return "".join(found)
