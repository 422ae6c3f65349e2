"""Documents that are attached to an entry: what may be kept, told by what is in the file and never by its name."""

from sightline.domain.documents.kinds import BY_CODE, KINDS, Kind, Refused, why_not_with
from sightline.domain.documents.look import examine, first_look

__all__ = ["BY_CODE", "KINDS", "Kind", "Refused", "examine", "first_look", "why_not_with"]
