"""Referrals, assessments, section 47 enquiries, plans and meetings."""

from __future__ import annotations

from django.db import models

from sightline.cases.models.base import ChildFact, DatedChildFact


class Referral(ChildFact):
    """A referral, what was decided on it, and what the referrer was told."""

    received_on = models.DateField(null=True, blank=True)
    received_time = models.TimeField(null=True, blank=True)
    source_code = models.CharField(max_length=2, blank=True)
    referrer = models.CharField(max_length=120, blank=True)
    primary_need = models.CharField(max_length=2, blank=True)
    decision = models.CharField(max_length=12, null=True, blank=True)
    role = models.CharField(max_length=120, blank=True)
    how_made = models.CharField(max_length=8, blank=True)
    confirmed_in_writing_on = models.DateField(null=True, blank=True)
    worry = models.TextField(null=True, blank=True)
    childs_words = models.TextField(null=True, blank=True)
    parents_told = models.TextField(null=True, blank=True)
    urgent = models.CharField(max_length=3, null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.CharField(max_length=120, blank=True)
    reasons = models.TextField(null=True, blank=True)
    feedback_given_on = models.DateField(null=True, blank=True)
    response_by_referrer = models.CharField(max_length=13, null=True, blank=True)
    response_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closure_reason = models.CharField(max_length=3, blank=True)


class Assessment(ChildFact):
    """`factors`: the census codes at the end of the assessment, exactly as imported, in order."""

    referral = models.UUIDField(null=True, blank=True)
    started_on = models.DateField(null=True, blank=True)
    planned_end = models.DateField(null=True, blank=True)
    internal_review_on = models.DateField(null=True, blank=True)
    authorised_on = models.DateField(null=True, blank=True)
    factors = models.JSONField(null=True, blank=True)
    outcome = models.CharField(max_length=40, blank=True)


class Section47(ChildFact):
    referral = models.UUIDField(null=True, blank=True)
    started_on = models.DateField(null=True, blank=True)
    conference_target = models.DateField(null=True, blank=True)
    conference_not_required = models.CharField(max_length=3, blank=True)
    planned_end = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=40, blank=True)

    class Meta(ChildFact.Meta):
        verbose_name = "section 47 enquiry"


class PlanKind(models.TextChoices):
    CHILD_PROTECTION = "CP", "Child protection plan"
    CHILD_IN_NEED = "CIN", "Child in need plan"
    EARLY_HELP = "early_help", "Early help plan"
    SAFETY = "safety", "Safety plan"


class Plan(ChildFact):
    kind = models.CharField(max_length=10, choices=PlanKind)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    visit_interval_wd = models.PositiveSmallIntegerField(null=True, blank=True)
    initial_category = models.CharField(max_length=3, blank=True)
    latest_category = models.CharField(max_length=3, blank=True)
    previous_plans = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.TextField(blank=True)
    persons_named = models.JSONField(null=True, blank=True)


class Meeting(DatedChildFact):
    """A meeting about the child, held or arranged. `dissent`: null not recorded, "" recorded as none."""

    kind = models.CharField(max_length=24)
    planned = models.CharField(max_length=4, blank=True)
    agencies_present = models.JSONField(null=True, blank=True)
    multi_agency = models.CharField(max_length=3, null=True, blank=True)
    quorum_reason = models.TextField(null=True, blank=True)
    late_reason = models.TextField(null=True, blank=True)
    dissent = models.TextField(null=True, blank=True)
    content_to_differ = models.CharField(max_length=3, null=True, blank=True)
    decision_made_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
