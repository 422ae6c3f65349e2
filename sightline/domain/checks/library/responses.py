"""What answers a missed appointment: the family asked, the lead professional or GP told, a decision made.

How the record shows it. *Family*: a Contact with somebody, or, on the appointment itself, the reason checked or what
got in the way. *Professional*: an AgencyContact about the child; the record does not say who leads, so any agency may
be the lead but police, probation and adults' substance services; or a professional named in `told_who`. *Decision*: a
`wnb_response`, or any made decision that names one of the misses. Each is to come after the latest miss; on the same
day, or on a day that could be later, counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ..fact import Fact, as_yes_no
from ..looks import Looks, first_moment, is_ahead, last_moment, when_of
from ..record import ChildRecord

NEVER_LEAD = frozenset({"police", "probation", "substance_service"})
PROFESSIONAL_WORDS = (
    "gp", "doctor", "health visitor", "health_visitor", "nurse", "midwi", "school", "nursery", "social worker",
    "social care", "social_care", "paediatric", "lead professional", "lead_professional", "early help", "early_help",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an answer: ids of the rows that show it, and of rows that might if they were complete."""

    surely: tuple[str, ...]
    possibly: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MissResponse:
    """What was done since the latest miss."""

    family: Part
    professional: Part
    decision: Part

    @property
    def parts(self) -> tuple[Part, Part, Part]:
        """The three parts, in the order they are asked for."""
        return self.family, self.professional, self.decision

    @property
    def is_surely_complete(self) -> bool:
        """All three parts are on record."""
        return all(part.surely for part in self.parts)

    @property
    def is_possibly_complete(self) -> bool:
        """All three parts are on record, or a row that lacks its date or its person may be one."""
        return all(part.surely or part.possibly for part in self.parts)

    @property
    def evidence(self) -> tuple[str, ...]:
        """The ids of the rows that show the three parts."""
        return tuple(dict.fromkeys(fact_id for part in self.parts for fact_id in part.surely))

    def in_sentences(self) -> tuple[str, ...]:
        """What is, and is not, on record since."""
        names = ("contact with the family about what got in the way", "contact with the lead professional or GP")
        words = (*names, "a decision on what to do")
        found = [word for word, part in zip(words, self.parts, strict=True) if part.surely]
        missing = [word for word, part in zip(words, self.parts, strict=True) if not part.surely]
        done = (f"On record since: {'; '.join(found)}.",) if found else ()
        return done + ((f"Not on record since: {'; '.join(missing)}.",) if missing else ())

    def doubts(self) -> tuple[str, ...]:
        """Sentences on rows that might be part of an answer."""
        unsure = [part for part in self.parts if part.possibly and not part.surely]
        return ("A contact or decision since then lacks its date, its kind, or who it was with.",) if unsure else ()


def response_to(record: ChildRecord, miss: Fact, names_any: Iterable[str], looks: Looks) -> MissResponse:
    """What the record shows was done on or after a miss; `names_any` are the misses a decision may name."""
    misses = frozenset(names_any)
    family = _part((fact, _with_family(fact)) for fact in _after(record, "Contact", miss, looks))
    told = _part(
        (fact, _with_professional(fact, record.child)) for fact in _after(record, "AgencyContact", miss, looks)
    )
    decided = _part((fact, _decides(fact, misses)) for fact in _after(record, "Decision", miss, looks))
    if _family_was_asked(miss):
        family = Part((miss.id, *family.surely), family.possibly)
    if _professional_was_told(miss):
        told = Part((miss.id, *told.surely), told.possibly)
    return MissResponse(family, told, decided)


def moment_of_miss(miss: Fact) -> datetime:
    """The moment since which an answer counts: the first a miss can have been, or, undated, the last."""
    return first_moment(miss) if when_of(miss).has_bounds else last_moment(miss)


def _after(record: ChildRecord, kind: str, miss: Fact, looks: Looks) -> list[Fact]:
    """Rows of a kind that have happened and could be after the miss."""
    since = moment_of_miss(miss)
    return [fact for fact in record.of(kind) if last_moment(fact) >= since and not is_ahead(fact, looks)]


def _part(rows: Iterable[tuple[Fact, bool | None]]) -> Part:
    """Rows sorted into those that count and those that may: a row whose day is not known only may."""
    surely, possibly = [], []
    for fact, counts in rows:
        if counts and when_of(fact).has_bounds:
            surely.append(fact.id)
        elif counts is not False:
            possibly.append(fact.id)
    return Part(tuple(surely), tuple(possibly))


def _with_family(fact: Fact) -> bool | None:
    return True if fact.is_filled("with_person") else None


def _with_professional(fact: Fact, child: str) -> bool | None:
    agency, about = fact.code("agency"), fact.text("about")
    if agency in NEVER_LEAD or about not in ("", child):
        return False
    return True if agency and about else None


def _decides(fact: Fact, misses: frozenset[str]) -> bool | None:
    if fact.code("status") == "proposed":
        return False
    if fact.code("what") == "wnb_response" or misses.intersection(map(str, _named(fact))):
        return True
    return False if fact.is_filled("what") else None


def _named(fact: Fact) -> tuple[object, ...]:
    return fact.items("names") + fact.items("evidence_refs")


def _family_was_asked(miss: Fact) -> bool:
    checked = miss.is_filled("reason_checked") and as_yes_no(miss.get("reason_checked")) is not False
    return checked or miss.is_filled("barrier_codes")


def _professional_was_told(miss: Fact) -> bool:
    told = " ".join(str(item) for item in miss.items("told_who")).lower()
    return any(word in told for word in PROFESSIONAL_WORDS)
