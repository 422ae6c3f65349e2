"""`sightline service-file`: what systemd reads, for the folders of this machine."""

import configparser

import pytest

from sightline.cli.main import main


def printed(capsys, *words: str) -> configparser.ConfigParser:
    assert main(["service-file", *words]) == 0
    found = configparser.ConfigParser(strict=False)
    found.optionxform = str
    found.read_string(capsys.readouterr().out)
    return found


def test_the_server(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("SIGHTLINE_DATA", str(tmp_path))
    monkeypatch.setenv("SIGHTLINE_BACKUP_TO", "/srv/backups")
    monkeypatch.setenv("SIGHTLINE_PORT", "443")
    unit = printed(capsys, "--user", "sightline")
    assert unit["Service"]["User"] == "sightline"
    assert unit["Service"]["Environment"] == f"SIGHTLINE_DATA={tmp_path}"
    assert unit["Service"]["ExecStart"].endswith(" serve")
    assert unit["Service"]["ReadWritePaths"] == f"{tmp_path} -/srv/backups", "a backup disk that is away stops nothing"
    assert unit["Unit"]["RequiresMountsFor"] == str(tmp_path), "never an empty folder under an encrypted volume"
    assert unit["Service"]["AmbientCapabilities"] == unit["Service"]["CapabilityBoundingSet"] == "CAP_NET_BIND_SERVICE"
    assert unit["Install"]["WantedBy"] == "multi-user.target"


def test_the_night_and_its_timer(capsys):
    assert printed(capsys, "nightly")["Service"]["CapabilityBoundingSet"] == ""
    assert printed(capsys, "nightly")["Service"]["Type"] == "oneshot"
    assert printed(capsys, "timer", "--at", "03:15")["Timer"]["OnCalendar"] == "*-*-* 03:15:00"


@pytest.mark.parametrize("name", ["a'b", "a%b", "a\\b"])
def test_what_systemd_would_misread_is_refused(capsys, name):
    assert main(["service-file", "--user", name]) == 1
    assert "misread" in capsys.readouterr().err


def test_a_folder_that_systemd_would_take_for_two_is_refused(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("SIGHTLINE_DATA", str(tmp_path / "our data"))
    assert main(["service-file"]) == 1
    assert "without blanks" in capsys.readouterr().err
