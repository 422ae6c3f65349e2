"""What is sent as a file is taken in up to a bound, so that nobody fills the disk; the rest of it is let go.

Whoever reads files here has a smaller bound of their own, and says in a sentence that the file is too large. A form
keeps what was typed beside it: an answer that breaks off the sending would lose that.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler

MOST: Final = 64 * 1024 * 1024
"""Bytes of one file (our default): above every bound of a reader of files, of which the largest is 50 MB."""


class Bounded(FileUploadHandler):
    """Hands on the first bytes of a file to the handlers behind it, and nothing after them."""

    def new_file(self, *args: Any, **options: Any) -> None:
        """Begin to count anew. What is large is written down meanwhile, in a folder of our own."""
        super().new_file(*args, **options)
        self.taken = 0
        if settings.FILE_UPLOAD_TEMP_DIR:
            Path(settings.FILE_UPLOAD_TEMP_DIR).mkdir(mode=0o700, parents=True, exist_ok=True)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """What the next handler gets; None when there is enough."""
        left = MOST - self.taken
        self.taken += len(raw_data)
        return raw_data[:left] if left > 0 else None

    def file_complete(self, file_size: int) -> None:
        """The handlers behind make the file."""
