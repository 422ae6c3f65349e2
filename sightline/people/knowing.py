"""Whether somebody is known already: by sound, so that a name misheard is found, and by date of birth.

    names of a person ──words──> keys by sound, one row each (NameKey) <──same keys── what was typed
                                             │ SQL: who shares most: 2,000 at most, whoever asks
                                             │ SQL: of those, whom the asker may know of, inside the dates
                                             └──> the 200 who share most, compared one by one with reasons in words

Whoever does not exist for the worker comes out of the same query, is left out of what is shown, and is told to the
keeper. The searcher's page takes the same queries and the same writes whether or not there was such a person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import BooleanField, Case, Count, Q, QuerySet, Value, When

from sightline import trail
from sightline.domain.dates import UncertainDate
from sightline.domain.names import Alike, Described, alike, keys_of, words_of
from sightline.domain.names.sounds import sound
from sightline.people import prepared
from sightline.people.ages import born, expected
from sightline.people.barriers import NamedPerson, Restriction, Sealing
from sightline.people.details import LookedBefore, Merge, NameKey, OtherName
from sightline.people.hiding import hidden_from, hidden_rows, once_a_page, restricted_from
from sightline.people.models import HouseholdMembership, Parentage, Person
from sightline.people.reading import fetch_for

if TYPE_CHECKING:
    from sightline.access.models import Worker

LOOKED_AT = 2_000  # our default: who shares most, before permission and dates are asked
COMPARED = 200  # our default: the best by shared sounds are compared one by one
SHOWN = 10
NOBODY = (0,)  # asked for where there is nobody to ask for: so many queries whether or not somebody hidden is like it
AROUND = timedelta(days=400)  # dates of birth further apart than this are no misreading


@dataclass(frozen=True)
class Known:
    """Somebody who may be the one looked for. `alike` has the reasons."""

    person: Any
    alike: Alike


def index_names(people: Iterable[Person], *, wait: bool = True) -> list[int]:
    """Make the keys of these people's names again. Five queries for any number. Inside a transaction. Returns whose.

    Without `wait`, those whose rows somebody else holds are left out: who waits for one while they hold others may be
    waited for themselves.

    Their rows are held first: two who look at once make the keys one after the other, and a name that is written while
    its keys are made is no name with keys (whoever writes one says so on the row, and waits for that). Not a full lock:
    a fact being written about them holds a share of it.
    """
    held = Person.objects.select_for_update(no_key=True, skip_locked=not wait)
    held = held.filter(pk__in=[person.pk for person in people])
    rows = {person.pk: person for person in held.order_by("pk")}
    names: dict[int, set[str]] = {pk: {person.name} for pk, person in rows.items()}
    for pk, name in OtherName.objects.filter(person__in=rows, superseded_at=None).values_list("person", "name"):
        names[pk].add(name)
    merged = Merge.objects.filter(kept__in=rows, undone_at=None).select_related("away")
    for merge in merged:
        names[merge.kept_id].add(merge.away.name)
    NameKey.objects.filter(person__in=rows).delete()
    made = (NameKey(person_id=pk, key=key) for pk, told in names.items() for key in _keys(told))
    NameKey.objects.bulk_create(made, batch_size=500, ignore_conflicts=True)
    Person.objects.filter(pk__in=rows).update(names_indexed=True)
    return list(rows)


def index_missing(at_most: int = 50_000) -> int:
    """Make the keys of people who have none yet, as after an import. One query when there are none."""
    done = 0
    while done < at_most and (batch := list(Person.objects.filter(names_indexed=False).order_by("pk")[:1_000])):
        with transaction.atomic():
            made = index_names(batch, wait=False)
        for one in batch:
            if one.pk not in made:
                with transaction.atomic():
                    index_names([one])
        done += len(batch)
    return done


def _keys(names: Iterable[str]) -> frozenset[str]:
    return frozenset(key for name in names for word in words_of(name) for key in keys_of(word))


class Among:
    """The people to look among: `rows`, asked as they are."""

    def __init__(self, rows: QuerySet[Person]) -> None:
        self._rows = rows

    @property
    def rows(self) -> QuerySet[Person]:
        """All of them."""
        return self._rows

    def ask(self, what: str, narrow: Callable[..., QuerySet[Any, Any]], **given: Any) -> list[Any]:
        """The rows of `narrow(rows, **given)`; `what` names the question."""
        return list(narrow(self.rows, **given))


class AmongThose(Among):
    """Those of `whose(worker)`, whose SQL is worked out once (`people.reading`). `name` says which they are."""

    def __init__(self, name: str, whose: Callable[[Worker], QuerySet[Person]], worker: Worker) -> None:
        self.name, self.whose, self.worker = name, whose, worker

    @property
    def rows(self) -> QuerySet[Person]:
        """All of them."""
        return self.whose(self.worker)

    def ask(self, what: str, narrow: Callable[..., QuerySet[Any, Any]], **given: Any) -> list[Any]:
        """The rows of `narrow(rows, **given)`; `what` names the question."""

        def make(worker: Worker, **more: Any) -> QuerySet[Any, Any]:
            return narrow(self.whose(worker), **more)

        return fetch_for(f"{self.name}: {what}", make, self.worker, **given)


def candidates(typed: str, dates: UncertainDate | None, among: Among) -> list[Any]:
    """Those of `among` who share sounds with what was typed, inside the dates; the most shared first, then the newest.

    Three queries, whoever is found. What only the asker's permissions decide is asked of the few who share sounds.
    """
    rank = _sharing(typed)
    if dates and dates.earliest and dates.latest:
        found = among.ask("inside", _inside, pks=tuple(rank), first=dates.earliest - AROUND, last=dates.latest + AROUND)
    else:
        found = among.ask("sharing", _these, pks=tuple(rank))
    ordered = sorted(found, key=lambda row: (*rank[row[0]], row[1], row[0]))
    best = [pk for pk, _ in reversed(ordered)][:COMPARED]
    people = {person.pk: person for person in among.ask("best", _people, pks=tuple(best) or NOBODY)}
    return [people[pk] for pk in best if pk in people]


def _these(rows: QuerySet[Person], pks: Sequence[int]) -> QuerySet[Person, Any]:
    found = rows.filter(pk__in=pks).exclude(pk__in=Merge.objects.filter(undone_at=None).values("away"))
    return found.order_by().values_list("pk", "recorded_at")


def _inside(rows: QuerySet[Person], pks: Sequence[int], first: date, last: date) -> QuerySet[Person, Any]:
    inside = (
        Q(dob__range=(first, last)) | Q(dob_earliest__lte=last, dob_latest__gte=first)
        | Q(expected_dob__range=(first, last)) | Q(dob=None, dob_earliest=None, expected_dob=None)
    )  # fmt: skip
    return _these(rows.filter(inside), pks)


def _people(rows: QuerySet[Person], pks: Sequence[int]) -> QuerySet[Person]:
    return rows.order_by().filter(pk__in=pks)


def _sharing(typed: str) -> dict[int, tuple[int, int]]:
    """Who shares sounds with what was typed, and how many: whole ones, and with one left out. Never empty.

    A page that looks among one's own and then wider asks it once.
    """
    return once_a_page(("sharing sounds", typed), lambda: _counted(typed)) or _counted(typed)


def _counted(typed: str) -> dict[int, tuple[int, int]]:
    exact = {sound(word) for word in words_of(typed)}
    keys = sorted(exact | _keys([typed])) or [""]
    rows = prepared.fetch("sharing sounds", _most_shared, exact=sorted(exact) or [""], keys=keys)
    return {person: (shared, touched) for person, shared, touched in rows} or dict.fromkeys(NOBODY, (0, 0))


def _most_shared(exact: Sequence[str], keys: Sequence[str]) -> QuerySet[NameKey, Any]:
    sharing = NameKey.objects.filter(key__in=keys).values("person")
    counted = sharing.annotate(shared=Count("pk", filter=Q(key__in=exact)), touched=Count("pk"))
    best = counted.order_by("-shared", "-touched", "-person")[:LOOKED_AT]
    return best.values_list("person", "shared", "touched")


def look_before_writing(
    worker: Worker, typed: str, dates: UncertainDate | None = None, *, children: bool | None = True
) -> tuple[Known, ...]:
    """Who of those known may be the person about to be written down, the likeliest first; and the keepers are told.

    `children`: looked for among children, among adults (False), or among both (None), as a relative may be either:
    a young mother may have a record of her own. Leaves one row and one entry in the trail, whatever was found.
    """
    index_missing()
    unseen = hidden_from(worker)
    if not children:
        unseen |= Q(is_child=False) & _only_around_hidden(worker)
    everybody = Person.objects.all() if children is None else Person.objects.filter(is_child=children)
    hidden = Case(When(unseen, then=Value(True)), default=Value(False), output_field=BooleanField())
    rows = candidates(typed, dates, Among(everybody.annotate(is_hidden=hidden)))
    found = _compared(rows, typed, dates)
    secret = next((one.person for one in found if one.person.is_hidden and one.alike.strength == "strong"), None)
    _leave_word(worker, secret)
    untold = _known_by_another_name(found)
    return tuple(one for one in found if not one.person.is_hidden and one.person.pk not in untold)[:SHOWN]


def _known_by_another_name(found: Sequence[Known]) -> frozenset[int]:
    """Who is known now by another name than the sealed one that was typed: the given name and the day of birth may be
    the same, and an adopted child must not be found by what they were. Asked whether or not there is anybody."""
    scores = {one.person.pk: one.alike.score for one in found}
    earlier = [pk for pk, score in scores.items() if score > 0]
    pairs = Sealing.objects.filter(undone_at=None, earlier__in=earlier or NOBODY).values_list("earlier", "later")
    return frozenset(later for before, later in pairs if scores.get(later, 0) <= scores[before])


def _only_around_hidden(worker: Worker) -> Q:
    """Adults who are on records of children that do not exist for this worker, and on no other."""
    kin, lives = (model.objects.filter(superseded_at=None) for model in (Parentage, HouseholdMembership))
    gone = list(hidden_rows(worker).values_list("pk", flat=True))  # few; nested, SQLite would give up
    there = Person.objects.filter(is_child=True).exclude(pk__in=gone).values("pk")

    def around(children: Any) -> Q:
        homes = lives.filter(person__in=children).values("household")
        parents = kin.filter(child__in=children, parent__isnull=False).values("parent")
        return Q(pk__in=parents) | Q(pk__in=lives.filter(household__in=homes).values("person"))

    return around(gone) & ~around(there)


@transaction.atomic
def _leave_word(worker: Worker, secret: Person | None) -> None:
    barred = restricted_from(worker).values("pk")
    restriction = Restriction.objects.filter(person__in=[secret.pk] if secret else NOBODY, pk__in=barred).first()
    row = LookedBefore.objects.create(worker=worker, restricted=restriction)
    trail.record(
        verb="people.look_before_writing", by=worker, thing=("LookedBefore", str(row.pk)), kind="access", content={}
    )


def _compared(rows: Sequence[Any], typed: str, dates: UncertainDate | None) -> list[Known]:
    asked = Described((typed,), dates.earliest if dates else None, dates.latest if dates else None)
    others: dict[int, list[str]] = defaultdict(list)
    names = OtherName.objects.filter(person__in=[row.pk for row in rows] or NOBODY, superseded_at=None)
    for pk, name in names.values_list("person", "name"):
        others[pk].append(name)
    found = []
    for row in rows:
        day = born(row) or expected(row)
        known = Described((row.name, *others[row.pk]), day.earliest if day else None, day.latest if day else None)
        likeness = alike(asked, known)
        if likeness is not None:
            found.append(Known(row, likeness))
    return sorted(found, key=lambda one: one.alike.score, reverse=True)


def search(typed: str, among: Among, at_most: int) -> list[Person]:
    """Those of `among` whose name sounds like what was typed, or whose reference holds it; the likeliest first."""
    index_missing()
    found = [one.person for one in _compared(candidates(typed, None, among), typed, None)]
    if typed.strip() and any(letter.isdigit() for letter in typed):
        by_number = among.rows.filter(reference__icontains=typed.strip()).exclude(pk__in=[one.pk for one in found])
        found = [*by_number.order_by("-recorded_at")[:at_most], *found]
    return found[:at_most]


def told_to(keeper: Worker) -> QuerySet[LookedBefore]:
    """Looks that met a record this worker keeps, and that no keeper has read; the newest first."""
    keeps = NamedPerson.objects.filter(worker=keeper, is_keeper=True, ended_at=None).values("restriction")
    rows = LookedBefore.objects.filter(restricted__in=keeps, restricted__ended_at=None, read_at=None)
    return rows.exclude(worker=keeper).select_related("worker__agency", "restricted__person").order_by("-at")


def day_of(value: date | None) -> UncertainDate | None:
    """An exact day, or nothing."""
    return UncertainDate.exact(value) if value else None
