"""A child's record: who works with the child, what happened, what was said, what was decided."""

from sightline.cases.models.activity import Appointment, Contact, Visit, Voice
from sightline.cases.models.attached import AttachedDocument, DocumentState
from sightline.cases.models.audience import DefaultAudience, Usual
from sightline.cases.models.base import ChildFact, DatedChildFact, RecordCoverage
from sightline.cases.models.given import GivenDocument
from sightline.cases.models.handling import EntryReader, Handling
from sightline.cases.models.information import AgencyContact, Concern, Decision, Event, Statement
from sightline.cases.models.involvement import Allocation, Involvement
from sightline.cases.models.moved import MovedEntry
from sightline.cases.models.noted import Noted
from sightline.cases.models.reason import OpenedForReason
from sightline.cases.models.statutory import Assessment, Meeting, Plan, Referral, Section47

__all__ = [
    "AgencyContact",
    "Allocation",
    "Appointment",
    "Assessment",
    "AttachedDocument",
    "ChildFact",
    "Concern",
    "Contact",
    "DatedChildFact",
    "Decision",
    "DefaultAudience",
    "DocumentState",
    "EntryReader",
    "Event",
    "GivenDocument",
    "Handling",
    "Involvement",
    "Meeting",
    "MovedEntry",
    "Noted",
    "OpenedForReason",
    "Plan",
    "RecordCoverage",
    "Referral",
    "Section47",
    "Statement",
    "Usual",
    "Visit",
    "Voice",
]
