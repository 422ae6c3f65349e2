"""Whether the data folder's volume is encrypted: told from the devices, unknown where they tell nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from sightline.upkeep.volume import NO, UNKNOWN, YES, look


@pytest.fixture
def machine(tmp_path):
    """A folder, a place for devices as Linux shows them, and a list of what is mounted."""
    devices = tmp_path / "sys"
    devices.mkdir()
    mounts = tmp_path / "mountinfo"
    mounts.write_text("")
    return tmp_path, devices, mounts


def crypt(device: Path, uuid: str = "CRYPT-LUKS2-0123") -> Path:
    (device / "dm").mkdir(parents=True)
    (device / "dm" / "uuid").write_text(uuid)
    return device


def through_a_mount(machine, source: str) -> None:
    folder, _devices, mounts = machine
    mounts.write_text(f"1 0 0:1 / / rw - tmpfs none rw\n2 1 0:2 / {folder} rw - btrfs {source} rw\n")


def test_a_machine_that_shows_nothing_is_unknown(tmp_path):
    assert look(tmp_path, mounts=tmp_path / "none", devices=tmp_path / "none") == UNKNOWN
    assert look(tmp_path / "gone") == UNKNOWN


def test_it_never_raises_on_this_machine(tmp_path):
    assert look(tmp_path) in (YES, NO, UNKNOWN)


@pytest.mark.parametrize(
    ("uuid", "below", "said"),
    [("CRYPT-LUKS2-01", "", YES), ("LVM-01", "CRYPT-LUKS1-01", YES), ("LVM-01", "RAID-01", NO), ("", "", NO)],
)
def test_the_device_or_one_that_it_is_made_of(machine, monkeypatch, uuid, below, said):
    folder, devices, mounts = machine
    own = devices / "8:1"
    own.mkdir(exist_ok=True)
    if uuid:
        crypt(own, uuid)
    if below:
        (own / "slaves").mkdir()
        (own / "slaves" / "dm-1").symlink_to(crypt(devices / "dm-1", below))
    monkeypatch.setattr("sightline.upkeep.volume._device", lambda *given: "8:1")
    assert look(folder, mounts=mounts, devices=devices) == said


def test_a_file_system_without_a_device_of_its_own_is_looked_up_where_it_is_mounted(machine, monkeypatch):
    from sightline.upkeep import volume

    folder, _devices, mounts = machine
    through_a_mount(machine, "/dev/mapper/data")
    assert volume._source(folder / "data", mounts) == "/dev/mapper/data"
    through_a_mount(machine, "pool/data")
    monkeypatch.setattr(volume, "_numbers", lambda device: "0:41")
    assert volume._device(folder, mounts) is None, "ZFS: nothing to look at"
