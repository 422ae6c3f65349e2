"""Who said what and whether it was checked; what other agencies told; concerns, decisions, events."""

from __future__ import annotations

from django.db import models

from sightline.cases.models.base import DatedChildFact


class StatementRole(models.TextChoices):
    PARENT = "parent", "Parent"
    CARER = "carer", "Carer"
    CHILD = "child", "Child"
    RELATIVE = "relative", "Relative"
    NEIGHBOUR = "neighbour", "Neighbour"
    PRACTITIONER = "practitioner", "Practitioner"
    AGENCY_RECORD = "agency_record", "An agency's record"


class StatementTopic(models.TextChoices):
    HOUSEHOLD = "household", "Who lives here"
    SEPARATION = "separation", "Separation"
    ATTENDANCE = "attendance", "Attendance"
    ABSTINENCE = "abstinence", "Not drinking or using"
    INJURY = "injury", "How an injury happened"
    IDENTITY = "identity", "Who someone is"
    EARLIER_CHILDREN = "earlier_children", "Earlier children"
    WORRY = "worry", "A worry"
    OTHER = "other", "Something else"


class Matters(models.TextChoices):
    LOW = "low", "Good to know"
    DECISION_RELEVANT = "decision_relevant", "A decision may rest on it"


class Verification(models.TextChoices):
    NOT_CHECKED = "not_checked", "Not checked yet"
    SOUGHT = "sought", "Asked, no answer yet"
    SUPPORTED = "supported", "Another source supports it"
    CONTRADICTED = "contradicted", "Another source says otherwise"
    CANNOT_BE_CHECKED = "cannot_be_checked", "Cannot be checked"


class Statement(DatedChildFact):
    """Something somebody said: facts and opinions apart, who said it, who heard it, whether it was checked.

    `corroborations`: list of {source, agency, date, how, result, origin}; `used_in`: ids or names of decisions and
    plans that lean on it.
    """

    about = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    said_by_person = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    said_by = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=14, choices=StatementRole, null=True, blank=True)
    heard_by = models.CharField(max_length=120, blank=True)
    text = models.TextField()
    topic = models.CharField(max_length=16, choices=StatementTopic, null=True, blank=True)
    matters = models.CharField(max_length=18, choices=Matters, null=True, blank=True)
    verification = models.CharField(max_length=18, choices=Verification, null=True, blank=True)
    verification_why = models.TextField(null=True, blank=True)
    corroborations = models.JSONField(null=True, blank=True)
    used_in = models.JSONField(null=True, blank=True)
    informant = models.CharField(max_length=120, null=True, blank=True)
    sought_at = models.DateField(null=True, blank=True)
    response = models.TextField(null=True, blank=True)
    response_at = models.DateField(null=True, blank=True)


class AgencyContact(DatedChildFact):
    """What another agency was told or asked, and what it knew."""

    with_agency = models.CharField(max_length=40)
    who = models.CharField(max_length=120, blank=True)
    about = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    advice = models.TextField(null=True, blank=True)
    by = models.CharField(max_length=120, blank=True)


class Decision(DatedChildFact):
    """What was decided, on what grounds, by whom; dissent beside it."""

    what = models.CharField(max_length=40)
    options_considered = models.JSONField(null=True, blank=True)
    reasons = models.TextField(null=True, blank=True)
    evidence_refs = models.JSONField(null=True, blank=True)
    names = models.JSONField(null=True, blank=True)
    decided_by = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=60, blank=True)
    dissent = models.TextField(null=True, blank=True)
    child_impact = models.TextField(null=True, blank=True)
    status = models.CharField(max_length=8, default="made")
    takes_effect_on = models.DateField(null=True, blank=True)
    spoken_with_child = models.CharField(max_length=120, blank=True)
    shared_with = models.CharField(max_length=200, blank=True)


class ConcernStatus(models.TextChoices):
    CURRENT = "current", "Current"
    PAST = "past", "Past"
    UNKNOWN = "unknown", "Not known whether current"
    RULED_OUT = "ruled_out", "Ruled out"


class Concern(DatedChildFact):
    """A worry about one person and one topic. `at_*` holds when it was first known.

    `subject_words` says whom it is about where the source does not name the person ("carer, not identified"). Domestic
    abuse: who harms and who is harmed, each a person of the record, or why it is not known who harms.
    """

    person = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    subject_words = models.CharField(max_length=80, blank=True)
    topic = models.CharField(max_length=24)
    last_known = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=ConcernStatus, null=True, blank=True)
    concern_source = models.CharField(max_length=200, blank=True)
    map_to_cin = models.CharField(max_length=4, blank=True)
    abuser_person = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    victim_person = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    abuser_not_known_reason = models.TextField(null=True, blank=True)
    service = models.CharField(max_length=200, blank=True)
    effect_on_care = models.TextField(null=True, blank=True)
    protective = models.TextField(null=True, blank=True)


class EventKind(models.TextChoices):
    FACT = "fact", "Fact"
    REPORTED = "reported", "Reported"
    OPINION = "opinion", "Opinion"


class Event(DatedChildFact):
    """A chronology entry that is none of the other kinds.

    `police_reference`, `child_present` and `features` (strangulation …) are of an incident of domestic abuse.
    """

    what = models.TextField()
    topic = models.CharField(max_length=30, blank=True)
    event_source = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=8, choices=EventKind, default=EventKind.FACT)
    significance = models.CharField(max_length=8, null=True, blank=True)
    persons = models.JSONField(null=True, blank=True)
    impact_on_child = models.TextField(null=True, blank=True)
    police_reference = models.CharField(max_length=60, blank=True)
    child_present = models.CharField(max_length=3, null=True, blank=True)
    features = models.JSONField(null=True, blank=True)
