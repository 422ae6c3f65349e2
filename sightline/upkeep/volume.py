"""Whether the data folder lies on an encrypted volume, as far as this machine can tell.

Linux    the device under the folder, or one that it is made of, is dm-crypt (LUKS): /sys/dev/block/…/dm/uuid
else     cannot be told: BitLocker, FileVault, a cloud's own disks. Unknown is not "yes".
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

YES, NO, UNKNOWN = "encrypted", "not encrypted", "unknown"
WORDS: Final = {
    YES: "on an encrypted volume",
    NO: "on a volume that is not encrypted",
    UNKNOWN: "on a volume of which Sightline cannot tell whether it is encrypted",
}
MOUNTS: Final = Path("/proc/self/mountinfo")
DEVICES: Final = Path("/sys/dev/block")
DEEPEST: Final = 8  # devices on devices: a volume group on a RAID on LUKS is three


def look(folder: Path, *, mounts: Path = MOUNTS, devices: Path = DEVICES) -> str:
    """YES, NO or UNKNOWN for the folder. Never raises."""
    try:
        number = _device(folder, mounts)
        if number is None or not (devices / number).exists():
            return UNKNOWN
        return YES if any(_is_crypt(one) for one in _under((devices / number).resolve())) else NO
    except (OSError, ValueError, AttributeError):  # AttributeError: Windows knows no numbers of devices
        return UNKNOWN


def _device(folder: Path, mounts: Path) -> str | None:
    """The device's numbers ("253:0"). Where a file system has none of its own (btrfs), those of what it is made of."""
    number = _numbers(os.stat(folder).st_dev)
    if not number.startswith("0:"):
        return number
    source = _source(folder.resolve(), mounts)
    if source is None or not source.startswith("/dev/"):
        return None
    return _numbers(os.stat(source).st_rdev)


def _numbers(device: int) -> str:
    return f"{os.major(device)}:{os.minor(device)}"


def _source(folder: Path, mounts: Path) -> str | None:
    """What is mounted where the folder lies: the mount that is nearest to it."""
    found: tuple[int, str] | None = None
    for line in mounts.read_text(encoding="utf-8").splitlines():
        before, _, after = line.partition(" - ")
        place = Path(before.split()[4].replace("\\040", " "))
        if folder == place or place in folder.parents:
            depth = len(place.parts)
            if found is None or depth >= found[0]:
                found = depth, after.split()[1]
    return found[1] if found else None


def _under(device: Path, depth: int = 0) -> Iterator[Path]:
    """The device and all that it is made of: a partition of a disk, a volume on others."""
    yield device
    slaves = device / "slaves"
    if depth < DEEPEST and slaves.is_dir():
        for one in sorted(slaves.iterdir()):
            yield from _under(one.resolve(), depth + 1)


def _is_crypt(device: Path) -> bool:
    name = device / "dm" / "uuid"
    return name.exists() and name.read_text(encoding="ascii").startswith("CRYPT-")
