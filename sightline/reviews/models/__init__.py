"""Nouns of a review: the review and its findings, what opens it, what agencies send, and the plan that follows."""

from sightline.reviews.models.agencies import AgencyReturn, Episode, EpisodePractice, Reminder, ReturnMove
from sightline.reviews.models.core import (
    CaseReview,
    ClockMark,
    Finding,
    FindingPast,
    FindingTheme,
    Polarity,
    ReviewMember,
    StateMove,
    Subject,
)
from sightline.reviews.models.local import LocalRule
from sightline.reviews.models.opening import Meeting, Panellist, Proceeding, QuestionAnswer, Terms
from sightline.reviews.models.plan import Action, Evidence, Progress, Recommendation
from sightline.reviews.models.release import Copy
from sightline.reviews.models.written import Past, Written

__all__ = [
    "Action",
    "AgencyReturn",
    "CaseReview",
    "ClockMark",
    "Copy",
    "Episode",
    "EpisodePractice",
    "Evidence",
    "Finding",
    "FindingPast",
    "FindingTheme",
    "LocalRule",
    "Meeting",
    "Panellist",
    "Past",
    "Polarity",
    "Proceeding",
    "Progress",
    "QuestionAnswer",
    "Recommendation",
    "Reminder",
    "ReturnMove",
    "ReviewMember",
    "StateMove",
    "Subject",
    "Terms",
    "Written",
]
