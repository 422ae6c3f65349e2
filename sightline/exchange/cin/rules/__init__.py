"""The census's validation rules that a file alone can decide, in our own words: every failure is a warning.

A failed rule never keeps a row out. Rules whose code ends in Q are queries, which an authority may explain; the rest
are errors. Codes and meanings follow the Department for Education's rules for 2025-26. Those about a single value are
decided as it is read (`build.py`, `read.py`: 4180, 4220, 8500, 8510, 8540, 8568, 8640, 8650, 8794, 8866, 8905, 8910).
"""

from .run import ALL_RULES, Rules

__all__ = ["ALL_RULES", "Rules"]
