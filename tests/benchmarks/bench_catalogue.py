"""How long the whole catalogue takes over a large partnership: 20,000 children of 100 entries, from SQLite.

Run on demand:  python -m tests.benchmarks.bench_catalogue [--children 20000] [--folder DIR] [PART …]

Makes the partnership in a temporary folder (or once in DIR: a thousand children, then copies of their rows), then
measures, each by clock and processor: every check of every child loaded and decided on one core (`here`), and by the
command on one and on two (`command`); one child (`child`); ten years of one child replayed (`years`); a night on which
one child in twenty is due (`night`); a night of the replay behind the chart of one check (`replay`, only when named: it
takes some minutes to bring that replay up to date first). Beside it: a plain loop, for what the machine takes.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

TODAY = date(2026, 11, 18)
ENTRIES = 100
MADE_AT_ONCE = 500
ORIGINALS = 1_000  # children; the others are copies of these
PARTS = ("here", "command", "child", "years", "night")
LOADED_AT_ONCE = 250
BUDGETS = {"one core": 120.0, "one child": 0.060, "night": 0.10, "ten years": 2.0}


def main() -> None:
    """Print each figure with its budget."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=20_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("parts", nargs="*", metavar="PART", choices=[*PARTS, "replay", []], help=", ".join(PARTS))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sightline-bench-") as folder:
        os.environ |= {
            "SIGHTLINE_DATA": str(arguments.folder or folder),
            "DJANGO_SETTINGS_MODULE": "sightline.config.settings",
        }
        from sightline.cli.start import database_ready

        database_ready()
        _measure(arguments.children, arguments.parts or PARTS)


def _measure(children: int, parts: Sequence[str]) -> None:
    from sightline.people.models import Person

    if not Person.objects.filter(is_child=True).exists():
        print(f"made in {_clock(lambda: _make(children))[0]:.0f} s")
    ids = list(Person.objects.filter(is_child=True).order_by("pk").values_list("pk", flat=True))
    print(f"{len(ids):,} children; beside it, ten million additions in a loop: {_loop():.2f} s of the processor")
    if "here" in parts:
        _load_and_decide(ids)
    if "command" in parts:
        one = _command(len(ids), "1")
        two = _command(len(ids), "2")
        print(f"two processes are {one / two:.2f} times as fast as one")
    if "child" in parts:
        _one_child(ids)
    if "years" in parts:
        _ten_years()
    if "night" in parts:
        _night(ids)
    if "replay" in parts:
        _replayed_night()


def _load_and_decide(ids: list[int]) -> None:
    """Every check of every child in this one process, nothing printed."""
    from sightline.checks import standards
    from sightline.checks.load import records
    from sightline.domain.checks import CATALOGUE, evaluate
    from sightline.domain.checks.sets import not_collecting

    numbers = standards.in_force(TODAY)
    spent = {"load": 0.0, "decide": 0.0}

    def a_set(some: list[int]) -> None:
        before = time.process_time()
        found = records(some, TODAY)
        loaded = time.process_time()
        for record in found.values():
            for check in CATALOGUE.values():
                evaluate(check, record, numbers[check.id])
        spent["load"] += loaded - before
        spent["decide"] += time.process_time() - loaded

    def everything() -> None:
        for start in range(0, len(ids), LOADED_AT_ONCE):
            with not_collecting():  # around a whole set, as the command and the night have it
                a_set(ids[start : start + LOADED_AT_ONCE])

    clock, work = _clock(everything)
    print(
        f"every check of every child, loaded and decided on one core: {clock:.0f} s by the clock, {work:.0f} s of the "
        f"processor (load {spent['load']:.0f}, decide {spent['decide']:.0f}), wanted {BUDGETS['one core']:.0f} s"
    )


def _command(children: int, jobs: str) -> float:
    """`sightline checks run --json` over everybody, every check, its lines thrown away."""
    from sightline.domain.checks.library import CATALOGUE

    every = [part for check in CATALOGUE for part in ("--check", check)]
    words = [sys.executable, "-m", "sightline.cli.main", "checks", "run", "--json", "--jobs", jobs]
    words += ["--as-of", TODAY.isoformat(), *every]
    clock, work = _clock(lambda: subprocess.run(words, stdout=subprocess.DEVNULL, check=True), children=True)
    wanted = f", wanted {BUDGETS['one core']:.0f} s" if jobs == "1" else ""
    print(
        f"every check of every child, {jobs} at a time, printed as JSON: {clock:.0f} s by the clock, {work:.0f} s of "
        f"the processor ({children * len(CATALOGUE) / clock:,.0f} child-checks a second){wanted}"
    )
    return clock


def _one_child(ids: list[int]) -> None:
    from sightline.checks import standards
    from sightline.checks.load import records
    from sightline.domain.checks import CATALOGUE, evaluate

    numbers = standards.in_force(TODAY)

    def look(pk: int) -> None:
        for record in records([pk], TODAY).values():
            for check in CATALOGUE.values():
                evaluate(check, record, numbers[check.id])

    look(ids[0])
    times = [_clock(lambda pk=pk: look(pk))[0] for pk in Random(1).sample(ids, min(300, len(ids)))]
    print(
        f"one child, loaded and every check decided: median {statistics.median(times) * 1000:.1f} ms, "
        f"p95 {statistics.quantiles(times, n=20)[18] * 1000:.1f} ms, wanted {BUDGETS['one child'] * 1000:.0f} ms"
    )


def _ten_years() -> None:
    """Every check of a child with ten years of entries, on each day of them."""
    from sightline.checks import standards
    from sightline.checks.load import histories
    from sightline.domain.checks import CATALOGUE, ChildRecord
    from sightline.domain.checks.replay import spans_of_each
    from sightline.people.models import Person
    from tests.keeping import Kept, keep

    key = "c900000c1"
    if not Person.objects.filter(key=key).exists():
        facts = list(a_life(Random(9), TODAY - timedelta(days=3650), 10 * ENTRIES))
        keep([Kept.of(ChildRecord.build(child="C1", as_of=TODAY, facts=facts), 900_000)])
    pk = Person.objects.get(key=key).pk
    numbers = standards.in_force(TODAY)

    def replay(checks: Any) -> int:
        [history] = histories([pk]).values()
        first = TODAY - timedelta(days=3650)
        return sum(map(len, spans_of_each(history, [(check, numbers[check.id]) for check in checks], first, TODAY)))

    shown = [check for check in CATALOGUE.values() if check.id in {one.id for one in standards.looked_at()}]
    for what, checks in (("the checks switched on at first", shown), ("the whole catalogue", CATALOGUE.values())):
        clock, work = _clock(lambda checks=checks: replay(checks))
        print(
            f"ten years of one child with {10 * ENTRIES:,} entries, {what}: {clock:.2f} s by the clock, {work:.2f} s "
            f"of the processor, wanted {BUDGETS['ten years']:.0f} s"
        )


def _night(ids: list[int]) -> None:
    """Every child looked at and kept; then a night on which one in twenty is due."""
    from sightline.checks import nightly, run
    from sightline.checks.models import Outcome

    whole, work = _clock(lambda: run.decide_many(ids))
    print(f"everybody looked at and what was found kept: {whole:.0f} s by the clock, {work:.0f} s of the processor")
    Outcome.objects.filter(ends_at=None).update(next_look=None)
    due = Random(5).sample(ids, len(ids) // 20)
    Outcome.objects.filter(ends_at=None, child_id__in=due).update(next_look=date(2020, 1, 1))
    night, work = _clock(nightly.nightly)
    print(
        f"a night with {len(due):,} of {len(ids):,} due: {night:.1f} s by the clock, {work:.1f} s of the processor: "
        f"{night / whole:.1%} of the full run, wanted {BUDGETS['night']:.0%}"
    )


def _replayed_night() -> None:
    """One more night of the replay of one check, as for a check of which a chart is made."""
    from sightline.checks import replayed
    from sightline.domain.checks import CATALOGUE

    rules = replayed.rules_in_force([CATALOGUE["VOI-02"]])
    for what, day in (("from the start", TODAY - timedelta(days=2)), ("one night more", TODAY - timedelta(days=1))):
        clock, work = _clock(lambda day=day: replayed.replay_to(day, rules))
        print(f"the replay of VOI-02, {what}: {clock:.1f} s by the clock, {work:.1f} s of the processor")


def _clock(deed: Callable[[], Any], *, children: bool = False) -> tuple[float, float]:
    """Seconds by the clock and of the processor (with `children`: of the processes it started)."""
    started, before = time.perf_counter(), os.times()
    deed()
    after = os.times()
    own = after.user + after.system - before.user - before.system
    theirs = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - started, theirs if children else own


def _loop() -> float:
    started, total = time.process_time(), 0
    for number in range(10_000_000):
        total += number
    return time.process_time() - started


def _make(children: int) -> None:
    from django.db import connection, transaction

    from sightline.domain.checks import ChildRecord
    from tests.benchmarks.large import ENTRIES as TABLES_OF_ENTRIES
    from tests.benchmarks.large import OTHERS, copied
    from tests.keeping import Kept, keep

    first = min(children, ORIGINALS)
    for start in range(0, first, MADE_AT_ONCE):
        made = []
        for number in range(start, min(start + MADE_AT_ONCE, first)):
            rng = Random(number)
            facts = list(a_life(rng, TODAY - timedelta(days=rng.randint(200, 1_400)), ENTRIES))
            made.append(Kept.of(ChildRecord.build(child="C1", as_of=TODAY, facts=facts), number))
        keep(made)
    copies = children // ORIGINALS - 1
    if copies > 0:
        connection.connection.create_function("ending", 1, str, deterministic=True)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("PRAGMA defer_foreign_keys = ON")
            for table in (*OTHERS, *TABLES_OF_ENTRIES):
                cursor.execute(copied(connection.connection, table, 1, copies).replace("%", "%%"), [])


def a_life(rng: Random, began: date, entries: int) -> Iterator[Any]:
    """A child's people and home, an open case, and that many entries up to today."""
    from tests.benchmarks.bench_deciding import lead_of

    yield from lead_of(rng, began)
    for number in range(entries):
        day = began + timedelta(days=int((TODAY - began).days * (number + 1) / (entries + 1)))
        yield an_entry(rng, number, day)


def an_entry(rng: Random, number: int, day: date) -> Any:
    """One entry of the kinds that are written from week to week."""
    from tests.benchmarks.bench_deciding import fact_of

    kind, fields = rng.choices(_ENTRIES, weights=[weight for _, weight, _ in _ENTRIES])[0][::2]
    happens = {"Voice": "date", "Event": "when", "InfoRequest": "asked_at"}.get(kind, "at")
    chosen = {name: rng.choice(values) for name, values in fields.items()}
    return fact_of(
        kind, f"{kind}{number}", day + timedelta(days=rng.choice((0, 0, 0, 1, 4))), **{happens: day}, **chosen
    )


_ENTRIES: tuple[tuple[str, int, dict[str, tuple[Any, ...]]], ...] = (
    ("Visit", 22, {"where": ("home", "school"), "seen": ("Y", "Y", "Y", "N"), "seen_alone": "YN", "by": ("Ms Vale",)}),
    ("Voice", 14, {"person": ("C1",), "mode": ("said", "observed"), "words": ("I like it here",)}),
    ("Contact", 16, {
        "with_person": ("MUM",), "kind": ("call", "home_visit"), "substantive": ("yes", "no"), "direct": ("yes",),
    }),
    ("AgencyContact", 16, {"agency": ("school", "gp", "police"), "about": ("C1", "MUM"), "who": ("Ms Oak",)}),
    ("Appointment", 10, {
        "person": ("C1",), "service": ("dentist", "audiology"), "importance": ("routine",),
        "outcome": ("attended", "attended", "was_not_brought"),
    }),
    ("Event", 8, {"topic": ("move", "other", "separation"), "kind": ("fact", "reported"), "source": ("school",)}),
    ("Statement", 6, {
        "said_by": ("MUM",), "role": ("parent",), "text": ("He has moved out",),
        "matters": ("low", "decision_relevant"), "verification": ("not_checked", "supported"),
    }),
    ("Meeting", 3, {"kind": ("core_group",), "agencies_present": (["social_care", "school"],)}),
    ("Decision", 3, {
        "what": ("change_of_plan", "wnb_response"), "reasons": ("School and nursery both see change",),
        "options_considered": (["close", "stay open"],),
    }),
    ("Oversight", 2, {"kind": ("supervision",), "manager": ("Mr Elm",), "reasoning": ("Steady",)}),
)  # fmt: skip


if __name__ == "__main__":
    main()
