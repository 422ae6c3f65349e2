"""Backing up while Sightline runs, losing everything, and having it back; what is no good backup changes nothing.

Shows T7 of the threat model. The same drill on SQLite and on PostgreSQL.
"""

from __future__ import annotations

import io
import json
import os
import re
import sqlite3
import tarfile
from pathlib import Path

import pytest

from sightline.upkeep.backup import facts, make, restore
from sightline.upkeep.backup.container import Writer, as_file
from sightline.upkeep.backup.keys import Lock, file_lock
from sightline.upkeep.backup.trouble import BackupError
from sightline.upkeep.locking import BACKING_UP, SERVING, hold
from tests.documents import PDF
from tests.outside import Place, a_place

ATTACH = (
    "from tests import documents, standing\nfrom sightline.access.models import Worker\n"
    "from sightline.cases.models import Visit\nby = Worker.objects.get()\n"
    "child = standing.a_recorded_child(by).with_visit('2026-02-01').child\n"
    "documents.a_document(Visit.objects.get(child=child), by)"
)
WHO = "from sightline.access.models import Worker; print(sorted(Worker.objects.values_list('username', flat=True)))"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A partnership with one administrator and a document on a record, made once: copying is faster."""
    with a_place(tmp_path_factory.mktemp("made") / "data") as found:
        with_people(found, "oskar").python(ATTACH)
        yield found


@pytest.fixture
def place(made, tmp_path):
    with a_place(tmp_path / "data", like=made) as found:
        yield found


def with_people(place: Place, *names: str) -> Place:
    for name in names:
        place.does(
            "user", "add", name, "--name", name.title(), "--role", "administrator",
            "--agency", "Westmarsh Council", "--agency-kind", "social_care",
        )  # fmt: skip
    return place


def documents_in(place: Place) -> list[Path]:
    return [path for path in (place.data / "uploads" / "documents").rglob("*") if path.is_file()]


def backed_up(place: Place, *words: str) -> dict:
    return json.loads(place.does("backup", "--json", *words))


def destroy(place: Place) -> None:
    """The disk is gone, and with it database, keys and all."""
    if place.url:
        import psycopg

        with psycopg.connect(place.url, autocommit=True) as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
    for path in sorted(place.data.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()


def test_the_drill_everything_is_lost_and_comes_back(place, tmp_path):
    away = tmp_path / "another disk"
    (place.data / "uploads" / "a").mkdir()
    (place.data / "uploads" / "a" / "letter.bin").write_bytes(b"\0letter" * 1000)
    made = backed_up(place, "--to", str(away), "--prove")
    assert (made["database"], made["proved"]) == (place.vendor, True)
    key = (place.data / "keys" / "backup.key").read_bytes()
    with_people(place, "hesper")

    destroy(place)
    (tmp_path / "key in the safe").write_bytes(key)
    said = json.loads(
        place.does("restore", made["file"], "--key", str(tmp_path / "key in the safe"), "--yes", "--json")
    )

    assert said["restored"]
    assert said["rows"] == made["rows"]
    assert place.python(WHO) == "['oskar']"
    assert (place.data / "uploads" / "a" / "letter.bin").read_bytes() == b"\0letter" * 1000
    assert [path.read_bytes() for path in documents_in(place)] == [PDF]
    assert "whole" in place.does("trail", "verify")
    assert (place.data / "keys" / "backup.key").read_bytes() == key
    with_people(place, "after")  # numbers and keys go on where they were
    assert "whole" in place.does("trail", "verify")
    assert backed_up(place, "--to", str(away))["rows"] > made["rows"]


def test_what_is_replaced_is_kept_aside_and_said(place):
    made = backed_up(place)
    with_people(place, "hesper")
    asked = place.sightline("restore", made["file"])
    assert asked.returncode == 1
    assert "entries of the trail were written here since" in asked.stderr or "entry of the trail" in asked.stderr
    assert "Add --yes" in asked.stderr
    assert place.python(WHO) == "['hesper', 'oskar']"

    said = place.does("restore", made["file"], "--yes")
    assert place.python(WHO) == "['oskar']"
    [aside] = [path for path in place.data.iterdir() if path.name.startswith("before-restore-")]
    assert aside.name in said
    if place.url:
        [schema] = re.findall(r"sightline_before_\w+", said)
        import psycopg

        with psycopg.connect(place.url) as connection:
            rows = connection.execute(f"SELECT username FROM {schema}.access_worker ORDER BY 1").fetchall()
        assert rows == [("hesper",), ("oskar",)]
    else:
        with sqlite3.connect(aside / "sightline.sqlite3") as connection:
            assert connection.execute("SELECT count(*) FROM access_worker").fetchone() == (2,)


def test_nothing_is_restored_while_a_command_or_a_backup_is_at_work(place):
    made = backed_up(place)
    script = (
        "import subprocess, sys\nfrom sightline.cli import start\nstart.database_ready()\n"
        "done = subprocess.run([sys.executable, '-m', 'sightline.cli.main', 'restore', {0!r}, '--yes'],"
        " capture_output=True, text=True)\n"
        "print(done.returncode, done.stderr.strip().splitlines()[-2:])"
    )
    assert "or a command is at work on it" in place.python(script.format(made["file"]))
    with hold(place.data / BACKING_UP):
        done = place.sightline("restore", made["file"], "--yes")
    assert (done.returncode, "A backup of this folder is being made." in done.stderr) == (1, True)
    assert not list(place.data.glob("before-restore-*"))


def test_whoever_comes_while_a_restore_moves_its_files_leaves_them_alone(place):
    """What looks like a restore that was cut off is one under way: to put it back would spoil it."""
    aside = place.data / "before-restore-x"
    aside.mkdir()
    (place.data / "sightline.env").write_text("")
    (aside / "sightline.env").write_text("# before\n")
    text = json.dumps({"aside": aside.name, "plan": [["sightline.env", True, True]], "schema_aside": ""})
    journal = place.data / "restore-under-way.json"
    journal.write_text(text)
    with hold(place.data / SERVING):
        done = place.sightline("serve", "--port", "1")
        assert (done.returncode, "Try again when that is done." in done.stderr) == (1, True)
        assert journal.read_text() == text
        assert (aside / "sightline.env").exists()
    said = place.sightline("trail", "verify")
    assert (said.returncode, "had been cut off in the middle" in said.stderr) == (0, True)
    assert (place.data / "sightline.env").read_text() == "# before\n"


def test_everybody_signs_in_anew_and_the_trail_says_so(place):
    place.python(
        "from sightline.access.models import Session\nfrom django.utils import timezone\n"
        "Session.objects.create(session_key='x' * 32, session_data='', expire_date=timezone.now())"
    )
    made = backed_up(place)
    place.does("restore", made["file"], "--yes")
    assert place.python(
        "from sightline.access.models import Session\nfrom sightline.trail.models import Entry\n"
        "print(Session.objects.count(), Entry.objects.order_by('-seq').first().verb)"
    ) == "0 upkeep.restore"  # fmt: skip


def test_an_older_backup_is_brought_up_to_date(place):
    script = (
        "from pathlib import Path\nfrom django.core.management import call_command\n"
        "from sightline.upkeep.backup import make\nfrom sightline.upkeep.backup.keys import file_lock, make_key\n"
        "call_command('migrate', 'upkeep', 'zero', verbosity=0)\n"
        "from django.conf import settings\n"
        "data = settings.SIGHTLINE.data\nmake_key(data / 'keys' / 'backup.key')\n"
        "print(make.make(data, data / 'backups', file_lock(data / 'keys' / 'backup.key'), keep=3).path)"
    )
    path = place.python(script)
    said = json.loads(place.does("restore", path, "--yes", "--json"))
    assert said["migrated"] == ["upkeep.0001_backup_runs"]
    assert place.python("from sightline.upkeep.models import BackupRun; print(BackupRun.objects.count())") == "0"


def test_nothing_is_put_in_place_under_a_running_server(place):
    made = backed_up(place)
    with hold(place.data / SERVING, shared=True):
        refused = place.sightline("restore", made["file"], "--yes")
    assert refused.returncode == 1
    assert "Stop it first" in refused.stderr
    assert place.python(WHO) == "['oskar']"
    assert not [path for path in place.data.iterdir() if "restore" in path.name]


# What is no good backup


@pytest.fixture
def good(place):
    """A good backup, its key, and the place it is of."""
    path = Path(backed_up(place)["file"])
    return path, file_lock(place.data / "keys" / "backup.key"), place


def refused(path: Path, lock: Lock, place: Place) -> str:
    before = state(place)
    with pytest.raises(BackupError) as why:
        restore.restore(
            path, lock, data=place.data, database_url=place.url, say=lambda line: None, agree=lambda proved: True
        )
    assert state(place) == before, "something was touched, or left behind"
    return str(why.value)


def state(place: Place) -> tuple:
    """Everything that is there: files with their content, and PostgreSQL's schemas."""
    # Written by looking at it, as every process that opens the database does.
    passing = ("-wal", "-shm")
    files = {
        path.relative_to(place.data).as_posix(): path.read_bytes()
        for path in place.data.rglob("*")
        if path.is_file() and not path.name.endswith(passing)
    }
    if not place.url:
        return files, ()
    import psycopg

    with psycopg.connect(place.url) as connection:
        return files, tuple(connection.execute("SELECT nspname FROM pg_namespace ORDER BY 1").fetchall())


def test_damaged_cut_off_and_foreign_files_are_refused_and_touch_nothing(good, tmp_path):
    path, lock, place = good
    data = path.read_bytes()
    bad = tmp_path / "bad.slbackup"
    changed = bytearray(data)
    changed[len(data) // 2] ^= 1
    for content, words in (
        (bytes(changed), "was changed"),
        (data[: len(data) // 2], "cut off"),
        (data[:-1], "cut off"),
        (data + b"x", "was changed"),
        (b"not a backup at all", "not a backup of Sightline"),
    ):
        bad.write_bytes(content)
        assert words in refused(bad, lock, place)
    assert "another key" in refused(path, Lock(raw=b"z" * 32), place)
    assert "cannot be read" in refused(tmp_path / "gone", lock, place)


def forged(tmp_path: Path, lock: Lock, source: Path, change) -> Path:
    """A well-sealed backup whose content is not what it says: `change(manifest, counts)` gives both."""
    from sightline.upkeep.backup.container import Reader

    with source.open("rb") as file, tarfile.open(fileobj=as_file(Reader(file, lock)), mode="r|") as tar:
        members = [(member.name, tar.extractfile(member).read()) for member in tar]
    content = dict(members)
    manifest, counts = json.loads(content[facts.MANIFEST]), json.loads(content[facts.COUNTS])
    change(manifest, counts, content)
    content[facts.MANIFEST], content[facts.COUNTS] = json.dumps(manifest).encode(), json.dumps(counts).encode()
    path = tmp_path / "forged.slbackup"
    with path.open("wb") as out:
        writer = Writer(out, lock, made_at="2026-11-25T22:00:00+00:00", made_by="0.1.0")
        with tarfile.open(fileobj=as_file(writer), mode="w|") as tar:
            for name, text in content.items():
                info = tarfile.TarInfo(name)
                info.size = len(text)
                tar.addfile(info, io.BytesIO(text))
        writer.close()
    return path


def newer(manifest, counts, content):
    manifest["migrations"]["cases"].append("0999_from_tomorrow")


def fewer_rows(manifest, counts, content):
    counts["access_worker"] += 1


def another_head(manifest, counts, content):
    manifest["head"]["hash"] = "a" * 64


def another_kind(manifest, counts, content):
    manifest["vendor"] = {"sqlite": "postgresql", "postgresql": "sqlite"}[manifest["vendor"]]


def another_trail_key(manifest, counts, content):
    content["files/keys/trail.key"] = b"ab" * 32


def another_document(manifest, counts, content):
    [name] = [name for name in content if name.startswith("files/uploads/documents/")]
    content[name] = content[name].replace(b"Catalog", b"Another")


def without_its_document(manifest, counts, content):
    [name] = [name for name in content if name.startswith("files/uploads/documents/")]
    del content[name]


def out_of_the_folder(manifest, counts, content):
    content["files/../outside"] = b"x"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (newer, "newer Sightline"),
        (fewer_rows, "access_worker should have 2 rows and has 1"),
        (another_head, "newest entry of the trail"),
        (another_kind, "--into"),
        (another_trail_key, "not as it was written"),
        (out_of_the_folder, "not in a form"),
        (another_document, "Of 1 documents attached to entries, 1 cannot be read"),
        (without_its_document, "Of 1 documents attached to entries, 1 cannot be read"),
    ],
)
def test_a_backup_that_does_not_hold_what_it_says_is_refused_and_touches_nothing(good, tmp_path, change, words):
    path, lock, place = good
    assert words in refused(forged(tmp_path, lock, path, change), lock, place)


def test_a_move_that_fails_puts_everything_back(good, monkeypatch):
    path, lock, place = good
    moves = []
    real = os.replace

    def failing(source, target):
        if "before-restore" not in str(source) and Path(target) == place.data / "keys":
            raise OSError(28, "No space left on device")
        moves.append(target)
        real(source, target)

    monkeypatch.setattr("sightline.upkeep.backup.swap.os.replace", failing)
    before = state(place)
    with pytest.raises(OSError, match="No space"):
        restore.restore(
            path, lock, data=place.data, database_url=place.url, say=lambda line: None, agree=lambda proved: True
        )
    assert moves
    now = state(place)
    assert {n: c for n, c in now[0].items() if "before-restore" not in n} == before[0]
    assert now[1] == before[1]


def test_only_the_newest_are_kept_and_only_ones_own(tmp_path):
    mine, other = "0a0a0a0a", "0b0b0b0b"
    names = [f"sightline-{mine}-2026-11-{day:02}T020000Z.slbackup" for day in range(1, 10)]
    strange = [f"sightline-{other}-2026-10-01T020000Z.slbackup", "notes.txt", "sightline.slbackup"]
    for name in (*names, *strange):
        (tmp_path / name).write_bytes(b"")
    removed = make._remove_old(tmp_path, mine, 3)
    assert sorted(removed) == names[:6]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted((*names[6:], *strange))


def test_a_target_that_cannot_be_written_to_is_refused_and_written_down(place, tmp_path):
    (tmp_path / "a file").write_text("x")
    refused = place.sightline("backup", "--to", str(tmp_path / "a file"))
    assert refused.returncode == 1
    assert "could not be written to" in refused.stderr
    script = "from sightline.upkeep.models import BackupRun; print(BackupRun.objects.get().good)"
    assert place.python(script) == "False"
