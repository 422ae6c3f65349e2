"""Loading a census: what the command says, what the pages and checks show then, and every way it can fail."""

from __future__ import annotations

import json
import sqlite3
from datetime import date

import pytest
from django.db import OperationalError, connection
from django.urls import reverse

from sightline import trail
from sightline.checks.models import Outcome
from sightline.checks.standards import ON_AT_FIRST
from sightline.cli.main import main
from sightline.cli.trouble import sentence_for
from sightline.exchange import changes as writing
from sightline.exchange.cin import command
from sightline.exchange.cin import read as reader
from sightline.exchange.cin.store import read_whole, store
from sightline.people.models import Person
from sightline.trail.models import Entry
from tests.records import signed_in
from tests.unit.exchange.cin.files import a_child, a_file, a_protection_plan, an_enquiry, an_episode
from tests.unit.exchange.cin.stored import SAMPLES, Census, asked, counts, the_child
from tools.make_cin_census import write

pytestmark = pytest.mark.django_db
IN_EPISODE = an_enquiry("2025-11-03", "2025-11-20")
ON_A_PLAN = an_episode(IN_EPISODE, after=a_protection_plan("2025-11-20", reviews=("2026-01-15",)))


@pytest.fixture
def census(tmp_path):
    return Census(tmp_path)


def kinds(found, done="created"):
    return {kind: tally[done] for kind, tally in found["kinds"].items() if done in tally}


# The two published samples


def test_the_validators_sample_is_stored_in_full(capsys):
    found = asked(SAMPLES / "CIN_Census_2024.xml", capsys)
    assert list(found) == [
        "file", "lea", "period", "children", "modules", "created", "changed", "unchanged", "kinds", "refused",
        "warnings",
    ]  # fmt: skip
    assert (found["children"], found["created"], found["changed"], found["unchanged"]) == (2, 18, 0, 0)
    assert kinds(found) == {
        "Person": 2, "Referral": 2, "Involvement": 4, "Assessment": 2, "Concern": 2, "Section47": 1, "Plan": 2,
        "Meeting": 3,
    }  # fmt: skip
    assert found["modules"]["AssessmentFactors"] == 3
    assert (found["lea"], found["period"]) == ("201", {"from": "2023-04-01", "to": "2024-03-31"})
    assert [(row["line"], row["child"], row["field"]) for row in found["refused"]] == [
        (46, "DfEX0000001", "AssessmentFactors")
    ]
    assert all({"line", "child", "field", "reason", "rule"} <= set(row) for row in found["warnings"])


def test_the_old_sample_is_stored_in_full(capsys):
    found = asked(SAMPLES / "liia-cin-2022.xml", capsys)
    assert kinds(found) == {
        "Person": 1, "Referral": 1, "Involvement": 3, "Assessment": 1, "Concern": 2, "Section47": 1, "Plan": 2,
        "Meeting": 3,
    }  # fmt: skip
    assert (found["created"], found["refused"]) == (14, [])
    child = the_child("DfEX0000001")
    assert (child.dob, child.expected_dob, child.died_on) == (date(1966, 3, 24), None, date(1980, 10, 8))


def test_both_samples_are_of_one_child_and_the_second_time_changes_nothing(capsys):
    samples = [SAMPLES / name for name in ("liia-cin-2022.xml", "CIN_Census_2024.xml")]
    for path in samples:
        asked(path, capsys)
    assert Person.objects.count() == 2
    before = counts()
    again = asked(samples[1], capsys)
    assert (again["created"], again["changed"], again["unchanged"]) == (0, 0, 18)
    assert counts() == before
    assert trail.verify().ok


# What comes of it


@pytest.mark.parametrize(("children", "faults"), [(150, 0.0), (150, 0.6)])
def test_a_made_up_authority_is_stored_and_the_second_time_changes_nothing(tmp_path, capsys, children, faults):
    path = tmp_path / "made.xml"
    write(path, 2027, children, faults=faults)
    first = asked(path, capsys)
    assert first["created"] > 4 * first["children"]
    assert bool(first["refused"]) is bool(faults)
    before = counts()
    again = asked(path, capsys)
    assert (again["created"], again["changed"], again["unchanged"]) == (0, 0, first["created"])
    assert (again["refused"], again["warnings"]) == (first["refused"], first["warnings"])
    assert counts() == before
    assert trail.verify().ok


def test_the_checks_look_at_once_and_say_not_kept_here(census, capsys):
    asked(census.path(a_child(ON_A_PLAN)), capsys)
    found = {row.check_id: row for row in Outcome.objects.filter(child=the_child(), ends_at=None)}
    assert {check: row.result for check, row in found.items()} == dict.fromkeys(ON_AT_FIRST, "unknown")
    for check, kind in (("WNB-01", "Appointments"), ("VOI-02", "Visits"), ("INF-01", "Accounts people gave")):
        assert f"{kind}: not kept here." in found[check].unknown_because


@pytest.mark.parametrize("as_of", ["2025-12-31", "2026-03-31", "2026-04-01", "2026-11-18"])
@pytest.mark.parametrize(
    "episode",
    [
        an_episode("", closed="<CINclosureDate>2025-12-01</CINclosureDate><ReasonForClosure>RC7</ReasonForClosure>"),
        an_episode("").replace(">false<", ">true<"),
        an_episode(""),
        ON_A_PLAN,
    ],
    ids=["closed", "no further action", "open", "on a plan"],
)
def test_a_census_alone_is_never_clear(census, episode, as_of):
    """n/a only within the period, where the census says that no help was open; unknown everywhere else."""
    from sightline.checks import standards
    from sightline.checks.load import records
    from sightline.domain.checks import Coverage, evaluate
    from sightline.domain.checks.record import ChildRecord

    census.bring_in(a_child(episode))
    [record] = records([the_child().pk], date(2027, 1, 1)).values()
    facts = [fact for kind in ("Person", "Involvement", "Referral", "Plan", "Concern") for fact in record.of(kind)]
    unaged = [type(fact)(fact.type, fact.id, {**fact.fields, "recorded_at": None}) for fact in facts]
    assert all(isinstance(row, Coverage) for row in record.coverage)
    then = ChildRecord.build(
        child=record.child, as_of=date.fromisoformat(as_of), facts=unaged, coverage=record.coverage
    )
    results = {str(evaluate(check, then).result) for check in standards.looked_at()}
    assert results <= {"unknown", "n/a"}
    if as_of > "2026-03-31" or episode in (an_episode(""), ON_A_PLAN):
        assert results == {"unknown"}


def test_an_imported_child_has_pages_worth_opening(standing, census, capsys):
    asked(census.path(a_child(ON_A_PLAN, id="DfE7")), capsys)
    client = signed_in(standing.supervisor)
    found = client.post("/find/", {"q": "DfE7"})
    assert "Child DfE7" in found.content.decode()
    key = the_child("DfE7").key
    for name in ("child", "child-story", "child-plan", "child-family", "child-voice", "child-looked"):
        page = client.get(reverse(name, kwargs={"key": key}))
        assert page.status_code == 200, name
        text = page.content.decode()
        assert "Child DfE7" in text
    assert "20 November 2025" in client.get(reverse("child-plan", kwargs={"key": key})).content.decode()
    assert signed_in(standing.outsider).get(reverse("child", kwargs={"key": key})).status_code == 404


# What it says to a person


def test_the_summary_counts_and_lists_the_first_twenty_problems(tmp_path, capsys):
    path = tmp_path / "made.xml"
    write(path, 2026, 120, faults=0.9)
    assert command.run(str(path)) == 0
    said = capsys.readouterr().out
    assert "2025-04-01 to 2026-03-31, authority 201" in said
    warnings = said.partition("Warnings: ")[2]
    assert warnings.count("\n  line ") == 20
    assert "more (use --json)" in warnings
    assert "not kept here" in said


def test_a_file_without_a_fault_says_that_nothing_was_left_out(census, capsys):
    assert command.run(str(census.path(a_child()))) == 0
    assert "Left out: none.\nWarnings: none." in capsys.readouterr().out


# Files that cannot be used: a sentence, and nothing changed

WHOLE = a_file(a_child(), a_child(id="C2"))
UNUSABLE = {
    "empty": b"",
    "not XML": b"child,date\n1,2",
    "another XML": b"<html><body/></html>",
    "another collection": WHOLE.replace(">CIN<", ">SSDA903<").encode(),
    "a DOCTYPE": b'<!DOCTYPE Message [<!ENTITY a "b">]>' + WHOLE.encode(),
    "cut off": WHOLE.encode()[:-60],
    "no header": WHOLE.replace("Header>", "Heading>").encode(),
    "a zip file": b"PK\x03\x04rest",
}


@pytest.mark.parametrize("content", UNUSABLE.values(), ids=UNUSABLE)
@pytest.mark.parametrize("as_json", [False, True])
def test_an_unusable_file_is_one_sentence_and_changes_nothing(tmp_path, capsys, content, as_json):
    path = tmp_path / "census.xml"
    path.write_bytes(content)
    before = counts()
    assert command.run(str(path), as_json=as_json) == 1
    out, said = capsys.readouterr()
    assert (out, said.count("\n")) == ("", 1)
    assert said.rstrip().endswith(".")
    assert counts() == before


def test_neither_a_missing_file_nor_a_folder_nor_one_far_too_large_is_read(tmp_path, capsys):
    large = tmp_path / "large.xml"
    with large.open("wb") as file:
        file.write(b"<Message>")
        file.truncate(2_000_000_000)
    for path, words in ((tmp_path / "none.xml", "no file"), (tmp_path, "not a file"), (large, "too large")):
        assert command.run(str(path)) == 1
        assert words in capsys.readouterr().err
    assert Person.objects.count() == 0


def test_a_file_that_goes_away_while_it_is_read_changes_nothing(census, capsys, monkeypatch):
    path = census.path(a_child())
    monkeypatch.setattr(command, "read_whole", _then_gone(path))
    assert command.run(str(path)) == 1
    assert "went away" in capsys.readouterr().err
    assert Person.objects.count() == 0


def _then_gone(path):
    opened = reader._open_path

    def read(given):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(reader, "_open_path", lambda place: _unlinked(opened(place), path))
            return read_whole(given)

    return read


def _unlinked(file, path):
    path.unlink()
    return file


def test_called_without_a_file_it_says_how(capsys):
    with pytest.raises(SystemExit) as left:
        main(["import", "cin"])
    assert left.value.code == 2
    assert "FILE" in capsys.readouterr().err


# Accidents in the middle


@pytest.mark.parametrize("at", ["the rows", "the trail", "the run"])
def test_an_accident_while_writing_leaves_nothing_half_written(census, monkeypatch, at):
    def full(*args, **kwargs):
        raise OperationalError("database or disk is full")

    place = {
        "the rows": (writing, "insert"),
        "the trail": (writing.trail, "record_many"),
        "the run": (writing.ImportRun.objects, "create"),
    }[at]
    monkeypatch.setattr(*place, full)
    before = counts()
    with pytest.raises(OperationalError) as accident:
        command.run(str(census.path(a_child(ON_A_PLAN))))
    assert "disk is full" in sentence_for(accident.value)
    assert counts() == before


@pytest.mark.django_db(transaction=True)
def test_a_disk_that_is_really_full_leaves_everything_as_it_was(tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("needs SQLite, whose file can be held to a size")
    path = tmp_path / "made.xml"
    write(path, 2026, 300)
    reading = read_whole(path)
    before = counts()
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages + 40}")
        try:
            with pytest.raises(OperationalError, match="full"):
                store(reading)
        finally:
            cursor.execute("PRAGMA max_page_count = 1073741823")
    assert counts() == before
    assert sum(store(reading).count(done) for done in ("created", "changed")) > 1000


def test_checks_that_cannot_look_now_do_not_undo_the_census(census, capsys, monkeypatch):
    def locked(ids):
        raise OperationalError("database is locked") from sqlite3.OperationalError()

    monkeypatch.setattr(command.looking, "decide_many", locked)
    assert command.run(str(census.path(a_child())), as_json=True) == 0
    out, said = capsys.readouterr()
    assert json.loads(out)["created"] == 5
    assert "The census is stored" in said
    assert Person.objects.count() == 1
    assert Entry.objects.filter(thing_kind="ImportRun").count() == 1
