"""How large a file of coding may be. All are our own defaults, far above a review and below what exhausts a machine."""

from __future__ import annotations

from typing import Final

MEGABYTE: Final = 1024 * 1024

FILE: Final = 50 * MEGABYTE
"""Bytes of a file as it is sent; pictures and sound of a project count too."""
UNPACKED: Final = 200 * MEGABYTE
"""Bytes of everything in the zip."""
ONE_PART: Final = 100 * MEGABYTE
PARTS: Final = 5_000
"""Files in the zip."""
RATIO: Final = 200
RATIO_FROM: Final = 10 * MEGABYTE
"""How many times its packed size a part larger than this may unpack to."""
XML: Final = 40 * MEGABYTE
"""Bytes of the project's XML."""
DEEPEST: Final = 100
"""Elements inside elements; codes nest."""
ELEMENTS: Final = 400_000
TEXT: Final = 2_000_000
"""Characters of one text that can be coded: about 700 pages."""
CODES: Final = 5_000
SECONDS: Final = 60
PROCESSOR_SECONDS: Final = 40
MEMORY: Final = 1_500_000_000
