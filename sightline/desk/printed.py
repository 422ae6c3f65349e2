"""A page of a record as a printed sheet: the same facts in the same order, without what can only be clicked.

A page is a dataclass of tables, rows, events and sentences. What is printed is made from those, whatever the page, so
that a new table of a page is printed without anybody thinking of it. What is empty is said to be so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from sightline.desk.on_paper import PaperDrawing
from sightline.desk.pages.frame import Frame
from sightline.desk.pages.health import Missed
from sightline.desk.pages.information import Account
from sightline.desk.pages.noted import PartPage, Section, Sections
from sightline.desk.pages.voice import Said
from sightline.desk.thinking import Asked, Thinking
from sightline.kit.parts import Event, Link, Prompt, Row, Table

Block = dict[str, Any]
NOTHING = "Nothing is recorded here."
# Headings for what a page says under a heading of its template. Strings that are sentences of the page.
HEADINGS = {
    "who_is_who": "Who is who", "homes": "Who lives where", "professionals": "Who works with the child",
    "plans": "The plan", "written": "Written here, in full",
    "plans_now": "In force", "said": "What the child has said and shown", "gaps": "Gaps",
    "events": "Newest first", "accounts": "Who said what, and was it checked?", "parents": "Parents",
    "missed": "Was not brought, or no access", "about": "About the child", "census": "What the file says",
    "family": "The family in sentences", "in_sentences": "The timeline in sentences",
    "around": "The eco-map in sentences", "carers": "Who cares for the child, and who belongs to the family",
}  # fmt: skip
SENTENCES = frozenset({"intro", "ends", "plans_missing"})
LISTS = {"not_kept": "Not kept here", "no_longer": "Kept only up to a day, and not since"}
WHERE_THERE_ARE = frozenset({"gaps", "census"})  # "Gaps: nothing is recorded" would be read the wrong way round
NOT_PRINTED = frozenset({"shapes", "pages", "waiting", "others", "saved", "writing", "form", "clear"})


def heading(text: str, level: int = 2) -> Block:
    return {"kind": "heading", "level": level, "text": text}


def text(words: str, *, quiet: bool = False) -> Block:
    return {"kind": "quiet" if quiet else "text", "text": words}


def blocks(page: Any) -> Iterator[Block]:
    """Everything a page says, as blocks of a sheet: its declared entries last, as on the page itself."""
    found = [(each.name, getattr(page, each.name)) for each in fields(page) if each.name not in NOT_PRINTED]
    for name, value in sorted(found, key=lambda one: isinstance(one[1], Sections)):
        yield from _field(name, value)
    if isinstance(page, PartPage) and not page.sections.filled:
        yield text(NOTHING)


def _field(name: str, value: Any) -> Iterator[Block]:
    if isinstance(value, str):
        if name in SENTENCES and value:
            yield text(value)
    elif isinstance(value, Table):
        yield _table(value)
    elif isinstance(value, PaperDrawing):
        yield from _drawing(value)
    elif isinstance(value, Thinking):
        yield from _thinking(value)
    elif isinstance(value, Sections):
        yield from (block for section in value.filled for block in _section(section))
    elif isinstance(value, tuple):
        yield from _tuple(name, value)
    elif is_dataclass(value) and not isinstance(value, Frame | Link):
        yield from blocks(value)


def _tuple(name: str, items: tuple[Any, ...]) -> Iterator[Block]:
    if name in LISTS:
        if items:
            yield text(f"{LISTS[name]}: {', '.join(items)}. Where these are empty, nothing can be concluded.")
        return
    if not items and name in WHERE_THERE_ARE:
        return
    if name in HEADINGS:
        yield heading(HEADINGS[name])
        if not items:
            yield text(NOTHING)
    if not items:
        return
    first = items[0]
    if isinstance(first, Row):
        yield _rows(items)
    elif isinstance(first, Event):
        yield _events(items)
    elif isinstance(first, str) and name in HEADINGS:
        yield {"kind": "list", "items": list(items)}
    else:
        for item in items:
            yield from _item(item)


def _drawing(drawing: PaperDrawing) -> Iterator[Block]:
    """A drawing under its heading; on sheets of its own the first of them has it."""
    block = drawing.block()
    if block["kind"] == "drawing":
        yield heading(drawing.heading)
    yield block


def _item(item: Any) -> Iterator[Block]:
    if isinstance(item, Table):
        yield _table(item)
    elif isinstance(item, PaperDrawing):
        yield from _drawing(item)
    elif isinstance(item, Said):
        yield from _said(item)
    elif isinstance(item, Account):
        yield heading(item.who, 3)
        yield {"kind": "words", "text": item.text}
        yield _rows(item.rows)
    elif isinstance(item, Missed):
        yield heading(item.title, 3)
        yield _rows(item.rows)
    elif isinstance(item, tuple) and len(item) == 2 and isinstance(item[1], tuple):
        yield heading(str(item[0]), 3)
        yield {"kind": "list", "items": [cell(one) for one in item[1]] or [NOTHING]}
    elif is_dataclass(item) and not isinstance(item, Link):
        yield from blocks(item)


def _said(said: Said) -> Iterator[Block]:
    yield heading(f"{said.when}, {said.how.lower()}", 3)
    if said.words:
        yield {"kind": "words", "text": said.words}
    rows = (("Observed", said.observation), ("What an adult makes of it", said.reading))
    found = [[label, value] for label, value in rows if value]
    yield {"kind": "rows", "rows": [*found, ["What changed because of it", said.changed or "not recorded"]]}
    yield text(said.recorded, quiet=True)


def _section(section: Section) -> Iterator[Block]:
    yield heading(section.heading)
    if section.private:
        yield text(section.private, quiet=True)
    yield _events(section.events)


def _thinking(found: Thinking) -> Iterator[Block]:
    yield heading("Things to think about")
    asked = (*found.shown, *found.more, *found.answered)
    if not asked:
        yield text("Nothing is asked, but not everything could be looked at: see below." if found.unknown else
                   "Nothing is asked.")  # fmt: skip
    for one in asked:
        yield from _prompt(one.card if isinstance(one, Asked) else one)
    if found.unknown:
        yield heading("Not known", 3)
        yield text("These could not be looked at. That is not the same as being fine.")
        yield {"kind": "rows", "rows": [[card.heading, card.note] for card in found.unknown]}


def _prompt(card: Prompt) -> Iterator[Block]:
    yield heading(card.heading, 3)
    yield text(card.text)
    if card.evidence:
        yield {"kind": "list", "items": [row.text for row in card.evidence]}
    learning = [f"{link.text}{f' ({link.note})' if link.note else ''}" for link in card.learning]
    if learning:
        yield text(f"The learning behind it: {'; '.join(learning)}.")
    yield text(" ".join(part for part in (card.told, card.note) if part), quiet=True)


def _table(table: Table) -> Block:
    rows = [[cell(value) for value in row] for row in table.rows]
    head = list(table.head)
    return {"kind": "table", "caption": table.caption, "head": head, "rows": rows, "empty": table.empty,
            "widths": _widths(head, rows)}  # fmt: skip


def _widths(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """The share of each column: its longest word, so that none runs into the next column, and some for its text."""
    columns = list(zip(head, *rows, strict=True))
    return [
        max(len(word) for text in column for word in (text.split() or [""])) + min(max(map(len, column)), 120) // 6 + 2
        for column in columns
    ]


def _rows(rows: Sequence[Row]) -> Block:
    return {"kind": "rows", "rows": [[row.label, _value(row)] for row in rows]}


def _value(row: Row) -> str:
    values = row.value if isinstance(row.value, tuple) else (row.value,)
    said = "\n".join(cell(value) for value in values if cell(value).strip())
    return "\n".join(part for part in (said or row.missing, row.note) if part)


def _events(events: Sequence[Event]) -> Block:
    return {
        "kind": "events",
        "events": [
            {
                "when": one.when,
                "heading": f"{one.heading}{_tags(one)}",
                "text": one.text,
                "recorded": "; ".join(part for part in (one.source, one.recorded) if part),
            }
            for one in events
        ],
    }


def cell(value: Any) -> str:
    """A cell, a name or a link, as words."""
    if isinstance(value, Link):
        return f"{value.text}{f', {value.note}' if value.note else ''}"
    if hasattr(value, "result"):
        return str(value.result)
    return str(value)


def _tags(event: Event) -> str:
    return f" ({', '.join(event.tags)})" if event.tags else ""
