"""THR-02: came back within a year. THR-03: stepping down on trust."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sightline.domain.dates import add_months, count_in_words

from ..conclude import conclude, not_applicable
from ..deciding import decided, is_made
from ..fact import Fact
from ..look import Look
from ..maybe import NO, YES, Maybe, all_in, all_of, any_in, known, not_, open_, yes
from ..vocabulary import Check, Empties, NumberClass, Outcome, Parameter, Severity, ours
from .evidence import is_on_danger
from .lasting import as_days
from .words_of_children import says_something

# The ladder of help: what is higher needs more. Local ladders (1 to 4, "level 3") compare as numbers.
RANKS = {
    "universal": 1, "emerging": 2, "eh": 3, "early_help": 3, "targeted": 3, "targeted_early_help": 3, "statutory": 4,
    "cin": 4, "child_in_need": 4, "cp": 5, "child_protection": 5, "s47": 5, "section_47": 5, "cla": 5,
    "looked_after": 5,
}  # fmt: skip
ONE_WORD = frozenset({"own_word"})


def came_back(look: Look) -> Outcome:
    """THR-02: the latest referral came within twelve months of the one before, and nobody compared then and now."""
    referrals = look.rows("Referral")
    hidden = look.unseen("Referral", months=look.number("months"))
    if len(referrals) < 2:
        return conclude(look, applies=any_in(map(yes, referrals)) | hidden, asks=hidden)
    undated = [fact for fact in referrals if not look.when(fact).has_bounds]
    if undated:
        return conclude(look, applies=YES, asks=open_(look.undated(undated[0]), *referrals))
    before, latest = referrals[-2:]
    compared = decided(look, "rereferral_compared", since=[latest], naming=[before])
    return conclude(
        look,
        applies=YES,
        asks=all_of(_within(look, before, latest), not_(compared)).citing(before, latest),
        words=lambda: {"latest": look.day(latest), "before": look.day(before)},
    )


def _within(look: Look, before: Fact, latest: Fact) -> Maybe:
    """Whether the later could have come within the months after the earlier; both have a first day."""
    last_of_earlier = look.when(before).latest or look.as_of
    first_of_later = look.when(latest).earliest or look.as_of
    return known(first_of_later <= add_months(last_of_earlier, look.number("months")))


def stepping_down_on_trust(look: Look) -> Outcome:
    """THR-03: the level was lowered without evidence of change that held, or without the child's voice."""
    changes = sorted((*look.rows("ThresholdDecision"), *_step_downs(look)), key=lambda fact: fact.order)
    if not changes:
        return conclude(look, applies=look.unseen("ThresholdDecision", since=look.as_of), asks=NO)
    latest = changes[-1]
    lowered = _is_lower(latest)
    if not look.when(latest).has_bounds and len(changes) > 1:
        lowered = open_(look.undated(latest), latest)
    if lowered.is_no:
        return not_applicable(look)
    held, heard = _held(look), _heard_since_visit(look)
    return conclude(
        look,
        applies=lowered,
        asks=all_of(lowered, not_(all_of(held, heard))).citing(latest),
        words=lambda: {"day": look.day(latest), "missing": _missing(look, held, heard)},
    )


def _step_downs(look: Look) -> Iterator[Fact]:
    for fact in look.rows("Decision"):
        if fact.code("what") == "step_down" and is_made(fact):
            yield fact


def _is_lower(fact: Fact) -> Maybe:
    if fact.type == "Decision":
        return yes(fact)
    ranks = [_rank(fact.get(name)) for name in ("level_from", "level_to")]
    if ranks[0] is None or ranks[1] is None:
        return open_("It is not recorded from which level to which the level of help went.", fact)
    return known(ranks[1] < ranks[0], fact)


def _rank(value: object) -> float | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    text = value.strip().lower().replace(" ", "_").removeprefix("level_") if isinstance(value, str) else ""
    return float(text) if text.isdecimal() else RANKS.get(text)


def _held(look: Look) -> Maybe:
    """Whether evidence of change, more than somebody's own word, runs long enough, for every danger on record."""
    rows = look.rows("Evidence")
    dangers = [fact.id for fact in look.rows("Danger")]
    if not dangers:
        return any_in(_spans(look, rows, name) for name in _named(rows))
    return all_in(_spans(look, rows, name) for name in dangers)


def _named(rows: tuple[Fact, ...]) -> list[str]:
    """The dangers that evidence names; none named at all: all of it is about one."""
    return list(dict.fromkeys(row.text("danger") for row in rows if row.is_filled("danger"))) or [""]


def _spans(look: Look, rows: tuple[Fact, ...], danger: str) -> Maybe:
    """Whether two rows about a danger lie far enough apart; one that names none may be about it."""
    days = _days_to_hold(look, danger)
    about = [(row, is_on_danger(row, danger) if danger else YES) for row in rows]
    about = [(row, all_of(is_about, _is_more_than_word(row))) for row, is_about in about if not is_about.is_no]
    return any_in(
        all_of(first_counts, last_counts, _apart(look, first, last, days))
        for number, (first, first_counts) in enumerate(about)
        for last, last_counts in about[number + 1 :]
    )


def _days_to_hold(look: Look, danger: str) -> int:
    """How long evidence has to hold for a danger: the number, or the goal's own if that is longer."""
    goals = [fact.get("hold_for_days") for fact in look.rows("SafetyGoal") if fact.text("danger") == danger]
    return max([look.number("days"), *(int(days) for days in map(as_days, goals) if days)])


def _apart(look: Look, first: Fact, last: Fact, days: int) -> Maybe:
    """Each counts from its first day; without one nobody can say."""
    one, other = look.when(first).earliest, look.when(last).earliest
    if one is None or other is None:
        return open_("It is not recorded when something was seen that shows change.")
    return known(abs(other - one) >= timedelta(days=days))


def _is_more_than_word(row: Fact) -> Maybe:
    kind = row.code("source_kind")
    if not kind:
        return open_("It is not recorded whose word a piece of evidence is.", row)
    return known(kind not in ONE_WORD, row)


def _heard_since_visit(look: Look) -> Maybe:
    """Whether there is something of the child's since the last visit; never visited: at any time."""
    visits = look.rows("Visit")
    return any_in(
        all_of(says_something(look, voice), _tied_or_since(look, voice, visits)) for voice in look.rows("Voice")
    )


def _tied_or_since(look: Look, voice: Fact, visits: tuple[Fact, ...]) -> Maybe:
    if not visits or voice.text("visit") == visits[-1].id:
        return YES
    return look.since(voice, visits[-1])


def _missing(look: Look, held: Maybe, heard: Maybe) -> str:
    names = [fact.id for fact in look.rows("Danger")] or _named(look.rows("Evidence"))
    days = max(_days_to_hold(look, name) for name in names)
    how_long = f"{days} days" if days % 7 else f"{count_in_words(days // 7)} weeks"
    parts = [f"evidence of change that has held for {how_long}"] if not held.is_yes else []
    parts += ["the child's own words or what was observed since the last visit"] if not heard.is_yes else []
    return " or ".join(parts)


THR_02 = Check(
    id="THR-02",
    name="Came back within 12 months",
    question="What was different then, and what is different now?",
    theme="HARM-DYNAMIC",
    condition="The latest referral came within 12 months of the one before it.",
    prompts={
        Severity.REFLECT: (
            "{name} was referred on {latest}, after a referral on {before}. What was hoped for then, what has changed "
            "since, and what does that say about what might help this time?"
        )
    },
    parameters=(
        Parameter(
            "months",
            12,
            "months",
            NumberClass.NATIONAL,
            "DfE publishes re-referrals within 12 months: national as a measure, not as a duty",
        ),
    ),
    kinds=("Involvement", "Referral", "Decision"),
    also_reads=("Person",),
    levels=("CIN", "CP", "S47", "CLA"),
    clears=(
        "A decision that compares then and now, on or after the later referral.",
        "A decision on or after the later referral that names the earlier one.",
    ),
    known_limits=("Two referrals about one night, from two agencies, look like coming back.",),
    readings=("The latest two referrals are compared; an older pair is not looked for again.",),
    empties=Empties(
        asks=("Decision",),
        uncounted=("Decision.what",),
        unsettled=("Involvement.level", "Referral.received_at"),
    ),
    needs=("Referral",),
    decide=came_back,
)

THR_03 = Check(
    id="THR-03",
    name="Stepping down on trust",
    question="What shows this will last when fewer people are looking?",
    theme="HARM-DYNAMIC",
    condition=(
        "The latest change of level was downwards, and no evidence of change is on record that held for at least 12 "
        "weeks (longer where the safety goal says so), or nothing of the child's own since the last visit."
    ),
    prompts={
        Severity.SOON: (
            "The level of help for {name} was lowered on {day}. Not on record: {missing}. What shows this will last "
            "when fewer people are looking?"
        )
    },
    parameters=(ours("days", 84, "days", "From the first to the last piece of evidence; 12 weeks"),),
    kinds=("Involvement", "ThresholdDecision", "Evidence", "Voice"),
    also_reads=("Person", "Decision", "Danger", "SafetyGoal", "Visit"),
    levels=("CIN", "CP", "S47", "CLA"),
    needs=("ThresholdDecision", "Decision"),
    clears=(
        "Evidence of change, more than somebody's own word, whose first and last day lie far enough apart, for each "
        "danger on record; and the child's words, or an observation, since the last visit.",
        "A later change of level upwards.",
    ),
    known_limits=("It does not weigh evidence: what was seen on two days twelve weeks apart counts as holding.",),
    readings=(
        "It looks back at a step that was made; SS-03 looks ahead at one that is proposed. The 84 days are the same.",
        "Child protection, a section 47 enquiry and looked after are one level here; child in need and early help lie "
        "below. A local ladder compares as numbers.",
        "Evidence counts whether it was gathered before the step or after; what names no danger may be about each.",
        "Never visited: the child's voice at any time counts.",
    ),
    empties=Empties(
        asks=("Evidence", "Voice"),
        uncounted=("Evidence.danger", "Evidence.source_kind", "Evidence.date", "Voice.person"),
        unsettled=("Involvement.level", "ThresholdDecision.level_from", "ThresholdDecision.level_to"),
    ),
    decide=stepping_down_on_trust,
)

CHECKS = (THR_02, THR_03)
