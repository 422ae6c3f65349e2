"""Running checks over many records, spread over processes: the same lines in the same order as one after the other."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain, islice
from multiprocessing import Pool
from typing import TYPE_CHECKING

from sightline.cli.records import BadRecord, ReadRecord, RecordText, parsed, read_texts

if TYPE_CHECKING:
    from sightline.domain.checks.vocabulary import Check

A_BATCH = 50  # records handed to a process at a time
A_SET = 250  # children of the database loaded together
WORTH_IT = 4 * A_BATCH  # fewer than this are done here


InForce = tuple[tuple[str, ...], date, bool]  # ids of checks, the day, whether as JSON


@dataclass(frozen=True, slots=True)
class Asked:
    """What to do with each record; small enough to send to another process."""

    checks: tuple[str, ...]
    as_of: date | None
    as_json: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What came of some records: lines to print, lines to complain with, and whether one was refused."""

    lines: tuple[str, ...]
    complaints: tuple[str, ...]


def run_all(name: str, asked: Asked, jobs: int) -> bool:
    """Print what the checks make of every record in a file. Whether none was refused."""
    all_well = True
    for said in _answers(read_texts(name), asked, jobs):
        for line in said.complaints:
            print(line, file=sys.stderr)
        if said.lines:
            sys.stdout.write("\n".join(said.lines) + "\n")
        all_well = all_well and not said.complaints
    return all_well


def how_many_jobs(wanted: int | None) -> int:
    """The processes to use: as many as asked for, else one for each processor this program may use."""
    if wanted is not None:
        return wanted
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _answers(texts: Iterator[RecordText | BadRecord], asked: Asked, jobs: int) -> Iterator[Said]:
    first = list(islice(texts, WORTH_IT))
    if jobs < 2 or len(first) < WORTH_IT:
        yield from (answer([text], asked) for text in chain(first, texts))
        return
    sys.stdout.flush()  # what is still waiting to be written would be written by each process
    sys.stderr.flush()
    with Pool(jobs, _without_our_signals) as pool:
        yield from pool.imap(partial(answer, asked=asked), _batches(chain(first, texts)))
        pool.close()
        pool.join()


def children_answers(ids: Sequence[int], asked: InForce, jobs: int) -> Iterator[str]:
    """The lines of each set of children (primary keys) of the database, in order, spread over processes."""
    sets = [tuple(ids[start : start + A_SET]) for start in range(0, len(ids), A_SET)]
    look = partial(children_answer, asked=asked)
    if jobs < 2 or len(sets) < 2:
        yield from map(look, sets)
        return
    from django.db import connections

    connections.close_all()  # a connection belongs to one process
    sys.stdout.flush()
    sys.stderr.flush()
    with Pool(jobs, _with_the_database) as pool:
        yield from pool.imap(look, sets)
        pool.close()
        pool.join()


def children_answer(ids: Sequence[int], asked: InForce) -> str:
    """What the checks make of some children of the database, with the numbers in force on the day: lines as one text.

    (One text goes from process to process far faster than the thousands of lines in it.)
    """
    from sightline.checks import standards
    from sightline.checks.load import records
    from sightline.cli.checks import line_of
    from sightline.domain.checks.evaluate import evaluate
    from sightline.domain.checks.sets import not_collecting

    keys, day, as_json = asked
    rules = standards.rules(day)
    numbers = rules.values()
    with not_collecting():
        return "".join(
            line_of(record, check, evaluate(check, record, numbers[check.id]), numbers[check.id], as_json, {}) + "\n"
            for record in records(ids, day).values()
            for check in map(rules.checks.__getitem__, keys)
        )


def _with_the_database() -> None:
    """The same for a process that reads the database: where it begins anew, it is made ready first."""
    _without_our_signals()
    from django.apps import apps

    if not apps.ready:
        from sightline.cli.start import django_ready

        django_ready()


def _without_our_signals() -> None:
    """A process that helps ends quietly when this one stops; it has nothing to say of its own."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _batches(texts: Iterable[RecordText | BadRecord]) -> Iterator[list[RecordText | BadRecord]]:
    left = iter(texts)
    while batch := list(islice(left, A_BATCH)):
        yield batch


def answer(texts: Sequence[RecordText | BadRecord], asked: Asked) -> Said:
    """What the checks make of some records, in order."""
    from sightline.domain.checks.library import CATALOGUE
    from sightline.domain.checks.sets import not_collecting

    checks = [CATALOGUE[key] for key in asked.checks]
    lines: list[str] = []
    complaints: list[str] = []
    with not_collecting():
        for text in texts:
            found = text if isinstance(text, BadRecord) else parsed(text, asked.as_of)
            if isinstance(found, BadRecord):
                complaints += found.lines
            else:
                lines += _lines(found, checks, asked.as_json)
    return Said(tuple(lines), tuple(complaints))


def _lines(found: ReadRecord, checks: Iterable[Check], as_json: bool) -> Iterator[str]:
    """A line for each check. A fault in one stands on its line as unknown, and on standard error with its place."""
    from sightline.cli.checks import line_of
    from sightline.domain.checks.evaluate import evaluate

    for check in checks:
        outcome = evaluate(check, found.record)
        yield line_of(found.record, check, outcome, None, as_json, found.lead)
