"""What a census holds, as frozen rows. Field names are ours; each names its element in the comment.

A value that was empty, missing, not readable or not on its code list is None: never guessed, never kept as text.
Dates are `date`; yes/no values are `bool`. Every row has a `key` that stays the same from one year's file to the next,
and the lines of its elements.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple


class Key(NamedTuple):
    """Who, what, when it began, and which of those that began that day (1 for the first in the file).

    The census gives no ids. End dates and other fields are not part of the key, nor is the position among all rows, so
    neither an end filled in later nor a further row changes it. `start` is an ISO date, a code (factors, disabilities)
    or "undated".
    """

    child: str
    module: str
    start: str
    ordinal: int

    def __str__(self) -> str:
        return f"{self.module}/{self.start}/{self.ordinal}"


@dataclass(frozen=True, slots=True)
class Row:
    """What every row has: its key, the line it begins on, and the lines of its elements."""

    key: Key
    line: int = field(compare=False)
    lines: Mapping[str, int] = field(compare=False, repr=False)

    def line_of(self, element: str) -> int:
        """The line of one of its elements, or of the row where the element is missing."""
        return self.lines.get(element, self.line)


@dataclass(frozen=True, slots=True)
class Factor(Row):
    """AssessmentFactors: one code found at the end of an assessment."""

    code: str


@dataclass(frozen=True, slots=True)
class Assessment(Row):
    """Assessments."""

    started: date | None  # AssessmentActualStartDate
    reviewed: date | None  # AssessmentInternalReviewDate
    authorised: date | None  # AssessmentAuthorisationDate: the end
    factors: tuple[Factor, ...]


@dataclass(frozen=True, slots=True)
class CinPlan(Row):
    """CINPlanDates."""

    starts: date | None
    ends: date | None


@dataclass(frozen=True, slots=True)
class Enquiry(Row):
    """Section47."""

    started: date | None  # S47ActualStartDate: the strategy discussion
    conference_target: date | None  # InitialCPCtarget
    conference: date | None  # DateOfInitialCPC
    conference_not_required: bool | None  # ICPCnotRequired


@dataclass(frozen=True, slots=True)
class Review(Row):
    """Reviews/CPPreviewDate: one review conference."""

    held: date | None


@dataclass(frozen=True, slots=True)
class ProtectionPlan(Row):
    """ChildProtectionPlans."""

    starts: date | None
    ends: date | None
    initial_category: str | None
    latest_category: str | None
    previous_plans: int | None  # NumberOfPreviousCPP; 0 is a proper answer
    reviews: tuple[Review, ...]


@dataclass(frozen=True, slots=True)
class PreProceedings(Row):
    """PreProceedingsandFGDM: known from one sample only, so provisional."""

    started: date | None  # PPStartDate
    letter_sent: date | None  # LBPSentDate: letter before proceedings
    family_meeting_offered: bool | None  # FGDMMeetingOffer
    family_meeting_held: bool | None  # FGDMMeetingFac
    first_meeting: date | None  # InitialPPMeetingDate
    review_meetings: int | None  # ReviewMeetingsCount
    step_decision: date | None  # StepDecisionDate
    outcome: str | None  # PPOutcome: a letter, its meaning not known here
    court_application: date | None  # CourtAppDate
    first_conference_letter: date | None  # LetterInitCPDate


@dataclass(frozen=True, slots=True)
class Episode(Row):
    """CINdetails: from a referral to its closure."""

    referral_date: date | None
    referral_source: str | None
    primary_need: str | None
    closure_date: date | None
    closure_reason: str | None
    initial_conference: date | None  # DateOfInitialCPC at this level
    no_further_action: bool | None  # ReferralNFA
    assessments: tuple[Assessment, ...]
    cin_plans: tuple[CinPlan, ...]
    enquiries: tuple[Enquiry, ...]
    protection_plans: tuple[ProtectionPlan, ...]
    pre_proceedings: tuple[PreProceedings, ...]


@dataclass(frozen=True, slots=True)
class Child(Row):
    """One child. `disabilities` is None when none were given at all: that is not the same as ("NONE",)."""

    lachild_id: str
    upn: str | None
    former_upn: str | None
    upn_unknown: str | None
    born: date | None
    expected: date | None
    died: date | None
    sex: str | None  # M F U
    indeterminate: bool  # GenderCurrent was 9: sex is U, and this is why
    ethnicity: str | None
    disabilities: tuple[str, ...] | None
    episodes: tuple[Episode, ...]

    def birth_or_expected(self) -> date | None:
        """The day the child was born, or is expected."""
        return self.born or self.expected

    def assessments(self) -> Iterator[Assessment]:
        """Every assessment, over all episodes."""
        return (row for episode in self.episodes for row in episode.assessments)

    def enquiries(self) -> Iterator[Enquiry]:
        """Every section 47 enquiry, over all episodes."""
        return (row for episode in self.episodes for row in episode.enquiries)

    def cin_plans(self) -> Iterator[CinPlan]:
        """Every child in need plan, over all episodes."""
        return (row for episode in self.episodes for row in episode.cin_plans)

    def protection_plans(self) -> Iterator[ProtectionPlan]:
        """Every child protection plan, over all episodes."""
        return (row for episode in self.episodes for row in episode.protection_plans)


@dataclass(frozen=True, slots=True)
class Header:
    """The header. The period ends on the reference date and begins a year earlier plus a day."""

    year: int | None  # as the header says; the period is never read from it
    reference_date: date
    period_start: date
    lea: str | None
    software: str | None
    release: str | None
    serial: str | None
    made_at: str | None
    line: int = field(compare=False)

    @property
    def period_end(self) -> date:
        """The last day of the period: the reference date."""
        return self.reference_date

    @property
    def census_year(self) -> int:
        """The year in which the period ends."""
        return self.reference_date.year
