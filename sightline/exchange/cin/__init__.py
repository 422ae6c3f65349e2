"""The children in need census: reading a file, checking it, and the code lists. Storing comes elsewhere."""

from .errors import CensusError
from .issues import Issue, Severity
from .read import LIMIT, Census, open_census
from .rows import Child, Header, Key

__all__ = ["LIMIT", "Census", "CensusError", "Child", "Header", "Issue", "Key", "Severity", "open_census"]
