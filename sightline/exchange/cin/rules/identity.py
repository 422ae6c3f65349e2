"""Rules about the child: identifiers, birth and death, disabilities."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from ..rows import Child
from . import upn
from .rule import At, Rule, before

LONGEST_ID: Final = 20
ID_LIMITS_SINCE: Final = 2025  # census year ending

FORTY_WEEKS: Final = timedelta(weeks=40)


def _id_limits(at: At) -> bool:
    return at.year >= ID_LIMITS_SINCE


def _plain(text: str) -> bool:
    return text.isascii() and text.isalnum()


def _unborn_with_a_sex(child: Child, at: At) -> bool:
    return child.born is None and child.expected is not None and child.sex not in (None, "U")


def _none_with_others(child: Child, at: At) -> bool:
    given = child.disabilities or ()
    return "NONE" in given and len(given) > 1


def _referred_after_death(child: Child, at: At) -> bool:
    return any(before(child.died, episode.referral_date) for episode in child.episodes)


CHILD_RULES: Final = (
    Rule("1570", "LAchildID", "The LAchildID is longer than 20 characters.",
         lambda c, at: _id_limits(at) and len(c.lachild_id) > LONGEST_ID),
    Rule("1580", "LAchildID", "The LAchildID has characters other than letters and digits.",
         lambda c, at: _id_limits(at) and not _plain(c.lachild_id)),
    Rule("1510", "UPN", "The pupil number's check letter is wrong.",
         lambda c, at: bool(c.upn) and not upn.right_letter(c.upn)),
    Rule("1530", "UPN", "Characters 2 to 4 of the pupil number are not an authority's code.",
         lambda c, at: bool(c.upn) and not upn.right_authority(c.upn)),
    Rule("1540", "UPN", "Characters 5 to 12 of the pupil number are not all digits.",
         lambda c, at: bool(c.upn) and not upn.right_digits(c.upn)),
    Rule("1550", "UPN", "The last character of the pupil number is wrong, or the number is not 13 characters long.",
         lambda c, at: bool(c.upn) and not upn.right_end(c.upn)),
    Rule("1560Q", "FormerUPN", "The former pupil number is not well formed.",
         lambda c, at: bool(c.former_upn) and not upn.well_formed(c.former_upn)),
    Rule("8525Q", "PersonBirthDate", "There should be a date of birth or an expected one, not both or neither.",
         lambda c, at: (c.born is None) == (c.expected is None)),
    Rule("8520", "PersonBirthDate", "The date of birth is after the period.",
         lambda c, at: before(at.end, c.born)),
    Rule("8535Q", "PersonDeathDate", "The date of death is before the date of birth.",
         lambda c, at: before(c.died, c.born)),
    Rule("8555Q", "PersonDeathDate", "The child was referred after the date of death.", _referred_after_death),
    Rule("8750", "Sex", "The sex of an unborn child should be U.", _unborn_with_a_sex),
    Rule("8790", "Disability", "A disability is given beside none.", _none_with_others),
    Rule("8590", "CINdetails", "The child has no CINdetails: no referral or episode.", lambda c, at: not c.episodes),
)  # fmt: skip
