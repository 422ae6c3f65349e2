"""Every column of every table, classified for privacy. A column without a class fails the suite.

`columns.toml` names one class a table and the exceptions in it:

    none      nothing about a person: codes, switches, versions, times of the machine
    staff     who did or may do something
    identity  who a child or family member is: name, birth, identifiers
    case      what is recorded about a child or family; special category data throughout
    review    content of case reviews, held back by the confidentiality gate
    secret    what opens doors: password hashes, session and second-factor secrets
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

CLASSES = {
    "none": "Nothing about a person",
    "staff": "Who did or may do something",
    "identity": "Who a child or family member is",
    "case": "What is recorded about a child or family",
    "review": "Content of case reviews, behind the gate",
    "secret": "What opens doors",
}


@cache
def table() -> dict[str, dict[str, str]]:
    """`{"cases.Visit": {"*": "case", "version": "none"}}` as written in columns.toml."""
    text = files("sightline.config").joinpath("columns.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(text))


def class_of(model: str, column: str) -> str | None:
    """The class of a column ("cases.Visit", "note"), or None when nobody has classified its table."""
    known = table().get(model)
    return None if known is None else known.get(column, known.get("*"))
