"""The invented review of two brothers, its report coded by two people who did not see each other's work.

They agree on most, differ on four passages, and have settled one of them. A local code is in use. All of it is made up.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sightline import trail
from sightline.access.models import Worker
from sightline.coding import queries
from sightline.coding.models import CodedText, Coding, DoubleCoding, LocalCode, Settled
from sightline.domain.coding import digest
from sightline.reviews.models import CaseReview
from sightline.stories.book import Book, seeded_key, working_hour
from sightline.stories.partnership import Partnership

TITLE = "Report, chapter 4: What we found"
REPORT = """\
Two brothers lived with neglect for three years while many people visited the house. Twenty-three workers from seven services wrote about them.
Visits were kept. On seven of eleven, the younger boy was said to be asleep, at a friend’s or at his grandmother’s, and was not seen. Nobody wrote down what his day was like. The nursery knew that he came in hungry on Mondays, and was not asked.
The school asked for a stronger plan three times and used the agreed route each time. The third time, the plan changed. Staff said afterwards that knowing the route by name had made it possible.
Six dental and eye appointments were missed in a year. Each letter said that the child did not attend. Each service closed its own file, and nobody counted them together.
Supervision was cancelled four times in the busiest months, and nobody thought the family through. The manager signed the assessment without an entry of her own. The same plan was renewed at four reviews although the kitchen looked the same.
Mother said that the boys’ uncle had moved out. His van stood outside on three visits. It was not checked with anyone else.
A student social worker drew the genogram and found two more adults in the home. The team used it in every meeting from then on. “It was the first time we all saw the same family,” one of them said.
The health visitor had felt uneasy from the start and said so to nobody.
"""  # noqa: E501  a report as it would be pasted, a paragraph a line


@dataclass(frozen=True)
class Said:
    """One coding to tell. `note` may be empty."""

    words: str
    code: str
    polarity: str = "-"
    note: str = ""


BOTH = (
    Said(
        "the younger boy was said to be asleep, at a friend’s or at his grandmother’s, and was not seen",
        "PROC-RECVOICE",
    ),
    Said("Nobody wrote down what his day was like.", "DIRECT-LIVED"),
    Said(
        "The school asked for a stronger plan three times and used the agreed route each time.", "MULTI-ESCALATE", "+"
    ),
    Said("Six dental and eye appointments were missed in a year.", "PROC-WNB"),
    Said("Supervision was cancelled four times in the busiest months", "REFLECT-TIME"),
    Said("Mother said that the boys’ uncle had moved out.", "INFO-VERIFY"),
    Said("A student social worker drew the genogram and found two more adults in the home.", "DIRECT-GENO", "+"),
)
FIRST = (
    Said("The nursery knew that he came in hungry on Mondays, and was not asked.", "MULTI-ALL"),
    Said("The manager signed the assessment without an entry of her own.", "PROC-OVERSIGHT"),
    Said("“It was the first time we all saw the same family,”", "MULTI-SHARED", "+"),
    Said("The health visitor had felt uneasy from the start and said so to nobody.", "REFLECT-GUT"),
    Said("Each letter said that the child did not attend.", "PROC-WNB", note="The letters’ own words."),
    Said("Two brothers lived with neglect for three years", "harm_type/NEGL"),
)
SECOND = (
    Said("The nursery knew that he came in hungry on Mondays, and was not asked.", "MULTI-ALL"),
    Said("The same plan was renewed at four reviews although the kitchen looked the same.", "REFLECT-NEXT"),
    Said("The health visitor had felt uneasy from the start and said so to nobody.", "MULTI-ESCALATE"),
    Said("Staff said afterwards that knowing the route by name had made it possible.", "MULTI-ESCALATE", "+"),
    Said("The manager signed the assessment without an entry of her own.", "PROC-OVERSIGHT"),
    Said("Two brothers lived with neglect for three years", "harm_type/NEGL"),
)
SETTLED = Said("The same plan was renewed at four reviews although the kitchen looked the same.", "REFLECT-NEXT")
REASON = "We read it together: nobody asked what would move it on, which is what the theme is about."


def make(partnership: Partnership, book: Book, today: date, seed: str) -> None:
    """Store the report with both people's codings, what they settled, and the local code."""
    rng = random.Random(f"{seed}/coding")
    first, second = partnership.worker("reviews"), partnership.worker("supervisor")
    review = CaseReview.objects.get(reference="ALR-02")
    begun = working_hour(rng, today - timedelta(days=60))
    text = CodedText.objects.create(
        key=seeded_key(rng), review=review, kind=CodedText.Kind.REPORT, title=TITLE, text=REPORT, digest=digest(REPORT),
        added_by=first, added_at=begun,
    )  # fmt: skip
    _line(book, "add_text", first, text, begun)
    double = DoubleCoding.objects.create(
        text=text, first=first, second=second, begun_by=first, begun_at=begun,
        first_done_at=working_hour(rng, today - timedelta(days=52)),
        second_done_at=working_hour(rng, today - timedelta(days=47)),
    )  # fmt: skip
    for worker, told, ago in ((first, (*BOTH, *FIRST), 54), (second, (*BOTH, *SECOND), 49)):
        for said in told:
            _coding(rng, text, worker, said, working_hour(rng, today - timedelta(days=ago)), book)
    _settled(rng, double, first, today, book)
    LocalCode.objects.create(
        key=seeded_key(rng), code="EXT-NEGLECT", name="What a child needs every day, over time",
        from_on=today - timedelta(days=300), because="Two reviews in a row were about it.", added_by=first,
    )  # fmt: skip


def _coding(rng: random.Random, text: CodedText, by: Worker, said: Said, at: datetime, book: Book) -> None:
    start = REPORT.index(said.words)
    Coding.objects.create(
        key=seeded_key(rng), text=text, code=said.code, polarity=said.polarity, start=start, note=said.note,
        end=start + len(said.words), coder=by, coded_at=at,
    )  # fmt: skip
    _line(book, "code_passage", by, text, at)


def _settled(rng: random.Random, double: DoubleCoding, by: Worker, today: date, book: Book) -> None:
    """The one difference they have talked about."""
    at = working_hour(rng, today - timedelta(days=40))
    one = next(
        difference for difference in queries.compared(double).differences
        if difference.code == SETTLED.code and difference.span.of(REPORT) == SETTLED.words
    )  # fmt: skip
    Settled.objects.create(
        double=double, code=one.code, start=one.span.start, end=one.span.end, outcome=Settled.Outcome.SECOND,
        reason=REASON, by=by, at=at,
    )  # fmt: skip
    _line(book, "settle", by, double.text, at)


def _line(book: Book, deed: str, by: Worker, text: CodedText, at: datetime) -> None:
    book.lines.append(trail.Row(f"coding.{deed}", by=by, thing=("CodedText", text.key), at=at))
