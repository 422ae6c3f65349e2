"""The plan of an invented review whose report is published: actions embedded, done, on track, at risk and blocked.

Every fact in it is made up.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sightline.access.models import Worker
from sightline.domain.dates import add_months
from sightline.reviews.models import Action, CaseReview, Evidence, Finding, Progress, Recommendation
from sightline.stories.book import weekday, working_hour
from sightline.stories.partnership import Partnership
from sightline.stories.review_pen import Pen

SOCIAL_CARE, SCHOOLS = "Westmarsh Council children's services", "Fernhill Schools Trust"


def make(pen: Pen, review: CaseReview, partnership: Partnership) -> None:
    """Three recommendations; actions embedded, done, on track, at risk and blocked."""
    findings = {finding.number: finding for finding in Finding.objects.filter(review=review)}
    judge = next(w for w in partnership.workers if w.role == "review_officer" and w != pen.by)
    wanted = (
        (1, 1, SOCIAL_CARE, "accepted", "Agree what counts as having seen a child, and look whether it happens."),
        (2, 3, "The partners", "part", "Protect time for supervision in the busiest months."),
        (3, 2, SCHOOLS, "accepted", "Tell every school how disagreements are raised, with this review as the example."),
    )
    made = {}
    for number, finding, to, response, text in wanted:
        made[number] = pen.put(
            Recommendation,
            review,
            425,
            number=number,
            text=text,
            finding=findings[finding],
            addressed_to=to,
            response=response,
            response_reason="Not in school holidays." if response == "part" else "",
            made_on=pen.day(425),
            response_due_on=add_months(pen.day(425), 2),
            responded_on=pen.day(390),
        )
    _tested(pen, review, made, judge)
    _still_open(pen, review, made)


def _tested(pen: Pen, review: CaseReview, made: dict[int, Recommendation], judge: Worker) -> None:
    seen = _action(
        pen,
        review,
        1,
        made[1],
        kind="practice",
        outcome="Every child visited is seen, and says how the days are.",
        step="Replace the visit form: seen, alone, own words are asked one by one.",
        owner="Head of service",
        agency=SOCIAL_CARE,
        due=200,
        measure="Sample of forty visits, drawn blind",
        baseline="Seen on 22 of 40 visits",
    )
    for ago, level, words in (
        (330, 4, "Seen on 34 of 40 visits."),
        (90, 4, "Seen on 36 of 40 visits."),
    ):
        _proof(pen, review, seen, ago, level, "better", words, judge)
    told = _action(
        pen,
        review,
        2,
        made[3],
        kind="information",
        outcome="A school that worries knows how to disagree.",
        step="Send the one-page route to every school and ask for a receipt.",
        owner="Trust safeguarding lead",
        agency=SCHOOLS,
        due=300,
        measure="Receipts",
        baseline="",
    )
    _proof(pen, review, told, 310, 2, "", "41 of 43 schools wrote back.", judge)
    _proof(pen, review, told, 60, 3, "better", "Survey of leads: 71 in 100 could name the next step, 40 before.", None)


def _still_open(pen: Pen, review: CaseReview, made: dict[int, Recommendation]) -> None:
    rest = (
        (
            3,
            "practice",
            "Supervision happens when it is hardest.",
            "Cover supervisors by rota from the first day of leave.",
            -90,
            "moved",
            12,
            "The rota is written for two teams.",
        ),
        (
            4,
            "practice",
            "A family is thought through before it drifts.",
            "Hold one group session a month in each pod.",
            -20,
            "moved",
            45,
            "Two pods have begun.",
        ),
        (
            5,
            "practice",
            "No case waits for its manager's return.",
            "Build the cover list into the case system.",
            15,
            "blocked",
            30,
            "The supplier has no day for it before the spring.",
        ),
    )
    for number, kind, outcome, step, due, progress, ago, words in rest:
        row = _action(
            pen,
            review,
            number,
            made[2],
            kind=kind,
            outcome=outcome,
            step=step,
            owner="Service manager",
            agency=SOCIAL_CARE,
            due=due,
            measure="Supervision records of the month",
            baseline="Held in 6 of 10",
        )
        pen.put(Progress, review, ago, action=row, kind=progress, on=pen.day(ago), text=words)


def _action(pen: Pen, review: CaseReview, number: int, wanted: Recommendation, *, due: int, **values: Any) -> Action:
    day = weekday(pen.today - timedelta(days=due))
    return pen.put(
        Action,
        review,
        400,
        number=number,
        recommendation=wanted,
        due_on=day,
        impact_review_on=add_months(pen.day(400), 12),
        data_source="Case system, quality lead's sample",
        **values,
    )


def _proof(
    pen: Pen, review: CaseReview, action: Action, ago: int, level: int, result: str, text: str, judge: Worker | None
) -> None:
    judged: dict[str, Any] = {}
    if judge is not None:
        judged = {
            "decision": "accepted",
            "decided_by": judge,
            "decision_reason": "The sample was drawn by somebody else.",
            "decided_at": min(working_hour(pen.rng, pen.day(ago - 5)), pen.book.now),
        }
    pen.put(
        Evidence,
        review,
        ago,
        action=action,
        level=level,
        result=result,
        text=text,
        on=pen.day(ago),
        source="Quality team's folder",
        **judged,
    )
