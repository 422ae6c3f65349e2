"""VOI-02: nobody has seen the child for longer than the plan says, or at visit after visit.

The rule. Three limbs. *Time*: no visit with the child seen for the plan's own interval, else for ten working days at
child protection (and section 47, and looked after), twenty at child in need; not at early help. *Visits*: two running
at which the child was not seen, at any level. *Home*: three home visits running, above early help, and not seen
anywhere since (the not-seen half of DP-10). The time runs from the last day seen; never seen, from the later of the day
the plan or level began, and birth.

How uncertainty is decided: everything is judged twice, with open questions read in the lightest and in the gravest way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import product

from sightline.domain.dates import UncertainDate, count_in_words, days_in_words, in_words

from ..case import AS_CHILD_PROTECTION, LEVEL_IN_WORDS, OpenLevel, open_levels
from ..coverage import gap
from ..fact import BEFORE_ALL, FIRST_MOMENT
from ..look import Look
from ..looks import ONE_DAY, Looks
from ..maybe import MOST_IN_DOUBT
from ..record import ChildRecord
from ..vocabulary import Check, Empties, NumberClass, Outcome, Parameter, Result, Severity, Values, unknown
from .sightings import Answered, answered_by
from .visiting import Intervals, Reading, Visit, intervals_of, is_of_no_kind, last_surely_seen, visits_of

EARLY_HELP = "EH"
NOBODY = Answered((), (), False)


@dataclass(frozen=True, slots=True)
class Limb:
    """One reason to ask: what happened in a sentence, and the rows that show it."""

    says: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One reading of the whole."""

    result: Result
    limbs: tuple[Limb, ...] = ()
    answered: Answered | None = None


def decide(look: Look) -> Outcome:
    """The outcome of VOI-02; see the module for the rule."""
    record, params, looks = look.record, look.params, look.looks
    levels = open_levels(record, looks)
    before_birth = _before_birth(record, looks)
    if before_birth is not None:
        return before_birth
    visits = visits_of(record, looks)
    light = _judge(record, params, looks, levels, visits, is_gravest=False)
    grave = light
    if not _is_settled(record, levels, visits, light):
        grave = _judge(record, params, looks, levels, visits, is_gravest=True)
    gaps = _coverage_gaps(record, visits, levels, looks)
    evidence = _evidence(visits, grave)
    if light.result is grave.result is Result.ASK:
        return _ask(look.check, record, light, levels, looks)
    either_way = _either_way(record, params, looks, levels, visits) if light.result is not grave.result else None
    if either_way is Result.ASK:
        return _ask(look.check, record, Verdict(Result.ASK, _unsure(record.name, visits, grave)), levels, looks)
    if either_way is Result.CLEAR and not gaps:
        return Outcome(Result.CLEAR, evidence=evidence, next_look=looks.first, shows=_shows(visits))
    if light.result is not grave.result or gaps:
        doubts = _doubts(record, visits, levels, grave) if light.result is not grave.result else ()
        doubts = doubts or (() if gaps else ("What is on record leaves open whether the child was seen.",))
        return unknown(VOI_02, (*gaps, *doubts), evidence=evidence, next_look=looks.first, shows=_shows(visits))
    return Outcome(light.result, evidence=evidence, next_look=looks.first, shows=_shows(visits))


def _either_way(
    record: ChildRecord, params: Values, looks: Looks, levels: tuple[OpenLevel, ...], visits: tuple[Visit, ...]
) -> Result | None:
    """The result, where it is the same whether or not the child was seen at the visits that do not say so.

    The two readings are each the extreme for every limb alone, and so no way in which all the visits can have been.
    """
    doubtful = [visit.fact.id for visit in visits if visit.seen is None]
    if not 0 < len(doubtful) <= MOST_IN_DOUBT:
        return None
    found = set()
    for ways in product((True, False), repeat=len(doubtful)):
        as_if = dict(zip(doubtful, ways, strict=True))
        read = tuple(visit.read_as(as_if[visit.fact.id]) if visit.fact.id in as_if else visit for visit in visits)
        found |= {_judge(record, params, looks, levels, read, is_gravest=grave).result for grave in (True, False)}
    return found.pop() if len(found) == 1 else None


def _unsure(name: str, visits: tuple[Visit, ...], grave: Verdict) -> tuple[Limb, ...]:
    """What can be said when it asks either way: at which visits it is not recorded."""
    known = {visit.fact.id for visit in visits}
    rests = tuple(fact_id for limb in grave.limbs for fact_id in limb.evidence if fact_id in known)
    doubtful = (visit for visit in visits if visit.seen is None)
    return tuple(Limb(says, (visit.fact.id, *rests)) for visit in doubtful for says in visit.doubts(name))


def _before_birth(record: ChildRecord, looks: Looks) -> Outcome | None:
    """An unborn child cannot be seen; past the expected day, with no birth recorded, nobody knows."""
    expected = record.subject.when("expected_dob")
    if record.subject.when("dob") is not None or expected is None:
        return None
    if expected.latest is None or expected.latest >= record.as_of:
        looks.add(expected.latest and expected.latest + ONE_DAY)
        return Outcome(Result.NOT_APPLICABLE, next_look=looks.first)
    sentence = "The expected day of birth has passed and no date of birth is recorded."
    return unknown(VOI_02, (sentence,), next_look=looks.first)


def _is_settled(record: ChildRecord, levels: tuple[OpenLevel, ...], visits: tuple[Visit, ...], light: Verdict) -> bool:
    """Whether nothing is left open, so that both readings are one. (Saves time; false only costs some.)"""
    if not all(level.is_certain and level.since.has_bounds for level in levels):
        return False
    if not all(visit.seen is not None and visit.home is not None and visit.when.has_bounds for visit in visits):
        return False
    born, kept = record.subject.when("dob"), record.covered_back_to("Visit")
    if born is None or not born.has_bounds or kept is None or any(map(is_of_no_kind, record.of("Plan"))):
        return False
    days = [level.since.earliest or date.min for level in levels] + [visit.seen_day for visit in visits]
    return kept <= min(days, default=date.min) and not (light.answered and light.answered.has_doubt)


def _judge(
    record: ChildRecord,
    params: Values,
    looks: Looks,
    levels: tuple[OpenLevel, ...],
    visits: tuple[Visit, ...],
    *,
    is_gravest: bool,
) -> Verdict:
    """One reading: each open level's limbs, unless somebody else saw the child and the matter was raised."""
    reading = Reading.of(visits, is_gravest)
    counted = [
        OpenLevel(name, level.fact, level.since, level.is_certainly_open)
        for level in levels
        if is_gravest or level.is_certainly_open
        for name in _levels_of(level, is_gravest)
    ]
    if not counted:
        return Verdict(Result.NOT_APPLICABLE)
    clocks = [
        (level, _interval(record, params, level, is_gravest, looks)) for level in counted if level.level != EARLY_HELP
    ]
    above = bool(clocks)
    unanswered = Looks(record.as_of)
    limbs = _limbs(record, params, unanswered, reading, clocks, above, NOBODY)
    if not limbs:
        looks.add(unanswered.first)
        is_something = reading.has_visits or bool(clocks)
        return Verdict(Result.CLEAR if is_something else Result.NOT_APPLICABLE)
    started = max((_began(record, level, own, is_gravest) for level, own in clocks), default=date.min)
    answered = answered_by(record, _anchor(reading, started), looks, is_gravest=is_gravest)
    if answered.is_complete:
        limbs = _limbs(record, params, looks, reading, clocks, above, answered)
    else:
        looks.add(unanswered.first)
    return Verdict(Result.ASK if limbs else Result.CLEAR, limbs, answered)


def _limbs(
    record: ChildRecord,
    params: Values,
    looks: Looks,
    reading: Reading,
    clocks: list[tuple[OpenLevel, Intervals]],
    above_early_help: bool,
    answered: Answered,
) -> tuple[Limb, ...]:
    """The reasons to ask. An answer settles visits running, and lets the time run from whoever saw the child."""
    limbs = [] if answered.is_complete else list(_run_limbs(record.name, reading, params, above_early_help))
    for level, own in clocks:
        limbs += _time_limb(record, level, own, reading, answered, looks)
    return tuple(limbs)


def _levels_of(level: OpenLevel, is_gravest: bool) -> tuple[str, ...]:
    """A level that is not recorded is read as early help, or as child protection and as child in need."""
    if level.level:
        return (level.level,)
    return ("CP", "CIN") if is_gravest else (EARLY_HELP,)


def _run_limbs(name: str, reading: Reading, params: Values, above_early_help: bool) -> Iterator[Limb]:
    if len(reading.unseen) >= max(1, params["visits_running"]):
        yield _run_limb(name, "visit", reading.unseen)
    elif above_early_help and len(reading.unseen_home) >= max(1, params["home_visits_running"]):
        yield _run_limb(name, "home visit", reading.unseen_home)


def _run_limb(name: str, what: str, visits: tuple[Visit, ...]) -> Limb:
    number = f"last {count_in_words(len(visits))} {what}s" if len(visits) > 1 else f"last {what}"
    return Limb(f"{name} was not seen at the {number}, on {_days(visits)}.", tuple(v.fact.id for v in visits))


def _days(visits: tuple[Visit, ...]) -> str:
    days = [visit.when.earliest for visit in visits if visit.when.is_exact and visit.when.earliest]
    if len(days) == len(visits):
        return days_in_words(list(dict.fromkeys(days)))
    return ", ".join(dict.fromkeys(visit.when.approximately() for visit in visits))


def _interval(record: ChildRecord, params: Values, level: OpenLevel, is_gravest: bool, looks: Looks) -> Intervals:
    default = params["cp_working_days"] if level.level in AS_CHILD_PROTECTION else params["cin_working_days"]
    return intervals_of(record, level.level, int(default), is_gravest, looks)


def _began(record: ChildRecord, level: OpenLevel, own: Intervals, is_gravest: bool) -> date:
    """The later of the day the level or its plan began, and birth; a missing one is read early or late."""
    born = record.subject.when("dob") or UncertainDate.between(None, record.subject.recorded_on)
    return max(_day(when, is_gravest) for when in (level.since, born, *own.began))


def _day(when: UncertainDate, is_gravest: bool) -> date:
    if when.earliest is not None:
        return when.earliest
    return date.min if is_gravest else when.latest or date.min


def _anchor(reading: Reading, started: date) -> datetime:
    """The moment since which an answer counts: the last visit without the child, else where the time runs from."""
    if reading.unseen:
        return max(visit.unseen_moment for visit in reading.unseen)
    if reading.last_seen:
        is_dated = reading.last_seen.when.has_bounds
        return reading.last_seen.seen_moment if is_dated or reading.is_gravest else BEFORE_ALL
    return datetime.combine(started, FIRST_MOMENT)


def _time_limb(
    record: ChildRecord,
    level: OpenLevel,
    own: Intervals,
    reading: Reading,
    answered: Answered,
    looks: Looks,
) -> Iterator[Limb]:
    """Ask when the interval has passed since the child was last seen, by a visit or by whoever else saw the child."""
    start = reading.time_runs_from(_began(record, level, own, reading.is_gravest))
    if answered.is_complete and answered.last_sight:
        start = max(start, answered.last_sight)
    if not reading.is_gravest:
        kept = record.covered_back_to("Visit")
        if kept is None:
            return  # visits since may be elsewhere
        if kept > start:
            start = kept - ONE_DAY
    is_over, asks_from = record.calendar.limit(start, own.working_days, record.as_of)
    looks.add(asks_from)
    if is_over:
        evidence = (reading.last_seen.fact.id,) if reading.last_seen else (level.fact.id, *own.plans)
        yield Limb(_time_says(record.name, reading, start), evidence + tuple(v.fact.id for v in reading.unseen))


def _time_says(name: str, reading: Reading, start: date) -> str:
    if reading.surely_seen:
        as_recorded = "" if reading.last_seen is reading.surely_seen else ", as far as is recorded"
        return f"{name} was last seen on {reading.surely_seen.when.approximately()}{as_recorded}."
    if start == date.min or reading.last_seen:
        return f"There is no visit on record at which {name} was seen."
    return f"There is no visit on record since {in_words(start)} at which {name} was seen."


def _coverage_gaps(
    record: ChildRecord, visits: tuple[Visit, ...], levels: tuple[OpenLevel, ...], looks: Looks
) -> tuple[str, ...]:
    """Sentences when visits were not kept here since the child was last seen, else since the level began."""
    if record.always_keeps("Visit", "Involvement"):
        return ()
    seen = [visit.seen_day for visit in visits if visit.seen and visit.when.has_bounds]
    started = [_day(level.since, True) for level in levels]
    since = max(seen) if seen else min(started, default=record.as_of)
    born = record.subject.when("dob")
    since = max(since, born.earliest) if born and born.earliest else since
    return gap(record, "Visit", min(since, record.as_of), looks) + gap(record, "Involvement", record.as_of, looks)


def _doubts(
    record: ChildRecord, visits: tuple[Visit, ...], levels: tuple[OpenLevel, ...], grave: Verdict
) -> tuple[str, ...]:
    """What is missing, in sentences, each once."""
    about_visits = (sentence for visit in visits for sentence in visit.doubts(record.name))
    about_levels = (level.missing() for level in levels if not level.is_certain)
    since = (
        f"It is not recorded since when the level is {LEVEL_IN_WORDS[level.level]}."
        for level in levels
        if level.level and not level.since.has_bounds
    )
    born = () if record.subject.when("dob") else ("The date of birth is not recorded.",)
    answers = grave.answered.doubts() if grave.answered else ()
    return tuple(dict.fromkeys((*about_visits, *about_levels, *since, *answers, *born)))


def _ask(check: Check, record: ChildRecord, verdict: Verdict, levels: tuple[OpenLevel, ...], looks: Looks) -> Outcome:
    is_grave = any(level.level in AS_CHILD_PROTECTION for level in levels if level.is_certainly_open)
    is_grave = is_grave or all(not level.is_certain for level in levels)
    severity = Severity.TODAY if is_grave else Severity.SOON
    limbs = dict.fromkeys(limb.says for limb in verdict.limbs)
    happened = " ".join(says[0].upper() + says[1:] for says in limbs)
    evidence = tuple(dict.fromkeys(fact_id for limb in verdict.limbs for fact_id in limb.evidence))
    prompt = check.prompts[severity].format(what_happened=happened, name=record.name)
    return Outcome(Result.ASK, severity, prompt, evidence, looks.first, tuple(says for says in limbs))


def _evidence(visits: tuple[Visit, ...], verdict: Verdict) -> tuple[str, ...]:
    """For a result that does not ask: the last visit that showed the child, and any since."""
    last = last_surely_seen(visits)
    found = [last.fact.id] if last else []
    found += [fact_id for limb in verdict.limbs for fact_id in limb.evidence]
    found += verdict.answered.evidence if verdict.answered and verdict.answered.is_complete else ()
    return tuple(dict.fromkeys(found))


def _shows(visits: tuple[Visit, ...]) -> tuple[str, ...]:
    last = last_surely_seen(visits)
    return (f"Last seen on {last.when.approximately()}.",) if last else ("No visit on record shows the child seen.",)


VOI_02 = Check(
    id="VOI-02",
    name="Not seen",
    question="Has somebody seen the child lately?",
    theme="PROC-RECVOICE",
    condition=(
        "No visit at which the child was seen for the plan's own interval, else for 10 working days at child "
        "protection, section 47 or looked after, and 20 at child in need; or 2 visits running at which the child was "
        "not seen, at any level; or, above early help, 3 home visits running."
    ),
    prompts={
        Severity.TODAY: (
            "{what_happened} Has somebody seen {name} since, and it is only not written down yet? If not, who can see "
            "{name} today, and who should know?"
        ),
        Severity.SOON: (
            "{what_happened} Has somebody seen {name} since, and it is only not written down yet? If not, what got in "
            "the way, and who else sees {name}?"
        ),
    },
    parameters=(
        Parameter(
            "cp_working_days",
            10,
            "working days",
            NumberClass.OTHER_LOCAL,
            "Liverpool and Central Bedfordshire; there is no national frequency, the plan sets it",
            "At CP, S47 and CLA, where the plan has no interval of its own",
        ),
        Parameter(
            "cin_working_days",
            20,
            "working days",
            NumberClass.OTHER_LOCAL,
            "Practice of another area; there is no national frequency, the plan sets it",
            "At CIN, where the plan has no interval of its own",
        ),
        Parameter("visits_running", 2, "visits running", NumberClass.OUR_DEFAULT, "Nobody's rule"),
        Parameter(
            "home_visits_running", 3, "home visits running", NumberClass.OUR_DEFAULT, "Nobody's rule", "From DP-10"
        ),
    ),
    kinds=("Involvement", "Visit"),
    also_reads=("Person", "Plan", "Oversight", "Disagreement", "Contact", "AgencyContact"),
    levels=("EH", "CIN", "CP", "S47", "CLA"),
    clears=(
        "A visit at which the child was seen.",
        "The matter raised (a manager's direction, or a disagreement) and who did see the child, both since the last "
        "visit without the child; the time then runs from the day that person saw the child.",
    ),
    known_limits=(
        "A sight by a grandparent or neighbour counts only when it is written down as a contact.",
        "It reads any named person at another agency, spoken to about the child, as someone who sees the child.",
        "A plan's interval that is not recorded is not missed: the number for the level is used.",
        "It does not look at whether the child was seen alone (VOI-03).",
    ),
    readings=(
        "Today at CP, S47 and CLA, else soon.",
        "Early help: only the visits running.",
        "A week or month in which the child was seen counts from its first day.",
        "Two visits on one day without times: the one with the child counts as the later.",
        "Two visits running are counted back from today without regard to when the level began.",
        "Not yet born: nothing to look at; past the expected day with no birth recorded: unknown.",
        "Visits that do not say whether the child was seen leave it unknown, unless it asks either way.",
        "A plan's interval is that of the open plan of the level; a safety plan's counts where it is shorter.",
        "Raised means: an Oversight of kind case_direction or with directions, or a Disagreement.",
        "Who did see the child: a Contact in person with the child speaking for themselves, or an AgencyContact about "
        "the child that names who.",
    ),
    empties=Empties(
        asks=("Visit", "Oversight", "Contact", "AgencyContact"),
        uncounted=("Visit.seen", "Visit.at", "Visit.where", "Contact.direct", "Oversight.kind"),
        unsettled=("Involvement.level", "Involvement.from", "Person.dob", "Plan.kind"),
    ),
    decide=decide,
)

CHECKS = (VOI_02,)
