"""`sightline draw ecomap`: who and what surrounds a child or household, drawn without a database."""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sightline.cli.drawing import day, write
from sightline.cli.trouble import Refused

if TYPE_CHECKING:
    from sightline.domain.drawing.ecomap import Drawing


def register(verbs: argparse._SubParsersAction[Any]) -> None:
    """Add `draw ecomap`."""
    verb = verbs.add_parser("ecomap", help="people and services around a child or household, with the ties")
    verb.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        help="sightline-ecomap/1, a family file or sightline-record/1; several are put together",
    )
    verb.add_argument("--focus", metavar="ID", default="", help="with a family file: the child whose household it is")
    verb.add_argument("--household", metavar="ID", default="", help="with a family file: the household in the middle")
    verb.add_argument("--as-of", type=day, metavar="DATE", help="what was known on a day, ties rated by then")
    verb.add_argument(
        "--rater",
        action="append",
        default=[],
        metavar="NAME",
        help="only this person's map; twice: side by side",
    )
    verb.add_argument("--svg", metavar="OUT", required=True, help="where the drawing goes")
    verb.add_argument("--layout", metavar="OUT.json", help="where everything stands, as sightline-layout/1")
    verb.add_argument("--table", metavar="OUT.html", help="the same facts as tables and sentences")
    verb.add_argument("--drawn-by", metavar="NAME", default="", help="who drew it, for the heading")
    verb.add_argument("--json", action="store_true", help="print what is drawn as one JSON object")
    verb.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Draw. Nothing is written when a file is refused."""
    from sightline.domain.drawing import ecomap
    from sightline.domain.drawing.file_rows import DrawingRefused
    from sightline.domain.drawing.scene import render
    from sightline.exchange.drawings import ecomap_of

    try:
        eco = ecomap_of(arguments.files, focus=arguments.focus, household=arguments.household, day=arguments.as_of)
    except DrawingRefused as refused:
        raise Refused(*refused.sentences) from None
    for rater in arguments.rater:
        if rater not in eco.raters:
            raise Refused(f"Nobody called '{rater}' has rated a tie.")
    start = time.perf_counter()
    table = Path(arguments.table).name if arguments.table else ""
    options = ecomap.Options(tuple(arguments.rater), table, arguments.drawn_by)
    drawing = ecomap.draw_ecomap(eco, options)
    svg = render(drawing.scene)
    took = round(time.perf_counter() - start, 4)
    write(arguments.svg, svg)
    if arguments.layout:
        write(arguments.layout, json.dumps({**drawing.layout, "time_s": took}) + "\n")
    if arguments.table:
        write(arguments.table, ecomap.table_page(drawing))
    if arguments.json:
        print(json.dumps(_facts(drawing), ensure_ascii=False))
    return 0


def _facts(drawing: Drawing) -> dict[str, Any]:
    from sightline.domain.drawing import ecomap

    shown = drawing.shown
    empty = [domain for domain in ecomap.DOMAINS if not any(one.domain == domain for one in shown.systems)]
    return {
        **ecomap.as_json(shown),
        "raters": list(shown.raters),
        "empty_domains": empty,
        "earlier_ratings": len(drawing.earlier),
        "narrative": list(ecomap.narrative(shown)),
    }
