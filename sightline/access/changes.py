"""Adding workers, changing what they may do, closing their accounts: each with its trail entry, in one transaction."""

from __future__ import annotations

from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils import timezone

from sightline import trail
from sightline.access.models import AccessReview, Agency, OutsideIdentity, Role, Session, Team, Worker
from sightline.access.queries import open_workers
from sightline.access.security_log import security_event
from sightline.kit.at_once import unless_taken

By = Worker | str | None  # "system" or None: the command line
USERNAME_TAKEN = "Somebody already has this username. Choose another."
IDENTITY_TAKEN = "Somebody else here is bound to this identity already."


class NotPossible(Exception):
    """The change would leave things in a state that isn't allowed. The text says why."""


@transaction.atomic
def add_agency(*, by: By, name: str, kind: str) -> Agency:
    """Add an agency to the partnership."""
    agency = Agency.objects.create(name=name, kind=Agency.Kind(kind).value)
    trail.record(verb="access.add_agency", by=by, thing=agency, content={"name": name, "kind": kind}, kind="access")
    return agency


@transaction.atomic
def add_team(*, by: By, agency: Agency, name: str) -> Team:
    """Add a team to an agency."""
    team = Team.objects.create(agency=agency, name=name)
    trail.record(verb="access.add_team", by=by, thing=team, content={"name": name}, kind="access")
    return team


@transaction.atomic
def add_worker(
    *,
    by: By,
    username: str,
    name: str,
    role: str,
    agency: Agency,
    password: str | None,
    team: Team | None = None,
    job_title: str = "",
    access_from: date | None = None,
    access_to: date | None = None,
) -> Worker:
    """Open an account. Without a password nobody can sign in to it until one is set.

    Raises ValidationError (password too easy), NotPossible (username taken, team of another agency).
    """
    _must_belong(team, agency)
    username = Worker.tidy_username(username)
    if Worker.objects.filter(username=username).exists():
        raise NotPossible(USERNAME_TAKEN)
    worker = Worker(
        username=username,
        name=name,
        role=Role(role).value,
        agency=agency,
        team=team,
        job_title=job_title,
        access_from=access_from or timezone.localdate(),
        access_to=access_to,
    )
    if password is not None:
        validate_password(password, worker)
    worker.set_password(password)
    with unless_taken(NotPossible(USERNAME_TAKEN)):
        worker.save()
    _written("access.add_worker", by, worker)
    return worker


@transaction.atomic
def change_role(worker: Worker, *, by: By, role: str) -> None:
    """Give a worker another role. It holds from the next click, in sessions that are open too.

    Raises NotPossible for the last administrator, or for oneself.
    """
    _not_oneself(worker, by, "You cannot change your own role. Ask another administrator.")
    if role != Role.ADMINISTRATOR:
        _not_the_last_administrator(worker)
    worker.role = Role(role).value
    worker.save(update_fields=["role"])
    _written("access.change_role", by, worker)


@transaction.atomic
def move_worker(worker: Worker, *, by: By, agency: Agency, team: Team | None) -> None:
    """Move a worker to another agency or team. Raises NotPossible when the team is another agency's."""
    _must_belong(team, agency)
    worker.agency, worker.team, worker.team_to = agency, team, None
    worker.save(update_fields=["agency", "team", "team_to"])
    _written("access.move_worker", by, worker)


@transaction.atomic
def close_worker(worker: Worker, *, by: By) -> None:
    """Close an account: every session ends at once, drafts can no longer be reached, what was written stays.

    Closing a closed account changes nothing. Raises NotPossible for oneself or the last administrator.
    """
    if worker.closed_at is not None:
        return
    _not_oneself(worker, by, "You cannot close your own account. Ask another administrator.")
    _not_the_last_administrator(worker)
    worker.is_active, worker.closed_at = False, timezone.now()
    worker.save(update_fields=["is_active", "closed_at"])
    end_sessions(worker)
    _written("access.close_worker", by, worker)


@transaction.atomic
def set_access_dates(worker: Worker, *, by: By, access_to: date | None, team_to: date | None) -> None:
    """Say how long access and the place in the team last. None: open-ended. A day that is over ends sessions at once.

    Raises NotPossible: oneself, a closed account, a day before access began, or no administrator left.
    """
    _not_oneself(worker, by, "You cannot change how long your own access lasts. Ask another administrator.")
    if worker.closed_at is not None:
        raise NotPossible("This account is closed.")
    if access_to is not None and access_to < worker.access_from:
        raise NotPossible("Access cannot end before it began.")
    if team_to is not None and worker.team_id is None:
        raise NotPossible("This person is in no team.")
    worker.access_to, worker.team_to = access_to, team_to
    if not worker.may_sign_in(timezone.localdate()):
        _not_the_last_administrator(worker)
        end_sessions(worker)
    worker.save(update_fields=["access_to", "team_to"])
    _written("access.set_access_dates", by, worker)


@transaction.atomic
def review_access(worker: Worker, *, by: Worker) -> AccessReview:
    """Write down that `by` looked at this account today and found its access right. Raises NotPossible for oneself."""
    _not_oneself(worker, by, "You cannot review your own access. Ask another administrator.")
    if worker.closed_at is not None:
        raise NotPossible("This account is closed.")
    review = AccessReview.objects.create(worker=worker, reviewed_by=by, reviewed_at=timezone.now())
    _written("access.review_access", by, worker)
    return review


@transaction.atomic
def bind_identity(worker: Worker, *, by: By, issuer: str, subject: str) -> None:
    """Say who a worker is to an organisation's own sign-in; "" takes that away. Raises NotPossible: somebody else's."""
    taken = OutsideIdentity.objects.filter(issuer=issuer, subject=subject).exclude(worker=worker)
    if subject and taken.exists():
        raise NotPossible(IDENTITY_TAKEN)
    Worker.objects.select_for_update(no_key=True).get(pk=worker.pk)  # a worker is bound once
    OutsideIdentity.objects.filter(worker=worker).delete()
    if subject:
        with unless_taken(NotPossible(IDENTITY_TAKEN)):
            OutsideIdentity.objects.create(worker=worker, issuer=issuer, subject=subject)
    _written("access.bind_identity" if subject else "access.unbind_identity", by, worker)


@transaction.atomic
def set_password(worker: Worker, *, by: By, password: str) -> None:
    """Give a worker a new password and end their sessions. Raises ValidationError when it is too easy."""
    validate_password(password, worker)
    worker.set_password(password)
    worker.save(update_fields=["password"])
    end_sessions(worker)
    _written("access.set_password", by, worker)


@transaction.atomic
def reset_second_factor(worker: Worker, *, by: By) -> None:
    """For a lost phone: the worker enrols again at the next sign-in. Sessions end."""
    Authenticator.objects.filter(user=worker).delete()
    end_sessions(worker)
    _written("access.reset_second_factor", by, worker)


def new_totp_key() -> str:
    """A key for an authenticator app, not kept anywhere yet."""
    from allauth.mfa.totp.internal.auth import generate_totp_secret

    return str(generate_totp_secret())


def code_fits(key: str, code: str) -> bool:
    """Whether the app that holds this key shows this code now."""
    from allauth.mfa.totp.internal.auth import validate_totp_code

    return bool(validate_totp_code(key, code.replace(" ", "")))


@transaction.atomic
def enrol_second_factor(worker: Worker, *, by: By, key: str) -> list[str]:
    """Give a worker the second factor with this key; returns the recovery codes, to be shown once."""
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP

    TOTP.activate(worker, key)
    codes = RecoveryCodes.activate(worker)
    _written("access.enrol_second_factor", by, worker)
    return list(codes.get_unused_codes())


def end_sessions(worker: Worker) -> None:
    """End every session of a worker."""
    Session.objects.filter(worker=worker).delete()


def _written(verb: str, by: By, worker: Worker) -> None:
    content: dict[str, Any] = {
        "username": worker.username,
        "name": worker.name,
        "role": worker.role,
        "agency": worker.agency_id,
        "team": worker.team_id,
        "access_from": worker.access_from,
        "access_to": worker.access_to,
        "team_to": worker.team_to,
        "active": worker.is_active,
    }
    trail.record(verb=verb, by=by, thing=worker, content=content, kind="access")
    doer = by.pk if isinstance(by, Worker) else "system"
    event = verb.removeprefix("access.")
    transaction.on_commit(lambda: security_event(event, worker=worker, by=doer, role=worker.role))


def _must_belong(team: Team | None, agency: Agency) -> None:
    if team is not None and team.agency_id != agency.pk:
        raise NotPossible("That team belongs to another agency.")


def _not_oneself(worker: Worker, by: By, sentence: str) -> None:
    if isinstance(by, Worker) and by.pk == worker.pk:
        raise NotPossible(sentence)


def _not_the_last_administrator(worker: Worker) -> None:
    if worker.role != Role.ADMINISTRATOR:
        return
    # Held, and asked anew below: two administrators who close each other's account at once do not both go.
    administrators = Worker.objects.select_for_update(no_key=True).filter(role=Role.ADMINISTRATOR).order_by("pk")
    list(administrators.values_list("pk", flat=True))
    others = open_workers().filter(role=Role.ADMINISTRATOR).exclude(pk=worker.pk)
    if not others.exists():
        raise NotPossible("This is the only administrator. Give somebody else that role first.")
