"""Is the trail whole? Walks every entry once, in order, and says in plain sentences what is not as it was written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sightline.trail.chain import FIELDS, START, link
from sightline.trail.keys import chain_key
from sightline.trail.models import Entry
from sightline.trail.queries import HeadMark, stored_head

MANY = 50  # sentences; a trail that was overwritten wholesale needs no 100,000


@dataclass
class Report:
    """What `verify` found. `entries`: how many were read; `problems`: a sentence each, at most `MANY` and a count."""

    entries: int = 0
    problems: list[str] = field(default_factory=list)
    unsaid: int = 0

    @property
    def ok(self) -> bool:
        return not self.problems

    def add(self, sentence: str) -> None:
        if len(self.problems) < MANY:
            self.problems.append(sentence)
        else:
            self.unsaid += 1


def verify(against: HeadMark | None = None) -> Report:
    """Walk the chain. `against`: a head exported earlier, which alone can show that the newest entries were cut off
    together with the head, or that the whole trail was replaced.

    Takes no lock: an entry written meanwhile is read too, or left for the next time. Raises TrailKeyError.
    """
    report = Report()
    head = stored_head()
    marks = {head.seq: START, **({against.seq: START} if against else {})}
    last_seq = _walk(report, marks)
    _compare_head(report, head, marks[head.seq], last_seq)
    if against is not None:
        _compare_export(report, against, marks[against.seq], last_seq)
    if report.unsaid:
        report.problems.append(f"And {report.unsaid} more.")
    return report


def _rows() -> Iterator[tuple[Any, ...]]:
    return Entry.objects.order_by("seq").values_list("previous", "hash", *FIELDS).iterator(chunk_size=5000)


def _walk(report: Report, marks: dict[int, str]) -> int:
    """Check every link against the one before, and note the hash at each number in `marks`. Returns the last number."""
    key, last_seq, last_hash = chain_key(), 0, START
    for previous, stored, *fields in _rows():
        seq = fields[0]
        report.entries += 1
        if seq != last_seq + 1:
            report.add(_missing(last_seq + 1, seq - 1))
        elif previous != last_hash:
            report.add(f"Entry {seq} does not follow entry {seq - 1}: the order was changed, or one of them replaced.")
        if link(key, previous, tuple(fields)) != stored:
            report.add(f"Entry {seq} is not as it was written: it was altered, moved, or added by other means.")
        if seq in marks:
            marks[seq] = stored
        last_seq, last_hash = seq, stored
    return last_seq


def _missing(first: int, last: int) -> str:
    return f"Entry {first} is missing." if first == last else f"Entries {first} to {last} are missing."


def _compare_head(report: Report, head: HeadMark, found: str, last_seq: int) -> None:
    if last_seq < head.seq:
        report.add(_missing(last_seq + 1, head.seq) + " They were the newest.")
    elif found != head.hash:
        report.add(f"The head does not agree with entry {head.seq}: one of them was changed.")
    elif last_seq > (now := stored_head()).seq:
        report.add(
            f"The trail has {last_seq} entries but its head says {now.seq}: the newest were added by other means."
        )


def _compare_export(report: Report, against: HeadMark, found: str, last_seq: int) -> None:
    if last_seq < against.seq:
        report.add(
            f"The exported head says there were {against.seq} entries; the trail has {last_seq}. "
            "The newest were cut off, or an older copy was put back."
        )
    elif found != against.hash:
        report.add(f"Entry {against.seq} is not the one the exported head names: the trail was rewritten.")
