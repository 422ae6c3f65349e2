"""`sightline service-file`: what systemd needs to run Sightline, printed for this machine's folders."""

from __future__ import annotations

import argparse
import getpass
import re
import sys
from pathlib import Path
from typing import Any

from sightline.cli.start import settings
from sightline.cli.trouble import Refused

LOW_PORT = "CAP_NET_BIND_SERVICE"  # to listen on a port below 1024
KINDS = ("serve", "nightly", "timer")
HEAD = "# {name}: written by `sightline service-file {kind}`. Put it into /etc/systemd/system/ under this name.\n"

# What a program that holds children's records has no business doing is closed to it.
HARDENED = """\
NoNewPrivileges=yes
PrivateTmp=yes
ProtectSystem=strict
ProtectHome=read-only
ProtectKernelTunables=yes
ProtectControlGroups=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectClock=yes
ProtectHostname=yes
PrivateDevices=yes
CapabilityBoundingSet={capabilities}
LockPersonality=yes
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
SystemCallArchitectures=native
UMask=0077
ReadWritePaths={writable}
"""
SERVE = """\
[Unit]
Description=Sightline
Wants=network-online.target
After=network-online.target{after}
RequiresMountsFor={data}

[Service]
Type=exec
User={user}
Environment=SIGHTLINE_DATA={data}
ExecStart={command} serve
Restart=on-failure
RestartSec=5
TimeoutStopSec=30
{ports}{hardened}
[Install]
WantedBy=multi-user.target
"""
NIGHTLY = """\
[Unit]
Description=Sightline: the night's looking and backup
After=sightline.service{after}
RequiresMountsFor={data}

[Service]
Type=oneshot
User={user}
Environment=SIGHTLINE_DATA={data}
ExecStart={command} nightly
{hardened}"""
TIMER = """\
[Unit]
Description=Sightline: every night

[Timer]
OnCalendar=*-*-* {at}:00
Persistent=yes

[Install]
WantedBy=timers.target
"""


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    parser = subparsers.add_parser("service-file", help="print what systemd needs to run Sightline on this machine")
    parser.add_argument("kind", nargs="?", default="serve", choices=KINDS, help="the server, or the night")
    parser.add_argument("--user", help="the user it runs as (default: you)")
    parser.add_argument("--at", default="02:30", metavar="HH:MM", help="when the timer fires")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the file. Raises Refused on Windows, and for a user or path that systemd could misread."""
    if sys.platform == "win32":
        raise Refused("systemd is not on Windows. There, let the Task Scheduler start `sightline serve`.")
    values = settings()
    command = _command()
    facts = {
        "user": arguments.user or getpass.getuser(),
        "data": values.data,
        "command": command,
        "at": arguments.at,
        "after": " postgresql.service" if values.database_url else "",
        "ports": f"AmbientCapabilities={LOW_PORT}\n" if values.port < 1024 else "",
    }
    # Without the data there is no service; a disk for backups that is away is a warning on the page Running.
    away = values.backup_to if values.backup_to != values.data else None
    writable = f"{values.data} -{away}" if away else str(values.data)
    capabilities = LOW_PORT if values.port < 1024 and arguments.kind == "serve" else ""
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", arguments.at):
        raise Refused("--at should be a time of day such as 02:30.", code=2)
    for text in (str(facts["user"]), str(values.data), command, writable):
        if any(sign in text for sign in "\n\"'%\\"):
            raise Refused(
                f"systemd would misread {text!r}: choose a name without quotes, backslashes and percent signs."
            )
    for path in filter(None, (values.data, away, Path(sys.executable))):
        if " " in str(path):
            raise Refused(f"systemd would take {str(path)!r} for two names: choose a folder without blanks.")
    name, text = {
        "serve": ("sightline.service", SERVE),
        "nightly": ("sightline-nightly.service", NIGHTLY),
        "timer": ("sightline-nightly.timer", TIMER),
    }[arguments.kind]
    print(HEAD.format(name=name, kind=arguments.kind) + text.format(
        **facts, hardened=HARDENED.format(writable=writable, capabilities=capabilities)
    ), end="")  # fmt: skip
    return 0


def _command() -> str:
    """How this very `sightline` was started."""
    script = Path(sys.executable).parent / "sightline"
    return str(script) if script.exists() else f"{sys.executable} -m sightline.cli.main"
