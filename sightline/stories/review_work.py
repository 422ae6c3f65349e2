"""The work of the invented reviews: one under way with returns outstanding, one whose actions were tested.

Every fact in them is made up.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TypeVar

from sightline import trail
from sightline.access.models import Agency
from sightline.domain import reviews as rules
from sightline.reviews.models import (
    AgencyReturn,
    CaseReview,
    ClockMark,
    Episode,
    EpisodePractice,
    Meeting,
    Panellist,
    Proceeding,
    QuestionAnswer,
    Reminder,
    ReturnMove,
    ReviewMember,
    StateMove,
    Subject,
    Terms,
    Written,
)
from sightline.stories import review_plan
from sightline.stories.book import Book, seeded_key, weekday, working_hour
from sightline.stories.partnership import Partnership
from sightline.stories.review_pen import Pen

W = TypeVar("W", bound=Written)
SOCIAL_CARE, HEALTH, POLICE, SCHOOLS = (
    "Westmarsh Council children's services",
    "Westmarsh Community Health",
    "Westmarsh Police",
    "Fernhill Schools Trust",
)
HOUSING = "Saltmere Homes"
SENT = ("Children’s Social Care", "Health Visiting", "Hospital", "Police", "Primary School")
"""The agencies of `samples/chronology`: none of them has an account here."""


def make(partnership: Partnership, book: Book, today: date, seed: str) -> None:
    """Store the review that is under way, and the plan of the one whose report is published."""
    pen = Pen(random.Random(f"{seed}/review work"), book, today, partnership.worker("reviews"))
    under_way = _under_way(pen, partnership)
    _opening(pen, under_way, partnership)
    _returns(pen, under_way)
    _episodes(pen, under_way)
    review_plan.make(pen, CaseReview.objects.get(reference="ALR-02"), partnership)
    _held(pen, CaseReview.objects.get(reference="LCSPR-03"))


def _under_way(pen: Pen, partnership: Partnership) -> CaseReview:
    """A review at its chronology, seven months after notification: past the six months in which to publish."""
    aware, notified, decided = pen.day(222), pen.day(219), pen.day(190)
    opened = working_hour(pen.rng, notified)
    review = CaseReview.objects.create(
        key=seeded_key(pen.rng),
        reference="LCSPR-04",
        title="Child A",
        regime="LCSPR",
        method="SILP",
        review_state="CHRONOLOGY",
        decision="LCSPR",
        aware_on=aware,
        notified_on=notified,
        decided_on=decided,
        summary="Child A was hurt at two years old. Five agencies have sent their chronologies; a housing officer had "
        "written down what nobody else knew.",
        opened_by=pen.by,
        opened_at=opened,
    )
    for code in ("Child A", "Sibling 1"):
        Subject.objects.create(review=review, code=code, no_record_here=True)
    ReviewMember.objects.create(review=review, worker=pen.by, level=0, role="Review officer")
    steps = (
        ("", "NOTIFIED", notified, ""),
        ("NOTIFIED", "CONSIDERED", pen.day(216), ""),
        ("CONSIDERED", "RAPID_REVIEW", pen.day(214), ""),
        (
            "RAPID_REVIEW",
            "DECIDED",
            decided,
            "Three agencies worked beside each other and not together; the rapid review could not say why.",
        ),
        ("DECIDED", "COMMISSIONED", pen.day(160), ""),
        ("COMMISSIONED", "SCOPED", pen.day(120), ""),
        ("SCOPED", "CHRONOLOGY", pen.day(60), ""),
    )
    for start, end, on, reason in steps:
        StateMove.objects.create(
            review=review,
            field="review_state",
            from_state=start,
            to_state=end,
            on=on,
            reason=reason,
            by=pen.by,
            recorded_at=working_hour(pen.rng, on),
        )
    for field, first in (("publication_state", "NOT_DECIDED"), ("learning_state", "NOT_SHARED")):
        StateMove.objects.create(review=review, field=field, to_state=first, on=notified, by=pen.by, recorded_at=opened)
    marks = (
        ("rapid", "done", 201, ""),
        (
            "finish",
            "explained",
            20,
            "The police asked us not to speak with two "
            "witnesses until they had been interviewed. The Panel was told by letter.",
        ),
    )
    for clock, kind, ago, reason in marks:
        ClockMark.objects.create(review=review, clock=clock, kind=kind, on=pen.day(ago), reason=reason, by=pen.by)
    pen.book.lines.append(trail.Row("reviews.open_review", by=pen.by, thing=("CaseReview", review.key), at=opened))
    _panel(pen, review, partnership)
    return review


def _panel(pen: Pen, review: CaseReview, partnership: Partnership) -> None:
    manager = partnership.worker("supervisor")
    ReviewMember.objects.create(review=review, worker=manager, level=1, role="Panel member")
    people = (
        ("Rosalind Achterberg", "", "reviewer", None, "none", ""),
        (
            manager.name,
            SOCIAL_CARE,
            "panel",
            manager,
            "declared",
            "Managed the team in which the case was held until the spring. Takes no part in writing about that team.",
        ),
        ("Ulrike Danvers", HEALTH, "author", None, "none", ""),
        ("Xanthe Bellis", POLICE, "disclosure", None, "none", ""),
        ("Tamsin Orrell", HOUSING, "author", None, "not_asked", ""),
    )
    for name, agency, part, worker, interest, note in people:
        pen.put(
            Panellist,
            review,
            150,
            name=name,
            agency=agency,
            part=part,
            worker=worker,
            interest=interest,
            interest_note=note,
        )


def _opening(pen: Pen, review: CaseReview, partnership: Partnership) -> None:
    answers = (
        ("improve", "Y", "The rapid review found three gaps that are not closed."),
        ("recurrent", "Y", "Verifying what was said had been a finding before."),
        ("together", "Y", "Three agencies each waited for another to call the meeting."),
        ("panel", "?", "Its letter had not come when the partners met."),
    )
    asked = {question.code: question.ask for question in rules.regime("LCSPR").questions}
    for code, answer, reasons in answers:
        pen.put(
            QuestionAnswer,
            review,
            192,
            regime="LCSPR",
            question=code,
            asked=asked[code],
            answer=answer,
            reasons=reasons,
        )
    pen.put(
        Proceeding,
        review,
        180,
        kind="criminal",
        standing="live",
        holds=["interviews", "report", "publication"],
        holds_note="Two practitioners are witnesses. Nothing leaves the panel until the police say so.",
        contact="Disclosure officer, Westmarsh Police",
        consulted_on=pen.day(25),
        answer="The chronology may go on. No interviews before the hearing.",
        starts_on=pen.day(222),
    )
    pen.put(
        Proceeding,
        review,
        180,
        kind="family",
        standing="unknown",
        holds=["family"],
        holds_note="",
        contact="Legal services",
    )
    pen.put(
        Meeting,
        review,
        118,
        kind="panel",
        on=pen.day(118),
        came="Lead reviewer\nBusiness manager\nAgency authors of health and police",
        apologies="Housing",
        discussed="Terms of reference, and what each agency holds.",
        decisions="Terms of reference agreed.\nThe business manager writes to housing.",
        next_on=pen.day(60),
    )
    pen.put(
        Terms,
        review,
        120,
        purpose="To learn how agencies understood what Child A's days were like, and what "
        "made it hard to put together what each of them knew.",
        questions="What was known of who lived in the home?\nHow was Child A heard, and by whom?\n"
        "What happened to a worry that reached one agency only?",
        period="From the pregnancy to January 2017",
        agencies="\n".join((*SENT, HOUSING)),
        family="The grandmother has been written to, and has named a day.",
        agreed_on=pen.day(118),
        agreed_by="The case review subgroup",
    )


def _returns(pen: Pen, review: CaseReview) -> None:
    """Five chronologies came, one was sent back; housing's is overdue, and a report is still to come."""
    care, visiting, hospital, police, school = SENT
    back = "Four dates are written month first, and one span ends before it begins. Marked on the copy."
    told: tuple[tuple[str, str, int, str, tuple[tuple[str, int], ...]], ...] = (
        (care, "chronology", 20, "Named manager", (("SUBMITTED", 21), ("APPROVED", 15))),
        (visiting, "chronology", 20, "Named nurse", (("SUBMITTED", 19),)),
        (hospital, "chronology", 14, "Named doctor", (("SUBMITTED", 16), ("APPROVED", 8))),
        (police, "chronology", 14, "Review officer", (("SUBMITTED", 14),)),
        (school, "chronology", -5, "Safeguarding lead", (("SUBMITTED", 9), ("RETURNED", 4))),
        (HOUSING, "chronology", 7, "Tenancy manager", (("DRAFT", 16),)),
        (care, "report", -30, "Named manager", ()),
    )
    signed = {care: "Director of children’s services", hospital: "Medical director"}
    for name, asked_for, due, author, moves in told:
        states = [("ASKED", 58), *moves]
        row = pen.put(
            AgencyReturn,
            review,
            58,
            agency=Agency.objects.filter(name=name).first(),
            agency_name=name,
            asked_for=asked_for,
            asked_on=pen.day(58),
            due_on=weekday(pen.today - timedelta(days=due)),
            author=author,
            state=states[-1][0],
            signed_off_by=signed[name] if states[-1][0] == "APPROVED" else "",
        )
        before = ""
        for state, ago in states:
            ReturnMove.objects.create(
                of=row,
                from_state=before,
                to_state=state,
                on=pen.day(ago),
                reason=back if state == "RETURNED" else "",
                by=pen.by,
                recorded_at=min(working_hour(pen.rng, pen.day(ago)), pen.book.now),
            )
            before = state
        if name == HOUSING:
            words = "The manager is back on Monday; the year before last is written."
            more = {"on": pen.day(3), "how": "Telephone", "whom": "The manager’s deputy", "note": words}
            pen.put(Reminder, review, 3, of=row, **more)


def _episodes(pen: Pen, review: CaseReview) -> None:
    first = pen.put(
        Episode,
        review,
        40,
        number=1,
        title="The housing officer's letter",
        happened="March 2016",
        story="A housing officer wrote to the council that an adult was staying whom nobody had named. "
        "The letter reached a general inbox.",
    )
    second = pen.put(
        Episode,
        review,
        40,
        number=2,
        title="Five weeks without school",
        happened="October 2016",
        story="Sibling 1 was not in school for five weeks. The school telephoned home each Friday.",
    )
    works = (
        (
            first,
            HOUSING,
            "Tell children's services of an adult unknown to them.",
            "Wrote the same day, with what was seen.",
            "The officer had been to a learning event on who lives in the home.",
            "strong",
        ),
        (
            first,
            SOCIAL_CARE,
            "Read and pass on within one working day.",
            "The letter was filed after eleven days.",
            "The inbox was read by whoever had time; three people thought another did it.",
            "below",
        ),
        (
            second,
            SCHOOLS,
            "Visit by the tenth day of absence.",
            "Telephoned each week and believed what was said.",
            "",
            "unclear",
        ),
    )
    for episode, agency, expected, done, why, strength in works:
        pen.put(
            EpisodePractice,
            review,
            38,
            episode=episode,
            agency_name=agency,
            expected=expected,
            done=done,
            why=why,
            strength=strength,
        )


def _held(pen: Pen, review: CaseReview) -> None:
    pen.put(
        Proceeding,
        review,
        400,
        kind="criminal",
        standing="live",
        holds=["publication", "report"],
        holds_note="Until the trial is over.",
        contact="Disclosure officer, Westmarsh Police",
        consulted_on=pen.day(40),
        answer="Nothing that tells the harm before the trial.",
        starts_on=pen.day(430),
    )
