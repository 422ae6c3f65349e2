"""The file format of a backup: nothing altered, moved, left out or cut off gets through, and nothing reads without its
key (ASVS 5.0 V11.3.2, V11.3.3: authenticated encryption)."""

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.upkeep.backup import container
from sightline.upkeep.backup.container import MAGIC, PIECE, TAG, Reader, Writer, read_head
from sightline.upkeep.backup.keys import Lock, file_lock, make_key, phrase_lock
from sightline.upkeep.backup.trouble import BackupError

LOCK = Lock(raw=b"k" * 32)


def sealed(content: bytes, lock: Lock = LOCK, step: int = 70_001) -> bytes:
    out = io.BytesIO()
    writer = Writer(out, lock, made_at="2026-11-25T22:00:00+00:00", made_by="0.1.0")
    for start in range(0, len(content), step):
        writer.write(content[start : start + step])
    writer.close()
    return out.getvalue()


def opened(data: bytes, lock: Lock = LOCK) -> bytes:
    return Reader(io.BytesIO(data), lock).read()


def lead_of(data: bytes) -> int:
    return len(read_head(io.BytesIO(data)).lead)


def refused(data: bytes, lock: Lock = LOCK) -> str:
    with pytest.raises(BackupError) as why:
        opened(data, lock)
    return str(why.value)


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 17])
def test_what_goes_in_comes_out_whatever_its_size(size):
    content = bytes(range(256)) * (size // 256 + 1)
    assert opened(sealed(content[:size])) == content[:size]


def test_it_can_be_read_in_parts():
    reader = Reader(io.BytesIO(sealed(b"ab" * PIECE)), LOCK)
    assert reader.read(3) == b"aba"
    assert reader.read(PIECE) + reader.read(PIECE * 3) == (b"ab" * PIECE)[3:]
    assert reader.read(1) == b""


def test_nothing_of_the_content_can_be_read_in_the_file():
    data = sealed(b"Robin Fennimore " * 1000)
    assert b"Robin" not in data
    assert sealed(b"x" * 100) != sealed(b"x" * 100)  # a salt of its own for every file


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_any_byte_that_was_changed_is_noticed(place, difference):
    data = bytearray(sealed(b"what was recorded " * 50))
    data[place % len(data)] ^= difference
    refused(bytes(data))


@given(st.integers(min_value=0))
def test_any_cut_is_noticed(place):
    data = sealed(b"what was recorded " * 50)
    refused(data[: place % len(data)])


@pytest.mark.parametrize("pieces", [1, 2])
def test_a_cut_at_the_edge_of_a_piece_is_noticed_and_called_so(pieces):
    data = sealed(b"x" * (3 * PIECE))
    assert refused(data[: lead_of(data) + pieces * (PIECE + TAG)]) == container.CUT_OFF


def test_pieces_that_changed_places_or_were_repeated_or_left_out_are_noticed():
    data = sealed(b"a" * PIECE + b"b" * PIECE + b"c" * PIECE)
    lead = lead_of(data)
    one, two, three = (data[lead + n * (PIECE + TAG) : lead + (n + 1) * (PIECE + TAG)] for n in range(3))
    for order in ((two, one, three), (one, one, two, three), (one, three)):
        assert "piece" in refused(data[:lead] + b"".join(order))


def test_something_after_the_end_is_noticed():
    refused(sealed(b"x" * 10) + b"and more")
    data = sealed(b"x" * PIECE)
    assert "piece 1" in refused(data + data[lead_of(data) :])  # it was sealed as the last


def test_a_head_that_was_changed_is_noticed_though_it_can_be_read():
    data = sealed(b"x" * 100)
    changed = data.replace(b'"made_by": "0.1.0"', b'"made_by": "9.9.9"')
    assert changed != data
    assert refused(changed) == container.LAST


@pytest.mark.parametrize("data", [b"", b"SLB", b"PK\x03\x04 a spreadsheet", b"SQLite format 3\0" + b"\0" * 100])
def test_another_kind_of_file_is_called_so(data):
    assert refused(data) == container.FOREIGN


def test_a_newer_format_is_called_so():
    assert "newer Sightline" in refused(MAGIC + struct.pack(">HI", 2, 10) + b"{}" * 5)


@pytest.mark.parametrize("head", [b"{}", b"[1]", b"\xff" * 10, b'{"format": "sightline-backup/1"}', b""])
def test_a_head_that_says_nothing_usable_is_refused(head):
    assert "damaged" in refused(MAGIC + struct.pack(">HI", 1, len(head)) + head)


def test_another_key_is_called_so_before_anything_is_read():
    assert refused(sealed(b"x"), Lock(raw=b"o" * 32)) == "This backup was made with another key file."


def test_a_passphrase_opens_what_it_closed_and_no_other_does():
    data = sealed(b"x" * 10, phrase_lock("four plain words together"))
    assert opened(data, phrase_lock("four plain words together")) == b"x" * 10
    assert "not the passphrase" in refused(data, phrase_lock("four plain words apart"))
    assert "made with a passphrase" in refused(data)
    assert "made with a key file" in refused(sealed(b"x"), phrase_lock("four plain words together"))


def test_a_file_cannot_ask_for_endless_memory():
    data = sealed(b"x", phrase_lock("four plain words together"))
    for greedy in (data.replace(b'"n": 131072', b'"n": 991072'), data.replace(b'"p": 1', b'"p": 9')):
        assert greedy != data
        assert "usable" in refused(greedy, phrase_lock("four"))


def test_a_key_file_is_made_once_and_for_its_owner_only(tmp_path):
    path = tmp_path / "keys" / "backup.key"
    assert make_key(path)
    before = path.read_text()
    assert not make_key(path)
    assert path.read_text() == before
    assert path.stat().st_mode & 0o077 == 0
    assert opened(sealed(b"x", file_lock(path)), file_lock(path)) == b"x"


@pytest.mark.parametrize("text", ["", "sightline-backup-key/1 aGVsbG8=", "hello", "sightline-backup-key/1 ***"])
def test_a_file_that_is_no_key_is_called_so(tmp_path, text):
    path = tmp_path / "k"
    path.write_text(text)
    with pytest.raises(BackupError, match="not a backup key"):
        file_lock(path)


def test_a_key_file_that_is_gone_is_named(tmp_path):
    with pytest.raises(BackupError, match="no key file"):
        file_lock(tmp_path / "gone.key")
