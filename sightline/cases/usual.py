"""The audience that entries of a kind have by default, and changing it from a day on.

    as shipped ──────────┐ starts_at ─────────────┐ starts_at ──────────────────> now
    entries written here │ entries written here   │ entries written here
    keep the shipped one │ keep the first row's   │ have the second row's

An entry has the audience that counted when it was first written, for ever: somebody wrote it in the belief that these
would read it. What is asked of rows is SQL (`usual_is`), so that no list, count or page reads the table first.

Not offered: what says who has seen a child, at which level, under which plan. Everybody involved has to know that; its
own words may still be marked entry by entry. Police lines stay for named people (security, T2).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from sightline import trail
from sightline.access.policy import register_rule
from sightline.access.roles import ADMINISTRATOR, EVERYONE
from sightline.access.security_log import security_event
from sightline.cases import models
from sightline.cases.entries import ENTRIES, OWN_AGENCY
from sightline.cases.models.audience import DefaultAudience, Usual
from sightline.kit.at_once import as_it_stands, unless_taken
from sightline.people.facts import LONDON

if TYPE_CHECKING:
    from sightline.access.models import Worker

SEE, SET = "audience.see", "audience.set"
ADULTS_HEALTH: Final = "adults_health"
TABLES: Final[Mapping[str, type[Any]]] = {
    model.__name__: model
    for model in (
        models.AgencyContact, models.Appointment, models.Concern, models.Contact, models.Decision, models.Event,
        models.Statement, models.Voice,
    )
}  # fmt: skip
KINDS: Final[Mapping[str, str]] = {
    ADULTS_HEALTH: "Details of an adult’s health",
    **{kind: str(model._meta.verbose_name).capitalize() for kind, model in TABLES.items()},
    **{kind: entry.name for kind, entry in ENTRIES.items() if entry.table is None},
}


class NotPossible(Exception):
    """It cannot be set; `field` is where, the text a sentence for whoever tries."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


def register() -> None:
    """Everybody may see who reads what; an administrator sets it, as every standard of the partnership."""
    register_rule(SEE, roles=EVERYONE)
    register_rule(SET, roles=(ADMINISTRATOR,))


def shipped(kind: str) -> Usual:
    """Who reads a kind as the product comes ("Who sees what by default")."""
    if kind == ADULTS_HEALTH:
        return Usual.HEALTH_AND_CARE
    return Usual.OWN_AGENCY if kind in OWN_AGENCY else Usual.INVOLVED


def offered(kind: str) -> tuple[Usual, ...]:
    """What a kind may be set to. The details of somebody's health are named to nobody by hand: mark the entry."""
    return tuple(one for one in Usual if kind != ADULTS_HEALTH or one is not Usual.NAMED)


def now_usual() -> dict[str, Usual]:
    """Who reads each kind that is written now. One query."""
    now = timezone.now()
    rows = DefaultAudience.objects.filter(Q(ends_at=None) | Q(ends_at__gt=now), starts_at__lte=now)
    changed = {kind: Usual(audience) for kind, audience in rows.values_list("kind", "audience")}
    return {kind: changed.get(kind, shipped(kind)) for kind in KINDS}


def ever_narrow() -> frozenset[str]:
    """Kinds of which some entries are, or were once, for fewer than everybody involved. One query."""
    rows = DefaultAudience.objects.exclude(audience=Usual.INVOLVED).values_list("kind", flat=True)
    return frozenset(OWN_AGENCY | set(rows))


def history(kind: str) -> list[DefaultAudience]:
    """Every row of a kind, the newest first."""
    return list(DefaultAudience.objects.filter(kind=kind).select_related("set_by").order_by("-starts_at", "-pk"))


def _in_force(kind: Any) -> Any:
    written = OuterRef("first_recorded_at")
    rows = DefaultAudience.objects.filter(kind=kind, starts_at__lte=written)
    return rows.filter(Q(ends_at=None) | Q(ends_at__gt=written))


def usual_is(audience: Usual, model: type[Any], kind: str = "") -> Q:
    """Rows of `model` that were written when their kind had this audience. `kind`: another than the model's own."""
    of: Any = kind or (OuterRef("kind") if model is models.Noted else model.__name__)
    rows = _in_force(of)
    as_shipped = Q(kind__in=[one for one in KINDS if shipped(one) == audience]) if model is models.Noted else None
    said = Q(Exists(rows.filter(audience=audience)))
    if as_shipped is not None:
        return said | (as_shipped & ~Q(Exists(rows)))
    return said | ~Q(Exists(rows)) if shipped(kind or model.__name__) == audience else said


@transaction.atomic
def set_usual(kind: str, audience: str, *, by: Worker, from_on: date, approved_by: str, reason: str) -> DefaultAudience:
    """From the first moment of a day (today: from now) entries of a kind are for these. Raises NotPossible."""
    now = timezone.now()
    today = timezone.localdate()
    if from_on < today:
        raise NotPossible("from_on", "It counts from today at the earliest: what is written keeps whom it was for.")
    starts = now if from_on == today else datetime.combine(from_on, time.min, LONDON)
    rows = DefaultAudience.objects.select_for_update().filter(kind=kind, ends_at=None)
    last = as_it_stands(rows)
    if last is not None and last.starts_at >= starts:
        raise NotPossible(
            "from_on", f"A change from {last.starts_at:%d/%m/%Y} is written down already. Choose a later day."
        )
    if (last.audience if last else shipped(kind)) == audience:
        raise NotPossible("audience", "That is how it is already. Choose another, or leave it.")
    if last is not None:
        last.ends_at = starts
        last.save(update_fields=["ends_at"])
    # The very first of a kind, set by two at once: there is no row of it that could be held.
    just_now = NotPossible("from_on", "Somebody else changed this just now. Look at it again, then save.")
    with unless_taken(just_now):
        row = DefaultAudience.objects.create(
            kind=kind, audience=audience, starts_at=starts, approved_by=approved_by, reason=reason, set_by=by,
            set_at=now,
        )  # fmt: skip
    content = {
        "kind": kind,
        "audience": audience,
        "starts_at": str(starts),
        "approved_by": approved_by,
        "reason": reason,
    }
    trail.record(
        verb="cases.set_audience", by=by, thing=("DefaultAudience", str(row.pk)), content=content, kind="system"
    )
    transaction.on_commit(lambda: security_event("audience_set", by=by.pk, kind=kind, audience=audience))
    return row
