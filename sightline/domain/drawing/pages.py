"""A drawing's facts as one plain HTML page: tables and sentences. Nothing of a record is written unescaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

from sightline.domain.drawing.scene import printable

_LOOK: Final = (
    "body{font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.4;margin:2rem;max-width:75rem;color:#0b0c0c}"
    "table{border-collapse:collapse;margin:1rem 0}caption{text-align:left;font-weight:bold;margin-bottom:.5rem}"
    "th,td{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0;border-bottom:1px solid #b1b4b6}"
    ":target{outline:3px solid #1d70b8}"
    "@media (max-width:40em){body{margin:1rem}th,td{display:block;border:0;padding:0}tr{display:block;"
    "border-bottom:1px solid #b1b4b6;padding:.4rem 0}thead{display:none}"
    "td[data-label]:before{content:attr(data-label)': '}}"
)


def said(words: str) -> str:
    """Words as HTML."""
    return escape(printable(words))


def row(cells: Sequence[str], head: Sequence[str], *, key: str = "", **data: str) -> str:
    """One row; the first cell heads it. `key`: its id; `data`: `data-…` attributes."""
    marks = "".join(f' data-{name}="{said(value)}"' for name, value in data.items())
    anchor = f' id="{said(key)}"' if key else ""
    rest = "".join(
        f'<td data-label="{said(label)}">{said(cell)}</td>' for label, cell in zip(head[1:], cells[1:], strict=True)
    )
    return f'<tr{anchor}{marks}><th scope="row">{said(cells[0])}</th>{rest}</tr>'


def table(caption: str, head: Sequence[str], rows: Iterable[str]) -> str:
    """A table of rows made by `row`; an empty one says that nothing is recorded."""
    columns = "".join(f'<th scope="col">{said(one)}</th>' for one in head)
    body = "\n".join(rows) or f'<tr><td colspan="{len(head)}">Nothing is recorded.</td></tr>'
    return f"<table><caption>{said(caption)}</caption><thead><tr>{columns}</tr></thead>\n<tbody>{body}</tbody></table>"


def sentences(heading: str, lines: Iterable[str]) -> str:
    """A heading and a paragraph for each sentence; nothing without sentences."""
    found = [f"<p>{said(one)}</p>" for one in lines]
    return "\n".join([f"<h2>{said(heading)}</h2>", *found]) if found else ""


def page(title: str, parts: Iterable[str]) -> str:
    """The whole page."""
    head = (
        "<!DOCTYPE html>",
        '<html lang="en-GB"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{said(title)}</title><style>{_LOOK}</style></head><body><main>",
        f"<h1>{said(title)}</h1>",
    )
    return "\n".join(part for part in (*head, *parts, "</main></body></html>") if part) + "\n"
