"""`sightline dates parse`: what dates and times mean that people wrote down, one a line. Needs no database.

With `--json`, one object a line on standard input, `{"kind": "date|target_date|time|datetime", "text": "…"}`, is
answered by one object a line, in the same order: `text`, `value` (EDTF), `earliest`, `latest`, `flags`, `error`, and
`suggestion` where day and month may have been swapped. A line that is not such an object is answered too, with `error`
`input`, and the rest goes on; empty lines are passed over. The exit code is 0: an unreadable date is an answer, not an
accident.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sightline.cli.trouble import Refused
from sightline.domain.dates.written import KINDS, Kind, Written, explain, parse_written


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add `dates parse`."""
    parser = subparsers.add_parser("dates", help="dates and times as people write them")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    reading = verbs.add_parser(
        "parse",
        help="what written dates and times mean",
        description="Reads dates and times as people write them: the texts given, or one a line on standard input.",
    )
    reading.add_argument(
        "texts", nargs="*", metavar="TEXT", help="a date or time (default: standard input, one a line)"
    )
    reading.add_argument(
        "--reference",
        type=_day,
        metavar="DATE",
        help="the day they were written, for years of two figures (default: today)",
    )
    reading.add_argument("--kind", choices=KINDS, default="date", help="what the texts are (default: date)")
    reading.add_argument(
        "--json",
        action="store_true",
        help='answer in JSON, one object a line; standard input holds {"kind", "text"} a line',
    )
    reading.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Answer every text; 0 whatever they say."""
    reference = arguments.reference or date.today()  # noqa: DTZ011  the wall calendar of whoever asks
    for answer in _answered(arguments, reference):
        sys.stdout.write(answer + "\n")
        sys.stdout.flush()  # whoever keeps the pipe open waits for this line before writing the next
    return 0


def _answered(arguments: argparse.Namespace, reference: date) -> Iterator[str]:
    if arguments.json and not arguments.texts:
        yield from _answers(_lines(sys.stdin.buffer), reference)
        return
    given = arguments.texts or (line.decode("utf-8", "replace").rstrip("\r") for line in _lines(sys.stdin.buffer))
    for text in given:
        written = parse_written(text, arguments.kind, reference)
        yield _as_json(written) if arguments.json else _as_words(written, arguments.kind)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a date like 2026-11-25") from None


def _lines(stream: Iterable[bytes]) -> Iterator[bytes]:
    """Lines as the writer ended them: only a line feed ends one, and a byte order mark at the start is no text."""
    for number, line in enumerate(stream):
        line = line.removesuffix(b"\n")
        yield line.removeprefix(b"\xef\xbb\xbf") if not number else line


def _answers(lines: Iterable[bytes], reference: date) -> Iterator[str]:
    for line in lines:
        if line.strip():
            try:
                text, kind = _question(line)
            except Refused:
                yield _as_json(Written(line.decode("utf-8", "replace"), error="input"))
            else:
                yield _as_json(parse_written(text, kind, reference))


def _question(line: bytes) -> tuple[str, Kind]:
    """The text and kind of one line. Raises Refused when it is not the object that is asked for."""
    try:
        found = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        raise Refused("Not JSON.") from None
    if not isinstance(found, dict) or not isinstance(found.get("text"), str) or found.get("kind") not in KINDS:
        raise Refused('Not {"kind", "text"}.')
    return found["text"], found["kind"]


def _as_json(written: Written) -> str:
    # ASCII, so that any text survives the way out, also half a surrogate pair.
    return json.dumps(written.as_json())


def _as_words(written: Written, kind: str) -> str:
    """One line for a person; control characters of the text are shown as their escapes."""
    shown = written.text if written.text.isprintable() else ascii(written.text)[1:-1]
    shown = shown.encode(sys.stdout.encoding or "utf-8", "backslashreplace").decode(sys.stdout.encoding or "utf-8")
    if written.error:
        return f"{shown or '(empty)'}: {explain(written, time=kind == 'time')} ({written.error})"
    bounds = (
        "" if written.earliest == written.latest else f", {written.earliest or 'open'} to {written.latest or 'open'}"
    )
    flags = f" (look again: {', '.join(written.flags)})" if written.flags else ""
    return f"{shown}: {written.value}{bounds}{flags}"
