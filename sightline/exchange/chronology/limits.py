"""How large a file of a chronology may be, and how long reading it may take. All are our own defaults.

A real return holds some hundred rows; the largest seen in guidance is a few thousand. The limits leave room for twenty
times that and stop what is made to exhaust a machine.
"""

from __future__ import annotations

from typing import Final

MEGABYTE: Final = 1024 * 1024

FILE: Final = 50 * MEGABYTE
"""Bytes of a file as it is sent."""
UNPACKED: Final = 300 * MEGABYTE
"""Bytes of everything packed into an Office file."""
ONE_PART: Final = 120 * MEGABYTE
"""Bytes of one part of it."""
PARTS: Final = 5_000
"""Parts in an Office file."""
RATIO: Final = 250
"""How many times its packed size a large part may unpack to; tables of text reach about 40."""
RATIO_FROM: Final = 20 * MEGABYTE
"""Bytes from which a part is large: thousands of blank rows, all alike, pack very small and harm nobody."""
ROWS: Final = 50_000
"""Rows of one file."""
COLUMNS: Final = 300
"""Columns of one table."""
CELLS: Final = 1_500_000
"""Cells with anything in them of one file."""
DEEPEST: Final = 12
"""Tables inside tables."""
SECONDS: Final = 60
"""Seconds in which one file must have been read."""
MEMORY: Final = 1_024 * MEGABYTE
"""Bytes of memory for reading one file."""
ANSWER: Final = 100 * MEGABYTE
"""Bytes of text that may come out of one file."""
GLOSSARY: Final = 2 * MEGABYTE
"""Bytes of the glossary of one review."""
