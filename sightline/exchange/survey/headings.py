"""Columns that are not answers, by the headings each tool gives them; and what is personal."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .cleaning import clean, same

IDENTIFIER: Final = "identifier"
PERSONAL: Final = "personal"
ASIDE: Final = "aside"
WHEN: Final = "when"
SUBMITTED: Final = "submitted"

MONKEY: Final = "SurveyMonkey"
LIME: Final = "LimeSurvey"
FORMS: Final = "Microsoft Forms"
XLSFORM: Final = "XLSForm"
PLAIN: Final = "unknown"

MONKEY_COLUMNS: Final[Mapping[str, str]] = {
    "respondentid": IDENTIFIER,
    "collectorid": ASIDE,
    "startdate": WHEN,
    "enddate": WHEN,
    "datecreated": WHEN,
    "datemodified": WHEN,
    "ipaddress": PERSONAL,
    "emailaddress": PERSONAL,
    "firstname": PERSONAL,
    "lastname": PERSONAL,
    "customdata": PERSONAL,
}
LIME_COLUMNS: Final[Mapping[str, str]] = {
    "id": IDENTIFIER,
    "responseid": IDENTIFIER,
    "submitdate": SUBMITTED,
    "datesubmitted": SUBMITTED,
    "lastpage": ASIDE,
    "startlanguage": ASIDE,
    "seed": ASIDE,
    "startdate": WHEN,
    "datestarted": WHEN,
    "datestamp": WHEN,
    "datelastaction": WHEN,
    "ipaddr": PERSONAL,
    "ipaddress": PERSONAL,
    "refurl": PERSONAL,
    "referrerurl": PERSONAL,
    "token": PERSONAL,
    "accesscode": PERSONAL,
    "firstname": PERSONAL,
    "lastname": PERSONAL,
    "email": PERSONAL,
    "emailaddress": PERSONAL,
}
FORMS_COLUMNS: Final[Mapping[str, str]] = {
    "id": IDENTIFIER,
    "starttime": WHEN,
    "completiontime": WHEN,
    "lastmodifiedtime": WHEN,
    "email": PERSONAL,
    "name": PERSONAL,
    "language": ASIDE,
    "totalpoints": ASIDE,
    "quizfeedback": ASIDE,
    "gradepostedtime": ASIDE,
}
PLAIN_COLUMNS: Final[Mapping[str, str]] = {
    "respondentid": IDENTIFIER,
    "responseid": IDENTIFIER,
    "ipaddress": PERSONAL,
    "timestamp": WHEN,
    "username": PERSONAL,
    "emailaddress": PERSONAL,
    "email": PERSONAL,
    "firstname": PERSONAL,
    "lastname": PERSONAL,
    "surname": PERSONAL,
    "fullname": PERSONAL,
    "name": PERSONAL,
}

# SurveyMonkey's contact block, and what people ask in words of their own.
CONTACT: Final = frozenset(
    [
        "name",
        "company",
        "address",
        "address2",
        "citytown",
        "stateprovince",
        "zippostalcode",
        "country",
        "emailaddress",
        "phonenumber",
    ]
)
_ASKS_FOR: Final = re.compile(
    r"^(?:please )?(?:what(?:'s|’s| is| are)|enter|give|type|provide|tell us)?(?: us)?(?: your| the)?"
    r"(?: own| full| first| last| family| work| home| contact| mobile| personal)*[ -]?"
    r"(?:name|surname|e-?mail(?: address)?|(?:tele|mobile )?phone(?: number)?|mobile(?: number)?|post ?code|address|"
    r"date of birth|(?:nhs|national insurance|staff|payroll) number|contact (?:details|information))[ ?:.*]*$",
    re.IGNORECASE,
)
# With "your" before it, it asks for the person however it goes on: "your email, so that we can send the certificate".
_ASKS_YOU_FOR: Final = re.compile(
    r"^(?:please |can you |could you )*"
    r"(?:what(?:'s|’s| is| are)|enter|give|type|provide|leave|add|share|write|tell us)?(?: us)?(?: with)?"
    r" ?your(?: own| full| first| last| family| work| home| contact| mobile| personal)*[ -]?"
    r"(?:name|surname|e-?mail(?: address)?|(?:tele|mobile )?phone(?: number)?|mobile(?: number)?|post ?code|"
    r"date of birth|(?:nhs|national insurance|staff|payroll) number|details|contact information)\b"
    r"(?!\s+(?:of|about|for the|use|calls?)\b)",
    re.IGNORECASE,
)
_OPTIONAL: Final = re.compile(r"\s*[(\[](?:optional|if you (?:wish|like|want)|not required)[)\]]", re.IGNORECASE)
_NEVER_NAMED: Final = re.compile(r"^(?:Unnamed: (?P<from_0>\d+)(?:_level_\d+)?|\.\.\.(?P<from_1>\d+))$")
_FILES: Final = re.compile(r"^filecount\b|[\[._]filecount[\].]*(?:\s|$)", re.IGNORECASE)
_AN_ADDRESS: Final = re.compile(
    r"^(?:[^@\s]+@[^@\s]+\.[a-z]{2,}|(?:\+44|0044|0)[ ()-]*\d(?:[ ()-]*\d){8,10}|\d{1,3}(?:\.\d{1,3}){3})$",
    re.IGNORECASE,
)
_LIME_PART: Final = re.compile(r"^[A-Za-z]\w*\[(?:SQ\d+(?:_SQ\d+)?|other|comment|\d+)\]")

OTHER: Final = re.compile(
    r"^(?:\[?other\]?$|other\b.*\b(?:specify|comment|describe|say)\b|.*\(please specify\)$)", re.IGNORECASE
)
COMMENT: Final = re.compile(r"^\[?comments?\]?:?$|^(?:additional|further|any other) comments?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sorted:
    """What each column is: a kind for those that aren't answers, by place counted from 0."""

    kinds: Mapping[int, str]

    def of(self, kind: str) -> tuple[int, ...]:
        """Places of one kind."""
        return tuple(place for place, found in self.kinds.items() if found == kind)


def tool_of(headings: Sequence[str]) -> str:
    """Which tool made the file, from its first row alone."""
    seen = [same(_without_code(text)) for text in headings] + [same(text) for text in headings]
    has = set(seen)
    if (
        "submitdate" in has
        or "datesubmitted" in has
        or "startlanguage" in has
        or {"id", "lastpage"} <= has
        or (same(headings[0]) == "id" and any(_LIME_PART.match(text) for text in headings))
    ):
        return LIME
    if {"starttime", "completiontime"} <= has:
        return FORMS
    if "respondentid" in has or ("collectorid" in has and "startdate" in has):
        return MONKEY
    return PLAIN


def known(headings: Sequence[str], table: Mapping[str, str]) -> dict[int, str]:
    """Places of the tool's own columns. The same heading further on is a question unless it is personal."""
    found: dict[int, str] = {}
    taken: set[str] = set()
    for place, heading in enumerate(headings):
        key = same(heading)
        key = "customdata" if key.startswith("customdata") and table is MONKEY_COLUMNS else key
        kind = table.get(key) or table.get(same(_without_code(heading)))
        if kind is None or (key in taken and kind != PERSONAL):
            continue
        taken.add(key)
        found[place] = kind
    return found


def _without_code(heading: str) -> str:
    """ "id. Response ID" without its code."""
    return re.sub(r"^[A-Za-z][A-Za-z0-9_]*\. +", "", heading)


def asks_for_personal(text: str) -> bool:
    """Whether a question's own words ask who somebody is."""
    words = _OPTIONAL.sub("", clean(text))
    return bool(_ASKS_FOR.match(words) or _ASKS_YOU_FOR.match(words))


def unnamed(row: Sequence[str]) -> tuple[str, ...]:
    """The headings, without the names that programs give to blank ones: pandas "Unnamed: 4", R's readers "...5"."""
    return tuple("" if _is_made_up(cell.strip(), place) else cell for place, cell in enumerate(row))


def _is_made_up(heading: str, place: int) -> bool:
    found = _NEVER_NAMED.match(heading)
    if found is None:
        return False
    return place == (int(found["from_0"]) if found["from_0"] else int(found["from_1"]) - 1)


def counts_files(heading: str) -> bool:
    """Whether a column of LimeSurvey's says how many files somebody sent: nothing that was asked."""
    return bool(_FILES.search(clean(heading)))


def holds_addresses(values: Sequence[str]) -> bool:
    """Whether the answers are mostly addresses by which somebody is reached: e-mail, telephone, or a machine's."""
    filled = [value for value in values if value]
    return bool(filled) and sum(bool(_AN_ADDRESS.match(value)) for value in filled) * 2 > len(filled)
