"""Bytes to text: UTF-8 first, then what old spreadsheets write; what was assumed is said.

A file that is UTF-8 but for a few stray bytes is read as UTF-8, and only the strays as Windows-1252. Otherwise
Windows-1252 and Mac Roman are told apart by what the text would look like: `don’t` or `donÕt`, `café` or `cafŽ`.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from .errors import SurveyError

_MULTIBYTE: Final = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_UNLIKELY: Final = re.compile(
    # A capital with an accent inside a word; signs that hardly stand beside letters; what no table holds.
    r"(?<=[a-zà-ÿ])[À-ÞŠŽŸ]|[†‡ˆ‰¤¦§¬¶·¸ªº¹²³×÷ƒ∂∑∏π∫Ω√≈∆◊¨˜˘˙˚˝˛ˇ¯]|\ufffd|[ÒÓÔÕ](?=[ .,;:]|$)"
)


def decode(raw: bytes) -> tuple[str, str, list[str]]:
    """The text, the name of the encoding, and what has to be said about it. Raises SurveyError for what isn't text."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if raw.startswith(mark):
            try:
                return raw.decode(name), name.removesuffix("-sig"), []
            except UnicodeDecodeError:
                if name != "utf-8-sig":
                    raise SurveyError("The file says that it is UTF-16 text but is cut off or damaged.") from None
                raw = raw[len(mark) :]
    if b"\0" in raw:
        return _with_nulls(raw)
    try:
        return raw.decode("utf-8"), "utf-8", []
    except UnicodeDecodeError:
        return _fallback(raw)


def _with_nulls(raw: bytes) -> tuple[str, str, list[str]]:
    sample = raw[:4000]
    for name, zeroes in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if zeroes.count(0) > len(zeroes) * 0.7:
            try:
                text = raw.decode(name)
            except UnicodeDecodeError:
                break
            if "\0" not in text:
                return text, name, ["The file is UTF-16 without a mark that says so."]
    raise SurveyError("The file is not text that can be read. Save it as CSV (UTF-8) or as an Excel workbook.")


def _fallback(raw: bytes) -> tuple[str, str, list[str]]:
    good = _MULTIBYTE.findall(raw)
    strays = sum(byte > 0x7F for byte in _MULTIBYTE.sub(b"", raw))
    if len(good) > strays:
        lines = ", ".join(str(number) for number in _lines_with_strays(raw)[:5])
        text = raw.decode("utf-8", errors="sightline-stray")
        return text, "utf-8", [_plural_strays(strays, lines)]
    windows = raw.decode("cp1252", errors="replace")
    mac = raw.decode("mac_roman")
    chosen, name, spoken = (windows, "windows-1252", "Windows-1252")
    if len(_UNLIKELY.findall(mac)) < len(_UNLIKELY.findall(windows)):
        chosen, name, spoken = (mac, "mac-roman", "Mac Roman")
    said = [f"The file is not UTF-8. It was read as {spoken}: look at accents, pounds and quotation marks."]
    lost = chosen.count("\ufffd")
    if lost:
        at = chosen[: chosen.index("\ufffd")].count("\n") + 1
        said.append(f"{lost} {'byte stands' if lost == 1 else 'bytes stand'} for no letter, first on line {at}.")
    return chosen, name, said


def _plural_strays(count: int, lines: str) -> str:
    what = "1 stray byte was" if count == 1 else f"{count} stray bytes were"
    return f"The file is UTF-8, but {what} not (line {lines}); read as Windows-1252."


def _lines_with_strays(raw: bytes) -> list[int]:
    return [
        number
        for number, line in enumerate(raw.split(b"\n"), start=1)
        if any(byte > 0x7F for byte in _MULTIBYTE.sub(b"", line))
    ]


def _stray(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.start + 1].decode("cp1252", errors="replace"), error.start + 1


codecs.register_error("sightline-stray", _stray)
