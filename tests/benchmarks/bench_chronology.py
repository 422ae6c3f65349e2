"""How fast twenty agencies' chronologies are read, merged and compared.

Run on demand:  python -m tests.benchmarks.bench_chronology [--agencies 20] [--rows 2000] [--runs 3]

Half of the files are Word, half Excel; one in ten dates is a month or a year, so that rows overlap widely. Two kinds of
text: `varied` (sentences of made-up words, common ones common) and `routine` (six sentences with one word changed, the
worst that comparing can meet). Beside it, on the same files in the same minute: lxml and calamine alone, which only
walk through every cell. The whole command is measured, its children included, as somebody at a desk would.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import openpyxl
import python_calamine as calamine
from lxml import etree

from sightline.exchange.chronology import write_word
from sightline.exchange.chronology.office import write_package

BUDGET_SECONDS, BUDGET_MEMORY = 20.0, 500  # of the issue; MB
HEAD = ("Ref", "Date", "Time", "Source of information", "Event", "Action taken", "Child seen", "Who was present")
ROUTINE = (
    "Home visit by health visitor. Child seen with mother. Weight plotted on the {} centile.",
    "Telephone call from mother about {}. Advice given.",
    "Police attended a report of {} at the address.",
    "Strategy meeting held about {}.",
    "Child not in school. Mother informed school nurse of {}.",
    "Core group meeting. {} discussed.",
)


def sentences(random: Random, kind: str) -> Iterator[str]:
    """Texts without end."""
    syllables = [first + second for first in "bcdfghlmnprst" for second in "aeiou"]
    words = ["".join(random.choices(syllables, k=random.randint(2, 4))) for _ in range(3_000)]
    weights = [1 / (at + 5) for at in range(len(words))]
    while True:
        if kind == "routine":
            yield random.choice(ROUTINE).format(random.choice(words[:40]))
        else:
            yield " ".join(random.choices(words, weights, k=random.randint(8, 40))).capitalize() + "."


def lines(random: Random, texts: Iterator[str], count: int) -> Iterator[tuple[str, ...]]:
    """Rows of one return over five years."""
    for number in range(1, count + 1):
        day = date(2014, 1, 1) + timedelta(days=random.randint(0, 365 * 5))
        chance = random.random()
        shape = "%d/%m/%Y" if chance < 0.8 else "%d %B %Y" if chance < 0.9 else "%B %Y" if chance < 0.97 else "%Y"
        written = day.strftime(shape)
        clock = f"{random.randint(8, 20):02}:{random.choice('0134')}0" if random.random() < 0.4 else ""
        yield (
            str(number), written, clock, f"Case notes {random.randint(1, 99)}", next(texts),
            next(texts) if random.random() < 0.5 else "", random.choice(("Yes", "No", "N/A", "")),
            "M and Child A" if random.random() < 0.3 else "",
        )  # fmt: skip


def make(folder: Path, agencies: int, rows: int, kind: str) -> list[Path]:
    """The files."""
    random = Random(7)
    texts = sentences(random, kind)
    made = []
    for number in range(agencies):
        returned = list(lines(random, texts, rows))
        made.append(folder / f"Agency {number:02}.{'xlsx' if number % 2 else 'docx'}")
        (_workbook if number % 2 else _document)(made[-1], returned)
    return made


def _document(path: Path, returned: list[tuple[str, ...]]) -> None:
    def body() -> Iterator[str]:
        yield write_word.table_start([1_000] * 8) + write_word.heading_row(HEAD, [1_000] * 8)
        for line in returned:
            yield "<w:tr>" + "".join(write_word.cell(text, 1_000) for text in line) + "</w:tr>"
        yield "</w:tbl>"

    with open(path, "wb") as stream:
        write_package(stream, write_word.document_parts(body(), "x"))


def _workbook(path: Path, returned: list[tuple[str, ...]]) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Chronology")
    sheet.append(HEAD)
    for line in returned:
        true = datetime.strptime(line[1], "%d/%m/%Y") if "/" in line[1] else line[1]
        sheet.append((line[0], true, *line[2:]))
    book.save(path)


def libraries_alone(paths: list[Path]) -> int:
    """The comparison: every cell walked through, nothing kept."""
    count = 0
    for path in paths:
        if path.suffix == ".docx":
            with zipfile.ZipFile(path) as package, package.open("word/document.xml") as stream:
                for _, element in etree.iterparse(stream, tag="{*}t"):
                    count += element.text is not None
        else:
            book = calamine.CalamineWorkbook.from_path(str(path))
            count += sum(1 for row in book.get_sheet_by_index(0).iter_rows() for cell in row if cell != "")
    return count


def command(paths: list[Path], folder: Path, *more: str) -> tuple[float, float, float]:
    """Seconds, MB, and seconds the processors worked on it (children too) of one merge into JSON, with its report."""
    out = ["--out", str(folder / "all.json"), "--report", str(folder / "report.json"), "--reference", "2026-11-25"]
    program = "import sys; from sightline.cli.main import main; sys.exit(main(sys.argv[1:]))"
    before = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-c", program, "chronology", "merge", *map(str, paths), *out, *more], stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(child.pid, 0)
    assert status == 0
    return time.perf_counter() - before, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime


def main() -> int:
    """Print the figures; 1 when a budget is broken."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--agencies", type=int, default=20)
    parser.add_argument("--rows", type=int, default=2_000)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    print(f"{platform.machine()}, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}")
    broken = False
    for kind in ("varied", "routine"):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            paths = make(folder, given.agencies, given.rows, kind)
            measured = [command(paths, folder) for _ in range(given.runs)]
            began = time.perf_counter()
            began_work = time.process_time()
            cells = libraries_alone(paths)
            alone, alone_work = time.perf_counter() - began, time.process_time() - began_work
            worked = statistics.median(one[2] for one in measured)
            report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
            seconds, memory = statistics.median(one[0] for one in measured), max(one[1] for one in measured)
            print(
                f"{kind}: {report['kept']:,} rows in {seconds:.1f} s (worst {max(one[0] for one in measured):.1f}), "
                f"{worked:.1f} s of processor, {memory:.0f} MB; "
                f"lxml and calamine alone {alone:.1f} s, {alone_work:.1f} s of processor ({cells:,} cells); "
                f"links {report['link_counts']}"
            )
            broken |= seconds > BUDGET_SECONDS or memory > BUDGET_MEMORY
    print(f"largest child: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
