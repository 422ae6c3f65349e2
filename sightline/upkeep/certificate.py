"""The server's certificate: does it go with its key, is it in force, does it name this server. In plain sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from sightline.kit.words import day

SOON = timedelta(days=21)  # our default: three weeks to renew


class CertificateError(Exception):
    """The certificate or its key cannot be used. The text is one plain sentence."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a certificate says: from when to when, and for which names."""

    path: Path
    starts: datetime
    ends: datetime
    names: tuple[str, ...]

    def warnings(self, now: datetime, hosts: Iterable[str] = ()) -> list[str]:
        """What people's browsers will complain of, or soon will; a sentence each."""
        found = []
        if now >= self.ends:
            found.append(
                f"The certificate expired on {day(self.ends)}: browsers refuse to open Sightline. Renew {self.path}. "
                "If it was renewed, check the clock of this machine."
            )
        elif now < self.starts:
            found.append(
                f"The certificate only begins on {day(self.starts)}. Check the clock of this machine, which says "
                f"{day(now)}, or wait until then."
            )
        elif self.ends - now < SOON:
            found.append(f"The certificate expires on {day(self.ends)}. Renew {self.path} before then.")
        missing = [host for host in hosts if not self._covers(host)]
        if missing:
            found.append(
                f"The certificate does not name {', '.join(missing)}: browsers warn people who come by that name. "
                f"It names {', '.join(self.names) or 'nothing'}."
            )
        return found

    def _covers(self, host: str) -> bool:
        host = host.lower().strip("[]")
        if host in {"localhost", "127.0.0.1", "::1"}:
            return True
        _first, _dot, rest = host.partition(".")
        return any(name == host or (name.startswith("*.") and name[2:] == rest) for name in self.names)


def read(path: Path) -> Certificate:
    """The first certificate of a PEM file, which is the server's own. Raises CertificateError."""
    try:
        found = x509.load_pem_x509_certificates(path.read_bytes())[0]
    except OSError as error:
        raise CertificateError(f"The certificate {path} cannot be read ({error.strerror}).") from None
    except ValueError:
        raise CertificateError(f"{path} is not a certificate in PEM form.") from None
    try:
        names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        listed = [*names.get_values_for_type(x509.DNSName), *map(str, names.get_values_for_type(x509.IPAddress))]
    except x509.ExtensionNotFound:
        listed = []
    return Certificate(path, found.not_valid_before_utc, found.not_valid_after_utc, tuple(n.lower() for n in listed))


def check_pair(certificate: Path, key: Path) -> Certificate:
    """The certificate, if the key is its own. Raises CertificateError."""
    found = read(certificate)
    try:
        private = load_pem_private_key(key.read_bytes(), password=None)
    except OSError as error:
        raise CertificateError(f"The certificate's key {key} cannot be read ({error.strerror}).") from None
    except TypeError:
        raise CertificateError(f"The certificate's key {key} has a password. Store it without one.") from None
    except ValueError:
        raise CertificateError(f"{key} is not a key in PEM form.") from None
    form = (Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    public = x509.load_pem_x509_certificates(certificate.read_bytes())[0].public_key()
    if private.public_key().public_bytes(*form) != public.public_bytes(*form):
        raise CertificateError(f"The key {key} does not belong to the certificate {certificate}.")
    return found


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)
