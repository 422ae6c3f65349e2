"""WNB-01: a pattern of appointments to which a child was not brought.

The rule. In the last six months, two misses (was not brought, no access), or three scheduled contacts running that
were not kept, counted across services. A family's cancellation is half a miss, a service's none. One miss is enough
on a child protection plan (so too in a section 47 enquiry and when looked after) or with a current neglect concern
(RCGP), when missing it does harm, under one year of age, or for a disabled child or one with complex health. Ages are
those at the appointment.

How uncertainty is decided: the pattern is judged three times, with every open question read as "nothing happened", as
"kept", and as "missed". Where the three agree the result stands; where they differ it is unknown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from sightline.domain.dates import add_months, and_list, days_in_words, leaves_window

from ..case import OpenLevel, is_current, open_levels
from ..coverage import gap
from ..fact import Fact
from ..look import Look
from ..looks import Looks, is_ahead
from ..maybe import Maybe, settled
from ..record import ChildRecord
from ..vocabulary import Check, Empties, NumberClass, Outcome, Parameter, Result, Severity, Values, unknown
from .responses import MissResponse, moment_of_miss, response_to
from .scheduled import NOT_KEPT, WHOLE, Role, Scheduled, in_window, note_leaving, splits

ONE_DAY = timedelta(days=1)
# A section 47 enquiry and being looked after take the number of a child protection plan (rulings, A7). A level nobody
# wrote down may be any of them.
WHY_AT_LEVEL = {
    "CP": "On a child protection plan: one is enough to ask.",
    "S47": "A section 47 enquiry is open: one is enough to ask, as on a child protection plan.",
    "CLA": "Looked after: one is enough to ask, as on a child protection plan.",
    "": "On a child protection plan: one is enough to ask.",
}
UNSURE_PATTERN = "What is on record leaves open whether there is a pattern of missed appointments."
Reading = Literal["nothing", "kept", "missed"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one miss is enough for this child; `why` says so, `doubt` says what is missing when that is not certain."""

    why: str
    threshold: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One reading of the whole: its result, the appointments that count, and why one was enough."""

    result: Result
    counted: tuple[tuple[Scheduled, Role], ...] = ()
    response: MissResponse | None = None
    why_one: str = ""
    may_be_answered: bool = False


def decide(look: Look) -> Outcome:
    """The outcome of WNB-01; see the module for the rule."""
    record, params, looks = look.record, look.params, look.looks
    levels = open_levels(record, looks)
    items = in_window(record, params, looks)
    note_leaving(items, int(params["window_months"]), looks)
    reasons = tuple(_reasons(record, levels, looks))
    readings: tuple[Reading, ...] = ("nothing", "kept", "missed")
    plain = _judge(record, params, looks, items, reasons, "kept")
    verdicts = [plain] * 3
    if plain.response or not _is_settled(items, reasons):
        verdicts = [_judge(record, params, looks, items, reasons, reading) for reading in readings]
    closed = tuple(level.missing() for level in levels if not level.is_certainly_open)
    is_open = len(closed) < len(levels)
    gaps = _coverage_gaps(record, params, looks)
    results, gravest = {verdict.result for verdict in verdicts}, verdicts[2]
    if gravest.may_be_answered and not plain.may_be_answered:
        results.add(Result.CLEAR)  # were the open one a miss, what was done about it would answer them all
    if results == {Result.ASK} and is_open:
        return _ask(look.check, record, plain, looks)
    if len(results) > 1 or gaps or not is_open:
        doubts = _doubts(record, items, reasons, gravest) if len(results) > 1 else ()
        because = (*gaps, *doubts, *(() if is_open else closed))
        return unknown(
            WNB_01, because, evidence=_ids(gravest), next_look=looks.first, shows=tuple(_shows(plain, record))
        )
    answered = plain.response.evidence if plain.response else ()
    return Outcome(
        plain.result,
        evidence=tuple(dict.fromkeys(_ids(plain) + answered)),
        next_look=looks.first,
        shows=tuple(_shows(plain, record)),
    )


def missed_pattern(look: Look) -> tuple[Maybe, tuple[Fact, ...]]:
    """Whether there is a pattern of misses by this check's own numbers, answered or not, and the rows that make it."""
    record, params, looks = look.record, WNB_01.values(), look.looks
    items = in_window(record, params, looks)
    note_leaving(items, int(params["window_months"]), looks)
    reasons = tuple(_reasons(record, open_levels(record, looks), looks))
    found: set[bool] = set()
    counted: tuple[tuple[Scheduled, Role], ...] = ()
    for reading in ("missed",) if _is_settled(items, reasons) else ("nothing", "kept", "missed"):
        there: list[tuple[Scheduled, Role]] = [
            (item, role) for item in items if (role := getattr(item.readings, reading)) is not Role.ABSENT
        ]
        counted = tuple((item, role) for item, role in there if _weight(role, params) > 0)
        found.add(_pattern(there, counted, params, reasons, reading == "missed") is not None)
    facts = tuple(item.fact for item, _ in counted)
    return settled(found.pop() if len(found) == 1 else None, UNSURE_PATTERN, *facts), facts


def _is_settled(items: tuple[Scheduled, ...], reasons: tuple[Reason, ...]) -> bool:
    """Whether nothing is left open, so that the three readings are one. (Saves time; false only costs some.)"""
    is_clear_cut = all(
        item.readings.nothing is item.readings.kept is item.readings.missed
        and (item.enough_surely == item.enough_possibly or item.readings.missed not in WHOLE)
        for item in items
    )
    return is_clear_cut and not any(reason.doubt for reason in reasons)


def _judge(
    record: ChildRecord,
    params: Values,
    looks: Looks,
    items: tuple[Scheduled, ...],
    reasons: tuple[Reason, ...],
    reading: Reading,
) -> Verdict:
    """One reading of the appointments: no appointment, no pattern, a pattern answered, a pattern to ask about."""
    there = [(item, getattr(item.readings, reading)) for item in items]
    there = [(item, role) for item, role in there if role is not Role.ABSENT]
    if not there:
        return Verdict(Result.NOT_APPLICABLE)
    counted = tuple((item, role) for item, role in there if _weight(role, params) > 0)
    possibly = reading == "missed"
    why = _pattern(there, counted, params, reasons, possibly)
    if why is None:
        return Verdict(Result.CLEAR, counted)
    responses = [response_to(record, fact, _ids_of(counted), looks) for fact in _could_be_latest(counted)]
    may_be_answered = any(response.is_possibly_complete for response in responses)
    answered = all(response.is_surely_complete for response in responses) if possibly else may_be_answered
    return Verdict(Result.CLEAR if answered else Result.ASK, counted, responses[0], why, may_be_answered)


def _could_be_latest(counted: tuple[tuple[Scheduled, Role], ...]) -> list[Fact]:
    """The misses that may turn out to be the latest: from the last one back to the last that surely is one."""
    found = []
    for item, _ in sorted(counted, key=lambda entry: (moment_of_miss(entry[0].fact), entry[0].fact.id), reverse=True):
        found.append(item.fact)
        if item.readings.nothing in NOT_KEPT:
            break
    return found


def _pattern(
    there: list[tuple[Scheduled, Role]],
    counted: tuple[tuple[Scheduled, Role], ...],
    params: Values,
    reasons: tuple[Reason, ...],
    possibly: bool,
) -> str | None:
    """None when there is no pattern; else why one miss was enough, "" when it is a pattern of several."""
    if counted and sum(_weight(role, params) for _, role in counted) >= params["misses"]:
        return ""
    whole = [item for item, role in counted if role in WHOLE]
    for reason in reasons:
        if whole and len(whole) >= params[reason.threshold] and (possibly or not reason.doubt):
            return reason.why
    enough = [item for item in whole if item.enough_surely or (possibly and item.enough_possibly)]
    if enough and len(enough) >= params["enough_harm_age_disability"]:
        return _why_by_itself(enough[-1])
    return "" if _has_run(there, int(params["in_a_row"])) else None


def _why_by_itself(item: Scheduled) -> str:
    if item.fact.code("importance") == "harm_if_missed":
        return "Missing this appointment does harm: one is enough to ask."
    return "Under one year old at the appointment: one is enough to ask."


def _has_run(there: list[tuple[Scheduled, Role]], length: int) -> bool:
    """Whether that many scheduled contacts running were not kept; only one surely kept between them breaks a run."""
    missed = sorted((item.fact for item, role in there if role in NOT_KEPT), key=lambda fact: fact.order)
    kept = [item.fact for item, role in there if role is Role.KEPT]
    runs = (missed[start : start + length] for start in range(len(missed) - length + 1)) if length else ()
    return any(not any(splits(fact, run) for fact in kept) for run in runs)


def _weight(role: Role, params: Values) -> float:
    if role in WHOLE:
        return 1
    if role is Role.HALF:
        return params["family_cancellation"]
    return 0


def _reasons(record: ChildRecord, levels: tuple[OpenLevel, ...], looks: Looks) -> Iterator[Reason]:
    """Why one miss is enough for this child: child protection plan, current neglect, disability, complex health."""
    plan = "On a child protection plan: one is enough to ask."
    for level in levels:
        if level.level in WHY_AT_LEVEL:
            why = WHY_AT_LEVEL[level.level]
            yield Reason(why, "enough_plan_neglect", "" if level.is_certain else level.missing())
    for fact in record.of("Plan"):
        if fact.code("kind") == "cp" and is_current(fact, looks):
            yield Reason(plan, "enough_plan_neglect")
    yield from _neglect(record, looks)
    if any(str(code).strip().upper() not in ("", "NONE") for code in record.subject.items("disability")):
        yield Reason("A disability is recorded: one is enough to ask.", "enough_harm_age_disability")
    if any(_is_own_illness(fact, record.child) and _has_begun(fact, looks) for fact in record.of("Concern")):
        yield Reason("A long illness of the child is recorded: one is enough to ask.", "enough_harm_age_disability")


def _neglect(record: ChildRecord, looks: Looks) -> Iterator[Reason]:
    why, threshold = "A current concern about neglect is recorded: one is enough to ask.", "enough_plan_neglect"
    for fact in record.of("Concern"):
        status = fact.code("status")
        if fact.code("topic") == "neglect" and _has_begun(fact, looks) and status not in ("past", "ruled_out"):
            doubt = "" if status == "current" else "Whether a concern about neglect is current is not known."
            yield Reason(why, threshold, doubt)
    for sentence in gap(record, "Concern", record.as_of, looks):
        yield Reason(why, threshold, sentence)


def _is_own_illness(fact: Fact, child: str) -> bool:
    is_theirs = fact.code("topic") == "physical_illness" and fact.text("person") == child
    return is_theirs and fact.code("status") == "current"


def _has_begun(fact: Fact, looks: Looks) -> bool:
    return not is_ahead(fact, looks)


def _coverage_gaps(record: ChildRecord, params: Values, looks: Looks) -> tuple[str, ...]:
    """Sentences when appointments were not kept here through the whole window (from birth, for a younger child)."""
    months = int(params["window_months"])
    since = add_months(record.as_of, -months)
    born = record.subject.when("dob")
    found = gap(record, "Appointment", max(since, born.earliest) if born and born.earliest else since, looks)
    back_to = record.covered_back_to("Appointment")
    if found and back_to:
        looks.add(leaves_window(back_to - ONE_DAY, months))
    return found + gap(record, "Involvement", record.as_of, looks)


def _doubts(
    record: ChildRecord, items: tuple[Scheduled, ...], reasons: tuple[Reason, ...], gravest: Verdict
) -> tuple[str, ...]:
    """What is missing, in sentences, each once."""
    about_items = (sentence for item in items for sentence in item.doubts(record.name))
    about_child = (reason.doubt for reason in reasons if reason.doubt)
    about_response = gravest.response.doubts() if gravest.response else ()
    return tuple(dict.fromkeys((*about_items, *about_child, *about_response)))


def _ask(check: Check, record: ChildRecord, verdict: Verdict, looks: Looks) -> Outcome:
    opening = " ".join(_openings(verdict.counted, record.name))
    prompt = check.prompts[Severity.SOON].format(what_happened=opening, name=record.name)
    return Outcome(
        Result.ASK,
        Severity.SOON,
        prompt[0].upper() + prompt[1:],
        _ids(verdict),
        looks.first,
        tuple(_shows(verdict, record)),
    )


def _openings(counted: Iterable[tuple[Scheduled, Role]], name: str) -> Iterator[str]:
    """What happened, a sentence for each way of not being seen."""
    by_role: dict[Role, list[Scheduled]] = {}
    for item, role in counted:
        by_role.setdefault(role, []).append(item)
    if missed := by_role.get(Role.MISSED):
        yield f"{name} was not brought on {_dates(missed)}."
    if no_access := by_role.get(Role.NO_ACCESS):
        yield f"There was no access to {name} on {_dates(no_access)}."
    if half := by_role.get(Role.HALF):
        what = f"An appointment for {name} was" if len(half) == 1 else f"Appointments for {name} were"
        yield f"{what} cancelled by the family on {_dates(half)}."


def _dates(items: list[Scheduled]) -> str:
    """Days as one list, "(twice)" where two fell on one day, "(approx.)" where the day is not exact."""
    if all(item.when.is_exact for item in items) and len({item.when for item in items}) == len(items):
        return days_in_words([item.when.earliest for item in items if item.when.earliest])
    counts = Counter(item.when.approximately() for item in items)
    times = {1: "", 2: " (twice)"}
    return and_list([words + times.get(number, f" ({number} times)") for words, number in counts.items()])


def _shows(verdict: Verdict, record: ChildRecord) -> Iterator[str]:
    for item, role in verdict.counted:
        service = item.fact.text("service").replace("_", " ")
        label = f"{service[0].upper()}{service[1:]}" if service else "Appointment"
        yield f"{label}, {item.when.approximately()}: {role.value}."
    if verdict.why_one:
        yield verdict.why_one
    if verdict.response:
        yield from verdict.response.in_sentences()


def _ids(verdict: Verdict) -> tuple[str, ...]:
    return _ids_of(verdict.counted)


def _ids_of(counted: Iterable[tuple[Scheduled, Role]]) -> tuple[str, ...]:
    return tuple(item.fact.id for item, _ in counted)


WNB_01 = Check(
    id="WNB-01",
    name="Was not brought: a pattern",
    question="Is there a pattern of missed appointments, and has anyone asked what got in the way?",
    theme="PROC-WNB",
    condition=(
        "Within the last 6 months: at least 2 appointments or visits to which the child was not brought or at which "
        "there was no access, or 3 scheduled contacts running that were not kept, counted across services. A "
        "cancellation by the family counts half, one by the service nothing. One is enough on a child protection plan, "
        "during a section 47 enquiry, when looked after, with a current concern about neglect, when missing it does "
        "harm, under 1 year of age at the appointment, or for a disabled child or one with complex health."
    ),
    prompts={
        Severity.SOON: "{what_happened} What got in the way, what has {name} missed out on, and who else should know?"
    },
    parameters=(
        Parameter(
            "window_months", 6, "months", NumberClass.OUR_DEFAULT, "No national or local number found", "How far back"
        ),
        Parameter("misses", 2, "misses", NumberClass.OUR_DEFAULT, "No national or local number found"),
        Parameter(
            "in_a_row", 3, "scheduled contacts running", NumberClass.OUR_DEFAULT, "No national or local number found"
        ),
        Parameter(
            "enough_plan_neglect",
            1,
            "misses",
            NumberClass.NATIONAL,
            "RCGP safeguarding toolkit (professional guidance)",
            "On a child protection plan, or with a current concern about neglect",
        ),
        Parameter(
            "enough_harm_age_disability",
            1,
            "misses",
            NumberClass.OUR_DEFAULT,
            "No national or local number found",
            "Harm if missed, under the age below, disabled, or complex health",
        ),
        Parameter(
            "under_age_months", 12, "months of age", NumberClass.OUR_DEFAULT, "No national or local number found"
        ),
        Parameter(
            "family_cancellation",
            0.5,
            "misses",
            NumberClass.OUR_DEFAULT,
            "No national or local number found",
            "What a cancellation by the family counts; one by the service counts nothing",
        ),
        Parameter(
            "self_attending_years",
            16,
            "years of age",
            NumberClass.OUR_DEFAULT,
            "No class stated where the record of an appointment is described",
            "From this age an appointment missed by oneself is not a miss by an adult",
        ),
    ),
    kinds=("Involvement", "Appointment"),
    also_reads=("Person", "Concern", "Plan", "Contact", "AgencyContact", "Decision"),
    levels=("EH", "CIN", "CP", "S47", "CLA"),
    clears=(
        "After the latest miss, all three: contact with the family about what got in the way; contact with the lead "
        "professional or GP; a decision.",
        "By itself, when the misses lie outside the window.",
    ),
    known_limits=(
        "It cannot tell whether a contact with the family was about what got in the way: any contact since counts.",
        "It cannot tell who the lead professional is: any agency's contact about the child counts, but for police, "
        "probation and adults' substance services.",
        "A rearranged appointment neither counts nor breaks a run: moving and missing in turn shows by its misses.",
        "Appointments of services whose records do not reach here are not seen.",
    ),
    readings=(
        "Ages are those at the appointment; whether there is a plan or a current concern is read on the day of asking.",
        "A family's cancellation counts among three running and not towards the one that is enough.",
        "Cancelled by the service, rearranged, or missed by oneself from 16: neither breaks nor extends a run.",
        "An own miss filed for a child under 16 is read as was not brought.",
        "The three running all lie within the window; a later appointment that was kept does not undo them.",
        "One is enough at CP and on a CP plan, and so at S47 and CLA, which take CP's numbers where none is given.",
        "An empty disability field is read as none recorded and does not hold back clear.",
        "The child's own current physical illness counts as complex health.",
        "A contact or decision on the day of the latest miss counts as after it.",
    ),
    empties=Empties(
        asks=("Contact", "AgencyContact", "Decision"),
        uncounted=(
            "Appointment.outcome",
            "Contact.with_person",
            "Contact.at",
            "AgencyContact.about",
            "AgencyContact.agency",
            "AgencyContact.at",
            "Decision.what",
            "Decision.at",
        ),
        unsettled=(
            "Involvement.level",
            "Appointment.person",
            "Appointment.at",
            "Appointment.importance",
            "Person.dob",
            "Concern.status",
        ),
    ),
    decide=decide,
)

CHECKS = (WNB_01,)
