"""Dates and times as people write them. `parse.py`: what goes in and comes out; `bridge.py`: UncertainDate."""

from .bridge import ASK, explain, uncertain
from .parse import FLAGS, KINDS, Kind, Written, parse_written, written_day

__all__ = ["ASK", "FLAGS", "KINDS", "Kind", "Written", "explain", "parse_written", "uncertain", "written_day"]
