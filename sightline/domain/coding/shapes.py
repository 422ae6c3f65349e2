"""A coding project as files of other tools hold it: people, codes in a tree, texts, and passages coded to codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .spans import Span


@dataclass(frozen=True, slots=True)
class ProjectUser:
    """Somebody who coded."""

    guid: str
    name: str


@dataclass(frozen=True, slots=True)
class ProjectCode:
    """A code. `parent`: the guid of the code it stands under ("" at the top); `description` may be empty."""

    guid: str
    name: str
    parent: str = ""
    description: str = ""
    colour: str = ""
    codable: bool = True


@dataclass(frozen=True, slots=True)
class ProjectText:
    """A plain text that passages lie in, just as it is stored: line breaks and all."""

    guid: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class ProjectCoding:
    """A passage of a text coded to one code. `user`: guid of the coder; `made`: as written in the file."""

    guid: str
    text: str
    span: Span
    code: str
    user: str = ""
    made: str = ""
    note: str = ""
    selection: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """Everything of a file that Sightline understands.

    `kept`: what it does not work with and keeps, by name with how many; `problems`: sentences about what is wrong with
    parts that were kept but cannot be used, such as a passage that lies outside its text.
    """

    name: str = ""
    origin: str = ""
    users: tuple[ProjectUser, ...] = ()
    codes: tuple[ProjectCode, ...] = ()
    texts: tuple[ProjectText, ...] = ()
    codings: tuple[ProjectCoding, ...] = ()
    kept: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
