"""What the published description of REFI-QDA (18 March 2019) asks of the parts that Sightline writes.

Its schema is not among our files. These are its facts for what we write: which attributes an element must have and may
have and of which form, which children in which order and how often; and what it says in words: either the text or its
path, ids that are unique, references that lead somewhere.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from lxml import etree

GUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|\{[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\}"
TEXT, WHOLE, TRUTH = r"(?s:.*)", r"[+-]?[0-9]+", r"true|false|1|0"
COLOUR = r"#(?:[A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})"
MOMENT = r"-?[0-9]{4,}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:Z|[+-][0-9]{2}:[0-9]{2})?"
BY = {"creatingUser": GUID, "creationDateTime": MOMENT, "modifyingUser": GUID, "modifiedDateTime": MOMENT}
ONE, MAYBE, ANY, SOME = (1, 1), (0, 1), (0, 10**9), (1, 10**9)


class Rule(NamedTuple):
    """`must` and `may`: attributes with their form. `children`: in their order, each with how often; None: text."""

    must: dict[str, str]
    may: dict[str, str]
    children: tuple[tuple[str, tuple[int, int]], ...] | None


PROJECT = {
    "Project": Rule(
        {"name": TEXT},
        {"origin": TEXT, "creatingUserGUID": GUID, "creationDateTime": MOMENT, "basePath": TEXT},
        (("Users", MAYBE), ("CodeBook", MAYBE), ("Sources", MAYBE), ("Description", MAYBE)),
    ),
    "Users": Rule({}, {}, (("User", SOME),)),
    "User": Rule({"guid": GUID}, {"name": TEXT, "id": TEXT}, ()),
    "CodeBook": Rule({}, {}, (("Codes", ONE),)),
    "Codes": Rule({}, {}, (("Code", SOME),)),
    "Code": Rule(
        {"guid": GUID, "name": TEXT, "isCodable": TRUTH}, {"color": COLOUR}, (("Description", MAYBE), ("Code", ANY))
    ),
    "Sources": Rule({}, {}, (("TextSource", SOME),)),
    "TextSource": Rule(
        {"guid": GUID},
        {"name": TEXT, "plainTextPath": TEXT, **BY},
        (("Description", MAYBE), ("PlainTextContent", MAYBE), ("PlainTextSelection", ANY), ("Coding", ANY)),
    ),
    "PlainTextSelection": Rule(
        {"guid": GUID, "startPosition": WHOLE, "endPosition": WHOLE},
        {"name": TEXT, **BY},
        (("Description", MAYBE), ("Coding", ANY)),
    ),
    "Coding": Rule({"guid": GUID}, {"creatingUser": GUID, "creationDateTime": MOMENT}, (("CodeRef", ONE),)),
    "CodeRef": Rule({"targetGUID": GUID}, {}, ()),
    "Description": Rule({}, {}, None),
    "PlainTextContent": Rule({}, {}, None),
}
CODEBOOK = {**PROJECT, "CodeBook": Rule({}, {"origin": TEXT}, (("Codes", ONE),))}
SPACES = {"Project": "urn:QDA-XML:project:1.0", "CodeBook": "urn:QDA-XML:codebook:1.0"}


def faults(xml: bytes, files: dict[str, bytes] | None = None) -> list[str]:
    """Everything in a project or codebook that is not as it must be; nothing when all is. `files`: of its archive."""
    root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    name = _local(root)
    if SPACES.get(name) is None or _space(root) != SPACES[name]:
        return [f"The root is {root.tag}."]
    found = [*_element(root, CODEBOOK if name == "CodeBook" else PROJECT, _space(root)), *_ids(root)]
    return found + (_texts(root, files) if files is not None else [])


def _element(element: Any, rules: dict[str, Rule], space: str) -> list[str]:
    name = _local(element)
    rule = rules.get(name)
    if rule is None or _space(element) != space:
        return [f"Nobody knows {element.tag}."]
    known = rule.must | rule.may
    found = [f"{name} has no {one}." for one in rule.must if one not in element.attrib]
    found += [f"{name} has {one}, which there is not." for one in element.attrib if one not in known]
    found += [
        f"{name}: {one} is {value!r}."
        for one, value in element.attrib.items()
        if one in known and not re.fullmatch(known[one], value)
    ]
    if rule.children is None:
        return found + [f"{name} holds elements." for _ in element]
    if (element.text or "").strip() or any((child.tail or "").strip() for child in element):
        found.append(f"{name} holds text.")
    children = [_local(child) for child in element]
    wanted = [one for one, _ in rule.children]
    if any(one not in wanted for one in children) or sorted(children, key=wanted.index) != children:
        found.append(f"{name} holds {children}, not in the order {wanted}.")
    for one, (least, most) in rule.children:
        if not least <= children.count(one) <= most:
            found.append(f"{name} holds {children.count(one)} {one}.")
    return found + [fault for child in element for fault in _element(child, rules, space)]


def _ids(root: Any) -> list[str]:
    ids = [one.get("guid") for one in root.iter() if one.get("guid")]
    codes = {one.get("guid") for one in root.iter() if _local(one) == "Code"}
    users = {one.get("guid") for one in root.iter() if _local(one) == "User"}
    found = [f"{one} stands twice." for one in set(ids) if ids.count(one) > 1]
    found += [
        f"No code is {one.get('targetGUID')}."
        for one in root.iter()
        if _local(one) == "CodeRef" and one.get("targetGUID") not in codes
    ]
    made = (one.get("creatingUser") for one in root.iter())
    return found + [f"No user is {one}." for one in made if one and one not in users]


def _texts(root: Any, files: dict[str, bytes]) -> list[str]:
    found = []
    for source in (one for one in root.iter() if _local(one) == "TextSource"):
        path = source.get("plainTextPath")
        if (path is None) == (source.find("{*}PlainTextContent") is None):
            found.append("A text has both a path and a content, or neither.")
        data = files.get(f"Sources/{(path or '').removeprefix('internal://')}")
        if path and data is None:
            found.append(f"There is no file {path}.")
        length = len((data or b"").decode("utf-8"))
        for one in source.findall("{*}PlainTextSelection"):
            start, end = int(one.get("startPosition") or -1), int(one.get("endPosition") or -1)
            if not 0 <= start <= end <= length:
                found.append(f"{start} to {end} does not lie in a text of {length} code points.")
    return found


def _local(element: Any) -> str:
    return str(etree.QName(element).localname)


def _space(element: Any) -> str:
    return str(etree.QName(element).namespace)
