"""Rules about child protection plans, their reviews, and child in need plans."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ..rows import Child, CinPlan, Episode, ProtectionPlan, Review, Row
from .rule import At, Rule, before, overlapping, runs_on, second_open


def _not_from_its_conference(plan: ProtectionPlan, at: At) -> bool:
    """A plan that began in the period, in an episode with conference dates, on none of them.

    Our reading: an earlier plan came from an earlier conference, which this file need not hold.
    """
    dates = {row.conference for row in at.episode.enquiries} | {at.episode.initial_conference}
    dates.discard(None)
    return bool(dates) and plan.starts is not None and not at.outside(plan.starts) and plan.starts not in dates


PROTECTION_PLAN_RULES: Final = (
    Rule("8720", "CPPstartDate", "The plan's start is missing or after the period.",
         lambda p, at: p.starts is None or p.starts > at.end),
    Rule("8925", "CPPendDate", "The plan ends before it starts.", lambda p, at: before(p.ends, p.starts)),
    Rule("8840", "CPPendDate", "The plan ends on the day it starts.",
         lambda p, at: p.starts is not None and p.starts == p.ends),
    Rule("8930", "CPPendDate", "The plan ends outside the period.", lambda p, at: at.outside(p.ends)),
    Rule("1105", "CPPstartDate", "The plan starts before the referral.",
         lambda p, at: before(p.starts, at.episode.referral_date)),
    Rule("2885", "CPPstartDate", "The plan starts on a different day from its conference.", _not_from_its_conference),
    Rule("8730", "NumberOfPreviousCPP", "The number of previous plans is missing.",
         lambda p, at: p.previous_plans is None),
)  # fmt: skip

REVIEW_RULES: Final = (
    Rule("8841", "CPPreviewDate", "The review is on or before the day the plan starts.",
         lambda r, at: r.held is not None and at.plan.starts is not None and r.held <= at.plan.starts),
    Rule("8842Q", "CPPreviewDate", "A review is given without a date.", lambda r, at: r.held is None),
)  # fmt: skip

CIN_PLAN_RULES: Final = (
    Rule("4010", "CINPlanStartDate", "The plan's start is missing or after the period.",
         lambda p, at: p.starts is None or p.starts > at.end),
    Rule("4011", "CINPlanEndDate", "The plan ends before it starts.", lambda p, at: before(p.ends, p.starts)),
    Rule("4013", "CINPlanEndDate", "The plan ends outside the period.", lambda p, at: at.outside(p.ends)),
    Rule("4015", "CINPlanStartDate", "The plan starts before the referral.",
         lambda p, at: before(p.starts, at.episode.referral_date)),
)  # fmt: skip


def _starts_within(
    rows: Iterable[CinPlan | ProtectionPlan], others: Iterable[CinPlan | ProtectionPlan], at: At
) -> Row | None:
    """A plan that starts while one of the other kind runs, or None. Handing over on the same day is no overlap."""
    spans = [(other.starts, other.ends) for other in others if other.starts is not None]
    for row in rows:
        if row.starts and any(
            runs_on(row.starts, start, end, at.end) and row.starts != end for start, end in spans if start
        ):
            return row
    return None


def _both_open(episode: Episode, at: At) -> Row | None:
    if not any(plan.ends is None for plan in episode.protection_plans):
        return None
    return next((plan for plan in episode.cin_plans if plan.ends is None), None)


def _reviewed_during_cin_plan(child: Child, at: At) -> Review | None:
    """A review conference while a child in need plan runs, unless it is the one that ended the protection plan."""
    cin_plans = [plan for plan in child.cin_plans() if plan.starts and plan.ends]
    for plan in child.protection_plans():
        for review in plan.reviews:
            if review.held is None or review.held == plan.ends:
                continue
            if any(cin.starts <= review.held < cin.ends for cin in cin_plans if cin.starts and cin.ends):
                return review
    return None


PLANS_OF_EPISODE_RULES: Final = (
    Rule("8935", "CPPendDate", "Two child protection plans of one episode are open.",
         lambda e, at: second_open(e.protection_plans, lambda row: row.ends is None)),
    Rule("4004", "CINPlanEndDate", "Two child in need plans of one episode are open.",
         lambda e, at: second_open(e.cin_plans, lambda row: row.ends is None)),
    Rule("4001", "CINPlanEndDate", "A child in need plan is open beside a child protection plan.", _both_open),
)  # fmt: skip

PLANS_OF_CHILD_RULES: Final = (
    Rule("8940", "CPPstartDate", "A child protection plan starts while another runs.",
         lambda c, at: overlapping(tuple(c.protection_plans()), lambda row: (row.starts, row.ends), at.end)),
    Rule("4014", "CINPlanStartDate", "A child in need plan starts while another runs.",
         lambda c, at: overlapping(tuple(c.cin_plans()), lambda row: (row.starts, row.ends), at.end, same_day=True)),
    Rule("4016", "CINPlanStartDate", "A child in need plan starts while a child protection plan runs.",
         lambda c, at: _starts_within(c.cin_plans(), tuple(c.protection_plans()), at)),
    Rule("4017", "CPPstartDate", "A child protection plan starts while a child in need plan runs.",
         lambda c, at: _starts_within(c.protection_plans(), tuple(c.cin_plans()), at)),
    Rule("4003", "CPPreviewDate", "A review conference is held while a child in need plan runs.",
         _reviewed_during_cin_plan),
)  # fmt: skip
