"""A document is added with what is being written, and later to an entry; opened, put right, withdrawn."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests import documents
from tests.browser import serving
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
LETTER = {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": documents.PDF}
PROGRAM = {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": b"MZ\x90\0\x03"}


def _chooses_file(she: Visitor, file: dict[str, object]) -> Visitor:
    she.page.get_by_label(re.compile(r"^\s*The file")).set_input_files(files=[file])
    return she


@pytest.mark.parametrize("width", [375, 1280])
def test_a_letter_comes_with_a_visit_and_another_later(
    visitor: Callable[..., Visitor],
    fresh: serving.Live,
    width: int,
) -> None:
    she = visitor(fresh, "practitioner", width=width)
    she.goes_to("/").follows("Robin Fennimore")
    child = she.path()
    # Given a visit with a file that is no document: refused, and nothing that was typed is lost
    she.goes_to(child + "what-happened/visit/").writes("When was it?", "today").writes(
        "What else happened", "We talked."
    )
    she.page.get_by_text("Add a document").click()
    _chooses_file(she, PROGRAM).writes("What is it?", "The clinic’s letter").looks()
    she.presses("Save").is_told("a program, not a document")
    assert she.field("What else happened").input_value() == "We talked."
    # When the letter itself is chosen, it is there as soon as the visit is saved
    _chooses_file(she, LETTER).writes("From whom?", "Dr Oyelaran").writes("Of which day is it?", "about 3 May 2026")
    she.presses("Save").sees(re.compile("The document is added."))
    she.goes_to(child + "information/").sees("The clinic’s letter").follows("The clinic’s letter")
    she.sees("Dr Oyelaran").sees(re.compile("PDF, 1 KB"))
    entry = she.path().partition("#")[0]
    with she.page.expect_download() as copy:
        she.page.get_by_role("link", name=re.compile("^Open: The clinic")).click()
    assert re.fullmatch(r"document-[0-9a-f]{8}\.pdf", copy.value.suggested_filename)
    # Then another is added to the entry, its words are put right, and it is withdrawn
    she.follows("Add a document")
    _chooses_file(she, LETTER).writes("What is it?", "The wrong letter").presses("Save").is_told(
        "The document is added"
    )
    she.follows(re.compile(r"Correct what is written about it\s*: The wrong letter"))
    she.writes("What is it?", "Somebody else’s letter").presses("Save").sees("Somebody else’s letter")
    she.goes_to(entry)
    she.follows(re.compile(r"Withdraw it\s*: Somebody else")).writes("Why?", "It is about another family.")
    she.chooses("What becomes of the file?", re.compile("It is erased")).presses("Save")
    she.sees(re.compile("its file is erased")).sees("It is about another family.")
