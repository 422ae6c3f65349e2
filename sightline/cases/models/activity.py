"""What happened: visits, what the child said or showed, appointments, contacts with the family."""

from __future__ import annotations

import uuid

from django.db import models

from sightline.cases.models.base import DatedChildFact


class YesNo(models.TextChoices):
    YES = "Y", "Yes"
    NO = "N", "No"


class Visit(DatedChildFact):
    """A visit, as far as it concerns this child. Seen, alone, bedroom and awake are three-way: null = not recorded."""

    occasion = models.UUIDField(default=uuid.uuid4)
    planned = models.CharField(max_length=3, blank=True)
    where = models.CharField(max_length=40, blank=True)
    by = models.CharField(max_length=120, blank=True)
    seen = models.CharField(max_length=1, choices=YesNo, null=True, blank=True)
    seen_alone = models.CharField(max_length=1, choices=YesNo, null=True, blank=True)
    bedroom = models.CharField(max_length=1, choices=YesNo, null=True, blank=True)
    awake = models.CharField(max_length=1, choices=YesNo, null=True, blank=True)
    reason_if_not = models.TextField(null=True, blank=True)
    note = models.TextField(blank=True)


class VoiceMode(models.TextChoices):
    SAID = "said", "Said"
    DRAWN = "drawn", "Drawn"
    OBSERVED = "observed", "Observed"
    VIA_ADVOCATE = "via_advocate", "Through an advocate"
    INTERPRETER = "interpreter", "Through an interpreter"
    THREE_HOUSES = "three_houses", "Three Houses"


class Voice(DatedChildFact):
    """The child's own words, or what was observed, apart from what the worker makes of it."""

    visit = models.UUIDField(null=True, blank=True)
    mode = models.CharField(max_length=14, choices=VoiceMode, null=True, blank=True)
    words = models.TextField(null=True, blank=True)
    observation = models.TextField(null=True, blank=True)
    worker_makes_of_it = models.TextField(null=True, blank=True)
    what_changed = models.TextField(null=True, blank=True)


class Importance(models.TextChoices):
    ROUTINE = "routine", "Routine"
    IMPORTANT = "important", "Important"
    HARM_IF_MISSED = "harm_if_missed", "Harm if missed"


class AppointmentOutcome(models.TextChoices):
    ATTENDED = "attended", "Attended"
    WAS_NOT_BROUGHT = "was_not_brought", "Was not brought"
    CANCELLED_BY_SERVICE = "cancelled_by_service", "Cancelled by the service"
    CANCELLED_BY_FAMILY = "cancelled_by_family", "Cancelled by the family"
    REARRANGED = "rearranged", "Rearranged"
    NO_ACCESS = "no_access", "No access: nobody let the visitor in"
    SELF_ATTENDING_DNA = "self_attending_dna", "Did not come, and comes by themselves (16 or over)"
    DID_NOT_ATTEND = "did_not_attend", "Did not attend (an adult's own appointment)"


class Appointment(DatedChildFact):
    """An appointment of the child, or of an adult around the child (`person`).

    `responsible_adult`: who was to bring the child, by name; `responsible_person` where they are on the record.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    service = models.CharField(max_length=120, blank=True)
    purpose = models.CharField(max_length=200, blank=True)
    mode = models.CharField(max_length=10, blank=True)
    invited_how = models.CharField(max_length=200, blank=True)
    importance = models.CharField(max_length=14, choices=Importance, null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=AppointmentOutcome, null=True, blank=True)
    responsible_adult = models.CharField(max_length=120, blank=True)
    responsible_person = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason_given = models.TextField(null=True, blank=True)
    reason_checked = models.TextField(null=True, blank=True)
    barrier_codes = models.JSONField(null=True, blank=True)
    consequence_for_child = models.TextField(null=True, blank=True)
    action = models.TextField(null=True, blank=True)
    told_who = models.TextField(null=True, blank=True)
    imported_as = models.CharField(max_length=60, blank=True)


class ContactKind(models.TextChoices):
    HOME_VISIT = "home_visit", "Home visit"
    CALL = "call", "Phone call"
    TEXT = "text", "Text or letter"
    S47_INTERVIEW = "s47_interview", "Section 47 interview"
    CONFERENCE = "conference", "Conference"
    PLAN_SIGNING = "plan_signing", "Going through the plan"
    SENSITIVE_ENQUIRY = "sensitive_enquiry", "Sensitive enquiry"
    OFFICE = "office", "At an office"


class Contact(DatedChildFact):
    """A contact with the child's family."""

    with_person = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=ContactKind, blank=True)
    substantive = models.CharField(max_length=3, null=True, blank=True)
    direct = models.CharField(max_length=3, null=True, blank=True)
    interpreter = models.CharField(max_length=20, null=True, blank=True)
    repeats = models.UUIDField(null=True, blank=True)
    about_appointments = models.JSONField(null=True, blank=True)
    note = models.TextField(blank=True)
