"""BRU-01: a bruise or mark on a child who may not be moving about.

The rule. Every injury to a child who could not, or may not, move about independently on its day, whatever the
explanation, unless it is a documented birthmark. It asks as soon as it is saved, and clears when four things are on
record: children's social care spoken to, a skilled examination (or a named clinician's reason for none), the GP or
health visitor and one more agency asked, and a decision with reasons. Any decision will do.

How uncertainty is decided: this check never says "unknown" because a box is empty. What is not recorded is read the
way that leads to looking (rulings, B).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from sightline.domain.dates import count_in_words

from ..boxes import capital, words_of
from ..conclude import conclude
from ..deciding import is_made, names_one_of
from ..fact import Fact
from ..look import Look
from ..maybe import Maybe, all_of, any_in, known, not_, yes
from ..vocabulary import Check, Empties, NumberClass, Outcome, Parameter, Severity, ours
from .marks import is_the_childs, mark_in_words
from .mobility import GROWN_MONTHS, independently_mobile

FAMILY_HEALTH = frozenset({"gp", "health_visitor"})
SOCIAL_CARE = frozenset({"social_care"})


@dataclass(frozen=True, slots=True)
class Answered:
    """The four things on record about one injury, each as far as it is surely there."""

    social_care: Maybe
    examined: Maybe
    asked: Maybe
    decided: Maybe

    @property
    def is_complete(self) -> Maybe:
        """All four."""
        return all_of(self.social_care, self.examined, self.asked, self.decided)


def mark_on_a_child_who_may_not_move(look: Look) -> Outcome:
    """The outcome of BRU-01; see the module for the rule."""
    marks = [injury for injury in look.rows("Injury") if _is_looked_at(look, injury)]
    answers = [(injury, _answers(look, injury)) for injury in marks]
    asked = [injury for injury, answer in answers if not answer.is_complete.is_yes]
    newest = [injury for injury in asked if not _was_old_when_recorded(look, injury)]
    return conclude(
        look,
        applies=any_in(yes(injury) for injury in marks),
        asks=any_in(_asks(look, injury, answer) for injury, answer in answers),
        severity=Severity.TODAY if newest else Severity.SOON,
        words=lambda: {"what": _what(asked), "whom": _whom(look, asked[0]), "days": look.days(asked)},
        shows=tuple(sentence for injury, answer in answers for sentence in _shows(look, injury, answer)),
    )


def _is_looked_at(look: Look, injury: Fact) -> bool:
    """Whether it is a mark on this child, no documented birthmark, and the child may not have been moving about."""
    if not is_the_childs(look, injury) or injury.yes("documented_birthmark") is True:
        return False
    mobile = independently_mobile(
        look,
        look.when(injury),
        floor_months=look.number("age_floor_months"),
        rolling_counts=bool(look.number("rolling_counts")),
    )
    return not mobile.is_yes


def _asks(look: Look, injury: Fact, answer: Answered) -> Maybe:
    """At once, unless a partnership allows a day for the examination or the call; then from that day."""
    waits = {
        "social_care": look.number("csc_contact_within_days"),
        "examined": look.number("exam_within_days"),
    }
    missing = [name for name in ("social_care", "examined", "asked", "decided") if not getattr(answer, name).is_yes]
    due = [not_(not_(look.days_reached(injury, waits.get(name, 0)))) for name in missing]
    if not due:
        return Maybe(False, answer.is_complete.because)
    return known(any(not part.is_no for part in due), injury)


def _answers(look: Look, injury: Fact) -> Answered:
    spoken = [fact for fact in look.rows("AgencyContact") if look.since(fact, injury).is_yes]
    about = [fact for fact in spoken if fact.text("about") == look.child]
    social_care = [
        fact
        for fact in about
        if fact.code("agency") in SOCIAL_CARE and fact.is_filled("who") and fact.is_filled("advice")
    ]
    return Answered(
        any_in(map(yes, social_care)),
        _examined(look, injury),
        _asked(look, injury, about),
        any_in(map(yes, _decisions(look, injury))),
    )


def _examined(look: Look, injury: Fact) -> Maybe:
    """Examined by somebody named on a day that has come, or a named clinician's reason for no examination."""
    for part in look.parts(injury, "examination"):
        if part.is_filled("examiner") and (look.has_happened(part, "when").is_yes or part.is_filled("reason_for_none")):
            return yes(injury)
    return known(False)


def _asked(look: Look, injury: Fact, about: list[Fact]) -> Maybe:
    """GP or health visitor, and one more agency; social care's own contact is not the other."""
    requests = [fact for fact in look.rows("InfoRequest") if fact.is_filled("asked_at")]
    asked = {fact.code("agency"): fact for fact in about}
    asked |= {fact.code("to"): fact for fact in requests if look.since(fact, injury).is_yes}
    asked = {name: fact for name, fact in asked.items() if name and name not in SOCIAL_CARE}
    is_enough = bool(FAMILY_HEALTH & set(asked)) and len(asked) >= look.number("agencies_asked")
    return known(is_enough, *asked.values())


def _decisions(look: Look, injury: Fact) -> Iterator[Fact]:
    for fact in look.rows("Decision"):
        about_it = fact.code("what") == "bruise_outcome" or names_one_of(fact, [injury.id])
        if about_it and is_made(fact) and fact.is_filled("reasons") and look.since(fact, injury).is_yes:
            yield fact


def _was_old_when_recorded(look: Look, injury: Fact) -> bool:
    """Whether it was surely more than 28 days old when it was first recorded."""
    seen, recorded = look.when(injury).latest, injury.recorded_on
    days = timedelta(days=look.number("old_when_recorded_days"))
    return seen is not None and recorded is not None and recorded > seen + days


def _what(injuries: list[Fact]) -> str:
    if len(injuries) == 1:
        return mark_in_words(injuries[0])
    kinds = list(dict.fromkeys(words_of(fact.code("type")) or "mark" for fact in injuries))
    return f"{capital(count_in_words(len(injuries)))} marks ({', '.join(kinds)}) were"


def _whom(look: Look, injury: Fact) -> str:
    born, seen = look.born(), look.when(injury)
    is_child = born is not None and look.is_under(GROWN_MONTHS, on=seen).is_no
    return "a child" if is_child else "a baby"


def _shows(look: Look, injury: Fact, answer: Answered) -> Iterator[str]:
    label = words_of(injury.code("type")) or "mark"
    yield f"{capital(label)}, {look.day(injury)}."
    parts = (
        (answer.social_care, "children's social care spoken to, with their advice"),
        (answer.examined, "an examination, or a named clinician's reason for none"),
        (answer.asked, "the GP or health visitor and one more agency asked"),
        (answer.decided, "a decision with reasons"),
    )
    missing = [words for part, words in parts if not part.is_yes]
    if missing:
        yield f"Not on record since: {'; '.join(missing)}."


BRU_01 = Check(
    id="BRU-01",
    name="Bruise or mark in a child not independently mobile",
    question=(
        "Has a skilled health examination happened, have agencies pooled what they know, is the decision written with "
        "reasons?"
    ),
    theme="HARM-BRUISE",
    condition=(
        "An injury, not a documented birthmark, was recorded on a child who could not, or may not, move about "
        "independently on that day. An explanation does not switch it off."
    ),
    prompts={
        Severity.TODAY: (
            "{what} recorded on {name}, who may not be moving about independently. On {whom} who cannot move any mark "
            "is unusual and needs a skilled look today; the cause may prove innocent. Who has examined {name}, and who "
            "has been asked what they know?"
        ),
        Severity.SOON: (
            "{what} recorded on {name}, seen on {days} and written down later; {name} may not have been moving about "
            "independently then. On {whom} who cannot move any mark is unusual; the cause may prove innocent. Who "
            "examined {name} then, who was asked what they know, and what was decided?"
        ),
    },
    parameters=(
        ours(
            "exam_within_days",
            0,
            "days",
            "0 is the same day; an examination, or a named clinician's reason for none",
            "Same-day wording in Bedfordshire and NHS Borders; no national or LLR number found",
        ),
        ours(
            "csc_contact_within_days",
            0,
            "days",
            "0 is the same day; children's social care spoken to",
            "Same-day wording in Bedfordshire and NHS Borders; no national or LLR number found",
        ),
        Parameter(
            "age_floor_months",
            6,
            "months of age",
            NumberClass.LOCAL,
            "LLR, Bruising, Marks, or Injury of Concern in Pre-Mobile Babies (June 2022)",
            "Under this age, by age or corrected age, a baby counts as not mobile",
        ),
        ours("agencies_asked", 2, "agencies", "GP or health visitor among them; social care's own contact is not one"),
        ours(
            "rolling_counts",
            0,
            "(1 yes, 0 no)",
            "Whether a baby over six months who rolls counts as mobile",
            "Leeds and NHS Borders say it does not; LLR's wording treats rolling as mobile; NICE CG89 changed Dec 2025",
        ),
        ours("old_when_recorded_days", 28, "days", "Older than this when first recorded: asked soon, not today"),
    ),
    kinds=("Injury",),
    also_reads=("Person", "Milestone", "InfoRequest", "AgencyContact", "Decision"),
    levels=(),
    needs=("Injury",),
    clears=(
        "All four: children's social care spoken to (who, when, their advice); an examination, or a named clinician's "
        "reason for none; the GP or health visitor and one more agency asked; a decision with reasons and any dissent.",
        "Any outcome is allowed, including no further action. A section 47 enquiry alone does not clear it.",
    ),
    known_limits=(
        "A wheelchair user who gives their own consistent account has no box of their own: answer with 'not needed "
        "because'.",
        "It does not judge the explanation or the mark, and nobody can tell the age of a bruise by looking.",
        "What NICE has meant by 'independently mobile' since December 2025 is not in it: mobility is set by numbers "
        "here.",
    ),
    readings=(
        "Never unknown because a box is empty: mobility not known is read as not mobile, no documented birthmark as "
        "none, whose injury it was as this child's.",
        "Where contacts with agencies or decisions are not kept here it asks all the same: nobody here knows that it "
        "was done. Only where injuries are not kept is it unknown.",
        "As at the day of the injury, never today. The latest milestone by then decides; what was lost stays lost "
        "until the child is seen moving about again.",
        "The answers are those on or after the injury; a contact counts when it is about this child.",
        "A decision counts when it is on the bruise or names the injury.",
        "A request for information to an agency counts as having asked it.",
    ),
    empties=Empties(
        asks=(
            "AgencyContact",
            "Decision",
            "Injury.examination",
            "Injury.documented_birthmark",
            "Injury.person",
            "Milestone",
        )
    ),
    decide=mark_on_a_child_who_may_not_move,
)

CHECKS = (BRU_01,)
