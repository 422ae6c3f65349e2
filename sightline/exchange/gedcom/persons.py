"""A person's record: who they are, the families they point at, and whatever else it says."""

from __future__ import annotations

from typing import Any, Final

from sightline.domain.kinship import Person
from sightline.exchange.gedcom import dates
from sightline.exchange.gedcom.found import Found, Link, own_day, own_id, pointer
from sightline.exchange.gedcom.kept import within
from sightline.exchange.gedcom.lines import Node

PEDI: Final = {
    "BIRTH": "birth", "BIOLOGICAL": "birth", "NATURAL": "birth", "ADOPTED": "adopted", "FOSTER": "fostered",
    "STEP": "step", "GUARDIAN": "guardian",
}  # fmt: skip
UNDERSTOOD: Final = frozenset({"NAME", "SEX", "BIRT", "DEAT", "FAMC", "FAMS", "ADOP", "_SL"})
IN_EVENT: Final = frozenset({"DATE", "FAMC"})
IN_LINK: Final = frozenset({"PEDI", "STAT", "_SL"})
DAY_NOT_KNOWN: Final = "day not known"
OUTCOMES: Final = ("stillbirth", "miscarriage", "termination", "unborn")


def read_person(found: Found, node: Node) -> None:
    """Add the person of a record to what was found, with the families they point at."""
    key = node.xref
    if not key:
        found.voids += 1
        key = f"LINE-{node.line}"
        found.problems.append(f"Line {node.line}: a person without an id; it was given {key}.")
    if own := own_id(node):
        found.ids[key] = own
        key = own
    if key in found.people:
        found.problems.append(f"Line {node.line}: the person {key} is there twice; the first was kept.")
        return
    names = list(node.all("NAME"))
    birth, death = node.first("BIRT"), node.first("DEAT")
    born, died = dated(birth), dated(death)
    if death is not None and not denied(death) and not died.day and not died.words:
        died = dates.Dated("", DAY_NOT_KNOWN)
    own_words = _own(node, death)
    name = own_words.pop("name", "") or (name_of(names[0].value) if names else "")
    found.people[key] = Person(
        key,
        name,
        _sex(node.text("SEX")),
        born.day,
        died.day,
        born_words=born.words,
        died_words=died.words,
        more=_more(found, node, names, birth, death),
        **own_words,
    )
    _links(found, key, node)


def _more(found: Found, node: Node, names: list[Node], birth: Node | None, death: Node | None) -> dict[str, Any]:
    """What is kept of a record besides what a person holds."""
    more: dict[str, Any] = {}
    if len(names) > 1:
        more["other_names"] = [name_of(each.value) for each in names[1:]]
    if any("/" in each.value for each in names):
        more["gedcom_names"] = [each.value for each in names]
    parts = {f"NAME{number or ''}": within(each, ()) for number, each in enumerate(names)}
    parts |= {"BIRT": within(birth, IN_EVENT), "DEAT": within(death, IN_EVENT)}
    adoptions = list(node.all("ADOP"))
    first = adoptions[0] if adoptions else None
    parts["ADOP"] = within(first, IN_EVENT)
    if kept := {name: lines for name, lines in parts.items() if lines}:
        more["gedcom_within"] = kept
    again = {id(each) for each in (birth, death, first) if each is not None}
    others = [
        child
        for child in node.children
        if child.tag not in UNDERSTOOD or (child.tag in ("BIRT", "DEAT", "ADOP") and id(child) not in again)
    ]
    if lines := found.keep(others):
        more["gedcom"] = lines
    return more


def _links(found: Found, key: str, node: Node) -> None:
    links = found.links.setdefault(key, [])
    for each in node.all("FAMC"):
        if (link := _link(found, each)) is not None:
            links.append(link)
        found.lose(each, IN_LINK)
    birth = node.first("BIRT")
    links += [Link(pointer(each), "birth") for each in (birth.all("FAMC") if birth else ())]
    for event in node.all("ADOP"):
        for each in event.all("FAMC"):
            by = each.text("ADOP").upper()
            only = by if by in ("HUSB", "WIFE") else ""
            links.append(Link(pointer(each), "adopted", only=only, start=dated(event).day))
    if not links:
        del found.links[key]
    for each in node.all("FAMS"):
        if (record := pointer(each)) == "VOID":
            _void_union(found, key, each.line)
        else:
            found.partners.setdefault(record, []).append(key)
        found.lose(each, ())


def _link(found: Found, node: Node) -> Link | None:
    """How a child belongs to a family; None for what is no parentage, or was found to be none."""
    said = node.text("PEDI").upper()
    status = node.text("STAT").upper()
    where = f"Line {node.line}: the link to the family {pointer(node)}"
    if said == "SEALING":
        found.problems.append(f"Line {node.line}: a sealing is no parentage here; left out.")
        return None
    if status == "DISPROVEN":
        found.problems.append(f"{where} is said to be disproven; left out.")
        return Link(pointer(node), "", refused=True)
    own = {each.value.strip().partition(" ")[0]: each.value.strip().partition(" ")[2] for each in node.all("_SL")}
    certainty = "disputed" if status == "CHALLENGED" else "reported" if "reported" in own else "recorded"
    pedi = node.first("PEDI")
    words = (pedi.text("PHRASE") if pedi else "") or said.lower()
    kind = PEDI.get(said) or PEDI.get(words.upper(), "")
    if said and not kind:
        kind = _kind_in(words)
        found.problems.append(
            f"{where} is of a kind not known here ({words}); read as {'a guardian' if kind == 'guardian' else kind}."
        )
    start, end = (own_day(own.get(name, "")) for name in ("from", "to"))
    return Link(pointer(node), kind, certainty=certainty, start=start, end=end)


def _kind_in(words: str) -> str:
    """The nearest kind in somebody's own words; who is not a parent by birth is said to be in charge, not to be one."""
    low = words.lower()
    near = (("step", "step"), ("foster", "fostered"), ("adopt", "adopted"), ("birth", "birth"), ("biolog", "birth"))
    return next((kind for stem, kind in near if stem in low), "guardian")


def _void_union(found: Found, key: str, line: int) -> None:
    """A union that is known to exist and has no record."""
    name = f"VOID-FAM-{line}"
    found.unrecorded[name] = Node("FAM", "", line, name, [Node("HUSB", f"@{key}@", line), Node("WIFE", "@VOID@", line)])


def _own(node: Node, death: Node | None) -> dict[str, Any]:
    """What our own export writes beside the standard's tags; a stillbirth as the standard says it."""
    flags = {child.value.strip() for child in node.children if child.tag == "_SL"}
    own: dict[str, Any] = {name: True for name in ("unknown", "focus", "protected") if name in flags}
    for flag in flags:
        name, _, value = flag.partition(" ")
        if name in ("asked", "name") and value:
            own[name] = own_day(value) if name == "asked" else value
    outcome = next((flag for flag in flags if flag in OUTCOMES), "")
    if not outcome and death is not None and death.text("AGE").upper() == "STILLBORN":
        outcome = "stillbirth"
    return own | ({"outcome": outcome} if outcome else {})


def name_of(value: str) -> str:
    """ "Given /Surname/ suffix" as people say it."""
    return " ".join(value.replace("/", " ").split())


def _sex(value: str) -> str:
    letter = value.strip().upper()[:1]
    return letter if letter in "FMXU" and letter else "U"


def denied(event: Node) -> bool:
    """Whether a program writes that something did not happen ("1 DIV N")."""
    return event.value.strip().upper() == "N"


def dated(event: Node | None) -> dates.Dated:
    """The day of an event, with the words for it."""
    day = event.first("DATE") if event else None
    if day is None:
        return dates.Dated("")
    read = dates.read(day.value)
    phrase = day.text("PHRASE") if day.children else ""
    return dates.with_phrase(read, phrase) if phrase else read
