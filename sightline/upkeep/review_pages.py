"""The access review: every open account, what is noticeable about it, and when somebody last looked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils import timezone

from sightline.access.models import AccessReview, Worker
from sightline.access.queries import last_reviews, second_factors
from sightline.kit.parts import Row
from sightline.kit.words import count, day

REVIEW_EVERY = timedelta(days=90)  # our default; the law wants reviews and leaves how often to the organisation
UNUSED_AFTER = timedelta(days=90)  # our default
ENDS_SOON = timedelta(days=30)  # our default: time to extend it, or to hand over
ON_A_PAGE = 50


@dataclass(frozen=True)
class Account:
    """One account under review. `flags`: what is noticeable, in words. `mine`: of whoever reviews."""

    number: int
    name: str
    facts: tuple[Row, ...]
    flags: tuple[str, ...]
    mine: bool


@dataclass(frozen=True)
class ReviewPage:
    """Accounts to look at; `everyone`: those that were looked at lately too. `rows` says which page of how many."""

    accounts: tuple[Account, ...]
    rows: Page[Worker]
    everyone: bool
    waiting: str
    waits: int
    single_sign_on: str


@dataclass(frozen=True)
class IdentityPage:
    """Whose identity at which sign-in; `name` "" when none is set up."""

    facts: tuple[Row, ...]
    form: Any
    name: str


@dataclass(frozen=True)
class DatesPage:
    """Whose access, and the form with its dates."""

    facts: tuple[Row, ...]
    form: Any


def waiting() -> QuerySet[Worker]:
    """Accounts not closed that nobody has looked at for REVIEW_EVERY."""
    since = timezone.now() - REVIEW_EVERY
    return _kept().exclude(access_reviews__reviewed_at__gte=since)


def _kept() -> QuerySet[Worker]:
    """Accounts that nobody has closed; also those whose access has ended by its date."""
    return Worker.objects.filter(closed_at=None, is_active=True)


def review_page(viewer: Worker, *, everyone: bool, number: str) -> ReviewPage:
    """Build the list. Five queries, however many accounts."""
    due = waiting()
    rows = (_kept() if everyone else due).select_related("agency", "team").order_by("name", "pk")
    page = Paginator(rows, ON_A_PAGE).get_page(number)
    factors, reviews = second_factors(page), last_reviews(page)
    accounts = tuple(_account(row, viewer, factors.get(row.pk, ()), reviews.get(row.pk)) for row in page)
    left = due.count()
    return ReviewPage(accounts, page, everyone, count(left, "account"), left, settings.SIGHTLINE.oidc_name)


def _account(row: Worker, viewer: Worker, factors: tuple[str, ...], review: AccessReview | None) -> Account:
    facts = (
        *who(row),
        Row("Access", f"from {day(row.access_from)}{f' to {day(row.access_to)}' if row.access_to else ''}"),
        Row("Signed in", day(row.last_login) if row.last_login else "", missing="Never"),
        Row("Second factor", " and ".join(factors), missing="None"),
        Row("Reviewed", f"{day(review.reviewed_at)}, by {review.reviewed_by.name}" if review else "", missing="Never"),
    )
    return Account(row.pk, row.name, facts, flags(row, factors, timezone.localdate()), row.pk == viewer.pk)


def who(row: Worker) -> tuple[Row, ...]:
    """Who somebody is, for an administrator."""
    place = ""
    if row.team is not None:
        place = f"{row.team.name}{f' to {day(row.team_to)}' if row.team_to else ''}"
    return (
        Row("Username", row.username),
        Row("Role", row.get_role_display()),
        Row("Agency", row.agency.name),
        Row("Team", place, missing="None"),
    )


def flags(row: Worker, factors: tuple[str, ...], today: date) -> tuple[str, ...]:
    """What is noticeable about an account, each in a few words. None of it says that anything is wrong."""
    found = []
    if row.access_to is None:
        found.append("No end of contract is written down")
    elif row.access_to < today:
        found.append(f"Access ended on {day(row.access_to)}")
    elif row.access_to <= today + ENDS_SOON:
        found.append(f"Access ends on {day(row.access_to)}")
    if row.team_to is not None and row.team_to < today:
        found.append(f"The place in the team ended on {day(row.team_to)}")
    elif row.team_to is not None and row.team_to <= today + ENDS_SOON:
        found.append(f"The place in the team ends on {day(row.team_to)}")
    if row.last_login is None:
        found.append("Never signed in")
    elif timezone.localdate(row.last_login) < today - UNUSED_AFTER:
        found.append(f"Not signed in for {UNUSED_AFTER.days} days")
    if not factors:
        found.append("No second factor")
    return tuple(found)
