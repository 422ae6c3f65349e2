"""In which view somebody reads words: in codes, with names, or not at all while there are no codes to hide names."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sightline.chronologies import queries, stored
from sightline.chronologies.models import ChronologyRow, GlossaryVersion
from sightline.domain.chronology.row import Row
from sightline.domain.chronology.views import Change, in_view
from sightline.domain.disclosure.anonymise import Glossary
from sightline.reviews.models import CaseReview

if TYPE_CHECKING:
    from sightline.access.models import Worker


class View(StrEnum):
    """How words are shown."""

    CODED = "coded"
    NAMES = "names"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Seeing:
    """A view of one review. `glossary` is None while nobody has written one."""

    view: View
    may_read_names: bool
    glossary: Glossary | None
    version: GlossaryVersion | None

    @property
    def with_names(self) -> bool:
        """Whether names are shown."""
        return self.view is View.NAMES

    @property
    def shows_words(self) -> bool:
        """Whether any words are shown."""
        return self.view is not View.NONE

    def row(self, one: ChronologyRow) -> Row:
        """A row as it is shown. Raises ValueError when no words may be shown."""
        if self.view is View.NONE:
            raise ValueError("There is no glossary, so no words are shown.")
        if self.view is View.CODED:
            return stored.coded_row_of(one)
        row = stored.row_of(one)
        return in_view(row, self.glossary.to_personalised) if self.glossary else row

    @property
    def change(self) -> Change:
        """What is done to any other text, such as the name of an agency."""
        if self.glossary is None:
            return str
        return self.glossary.to_personalised if self.with_names else self.glossary.to_coded


def seeing(worker: Worker, review: CaseReview, *, names: bool) -> Seeing:
    """The view a worker gets: names only at level 0 and when asked for, or while there is no glossary."""
    version = queries.last_glossary(review)
    glossary = Glossary.read(version.text) if version else None
    may = queries.may_read_names(worker, review)
    if may and (names or glossary is None):
        return Seeing(View.NAMES, may, glossary, version)
    return Seeing(View.CODED if glossary else View.NONE, may, glossary, version)
