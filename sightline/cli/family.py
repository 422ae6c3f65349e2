"""`sightline family relation`: how two people of a family file are related, in words. Needs no database."""

from __future__ import annotations

import argparse
import json
from datetime import date
from typing import TYPE_CHECKING, Any

from sightline.cli.drawing import tell_if_large
from sightline.cli.trouble import Refused

if TYPE_CHECKING:
    from sightline.domain.kinship import Family, Relation

UNSURE = {"recorded": "", "reported": " – reported, not verified", "disputed": " – disputed"}
NOTHING = "Nothing recorded here says how they are related."


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add `family` and its verbs."""
    parser = subparsers.add_parser("family", help="questions to a family file")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    asking = verbs.add_parser("relation", help="how B is related to A, in words, with the path")
    asking.add_argument("file", metavar="FILE", help="a family file: sightline-family/1, GEDCOM or a pedigree table")
    asking.add_argument("a", metavar="A", help="the record id of one person in the file")
    asking.add_argument("b", metavar="B", help="the record id of the other")
    asking.add_argument(
        "--as-of", type=_day, metavar="DATE", help="who is a former partner by then (default: the file's day)"
    )
    asking.add_argument("--json", action="store_true", help="as one JSON object")
    asking.set_defaults(run=run_relation)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date like 2026-11-22") from None


def run_relation(arguments: argparse.Namespace) -> int:
    """Print what B is to A. Raises Refused when the file cannot be read or names nobody by an id."""
    from sightline.domain.kinship import FamilyRefused, born_together, certainty_of, relations
    from sightline.exchange.families import read_family_file

    try:
        tell_if_large(arguments.file)
        family = read_family_file(arguments.file)
    except FamilyRefused as refusal:
        raise Refused(*refusal.sentences) from None
    a, b = (_known(family, given) for given in (arguments.a, arguments.b))
    found = relations(family, a, b, day=arguments.as_of)
    together = born_together(family, a, b)
    sure = {each: certainty_of(family, each) for each in found}
    if arguments.json:
        print(json.dumps(_as_json(a, b, sure, together), ensure_ascii=False))
        return 0
    names = [family.person[key].name or key for key in (a, b)]
    if not found:
        print(NOTHING)
    for each in found:
        people = " – ".join(family.person[key].name or key for key in each.path)
        verb = "" if each.words.startswith(("lives ", "has lived ")) else "is the "
        tail = f" as {names[0]}" if not verb else f" of {names[0]}"
        print(f"{names[1]} {verb}{each.words}{tail} (by {_said(each.basis)}: {people}){UNSURE[sure[each]]}")
    if together:
        print(f"They are {together}.")
    return 0


def _known(family: Family, given: str) -> str:
    """The id as the file has it; GEDCOM's @ around an id may be written or not."""
    for key in (given, given.strip("@")):
        if key in family.person:
            return key
    raise Refused(f"There is nobody with the id {given!r} in this file.")


def _said(basis: str) -> str:
    """A step-parent, and who comes with one, is a relative by marriage: the words say "step"."""
    return {"step": "marriage"}.get(basis, basis)


def _as_json(a: str, b: str, sure: dict[Relation, str], together: str) -> dict[str, Any]:
    rows: list[dict[str, Any]] = [
        {"relation": each.words, "basis": _said(each.basis), "path": list(each.path), "certainty": certainty}
        for each, certainty in sure.items()
    ]
    first, *further = rows or [{"relation": None, "basis": None, "path": [], "certainty": None}]
    return {
        "a": a,
        "b": b,
        **first,
        "further": further,
        "sentence": "" if sure else NOTHING,
        "born_together": together,
    }
