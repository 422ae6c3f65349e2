"""What a census says of a child, in the words of the record: rows of the file → facts. Nothing is written here.

    CINdetails            Referral, and an Involvement (CIN) unless no further action was taken
    ChildProtectionPlans  Plan (CP), an Involvement (CP), a Meeting for each review
    CINPlanDates          Plan (CIN)
    Section47             Section47, an Involvement (S47), a Meeting for its conference
    Assessments           Assessment, and a Concern for each factor that has a topic, once it is authorised
    PreProceedings…       Event

Why each of these reads as it does: docs/decisions/2026-11-22-what-a-census-says.md
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from sightline.cases.models import (
    Assessment,
    Concern,
    Event,
    Involvement,
    Meeting,
    Plan,
    Referral,
    Section47,
)
from sightline.cases.models.involvement import Level
from sightline.cases.models.statutory import PlanKind
from sightline.domain.dates import in_words
from sightline.exchange.changes import THE_CHILD, Incoming, Link
from sightline.people.facts import Precision, VersionedFact

from . import rows
from .codes import factor
from .issues import Issue, IssueLog, Severity

MODELS: Final = (Referral, Involvement, Assessment, Concern, Section47, Plan, Meeting, Event)  # in which order
COVERED: Final = ("Involvement", "Referral", "Assessment", "Section47", "Plan")  # during the census's period
MOST_PLANS: Final = 99  # earlier plans of one child; a larger number is a slip (our default)


def details(child: rows.Child) -> dict[str, Any]:
    """The person's details that the file gives; a field it doesn't give is left out, so that it erases nothing."""
    codes = child.disabilities
    found = {
        "dob": child.born,
        "expected_dob": None if child.born else child.expected,
        "died_on": child.died,
        "sex": child.sex,
        "ethnicity": child.ethnicity,
        "disability": None if codes is None else [code for code in codes if code != "NONE"],
    }
    return {name: value for name, value in found.items() if value is not None}


def facts_of(child: rows.Child, log: IssueLog) -> Iterator[Incoming]:
    """Every fact the file holds about one child, referrals before what refers to them. Refusals go to `log`."""
    return _Facts(child, log).all()


class _Facts:
    """Reads one child's rows."""

    def __init__(self, child: rows.Child, log: IssueLog) -> None:
        self._child = child
        self._log = log
        self._conferences: set[date] = set()

    def all(self) -> Iterator[Incoming]:
        for episode in self._child.episodes:
            yield from self._episode(episode)
        for episode in self._child.episodes:
            yield from self._conference(episode.initial_conference)

    # Episodes ---------------------------------------------------------------------------------------------------

    def _episode(self, episode: rows.Episode) -> Iterator[Incoming]:
        referral = None
        if self._begins(episode, episode.referral_date, "CINreferralDate", "The episode"):
            referral = Link(Referral, self._key(episode))
            yield self._referral(episode)
            if not episode.no_further_action:
                yield self._involvement(episode, Level.CHILD_IN_NEED, episode.referral_date, episode.closure_date)
        for assessment in episode.assessments:
            yield from self._assessment(assessment, referral)
        for enquiry in episode.enquiries:
            yield from self._enquiry(enquiry, referral, episode.closure_date)
        for cin_plan in episode.cin_plans:
            yield from self._cin_plan(cin_plan)
        for plan in episode.protection_plans:
            yield from self._protection_plan(plan)
        for row in episode.pre_proceedings:
            yield self._pre_proceedings(row)

    def _referral(self, episode: rows.Episode) -> Incoming:
        return self._fact(
            Referral,
            episode,
            received_on=episode.referral_date,
            source_code=episode.referral_source or "",
            primary_need=episode.primary_need or "",
            decision="nfa" if episode.no_further_action else None,
            closed_on=episode.closure_date,
            closure_reason=episode.closure_reason or "",
        )

    def _involvement(self, row: rows.Row, level: Level, starts: date | None, ends: date | None) -> Incoming:
        return self._fact(Involvement, row, level=str(level), starts_on=starts, ends_on=ends)

    # Assessments ------------------------------------------------------------------------------------------------

    def _assessment(self, row: rows.Assessment, referral: Link | None) -> Iterator[Incoming]:
        if not self._begins(row, row.started, "AssessmentActualStartDate", "The assessment, with its factors,"):
            return
        codes = [each.code for each in row.factors]
        yield self._fact(
            Assessment,
            row,
            referral=referral,
            started_on=row.started,
            internal_review_on=row.reviewed,
            authorised_on=row.authorised,
            factors=codes or None,
        )
        if row.authorised:
            first = {each.code: each for each in reversed(row.factors)}
            for code in dict.fromkeys(codes):
                yield from self._concern(first[code], row.authorised)

    def _concern(self, row: rows.Factor, known: date) -> Iterator[Incoming]:
        """A dated worry, where the record has a topic for the factor: known that day, and whether still, unknown."""
        found = factor(row.code)
        if found is None or found.topic is None:
            return
        is_child = found.subject == "child"
        yield self._fact(
            Concern,
            row,
            person_id=THE_CHILD if is_child else None,
            subject_words="" if is_child else found.subject_words or "",
            topic=found.topic,
            status="unknown",
            concern_source=f"Factor {row.code} of an assessment: {found.label}",
            map_to_cin=row.code,
            **_on(known),
        )

    # Section 47 -------------------------------------------------------------------------------------------------

    def _enquiry(self, row: rows.Enquiry, referral: Link | None, closed: date | None) -> Iterator[Incoming]:
        """The census has no end of an enquiry: it is taken to end with its conference, at the latest at closure."""
        if not self._begins(row, row.started, "S47ActualStartDate", "The section 47 enquiry"):
            return
        needless = row.conference_not_required
        yield self._fact(
            Section47,
            row,
            referral=referral,
            started_on=row.started,
            conference_target=row.conference_target,
            conference_not_required="" if needless is None else ("yes" if needless else "no"),
            ended_on=row.conference,
        )
        yield self._involvement(row, Level.SECTION_47, row.started, row.conference or closed)
        yield from self._conference(row.conference)

    def _conference(self, held: date | None) -> Iterator[Incoming]:
        """An initial conference; the same day given for episode and enquiry, or by two years' files, is one."""
        if held is not None and held not in self._conferences:
            self._conferences.add(held)
            key = f"{self._child.lachild_id}/DateOfInitialCPC/{held.isoformat()}/1"
            yield Incoming(Meeting, key, {"kind": "icpc", **_on(held)})

    # Plans ------------------------------------------------------------------------------------------------------

    def _cin_plan(self, row: rows.CinPlan) -> Iterator[Incoming]:
        if self._begins(row, row.starts, "CINPlanStartDate", "The child in need plan"):
            yield self._fact(Plan, row, kind=str(PlanKind.CHILD_IN_NEED), starts_on=row.starts, ends_on=row.ends)

    def _protection_plan(self, row: rows.ProtectionPlan) -> Iterator[Incoming]:
        if self._begins(row, row.starts, "CPPstartDate", "The child protection plan"):
            yield self._fact(
                Plan,
                row,
                kind=str(PlanKind.CHILD_PROTECTION),
                starts_on=row.starts,
                ends_on=row.ends,
                initial_category=row.initial_category or "",
                latest_category=row.latest_category or "",
                previous_plans=self._previous_plans(row),
            )
            yield self._involvement(row, Level.CHILD_PROTECTION, row.starts, row.ends)
        for review in row.reviews:
            if self._begins(review, review.held, "CPPreviewDate", "The review"):
                yield self._fact(Meeting, review, kind="review_conference", **_on(review.held))

    def _previous_plans(self, row: rows.ProtectionPlan) -> int | None:
        if row.previous_plans is None or row.previous_plans <= MOST_PLANS:
            return row.previous_plans
        reason = f"NumberOfPreviousCPP is more than {MOST_PLANS}; it was left empty."
        self._note(row.line_of("NumberOfPreviousCPP"), "NumberOfPreviousCPP", reason, Severity.WARNING)
        return None

    def _pre_proceedings(self, row: rows.PreProceedings) -> Incoming:
        return self._fact(
            Event,
            row,
            what=pre_proceedings_in_words(row),
            topic="other",
            kind="fact",
            event_source="Pre-proceedings",
            **(_on(row.started) if row.started else {"at_date": None, "at_precision": str(Precision.UNKNOWN)}),
        )

    # Helpers ----------------------------------------------------------------------------------------------------

    def _key(self, row: rows.Row) -> str:
        return f"{self._child.lachild_id}/{row.key}"

    def _fact(self, model: type[VersionedFact], row: rows.Row, **values: Any) -> Incoming:
        return Incoming(model, self._key(row), values)

    def _begins(self, row: rows.Row, day: date | None, field: str, what: str) -> bool:
        """Whether the row has the day it began; without it nothing can be said of when, and the row is refused."""
        if day is None:
            reason = f"{what} has no {field} that can be read, so it was left out."
            self._note(row.line_of(field), field, reason, Severity.REFUSED)
        return day is not None

    def _note(self, line: int, field: str, reason: str, severity: Severity) -> None:
        self._log.add(Issue(line, self._child.lachild_id, field, reason, severity=severity))


def _on(day: date | None) -> dict[str, Any]:
    return {"at_date": day, "at_precision": str(Precision.EXACT)}


def pre_proceedings_in_words(row: rows.PreProceedings) -> str:
    """The row in plain words, everything it holds.

    The module is known from one sample only: a letter whose meaning we don't know is shown as it stands.
    """
    answers = {True: "yes", False: "no"}
    said = [
        ("Letter before proceedings sent", _day(row.letter_sent)),
        ("Family group decision-making meeting offered", answers.get(row.family_meeting_offered)),  # type: ignore[arg-type]
        ("Family group decision-making meeting held", answers.get(row.family_meeting_held)),  # type: ignore[arg-type]
        ("First pre-proceedings meeting", _day(row.first_meeting)),
        ("Review meetings", None if row.review_meetings is None else str(row.review_meetings)),
        ("Decision on the next step", _day(row.step_decision)),
        ("Outcome code", row.outcome),
        ("Application to court", _day(row.court_application)),
        ("Letter about the initial child protection conference", _day(row.first_conference_letter)),
    ]
    began = "Pre-proceedings began." if row.started else "Pre-proceedings; the day they began is not in the census."
    return " ".join([began, *(f"{name}: {value}." for name, value in said if value is not None)])


def _day(day: date | None) -> str | None:
    return in_words(day) if day else None
