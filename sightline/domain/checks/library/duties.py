"""Duties to report that some checks show beside their prompt: two dated numbers, on or off, and their sentences.

The first is in force; the second was before Parliament (Crime and Policing Bill, in the Lords in February 2026) and is
off until a partnership confirms it, with a date.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..look import Look
from ..vocabulary import NumberClass, Parameter

DUTIES = (
    Parameter(
        "fgm_duty_shown",
        1,
        "(1 yes, 0 no)",
        NumberClass.NATIONAL,
        "Female Genital Mutilation Act 2003, s.5B",
        "Show the duty to report female genital mutilation",
    ),
    Parameter(
        "csa_duty_shown",
        0,
        "(1 yes, 0 no)",
        NumberClass.NATIONAL,
        "Crime and Policing Bill, in the Lords in February 2026; later status not found",
        "Show a duty to report child sexual abuse, once the partnership has confirmed it",
    ),
)
SENTENCES = {
    "fgm_duty_shown": (
        "Female genital mutilation found in a girl under 18 is for regulated professionals to report to the police "
        "(FGM Act 2003, s.5B)."
    ),
    "csa_duty_shown": "A duty to report child sexual abuse applies here: see the partnership's procedure.",
}


def duties_shown(look: Look) -> Iterator[str]:
    """The sentences of the duties that are on."""
    for name, sentence in SENTENCES.items():
        if look.params[name]:
            yield sentence
