"""INF-03: a question to another agency is not answered. INF-04: a key agency was never asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sightline.domain.dates import and_list

from ..around import is_child
from ..conclude import conclude
from ..fact import Fact
from ..look import Look
from ..looks import ONE_DAY, when_of
from ..maybe import NO, YES, Maybe, all_of, any_in, any_of, known, not_, open_, yes
from ..vocabulary import Check, Empties, Outcome, Severity, ours
from .agencies import CHILDRENS_PLACES, TREATMENT, agency_code, agency_in_words, agency_of, is_active
from .gatherings import CONFERENCES, UNTOLD_KIND, working_days_before
from .open_work import CASE_LEVELS

URGENT = ("s47", "injury")
CURRENT = ("current", "unknown")
ENDING = ("Section47", "Assessment", "Meeting")
WHICH = "It is not recorded which agency works with the family."


def unanswered(look: Look) -> Outcome:
    """INF-03: past the day it was needed by, or past the limit, with neither an answer nor a refusal with a reason."""
    requests = [(row, _was_put(row)) for row in look.rows("InfoRequest")]
    hidden = look.unseen("InfoRequest")
    asked = [(row, all_of(put, known(not _is_answered(look, row)), _is_past(look, row))) for row, put in requests]
    asked = [(row, answer.citing(row)) for row, answer in asked]
    found = [row for row, answer in asked if answer.is_yes]
    return conclude(
        look,
        applies=any_in((*(put for _, put in requests), hidden)),
        asks=any_in((*(answer for _, answer in asked), hidden)),
        words=lambda: {"what_happened": " ".join(_question(look, row) for row in found)},
    )


def _was_put(row: Fact) -> Maybe:
    """Whether a question was put to somebody; a reason for not asking is INF-04's."""
    if row.is_filled("asked_at") or row.is_filled("needed_by"):
        return yes(row)
    return NO if row.is_filled("reason_not_asked") else open_("It is not recorded when a question was asked.", row)


def _is_answered(look: Look, row: Fact) -> bool:
    filled = row.is_filled("answer") or row.is_filled("refused_reason")
    return filled or look.has_happened(row, "answered_at").is_yes


def _is_past(look: Look, row: Fact) -> Maybe:
    needed = row.when("needed_by")
    if needed is not None and needed.has_bounds:
        return look.days_passed(row, 0, "needed_by")
    longer = look.working_days_passed(row, look.number("working_days"))
    shorter = look.working_days_passed(row, look.number("urgent_working_days"))
    urgent = look.is_one_of(row, "about", URGENT, "It is not recorded what one of the questions is about.")
    return any_of(longer, all_of(urgent, shorter))


def _question(look: Look, row: Fact) -> str:
    whom = row.text("to")
    asked = f" of {look.day(row)}" if row.is_filled("asked_at") and when_of(row).has_bounds else ""
    return (
        f"The question to {agency_in_words(agency_code(whom)) if whom else 'somebody'}{asked} has no answer on record."
    )


ALWAYS_WANTED = frozenset({"gp", "health_visitor", "school_nurse", "police"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """An agency that should be asked: any of these codes will do. `wanted`: whether it surely is one."""

    words: str
    codes: frozenset[str]
    wanted: Maybe


@dataclass(frozen=True, slots=True)
class Unasked:
    """The agencies to which no question is on record by name, and whether at least one was surely not asked."""

    agencies: tuple[Wanted, ...]
    some: Maybe


def never_asked(look: Look) -> Outcome:
    """INF-04: a section 47 enquiry, conference or assessment is about to end, and a key agency was not asked."""
    ending = [one for one in _ending(look) if not one.is_near.is_no]
    hidden = any_in(look.unseen(kind) for kind in ENDING)
    near = any_in((*(one.is_near for one in ending), hidden))
    missing = unasked(look)
    return conclude(
        look,
        applies=near,
        asks=all_of(near, missing.some),
        words=lambda: {
            "whats": and_list(
                [f"{one.words} on {look.day(one.fact, one.field)}" for one in ending if one.is_near.is_yes]
            ),
            "agencies": and_list([wanted.words for wanted in missing.agencies], "or"),
        },
    )


def asked_about(look: Look) -> frozenset[str]:
    """The codes of the agencies about which INF-04 asks, so that one agency raises one prompt."""
    if not any(one.is_near.is_yes for one in _ending(look)):
        return frozenset()
    missing = unasked(look)
    return frozenset(code for wanted in missing.agencies for code in wanted.codes if missing.some.is_yes)


def unasked(look: Look) -> Unasked:
    """The agencies to be asked that were not.

    A question that does not say to whom it went may have gone to any one of them, and to one only.
    """
    questions = [(row, _counts_as_asked(row)) for row in look.rows("InfoRequest")]
    hidden = look.unseen("InfoRequest")
    nameless = [counts for row, counts in questions if not agency_of(row, "to") and not counts.is_no]
    found = [(wanted, not_(_was_named(wanted, questions))) for wanted in _wanted(look)]
    surely = tuple(wanted for wanted, is_missing in found if wanted.wanted.is_yes and is_missing.is_yes)
    if hidden.is_no and len(surely) > len(nameless):
        return Unasked(surely, any_in(wanted.wanted for wanted in surely))
    elsewhere = any_of(hidden, open_("It is not recorded whom one of the questions went to.") if nameless else NO)
    some = any_in(all_of(wanted.wanted, is_missing, not_(elsewhere)) for wanted, is_missing in found)
    return Unasked(surely, some)


def _was_named(wanted: Wanted, requests: list[tuple[Fact, Maybe]]) -> Maybe:
    return any_in(counts for row, counts in requests if agency_of(row, "to") in wanted.codes)


def _counts_as_asked(row: Fact) -> Maybe:
    """Asked, or a reason why not; a row with neither says nothing yet."""
    if row.is_filled("asked_at") or row.is_filled("reason_not_asked"):
        return YES
    return NO if row.get("reason_not_asked") is not None else open_("It is not recorded whether a question was asked.")


def _wanted(look: Look) -> Iterator[Wanted]:
    yield Wanted("the GP", frozenset({"gp"}), YES)
    nurses = {"health_visitor", "school_nurse"} | ({"midwifery"} if look.is_unborn() else set())
    yield Wanted("the health visitor or school nurse", frozenset(nurses), YES)
    yield Wanted("police", frozenset({"police"}), YES)
    yield from _school(look)
    yield from _treatment(look)


def _school(look: Look) -> Iterator[Wanted]:
    """School or early years, if the child has one."""
    hidden = look.unseen("AgencyInvolvement")
    places: dict[str, list[Maybe]] = {}
    for row in look.rows("AgencyInvolvement"):
        code = agency_of(row)
        if code in CHILDRENS_PLACES or not code:
            whose = look.is_about(row, "with_person", look.child, "It is not recorded whom an agency works with.")
            here = all_of(whose, is_active(look, row))
            places.setdefault(code, []).append(here if code else all_of(here, open_(WHICH, row)))
    for code, parts in sorted(places.items()):
        if code:
            yield Wanted(agency_in_words(code), frozenset({code}), any_in(parts))
    elsewhere = any_in((*places.get("", ()), hidden if not places else NO))
    if not elsewhere.is_no:
        yield Wanted("the school or nursery", CHILDRENS_PLACES, elsewhere)


def _treatment(look: Look) -> Iterator[Wanted]:
    """The services known to treat an adult: involved with one, or named on a concern that is not over."""
    found: dict[str, list[Maybe]] = {}
    for row in look.rows("AgencyInvolvement"):
        code, person = agency_of(row), row.text("with_person")
        if (code in TREATMENT or not code) and not _is_childs(look, person):
            whom = yes(row) if person else open_("It is not recorded whom an agency works with.", row)
            treats = all_of(whom, is_active(look, row), YES if code else open_(WHICH, row))
            for one in (code,) if code else TREATMENT:
                found.setdefault(one, []).append(treats)
    for row in look.rows("Concern"):
        code, person = agency_of(row, "service"), row.text("person")
        if code and not _is_childs(look, person):
            whom = yes(row) if person else open_("It is not recorded whom one of the concerns is about.", row)
            untold = "It is not recorded whether one of the concerns is current."
            found.setdefault(code, []).append(all_of(whom, look.is_one_of(row, "status", CURRENT, untold)))
    hidden = look.unseen("Concern")
    for code in TREATMENT if not hidden.is_no else ():  # it may be named on a concern that is not here
        found.setdefault(code, []).append(hidden)
    for code, parts in sorted(found.items()):
        if code not in ALWAYS_WANTED:  # a GP named on a concern is no second agency
            yield Wanted(agency_in_words(code), frozenset({code}), any_in(parts))


def _is_childs(look: Look, person: str) -> bool:
    """Whether somebody is the child, or is known to be another one: what treats a brother treats no adult."""
    return person == look.child or (bool(person) and is_child(look, person).is_yes)


@dataclass(frozen=True, slots=True)
class Ending:
    """What is about to end: the row, the box with its day, words for it, and whether that day is near."""

    fact: Fact
    field: str
    words: str
    is_near: Maybe


def _ending(look: Look) -> Iterator[Ending]:
    for row in look.rows("Section47"):
        if look.has_happened(row, "ended_on").is_no:
            yield Ending(row, "planned_end", "a section 47 enquiry is to end", _is_near(look, row, "planned_end"))
    for row in look.rows("Assessment"):
        if look.has_happened(row, "authorised_at").is_no:
            yield Ending(row, "planned_end", "an assessment is to end", _is_near(look, row, "planned_end"))
    coming = look.coming("Meeting")
    for row in (*look.rows("Meeting"), *coming):
        when = when_of(row)
        is_one = look.is_one_of(row, "kind", CONFERENCES, UNTOLD_KIND)
        is_ahead = when.latest is not None and when.latest >= look.as_of
        if not is_one.is_no and (is_ahead or (row in coming and not when.has_bounds)):
            look.looks.add(when.latest and when.latest + ONE_DAY)
            yield Ending(row, "at", "a conference is to be held", all_of(is_one, _is_near(look, row, "at")))


def _is_near(look: Look, row: Fact, field: str) -> Maybe:
    """Whether the last five working days before it have begun."""
    when = row.when(field)
    if when is None or not when.has_bounds or when.earliest is None:
        what = "a conference is to be held" if field == "at" else "a section 47 enquiry or an assessment is to end"
        return open_(f"It is not recorded when {what}.", row)
    begins = working_days_before(look, when.earliest, look.number("working_days_before"))
    look.looks.add(begins)
    return known(look.as_of >= begins, row)


INF_03 = Check(
    id="INF-03",
    name="A question is not answered",
    question="Has somebody answered what we asked, and is it only not written down?",
    theme="INFO-VERIFY",
    condition=(
        "A question to another agency has neither an answer nor a refusal with a reason, and the day it was needed by "
        "is past; with no such day, more than 5 working days after it was asked, 1 for a section 47 enquiry or an "
        "injury."
    ),
    prompts={
        Severity.SOON: (
            "{what_happened} Has it come another way? If not, who could ring, and what does {name} need meanwhile?"
        )
    },
    parameters=(
        ours("working_days", 5, "working days", "Where no day is given by which it is needed"),
        ours("urgent_working_days", 1, "working days", "The same, for a section 47 enquiry or an injury"),
    ),
    kinds=("Involvement", "InfoRequest"),
    also_reads=("Person",),
    levels=CASE_LEVELS,
    needs=("InfoRequest",),
    clears=("An answer, or the day of one.", "A refusal with its reason."),
    known_limits=("It cannot tell whether the answer was the one that was needed.",),
    readings=(
        "A refusal with a reason is an answer.",
        "A question with a reason why it was not asked is none (INF-04). With neither a day nor a reason it is unknown "
        "whether it was asked.",
        "The day it is needed by comes before any limit, whatever the question is about.",
    ),
    empties=Empties(
        asks=("InfoRequest.answered_at", "InfoRequest.answer", "InfoRequest.refused_reason"),
        unsettled=("Involvement.level", "InfoRequest.about"),
    ),
    decide=unanswered,
)

INF_04 = Check(
    id="INF-04",
    name="A key agency was never asked",
    question="Which agency could know something and has not been asked?",
    theme="INFO-VERIFY",
    condition=(
        "A section 47 enquiry, a conference or an assessment ends within 5 working days, and one of these has neither "
        "been asked nor is there a reason why not: the GP; the health visitor or school nurse; the school or early "
        "years, if the child has one; police; a service known to treat an adult."
    ),
    prompts={
        Severity.SOON: (
            "{whats}, and no question to {agencies} is on record, nor a reason why not. What might they know about "
            "{name} that nobody has asked?"
        )
    },
    parameters=(ours("working_days_before", 5, "working days", "Before the planned end it begins to ask"),),
    kinds=("Involvement", "InfoRequest"),
    also_reads=("Person", "Section47", "Assessment", "Meeting", "AgencyInvolvement", "Concern"),
    levels=CASE_LEVELS,
    needs=ENDING,
    clears=("A question to each of them, or a reason why one was not asked.", "By itself, once it has ended."),
    known_limits=(
        "A call that is recorded as a contact and not as a question is not seen here; whether involved agencies were "
        "spoken to is MA-01's.",
        "It knows a school only from the agencies recorded as working with the child.",
    ),
    readings=(
        "Asked at any time before is asked.",
        "One agency raises one prompt: MA-01 leaves out an agency about which this check asks.",
        "Before birth midwifery will do for the health visitor.",
        "A service is known to treat an adult when it works with one, or is named on a concern that is not over; a "
        "brother's or sister's own is none.",
        "Without a planned end it is unknown whether it is about to end; so too a conference that is arranged, with no "
        "day.",
    ),
    empties=Empties(
        asks=("InfoRequest",),
        uncounted=("InfoRequest.to",),
        unsettled=(
            "Involvement.level",
            "Section47.planned_end",
            "Assessment.planned_end",
            "Meeting.kind",
            "AgencyInvolvement.agency",
            "AgencyInvolvement.with_person",
            "Concern.status",
        ),
    ),
    decide=never_asked,
)

CHECKS = (INF_03, INF_04)
