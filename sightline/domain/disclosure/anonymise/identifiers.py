"""Numbers and addresses that tell who somebody is: NHS and National Insurance numbers, phones, postcodes, vehicles.

NHS number      ten figures that pass Modulus 11, or any ten after the words "NHS number"
house           a number before a street name; a flat
case number     after words such as case number, ref, UPN, log, crime reference
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_STREET = (
    r"street|st|road|rd|avenue|ave|lane|ln|close|cl|drive|dr|way|crescent|cres|court|ct|place|pl|terrace|gardens|grove"
    r"|hill|square|walk|row|view|rise|park|mews|green|parade|gate|yard|path|fields|meadows?|croft|bank|estate"
)
_POSTCODE = r"(?:GIR ?0AA|[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][ABD-HJLNP-UW-Z]{2})"
_NINO = r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D]"
_DATE = (
    r"[0-9]{1,4} ?[/.-] ?[0-9]{1,2} ?[/.-] ?[0-9]{2,4}|[0-9]{1,2}(?:st|nd|rd|th)?(?: of)? [A-Za-z]{3,9}\.?,? [0-9]{2,4}"
)


@dataclass(frozen=True, slots=True)
class Identifier:
    """One kind of thing that is looked for. `holds` refuses what only looks like it."""

    kind: str
    pattern: re.Pattern[str]
    reason: str
    holds: Callable[[re.Match[str]], bool] = lambda match: True
    sign: str = ""  # a sign without which there is none of it: saves looking


def passes_modulus_11(digits: str) -> bool:
    """Whether ten figures are an NHS number: the tenth checks the nine before it."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    check = (11 - total % 11) % 11
    return len(digits) == 10 and check < 10 and check == int(digits[9])


def _nhs(match: re.Match[str]) -> bool:
    digits = re.sub(r"[^0-9]", "", match["number"])
    return len(digits) == 10 and (bool(match["label"]) or passes_modulus_11(digits))


def _phone(match: re.Match[str]) -> bool:
    digits = re.sub(r"[^0-9]", "", match[0])
    return 10 <= len(digits.removeprefix("44").lstrip("0")) + 1 <= 12


def _has_figure(match: re.Match[str]) -> bool:
    return any(sign.isdigit() for sign in match["number"])


_CASE_WORDS = (
    r"case|ref(?:erence)?|crime|incident|log|file|hospital|record|court|claim|custody|occurrence|niche|mosaic"
    r"|liquidlogic|pnc"
)
_NAMED_STREET = rf"(?:[A-Z][\w'-]{{1,20}} ){{1,3}}(?i:{_STREET})\b"
_FLAT = r"(?i:flat|apartment|apt|unit|room) ?[0-9]{1,4}[A-Za-z]?\b"

IDENTIFIERS = (
    Identifier(
        "email",
        re.compile(r"[\w.+'%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"),
        "An email address says whose it is.",
        sign="@",
    ),
    Identifier("web", re.compile(r"\b(?:https?://|www\.)[^\s<>\"]{3,200}"), "A web address may lead to a person."),
    Identifier(
        "nhs_number",
        re.compile(
            r"(?P<label>\bNHS(?: no\.?| number| num)?[:# ]{0,3})?"
            r"(?<![0-9])(?P<number>[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4})(?![0-9])",
            re.IGNORECASE,
        ),
        "This is an NHS number.",
        _nhs,
    ),
    Identifier("national_insurance", re.compile(rf"\b{_NINO}\b", re.IGNORECASE), "A National Insurance number."),
    Identifier(
        "date_of_birth",
        re.compile(rf"\b(?:d\.?o\.?b\.?|date of birth|born(?: on)?)[: ]{{1,3}}(?P<number>{_DATE})", re.IGNORECASE),
        "This is a date of birth.",
    ),
    Identifier(
        "phone",
        re.compile(r"(?<![\w/.-])(?:\+44 ?(?:\(0\) ?)?|\(?0)[1-9][0-9]{0,4}\)?(?:[ -]?[0-9]{2,7}){1,4}(?![0-9/])"),
        "This looks like a telephone number.",
        _phone,
    ),
    Identifier("postcode", re.compile(rf"\b{_POSTCODE}\b", re.IGNORECASE), "This is a postcode."),
    Identifier(
        "vehicle",
        re.compile(r"\b(?:[A-Z]{2}[0-9]{2} ?[A-Z]{3}|[A-Z][0-9]{1,3} ?[A-Z]{3})\b"),
        "This looks like the mark of a vehicle.",
    ),
    Identifier(
        "case_number",
        re.compile(
            rf"\b(?:(?:{_CASE_WORDS})(?: ?(?:no|number|num|id|ref(?:erence)?|file))*|urn|upn|uln|uprn|id|no)"
            r"\b[.:# ]{1,4}(?P<number>[A-Z]{0,4}[/-]?[0-9][A-Z0-9/-]{2,20})\b",
            re.IGNORECASE,
        ),
        "This looks like the number of a case or record.",
        _has_figure,
    ),
    Identifier("case_number", re.compile(r"\b[A-HJ-NP-RT-Z][0-9]{11}[0-9A-Z]\b"), "This looks like a pupil number."),
    Identifier(
        "house",
        re.compile(rf"\b(?:{_FLAT}(?:,? )?)?[0-9]{{1,4}}[A-Za-z]?,? {_NAMED_STREET}|\b{_FLAT}"),
        "A house or flat number leads to a door.",
    ),
)


_ANY = re.compile(r"[0-9]|@|www\.|http")


def identifiers(text: str) -> Iterator[tuple[str, int, int, str]]:
    """Kind, start, end and reason of each; of two that overlap the earlier kind of IDENTIFIERS is given."""
    taken: list[tuple[int, int]] = []
    if not _ANY.search(text):
        return
    for identifier in IDENTIFIERS:
        if identifier.sign not in text:
            continue
        for match in identifier.pattern.finditer(text):
            start, end = match.span()
            if identifier.holds(match) and not any(start < other_end and other < end for other, other_end in taken):
                taken.append((start, end))
                yield identifier.kind, start, end, identifier.reason
