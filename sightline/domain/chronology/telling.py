"""D5: one agency records telling another, and the other has no row that shows it was told.

An information-sharing finding for the reviewer to look into, not an error: the record may be elsewhere. Words tell
(*informed*, *referred to*, *rang*…); an agency is known by its name and by usual names of its kind.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from .links import Link
from .row import Row
from .words import STOP_WORDS

DAYS: Final = 3
"""Days within which the agency that was told has a row (section 2.3)."""
_SURE_SPAN: Final = 31  # days; a row that may lie anywhere in a year shows nothing about these three (our default)

# Kinds of agency, and what others call them: an agency whose name holds a word of the first is also called the second.
_KINDS: Final = (
    (r"police|constabulary", r"police|ppu|cair?t|constabulary"),
    (
        r"social care|csc|childrens services|social work|cyps|mash|front door",
        r"(?:childrens? )?social care|csc|childrens services|social workers?|social services|mash|front door",
    ),
    (r"health visit|hv|0 19|public health nurs", r"health visit(?:or|ors|ing)|hv"),
    (r"school nurs", r"school nurs(?:e|es|ing)"),
    (
        r"school|academy|education|college",
        r"(?:primary |secondary )?school(?! nurs)|head ?teacher|designated safeguarding lead|dsl",
    ),
    (r"nursery|early years|pre ?school", r"nursery|pre ?school"),
    (r"gp|general practi|surgery|primary care|medical (?:centre|practice)", r"gp|gps|general practitioner|surgery"),
    (r"midwi|maternity", r"midwi(?:fe|ves|fery)|maternity"),
    (
        r"hospital|acute|nhs trust|emergency department|paediatric",
        r"hospital|a and e|emergency department|paediatric(?:ian|s)",
    ),
    (r"ambulance", r"ambulance"),
    (r"probation", r"probation"),
    (r"housing", r"housing"),
    (r"camhs|mental health", r"camhs|mental health (?:team|service|services)"),
    (r"cafcass", r"cafcass"),
    (r"youth (?:justice|offending)|yot|yjs", r"youth (?:justice|offending)(?: team| service)?|yot|yjs"),
    (r"domestic abuse|womens aid|idva", r"idva|womens aid"),
    (r"drug|alcohol|substance", r"(?:drug|alcohol|substance misuse) (?:team|service|worker)"),
)
_TELLS: Final = (
    r"(?:informed|informs|notified|notifies|told|tells|telephoned|phoned|rang|called|contacted|e ?mailed|wrote|alerted|"
    r"advised|faxed|briefed|updated|referred|referral|reported|shared|passed|copied|sent|handed over|discussed|spoke|"
    r"liaised|escalated|relayed|notification|telephone call|phone call|letter|liaison form|copy|report|informing|"
    r"notifying|sharing)"
)
_WAS_TOLD: Final = (
    r"(?:was|were|is|are|have been|has been|been) (?:\w+ )?"
    r"(?:informed|notified|told|telephoned|phoned|called|contacted|emailed|alerted|advised|briefed|updated|made aware)"
)
# "School informed by email.": notes leave out the verb; with an object after it, the agency would be the one who told.
_TOLD_IN_SHORT: Final = (
    r"(?:informed|notified|told|telephoned|phoned|contacted|emailed|alerted|advised|briefed|updated|made aware)"
    r"(?= \.|$| (?:by|of|about|via|and|on|at|the same|same|immediately|today|too|also|straight away)\b)"
)
# Not a telling by this agency: denied, only planned, or done by somebody of the family or the public.
_NOT: Final = re.compile(
    r"\b(?:not|never|no|unable to|failed to|will|to be|should|would|asked|advice from|mother|father|mum|dad|parents?|"
    r"carer|she|he|they|m|f|mp|[mp]g[mf]|grand(?:mother|father)|aunt|uncle|partner|neighbours?|caller|child|sibling|"
    r"family|public)$"
)
# Words after which another agency is no longer the one who was told.
_TURNS: Final = (
    r"(?:by|from|that|when|if|whether|because|after|before|until|while|during|who|attended|reported|said|stated|saw|"
    r"about|regarding|re|concerning|of|at|in|outside|near|into|against|mother|father|mum|dad|parents?|child|family)"
)


class Telling:
    """Finds which agencies a text says were told."""

    def __init__(self, agencies: Iterable[str]) -> None:
        patterns = {agency: _pattern(agency) for agency in sorted(agencies)}
        self._patterns = {agency: pattern for agency, pattern in patterns.items() if pattern is not None}
        self._known: dict[str, tuple[str, ...]] = {}
        self._any = re.compile(
            r"inform|notif|t[eo]ll?[sd]?\b|phon|rang|call|contact|mail|wrote|alert|advis|fax|brief|updat|refer|report|"
            r"shar|pass|cop|sent|aware|hand|discuss|spoke|liais|escal|relay|letter|liais"
        )

    def told(self, text: str) -> tuple[str, ...]:
        """The agencies, by the names they have here."""
        if text not in self._known:
            plain = _plain(text)
            self._known[text] = () if not self._any.search(plain) else tuple(self._in(plain))
        return self._known[text]

    def _in(self, plain: str) -> Iterable[str]:
        for agency, (quick, pattern) in self._patterns.items():
            if quick.search(plain) and any(
                not _NOT.search(plain[: at.start()].strip()) for at in pattern.finditer(plain)
            ):
                yield agency


def _plain(text: str) -> str:
    """Lower case, one space between words, a full stop where a sentence ends."""
    clean = re.sub(r"['’]", "", text.casefold()).replace("&", " and ")
    clean = re.sub(r"[.!?;\n]+(?:\s|$)", " . ", clean)
    return " ".join(re.sub(r"[^\w.]+", " ", clean).split())


def _pattern(agency: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """How a telling to this agency reads; None for a name that is also a plain word ("A"), which says nothing."""
    plain = " ".join(_plain(agency).replace(".", " ").split())
    names = [re.escape(plain)] if len(plain) > 1 and plain not in STOP_WORDS else []
    for kind, called in _KINDS:
        if re.search(rf"\b(?:{kind})", plain):
            names = [called] if re.fullmatch(called, plain) else [*names, called]
            break
    if not names:
        return None
    any_name = rf"\b(?:{'|'.join(names)})\b"
    words = rf"(?:(?!{_TURNS}\b)\w+ ){{0,5}}?"
    return re.compile(any_name), re.compile(
        rf"\b{_TELLS} {words}(?:{'|'.join(names)})\b|{any_name} (?:{_WAS_TOLD}\b|{_TOLD_IN_SHORT})"
    )


def find_tellings(rows: Sequence[Row], known: Sequence[Link]) -> list[Link]:
    """D5 among the rows of a composite: who was told, without a row of theirs within three days after.

    A row of theirs that is linked to the telling counts, whatever its day.
    """
    agencies = {row.agency for row in rows if row.is_event}
    if len(agencies) < 2:
        return []
    telling = Telling(agencies)
    presence = _Presence(rows)
    found: list[Link] = []
    for at, row in enumerate(rows):
        bounds = row.bounds
        if not row.is_event or bounds is None or row.when.earliest is None or row.when.latest is None:
            continue
        if (bounds[1] - bounds[0]).days > _SURE_SPAN:
            continue
        for agency in telling.told(f"{row.event}\n{row.response}"):
            if agency == row.agency:
                continue
            if not presence.between(agency, bounds[0].toordinal(), bounds[1].toordinal() + DAYS):
                why = f"{row.agency} records telling {agency}; {agency} has no row within {DAYS} days."
                found.append(Link("D5", (at,), why, other_agency=agency))
    telling_rows = {link.rows[0] for link in found}
    answered = {
        (at, rows[other].agency)
        for link in known
        for at in link.rows
        if at in telling_rows
        for other in link.rows
        if at != other
    }
    found = [link for link in found if (link.rows[0], link.other_agency) not in answered]
    return found


class _Presence:
    """On which days an agency has a row."""

    def __init__(self, rows: Sequence[Row]) -> None:
        spans: dict[str, set[int]] = defaultdict(set)
        for row in rows:
            bounds = row.bounds
            if row.is_event and bounds and (bounds[1] - bounds[0]).days <= _SURE_SPAN:
                spans[row.agency].update(range(bounds[0].toordinal(), bounds[1].toordinal() + 1))
        self._days = {agency: sorted(days) for agency, days in spans.items()}

    def between(self, agency: str, first: int, last: int) -> bool:
        """Whether there is a row of theirs on one of these days (ordinals, both included)."""
        days = self._days.get(agency, [])
        at = bisect_left(days, first)
        return at < len(days) and days[at] <= last
