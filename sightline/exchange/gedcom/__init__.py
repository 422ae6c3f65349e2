"""GEDCOM, the format in which family trees travel: 5.5, 5.5.1 and 7.0, in and out."""

from .reading import Read, looks_like_gedcom, read_gedcom, read_gedcom_family
from .writing import Written, write_gedcom

__all__ = ["Read", "Written", "looks_like_gedcom", "read_gedcom", "read_gedcom_family", "write_gedcom"]
