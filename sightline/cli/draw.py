"""`sightline draw genogram`: a family file drawn, without a database.

The whole family is drawn, everybody in it, unless a view is asked for: `--focus` near one child (above 60 people, or
with
`--steps`), `--household` one home, `--as-of` a day, `--family-copy` the copy for one recipient.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sightline.cli import draw_ecomap, draw_timeline
from sightline.cli.drawing import day, said_once, tell_if_large, write
from sightline.cli.trouble import Refused

if TYPE_CHECKING:
    from sightline.domain.drawing.genogram import Previous
    from sightline.domain.kinship import Family


MOST_DRAWN = 2_500
"""More people than this nobody could read on any paper, and placing them would take minutes (our default)."""


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add `draw` and its verbs."""
    parser = subparsers.add_parser("draw", help="draw a genogram, an eco-map or a timeline; needs no database")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    register_genogram(verbs)
    draw_ecomap.register(verbs)
    draw_timeline.register(verbs)


def register_genogram(verbs: argparse._SubParsersAction[Any]) -> None:
    """Add `draw genogram`."""
    verb = verbs.add_parser("genogram", help="the family tree with households and, if asked, relationships")
    verb.add_argument(
        "family", metavar="FAMILY", help="a family file: sightline-family/1, GEDCOM, GEDZIP or a pedigree table"
    )
    verb.add_argument(
        "--focus", metavar="ID", help="a person to draw as of interest; above 60 people, only who is near"
    )
    verb.add_argument("--steps", type=_count, metavar="K", help="with --focus: only people at most K steps away")
    verb.add_argument("--household", metavar="ID", help="only this household, with parents and partners of its members")
    verb.add_argument("--as-of", type=day, metavar="DATE", help="the family as it was on a day")
    verb.add_argument("--profile", choices=("uk", "mcgoldrick"), default="uk", help="which symbols (default: uk)")
    verb.add_argument("--family-copy", metavar="RECIPIENT", help="the copy for this person: what they may see, no more")
    verb.add_argument(
        "--relationships", choices=("none", "focus", "all"), default="none", help="the layer of relationship lines"
    )
    verb.add_argument(
        "--show",
        action="append",
        choices=("gender-history", "health"),
        default=[],
        help="with --profile mcgoldrick: draw this too; off unless asked for, never in a family copy",
    )
    verb.add_argument("--svg", metavar="OUT", required=True, help="where the drawing goes")
    verb.add_argument("--layout", metavar="OUT.json", help="where everybody stands, as sightline-layout/1")
    verb.add_argument("--previous", metavar="OLD_LAYOUT.json", help="keep people where this earlier layout has them")
    verb.add_argument("--table", metavar="OUT.html", help="the same facts as tables and sentences")
    verb.add_argument("--drawn-by", metavar="NAME", default="", help="who drew it, for the heading")
    verb.set_defaults(run=run_genogram)


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of steps")
    return int(text)


def read_family_file(path: str) -> tuple[Family, tuple[str, ...]]:
    """The family of a file (JSON, GEDCOM, pedigree table) and what is to be said of reading it. Raises Refused."""
    from sightline.domain.kinship import FamilyRefused
    from sightline.exchange.families import read_any, read_bytes

    try:
        tell_if_large(path)
        family, _, said = read_any(read_bytes(path), name=Path(path).stem)
    except FamilyRefused as refused:
        raise Refused(*refused.sentences) from None
    return family, said


def run_genogram(arguments: argparse.Namespace) -> int:
    """Draw; what is contradictory in the record is said on standard error, and drawn all the same."""
    import sys

    from sightline.domain.drawing.genogram import Options, chosen_ties, draw_genogram, table_page
    from sightline.domain.drawing.scene import render

    whole, said = read_family_file(arguments.family)
    family = _view(whole, arguments)
    if len(family.persons) > MOST_DRAWN:
        raise Refused(
            f"{len(family.persons):,} people are too many for one drawing; it can hold {MOST_DRAWN:,}. "
            "Choose a person with --focus and how near with --steps."
        )
    previous = _previous(arguments.previous) if arguments.previous else None
    people = {"none": None, "focus": None, "all": ()}[arguments.relationships]
    ties = () if arguments.relationships == "none" else chosen_ties(family, people=people)
    start = time.perf_counter()
    options = Options(
        profile=arguments.profile,
        family_view=bool(arguments.family_copy),
        ties=ties,
        table=Path(arguments.table).name if arguments.table else "",
        drawn_by=arguments.drawn_by,
        previous=previous,
    )
    genogram = draw_genogram(family, options)
    svg = render(genogram.scene)
    took = round(time.perf_counter() - start, 4)
    write(arguments.svg, svg)
    if arguments.layout:
        write(arguments.layout, json.dumps({**genogram.layout, "time_s": took}) + "\n")
    if arguments.table:
        write(arguments.table, table_page(family, genogram.notes))
    # Of a family copy nothing is said that is not in it.
    for note in said_once(genogram.notes if arguments.family_copy else (*said, *genogram.notes)):
        print(note, file=sys.stderr)
    return 0


def _view(family: Family, arguments: argparse.Namespace) -> Family:
    from sightline.domain.drawing import genogram

    if arguments.steps is not None and not arguments.focus:
        raise Refused("--steps needs --focus: near whom?", code=2)
    if arguments.show and arguments.family_copy:
        raise Refused("--show cannot be in a family copy: nobody's health or gender history is.", code=2)
    if arguments.show and arguments.profile != "mcgoldrick":
        raise Refused("--show needs --profile mcgoldrick: the other symbols have no sign for it.", code=2)
    family = genogram.without_private(family, arguments.show)
    if arguments.focus:
        if arguments.focus not in family.person:
            raise Refused(f"Nobody in the family has the id '{arguments.focus}'.")
        marked = (replace(one, focus=one.focus or one.id == arguments.focus) for one in family.persons)
        family = replace(family, persons=tuple(marked))
    if arguments.household and arguments.household not in {home.id for home in family.households}:
        raise Refused(f"No household of the family has the id '{arguments.household}'.")
    if arguments.family_copy:
        family = genogram.family_copy(family, arguments.family_copy)
    family = genogram.on_day(family, arguments.as_of) if arguments.as_of else genogram.at_its_date(family)
    if arguments.household:
        family = genogram.one_household(family, arguments.household)
    if arguments.focus and arguments.steps is not None:
        return genogram.within_steps(family, (arguments.focus,), arguments.steps)
    return genogram.first_view(family, (arguments.focus,)) if arguments.focus else family


def _previous(path: str) -> Previous:
    from sightline.domain.drawing.genogram import LayoutRefused, read_layout
    from sightline.domain.kinship import FamilyRefused
    from sightline.exchange.families import read_bytes

    try:
        return read_layout(json.loads(read_bytes(path)))
    except FamilyRefused as refused:
        raise Refused(*refused.sentences) from None
    except LayoutRefused as refused:
        raise Refused(str(refused)) from None
    except (ValueError, RecursionError):
        raise Refused(f"The earlier layout {path} is not JSON.") from None
