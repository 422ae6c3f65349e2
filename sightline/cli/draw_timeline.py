"""`sightline draw timeline`: what happened, in lanes, drawn without a database."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from sightline.cli.drawing import day, write
from sightline.cli.trouble import Refused


def register(verbs: argparse._SubParsersAction[Any]) -> None:
    """Add `draw timeline`."""
    verb = verbs.add_parser("timeline", help="what happened, in lanes, with the silences between")
    verb.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        help="a chronology as `chronology merge --out x.json` writes it, sightline-record/1, or both; "
        "with --focus a family file too",
    )
    verb.add_argument("--focus", metavar="ID", default="", help="whose age stands on the axis (a record: the child)")
    verb.add_argument("--born", type=_birth, metavar="DATE", help="born on: 2019, 2019-05 or 2019-05-03, for the ages")
    verb.add_argument("--as-of", type=day, metavar="DATE", help="what was known on a day; silence is reckoned up to it")
    verb.add_argument("--from", dest="since", type=day, metavar="DATE", help="only from this day")
    verb.add_argument("--to", type=day, metavar="DATE", help="only up to this day")
    verb.add_argument("--lanes", choices=("agency", "person", "kind"), default="agency", help="what a lane is for")
    verb.add_argument(
        "--gap-days", type=_days, default=28, metavar="N", help="silence in a lane longer than this is a gap"
    )
    verb.add_argument("--width", type=_width, default=960, metavar="PX", help="320 to 2400 (default: 960)")
    verb.add_argument("--title", default="", metavar="WORDS", help="for the heading")
    verb.add_argument("--svg", metavar="OUT", required=True, help="where the drawing goes")
    verb.add_argument("--table", metavar="OUT.html", help="the list of entries, gaps and sentences with the same facts")
    verb.add_argument("--json", action="store_true", help="print what is drawn as one JSON object")
    verb.set_defaults(run=run)


def _days(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 36_500:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of days")
    return int(text)


def _width(text: str) -> int:
    if not text.isdecimal() or not 320 <= int(text) <= 2400:
        raise argparse.ArgumentTypeError(f"{text!r} is not a width from 320 to 2400")
    return int(text)


def _birth(text: str) -> Any:
    from sightline.domain.dates import DateError
    from sightline.domain.kinship import read_date

    try:
        found = read_date(text)
    except DateError:
        found = None
    if not text or found is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date like 2019, 2019-05 or 2019-05-03")
    return found


def run(arguments: argparse.Namespace) -> int:
    """Draw. Nothing is written when a file is refused."""
    from sightline.domain.drawing import timeline
    from sightline.domain.drawing.file_rows import DrawingRefused
    from sightline.domain.drawing.scene import render
    from sightline.exchange.drawings import story_of

    if arguments.since and arguments.to and arguments.to < arguments.since:
        raise Refused("--to comes before --from.", code=2)
    try:
        story = story_of(arguments.files, focus=arguments.focus, day=arguments.as_of, lanes=arguments.lanes)
    except DrawingRefused as refused:
        raise Refused(*refused.sentences) from None
    options = timeline.Options(
        width=arguments.width,
        title=arguments.title or story.title,
        gap_days=arguments.gap_days,
        bands=story.bands,
        born=arguments.born or story.born,
        whose=story.whose if not arguments.born else "",
        since=arguments.since,
        to=arguments.to,
        until=arguments.as_of or story.until,
        table=Path(arguments.table).name if arguments.table else "",
    )
    found = timeline.timeline(story.rows, options)
    write(arguments.svg, render(found.scene))
    if arguments.table:
        write(arguments.table, timeline.table_page(found))
    if arguments.json:
        print(json.dumps(timeline.facts(found), ensure_ascii=False))
    return 0
