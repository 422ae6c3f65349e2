"""`sightline trail verify|head`: 0 whole, 1 not whole or refused, 2 called wrongly."""

import argparse
import json
from types import SimpleNamespace

import pytest
from django.db import transaction

from sightline import trail
from sightline.cli import trail as command_line
from sightline.trail import seam

pytestmark = pytest.mark.django_db


def run(*words):
    parser = argparse.ArgumentParser()
    command_line.register(parser.add_subparsers())
    args = parser.parse_args(["trail", *words])
    return args.run(args)


@pytest.fixture(autouse=True)
def entries():
    with transaction.atomic():
        trail.record_many([trail.Row("cases.record_visit", SimpleNamespace(pk=7)) for _ in range(3)])


def alter():
    from django.db import connection

    with seam.opened(), connection.cursor() as cursor:
        cursor.execute("UPDATE trail_entry SET actor = '8' WHERE seq = 2")


def test_a_whole_trail(capsys):
    assert run("verify") == 0
    assert capsys.readouterr().out == "The trail is whole: 3 entries, each as it was written and in its place.\n"


def test_a_broken_trail_says_what_on_standard_error(capsys):
    alter()
    assert run("verify") == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("Entry 2 is not as it was written")


def test_json(capsys):
    alter()
    assert run("verify", "--json") == 1
    answer = json.loads(capsys.readouterr().out)
    assert (answer["ok"], answer["entries"], len(answer["problems"])) == (False, 3, 1)


def test_the_exported_head_is_what_against_reads(tmp_path, capsys):
    assert run("head", "--json") == 0
    file = tmp_path / "head.json"
    file.write_text(capsys.readouterr().out)
    assert run("verify", "--against", str(file)) == 0
    assert "contains the exported head" in capsys.readouterr().out


def test_the_head_in_words(capsys):
    assert run("head") == 0
    assert capsys.readouterr().out.startswith("Entry 3, ")


@pytest.mark.parametrize("content", [None, "nonsense"])
def test_a_file_that_is_missing_or_no_head_is_refused(tmp_path, capsys, content):
    file = tmp_path / "head.json"
    if content is not None:
        file.write_text(content)
    assert run("verify", "--against", str(file)) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_called_wrongly(capsys):
    with pytest.raises(SystemExit) as stopped:
        run("verfy")
    assert stopped.value.code == 2
