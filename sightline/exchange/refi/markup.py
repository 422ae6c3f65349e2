"""XML opened with suspicion: no document type, no entities, nothing fetched; depth and number of elements bounded."""

from __future__ import annotations

from typing import Any, Final

from lxml import etree

from . import limits
from .errors import NotUsable

_HOSTILE: Final = "The file declares a document type or entities, as a booby-trapped file does. It was not opened."
_BROKEN: Final = "The file is not well-formed XML. Export it again from the tool it came from."


def root_of(data: bytes) -> Any:
    """The root element, comments and all. Raises NotUsable."""
    if len(data) > limits.XML:
        raise NotUsable(f"The XML in the file is larger than {limits.XML // limits.MEGABYTE} MB.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_blank_text=False, remove_comments=False, remove_pis=False, strip_cdata=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        raise NotUsable(_HOSTILE if b"<!DOCTYPE" in data[:65536] or b"<!ENTITY" in data else _BROKEN) from None
    info = root.getroottree().docinfo
    if info.internalDTD is not None or info.externalDTD is not None or info.doctype:
        raise NotUsable(_HOSTILE)
    _bounded(root)
    return root


def _bounded(root: Any) -> None:
    """Refuse what is deeper or larger than any project."""
    count, depth = 0, 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        count, depth = count + 1, depth + 1
        if depth > limits.DEEPEST or count > limits.ELEMENTS:
            raise NotUsable("The XML in the file is deeper or larger than a coding project can be. It was not opened.")
        if element.tag is etree.Entity:
            raise NotUsable(_HOSTILE)


def local(element: Any) -> str:
    """The name of an element without its namespace; "" for comments and instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: Any, *names: str) -> list[Any]:
    """The elements of these names directly inside, in order."""
    return [child for child in element if local(child) in names]


def child(element: Any, name: str) -> Any | None:
    """The first element of this name directly inside."""
    return next(iter(children(element, name)), None)


def written(root: Any) -> bytes:
    """The tree as UTF-8, with what stood before and after its root."""
    result: bytes = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8")
    return result
