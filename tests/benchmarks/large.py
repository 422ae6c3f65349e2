"""A partnership as large as a county: the invented families over and over, by copying rows inside the database.

    python -m tests.benchmarks.large FOLDER [--children 20000] [--entries 100]

Makes a demonstration in FOLDER (SQLite), then copies its teams, workers, families, records and outcomes until there
are so many children, and a child's entries until there are so many on average. One child of `practitioner` gets 5,000.
What is copied keeps its shape: homes, parents, allocations and what the checks said. The trail is not copied: a chain
cannot be, so that it is as short as the demonstration's.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

HEAVY = 5_000
STEP = 10_000_000  # between the primary keys of one copy and the next
AGAIN = 1_000_000_000  # and of entries that are written again on the same record
ENTRIES = (
    "cases_visit", "cases_voice", "cases_appointment", "cases_contact", "cases_statement", "cases_agencycontact",
    "cases_decision", "cases_concern", "cases_event", "cases_noted",
)  # fmt: skip
OTHERS = (
    "access_team", "access_worker", "people_person", "people_household", "people_householdmembership",
    "people_parentage", "cases_allocation", "cases_recordcoverage", "cases_involvement", "cases_plan",
    "cases_referral", "cases_assessment", "cases_section47", "cases_meeting", "checks_outcome",
)  # fmt: skip
COPIED = {*ENTRIES, *OTHERS}
# What a copied family's name ends in, so that a search meets as many names as a county has.
ENDINGS = ("son", "ley", "worth", "mere", "by", "ham", "ton", "field", "wick", "stead")
FIRST = ("", "Ash", "Bar", "Cor", "Den", "Fen")


def ending(number: int) -> str:
    """The ending of the names of one copy: sixty different ones."""
    before = FIRST[number // len(ENDINGS) % len(FIRST)]
    return f"{'-' if before else ''}{before}{ENDINGS[number % len(ENDINGS)]}"


def columns(database: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in database.execute(f"PRAGMA table_info({table})")]


def copied(database: sqlite3.Connection, table: str, first: int, last: int) -> str:
    """SQL that copies a table's first rows once for every number from `first` to `last`."""
    parents = {row[3]: row[2] for row in database.execute(f"PRAGMA foreign_key_list({table})")}
    found = []
    for name in columns(database, table):
        if name == "id" or parents.get(name) in COPIED:
            found.append(f't."{name}" + n.n * {STEP}')
        elif name in ("fact", "occasion", "visit"):
            found.append(f"printf('%06x', n.n) || substr(t.\"{name}\", 7)")
        elif name == "key":
            found.append("printf('%04d', n.n) || substr(t.key, 5)")
        elif (table, name) == ("access_team", "name"):
            found.append("t.name || ' ' || n.n")
        elif name == "username":
            found.append("t.username || '.' || n.n")
        elif name == "source_key":
            found.append("''")
        elif (table, name) == ("people_person", "family_name"):
            found.append("t.family_name || CASE t.family_name WHEN '' THEN '' ELSE ending(n.n) END")
        else:
            found.append(f't."{name}"')
    numbers = f"WITH RECURSIVE n(n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM n WHERE n < {last})"
    names = ", ".join(f'"{name}"' for name in columns(database, table))
    return f"{numbers} INSERT INTO {table} ({names}) SELECT {', '.join(found)} FROM n, {table} t WHERE t.id < {STEP}"


def written_again(database: sqlite3.Connection, table: str, times: int, where: str = "1") -> str:
    """SQL that writes every current entry again on the same record, some days earlier each time."""
    found = []
    for name in columns(database, table):
        if name == "id":
            found.append(f"t.id + n.n * {AGAIN}")
        elif name == "fact":
            found.append("lower(hex(randomblob(16)))")
        elif name in ("at_date", "at_earliest", "at_latest"):
            found.append(f"date(t.\"{name}\", '-' || (n.n * 3 + t.id % 5) || ' days')")
        elif name == "source_key":
            found.append("''")
        else:
            found.append(f't."{name}"')
    numbers = f"WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {times})"
    names = ", ".join(f'"{name}"' for name in columns(database, table))
    return (
        f"{numbers} INSERT INTO {table} ({names}) SELECT {', '.join(found)} FROM n, {table} t "
        f"WHERE t.superseded_at IS NULL AND t.id < {AGAIN} AND {where}"
    )


def count(database: sqlite3.Connection, where: str = "1") -> int:
    """How many current entries there are."""
    sums = " + ".join(f"(SELECT count(*) FROM {table} WHERE superseded_at IS NULL AND {where})" for table in ENTRIES)
    return int(database.execute(f"SELECT {sums}").fetchone()[0])


def steps(database: sqlite3.Connection, children: int, each: int) -> Iterator[str]:
    """The statements, one at a time."""
    had = database.execute("SELECT count(*) FROM people_person WHERE is_child").fetchone()[0]
    more = max(0, round(children / had) - 1)
    wanted = max(0.0, each * had / count(database) - 1)
    again = int(wanted) + 1
    one = database.execute(
        "SELECT a.child_id FROM cases_allocation a JOIN access_worker w ON w.id = a.worker_id "
        "WHERE w.username = 'practitioner' AND a.ends_on IS NULL ORDER BY a.id LIMIT 1"
    ).fetchone()[0]
    for table in ENTRIES:
        if again > 1:
            yield written_again(database, table, again - 1)
        some = written_again(database, table, 1, f"t.id % 100 < {round(wanted % 1 * 100)}")
        yield some.replace(f"n.n * {AGAIN}", f"{again} * {AGAIN}").replace("n.n * 3", f"{again} * 3")
    own = count(database, f"child_id = {one}")
    for table in (*OTHERS, *ENTRIES):
        if more:
            yield copied(database, table, 1, more).replace(f"t.id < {STEP}", f"t.id % {AGAIN} < {STEP}")
    for table in ENTRIES:
        times = max(1, round((HEAVY - own) / max(1, own / (again + 1))))
        yield written_again(database, table, times, f"t.child_id = {one}").replace(
            f"t.id + n.n * {AGAIN}", f"t.id + (n.n + {again}) * {AGAIN}"
        )


def index_names(environ: dict[str, str]) -> None:
    """Names get their keys by sound, as they do before the first search."""
    script = "import django; django.setup(); from sightline.people.knowing import index_missing; index_missing(10**9)"
    more = {"SIGHTLINE_MODE": "demo", "DJANGO_SETTINGS_MODULE": "sightline.config.settings"}
    subprocess.run([sys.executable, "-c", script], env=environ | more, check=True)


def make(folder: Path, children: int, each: int) -> None:
    """Make it, saying how far it is."""
    environ = os.environ | {"SIGHTLINE_DATA": str(folder)}
    kept = folder / "demo" / "sightline.sqlite3"
    subprocess.run(
        [sys.executable, "-m", "sightline.cli.main", "demo", "--no-serve"], env=environ, check=True,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    database = sqlite3.connect(kept, isolation_level=None)
    database.create_function("ending", 1, ending, deterministic=True)
    database.execute("PRAGMA foreign_keys = OFF")
    database.execute("PRAGMA synchronous = OFF")
    database.execute("PRAGMA cache_size = -400000")
    began = time.perf_counter()
    database.execute("BEGIN")
    for statement in steps(database, children, each):
        database.execute(statement)
    database.execute("COMMIT")
    index_names(environ)  # and no ANALYZE: Sightline runs none on SQLite
    made = database.execute("SELECT count(*) FROM people_person WHERE is_child").fetchone()[0]
    print(f"{made:,} children, {count(database):,} entries, in {time.perf_counter() - began:.0f} s")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--children", type=int, default=20_000)
    parser.add_argument("--entries", type=int, default=100, help="on the average record")
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    make(chosen.folder, chosen.children, chosen.entries)


if __name__ == "__main__":
    main()
