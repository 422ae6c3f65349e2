"""Documents attached to entries."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from sightline.cases.models.base import DatedChildFact


class DocumentState(models.TextChoices):
    """Whether a document can be opened. Only in one of these states it can."""

    HELD = "held", "It is held back until it has been looked through, and cannot be opened yet"
    OPEN = "open", "It can be opened"
    REFUSED = "refused", "It was refused, and cannot be opened"
    WITHDRAWN = "withdrawn", "It was withdrawn, and cannot be opened; the file is kept"
    ERASED = "erased", "It was withdrawn, and its file is erased"


# Of which a file is kept.
WITH_FILE = (DocumentState.HELD, DocumentState.OPEN, DocumentState.WITHDRAWN)


class AttachedDocument(DatedChildFact):
    """A document attached to the entry `of`, of the kind `entry_kind`. Its day is that of the document.

    `what` and `from_whom` are its writer's words; the name of the file that was sent is not kept. `kind` is a type of
    `domain.documents`; `stored_as` the name of its file in the store, `digest` that of its bytes (SHA-256).
    """

    of = models.UUIDField()
    entry_kind = models.CharField(max_length=40)
    what = models.CharField(max_length=200)
    from_whom = models.CharField(max_length=200, blank=True)
    for_family = models.BooleanField(default=False)
    kind = models.CharField(max_length=8)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=32)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=DocumentState, default=DocumentState.HELD)
    refused_because = models.TextField(blank=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta(DatedChildFact.Meta):
        verbose_name = "document"
        indexes = [
            models.Index(fields=["child", "superseded_at"]),
            models.Index(fields=["of"], condition=models.Q(superseded_at=None), name="cases_document_of"),
        ]
