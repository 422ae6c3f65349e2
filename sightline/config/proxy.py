"""Whose word is taken for who asks, and over what: a trusted proxy's, and nobody else's. One place for every server.

A proxy that speaks HTTPS with people hands requests on in plain HTTP, and says in two headers from whom and how they
came. Anybody can write such headers; they count only when the request comes from an address that is trusted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from ipaddress import ip_address, ip_network
from typing import Any

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]
HEADERS = ("HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_FOR")


class TrustedProxies:
    """Wraps the application. `trusted`: addresses or networks of proxies; empty: the headers mean nothing."""

    def __init__(self, application: Application, trusted: Iterable[str]) -> None:
        self._application = application
        self._trusted = tuple(ip_network(one, strict=False) for one in trusted)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        scheme, forwarded = (environ.pop(header, "") for header in HEADERS)
        if self._trusts(environ.get("REMOTE_ADDR", "")):
            if scheme:
                environ["wsgi.url_scheme"] = "https" if _last(scheme).lower() == "https" else "http"
            if (who := _last(forwarded)) and _is_address(who):
                environ["REMOTE_ADDR"] = who
        return self._application(environ, start_response)

    def _trusts(self, address: str) -> bool:
        return _is_address(address) and any(ip_address(address) in network for network in self._trusted)


def _last(header: str) -> str:
    """What the nearest proxy wrote: it adds to the end of what came from outside."""
    return header.rpartition(",")[2].strip()


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
