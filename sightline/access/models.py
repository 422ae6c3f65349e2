"""Agencies, teams, workers, their sessions, and what they have typed but not yet saved."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class Agency(models.Model):
    """An organisation of the partnership. `kind` uses the agency codes of the record format."""

    class Kind(models.TextChoices):
        SOCIAL_CARE = "social_care", "Children's social care"
        EARLY_HELP = "early_help", "Early help"
        POLICE = "police", "Police"
        HEALTH = "health", "Health"
        GP = "gp", "General practice"
        HEALTH_VISITOR = "health_visitor", "Health visiting"
        MIDWIFERY = "midwifery", "Midwifery"
        HOSPITAL = "hospital", "Hospital"
        MENTAL_HEALTH = "mental_health", "Mental health"
        SUBSTANCE_SERVICE = "substance_service", "Drug and alcohol service"
        SCHOOL = "school", "School"
        NURSERY = "nursery", "Nursery"
        PROBATION = "probation", "Probation"
        HOUSING = "housing", "Housing"
        VOLUNTARY = "voluntary", "Voluntary organisation"
        PARTNERSHIP = "partnership", "Partnership business unit"
        OTHER = "other", "Other"

    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """A team within one agency."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ("agency__name", "name")
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="access_team_once_per_agency")]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """The six roles. What each may do is registered with `access.policy` by the room concerned."""

    PRACTITIONER = "practitioner", "Practitioner"
    SUPERVISOR = "supervisor", "Supervisor"
    REVIEW_OFFICER = "review_officer", "Review officer"
    LEARNING_LEAD = "learning_lead", "Learning lead"
    QUALITY_LEAD = "quality_lead", "Quality lead"
    ADMINISTRATOR = "administrator", "Administrator"


class WorkerManager(BaseUserManager["Worker"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> Worker:
        """Make a worker without a trail entry: for tests and invented data. The product uses `changes.add_worker`."""
        worker = self.model(username=self.model.tidy_username(username), **fields)
        worker.set_password(password)
        worker.save(using=self._db)
        return worker

    def get_by_natural_key(self, username: str | None) -> Worker:
        return self.get(username=self.model.tidy_username(username or ""))


class Worker(AbstractBaseUser):
    """A person who signs in. Never deleted: closed, so that what they wrote keeps its author."""

    username = models.CharField(max_length=150, unique=True)
    name = models.CharField(max_length=200, help_text="As colleagues know them")
    role = models.CharField(max_length=20, choices=Role.choices)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="workers")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="workers")
    job_title = models.CharField(max_length=200, blank=True)
    access_from = models.DateField(default=timezone.localdate, help_text="First day of access")
    access_to = models.DateField(null=True, blank=True, help_text="Last day of access; empty while it is open-ended")
    team_to = models.DateField(null=True, blank=True, help_text="Last day in the team; empty while it is open-ended")
    is_active = models.BooleanField(default=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = WorkerManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ("name", "id")
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="access_role_known"),
            models.CheckConstraint(
                condition=Q(access_to__isnull=True) | Q(access_to__gte=F("access_from")), name="access_dates_in_order"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(is_active=False), name="access_closed_not_active"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.username = self.tidy_username(self.username)
        super().save(*args, **kwargs)

    def may_sign_in(self, on: date) -> bool:
        """Whether the account is open on that day: not closed, begun, and not ended."""
        return self.is_active and self.access_from <= on and (self.access_to is None or on <= self.access_to)

    def in_team(self, on: date) -> bool:
        """Whether the worker is in their team on that day. Afterwards only their own work is open, not the team's."""
        return self.team_id is not None and (self.team_to is None or on <= self.team_to)

    @staticmethod
    def tidy_username(username: str) -> str:
        """One spelling for one person: without surrounding space, in lower case."""
        return AbstractBaseUser.normalize_username(username).strip().lower()


class Session(AbstractBaseSession):
    """A sign-in session that knows its worker, so that closing an account can end it at once."""

    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, null=True, related_name="sessions")
    begun = models.DateTimeField(null=True, help_text="When its worker signed in")
    last_seen = models.DateTimeField(null=True, help_text="Noted once a minute")
    browser = models.CharField(max_length=60, blank=True, help_text="In plain words; goes with the session")

    @classmethod
    def get_session_store_class(cls) -> Any:
        from sightline.access.sessions import SessionStore

        return SessionStore


class AccessReview(models.Model):
    """Somebody looked at what an account may do and said that it is still right."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="access_reviews")
    reviewed_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField()

    class Meta:
        ordering = ("-reviewed_at", "-id")

    def __str__(self) -> str:
        return f"access review of {self.reviewed_at:%Y-%m-%d}"


class OutsideIdentity(models.Model):
    """Who a worker is to an organisation's own sign-in, bound by an administrator."""

    worker = models.OneToOneField(Worker, on_delete=models.CASCADE, related_name="outside_identity")
    issuer = models.CharField(max_length=500)
    subject = models.CharField(max_length=255, help_text="The `sub` of its tokens")

    class Meta:
        verbose_name_plural = "outside identities"
        constraints = [models.UniqueConstraint(fields=["issuer", "subject"], name="access_outside_identity_once")]

    def __str__(self) -> str:
        return f"identity at {self.issuer}"


class FailedSignIns(models.Model):
    """How often signing in has failed lately, for one name from one kind of browser. Holds no name, only a digest."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField()
    locked_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "failed sign-ins"

    def __str__(self) -> str:
        return f"{self.count} failed sign-ins"


class Draft(models.Model):
    """What one worker has typed into one form, as it was on one opened page, and has not saved yet."""

    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="drafts")
    form_key = models.CharField(max_length=200, help_text="Which form, and for whom: 'cases.visit:<opaque id>'")
    page = models.CharField(max_length=32, help_text="The opening of the form that it was typed into")
    path = models.CharField(max_length=500, help_text="Where the form is")
    child = models.CharField(max_length=64, blank=True, help_text="Opaque id, or empty")
    label = models.CharField(max_length=200, blank=True, help_text="What to call it in a list; never a name")
    data = models.JSONField(help_text="Field name to list of values")
    saved_at = models.DateTimeField()
    written_by = models.ForeignKey(
        Worker, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Who typed it, when it was passed on by somebody who left; empty: the worker",
    )  # fmt: skip

    class Meta:
        ordering = ("-saved_at",)
        constraints = [
            models.UniqueConstraint(fields=["worker", "form_key", "page"], name="access_draft_once_per_page")
        ]

    def __str__(self) -> str:
        return f"draft of {self.form_key}"


class SentForm(models.Model):
    """A form that was sent from one opened page, so that it is done once (`access/sent.py`). Forgotten in minutes."""

    digest = models.CharField(max_length=64, unique=True, help_text="Of all that was sent; nothing can be read from it")
    sent_at = models.DateTimeField(db_index=True)
    leads_to = models.CharField(max_length=500, blank=True, help_text="Where it led; empty while it is under way")

    def __str__(self) -> str:
        return f"form {self.pk}"
