"""The review in progress gets five agencies' chronologies: those of `samples/chronology`, with their glossary.

They are read as a review officer's upload is, taken in by the product's own deeds, and a few rows are noted and marked.
"""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from sightline.access.models import Worker
from sightline.chronologies import changes, returning
from sightline.chronologies.models import ChronologyRow, RowLink
from sightline.domain.chronology.reading import read_return
from sightline.exchange.chronology import child
from sightline.exchange.chronology.views import glossary_of
from sightline.reviews import changes as reviews
from sightline.reviews.models import CaseReview

SAMPLES: Final = Path(__file__).parents[2] / "samples" / "chronology"
FILES: Final = (
    ("Children’s Social Care", "Childrens Social Care.docx", 21),
    ("Health Visiting", "Health Visiting.docx", 19),
    ("Hospital", "Hospital.xlsx", 16),
    ("Police", "Police.xlsx", 14),
    ("Primary School", "Primary School.csv", 9),
)
"""Agency, file, and how many days ago it came."""
REFERENCE: Final = date(2017, 1, 31)
MARKS: Final[dict[str, dict[str, dict[str, Any]]]] = {
    "c1": {
        "referral": {"how_made": "phone", "decision": "nfa", "decided_at": "2015-01-12"},
        "pressure": {"topic": "mental_health", "who": "M", "status": "current"},
    },
    "p1": {"domestic_abuse": {"abuser": "F"}, "left_unchecked": {"role": "practitioner"}},
    "c2": {"referral": {"how_made": "written", "decision": "assessment", "decided_at": "2015-03-03"}},
    "c3": {"strategy": {"agencies_present": ["social_care", "police"]}},
    "c4": {"level_CIN": {}, "seen": {"where": "home"}},
    "c5": {"closed": {"decided_by": "Team manager"}},
    "e1": {
        "injury": {
            "type": "burn", "body_region": "hand", "explanation": "A cup of tea.", "explained_by": "M",
            "consistent": "Y",
        },
        "told": {"agency": "health_visitor"},
    },
    "h2": {"milestone": {"milestone": "walks"}, "seen": {"where": "home", "awake": "yes"}},
    "h4": {"new_partner": {"who": "MP", "identity": "partly"}, "account": {"topic": "household", "role": "parent",
                                                                         "verification": "not_checked"}},
    "s2": {"voice": {"mode": "said"}},
    "p3": {"domestic_abuse": {}, "left_unchecked": {"role": "practitioner"}},
    "c7": {"conference": {"agencies_present": ["social_care", "health_visitor"]}, "level_CP": {}},
    "c9": {"not_seen": {"where": "home"}},
    "h6": {"not_seen": {"where": "home"}},
    "e3": {
        "injury": {"type": "cut", "body_region": "lip", "explanation": "He tripped over a toy.", "explained_by": "M"},
        "told": {"agency": "health_visitor"},
    },
    "c10": {"seen": {"where": "home", "awake": "yes"}},
    "c11": {"core_group": {"agencies_present": ["social_care", "health_visitor"]}},
    "e4": {"was_not_brought": {"importance": "important", "action": "New appointment sent."}},
    "h8": {"account": {"topic": "attendance", "role": "parent", "verification": "not_checked",
                       "matters": "decision_relevant"}},
    "h9": {
        "injury": {
            "type": "bruise", "body_region": "left cheek", "explanation": "He fell off the settee.",
            "explained_by": "M", "nai_suspected": "yes",
        },
        "seen": {"where": "home"},
    },
    "c13": {"strategy": {"agencies_present": ["social_care", "police"]}, "section47": {}},
    "p7": {"not_seen": {"where": "home", "reason_if_not": "Said to be asleep in his cot."}},
    "e6": {
        "injury": {"type": "head_injury", "body_region": "head", "explained_by": "MP", "consistent": "N",
                   "nai_suspected": "yes"},
    },
}  # fmt: skip
"""Rows by their reference, what they show, and what is told of it."""


def make(officer: Worker, today: date) -> CaseReview | None:
    """Bring the samples into the review in progress; None where the samples do not lie beside the program."""
    if not SAMPLES.is_dir():
        return None
    review = CaseReview.objects.filter(review_state="CHRONOLOGY").first() or _opened(officer, today)
    data = (SAMPLES / "glossary.csv").read_bytes()
    changes.write_glossary(review, by=officer, glossary=glossary_of(data, "glossary.csv"), seen_version=0)
    for agency, name, ago in FILES:
        path = SAMPLES / name
        found = read_return(child.read(str(path), name), file=name, agency=agency, reference=REFERENCE)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        file = returning.keep_reading(review, found, by=officer, digest=digest, received_on=today - timedelta(days=ago))
        returning.take_in(file, by=officer)
    _work(review, officer)
    return review


def _opened(officer: Worker, today: date) -> CaseReview:
    """A review that has reached its chronology."""
    review = reviews.open_review(
        by=officer,
        reference="LCSPR-04",
        title="Child A",
        regime="LCSPR",
        method="SILP",
        summary="Child A was hurt at two years old. Five agencies have sent their chronologies.",
        notified_on=today - timedelta(days=40),
        aware_on=today - timedelta(days=44),
        subjects=("Child A", "Sibling 1"),
    )
    for subject in review.subjects.all():
        reviews.join_subject(subject, by=officer, person=None, no_record_here=True)
    reviews.move_state(
        review,
        by=officer,
        machine="review",
        to="CHRONOLOGY",
        on=today - timedelta(days=22),
        seen_state=review.review_state,
        reason="Entered with the state it had when Sightline began.",
    )
    review.refresh_from_db()
    return review


def _work(review: CaseReview, officer: Worker) -> None:
    """What a reviewer has begun to write beside the rows."""
    rows = {row.ref: row for row in ChronologyRow.objects.filter(review=review, removed_by=None)}
    for ref, shows in MARKS.items():
        if ref in rows:
            changes.mark_row(rows[ref], by=officer, shows=shows)
    if "p1" in rows:
        changes.note_row(rows["p1"], by=officer, text="Ask the police what they were told of the children that night.")
        changes.say_significance(rows["p1"], by=officer, significance="yes")
    link = RowLink.objects.filter(review=review, kind="D3", stands=True).order_by("pk").first()
    if link is not None:
        changes.decide_link(link, by=officer, decision="accepted", reason="Both tell of the same discussion.")
