"""The file format of a backup, `sightline-backup/1`: a readable head, then encrypted and authenticated pieces.

    "SLBACKUP"   8 bytes
    version      2 bytes, big-endian: 1
    length       4 bytes: of the head
    head         JSON: format, made_at, made_by, key (kind and what is needed to find it), salt, prefix, piece
    pieces       each: up to `piece` bytes, encrypted, and a tag of 16 bytes

    file key = HKDF-SHA256(key, salt=head's salt, info="sightline-backup/1")
    piece n: AES-256-GCM, nonce = prefix (7) + n (4) + last (1: 1 for the last piece, else 0),
             aad = SHA-256 of everything before the first piece

The number in the nonce makes a piece that was moved, left out or repeated fail; the mark of the last piece makes a file
that was cut off fail, even at the edge of a piece; the head is authenticated by every piece. (The STREAM construction
of Hoang, Reyhanitabar, Rogaway and Vizár, 2015.) Nothing is handed on before its piece has been authenticated.
"""

from __future__ import annotations

import hashlib
import io
import json
import secrets
import struct
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sightline.upkeep.backup.keys import Lock
from sightline.upkeep.backup.trouble import BackupError

MAGIC = b"SLBACKUP"
VERSION = 1
FORMAT = "sightline-backup/1"
PIECE = 1 << 20
TAG = 16
PREFIX = 7
LONGEST_HEAD = 64 * 1024
LARGEST_PIECE = 64 << 20

FOREIGN = "This file is not a backup of Sightline."
DAMAGED = "The backup is damaged or was changed since it was made: piece {0} is not as it was written."
CUT_OFF = "The backup is cut off: its end is missing."
LAST = "The backup is cut off, or was changed since it was made: its last piece is not as it was written."


def _file_key(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=salt, info=FORMAT.encode()).derive(key))


def _nonce(prefix: bytes, number: int, last: bool) -> bytes:
    return prefix + struct.pack(">IB", number, last)


class Writer:
    """A file-like object: what is written comes out encrypted in `out`. `close()` writes the last piece."""

    def __init__(self, out: BinaryIO, lock: Lock, *, made_at: str, made_by: str) -> None:
        key_words = lock.header()
        salt, self._prefix = secrets.token_bytes(32), secrets.token_bytes(PREFIX)
        head = {
            "format": FORMAT, "made_at": made_at, "made_by": made_by, "key": key_words,
            "salt": salt.hex(), "prefix": self._prefix.hex(), "piece": PIECE,
        }  # fmt: skip
        text = json.dumps(head, sort_keys=True).encode("ascii")
        lead = MAGIC + struct.pack(">HI", VERSION, len(text)) + text
        out.write(lead)
        self._out, self._aad = out, hashlib.sha256(lead).digest()
        self._cipher = _file_key(lock.key(key_words), salt)
        self._piece, self._filled = bytearray(PIECE), 0
        self._number, self._closed = 0, False

    def write(self, data: bytes) -> int:
        """Take bytes; whole pieces go out, except one that might be the last."""
        self.take(io.BytesIO(data), len(data))
        return len(data)

    def take(self, source: BinaryIO, size: int) -> None:
        """Take `size` bytes of a file, read straight into the piece: gigabytes are copied no oftener than needed.

        Raises BackupError when the file is shorter.
        """
        whole = memoryview(self._piece)
        while size:
            if self._filled == PIECE:
                self._put(last=False)
            got = cast(io.BufferedReader, source).readinto(whole[self._filled : self._filled + size])
            if not got:
                raise BackupError("A file became shorter while it was backed up. Try again.")
            self._filled += got
            size -= got

    def _put(self, *, last: bool) -> None:
        if self._number >= 2**32 - 1:
            raise BackupError("The backup would be larger than its format can hold (4,096 TB).")
        nonce = _nonce(self._prefix, self._number, last)
        with memoryview(self._piece)[: self._filled] as plain:
            self._out.write(self._cipher.encrypt(nonce, plain, self._aad))
        self._filled = 0
        self._number += 1

    def close(self) -> None:
        """Write the last piece. Without it nobody can read the file to its end."""
        if not self._closed:
            self._put(last=True)
            self._closed = True


@dataclass(frozen=True, slots=True)
class Head:
    """What a backup says of itself before it is opened. `lead`: its bytes as they stand in the file."""

    made_at: str
    made_by: str
    key: dict[str, Any]
    salt: bytes
    prefix: bytes
    piece: int
    lead: bytes


def read_head(source: BinaryIO) -> Head:
    """The head of a backup. Raises BackupError: foreign, made by a newer Sightline, damaged, cut off."""
    lead = source.read(len(MAGIC) + 6)
    if not lead.startswith(MAGIC):
        raise BackupError(FOREIGN)
    if len(lead) < len(MAGIC) + 6:
        raise BackupError(CUT_OFF)
    version, length = struct.unpack(">HI", lead[len(MAGIC) :])
    if version > VERSION:
        raise BackupError(
            f"This backup has format {version} and was made by a newer Sightline; this one reads up to {VERSION}. "
            "Install that version first."
        )
    text = source.read(length) if 0 < length <= LONGEST_HEAD else b""
    if len(text) < length:
        raise BackupError(CUT_OFF if 0 < length <= LONGEST_HEAD else "The head of the backup is damaged.")
    return _parsed(lead, text)


def _parsed(lead: bytes, text: bytes) -> Head:
    try:
        found = json.loads(text)
        head = Head(
            str(found["made_at"]), str(found["made_by"]), dict(found["key"]), bytes.fromhex(found["salt"]),
            bytes.fromhex(found["prefix"]), int(found["piece"]), lead + text,
        )  # fmt: skip
        if found["format"] != FORMAT or len(head.prefix) != PREFIX or not 0 < head.piece <= LARGEST_PIECE:
            raise ValueError
    except (ValueError, KeyError, TypeError):
        raise BackupError("The head of the backup is damaged.") from None
    return head


class Reader:
    """A file-like object that gives what was written, each byte authenticated before it is given.

    Raises BackupError while reading: another key, damaged, changed, cut off, or followed by something else.
    """

    def __init__(self, source: BinaryIO, lock: Lock) -> None:
        self.head = read_head(source)
        self._source = source
        self._cipher = _file_key(lock.key(self.head.key), self.head.salt)
        self._aad = hashlib.sha256(self.head.lead).digest()
        self._size = self.head.piece + TAG
        self._number, self._ended = 0, False
        self._next = source.read(self._size)
        self._piece = memoryview(b"")

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes, b"" at the end; without a size, all there is."""
        if size < 0:
            parts = [bytes(self._piece)]
            self._piece = memoryview(b"")
            while piece := self._open_next():
                parts.append(piece)
            return b"".join(parts)
        found = bytearray()
        while len(found) < size:
            if not self._piece and not self._fill():
                break
            take = min(size - len(found), len(self._piece))
            found += self._piece[:take]
            self._piece = self._piece[take:]
        return bytes(found)

    def _fill(self) -> bool:
        self._piece = memoryview(self._open_next())
        return bool(self._piece)

    def _open_next(self) -> bytes:
        if self._ended:
            return b""
        piece, self._next = self._next, self._source.read(self._size)
        last = not self._next
        nonce = _nonce(self.head.prefix, self._number, last)
        try:
            plain = self._cipher.decrypt(nonce, piece, self._aad)
        except InvalidTag:
            raise BackupError(self._why(piece, last)) from None
        self._number, self._ended = self._number + 1, last
        return plain

    def _why(self, piece: bytes, last: bool) -> str:
        """Cut off at the edge of a piece: this one opens, but not as the last."""
        if last:
            try:
                self._cipher.decrypt(_nonce(self.head.prefix, self._number, False), piece, self._aad)
                return CUT_OFF
            except InvalidTag:
                pass
            if len(piece) < self._size:
                return LAST
        return DAMAGED.format(self._number + 1)


def as_file(stream: Writer | Reader) -> BinaryIO:
    """For whoever asks for a file object and uses `read` or `write` alone, as tarfile does."""
    return cast(BinaryIO, stream)
