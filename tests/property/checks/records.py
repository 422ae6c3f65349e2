"""Random records made from the declaration of kinds: every check of the catalogue is fed from them.

A record comes from one seed, so that making ten thousand costs seconds; Hypothesis chooses the seeds, and `smallest`
takes rows away from a record that breaks a law until none can go. Dates lie close together around `as_of`, codes and
people repeat, and every box is empty now and then, so that rules meet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from sightline.domain.checks import CATALOGUE, Check, ChildRecord, Coverage, Fact, FactVersion, History
from sightline.domain.checks.kinds import KINDS as DECLARED
from sightline.domain.checks.kinds import PARTS, Field, fields_in

FIRST, LAST = date(2026, 6, 1), date(2027, 1, 31)
CHILD = "C1"
PEOPLE = ("C1", "MUM", "DAD", "GRAN", "SIB")
KINDS = tuple(DECLARED)
BLANKS = (None, None, "", "  ")
TEXTS = (
    None, None, None, "", "  ", "It was talked through", "Not known", "GP", "school", "school", "MUM", "GRAN",
    "Ms Vale", "home", "two of them and a third word", "yes",
)  # fmt: skip
DAY = timedelta(days=1)
WHATS = next(field.codes for field in DECLARED["Decision"].fields if field.name == "what")
# What a field mostly holds, where its declared codes alone would seldom meet a rule.
LIKELY: dict[str, tuple[Any, ...]] = {
    "Appointment.person": ("C1", "C1", "C1", "C1", "MUM", "MUM", None),
    "Appointment.importance": ("routine", "routine", "important", "harm_if_missed", None),
    "Appointment.outcome": (
        "attended", "was_not_brought", "was_not_brought", "no_access", "cancelled_by_family", "cancelled_by_service",
        "rearranged", "self_attending_dna", "did_not_attend", "did_not_attend", None, "",
    ),
    "Appointment.service": ("dentist", "health_visitor", None),
    "Appointment.told_who": (None, None, "GP"),
    "Statement.said_by": ("MUM", "DAD", None),
    "Statement.matters": ("decision_relevant", "decision_relevant", "decision_relevant", "low", None),
    "Statement.corroborations": (
        None, [], [{"source": "MUM", "result": "supported"}],
        [{"source": "school", "agency": "school", "result": "supported", "date": "2026-09-01"}],
        [{"source": "GRAN", "origin": "MUM", "result": None}],
    ),
    "Statement.used_in": (None, [], ["Plan1"], ["Decision1"], ["the plan"], ["Plan1", "Decision1"]),
    "AgencyContact.agency": ("substance_service", "gp", "school", "police", "social_care", "health_visitor", None),
    "AgencyContact.about": ("C1", "C1", "MUM", None),
    "Decision.status": ("made", "made", "proposed", None),
    "Decision.evidence_refs": (None, [], ["Statement1"], ["Statement1"], ["Appointment1"], ["Event1", "Injury1"]),
    "Decision.names": (None, None, [], ["Injury1", "Injury2"], ["Event1"], ["Referral1"]),
    "HouseholdMembership.household": ("home", "home", "home", "elsewhere", None),
    "Involvement.to": (None, None, None, "date"),
    "HouseholdMembership.to": (None, None, None, "date"),
    "Plan.to": (None, None, None, "date"),
    "Plan.visit_interval_wd": (None, 5, 15, "10"),
    "Injury.person": ("C1", "C1", "C1", "SIB", None),
    "Oversight.directions": (None, [], [{"text": "See the child", "due": "2026-10-01", "answered": None}]),
    "Concern.topic": ("domestic_abuse", "domestic_abuse", "alcohol", "drugs", "mental_health", "neglect", "cse", None),
    "Concern.person": ("MUM", "MUM", "DAD", "C1", "GRAN", None),
    "Contingency.plan": ("SafetyPlan1", "SafetyPlan1", "Plan1", "Plan1", "SafetyPlan2", None),
    "Contingency.who": ("Ms Vale", "MUM", "MUM", "", None),
    "Contingency.how_fast": ("tonight", "tonight", "at once", None),
    "ThresholdDecision.evidence_refs": (None, [], ["Event1"], ["Event1", "Injury1"]),
    "Evidence.danger": (*("Danger1",) * 8, "Danger2", None),
    "Danger.behaviour": ("Shouting", None),
    "Event.topic": (
        "domestic_abuse", "domestic_abuse", "move", "pregnancy", "online_life", "separation", "other", None,
    ),
    "Referral.source_code": ("3B", "3A", "9", "10", "2A", None),
    # reflecting, direct practice, Signs of Safety, family and men
    "PlanAction.by_parent": (*("yes",) * 6, "no", None),
    "PlanAction.engagement": ("agreed", "attended", "attended", "attended", "missed", None),
    "Outcome.subject": ("adult", "child", "child", None),
    "PlanAction.linked_outcome": ("Outcome1", "Outcome1", "Outcome1", None),
    "Outcome.status": ("open", "open", "closed", None),
    "Outcome.reviews": (
        None, [], [{"at": "2026-06-10", "rating": "no_change"}, {"at": "2026-07-10", "rating": "no_change"}],
        [{"at": "2026-06-10", "rating": "no_change"}, {"at": "2026-12-10", "rating": "better"}],
        [{"at": "2026-06-10", "rating": "no_change"}, {"at": None, "rating": "no_change", "explanation": "A new baby"}],
    ),
    "Contact.with_person": ("MUM", "MUM", "MUM", "DAD", "DAD", "C1", None),
    "Contact.interpreter": ("in_person", "none", "none", "family", "child", "bilingual_worker", None),
    "Contact.repeats": (None, None, None, "Contact1"),
    "PlanVersion.text": (
        None, "", "Ada gets Robin up. Gran comes on Fridays.",
        "The family will be supported to evidence consistent engagement with universal and targeted provision.",
        "Ada will get Robin up each day at seven and Gran will come on Friday to see that he has had his tea.",
    ),
    "SafetyPlan.network": (
        None, [], [{"person": "GRAN", "professional": "no", "knows_worry": "yes"}],
        [{"person": who, "professional": "no", "knows_worry": "yes"} for who in ("GRAN", "a neighbour")],
        [{"person": "GRAN", "professional": "no", "knows_worry": None}, {"person": "a neighbour"}],
    ),
    "Evidence.source_kind": (*("professional",) * 4, "child", "own_word", None),
    "Evidence.observed_or_reported": ("observed", "observed", "observed", "reported", None),
    "Evidence.source": ("school", "nurse", "Ms Vale", None),
    "ScaleReading.danger": ("Danger1",) * 6 + ("Danger2", None),
    "ScaleReading.rater": ("mum", "mum", "worker", "worker", None),
    "ScaleReading.value": (2, 2, 3, 3, 3, 6, 7, None),
    "ThresholdDecision.level_from": ("3", "3", "4", "CP", None),
    "ThresholdDecision.level_to": ("3", "4", "4", 2, None),
}  # fmt: skip
# Recording, missed appointments, information, agencies.
LIKELY |= {
    "Appointment.consequence_for_child": (None, None, None, None, "", "Hearing not tested"),
    "Concern.person": ("C1", "MUM", "MUM", "MUM", "DAD", None),
    "Concern.topic": ("alcohol", "drugs", "mental_health", "domestic_abuse", "domestic_abuse", "neglect", None),
    "Concern.status": ("current", "current", "unknown", "past", "ruled_out", None),
    "Decision.child_impact": (None, None, None, "", "Mornings are hard"),
    "Decision.options_considered": (None, [], ["close"], ["close", "stay open"], "close; stay open"),
    "Decision.reasons": (None, "", "No concerns", "School and nursery both see change", "Change has lasted since May"),
    "Meeting.kind": (
        "strategy_discussion", "strategy_discussion", "icpc", "icpc", "review_conference", "core_group", "core_group",
        "team_meeting", "review", None,
    ),
    "Meeting.multi_agency": ("yes", None, None, None, "no"),
    "Meeting.agencies_present": (
        None, [], ["social_care", "police", "gp"], ["social_care", "police", "health_visitor", "school"],
        ["social_care"], ["social_care", "gp"], ["police", "school"],
    ),
    "Invitation.agency": ("school", "school", "school", "gp", None),
    "Invitation.meeting": ("Meeting1", "Meeting1", "Meeting2", "Meeting2", "Meeting3", None),
    "Invitation.attended": ("yes", "no", "no", "no", None),
    "Invitation.report": (None, None, "no", "no", "yes"),
    "AgencyInvolvement.active": ("yes", "yes", "yes", "no", None),
    "AgencyInvolvement.to": (None, None, None, "date"),
    "Voice.person": ("C1", "C1", "C1", "C1", "SIB", None),
    "Voice.what_changed": (None, None, None, "", "Visits moved to after school"),
    "AgencyInvolvement.agency": (
        "dentist", "dentist", "health_visitor", "gp", "school", *("substance_service",) * 3, None,
    ),
    "AgencyInvolvement.with_person": ("C1", "C1", "C1", "MUM", None),
    "AgencyInvolvement.closed_reason": ("was_not_brought", "was_not_brought", "completed", None),
    "AgencyInvolvement.notice_given_to": (None, [], ["GP"], ["GP"], ["parents"], ["referrer", "parents"]),
    "Decision.what": (*WHATS, *("discharge_after_wnb",) * 5, "wnb_response", "closure", "step_down", None),
    "InfoRequest.to": ("gp", "gp", "health_visitor", "health_visitor", "police", "police", "school", None),
    "InfoRequest.answer": (None, None, None, "", "Seen in May"),
    "InfoRequest.refused_reason": (None, None, "", "Not theirs to tell"),
    "InfoRequest.reason_not_asked": (None, None, "", "Not registered anywhere"),
    "Statement.response": (None, None, None, "", "Thanked"),
    "DraftText.about": ("C1", "C1", "MUM", None),
    "DraftText.text": (None, "", "Robin did not attend", "DNA again", "A DNA test", "Was not brought"),
}  # fmt: skip
HOW_MANY = {"Involvement": 2, "Appointment": 5, "Visit": 5, "Event": 5, "Injury": 3, "Evidence": 4}
HOW_MANY |= {"ScaleReading": 5, "PlanAction": 7}
HOW_MANY |= {"Concern": 5, "Voice": 4, "InfoRequest": 6, "Invitation": 6, "AgencyContact": 5}
DEFAULT_MANY = 3
# For the checks on direct practice, families and everyone who cares for the child.
HOW_MANY["Contact"] = 8
HOW_MANY["Evidence"] = 8


def a_day(rng: Random, around: date) -> date:
    """A day mostly not long before another."""
    near = rng.choice((0, 0, 1, 3, 7, 14, 28, 30, 60, 90, 180, 365))
    return around - DAY * (near + rng.randint(-2, 2) if rng.random() < 0.8 else rng.randint(-40, 400))


def a_moment(rng: Random, around: date) -> Any:
    """A day, a time, a month, a range, a day nobody knows, or nothing."""
    day = a_day(rng, around)
    shape = rng.choice(("day",) * 10 + ("time", "time", "month", "range", "since", "unknown", "blank"))
    if shape == "day":
        return day.isoformat()
    if shape == "time":
        return f"{day.isoformat()}T{rng.choice(('09:00', '15:30'))}"
    if shape == "month":
        return {"value": day.isoformat()[:7], "precision": "month"}
    if shape == "range":
        return {
            "precision": "range",
            "earliest": day.isoformat(),
            "latest": (day + DAY * rng.randint(0, 20)).isoformat(),
        }
    if shape == "since":
        return {"precision": "range", "earliest": day.isoformat()}
    return {"precision": "unknown"} if shape == "unknown" else rng.choice(BLANKS)


def a_value(rng: Random, kind: str, field: Field, around: date) -> Any:
    """Something a field may hold."""
    name = f"{kind}.{field.name}"
    if name in LIKELY:
        found = rng.choice(LIKELY[name])
        return a_moment(rng, around) if found == "date" else found
    if field.type == "date":
        return a_moment(rng, around)
    if field.is_list:
        shape = rng.random()
        if shape < 0.25:
            return None
        return [] if shape < 0.4 else [a_part(rng, name, field, around) for _ in range(rng.randint(1, 3))]
    return a_part(rng, name, field, around)


def a_part(rng: Random, name: str, field: Field, around: date) -> Any:
    """One value of a field that is no list, or one entry of a list."""
    if field.of == "{}":
        if not field.is_list and rng.random() < 0.3:
            return None
        return {part.name: a_value(rng, name, part, around) for part in fields_in(PARTS[name])}
    if field.codes:
        return rng.choice(field.codes) if rng.random() < 0.8 else rng.choice(BLANKS)
    if field.type == "yes_no":
        return rng.choice(("yes", "yes", "no", "no", "Y", "N", None, ""))
    if field.refers_to == "Person":
        return rng.choice((*PEOPLE, CHILD, CHILD, "MUM", None))
    if field.refers_to:
        return rng.choice((f"{field.refers_to}1", f"{field.refers_to}1", f"{field.refers_to}2", None, ""))
    if field.type == "number":
        return rng.choice((None, 0, 1, 2, 3, 5, 7, 10, 40, 56))
    return rng.choice(TEXTS)


def a_row(rng: Random, kind: str, number: int, around: date) -> Fact:
    """One row of a kind, recorded on its own day, a little later, or at any time before."""
    declared = DECLARED[kind]
    fields = {field.name: a_value(rng, kind, field, around) for field in declared.fields}
    if kind == "Meeting" and fields["planned"] == "true" and rng.random() < 0.7:
        fields["planned"] = None
    recorded = a_day(rng, around)
    own = fields.get(declared.happens_on or "")
    if isinstance(own, str) and own.strip() and rng.random() < 0.7:
        recorded = date.fromisoformat(own[:10]) + DAY * rng.choice((0, 0, 0, 1, 3))
    return Fact(kind, f"{kind}{number}", {**fields, "recorded_at": recorded.isoformat()})


def some_people(rng: Random, around: date) -> list[Fact]:
    """The child and four others, on record from early on."""
    months = rng.choice((1, 4, 5, 7, 11, 14, 23, 40, 70, 110, 150, 200))
    born: Any = rng.choice(
        ((around - DAY * (months * 30)).isoformat(),) * 6 + (None, {"value": "2025-09", "precision": "month"})
    )
    child = {
        "name": rng.choice(("Robin", "Robin", "Edna", None, "")),
        "dob": born,
        "expected_dob": "2026-12-01" if born is None and rng.random() < 0.5 else None,
        "gestation_weeks": rng.choice((None, None, 33, 40)),
        "disability": rng.choice((None, [], [], ["LD"], ["MOB"])),
        "delay": rng.choice((None, "no", "yes")),
        "subject": True,
        "recorded_at": "2020-01-01",
    }
    found = [Fact("Person", CHILD, child)]
    ages = {"MUM": "1994-04-04", "DAD": "1990-05-05", "GRAN": "1960-06-06", "SIB": "2022-07-07"}
    for who, dob in ages.items():
        fields: dict[str, Any] = {"name": who.title(), "dob": rng.choice((dob, dob, None)), "recorded_at": "2020-01-01"}
        fields["interpreter_need"] = rng.choice((None, "yes", "no"))
        fields["languages"] = rng.choice((None, [], ["Polish"]))
        fields["disability"] = rng.choice((None, [], ["LD"]))
        fields["possible_cause"] = rng.choice((None, "yes"))
        found.append(Fact("Person", who, fields))
    return found


def some_facts(rng: Random, around: date, kinds: Sequence[str] = KINDS, most: int | None = None) -> list[Fact]:
    """The rows of a record, of some kinds or of all."""
    found = some_people(rng, around)
    for kind in kinds:
        if kind != "Person":
            many = HOW_MANY.get(kind, DEFAULT_MANY) if most is None else most
            found += [a_row(rng, kind, number + 1, around) for number in range(rng.randint(0, many))]
    if rng.random() < 0.7:  # an ordinary open case, so that most records have something to be asked
        level = {"level": rng.choice(("CIN", "CP", "CP", "S47")), "from": "2026-01-05", "recorded_at": "2026-01-05"}
        found.append(Fact("Involvement", "Involvement9", level))
    if "HouseholdMembership" in kinds and rng.random() < 0.7:
        for who in [*rng.sample(PEOPLE, 3), CHILD]:
            home = {
                "person": who,
                "household": "home",
                "from": "2025-01-01",
                "role": "member",
                "recorded_at": "2025-01-01",
            }
            found.append(Fact("HouseholdMembership", f"Home{len(found)}", home))
    return found


def some_coverage(rng: Random, kinds: Iterable[str] = KINDS) -> list[Coverage] | None:
    """The whole record, or each kind kept always, for a while, or not at all."""
    if rng.random() < 0.6:
        return None
    found = []
    for kind in kinds:
        shape = rng.choice(("always",) * 12 + ("since", "until", "never"))
        day = a_day(rng, LAST)
        if shape != "never":
            start, end = (day if shape == "since" else None), (day if shape == "until" else None)
            found.append(Coverage(kind, "kept here", start, end))
    return found


def a_record(seed: object, check: Check | None = None) -> ChildRecord:
    """A whole record as it was known on some day; with a check, one of the kinds that it reads."""
    rng = Random(str(seed) + (check.id if check else ""))
    day = FIRST + DAY * rng.randint(0, (LAST - FIRST).days)
    kinds = check.reads if check else KINDS
    facts = some_facts(rng, day, kinds, None if check else 2)
    return ChildRecord.build(child=CHILD, as_of=day, facts=facts, coverage=some_coverage(rng, (*kinds, "Person")))


class Declared(History):
    """A history of which it was said on a later day that some kinds are kept here too."""

    def __init__(self, *given: Any, later: tuple[date, list[Coverage]]) -> None:
        super().__init__(*given)
        self.later = later

    def coverage_on(self, day: date) -> tuple[Coverage, ...] | None:
        known = self.coverage
        return known if known is None or day < self.later[0] else (*known, *self.later[1])

    def next_coverage(self, day: date) -> date | None:
        return self.later[0] if day < self.later[0] else None


def a_whole_history(seed: object) -> tuple[History, date]:
    """Rows of every kind through time, and what is kept here said in two goes."""
    rng = Random(f"whole history {seed}")
    start = FIRST + DAY * rng.randint(0, (LAST - FIRST).days - 40)
    kept = some_coverage(rng)
    later = (start + DAY * rng.randint(1, 19), [] if kept is None else kept[1::3])
    first = None if kept is None else [own for number, own in enumerate(kept) if number % 3 != 1]
    return Declared(CHILD, some_versions(rng, start, KINDS), first, later=later), start


def a_history(seed: object, check: Check) -> tuple[History, date]:
    """A record through time, some rows amended once, and a day to start from."""
    rng = Random(f"history {seed} {check.id}")
    start = FIRST + DAY * rng.randint(0, (LAST - FIRST).days - 40)
    versions = some_versions(rng, start, check.reads)
    return History(CHILD, versions, some_coverage(rng, (*check.reads, "Person"))), start


def some_versions(rng: Random, start: date, kinds: Sequence[str]) -> list[FactVersion]:
    """Rows of some kinds, some of them amended once."""
    versions = []
    for fact in some_facts(rng, start + 30 * DAY, kinds):
        written = fact.recorded_on or FIRST
        if fact.type != "Person" and rng.randint(0, 3) == 0 and not fact.id.startswith(("Home", "Involvement9")):
            amended = written + DAY * rng.randint(0, 60)
            versions.append(FactVersion(fact, written, amended))
            field = rng.choice(DECLARED[fact.type].fields)
            fact = Fact(fact.type, fact.id, {**fact.fields, field.name: a_value(rng, fact.type, field, start)})
            written = amended
        versions.append(FactVersion(fact, written))
    return versions


seeds = st.integers(0, 2**40)


def smallest(record: ChildRecord, breaks: Callable[[ChildRecord], bool]) -> ChildRecord:
    """A record that still breaks a law with as few rows, and as few filled boxes, as can be."""
    facts = list(record.facts)

    def still(rows: list[Fact]) -> bool:
        made = ChildRecord.build(child=record.child, as_of=record.as_of, facts=rows, coverage=record.coverage)
        try:
            return breaks(made)
        except Exception:
            return True

    for fact in list(facts):
        fewer = [row for row in facts if row is not fact]
        if fact.id != CHILD and still(fewer):
            facts = fewer
    for index, fact in enumerate(facts):
        for name in list(fact.fields):
            if name == "recorded_at" or facts[index].fields.get(name) is None:
                continue
            slimmer = Fact(
                fact.type, fact.id, {key: value for key, value in facts[index].fields.items() if key != name}
            )
            if still([*facts[:index], slimmer, *facts[index + 1 :]]):
                facts[index] = slimmer
    return ChildRecord.build(child=record.child, as_of=record.as_of, facts=facts, coverage=record.coverage)


CHECKS = tuple(CATALOGUE.values())
