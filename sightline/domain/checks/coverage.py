"""What absence can mean: no rows is not no events, unless the kind was kept here all the while."""

from __future__ import annotations

from datetime import date, timedelta

from sightline.domain.dates import in_words

from .kinds import kind_in_words
from .looks import Looks
from .record import ChildRecord


def gap(record: ChildRecord, kind: str, since: date, looks: Looks) -> tuple[str, ...]:
    """A sentence when a kind was not kept here without a break from `since` through `as_of`; none when it was."""
    if record.always_keeps(kind):
        return ()
    looks.add_all(record.coverage_changes(kind))
    back_to = record.covered_back_to(kind)
    if back_to is not None and back_to <= since:
        return ()
    words = kind_in_words(kind)
    words = words[0].upper() + words[1:]
    if back_to is not None:
        return (f"{words} have been kept here only since {in_words(back_to)}; what came before is not here.",)
    ended = [end for _, end in record.covered_spans(kind) if end < record.as_of]
    if ended:
        return (f"{words} have not been kept here since {in_words(max(ended) + timedelta(days=1))}.",)
    return (f"{words} are not kept here.",)
