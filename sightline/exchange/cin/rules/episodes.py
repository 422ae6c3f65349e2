"""Rules about an episode (CINdetails), and about a child's episodes together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from ..rows import Child, Episode, Row
from .identity import FORTY_WEEKS
from .rule import At, Rule, before, overlapping, second_open

AFTER_ASSESSMENT: Final = ("RC8", "RC9")


def _long_before_birth(episode: Episode, at: At) -> bool:
    birth = at.child.birth_or_expected()
    return birth is not None and episode.referral_date is not None and birth - episode.referral_date > FORTY_WEEKS


def _has_conference(episode: Episode) -> bool:
    return episode.initial_conference is not None


def _activity_despite_nfa(episode: Episode, at: At) -> bool:
    if not episode.no_further_action:
        return False
    assessed = any(row.started or row.authorised for row in episode.assessments)
    return assessed or any(row.started for row in episode.enquiries) or _has_conference(episode)


def _activity_despite_closure(episode: Episode, at: At) -> bool:
    """Closed after the assessment, yet an enquiry, a conference or a plan: RC8, and RC9 which says the same."""
    if episode.closure_reason not in AFTER_ASSESSMENT:
        return False
    return bool(episode.enquiries or episode.protection_plans or episode.cin_plans or _has_conference(episode))


def _dates_within(episode: Episode) -> Iterator[tuple[Row, date | None]]:
    for assessment in episode.assessments:
        yield assessment, assessment.started
        yield assessment, assessment.authorised
    for enquiry in episode.enquiries:
        yield enquiry, enquiry.started
        yield enquiry, enquiry.conference
    yield episode, episode.initial_conference
    for plan in episode.protection_plans:
        yield plan, plan.ends
    for cin_plan in episode.cin_plans:
        yield cin_plan, cin_plan.starts
        yield cin_plan, cin_plan.ends


def _after_closure(episode: Episode, at: At) -> bool:
    """Fails once for an episode, however many dates fail."""
    closed = episode.closure_date
    return closed is not None and any(before(closed, day) for _, day in _dates_within(episode))


def _only_factor_21(episode: Episode, at: At) -> bool:
    if len(episode.assessments) != 1 or episode.closure_reason in AFTER_ASSESSMENT:
        return False
    return any(factor.code == "21" for factor in episode.assessments[0].factors)


def _conference_at_both(episode: Episode, at: At) -> bool:
    return _has_conference(episode) and any(row.conference for row in episode.enquiries)


EPISODE_RULES: Final = (
    Rule("8600", "CINreferralDate", "The date of referral is missing or after the period.",
         lambda e, at: e.referral_date is None or e.referral_date > at.end),
    Rule("8606", "CINreferralDate", "The referral is more than 40 weeks before birth.", _long_before_birth),
    Rule("8610", "PrimaryNeedCode", "The primary need is missing on a referral that went further.",
         lambda e, at: e.primary_need is None and "PrimaryNeedCode" not in e.lines and not e.no_further_action),
    Rule("8805", "ReasonForClosure", "There is a closure date without a reason.",
         lambda e, at: e.closure_date is not None and e.closure_reason is None),
    Rule("8810", "CINclosureDate", "There is a reason for closure without a date.",
         lambda e, at: e.closure_date is None and e.closure_reason is not None),
    Rule("8620", "CINclosureDate", "The closure date is outside the period.", lambda e, at: at.outside(e.closure_date)),
    Rule("8630", "CINclosureDate", "The closure is before the referral.",
         lambda e, at: before(e.closure_date, e.referral_date)),
    Rule("8565", "CINclosureDate", "An assessment, enquiry, conference or plan is dated after the closure.",
         _after_closure),
    Rule("8831", "ReferralNFA", "There is an assessment, enquiry or conference on a referral without further action.",
         _activity_despite_nfa),
    Rule("8832", "ReferralNFA", "There is a child protection plan on a referral without further action.",
         lambda e, at: e.no_further_action and bool(e.protection_plans)),
    Rule("4000", "ReferralNFA", "There is a child in need plan on a referral without further action.",
         lambda e, at: e.no_further_action and bool(e.cin_plans)),
    Rule("8825Q", "ReasonForClosure", "The case closed after assessment, but there is no assessment.",
         lambda e, at: e.closure_reason in AFTER_ASSESSMENT and not e.assessments),
    Rule("8873Q", "ReasonForClosure", "The only assessment found no factors, but the case was not closed after it.",
         _only_factor_21),
    Rule("2990", "ReasonForClosure", "The case closed after assessment, yet there is an enquiry, a conference or plan.",
         _activity_despite_closure),
    Rule("2884", "DateOfInitialCPC", "A conference date is given on the episode and on an enquiry: it belongs on one.",
         _conference_at_both),
    Rule("8715", "DateOfInitialCPC", "The conference is outside the period.",
         lambda e, at: at.outside(e.initial_conference)),
    Rule("8875", "DateOfInitialCPC", "The conference is on a Saturday or Sunday.",
         lambda e, at: e.initial_conference is not None and e.initial_conference.weekday() > 4),
    Rule("1104", "DateOfInitialCPC", "The conference is before the referral.",
         lambda e, at: before(e.initial_conference, e.referral_date)),
)  # fmt: skip


def _is_open(episode: Episode) -> bool:
    return episode.closure_date is None and not episode.no_further_action


def _open_but_not_latest(child: Child, at: At) -> Row | None:
    dated = [episode for episode in child.episodes if episode.referral_date is not None]
    latest = max((episode.referral_date for episode in dated if episode.referral_date), default=None)
    return next((row for row in dated if _is_open(row) and before(row.referral_date, latest)), None)


def _overlapping(child: Child, at: At) -> Row | None:
    episodes = [episode for episode in child.episodes if not episode.no_further_action]
    return overlapping(episodes, lambda row: (row.referral_date, row.closure_date), at.end)


EPISODES_RULES: Final = (
    Rule("8815", "CINclosureDate", "Two episodes are open.", lambda c, at: second_open(c.episodes, _is_open)),
    Rule("8816", "CINclosureDate", "An open episode is not the latest.", _open_but_not_latest),
    Rule("8820", "CINreferralDate", "An episode begins while another is open.", _overlapping),
)  # fmt: skip
