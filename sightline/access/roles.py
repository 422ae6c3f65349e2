"""What each role may do at all. Which child, review or library piece is decided by the room that keeps it.

A room replaces or adds to this with `policy.register_rule`. An action that isn't here nor there is denied to all.
"""

from __future__ import annotations

PRACTITIONER = "practitioner"
SUPERVISOR = "supervisor"
REVIEW_OFFICER = "review_officer"
LEARNING_LEAD = "learning_lead"
QUALITY_LEAD = "quality_lead"
ADMINISTRATOR = "administrator"

EVERYONE = (PRACTITIONER, SUPERVISOR, REVIEW_OFFICER, LEARNING_LEAD, QUALITY_LEAD, ADMINISTRATOR)
CASE_ROLES = (PRACTITIONER, SUPERVISOR)
ALL_BUT_ADMINISTRATOR = tuple(role for role in EVERYONE if role != ADMINISTRATOR)

# An administrator never holds any of these: people and access, no case content.
CASE_ACTIONS = ("record.", "checks.answer", "review.", "finding.", "trail.who_has_looked", "measure.")

ROLES_OF: dict[str, tuple[str, ...]] = {
    # one's own account
    "account.own": EVERYONE,
    "desk.home": EVERYONE,
    # a child's record: which child is decided by `cases`
    "record.view": CASE_ROLES,
    "record.change": CASE_ROLES,
    "checks.answer": CASE_ROLES,
    "trail.who_has_looked": CASE_ROLES,
    # reviews, by the gate levels of `reviews`
    "review.view": (REVIEW_OFFICER,),
    "review.change": (REVIEW_OFFICER,),
    # the library is for everyone: learning that nobody may read changes nothing
    "learning.view": EVERYONE,
    "learning.write": (LEARNING_LEAD,),
    # the catalogue of checks and where each number comes from
    "checks.view": EVERYONE,
    # charts without any child's identity, small numbers suppressed
    "measure.view": ALL_BUT_ADMINISTRATOR,
    # people and access
    "people.manage": (ADMINISTRATOR,),
}
