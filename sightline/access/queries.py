"""Reading workers and their second factors."""

from __future__ import annotations

from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet
from django.utils import timezone

from sightline.access.models import AccessReview, Worker
from sightline.access.pages import AccountPage


def open_workers() -> QuerySet[Worker]:
    """Workers whose access is open today."""
    today = timezone.localdate()
    ends = Q(access_to=None) | Q(access_to__gte=today)
    return Worker.objects.filter(ends, is_active=True, access_from__lte=today)


def names_of(ids: set[str]) -> dict[str, str]:
    """Names for the worker ids of the trail, one query. An id nobody has is left out; 'system' is Sightline."""
    found = {str(w.pk): w.name for w in Worker.objects.filter(pk__in=[i for i in ids if i.isdecimal()])}
    return found | ({"system": "Sightline"} if "system" in ids else {})


def account_page(worker: Worker) -> AccountPage:
    """The worker's own account."""
    factors = {factor.type: factor for factor in Authenticator.objects.filter(user=worker)}
    codes = factors.get(Authenticator.Type.RECOVERY_CODES)
    return AccountPage(
        name=worker.name,
        username=worker.username,
        role=worker.get_role_display(),
        agency=worker.agency.name,
        team=worker.team.name if worker.team else "",
        job_title=worker.job_title,
        last_signed_in=worker.last_login,
        second_factor=" and ".join(words for kind, words in FACTORS.items() if kind in factors),
        has_app=Authenticator.Type.TOTP in factors,
        recovery_codes_left=len(codes.wrap().get_unused_codes()) if codes else 0,
    )


FACTORS = {Authenticator.Type.WEBAUTHN: "Passkey", Authenticator.Type.TOTP: "Authenticator app"}


def second_factors(workers: Iterable[Worker]) -> dict[int, tuple[str, ...]]:
    """In words, the kinds of second factor each worker has; those without one are left out. One query."""
    rows = Authenticator.objects.filter(user__in=list(workers), type__in=list(FACTORS))
    found: dict[int, set[str]] = {}
    for number, kind in rows.values_list("user_id", "type"):
        found.setdefault(number, set()).add(FACTORS[kind])
    return {number: tuple(sorted(kinds)) for number, kinds in found.items()}


def last_reviews(workers: Iterable[Worker]) -> dict[int, AccessReview]:
    """The latest access review of each worker that has had one. One query."""
    rows = AccessReview.objects.filter(worker__in=list(workers)).select_related("reviewed_by")
    return {row.worker_id: row for row in reversed(rows)}
