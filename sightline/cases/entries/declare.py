"""How an entry is declared: one kind of the record format, what is asked about it, and where it stands on a record.

    Entry("Milestone", "What the child can do", …, part="child-health", asks=(Ask("milestone", "What can … do?"), …))

The type of each field comes from `domain.checks.kinds`; here are only the words. A form, the page of the entry, its
lines in the story and in lists are all made from the declaration, so that nothing is said twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sightline.domain.checks.kinds import KINDS, PARTS, Field, fields_in

NOTHING: Mapping[str, str] = {}
USUAL_WORDS = {"Y": "Yes", "N": "No", "NA": "Does not apply", "yes": "Yes", "no": "No", "unsure": "Unsure"}


@dataclass(frozen=True)
class Ask:
    """One question. `words`: codes in words; `rows` 0: a single line; `asks` and `blocks`: for fields with parts.

    `anything`: it may hold entries of any kind, though the format names one.
    `or_words`: somebody of the record, or a name in words. `hidden`: not asked in words but filled by a drawing.
    `say`: one of several parts in words, by its number; `say_briefly`: in a list of entries, where that is shorter.
    """

    name: str
    label: str
    hint: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    rows: int = 2
    required: str = ""
    asks: tuple[Ask, ...] = ()
    blocks: int = 1
    anything: bool = False
    or_words: bool = False
    hidden: bool = False
    say: Callable[[int, Mapping[str, Any]], str] | None = None
    say_briefly: Callable[[int, Mapping[str, Any]], str] | None = None

    def in_words(self, code: str) -> str:
        """A code as people read it."""
        return self.words.get(code) or USUAL_WORDS.get(code) or code.replace("_", " ").capitalize()


@dataclass(frozen=True)
class Entry:
    """One kind of entry.

    `part`: the page of the record on which it is listed. `when`: the question for its day ("" for kinds without one).
    `ahead`: its day may lie ahead. `own`: the field that holds the child. `heading`: fields that make its headline.
    `own_agency`: shown to the agency that wrote it only (who sees what by default: thinking). `table`: the model of a
    kind that has a table of its own, `columns` where its columns have other names. `start`: what a new form holds for
    a child of an age in months (None: not known). `tidy`: what is worked out of a filled form before it is kept.
    `in_a_line`: what was filled as one line of a list, for a kind of which many stand together; else every question
    stands with its answer. `own_page`: the route of the page that shows all of them, where the others show a few.
    `ours`: fields asked for besides the record format, written as there. `undated`: the field that, once filled, lets
    the day be left empty (why something was not asked). `rules`: what cannot be, as (field, sentence).
    `own_form`: the route of the form that writes a new one; then the declaration is how one is amended, at `path`.
    `settle`: what is worked out of the columns of a table before they are kept; `seen`: of a body before it is shown.
    """

    kind: str
    name: str
    about: str
    part: str
    asks: tuple[Ask, ...]
    when: str = "When was it?"
    ahead: bool = False
    own: str = ""
    heading: tuple[str, ...] = ()
    own_agency: bool = False
    table: Any = None
    columns: Mapping[str, str] = field(default_factory=dict)
    start: Callable[[int | None], Mapping[str, Any]] | None = None
    tidy: Callable[[dict[str, Any]], dict[str, Any]] | None = None
    in_a_line: Callable[[Mapping[str, Any], Callable[[str], str]], str] | None = None
    own_page: str = ""
    ours: str = ""
    undated: str = ""
    rules: Callable[[Mapping[str, Any]], Iterator[tuple[str, str]]] | None = None
    own_form: str = ""
    path: str = ""
    settle: Callable[[dict[str, Any]], dict[str, Any]] | None = None
    seen: Callable[[dict[str, Any]], dict[str, Any]] | None = None

    @property
    def slug(self) -> str:
        """Its name in addresses."""
        return self.path or self.kind.lower()

    @cached_property
    def types(self) -> dict[str, Field]:
        """The declared fields of the kind, by name: those of the record format, and ours."""
        return {declared.name: declared for declared in (*fields_in(self.ours), *KINDS[self.kind].fields)}

    @property
    def happens_on(self) -> str | None:
        """The field that holds its day."""
        return KINDS[self.kind].happens_on

    def ask(self, name: str) -> Ask:
        """The question for a field."""
        return next(ask for ask in self.asks if ask.name == name)


def part_types(kind: str, name: str) -> dict[str, Field]:
    """The parts of a field that holds an object or a list of objects."""
    return {declared.name: declared for declared in fields_in(PARTS[f"{kind}.{name}"])}
