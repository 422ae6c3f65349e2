"""VOI-01: the child's voice is missing. VOI-04: the child was heard, and nothing shows that it changed anything."""

from __future__ import annotations

from sightline.domain.dates import UncertainDate, count_in_words

from ..boxes import is_known_code
from ..conclude import conclude
from ..fact import Fact
from ..look import Look
from ..looks import when_of
from ..maybe import NO, YES, Counted, Maybe, all_of, any_in, any_of, at_least, by_cases, known, not_, open_
from ..vocabulary import Check, Empties, Outcome, Severity, ours
from .open_work import CASE_LEVELS, is_born, level_began, open_assessments, open_cases, open_plans

WHOSE = "It is not recorded whose words one of the entries holds."
HOW = "It is not recorded how one of the entries came about: said, drawn, or watched."
WATCHED = "observed"
# Children of this code may neither speak nor sign: what is watched is their voice (DfE disability code).
MAY_NOT_SPEAK = frozenset({"COMM"})


def voice_missing(look: Look) -> Outcome:
    """VOI-01: no voice in twenty working days, or none since the visit before last."""
    voices = [(row, counts) for row in look.rows("Voice") if not (counts := _is_voice(look, row)).is_no]
    last = max((row for row, counts in voices if counts.is_yes), key=lambda row: row.order, default=None)
    visits, running = look.rows("Visit"), look.number("visits_running")
    dated = [visit for visit in visits if when_of(visit).has_bounds]

    def unheard_at_visits(counted: Counted) -> Maybe:
        return _unheard_at_visits(look, counted, visits, dated, running)

    silent = by_cases(voices, lambda counted: any_of(_is_quiet(look, counted), unheard_at_visits(counted)))
    unheard = unheard_at_visits(voices)
    hidden = not_(_unseen_since(look, "Voice", last))
    seen = _unseen_since(look, "Visit", last) if silent.is_no else NO
    plans, assessments = open_plans(look), open_assessments(look)
    applies = all_of(
        is_born(look),
        any_in((*(found for _, found in (*plans, *assessments)), look.unseen("Plan"), look.unseen("Assessment"))),
    )
    rests = [last] if last else [row for row, _ in (*plans, *assessments)] + list(open_cases(look))
    rests += visits[-running:] if unheard.is_yes else ()
    return conclude(
        look,
        applies=applies,
        asks=all_of(any_of(silent, seen), hidden).citing(*rests),
        wording="baby" if _is_enough_to_watch(look).is_yes else "",
        words=lambda: {"what_happened": _what_happened(look, last, unheard.is_yes)},
    )


def _is_quiet(look: Look, voices: Counted) -> Maybe:
    days = look.number("working_days")
    return look.each_open(lambda level: look.quiet(voices, level_began(look, level), working_days=days))


def _what_happened(look: Look, last: Fact | None, at_visits: bool) -> str:
    if last is None:
        return f"There is no entry in {look.name}'s own words, or of how {look.name} was, on record yet."
    visits = f", before the last {count_in_words(look.number('visits_running'))} visits" if at_visits else ""
    return f"The last entry in {look.name}'s own words, or of how {look.name} was, is of {look.day(last)}{visits}."


def _unseen_since(look: Look, kind: str, last: Fact | None) -> Maybe:
    """Open when a row of a kind that could matter may be missing: since the last entry, else within the limit."""
    earliest = when_of(last).earliest if last else None
    if earliest is None:
        return look.unseen(kind, working_days=look.number("working_days"))
    return look.unseen(kind, since=earliest)


def _unheard_at_visits(look: Look, voices: Counted, visits: tuple[Fact, ...], dated: list[Fact], running: int) -> Maybe:
    """None since the visit before last (when two must be running)."""
    if running < 1 or len(visits) < running:
        return NO
    found = _none_since(look, voices, dated[-running]) if len(dated) >= running else NO
    if len(dated) == len(visits) or found.is_yes:
        return found
    latest = max(when_of(visit).latest or look.as_of for visit in visits)
    surely_since = not_(_none_since(look, voices, UncertainDate.exact(latest)))
    return NO if surely_since.is_yes else open_("It is not recorded when one of the visits was.")


def _none_since(look: Look, voices: Counted, start: Fact | UncertainDate) -> Maybe:
    if any(counts.is_yes and look.since(row, start).is_yes for row, counts in reversed(voices)):
        return NO  # the newest mostly settle it; on which rows it rests is said elsewhere
    return not_(any_in(all_of(counts, look.since(row, start)) for row, counts in voices))


def _is_voice(look: Look, row: Fact) -> Maybe:
    """Whether an entry is the child's voice: words, a drawing, or, where that is enough, what was watched."""
    if not row.is_filled("words") and not row.is_filled("observation"):
        return NO
    mine, method = look.is_about(row, "person", look.child, WHOSE), _by_method(look, row)
    return mine if mine.is_no or method is YES else all_of(mine, method).citing(row)


def _by_method(look: Look, row: Fact) -> Maybe:
    mode = row.code("mode")
    if mode and mode != WATCHED and is_known_code("Voice", "mode", mode):
        return YES
    watching = _is_enough_to_watch(look)
    return watching if mode == WATCHED else any_of(watching, open_(HOW))


def _is_enough_to_watch(look: Look) -> Maybe:
    """For a child under two, or one who may neither speak nor sign."""
    months = look.number("watching_enough_months")
    return look.shared(("enough to watch", months), lambda own: _may_only_be_watched(own, months))


def _may_only_be_watched(look: Look, months: int) -> Maybe:
    codes = {str(code).strip().upper() for code in look.record.subject.items("disability")}
    if codes & MAY_NOT_SPEAK:
        return YES
    return look.is_under(months)


def nothing_changed(look: Look) -> Outcome:
    """VOI-04: three entries or more, and no action of the plan links to any."""
    voices = [(row, mine) for row in look.rows("Voice") if not (mine := _is_about_child(look, row)).is_no]
    linked = {str(ref) for action in look.rows("PlanAction") for ref in action.items("voice_refs")}
    hidden_voice, hidden_action = look.unseen("Voice"), look.unseen("PlanAction")

    def unanswered(counted: Counted) -> Maybe:
        heard = at_least(look.number("entries"), (mine for _, mine in counted), hidden_voice)
        is_linked = any_in(all_of(mine, _led_somewhere(row, linked)) for row, mine in counted)
        return all_of(heard, not_(any_of(is_linked, hidden_action)))

    return conclude(
        look,
        applies=any_in((*(mine for _, mine in voices), hidden_voice)),
        asks=by_cases(voices, unanswered),
        words=lambda: {"times": _times(sum(mine.is_yes for _, mine in voices))},
    )


def _is_about_child(look: Look, row: Fact) -> Maybe:
    return look.is_about(row, "person", look.child, WHOSE)


def _led_somewhere(row: Fact, linked: set[str]) -> Maybe:
    return known(row.id in linked or row.is_filled("what_changed"), row)


def _times(number: int) -> str:
    return f"{count_in_words(number)} times"


VOI_01 = Check(
    id="VOI-01",
    name="The child's voice is missing",
    question="What has the child said or shown us lately?",
    theme="PROC-RECVOICE",
    condition=(
        "With a plan or an assessment open: nothing in the child's own words, and nothing watched where that is "
        "enough, for more than 20 working days, or none since the visit before last."
    ),
    prompts={
        Severity.SOON: "{what_happened} If {name} read this back, where would they find themselves?",
    },
    wordings={
        "baby": (
            "{what_happened} How does {name} settle, feed, look and move, and with whom: where would somebody who "
            "reads this find {name}?"
        )
    },
    parameters=(
        ours("working_days", 20, "working days", "Since the last entry; never one: since the work began, or birth"),
        ours("visits_running", 2, "visits running", "None since the first of these"),
        ours("watching_enough_months", 24, "months of age", "Under this age what was watched is enough"),
    ),
    kinds=("Involvement", "Voice", "Visit"),
    also_reads=("Person", "Plan", "Assessment"),
    levels=CASE_LEVELS,
    for_child=is_born,
    clears=(
        "An entry of what the child said, drew or told somebody.",
        "Under two, or for a child who may neither speak nor sign: an entry of what was watched.",
    ),
    known_limits=(
        "It does not read what was written: one line counts as much as a page.",
        "A child who could speak and did not want to shows as missing until that is written down as theirs.",
    ),
    readings=(
        "It runs where a plan or an assessment is open, at child in need and above. (DP-06 is part of it.)",
        "An entry with neither words nor an observation is none.",
        "From two years on an entry of method observed does not count by itself, unless the code COMM is among the "
        "child's disabilities; with none recorded the child is taken to be able to speak or sign.",
        "Whether watching is enough goes by the age on the day of asking.",
        "An entry on the day of the visit before last is since that visit.",
        "Not yet born: nothing to look at; past the expected day with no birth recorded: unknown.",
    ),
    empties=Empties(
        asks=("Voice", "Voice.words", "Voice.observation"),
        uncounted=("Voice.person", "Voice.mode", "Voice.date", "Visit.at"),
        unsettled=("Involvement.level", "Involvement.from", "Person.dob"),
    ),
    decide=voice_missing,
)

VOI_04 = Check(
    id="VOI-04",
    name="Heard, and nothing changed",
    question="What has changed because of what the child said or showed?",
    theme="PROC-RECVOICE",
    condition=(
        "At least 3 entries of the child's voice, no action of a plan links to any of them, and none says what "
        "changed because of it."
    ),
    prompts={
        Severity.REFLECT: (
            "{name} has been heard {times}, and nothing in the plan points back to it. What has changed, or could, "
            "because of what {name} said or showed?"
        )
    },
    parameters=(ours("entries", 3, "entries"),),
    kinds=("Involvement", "Voice", "PlanAction"),
    also_reads=("Person",),
    levels=CASE_LEVELS,
    needs=("Voice",),
    clears=(
        "An action of a plan that links to an entry.",
        "What changed because of it, on one of the entries; a reason why nothing could is an answer there too.",
    ),
    known_limits=("One link is enough, however long ago: it cannot tell whether the rest was heard too.",),
    readings=(
        "A filled what_changed counts as a link, whatever it says.",
        "Every entry about the child counts, whenever it was and however it came about.",
    ),
    empties=Empties(
        asks=("PlanAction", "PlanAction.voice_refs", "Voice.what_changed"),
        uncounted=("Voice.person",),
        unsettled=("Involvement.level",),
    ),
    decide=nothing_changed,
)

CHECKS = (VOI_01, VOI_04)
