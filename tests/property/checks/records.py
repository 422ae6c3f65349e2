"""One strategy that makes whole random records: every check of the catalogue is fed from it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from sightline.domain.checks import ChildRecord, Coverage, Fact, FactVersion, History

FIRST, LAST = date(2026, 6, 1), date(2027, 1, 31)
CHILD = "C1"
KINDS = (
    "Person", "Involvement", "Appointment", "Visit", "Statement", "Contact", "AgencyContact", "Decision", "Concern",
    "Plan", "HouseholdMembership", "Oversight", "Disagreement",
)  # fmt: skip
PEOPLE = ("C1", "MUM", "DAD", "GRAN")
BLANKS = (None, "", "  ")
YES_NO = ("yes", "no", "Y", "N", None, "")

days = st.integers(0, (LAST - FIRST).days).map(lambda number: FIRST + timedelta(days=number))
near = st.one_of(st.just(0), st.integers(-12, 12), st.integers(-200, 5))


def one_of(*values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(values)


@st.composite
def moments(draw: st.DrawFn) -> Any:
    """A day, a time, a month, a range, a day nobody knows, or nothing."""
    day = draw(days) + timedelta(days=draw(near))
    shape = draw(one_of("day", "day", "day", "day", "time", "month", "range", "since", "unknown", "blank"))
    if shape == "day":
        return day.isoformat()
    if shape == "time":
        return f"{day.isoformat()}T{draw(one_of('09:00', '15:30'))}"
    if shape == "month":
        return {"value": day.isoformat()[:7], "precision": "month"}
    if shape == "range":
        end = day + timedelta(days=draw(st.integers(0, 20)))
        return {"precision": "range", "earliest": day.isoformat(), "latest": end.isoformat()}
    if shape == "since":
        return {"precision": "range", "earliest": day.isoformat()}
    return {"precision": "unknown"} if shape == "unknown" else draw(st.sampled_from(BLANKS))


OUTCOMES = (
    "attended", "was_not_brought", "was_not_brought", "no_access", "cancelled_by_family", "cancelled_by_family",
    "cancelled_by_service", "rearranged", "self_attending_dna", "did_not_attend", None, "",
)  # fmt: skip
DECISIONS = ("wnb_response", "wnb_response", "closure", "pattern_review", None)
ROLES = ("parent", "parent", "carer", "relative", None)
MARKS = ("not_checked", "not_checked", "sought", "supported", "contradicted", "cannot_be_checked", None)
corroborations = st.one_of(
    st.none(),
    st.lists(
        st.fixed_dictionaries(
            {
                "source": one_of("MUM", "GRAN", "DAD", "school", None),
                "agency": one_of("school", None),
                "origin": one_of("MUM", None, None),
                "result": one_of("supported", "contradicted", None),
                "date": st.one_of(st.none(), days.map(date.isoformat)),
            }
        ),
        max_size=2,
    ),
)
FIELDS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "Involvement": {
        "level": one_of("EH", "CIN", "CP", "S47", "CLA", "CIN", None),
        "from": moments(),
        "to": st.one_of(st.none(), st.none(), moments()),
    },
    "Appointment": {
        "person": one_of("C1", "C1", "C1", "C1", "MUM", None),
        "service": one_of("dentist", "health_visitor", None),
        "importance": one_of("routine", "routine", "important", "harm_if_missed", None),
        "at": moments(),
        "outcome": st.sampled_from(OUTCOMES),
        "planned": one_of(None, None, None, "true"),
        "reason_checked": one_of(None, None, "yes"),
        "told_who": one_of(None, None, "GP"),
    },
    "Visit": {
        "at": moments(),
        "seen": st.sampled_from(YES_NO),
        "where": one_of("home", "home", "school", None),
        "planned": one_of("yes", "no", "true", None),
    },
    "Statement": {
        "at": moments(),
        "said_by": one_of("MUM", "DAD", None),
        "role": st.sampled_from(ROLES),
        "topic": one_of("household", "injury", "abstinence", None),
        "matters": one_of("decision_relevant", "decision_relevant", "decision_relevant", "low", None),
        "verification": st.sampled_from(MARKS),
        "verification_why": one_of(None, "", "nobody is left to ask"),
        "sought_at": moments(),
        "corroborations": corroborations,
        "used_in": one_of(None, [], ["Plan1"], ["Decision1"], ["the plan"]),
    },
    "Contact": {
        "at": moments(),
        "with_person": one_of("MUM", "C1", None),
        "kind": one_of("call", "home_visit", "office", None),
        "direct": st.sampled_from(YES_NO),
    },
    "AgencyContact": {
        "at": moments(),
        "agency": one_of("gp", "school", "police", None),
        "about": one_of("C1", "MUM", None),
        "who": one_of("Ms Vale", None),
    },
    "Decision": {
        "at": moments(),
        "what": st.sampled_from(DECISIONS),
        "status": one_of("made", "made", "proposed", None),
        "evidence_refs": one_of(None, [], ["Statement1"], ["Appointment1"]),
    },
    "Concern": {
        "person": one_of("C1", "MUM"),
        "topic": one_of("neglect", "physical_illness", "alcohol"),
        "first_known": moments(),
        "status": one_of("current", "past", "unknown", None),
    },
    "Plan": {
        "kind": one_of("CP", "CIN", "safety", None),
        "from": moments(),
        "to": st.one_of(st.none(), moments()),
        "visit_interval_wd": one_of(None, 5, 15, "10"),
    },
    "HouseholdMembership": {
        "person": st.sampled_from(PEOPLE),
        "household": one_of("home", "elsewhere"),
        "from": moments(),
        "to": st.one_of(st.none(), moments()),
        "role": one_of("member", "regular_contact", None),
    },
    "Oversight": {
        "at": moments(),
        "kind": one_of("case_direction", "supervision", None),
        "directions": one_of(None, [], [{"text": "See the child"}]),
    },
    "Disagreement": {"raised_on": moments(), "stage": one_of("S1", None)},
}
HOW_MANY = {"Involvement": 2, "Appointment": 5, "Visit": 5, "Statement": 3}


@st.composite
def rows(draw: st.DrawFn, kind: str, number: int) -> Fact:
    """One row of a kind, recorded on some day."""
    fields = {name: draw(values) for name, values in FIELDS[kind].items()}
    fields["recorded_at"] = draw(days).isoformat()
    return Fact(kind, f"{kind}{number}", fields)


@st.composite
def people(draw: st.DrawFn) -> list[Fact]:
    """The child and three others, on record from early on."""
    born = st.one_of(
        one_of(None, "2010-09-01", "2018-03-01", "2025-10-01", {"value": "2025-09", "precision": "month"}),
        days.map(date.isoformat),
    )
    child = {
        "name": draw(one_of("Robin", None, "", "Edna")),
        "dob": draw(born),
        "expected_dob": draw(one_of(None, None, "2026-12-01")),
        "disability": draw(one_of(None, [], [], ["LD"])),
        "subject": True,
        "recorded_at": "2020-01-01",
    }
    others = [Fact("Person", who, {"name": who.title(), "recorded_at": "2020-01-01"}) for who in PEOPLE[1:]]
    return [Fact("Person", CHILD, child), *others]


@st.composite
def facts(draw: st.DrawFn) -> list[Fact]:
    """A whole record's rows."""
    found = draw(people())
    for kind in FIELDS:
        for number in range(draw(st.integers(0, HOW_MANY.get(kind, 1)))):
            found.append(draw(rows(kind, number + 1)))
    if draw(st.booleans()):  # an ordinary open case, so that most records have something to be asked
        level = {"level": draw(one_of("CIN", "CP")), "from": "2026-05-04", "recorded_at": "2026-05-04"}
        found.append(Fact("Involvement", "Involvement9", level))
    if draw(st.booleans()):  # and an ordinary account that nobody has checked
        said = {"said_by": "MUM", "role": "parent", "matters": "decision_relevant", "verification": "not_checked"}
        when = draw(days).isoformat()
        topic = draw(one_of("household", "household", "injury"))
        found.append(Fact("Statement", "Statement9", {**said, "topic": topic, "at": when, "recorded_at": when}))
    return found


@st.composite
def coverages(draw: st.DrawFn) -> list[Coverage] | None:
    """The whole record, or each kind kept always, for a while, or not at all."""
    if draw(st.booleans()):
        return None
    found = []
    for kind in KINDS:
        shape = draw(one_of("always", "always", "always", "since", "until", "never"))
        day = draw(days)
        if shape != "never":
            start, end = (day if shape == "since" else None), (day if shape == "until" else None)
            found.append(Coverage(kind, "kept here", start, end))
    return found


@st.composite
def records(draw: st.DrawFn) -> ChildRecord:
    """A whole record as it was known on some day."""
    return ChildRecord.build(child=CHILD, as_of=draw(days), facts=draw(facts()), coverage=draw(coverages()))


@st.composite
def histories(draw: st.DrawFn) -> History:
    """A record through time, some rows amended once."""
    versions = []
    for fact in draw(facts()):
        written = fact.recorded_on or FIRST
        if fact.type in FIELDS and draw(st.integers(0, 3)) == 0:
            amended = written + timedelta(days=draw(st.integers(0, 60)))
            versions.append(FactVersion(fact, written, amended))
            name = draw(st.sampled_from(sorted(FIELDS[fact.type])))
            fields = {**fact.fields, name: draw(FIELDS[fact.type][name])}
            fact, written = Fact(fact.type, fact.id, fields), amended
        versions.append(FactVersion(fact, written))
    return History(CHILD, versions, draw(coverages()))
