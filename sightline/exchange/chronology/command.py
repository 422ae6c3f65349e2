"""What `sightline chronology merge|check` does: read everything, write everything or nothing, say it in words."""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Final

from sightline.domain.chronology.gaps import SHORTEST
from sightline.domain.chronology.merge import Composite, combine
from sightline.domain.chronology.returns import Return

from . import marked
from .inputs import CalledWrongly, read_all, sent_files
from .outputs import Writer, never_over, write_all, write_json, write_report, writer_for
from .template import Occasion, excel_template, word_template
from .views import Viewed, coder_of, read_glossary, viewed

SHOWN: Final = 20  # of each kind, where a person reads (our default)


@dataclass(frozen=True, slots=True)
class MergeOrder:
    """What `merge` was asked for."""

    files: Sequence[str]
    out: str
    reference: date
    agencies: Sequence[str] = ()
    report: str | None = None
    glossary: str | None = None
    view: str | None = None
    gap_days: int = SHORTEST
    as_json: bool = False
    disguise: str | None = None


def merge(order: MergeOrder) -> int:
    """Merge and write. Raises CalledWrongly, NotUsable."""
    sent = sent_files(order.files, order.agencies)
    if not sent:
        raise CalledWrongly("Give at least one file to merge.")
    write = writer_for(order.out)
    _check_order(order, [one.path for one in sent])
    glossary = read_glossary(order.glossary, Path(order.glossary).name) if order.glossary else None
    coder = coder_of(glossary) if glossary else None
    with _seldom_collected():
        returns, notices = read_all(sent, order.reference)
        composite = combine(returns, coder=coder, shortest_gap=order.gap_days, notices=notices)
    if glossary and coder:
        seen = viewed(composite, glossary, order.view or "coded", coder, order.reference)
        return _leave(order, write, seen)
    files: list[tuple[str, Callable[[BinaryIO], None]]] = [(order.out, lambda stream: write(stream, composite.rows))]
    if order.report:
        files.append((order.report, partial(write_report, composite=composite)))
    write_all(files)
    if order.as_json:
        sys.stdout.write(json.dumps(composite.report(), ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(_merged_in_words(composite, order))
    return 0


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Rows and links are many, all of them kept, and none in a circle: looking through them for circles finds none."""
    usual = gc.get_threshold()
    gc.set_threshold(100_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _check_order(order: MergeOrder, paths: Sequence[str]) -> None:
    """Raises CalledWrongly when names of files or views do not go together."""
    if order.view and not order.glossary:
        raise CalledWrongly("--view needs --glossary: the file that says whose name has which code.")
    if order.disguise and order.view != "public":
        raise CalledWrongly("--disguised goes with --view public: it keeps what was changed to disguise.")
    targets = [target for target in (order.out, order.report, order.disguise) if target]
    for target in targets:
        never_over(target, [*paths, *([order.glossary] if order.glossary else [])])
    if len({os.path.realpath(target) for target in targets}) < len(targets):
        raise CalledWrongly("--out, --report and --disguised are the same file. Give each its own name.")


def _leave(order: MergeOrder, write: Writer, seen: Viewed) -> int:
    """Write what leaves in a view; what is printed holds no words of the agencies."""
    files: list[tuple[str, Callable[[BinaryIO], None]]] = [(order.out, lambda stream: write(stream, seen.rows))]
    if order.report:
        files.append((order.report, partial(write_json, value=seen.report)))
    if order.disguise:
        files.append((order.disguise, partial(write_json, value=list(seen.changes))))
    write_all(files)
    if order.as_json:
        sys.stdout.write(json.dumps(seen.report, ensure_ascii=False) + "\n")
        return 0
    view = seen.report["view"]
    said = [f"Written: {order.out}, {_rows(len(seen.rows))}, {view['name']} view."]
    left = view.get("left") or view.get("questions")
    if left:
        places = "1 place" if len(left) == 1 else f"{len(left):,} places"
        said.append(f"{places} may still tell who somebody is: read them before it goes further. --report lists them.")
    said += view["notices"]
    sys.stdout.write("\n".join(said) + "\n")
    return 0


def _merged_in_words(composite: Composite, order: MergeOrder) -> str:
    """What came of it, for a person."""
    said = []
    for one in composite.returns:
        refused = f", {len(one.refused):,} refused" if one.refused else ""
        said.append(f"{one.file} ({one.agency}): {_rows(one.read)} read, {len(one.rows):,} kept{refused}.")
        said += [f"  Refused: {refusal.at.in_words()}: {refusal.reason}" for refusal in one.refused[:SHOWN]]
        if one.unmapped:
            said.append(f"  Kept as extra columns: {', '.join(one.unmapped)}.")
        said += [f"  {notice}" for notice in one.notices]
    said += list(composite.notices)
    counts = {kind: sum(link.kind == kind for link in composite.links) for kind in ("D1", "D2", "D3", "D4", "D5")}
    said.append(
        f"{counts['D1']:,} exact and {counts['D2']:,} near duplicates (D1, D2); accounts of one event by two agencies "
        f"(D3): {counts['D3']:,}; conflicts (D4): {counts['D4']:,}; tellings without an answer (D5): {counts['D5']:,}; "
        f"gaps of {composite.shortest_gap} days or more: {len(composite.gaps):,}."
    )
    undated = sum(row.bounds is None for row in composite.rows)
    if undated:
        rows = "1 row has" if undated == 1 else f"{undated:,} rows have"
        said.append(f"{rows} no date that could be understood; they stand at the end.")
    said.append(
        f"Written: {order.out}, {_rows(len(composite.rows))}." + (f" Report: {order.report}." if order.report else "")
    )
    return "\n".join(said) + "\n"


def _rows(number: int) -> str:
    return "1 row" if number == 1 else f"{number:,} rows"


def template(path: str, occasion: Occasion) -> int:
    """Write a table for an agency to fill in. Raises CalledWrongly, NotUsable."""
    write = {".docx": word_template, ".xlsx": excel_template}.get(Path(path).suffix.lower())
    if write is None:
        raise CalledWrongly(f"--out takes a file that ends in .docx or .xlsx, not {path!r}.")
    write_all([(path, lambda stream: write(stream, occasion))])
    sys.stdout.write(f"Written: {path}\n")
    return 0


def check(
    path: str, *, reference: date, as_json: bool, agency: str | None = None, marked_copy: str | None = None
) -> int:
    """Say what an agency's return needs, row by row; `marked_copy`: also beside the rows, in a file to be sent back.

    Raises NotUsable when it cannot be read at all.
    """
    write = {".docx": marked.word_file, ".xlsx": marked.excel_file}.get(Path(marked_copy or "x.docx").suffix.lower())
    if write is None:
        raise CalledWrongly(f"--marked takes a file that ends in .docx or .xlsx, not {marked_copy!r}.")
    if marked_copy:
        never_over(marked_copy, [path])
    sent = sent_files([path], [f"{agency}={path}"] if agency else [])
    [found], notices = read_all(sent, reference)
    composite = combine([found], notices=notices)
    if marked_copy:
        write_all([(marked_copy, lambda stream: write(stream, found))])
    result = check_result(found, composite)
    sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n" if as_json else _checked_in_words(result))
    return 0


def check_result(found: Return, composite: Composite) -> dict[str, Any]:
    """The check of one return as `--json` prints it."""
    [result] = composite.report()["files"]
    result["duplicates"] = [link.as_json(composite.rows) for link in composite.links if link.kind in ("D1", "D2")]
    result["rows_with_problems"] = sum(any(not problem.hint for problem in row.problems) for row in found.rows) + len(
        found.refused
    )
    return dict(result)


def _checked_in_words(result: dict[str, Any]) -> str:
    said = [
        f"{result['file']}: {_rows(result['read'])} read, {result['kept']:,} kept, {len(result['refused']):,} refused."
    ]
    mapped = ", ".join(f"{heading} → {name}" for heading, name in result["headings"]["mapped"].items())
    said.append(f"Headings understood: {mapped}.")
    if result["headings"]["unmapped"]:
        said.append(f"Kept as extra columns: {', '.join(result['headings']['unmapped'])}.")
    said += result["notices"]
    for refusal in result["refused"]:
        said.append(f"{_where(refusal)}: refused. {refusal['reason']}")
    for problem in result["problems"]:
        said.append(f"{_where(problem)}: {problem['reason']}")
    for link in result["duplicates"]:
        rows = " and ".join(_where({"place": row["source_place"], "row": row["source_row"]}) for row in link["rows"])
        said.append(f"{rows}: {link['why']}")
    if not result["rows_with_problems"]:
        said.append("No row needs anything that this check can see. It cannot see what is not written.")
    return "\n".join(said) + "\n"


def _where(found: dict[str, Any]) -> str:
    place = f"{found['place']}, " if found["place"] else ""
    whole = f"{place}row {found['row']}"
    return whole[:1].upper() + whole[1:]
