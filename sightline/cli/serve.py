"""`sightline serve`: the web application, by gunicorn, or by waitress on Windows."""

from __future__ import annotations

import argparse
import os
import socket
import sys
from typing import Any

from sightline.cli.start import database_ready, say
from sightline.cli.trouble import Refused
from sightline.config.env import Values


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    parser = subparsers.add_parser("serve", help="serve the web application")
    add_server_arguments(parser)
    parser.set_defaults(run=run)


def add_server_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, help="listen on this port instead of SIGHTLINE_PORT")
    parser.add_argument("--workers", type=int, default=2, help="how many server processes (default 2)")


def run(arguments: argparse.Namespace) -> int:
    """Serve until interrupted. Raises Refused when the port is taken."""
    port = arguments.port
    if port is not None:
        os.environ["SIGHTLINE_PORT"] = str(port)
    values = database_ready()
    check_port(values.address, values.port)
    say(f"Serving Sightline at {address_of(values)} (Ctrl-C stops it)")
    serve(values, workers=arguments.workers)
    return 0


def address_of(values: Values) -> str:
    """The address to type into a browser."""
    return f"http://{'localhost' if values.loopback_only else values.address}:{values.port}/"


def check_port(address: str, port: int) -> None:
    """Raise Refused when nothing can listen there."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if sys.platform != "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            raise Refused(
                f"Port {port} cannot be used ({(error.strerror or 'in use').lower()}). "
                f"Close the other program, or choose another port: --port {port + 1 if port < 65535 else 8765}"
            ) from None


def serve(values: Values, *, workers: int = 2) -> None:
    """Hand over to the web server; returns when it is stopped."""
    if sys.platform == "win32":
        import waitress

        from sightline.config.wsgi import application

        waitress.serve(application, host=values.address, port=values.port, threads=8, ident=None)
        return
    _gunicorn(values, workers)


def _gunicorn(values: Values, workers: int) -> None:
    from django.db import connections
    from gunicorn.app.base import BaseApplication

    connections.close_all()  # nothing open crosses the fork

    class Server(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            options = {
                "bind": f"{values.address}:{values.port}",
                "workers": workers,
                "threads": 4,
                "worker_class": "gthread",
                "preload_app": True,
                "timeout": 60,
                "graceful_timeout": 10,
                "loglevel": "warning",
                "control_socket_disable": True,
            }
            for name, value in options.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self) -> Any:
            from sightline.config.wsgi import application

            connections.close_all()
            return application

    arguments, sys.argv = sys.argv, sys.argv[:1]  # gunicorn must not read our words
    try:
        Server().run()
    finally:
        sys.argv = arguments
