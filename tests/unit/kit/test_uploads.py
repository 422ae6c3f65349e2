"""A file that is being sent is taken in up to a bound; what was typed beside it arrives whole."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from sightline.kit import uploads


@pytest.mark.parametrize(("size", "taken"), [(100_000, 100_000), (200_000, 150_000), (4_000_000, 150_000)])
def test_no_more_than_the_bound_is_taken_and_the_words_behind_it_arrive(
    monkeypatch: pytest.MonkeyPatch, size: int, taken: int
) -> None:
    monkeypatch.setattr(uploads, "MOST", 150_000)
    sent = {"file": SimpleUploadedFile("a.txt", b"x" * size), "note": "Long talk."}
    request = RequestFactory().post("/", sent)
    with request.FILES["file"] as file:
        assert file.size == taken
        assert len(file.read()) == taken
    assert request.POST["note"] == "Long talk."
