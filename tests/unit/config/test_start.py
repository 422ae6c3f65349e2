"""What a start of the server has to read: no library that only some pages need."""

from __future__ import annotations

import os
import subprocess
import sys

HEAVY = ("highspy", "numpy", "typst", "openpyxl", "docx", "python_calamine", "rapidfuzz", "scipy", "joserfc", "pikepdf")
START = """
import sys
import sightline.config.wsgi
from django.urls import resolve
resolve("/sign-in/")
print(*(name for name in sys.argv[1:] if name in sys.modules))
"""


def test_a_start_reads_no_library_that_only_some_pages_need(tmp_path):
    kept = os.environ | {"SIGHTLINE_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "sightline.config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", START, *HEAVY], env=kept, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.split() == []
