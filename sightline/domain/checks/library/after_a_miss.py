"""WNB-02: nobody has thought about a miss yet. WNB-03: a service closed after one, and nobody decided or was told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from sightline.domain.dates import and_list

from ..boxes import capital, words_of
from ..conclude import conclude
from ..deciding import decided
from ..fact import Fact
from ..look import Look
from ..looks import when_of
from ..maybe import NO, YES, Maybe, all_of, any_in, known, not_, open_
from ..vocabulary import Check, Empties, NumberClass, Outcome, Parameter, Severity, ours
from .misses import in_sentences, misses, own_appointments, was_attended
from .open_work import WITH_EARLY_HELP

THINKING = {
    "reason_given": "the reason",
    "consequence_for_child": "what it means for {name}",
    "action": "what was done",
}
TOLD = re.compile(r"\b(gp|general practi\w+|doctor|referr\w+)\b")

SELF_ATTENDING = Parameter(
    "self_attending_months",
    16 * 12,
    "months of age",
    NumberClass.OUR_DEFAULT,
    "No class stated where the record of an appointment is described",
    "From this age an appointment missed by oneself is not a miss by an adult",
)


def no_thinking(look: Look) -> Outcome:
    """WNB-02: a miss, five working days ago, without reason, consequence and action all filled."""
    missed = misses(look)
    hidden = look.unseen("Appointment")
    days = look.number("working_days")
    asked = [
        (row, all_of(is_miss, known(bool(_lacking(row)), row), look.working_days_passed(row, days)))
        for row, is_miss in missed
    ]
    found = [row for row, asks in asked if asks.is_yes]
    return conclude(
        look,
        applies=any_in((*(is_miss for _, is_miss in missed), hidden)),
        asks=any_in((*(asks for _, asks in asked), hidden)),
        words=lambda: {"what_happened": in_sentences(look, found), "lacks": _lacks(look, found)},
    )


def _lacking(row: Fact) -> list[str]:
    return [words for field, words in THINKING.items() if not row.is_filled(field)]


def _lacks(look: Look, rows: list[Fact]) -> str:
    lacking = {words for row in rows for words in _lacking(row)}
    found = and_list([words.format(name=look.name) for words in THINKING.values() if words in lacking])
    return f" for each of them: {found}" if len(rows) > 1 else f": {found}"


@dataclass(frozen=True, slots=True)
class Closing:
    """A service that closed, whether that was after a miss, the misses it was after, and those it may have been."""

    fact: Fact
    after_miss: Maybe
    misses: tuple[Fact, ...]
    perhaps: tuple[tuple[Fact, Maybe], ...]


def discharged(look: Look) -> Outcome:
    """WNB-03: closed after a miss, without a decision and notice to the GP or referrer."""
    closings = [closing for row in look.rows("AgencyInvolvement") if (closing := _closing(look, row))]
    hidden = look.unseen("AgencyInvolvement") | look.unseen("Appointment")
    asked = [(closing, all_of(closing.after_miss, not_(_is_answered(look, closing)))) for closing in closings]
    asked = [(closing, asks.citing(closing.fact, *closing.misses)) for closing, asks in asked]
    found = [closing for closing, asks in asked if asks.is_yes]
    return conclude(
        look,
        applies=any_in((*(closing.after_miss for closing in closings), hidden)),
        asks=any_in((*(asks for _, asks in asked), hidden)),
        words=lambda: {"what_happened": " ".join(_what_happened(look, closing) for closing in found)},
    )


def _closing(look: Look, row: Fact) -> Closing | None:
    untold = "It is not recorded with whom a service that closed was working."
    closed = all_of(look.is_about(row, "with_person", look.child, untold), _is_closed(look, row))
    if closed.is_no:
        return None
    after = [(miss, was_after) for miss, was_after in _closed_after(look, row) if not was_after.is_no]
    was_after = _for_this_reason(row)
    if was_after is None:
        was_after = any_in(found for _, found in after)
    if was_after.is_no:
        return None
    surely = tuple(miss for miss, found in after if found.is_yes)
    return Closing(row, all_of(closed, was_after), surely, tuple(pair for pair in after if pair[1].is_open))


def _is_closed(look: Look, row: Fact) -> Maybe:
    if row.yes("active") is False:
        return YES
    return look.has_happened(row, "to")


def _for_this_reason(row: Fact) -> Maybe | None:
    """Whether the reason recorded says so; None when none is recorded, and the days are counted instead."""
    reason = row.code("closed_reason")
    return {"was_not_brought": YES, "completed": NO}.get(reason)


def _closed_after(look: Look, row: Fact) -> list[tuple[Fact, Maybe]]:
    """The misses at the same service within 28 days before it closed, with no attended contact between."""
    attended = [
        (kept, all_of(is_own, was_attended(look, kept), _same_service(kept, row)))
        for kept, is_own in own_appointments(look)
    ]
    found = []
    for miss, is_miss in misses(look):
        between = any_in(
            all_of(was, _lies_between(look, kept, miss, row)) for kept, was in attended if kept is not miss
        )
        was_after = all_of(is_miss, _same_service(miss, row), _closed_within(look, miss, row), not_(between))
        found.append((miss, was_after))
    return found


def _same_service(appointment: Fact, involvement: Fact) -> Maybe:
    service, agency = _plain(appointment.text("service")), _plain(involvement.text("agency"))
    if service and agency:
        return known(service == agency)
    return open_("It is not recorded which service one of the appointments was with.")


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", "_", name.lower())


def _closed_within(look: Look, miss: Fact, row: Fact) -> Maybe:
    """Whether it could have closed on the day of the miss or within the days after it."""
    missed, closed = when_of(miss), look.when(row, "to")
    if row.when("to") is None or missed.earliest is None or missed.latest is None or closed.earliest is None:
        return open_("It is not recorded when a service closed, or when an appointment was.")
    last = missed.latest + timedelta(days=look.number("days"))
    return known(closed.could_fall_within(missed.earliest, last))


def _lies_between(look: Look, kept: Fact, miss: Fact, row: Fact) -> Maybe:
    """Whether a kept appointment could lie after the miss and no later than the closing."""
    at, missed, closed = when_of(kept), when_of(miss), look.when(row, "to")
    if at.earliest is None or missed.earliest is None:
        return open_(look.undated(kept))
    is_after = at.latest is None or at.latest > missed.earliest
    return known(is_after and (closed.latest is None or at.earliest <= closed.latest))


def _is_answered(look: Look, closing: Closing) -> Maybe:
    return all_of(known(_was_told(closing.fact)), _is_decided(look, closing))


def _is_decided(look: Look, closing: Closing) -> Maybe:
    """Whether there is a decision about it, on or after the latest of the misses, as far as they are ones."""
    latest = max(closing.misses, key=lambda miss: miss.order, default=None)
    since: list[Fact | tuple[Fact, Maybe]] = [*([latest] if latest else []), *closing.perhaps]
    return decided(look, "discharge_after_wnb", since=since, naming=[closing.fact])


def _was_told(row: Fact) -> bool:
    """Whether the GP or referrer was given notice."""
    return any(TOLD.search(str(entry).lower().replace("_", " ")) for entry in row.items("notice_given_to"))


def _what_happened(look: Look, closing: Closing) -> str:
    row = closing.fact
    service = capital(words_of(row.text("agency")) or "a service")
    on = f" on {look.day(row, 'to')}" if row.is_filled("to") else ""
    after = f" after {in_sentences(look, list(closing.misses))}" if closing.misses else " after a missed appointment"
    lacks = [] if _is_decided(look, closing).is_yes else ["a decision"]
    lacks += [] if _was_told(row) else ["notice to the GP or referrer"]
    return f"{service} closed {look.name}'s case{on}{after}; not on record: {', and '.join(lacks)}."


WNB_02 = Check(
    id="WNB-02",
    name="No thinking after a miss",
    question="What got in the way, what does it mean for the child, and what happens next?",
    theme="PROC-WNB",
    condition=(
        "The child was not brought, or there was no access, more than 5 working days ago, and the reason, the "
        "consequence for the child and the action are not all recorded."
    ),
    prompts={Severity.SOON: ("{what_happened}; not on record yet{lacks}. What got in the way, and what happens next?")},
    parameters=(ours("working_days", 5, "working days", "From the day of the miss"), SELF_ATTENDING),
    kinds=("Involvement", "Appointment"),
    also_reads=("Person",),
    levels=WITH_EARLY_HELP,
    needs=("Appointment",),
    clears=("On the appointment: the reason (or asked, not known), the consequence for the child, and the action.",),
    known_limits=("Thinking that is written elsewhere, and not on the appointment, is not seen.",),
    readings=(
        "A miss is was not brought or no access; a cancellation is none. An own miss of a child under 16 is one.",
        "A reason that says asked, not known is a reason.",
        "There is no window: every miss is looked at.",
    ),
    empties=Empties(
        asks=("Appointment.reason_given", "Appointment.consequence_for_child", "Appointment.action"),
        uncounted=("Appointment.outcome",),
        unsettled=("Involvement.level", "Appointment.person", "Appointment.at"),
    ),
    decide=no_thinking,
)

WNB_03 = Check(
    id="WNB-03",
    name="Discharged after not being brought",
    question="Who decided that the service could close, and who was told?",
    theme="PROC-WNB",
    condition=(
        "A service closed because the child was not brought, or within 28 days after a miss there with no attended "
        "contact between, and there is no decision about it with notice to the GP or referrer."
    ),
    prompts={Severity.TODAY: ("{what_happened} Who still looks after what this was for, and who can be told today?")},
    parameters=(ours("days", 28, "days", "From the miss to the closing, where no reason is recorded"), SELF_ATTENDING),
    kinds=("Involvement", "Appointment", "AgencyInvolvement", "Decision"),
    also_reads=("Person",),
    levels=WITH_EARLY_HELP,
    needs=("AgencyInvolvement",),
    clears=(
        "Both: a decision about the discharge on or after the miss, or one that names it; and notice to the GP or "
        "referrer.",
    ),
    known_limits=(
        "It takes an appointment for the same service's only where both carry the same name.",
        "Notice is what is listed on the closing; a letter recorded elsewhere is not seen.",
    ),
    readings=(
        "A recorded reason decides: was not brought is one, completed is none. Without a reason the days are counted.",
        "An attended appointment at that service after the miss breaks it.",
        "A closing that is arranged for a later day has not happened yet.",
    ),
    empties=Empties(
        asks=("Decision", "AgencyInvolvement.notice_given_to"),
        uncounted=("Appointment.outcome", "Decision.what"),
        unsettled=("Involvement.level", "Appointment.person", "Appointment.at", "AgencyInvolvement.with_person"),
    ),
    decide=discharged,
)

CHECKS = (WNB_02, WNB_03)
