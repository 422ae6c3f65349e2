"""Storing a census: read to its end first, then written in one transaction, or not at all.

    file ──► read_whole ──► Reading ──► store ──► Stored: created, changed, unchanged, and what was refused or odd

A row is known by authority, child and key (`CIN census 201`, `X123/ChildProtectionPlans/2025-05-06/1`). The same file
again changes nothing: no version, no line in the trail. A census that says something else amends; one that is older
than what is on record only adds. What a later file leaves out stays, with a warning.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.db import IntegrityError, connection, transaction

from sightline.cases.models import RecordCoverage, Referral
from sightline.exchange.changes import Batch, Done, Incoming
from sightline.kit.at_once import again_if_undone
from sightline.people.facts import ChangedMeanwhile
from sightline.people.joined import JoinedAway
from sightline.people.models import Identifier, Person

from .errors import CensusError
from .facts import COVERED, MODELS, details, facts_of
from .issues import Issue, IssueLog, Severity
from .read import LIMIT, open_census
from .recognising import HERE_ALREADY, MAY_BE_HERE, WrittenHere
from .rows import Child, Header

if TYPE_CHECKING:
    from sightline.access.models import Worker

KIND: Final = "cin"  # of an ImportRun
VERB: Final = "exchange.import_census"
UPN: Final = "upn"
FORMER_UPN: Final = "upn-former"
NO_AUTHORITY: Final = "unknown"
LONGEST_ID: Final = 40  # of an LAchildID; the census allows 20 from 2024-25 on
_AUTHORITY: Final = re.compile(r"[A-Za-z0-9]{1,10}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Reading:
    """A census read to its end. Nothing of it is stored yet."""

    file_name: str
    digest: str
    header: Header
    children: tuple[Child, ...]
    modules: Mapping[str, int]
    issues: tuple[Issue, ...]
    left_out: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of a census. `kinds`: created, changed and unchanged by kind of record; `touched`: primary keys.

    `already`: referrals that were written here before, and were not doubled.
    """

    kinds: Mapping[str, Mapping[str, int]]
    issues: tuple[Issue, ...]
    touched: frozenset[int]
    already: int = 0

    @property
    def refused(self) -> tuple[Issue, ...]:
        """Children, rows and codes of the file that were left out."""
        return tuple(issue for issue in self.issues if issue.severity is Severity.REFUSED)

    @property
    def warnings(self) -> tuple[Issue, ...]:
        """Everything else worth saying."""
        return tuple(issue for issue in self.issues if issue.severity is not Severity.REFUSED)

    def count(self, done: Done) -> int:
        """How many facts, persons included, were created, changed or unchanged."""
        return sum(tally.get(str(done), 0) for tally in self.kinds.values())


def read_whole(path: str | Path, *, limit: int = LIMIT) -> Reading:
    """Read and check a census to its end. Raises CensusError when the file cannot be used."""
    with open_census(path, limit=limit) as census:
        children = tuple(census.children)
        return Reading(
            file_name=Path(path).name,
            digest=_digest(Path(path)),
            header=census.header,
            children=children,
            modules=census.modules,
            issues=census.issues,
            left_out=census.left_out,
        )


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as gone:
        raise CensusError("The file went away while it was read. Copy it again and try once more.") from gone


def store(reading: Reading, *, by: Worker | None = None) -> Stored:
    """Write everything the census says, in one transaction.

    Whoever was first meanwhile (a fact was amended, two records were joined, another file came) has it begin once more,
    from what is there then. Raises what the database or the trail raises: then nothing is written.
    """
    try:
        return _store(reading, by)
    except (IntegrityError, JoinedAway, ChangedMeanwhile):
        if connection.in_atomic_block:
            raise
        return _store(reading, by)


@again_if_undone
@transaction.atomic
def _store(reading: Reading, by: Worker | None) -> Stored:
    writing = _Writing(reading.header, by)
    writing.all(reading.children)
    kinds = {kind: dict(tally) for kind, tally in sorted(writing.batch.tally.items())}
    issues = tuple(sorted([*reading.issues, *writing.log], key=lambda issue: issue.line))
    stored = Stored(kinds, issues, frozenset(writing.batch.touched), writing.already)
    if not writing.batch.is_empty:
        writing.batch.write(
            file_name=reading.file_name[-200:],
            file_digest=reading.digest,
            counts={
                "lea": reading.header.lea,
                "period_end": reading.header.period_end.isoformat(),
                "children": len(reading.children),
                **{str(done): stored.count(done) for done in (Done.CREATED, Done.CHANGED, Done.UNCHANGED)},
            },
        )
    return stored


def authority(header: Header) -> str:
    """The authority's code, by which its children's ids are told from another's."""
    return header.lea if header.lea and _AUTHORITY.fullmatch(header.lea) else NO_AUTHORITY


def source_of(header: Header) -> str:
    """What stands as source on every row of this authority's censuses."""
    return f"CIN census {authority(header)}"


@dataclass
class _Known:
    """What is on record of one child."""

    person: Person
    is_new: bool = False
    is_older: bool = False  # the file, compared with what is on record
    seen: set[tuple[type, str]] = field(default_factory=set)


class _Writing:
    """One census against what is on record."""

    def __init__(self, header: Header, by: Worker | None) -> None:
        self.header = header
        self.log = IssueLog()
        self.scheme = f"cin:{authority(header)}"
        self.batch = Batch(source=source_of(header), verb=VERB, kind=KIND, by=by)
        self.here = WrittenHere(self.batch)
        self.already = 0
        self._coverage: dict[int, dict[tuple[str, date | None], date | None]] = defaultdict(dict)

    def all(self, children: Sequence[Child]) -> None:
        self._note_authority()
        current = self.batch.load(MODELS)
        self._load_coverage()
        persons = self._persons(children)
        by_person: dict[int, list[tuple[type, Any]]] = defaultdict(list)
        for (model, _), row in current.items():
            by_person[row.child_id].append((model, row))
        self.here.load(known.person.pk for known in persons.values() if not known.is_new)
        for child in children:
            known = persons.get(child.lachild_id)
            if known is not None:
                self._facts(child, known)
                self._note_missing(child, known, by_person[known.person.pk])
                self._cover(known.person)
        self._note_missing_children(children)

    def _note(self, child: Child | None, name: str, reason: str, *, refused: bool = False, line: int = 0) -> None:
        at = line or (child.line_of(name) if child else self.header.line)
        severity = Severity.REFUSED if refused else Severity.WARNING
        self.log.add(Issue(at, child.lachild_id if child else "", name, reason, severity=severity))

    def _note_authority(self) -> None:
        if authority(self.header) == NO_AUTHORITY:
            reason = (
                "The header has no authority code (LEA) that can be read, so these children can only be found again "
                "in other files without one."
            )
            self._note(None, "LEA", reason)

    # Persons ----------------------------------------------------------------------------------------------------

    def _persons(self, children: Sequence[Child]) -> dict[str, _Known]:
        """The person of every child that is not refused, new ones written. Only authority and LAchildID identify."""
        on_record = self._on_record(children)
        persons: dict[str, _Known] = {}
        new: list[Person] = []
        changed: list[tuple[Person, Mapping[str, Any]]] = []
        for child in children:
            person = on_record.get(child.lachild_id)
            if self._refuse(child, person):
                continue
            known = persons[child.lachild_id] = _Known(person or self._new_person(child), is_new=person is None)
            if person is None:
                new.append(known.person)
                continue
            known.is_older = self._covered_to(person) > self.header.period_end
            changes = self._changes(child, known)
            if changes:
                changed.append((person, changes))
            else:
                self.batch.tally["Person"]["unchanged"] += 1
        self.batch.add_persons(new)
        self.batch.amend_persons(changed)
        self._identifiers(children, persons)
        return persons

    def _on_record(self, children: Sequence[Child]) -> dict[str, Person]:
        rows = Identifier.objects.filter(scheme=self.scheme).select_related("person")
        wanted = {child.lachild_id for child in children}
        self._others = {row.value: row.person_id for row in rows if row.value not in wanted}
        return {row.value: row.person for row in rows if row.value in wanted}

    def _refuse(self, child: Child, person: Person | None) -> bool:
        """Whether the child cannot be stored. Without an authority, an id alone does not say who it is."""
        if len(child.lachild_id) > LONGEST_ID:
            reason = f"The LAchildID is longer than {LONGEST_ID} characters; the child was left out."
        elif (
            self.scheme.endswith(NO_AUTHORITY)
            and person
            and None not in (person.dob, child.born)
            and person.dob != child.born
        ):
            reason = (
                "The file doesn't say which authority it is from, and a child with this id and another date of birth "
                "is on record; the child was left out."
            )
        else:
            return False
        self._note(child, "LAchildID", reason, refused=True)
        return True

    def _new_person(self, child: Child) -> Person:
        return Person(is_child=True, source=self.batch.source, reference=child.lachild_id, **details(child))

    def _changes(self, child: Child, known: _Known) -> dict[str, Any]:
        """What the file says otherwise. A person's own amendment stays, and only what is empty is filled."""
        person = known.person
        given = details(child)
        if "dob" in given and person.expected_dob:
            given["expected_dob"] = None
        if person.dob:
            given.pop("expected_dob", None)
        found = {name: value for name, value in given.items() if getattr(person, name) != value}
        if not found or known.is_older:
            return {}
        if self.batch.amended_here(person):
            kept = [name for name in found if getattr(person, name) not in (None, "")]
            if kept:
                reason = "Details of this child were amended here since; where the file differs, they were left."
                self._note(child, "ChildIdentifiers", reason)
            return {name: value for name, value in found.items() if name not in kept}
        if "dob" in found and person.dob:
            reason = "The date of birth is another than in an earlier file; it was amended. Check it is the same child."
            self._note(child, "PersonBirthDate", reason)
        return found

    def _identifiers(self, children: Sequence[Child], persons: Mapping[str, _Known]) -> None:
        """Keep new numbers. A pupil number that belongs to somebody else already is said, and nobody is merged."""
        owners: dict[str, int] = {}
        kept: set[tuple[str, str]] = set()
        pupil_numbers = Identifier.objects.filter(scheme__in=(UPN, FORMER_UPN))
        for scheme, number, person in pupil_numbers.values_list("scheme", "value", "person_id"):
            owners.setdefault(number, person)
            kept.add((scheme, number))
        for child in children:
            known = persons.get(child.lachild_id)
            if known is None:
                continue
            new = {self.scheme: child.lachild_id} if known.is_new else {}
            for scheme, name, value in ((UPN, "UPN", child.upn), (FORMER_UPN, "FormerUPN", child.former_upn)):
                if value and self._is_free(child, known.person, name, value, owners):
                    owners[value] = known.person.pk
                    if (scheme, value) not in kept:
                        kept.add((scheme, value))
                        new[scheme] = value
            self._add_identifiers(known, new)

    def _add_identifiers(self, known: _Known, new: Mapping[str, str]) -> None:
        person = known.person
        for scheme, value in new.items():
            self.batch.add(Identifier, person_id=person.pk, scheme=scheme, value=value)
        if known.is_new:
            self.batch.said_of(person, Done.CREATED, {"identifiers": new})
        elif new:
            self.batch.line(person, ("Identifier", person.key), new)

    def _is_free(self, child: Child, person: Person, name: str, value: str, owners: Mapping[str, int]) -> bool:
        if len(value) > 13:
            self._note(child, name, f"{name} is longer than a pupil number; it was not kept.")
            return False
        if owners.get(value, person.pk) != person.pk:
            reason = f"The {name} is another child's on record. It was not kept, and the two were not joined: check it."
            self._note(child, name, reason)
            return False
        return True

    # Facts ------------------------------------------------------------------------------------------------------

    def _facts(self, child: Child, known: _Known) -> None:
        kept: Counter[bool] = Counter()
        facts = list(facts_of(child, self.log))
        self.here.tells(facts, known.person)
        for fact in facts:
            known.seen.add((fact.model, fact.key))
            kept[self._fact(fact, child, known)] += 1
        if not kept[True]:
            return
        if known.is_older:
            reason = "A later census is on record for this child; where this one differs, what is there was left."
        else:
            reason = "What was brought in for this child was amended here since; where the file differs, it was left."
        self.log.add(Issue(child.line, child.lachild_id, "Child", reason, count=kept[True]))

    def _fact(self, fact: Incoming, child: Child, known: _Known) -> bool:
        """Write a fact, where it is not on the record. Whether something there says otherwise and was left."""
        if fact.model is Referral and (written := self._written_here(fact, child, known)):
            return self.here.bring(fact, written, child=known.person, keep=known.is_older)[1]
        return self.batch.bring(fact, child=known.person, keep=known.is_older) is Done.KEPT

    def _written_here(self, fact: Incoming, child: Child, known: _Known) -> Referral | None:
        """The referral that somebody wrote here and that this is; said, also where it is not certain."""
        person = known.person
        found = None if self.batch.has(fact) else self.here.recognised(fact, person)
        alike = [] if found else self.here.alike(fact, person)
        if not found and not self.batch.has(fact):
            found = self.here.same(fact, person, alike)
        if found:
            self.already += 1
            known.seen.add((Referral, self.here.key(fact)))
        if found or alike:
            self._note(child, "CINdetails", HERE_ALREADY if found else MAY_BE_HERE)
        return found

    def _note_missing(self, child: Child, known: _Known, on_record: Sequence[tuple[type, Any]]) -> None:
        """Rows of this period that an earlier file had and this one has not: kept, and said."""
        if known.is_new or known.is_older:
            return
        keys = {
            row.source_key
            for model, row in [*on_record, *self.here.taken(known.person)]
            if (model, row.source_key) not in known.seen and self._in_period(row)
        }
        modules = Counter(key.rpartition("/")[0].split("/")[-2] for key in keys)
        for module, count in sorted(modules.items()):
            reason = f"An earlier file had {module} for this child that this one has not; it was kept as it was."
            self.log.add(Issue(child.line, child.lachild_id, module, reason, count=count))

    def _in_period(self, row: Any) -> bool:
        starts, ends = span(row)
        return (
            starts is not None
            and starts <= self.header.period_end
            and (ends is None or ends >= self.header.period_start)
        )

    def _note_missing_children(self, children: Sequence[Child]) -> None:
        same = ("Referral", self.header.period_start)
        for value, person in sorted(self._others.items()):
            if self._coverage.get(person, {}).get(same) == self.header.period_end:
                reason = "An earlier file for this year had this child and this one has not; the record was kept."
                self.log.add(Issue(self.header.line, value, "Child", reason))

    # Coverage ---------------------------------------------------------------------------------------------------

    def _load_coverage(self) -> None:
        for row in RecordCoverage.objects.filter(source=self.batch.source):
            self._coverage[row.child_id][row.kind, row.starts_on] = row.ends_on

    def _covered_to(self, person: Person) -> date:
        return max((end for end in self._coverage.get(person.pk, {}).values() if end), default=date.min)

    def _cover(self, person: Person) -> None:
        """Say which kinds a census keeps: these, in its period. Its silence about any other kind means nothing."""
        wanted: dict[tuple[str, date | None], date | None] = {("Person", None): None}
        wanted |= {(kind, self.header.period_start): self.header.period_end for kind in COVERED}
        new = {place: end for place, end in wanted.items() if place not in self._coverage.get(person.pk, {})}
        for (kind, start), end in new.items():
            self.batch.add(
                RecordCoverage, child_id=person.pk, kind=kind, source=self.batch.source, starts_on=start, ends_on=end,
                recorded_at=self.batch.at,
            )  # fmt: skip
        if new:
            said = {"kinds": sorted(kind for kind, _ in new), "to": self.header.period_end.isoformat()}
            self.batch.line(person, ("RecordCoverage", person.key), said)


def span(row: Any) -> tuple[date | None, date | None]:
    """From when to when a row of a census is one that the census of that time must hold."""
    if hasattr(row, "at_date"):
        return row.at_date, row.at_date
    if hasattr(row, "received_on"):
        return row.received_on, row.received_on if row.decision == "nfa" else row.closed_on
    if hasattr(row, "authorised_on"):
        return row.started_on, row.authorised_on
    if hasattr(row, "conference_target"):
        return row.started_on, row.ended_on or row.started_on
    return row.starts_on, row.ends_on
