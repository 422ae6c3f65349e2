"""What a file is, by what is in it and never by its name; and what it is called when it cannot be used."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from .errors import FileRefused
from .package import Package, local


class Kind(StrEnum):
    """A kind of file that can be read."""

    WORD = "word"
    EXCEL = "excel"
    OLD_EXCEL = "old excel"
    OPEN = "opendocument"
    TEXT = "text"


_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NOT_TABLES: Final = (
    (b"%PDF", "is a PDF. Ask the agency for the Word or Excel file it was made from."),
    (b"{\\rtf", "is rich text (RTF). Open it in Word and save it as .docx."),
    (b"\x89PNG", "is a picture. Ask the agency for the Word or Excel file."),
    (b"\xff\xd8\xff", "is a picture. Ask the agency for the Word or Excel file."),
    (b"PK\x05\x06", "is an empty archive. Ask the agency to send the file again."),
    (b"Rar!", "is an archive. Unpack it, and give the files in it."),
    (b"7z\xbc\xaf", "is an archive. Unpack it, and give the files in it."),
    (b"\x1f\x8b", "is an archive. Unpack it, and give the files in it."),
)


def kind_of(path: str, name: str) -> tuple[Kind, Package | None]:
    """The kind of a file, and its package where it is one. Raises FileRefused with what to do instead."""
    with open(path, "rb") as stream:
        head = stream.read(4096)
    if not head.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        raise FileRefused(f"{name} is empty. Ask the agency to send it again.")
    for begins, what in _NOT_TABLES:
        if head.startswith(begins):
            raise FileRefused(f"{name} {what}")
    if head.startswith(b"PK"):
        return _packaged(path, name)
    if head.startswith(_OLE):
        return _old(path, name), None
    lower = head.lstrip(b"\xef\xbb\xbf \r\n\t")[:512].lower()
    if lower.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"mime-version")):
        raise FileRefused(f"{name} is a web page, whatever its name says. Open it in Excel and save it as .xlsx.")
    if lower.startswith(b"<?xml") or lower.startswith(b"<"):
        raise FileRefused(f"{name} is XML. Open it in Word or Excel and save it as .docx or .xlsx.")
    return Kind.TEXT, None


def _packaged(path: str, name: str) -> tuple[Kind, Package]:
    package = Package(path, name)
    if "mimetype" in package:
        mime = package.read("mimetype")[:200].decode("ascii", "replace").strip()
        if "spreadsheet" in mime:
            return _open_document(package), package
        if "opendocument.text" in mime:
            raise FileRefused(f"{name} is an OpenDocument text. Open it in Word or LibreOffice and save it as .docx.")
    if "[content_types].xml" in package:
        types = {
            (one.get("PartName") or "").lstrip("/").lower(): (one.get("ContentType") or "").lower()
            for one in package.xml("[Content_Types].xml")
            if local(one) == "Override"
        }
        if any("macroenabled" in kind for kind in types.values()):
            raise FileRefused(
                f"{name} is made for macros (a program inside the file); it was not opened. Ask the agency to save it "
                "without macros, as .docx or .xlsx."
            )
        if any(
            "wordprocessingml.document.main" in kind or "wordprocessingml.template.main" in kind
            for kind in types.values()
        ):
            return Kind.WORD, package
        if any("spreadsheetml.sheet.main" in kind or "spreadsheetml.template.main" in kind for kind in types.values()):
            return Kind.EXCEL, package
        if "word/document.xml" in package:
            return Kind.WORD, package
        if "xl/workbook.xml" in package:
            return Kind.EXCEL, package
        if "xl/workbook.bin" in package:
            raise FileRefused(f"{name} is a binary workbook (.xlsb). Save it as .xlsx.")
        raise FileRefused(f"{name} is neither a Word document nor a workbook. Ask the agency for .docx, .xlsx or .csv.")
    raise FileRefused(f"{name} is an archive. Unpack it, and give the files in it.")


def _open_document(package: Package) -> Kind:
    if "meta-inf/manifest.xml" in package:
        manifest = package.xml("META-INF/manifest.xml")
        if any(local(one) == "encryption-data" for one in manifest.iter()):
            raise FileRefused(f"{package.name} is locked with a password. Ask the agency to save it without one.")
    return Kind.OPEN


def _old(path: str, name: str) -> Kind:
    """The compound files of old Office: a workbook, a document, or the wrapping of an encrypted new one."""
    with open(path, "rb") as stream:
        data = stream.read()
    if _wide("EncryptedPackage") in data:
        raise FileRefused(f"{name} is locked with a password. Ask the agency to save it without one.")
    if _wide("_VBA_PROJECT") in data:
        raise FileRefused(
            f"{name} contains macros (a program inside the file); it was not opened. Ask the agency to save it without "
            "macros, as .docx or .xlsx."
        )
    if _wide("Workbook") in data:
        return Kind.OLD_EXCEL
    if _wide("WordDocument") in data:  # before Book, a word that documents hold: "Book Title" is a style of Word
        raise FileRefused(f"{name} is an old Word document (.doc). Open it in Word and save it as .docx.")
    if _wide("Book") in data:
        return Kind.OLD_EXCEL
    raise FileRefused(f"{name} is neither a Word document nor a workbook. Ask the agency for .docx, .xlsx or .csv.")


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")
