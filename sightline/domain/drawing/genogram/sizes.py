"""Sizes of a genogram in px: symbols, distances, lanes. From the practice file's table where it names one."""

from __future__ import annotations

from typing import Final

SYMBOL: Final = 48.0
"""Side of a symbol."""
HALF: Final = SYMBOL / 2
PITCH: Final = 120.0
"""Distance of neighbours' centres."""
CLEAR: Final = 46.0
"""From a person's centre to a line that passes beside them and their name."""
BESIDE: Final = PITCH / 2
"""From a person's centre to a line that passes them at rest."""
WIRE: Final = 14.0
"""Between two upright lines in one gap."""
LANE: Final = 14.0
"""Between two level lines in one gap."""
STUB: Final = 10.0
"""Between two lines that reach a symbol from above."""
ROW: Final = 150.0
"""Least distance of two rows."""
LABEL: Final = 58.0
"""Room for the words under a symbol, from its lower edge."""
HEAD: Final = 26.0
"""Room above a symbol for its dates and the end of a line."""
GRID: Final = 2.0
"""Positions are whole multiples of this."""
