"""Scale readings by danger and rater. SS-05: different people give a danger very different numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sightline.domain.dates import UncertainDate

from ..conclude import conclude
from ..fact import Fact
from ..look import Look
from ..looks import when_of
from ..maybe import NO, YES, Maybe, all_of, any_in, known, not_, open_
from ..vocabulary import Check, Empties, Outcome, Severity, ours

WHOSE = "It is not recorded who gave a scale reading, or on which danger."
MANY = 10_000  # more combinations than any family has
NUMBER = "The number of a scale reading is not recorded."


@dataclass(frozen=True, slots=True)
class Series:
    """Readings of one danger, oldest first. `is_one` is open where danger or rater of one of them is not recorded."""

    danger: str
    rater: str
    rows: tuple[Fact, ...]
    is_one: Maybe


def value_of(reading: Fact) -> float | None:
    """The number of a reading; None when it is not recorded or no number."""
    value = reading.get("value")
    if isinstance(value, str):
        try:
            return float(value.strip())
        except ValueError:
            return None
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def rater_of(reading: Fact) -> str:
    """Who gave it, so that small differences in writing do not matter."""
    return reading.text("rater").lower()


def series_of(look: Look, *, by_rater: bool) -> Iterator[Series]:
    """The readings that have happened, one series for each danger (and rater).

    Readings without a danger or a rater may belong to any: each series with them added comes too, open.
    """
    keyed: dict[tuple[str, str], list[Fact]] = {}
    stray: list[Fact] = []
    for fact in look.rows("ScaleReading"):
        rater = rater_of(fact) if by_rater else "all"
        if fact.text("danger") and rater:
            keyed.setdefault((fact.text("danger"), rater), []).append(fact)
        else:
            stray.append(fact)
    if len(keyed) * len(stray) > MANY:
        yield Series("", "", look.rows("ScaleReading"), open_(WHOSE, stray[0]))
        stray = []
    for (danger, rater), rows in keyed.items():
        yield Series(danger, rater, tuple(rows), YES)
        more = [fact for fact in stray if _may_be(fact, danger, rater, by_rater)]
        if more:
            both = tuple(sorted((*rows, *more), key=lambda fact: fact.order))
            yield Series(danger, rater, both, open_(WHOSE, *more))
    for danger in dict.fromkeys(fact.text("danger") for fact in stray):
        among = tuple(fact for fact in stray if fact.text("danger") in ("", danger))
        if len(among) > 1:
            yield Series(danger, "", among, open_(WHOSE, *among))


def _may_be(fact: Fact, danger: str, rater: str, by_rater: bool) -> bool:
    if fact.text("danger") not in ("", danger):
        return False
    return not by_rater or rater_of(fact) in ("", rater)


@dataclass(frozen=True, slots=True)
class Difference:
    """Two people's readings of one danger that lie far apart; `asks` until it was talked through."""

    one: Fact
    other: Fact
    asks: Maybe


def differences(look: Look, days: int, points: float) -> tuple[Difference, ...]:
    """Readings of one danger by two people within `days` of each other that differ by `points` or more.

    Of the same two people only their latest such pair counts. Talked through, on or after the later of the two: no.
    """
    found = []
    for rows in _by_danger(look):
        for one, other in _near(rows, days):
            far = _is_far(one, other, points)
            if far.is_no or _came_closer(rows, one, other, days, points):
                continue
            found.append(Difference(one, other, all_of(far, not_(_talked(look, one, other))).citing(one, other)))
    return tuple(found)


def _by_danger(look: Look) -> Iterator[list[Fact]]:
    rows = look.rows("ScaleReading")
    stray = [fact for fact in rows if not fact.text("danger")]
    named = dict.fromkeys(fact.text("danger") for fact in rows if fact.text("danger"))
    for danger in named:
        yield [fact for fact in rows if fact.text("danger") in ("", danger)]
    if stray and not named:
        yield stray


def _near(rows: list[Fact], days: int) -> Iterator[tuple[Fact, Fact]]:
    """Pairs that could lie within so many days of each other, the earlier first."""
    for number, later in enumerate(rows):
        for earlier in reversed(rows[:number]):
            if _days_between(when_of(earlier), when_of(later)) > days:
                if when_of(earlier).is_exact:
                    break
                continue
            yield earlier, later


def _days_between(one: UncertainDate, other: UncertainDate) -> int:
    """How many days surely lie between two readings; an undated one was no later than it was written."""
    gaps = ((one.latest, other.earliest), (other.latest, one.earliest))
    return max((last - first).days for first, last in gaps if first and last) if any(map(all, gaps)) else 0


def _is_far(one: Fact, other: Fact, points: float) -> Maybe:
    values = value_of(one), value_of(other)
    if None not in values and abs((values[0] or 0) - (values[1] or 0)) < points:
        return NO
    raters = rater_of(one), rater_of(other)
    if all(raters) and raters[0] == raters[1]:
        return NO
    if not all(raters) or not (one.text("danger") and other.text("danger")):
        return open_(WHOSE, one, other)
    if None in values:
        return open_(NUMBER, one, other)
    dated = when_of(one).has_bounds and when_of(other).has_bounds
    return YES.citing(one, other) if dated else open_("It is not recorded when a scale reading was.", one, other)


def _came_closer(rows: list[Fact], one: Fact, other: Fact, days: int, points: float) -> bool:
    """Whether the same two people, later, gave numbers that lie closer."""
    pair = {rater_of(one), rater_of(other)}
    later = [
        fact
        for fact in rows
        if rater_of(fact) in pair and fact.text("danger") and fact.order > one.order and value_of(fact) is not None
    ]
    return any(
        {rater_of(first), rater_of(second)} == pair
        and second.order > other.order
        and abs((value_of(first) or 0) - (value_of(second) or 0)) < points
        for first, second in _near(later, days)
    )


def _talked(look: Look, one: Fact, other: Fact) -> Maybe:
    """Whether it was talked through, on or after the later reading."""
    return any_in(
        all_of(look.has_happened(fact, "talked_through_on"), look.since(fact, other, "talked_through_on"))
        for fact in (one, other)
    )


def different_numbers(look: Look) -> Outcome:
    """SS-05: two people's numbers on one danger, within fourteen days, three or more apart, not talked through."""
    found = differences(look, look.number("days"), look.params["points"])
    asking = [one for one in found if one.asks.is_yes]
    hidden = look.unseen("ScaleReading")
    return conclude(
        look,
        applies=known(len(look.rows("ScaleReading")) > 1) | hidden,
        asks=any_in(one.asks for one in found) | hidden,
        words=lambda: {
            "numbers": f"{value_of(asking[-1].one):g} and {value_of(asking[-1].other):g}",
            "days": look.days((asking[-1].one, asking[-1].other)),
        },
    )


SS_05 = Check(
    id="SS-05",
    name="Different numbers",
    question="Where does each number come from?",
    theme="DIRECT-SOS",
    condition=(
        "Two or more people gave numbers on one danger within 14 days of each other that differ by 3 or more, and it "
        "was not talked through since."
    ),
    prompts={
        Severity.SOON: (
            "Two people gave {numbers} for the same danger to {name} ({days}). Each may know something: where does "
            "each number come from?"
        )
    },
    parameters=(
        ours("days", 14, "days", "How far apart the readings may be"),
        ours("points", 3, "points on the scale", "At least"),
    ),
    kinds=("Involvement", "ScaleReading"),
    also_reads=("Person",),
    levels=("CIN", "CP", "S47", "CLA"),
    needs=("ScaleReading",),
    clears=("It was talked through; the gap may stay.", "The same two people, later, came closer."),
    known_limits=("It does not know what was said, only that it was talked through and when.",),
    readings=("Talked through before the later of the two readings does not count.",),
    empties=Empties(
        asks=("ScaleReading.talked_through_on",),
        uncounted=("ScaleReading.value",),
        unsettled=("Involvement.level",),
    ),
    decide=different_numbers,
)

CHECKS = (SS_05,)
