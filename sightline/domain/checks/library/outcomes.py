"""RP-05: appointments are kept and nothing changes for the child. DP-10: whose plan is it?"""

from __future__ import annotations

from datetime import date

from ..conclude import conclude
from ..fact import Fact
from ..look import Look
from ..maybe import NO, YES, Maybe, all_in, all_of, any_in, at_least, known, open_, yes
from ..vocabulary import Check, Empties, Outcome, Severity, ours

KEPT = ("agreed", "attended")
SUBJECTS = ("child", "adult")
FOR_WHOM = "It is not recorded for whom one of the outcomes is."


def kept_but_unchanged(look: Look) -> Outcome:
    """RP-05: three of a parent's actions kept in ninety days, and a child's outcome unchanged at two reviews."""
    days = look.number("days")
    actions = [(fact, counts) for fact in look.rows("PlanAction") if not (counts := _is_kept(look, fact, days)).is_no]
    hidden = look.unseen("PlanAction", days=days)
    outcomes = {fact.id: fact for fact in look.rows("Outcome")}
    unchanged = {fact_id: _is_unchanged(look, fact) for fact_id, fact in outcomes.items()}
    linked = any_in(all_of(counts, _link(fact, unchanged)) for fact, counts in actions)
    enough = at_least(look.number("actions"), (counts for _, counts in actions), hidden)
    return conclude(
        look,
        applies=any_in(counts for _, counts in actions) | hidden,
        asks=enough & linked,
        words={"actions": look.number("actions"), "days": days},
    )


def _is_kept(look: Look, fact: Fact, days: int) -> Maybe:
    """Whether a row is a parent's action, agreed or attended, in the window."""
    return all_of(
        look.in_days(fact, days),
        look.says_yes(fact, "by_parent", "It is not recorded whether one of the actions is a parent's."),
        look.is_one_of(
            fact, "engagement", KEPT, "It is not recorded whether one of the parent's actions was agreed or attended."
        ),
    ).citing(fact)


def _link(fact: Fact, unchanged: dict[str, Maybe]) -> Maybe:
    """Whether the outcome an action is linked to is a child's that does not change."""
    named = fact.text("linked_outcome")
    if named:
        return unchanged.get(named, NO)
    if all(answer.is_no for answer in unchanged.values()):
        return NO
    return open_("It is not recorded which outcome one of the parent's actions is for.", fact)


def _is_unchanged(look: Look, outcome: Fact) -> Maybe:
    """Whether an outcome is a child's, with "no change" and no explanation at its last two reviews."""
    reviews = [part for part in look.parts(outcome, "reviews") if not _is_ahead(look, part)]
    same = [_is_same(look, review) for review in reviews]
    if all(_day(review) for review in reviews):
        in_order = sorted(zip(reviews, same, strict=True), key=lambda pair: _day(pair[0]) or date.min)
        last = all_in(answer for _, answer in in_order[-2:])
    elif any_in(same).is_no or all_in(same).is_yes:
        last = all_in(same)
    else:
        last = open_("It is not recorded when one of the reviews of an outcome was.", outcome)
    childs = look.is_one_of(outcome, "subject", ("child",), FOR_WHOM)
    return all_of(known(len(same) > 1), last, childs).citing(outcome)


def _is_ahead(look: Look, review: Fact) -> bool:
    day = _day(review)
    look.looks.add(day)
    return day is not None and day > look.as_of


def _is_same(look: Look, review: Fact) -> Maybe:
    """Whether a review says "no change" and explains nothing."""
    rating = review.code("rating")
    if review.is_filled("explanation") or rating in ("better", "worse"):
        return NO
    return YES if rating == "no_change" else open_("It is not recorded what a review of an outcome found.")


def _day(review: Fact) -> date | None:
    when = review.when("at")
    return when.earliest if when else None


def whose_plan(look: Look) -> Outcome:
    """DP-10: four in five or more of the open outcomes are for adults."""
    share = look.params["adult_percent"]
    rows = look.rows("Outcome")
    lightest = [fact for fact in rows if fact.code("status") == "open" or _may_be_open(fact, "child")]
    gravest = [fact for fact in rows if fact.code("status") == "open" or _may_be_open(fact, "adult")]
    surely = [fact for fact in rows if fact.code("status") == "open"]
    hidden = look.unseen("Outcome")
    if not lightest and not gravest:
        return conclude(look, applies=hidden, asks=hidden)
    adults = [fact for fact in surely if fact.code("subject") == "adult"]
    if _is_mostly(lightest, share, if_unknown="child"):
        asks = yes(*adults)
    elif _is_mostly(gravest, share, if_unknown="adult"):
        untold = [fact for fact in gravest if fact.code("subject") not in SUBJECTS or fact.code("status") != "open"]
        asks = open_(FOR_WHOM, *untold)
    else:
        asks = NO
    said = "It is not recorded whether one of the outcomes is still open."
    return conclude(
        look,
        applies=(known(True) if surely else open_(said, *gravest, *lightest)) | hidden,
        asks=asks | hidden,
        words=lambda: {"adults": len(adults), "all": len(surely)},
    )


def _may_be_open(fact: Fact, side: str) -> bool:
    """Whether an outcome whose status nobody wrote down counts in the reading that leans to `side`."""
    return fact.code("status") not in ("open", "closed") and fact.code("subject") in ("", side)


def _is_mostly(rows: list[Fact], share: float, *, if_unknown: str) -> bool:
    known_or = [code if (code := fact.code("subject")) in SUBJECTS else if_unknown for fact in rows]
    return bool(rows) and known_or.count("adult") * 100 >= share * len(rows)


RP_05 = Check(
    id="RP-05",
    name="Co-operation or change",
    question="What is different in this child's day?",
    theme="DIRECT-DISGUISED",
    condition=(
        "3 or more of a parent's actions agreed or attended in the last 90 days, and the child's outcome one of them "
        'is for rated "no change" at its last 2 reviews, without an explanation.'
    ),
    prompts={
        Severity.SOON: (
            "In {days} days {actions} or more of the parents' actions were agreed or attended, and the outcome for "
            "{name} shows no change at two reviews running. What is different in {name}'s day; and if little, what "
            "else could explain it: fear, money, shifts, not being understood?"
        )
    },
    parameters=(
        ours("actions", 3, "actions", "Of a parent, agreed or attended"),
        ours("days", 90, "days", "How far back"),
    ),
    kinds=("Involvement", "PlanAction", "Outcome"),
    also_reads=("Person",),
    levels=("CIN", "CP", "S47", "CLA"),
    needs=("PlanAction",),
    clears=("The outcome is rated anew, on what was seen.", "A review says what explains it."),
    known_limits=("It counts actions on record, not how much effort they took.",),
    readings=(
        "The actions are counted together; one of them being for such an outcome is enough.",
        "An explanation at either of the two reviews clears.",
    ),
    empties=Empties(
        asks=("Outcome.reviews",),
        uncounted=("PlanAction.engagement",),
        unsettled=("Involvement.level", "PlanAction.by_parent", "PlanAction.linked_outcome", "Outcome.subject"),
    ),
    decide=kept_but_unchanged,
)

DP_10 = Check(
    id="DP-10",
    name="Whose plan",
    question="Reading the plan as the child: what gets better for me, and by when?",
    theme="DIRECT-AGENDA",
    condition="80 % or more of the open outcomes are for adults.",
    prompts={
        Severity.SOON: (
            "Of {all} open outcomes in {name}'s plan {adults} are for adults. Reading the plan as {name}: what gets "
            "better for me, and by when?"
        )
    },
    parameters=(ours("adult_percent", 80, "per cent", "Of the open outcomes, at least"),),
    kinds=("Involvement", "Outcome"),
    also_reads=("Person",),
    levels=("CIN", "CP", "S47", "CLA"),
    needs=("Outcome",),
    clears=("An outcome that says what is different for the child.",),
    known_limits=("It goes by whom an outcome is marked for, not by its words.",),
    readings=("Not being seen at home visits is asked by VOI-02.",),
    empties=Empties(asks=(), uncounted=(), unsettled=("Involvement.level", "Outcome.subject", "Outcome.status")),
    decide=whose_plan,
)

CHECKS = (RP_05, DP_10)
