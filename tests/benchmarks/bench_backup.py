"""How fast a backup is while twenty people work, beside how fast the same disk takes the same number of bytes.

Run on demand:  python -m tests.benchmarks.bench_backup [--megabytes 50 500 2000] [--people 20]

Makes a demonstration in a temporary folder, fills its database up to each size with rows that no page reads, serves it,
lets people click, and runs `sightline backup` meanwhile. The disk is measured in the same minute: a file of the same
size, written in pieces of 1 MiB and synced.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from tests.benchmarks.bench_pages import Crowd, printed_password, quantile, wait_for

ROW = 100_000  # bytes of one row of filling


def fill(database: Path, megabytes: int) -> None:
    """Rows of a worker's drafts, until the file is as large as wanted; random, as photographs and letters are."""
    with sqlite3.connect(database, timeout=60) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        [worker] = connection.execute("SELECT max(id) FROM access_worker").fetchone()
        size = database.stat().st_size
        number = connection.execute("SELECT count(*) FROM access_draft").fetchone()[0]
        while size + ROW < megabytes * 1_000_000:
            for _ in range(200):
                number += 1
                data = json.dumps({"note": [secrets.token_hex(ROW // 2)]})
                connection.execute(
                    "INSERT INTO access_draft (worker_id, form_key, page, path, child, label, data, saved_at) "
                    "VALUES (?, 'filling', ?, '/', '', '', ?, '2026-11-01 00:00:00')",
                    (worker, str(number), data),
                )
                size += ROW
            connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def disk_speed(folder: Path, size: int) -> float:
    """Bytes a second at which this disk takes a file of this size, synced."""
    piece, path = os.urandom(1 << 20), folder / "speed"
    began = time.perf_counter()
    with path.open("wb") as file:
        for _ in range(max(1, size // len(piece))):
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    took = time.perf_counter() - began
    path.unlink()
    return size / took


def backed_up(environ: dict[str, str], to: Path) -> tuple[dict, float]:
    """What `sightline backup` said, and the seconds the whole command took."""
    command = [sys.executable, "-m", "sightline.cli.main", "backup", "--json", "--to", str(to)]
    began = time.perf_counter()
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout), time.perf_counter() - began


def measure(environ: dict[str, str], folder: Path, port: int, password: str, people: int, megabytes: int) -> None:
    """One line of the table."""
    database = folder / "demo" / "sightline.sqlite3"
    fill(database, megabytes)
    crowd = Crowd(port, password, people, 5)
    clicking = threading.Thread(target=crowd.run, args=(max(15.0, megabytes / 50),))
    clicking.start()
    time.sleep(25)  # everybody has signed in
    before = disk_speed(folder, database.stat().st_size)
    said, took = backed_up(environ, folder / "backups")
    after = disk_speed(folder, database.stat().st_size)
    clicking.join()
    speed, disk = said["bytes"] / took, (before + after) / 2
    every = [one for times in crowd.times.values() for one in times]
    print(
        f"| {said['bytes'] / 1e6:,.0f} MB | {took:.1f} s | {speed / 1e6:,.0f} MB/s | {disk / 1e6:,.0f} MB/s | "
        f"{speed / disk:.2f} | {quantile(every, 0.95) * 1000:.0f} ms of {len(every)} | {os.getloadavg()[0]:.1f} |",
        flush=True,
    )
    for failure in crowd.failures[:5]:
        print("FAILED", failure)
    Path(said["file"]).unlink()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--megabytes", type=int, nargs="+", default=[50, 500, 2000])
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--port", type=int, default=8793)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environ = {key: value for key, value in os.environ.items() if not key.startswith("SIGHTLINE_")}
        environ |= {"SIGHTLINE_DATA": str(folder), "SIGHTLINE_MODE": "demo"}
        command = [sys.executable, "-m", "sightline.cli.main", "demo", "--port", str(arguments.port)]
        server = subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True)
        try:
            password = printed_password(server)
            wait_for(arguments.port)
            print(f"| backup | took | speed | disk | of the disk | pages, p95 | load |\n|{'---|' * 7}")
            for megabytes in arguments.megabytes:
                measure(environ, folder, arguments.port, password, arguments.people, megabytes)
        finally:
            server.terminate()
            try:
                server.wait(15)
            except subprocess.TimeoutExpired:
                server.kill()


if __name__ == "__main__":
    main()
