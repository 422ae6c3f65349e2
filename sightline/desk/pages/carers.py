"""Every adult carer's strip: known, met, what was tried, assessed, invited, in the plan. What is not known is said.

The learning: men, and partners of either sex, are unseen when an assessment rests on one parent's account. So the strip
has a line for whoever may care for the child, also for a father nobody has been able to name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse

from sightline.cases.audience import readable
from sightline.cases.models import Contact, Noted
from sightline.cases.queries import Coverage, latest_first, when
from sightline.desk.drawn import Drawn
from sightline.domain.dates import DateError, UncertainDate, and_list, in_words
from sightline.domain.drawing.genogram import name_of
from sightline.domain.kinship import Person as Somebody
from sightline.kit.parts import Link, Table
from sightline.people.ages import is_certainly_at_least
from sightline.people.family import UNKNOWN
from sightline.people.models import HouseholdMembership, Person

if TYPE_CHECKING:
    from sightline.access.models import Worker

ADULT: Final = 18
KINDS: Final = ("AdultRole", "Invitation", "PlanAction", "SafetyPlan", "HistoryItem")
HEAD: Final = ("Who", "Known", "Met", "What was tried", "Assessed", "Invited", "In the plan", "Next step")
NOT_KNOWN: Final = "Not known"
OVER: Final = ("separated", "divorced", "annulled")
IDENTITY: Final = {"named": "By name", "partly": "In part", "unknown": "Not known who they are"}


@dataclass(frozen=True)
class Written:
    """What the child's own record holds about adults, by person key, the newest first in each list."""

    entries: Mapping[str, Mapping[str, Sequence[Noted]]]
    contacts: Mapping[str, Sequence[Contact]]
    coverage: Coverage
    on: date

    def of(self, kind: str, key: str) -> Sequence[Noted]:
        return self.entries.get(kind, {}).get(key, ())

    def nothing(self, kind: str, words: str) -> str:
        """How to say that there is nothing: not known, and why where the kind is kept elsewhere."""
        return f"{NOT_KNOWN}: {words}" if self.coverage.keeps(kind, self.on) else f"{NOT_KNOWN}: not kept here"


def read_written(child: Person, worker: Worker, drawn: Drawn, coverage: Coverage) -> Written:
    """Two queries. What colleagues of another agency keep to themselves is left out, as everywhere."""
    rows = readable(Noted.objects.current().filter(kind__in=KINDS), worker, child)
    entries: dict[str, dict[str, list[Noted]]] = {kind: {} for kind in KINDS}
    for row in latest_first(rows.select_related("recorded_by")):
        for key in _people_in(row):
            entries[row.kind].setdefault(key, []).append(row)
    contacts: dict[str, list[Contact]] = {}
    met = readable(Contact.objects.current().exclude(with_person=None), worker, child)
    for contact in latest_first(met.select_related("with_person")):
        found = when(contact)
        if found.could_be_on_or_before(drawn.chosen.on):
            contacts.setdefault(contact.with_person.key, []).append(contact)
    return Written(entries, contacts, coverage, drawn.chosen.on)


def _people_in(row: Noted) -> Iterable[str]:
    body: Mapping[str, Any] = row.body
    if row.kind == "SafetyPlan":
        return {str(key) for name in ("persons_named", "carers_allowed") for key in body.get(name) or ()}
    return {str(body.get("owner" if row.kind == "PlanAction" else "person") or "")} - {""}


def carers(drawn: Drawn, written: Written) -> tuple[Somebody, ...]:
    """Whoever may care for the child on the day of the drawing: parents, also those not known, their partners, adults
    who live or are often where the child lives, and everybody with an adult's role on record."""
    family, child = drawn.family, drawn.family.id
    parents = {parent for row in family.parentage_of.get(child, ()) for parent in row.parents}
    wanted = set(parents)
    for union in family.unions:
        if union.kind not in OVER and not union.end and wanted.intersection(union.partners) & parents:
            wanted.update(union.partners)
    wanted |= _at_home(drawn) | set(written.entries.get("AdultRole", {}))
    people = (family.person[key] for key in drawn.order if key in wanted and key in family.person)
    return tuple(one for one in people if not one.outcome and not one.dead and _adult(drawn, one))


def _at_home(drawn: Drawn) -> set[str]:
    """Who lives, or is often, where the child lives on the day."""
    rows = [row for row in drawn.found.memberships if _holds(row, drawn.chosen.on)]
    homes = {row.household_id for row in rows if row.person.key == drawn.family.id}
    return {row.person.key for row in rows if row.household_id in homes}


def _holds(row: HouseholdMembership, on: date) -> bool:
    return (row.starts_on is None or row.starts_on <= on) and (row.ends_on is None or row.ends_on >= on)


def _adult(drawn: Drawn, somebody: Somebody) -> bool:
    """Not known to be under 18: somebody whose age nobody wrote down is asked about rather than left out."""
    person = drawn.found.persons.get(somebody.id)
    if person is None or not person.is_child:
        return True
    return is_certainly_at_least(person, ADULT, drawn.chosen.on)


def strip(child: Person, drawn: Drawn, written: Written) -> Table:
    """The strip as a table: a row for each adult, no cell ever blank."""
    rows = tuple(_row(drawn, written, one) for one in carers(drawn, written))
    return Table("Every adult carer", HEAD, rows, empty="No adult who cares for the child is recorded. Somebody does.")


def _row(drawn: Drawn, written: Written, one: Somebody) -> tuple[str | Link, ...]:
    unknown = one.id.startswith(UNKNOWN)
    role = next(iter(written.of("AdultRole", one.id)), None)
    body: Mapping[str, Any] = role.body if role else {}
    return (
        Link(name_of(one), person_address(drawn, one.id), note=_here(drawn, one.id, body)),
        _known(one, body, written),
        _met(one, body, written),
        _tried(one, body),
        NOT_KNOWN if unknown else _assessed(written, one.id),
        NOT_KNOWN if unknown else _invited(written, one.id),
        NOT_KNOWN if unknown else _in_plan(written, one.id),
        str(body.get("next_step") or "Not written down"),
    )


def person_address(drawn: Drawn, key: str) -> str:
    """Where the page about somebody of the family is, as of the same day."""
    query = drawn.chosen.query()
    where = reverse("child-family-person", kwargs={"key": drawn.family.id, "person": key})
    return f"{where}?{query}" if query else where


def _here(drawn: Drawn, key: str, body: Mapping[str, Any]) -> str:
    """What they are to the child's home, and whether they hold parental responsibility."""
    rows = [row for row in drawn.found.memberships if _holds(row, drawn.chosen.on)]
    homes = {row.household_id for row in rows if row.person.key == drawn.family.id}
    roles = {row.role for row in rows if row.person.key == key and row.household_id in homes}
    where = "lives with the child" if "member" in roles else "often at the child’s home" if roles else ""
    said = {"yes": "lives with the child, as written", "no": "does not live with the child, as written"}
    where = where or said.get(str(body.get("lives_here")), "where they live: not known")
    pr = {"yes": "has parental responsibility", "no": "has no parental responsibility"}.get(str(body.get("pr")))
    alone = ["cares for the child alone"] if body.get("cares_alone") == "yes" else []
    return and_list([where, *alone, pr]) if pr else f"{and_list([where, *alone])}; parental responsibility not known"


def _known(one: Somebody, body: Mapping[str, Any], written: Written) -> str:
    if identity := IDENTITY.get(str(body.get("identity"))):
        return identity
    if one.unknown:
        asked = f": asked {in_words(date.fromisoformat(one.asked))}" if len(one.asked) == 10 else ""
        return f"{NOT_KNOWN}{asked}"
    return "Named on the family tree; how well they are known is not written down"


def _met(one: Somebody, body: Mapping[str, Any], written: Written) -> str:
    last = next(iter(written.contacts.get(one.id, ())), None)
    if last is not None:
        how = f", {last.get_kind_display().lower()}" if last.kind else ""
        direct = {"yes": "", "no": ", not spoken with themselves"}.get(last.direct or "", "")
        return f"{when(last).in_words()}{how}{direct}"
    if reason := body.get("reason_not_contacted"):
        return f"No contact is written down. The reason given: {reason}"
    return written.nothing("Contact", "no contact with them is written down, nor why")


def _tried(one: Somebody, body: Mapping[str, Any]) -> str:
    attempts = [part for part in body.get("attempts") or () if isinstance(part, Mapping)]
    said = [", ".join(part for part in (_day(row.get("at")), str(row.get("how") or "")) if part) for row in attempts]
    if said:
        return "; ".join(said)
    return f"Asked {in_words(date.fromisoformat(one.asked))}" if len(one.asked) == 10 else "Nothing written down"


def _day(value: Any) -> str:
    try:
        found = UncertainDate.from_json(value)
    except DateError:
        return str(value)
    return found.in_words() if found else ""


def _assessed(written: Written, key: str) -> str:
    rows = written.of("HistoryItem", key)
    if rows:
        return f"Their own history is written, last {when(rows[0]).in_words()}"
    return written.nothing("HistoryItem", "their own history is not written down")


def _invited(written: Written, key: str) -> str:
    rows = written.of("Invitation", key)
    if not rows:
        return written.nothing("Invitation", "no invitation is written down")
    body = rows[0].body
    if body.get("reason_not_invited"):
        return f"Not invited: {body['reason_not_invited']}"
    came = {"yes": "came", "no": "did not come"}.get(str(body.get("attended")), "whether they came is not written down")
    return f"Invited {when(rows[0]).in_words()}; {came}"


def _in_plan(written: Written, key: str) -> str:
    parts = []
    if count := len(written.of("PlanAction", key)):
        parts.append("one action is theirs" if count == 1 else f"{count} actions are theirs")
    if written.of("SafetyPlan", key):
        parts.append("named in the safety plan")
    if parts:
        return and_list(parts).capitalize()
    return written.nothing("PlanAction", "no action of a plan is theirs, and no safety plan names them")
