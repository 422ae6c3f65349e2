"""Builders for chronologies of a review, through the product's own deeds."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from sightline.access.models import Worker
from sightline.chronologies import returning
from sightline.chronologies.models import ChronologyRow, ReturnFile
from sightline.domain.chronology.reading import read_return
from sightline.domain.chronology.returns import Return
from sightline.exchange.chronology.delimited import read_pasted
from sightline.reviews.models import CaseReview

ON = date(2026, 3, 2)
HEADINGS = ("Ref", "Date", "Time", "Source", "Event", "Child seen", "Action taken")
GLOSSARY = (
    "code,role,name,aliases,date_of_birth,gender\n"
    "Child Q,subject,Grace Plumtree,Gracie;Grace,14/02/2014,girl\n"
    "M,mother,Paula Plumtree,Paula,,woman\n"
    "SW1,social worker,May Orchard,,,\n"
)


def a_table(*rows: tuple[str, ...], headings: tuple[str, ...] = HEADINGS) -> str:
    """A pasted table: `rows` are filled up with blanks."""
    text = io.StringIO()
    csv.writer(text, delimiter="\t").writerows(
        [headings, *((*row, *[""] * (len(headings) - len(row))) for row in rows)]
    )
    return text.getvalue()


def a_return(agency: str, *rows: tuple[str, ...], file: str = "", **more: Any) -> Return:
    """What is read of an agency's table."""
    name = file or f"{agency}.docx"
    return read_return(
        read_pasted(a_table(*rows, **more), name), file=name, agency=agency, reference=date(2026, 11, 26)
    )


def sent(review: CaseReview, by: Worker, agency: str, *rows: tuple[str, ...], **more: Any) -> ReturnFile:
    """An agency's return, read and waiting."""
    found = a_return(agency, *rows, **more)
    digest = returning.digest_of(repr([found.file, rows]).encode())
    return returning.keep_reading(review, found, by=by, digest=digest, received_on=ON)


def taken_in(review: CaseReview, by: Worker, agency: str, *rows: tuple[str, ...], **more: Any) -> ReturnFile:
    """An agency's return that stands."""
    return returning.take_in(sent(review, by, agency, *rows, **more), by=by)


def rows_of(review: CaseReview) -> list[ChronologyRow]:
    """The rows that stand, in order."""
    return list(review.chronology_rows.filter(removed_by=None).order_by("position"))


def as_upload(name: str, text: str) -> SimpleUploadedFile:
    """A text as a file that is sent."""
    return SimpleUploadedFile(name, text.encode())
