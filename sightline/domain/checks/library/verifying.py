"""INF-01: a parent's or carer's account that matters is the only source there is.

The rule. An account that a decision could rest on, given by a parent or carer, without an independent source. Once a
decision or plan leans on it, it is asked about at once; else after ten working days; an account of an injury after one,
and today. While a check is being sought, it rests for ten working days from asking. It clears when the check was tried:
supported by an independent source, contradicted, or cannot be checked and why. (VI-01 is part of this check.)

How uncertainty is decided: every account is judged twice, with open questions read in the lightest and in the gravest
way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sightline.domain.dates import HolidayTableEnds, UncertainDate, count_in_words

from ..case import OpenLevel, open_levels
from ..coverage import gap
from ..fact import Fact
from ..look import Look
from ..looks import ONE_DAY, Looks, is_ahead, when_of
from ..record import ChildRecord
from ..vocabulary import Check, Empties, NumberClass, Outcome, Parameter, Result, Severity, Values, unknown
from .sources import is_corroborated

TOPICS = {
    "household": "who lives at home",
    "separation": "living apart",
    "attendance": "going to appointments, work or school",
    "abstinence": "not using alcohol or drugs",
    "injury": "how the injury happened",
    "identity": "who somebody is",
    "earlier_children": "earlier children",
    "worry": "a worry",
    "other": "something that matters",
}
VERIFICATIONS = ("not_checked", "sought", "supported", "contradicted", "cannot_be_checked")
ROLES = ("parent", "carer", "child", "relative", "neighbour", "practitioner", "agency_record")
RESTS_ON = ("Decision", "ThresholdDecision", "Plan", "PlanVersion", "PlanAction", "SafetyPlan")
RESTS_ON_NOTHING = ("HistorySummary", "Assessment", "Referral", "Meeting", "InfoRequest", "Event", "Contact", "Visit")
# Words in the name of something that is neither a decision nor a plan.
DOCUMENTS = ("report", "letter", "chronology", "summary", "referral", "minutes", "email", "document", "note")


@dataclass(frozen=True, slots=True)
class Account:
    """One account on record, with the decisions and plans that lean on it."""

    fact: Fact
    when: UncertainDate
    used_by: tuple[str, ...]

    def applies(self, is_gravest: bool) -> bool:
        """Whether it is a parent's or carer's and matters for a decision, in one reading."""
        role, matters = self.fact.code("role"), self.fact.code("matters")
        is_theirs = role in ("parent", "carer") or (is_gravest and role not in ROLES)
        return is_theirs and (matters == "decision_relevant" or (is_gravest and matters != "low"))

    def is_injury(self, is_gravest: bool) -> bool:
        """Whether it is about an injury, in one reading."""
        topic = self.fact.code("topic")
        return topic == "injury" or (is_gravest and topic not in TOPICS)

    def start(self, is_gravest: bool) -> date:
        """The day from which its limit runs."""
        if self.when.earliest is not None:
            return self.when.earliest
        return date.min if is_gravest else self.when.latest or date.max

    def doubts(self) -> Iterator[str]:
        """What is not recorded about it, in sentences."""
        about = TOPICS.get(self.fact.code("topic"), TOPICS["other"])
        on = f" on {self.when.approximately()}" if self.when.has_bounds else ""
        label = f"the account of {about}{on}"
        if self.fact.code("role") not in ROLES:
            yield f"It is not recorded whether a parent or carer gave {label}."
        if self.fact.code("matters") not in ("decision_relevant", "low"):
            yield f"It is not recorded whether {label} matters for a decision."
        if self.fact.code("topic") not in TOPICS:
            yield "It is not recorded what an account is about."
        if not self.when.has_bounds:
            yield f"It is not recorded when {label} was given."
        if self.fact.code("verification") == "sought" and not self.fact.is_filled("sought_at"):
            yield f"It is not recorded when somebody was asked about {label}."


def decide(look: Look) -> Outcome:
    """The outcome of INF-01; see the module for the rule."""
    record, params, looks = look.record, look.params, look.looks
    levels = open_levels(record, looks)
    runs = [level for level in levels if level.level in INF_01.levels]
    accounts = tuple(_accounts(record, looks))
    light = _judge(record, params, looks, accounts, is_gravest=False)
    grave = _judge(record, params, looks, accounts, is_gravest=True)
    is_open = any(level.is_certainly_open for level in runs)
    if light and grave and is_open and light[1]:
        return _ask(look.check, record, light[1], looks)
    results = {_result(light), _result(grave)}
    results |= set() if is_open else {Result.NOT_APPLICABLE}
    gaps = _coverage_gaps(record, params, levels, looks)
    evidence = tuple(account.fact.id for account in (grave[1] or grave[0] if grave else ()))
    if len(results) > 1 or gaps:
        doubts = () if is_open else tuple(level.missing() for level in levels if not level.is_certain)
        doubts += _doubts(accounts) if _result(light) is not _result(grave) else ()
        return unknown(INF_01, gaps + doubts, evidence=evidence, next_look=looks.first, shows=_shows(accounts, record))
    return Outcome(results.pop(), evidence=evidence, next_look=looks.first, shows=_shows(accounts, record))


Judged = tuple[tuple[Account, ...], tuple[Account, ...]]


def _result(judged: Judged | None) -> Result:
    if judged is None:
        return Result.NOT_APPLICABLE
    return Result.ASK if judged[1] else Result.CLEAR


def _judge(
    record: ChildRecord, params: Values, looks: Looks, accounts: tuple[Account, ...], *, is_gravest: bool
) -> Judged | None:
    """The accounts that apply, and those to ask about, in one reading; None when none applies."""
    applying = tuple(account for account in accounts if account.applies(is_gravest))
    if not applying:
        return None
    asked = (account for account in applying if _asks(record, params, looks, account, is_gravest))
    return applying, tuple(asked)


def _asks(record: ChildRecord, params: Values, looks: Looks, account: Account, is_gravest: bool) -> bool:
    """Whether one account is to be asked about: not settled, not being sought, and used or past its limit."""
    if _is_settled(record, account, looks, is_gravest) or _is_sought(record, params, looks, account, is_gravest):
        return False
    if account.used_by:
        return True
    days = params["injury_working_days" if account.is_injury(is_gravest) else "working_days"]
    is_over, asks_from = record.calendar.limit(account.start(is_gravest), int(days), record.as_of)
    looks.add(asks_from)
    return is_over


def _is_settled(record: ChildRecord, account: Account, looks: Looks, is_gravest: bool) -> bool:
    """Whether a check was tried: independent support, a contradiction, or a reason why it cannot be checked."""
    verification = account.fact.code("verification")
    if verification == "contradicted":
        return True
    if verification == "cannot_be_checked" and account.fact.is_filled("verification_why"):
        return True
    corroborated = is_corroborated(record, account.fact, looks)
    if corroborated is None:
        return not is_gravest
    return corroborated


def _is_sought(record: ChildRecord, params: Values, looks: Looks, account: Account, is_gravest: bool) -> bool:
    """Whether somebody was asked, and the time to answer is not over. Not known when: no earlier than the account."""
    if account.fact.code("verification") != "sought":
        return False
    asked = account.fact.when("sought_at")
    if asked is None or not asked.has_bounds:
        if not is_gravest:
            return True
        start = account.start(is_gravest)
    else:
        start = asked.earliest or date.min
        if start > record.as_of:
            looks.add(start)
            return False
    is_over, asks_from = record.calendar.limit(start, int(params["sought_working_days"]), record.as_of)
    looks.add(asks_from)
    return not is_over


def _accounts(record: ChildRecord, looks: Looks) -> Iterator[Account]:
    cited = _cited(record, looks)
    for fact in record.happened("Statement", looks):
        account = Account(fact, when_of(fact), _used_by(record, fact, cited, looks))
        if account.applies(is_gravest=True):
            yield account


def _cited(record: ChildRecord, looks: Looks) -> dict[str, list[str]]:
    """Statement ids that decisions name or list as evidence, with the kind of the decision."""
    found: dict[str, list[str]] = {}
    for kind in ("Decision", "ThresholdDecision"):
        for fact in record.of(kind):
            refs = fact.items("evidence_refs") + fact.items("names")
            if refs and not is_ahead(fact, looks):
                for ref in refs:
                    found.setdefault(str(ref), []).append("Decision")
    return found


def _used_by(record: ChildRecord, fact: Fact, cited: dict[str, list[str]], looks: Looks) -> tuple[str, ...]:
    """What leans on an account: "Plan" or "Decision" each time. Another kind of row on record is neither."""
    used = list(cited.get(fact.id, ()))
    for entry in fact.items("used_in"):
        name = str(entry).strip()
        row = record.find(name, *RESTS_ON, *RESTS_ON_NOTHING)
        if name and row is None and not any(word in name.lower() for word in DOCUMENTS):
            used.append("Plan" if "plan" in name.lower() else "Decision")
        elif row is not None and row.type in RESTS_ON and not is_ahead(row, looks):
            used.append("Plan" if "Plan" in row.type else "Decision")
    return tuple(used)


def _coverage_gaps(record: ChildRecord, params: Values, levels: tuple[OpenLevel, ...], looks: Looks) -> tuple[str, ...]:
    """Sentences when accounts have not been kept here long enough for one to have been asked about.

    An account has no window: what counts is that they are kept here, and have been for longer than the limit, or
    since the case opened.
    """
    days = int(params["working_days"])
    since = _back(record, days)
    opened = min((level.since.earliest or date.min for level in levels), default=date.min)
    found = gap(record, "Statement", max(since, min(opened, record.as_of)), looks)
    back_to = record.covered_back_to("Statement")
    if found and back_to:
        looks.add(_first_day_long_enough(record, back_to, days))
    return found + gap(record, "Involvement", record.as_of, looks)


def _back(record: ChildRecord, days: int) -> date:
    try:
        return record.calendar.add(record.as_of, -days)
    except HolidayTableEnds:
        return record.as_of - ONE_DAY * (4 * days + 14)


def _first_day_long_enough(record: ChildRecord, back_to: date, days: int) -> date:
    """The first day by which accounts have been kept for the limit; tomorrow, where the table of holidays ends."""
    try:
        return record.calendar.add(back_to - ONE_DAY, days) + ONE_DAY
    except HolidayTableEnds:
        return record.as_of + ONE_DAY


def _doubts(accounts: tuple[Account, ...]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(sentence for account in accounts for sentence in account.doubts()))
    return found or ("It is not recorded who or what supports an account.",)


def _ask(check: Check, record: ChildRecord, asked: tuple[Account, ...], looks: Looks) -> Outcome:
    first = min(asked, key=lambda account: (not account.is_injury(False), not account.used_by, account.fact.order))
    severity = Severity.TODAY if first.is_injury(False) else Severity.SOON
    happened = _opening(record, first) + _more(len(asked) - 1)
    prompt = check.prompts[severity].format(what_happened=happened, name=record.name)
    evidence = tuple(account.fact.id for account in asked)
    return Outcome(Result.ASK, severity, prompt, evidence, looks.first, _shows(asked, record))


def _opening(record: ChildRecord, account: Account) -> str:
    """What leans on whose word, in a sentence."""
    said_by = said_by_in_words(record, account.fact)
    topic = TOPICS.get(account.fact.code("topic"), TOPICS["other"])
    if "Plan" in account.used_by:
        return f"The plan leans on {said_by} saying '{topic}'."
    if account.used_by:
        return f"A decision leans on {said_by} saying '{topic}'."
    return f"So far there is one source for '{topic}': {said_by}."


def _more(number: int) -> str:
    if number < 1:
        return ""
    words = count_in_words(number)
    accounts = "account rests" if number == 1 else "accounts rest"
    return f" {words[0].upper()}{words[1:]} more {accounts} on one person's word."


def said_by_in_words(record: ChildRecord, fact: Fact) -> str:
    """The name of who gave an account, else "a parent" or "a carer"; never an id."""
    person = record.find(fact.text("said_by"), "Person")
    name = person.text("name") if person else ""
    return name or ("a carer" if fact.code("role") == "carer" else "a parent")


def _shows(accounts: tuple[Account, ...], record: ChildRecord) -> tuple[str, ...]:
    """One sentence an account: when, who, about what, checked or not."""
    return tuple(
        f"{account.when.approximately()}, {said_by_in_words(record, account.fact)}, "
        f"{TOPICS.get(account.fact.code('topic'), TOPICS['other'])}: "
        f"{account.fact.code('verification').replace('_', ' ') or 'not checked'}."
        for account in accounts
    )


INF_01 = Check(
    id="INF-01",
    name="Parent's account is the only source",
    question="Has somebody independent been asked about what a parent or carer told us, where a decision rests on it?",
    theme="INFO-VERIFY",
    condition=(
        "An account that matters for a decision, given by a parent or carer, with no independent source: at once when "
        "a decision or plan leans on it, else after 10 working days; an account of an injury after 1. While somebody "
        "has been asked, it rests for 10 working days."
    ),
    prompts={
        Severity.TODAY: (
            "{what_happened} Most people tell us the truth as they see it. Who else could confirm it today, for "
            "{name}'s sake and theirs?"
        ),
        Severity.SOON: (
            "{what_happened} Most people tell us the truth as they see it. Who else could confirm it, for {name}'s "
            "sake and theirs?"
        ),
    },
    parameters=(
        Parameter("working_days", 10, "working days", NumberClass.OUR_DEFAULT, "Nobody's rule", "An account not used"),
        Parameter(
            "injury_working_days",
            1,
            "working days",
            NumberClass.OUR_DEFAULT,
            "Nobody's rule",
            "An account of an injury",
        ),
        Parameter(
            "sought_working_days",
            10,
            "working days",
            NumberClass.OUR_DEFAULT,
            "Nobody's rule",
            "How long asking somebody holds",
        ),
    ),
    kinds=("Involvement", "Statement"),
    also_reads=("Person", "HouseholdMembership", *RESTS_ON, *RESTS_ON_NOTHING),
    levels=("CIN", "CP", "S47", "CLA"),
    clears=(
        "A check was tried: an independent source supports it; it is contradicted; or it cannot be checked, and why.",
        "For 10 working days: somebody has been asked (sought).",
    ),
    known_limits=(
        "It cannot read what was said: whether an account matters is what somebody marked.",
        "A source that is neither a person on the record nor an agency is taken to be outside the household.",
        "An agency's record that repeats the parent is seen only when its origin is filled in.",
        "Two people who live apart and agree beforehand look independent.",
    ),
    readings=(
        "Independent: another agency, or a person outside the household of the child and of whoever said it, not "
        "repeating that person. A record whose origin is the same person is not independent.",
        "Used means listed in used_in as a decision or plan, or named or listed as evidence by a decision.",
        "A name in used_in that is no row of the record counts as a decision or plan, unless it names a report, letter "
        "or the like.",
        "Contradicted clears whoever contradicts it; what then differs is INF-02's.",
        "Supported with no source filled in is unknown; with an empty list of sources it asks.",
        "An account never marked as checked or not is read as not checked.",
        "Sought holds for an injury and for an account in use as well.",
        "The limit runs from the day the account was given, not from the day it was written.",
    ),
    empties=Empties(
        asks=("Statement.verification", "Statement.verification_why", "Statement.corroborations=[]"),
        uncounted=("Statement.corroborations", "Statement.sought_at"),
        unsettled=(
            "Involvement.level",
            "Statement.matters",
            "Statement.role",
            "Statement.topic",
            "Statement.at",
        ),
    ),
    decide=decide,
)

CHECKS = (INF_01,)
