"""Ports for the servers that tests start."""

from __future__ import annotations

import secrets
import socket

FIRST, MANY = 20_000, 12_000
"""Below those that an outgoing connection is given: no browser or client can take one between here and its server."""


def free_port() -> int:
    """A port of this machine that nobody listens at. Not drawn from `random`, which two processes of a run share."""
    while True:
        port = FIRST + secrets.randbelow(MANY)
        with socket.socket() as line:
            try:
                line.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
