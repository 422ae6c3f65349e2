"""What opens a review and frames it: answers to the test, other proceedings, terms of reference, the panel."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from sightline.domain.reviews import Beside
from sightline.reviews.models.written import Written


class QuestionAnswer(Written):
    """The answer to one question of the regime's test, with its reasons; the question as it was asked is kept."""

    class Answer(models.TextChoices):
        YES = "Y", "Yes"
        NO = "N", "No"
        UNKNOWN = "?", "Not known yet"

    regime = models.CharField(max_length=12)
    question = models.CharField(max_length=16)
    asked = models.CharField(max_length=240)
    answer = models.CharField(max_length=1, choices=Answer)
    reasons = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "regime", "question"], name="reviews_answer_once")]


class Proceeding(Written):
    """Something that runs elsewhere beside the review, and what the review holds back because of it."""

    class Kind(models.TextChoices):
        CRIMINAL = "criminal", "Criminal investigation or trial"
        INQUEST = "inquest", "Inquest"
        FAMILY = "family", "Family court"
        ADOPTION = "adoption", "Adoption"
        DISCIPLINARY = "disciplinary", "Disciplinary"
        REGULATOR = "regulator", "Regulator"
        INQUIRY = "inquiry", "Inquiry"
        OTHER_REVIEW = "review", "Another review (adult, domestic abuse, mental health)"
        CHILD_DEATH = "cdr", "Child death review"
        OTHER = "other", "Something else"

    class Standing(models.TextChoices):
        LIVE = "live", "Running"
        ENDED = "ended", "Ended"
        UNKNOWN = "unknown", "Not known"

    kind = models.CharField(max_length=12, choices=Kind)
    standing = models.CharField(max_length=8, choices=Standing)
    holds = models.JSONField(default=list)
    holds_note = models.TextField(blank=True)
    contact = models.CharField(max_length=200, blank=True)
    consulted_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    @property
    def beside(self) -> Beside:
        """It as the gate's rules read it."""
        name = Proceeding.Kind(self.kind).label
        return Beside(self.kind, name, self.standing, frozenset(self.holds), self.consulted_on, bool(self.answer))


HOLDS = (
    ("interviews", "Speaking with practitioners"),
    ("family", "Speaking with the family"),
    ("event", "The learning event"),
    ("report", "Sharing a draft"),
    ("publication", "Publication"),
    ("learning", "Sharing learning from it"),
)


class Terms(Written):
    """The terms of reference. Each amendment is a new version; the earlier ones stay readable."""

    purpose = models.TextField()
    questions = models.TextField(blank=True)
    period = models.CharField(max_length=200, blank=True)
    agencies = models.TextField(blank=True)
    family = models.TextField(blank=True)
    out_of_scope = models.TextField(blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    agreed_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review"], name="reviews_terms_once")]


class Panellist(Written):
    """Somebody who takes part in the review: from which agency, as what, with which declared interest.

    `worker` only where they have an account here. Who stands aside because of an interest sees nothing of the review.
    """

    class Part(models.TextChoices):
        PARTNER = "partner", "Safeguarding partner"
        CHAIR = "chair", "Independent chair or scrutineer"
        SUBGROUP = "subgroup", "Case review subgroup"
        MANAGER = "manager", "Business manager"
        ADMINISTRATOR = "administrator", "Review administrator"
        REVIEWER = "reviewer", "Lead reviewer"
        PANEL = "panel", "Panel member"
        AUTHOR = "author", "Agency author"
        APPROVER = "approver", "Agency approver"
        PRACTITIONER = "practitioner", "Practitioner taking part"
        FAMILY = "family", "Family liaison"
        DISCLOSURE = "disclosure", "Police or prosecution disclosure contact"
        PUBLICATION = "publication", "Publication approver"
        OWNER = "owner", "Action owner"
        ASSURER = "assurer", "Impact assurer"

    class Interest(models.TextChoices):
        NOT_ASKED = "not_asked", "Not asked yet"
        NONE = "none", "Says there is none"
        DECLARED = "declared", "Declared, and takes part"
        ASIDE = "aside", "Declared, and stands aside"

    name = models.CharField(max_length=200)
    agency = models.CharField(max_length=200, blank=True)
    part = models.CharField(max_length=14, choices=Part)
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    interest = models.CharField(max_length=10, choices=Interest, default=Interest.NOT_ASKED)
    interest_note = models.TextField(blank=True)
    until = models.DateField(null=True, blank=True)


class Meeting(Written):
    """One meeting of the review: when, who came, what was decided. A day that is still ahead is one that is planned.

    `came`, `apologies` and `decisions`: one on each line. Who came is told by part and agency, so that a reader sees
    which agencies were in the room.
    """

    class Kind(models.TextChoices):
        PARTNERS = "partners", "Safeguarding partners"
        SUBGROUP = "subgroup", "Case review subgroup"
        PANEL = "panel", "Panel meeting"
        AUTHORS = "authors", "Meeting of agency authors"
        LEARNING = "learning", "Learning event"
        RECALL = "recall", "Recall event"
        FAMILY = "family", "Meeting with the family"
        OTHER = "other", "Another meeting"

    kind = models.CharField(max_length=9, choices=Kind)
    on = models.DateField()
    came = models.TextField(blank=True)
    apologies = models.TextField(blank=True)
    discussed = models.TextField(blank=True)
    decisions = models.TextField(blank=True)
    next_on = models.DateField(null=True, blank=True)
