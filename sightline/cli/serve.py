"""`sightline serve`: the web application, by gunicorn, or by waitress on Windows behind a proxy."""

from __future__ import annotations

import argparse
import gc
import logging
import os
import socket
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Barrier, BrokenBarrierError
from typing import IO, Any

from sightline.cli import compiled
from sightline.cli.start import database_ready, say, settings, trail_ready
from sightline.cli.trouble import Refused
from sightline.config.env import Values

log = logging.getLogger("sightline.serve")
THIS_MACHINE = ("127.0.0.1", "localhost", "[::1]")


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    parser = subparsers.add_parser("serve", help="serve the web application")
    add_server_arguments(parser)
    parser.add_argument("--certificate", metavar="FILE", help="speak HTTPS with this certificate (PEM, with its chain)")
    parser.add_argument("--key", metavar="FILE", help="the key of that certificate (PEM)")
    parser.set_defaults(run=run)


def add_server_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, help="listen on this port instead of SIGHTLINE_PORT")
    parser.add_argument("--workers", type=int, default=2, help="how many server processes (default 2)")


def run(arguments: argparse.Namespace) -> int:
    """Serve until interrupted. Raises Refused: half-safe settings, a certificate that cannot be used, port taken."""
    for name, value in (("PORT", arguments.port), ("CERTIFICATE", arguments.certificate)):
        if value is not None:
            os.environ[f"SIGHTLINE_{name}"] = str(value)
    if arguments.key is not None:
        os.environ["SIGHTLINE_CERTIFICATE_KEY"] = arguments.key
    compiled.keep(settings().data)
    with no_tidying_up():
        values = database_ready()
    trail_ready()
    look_at_certificate(values)
    check_port(values.address, values.port)
    with only_while_nothing_is_restored(values):
        look_at_clock(values)
        say(f"Serving Sightline at {address_of(values)} (Ctrl-C stops it)")
        offer_set_up(values)
        with night_watch(values):
            serve(values, workers=arguments.workers)
    return 0


def address_of(values: Values) -> str:
    """The address to type into a browser."""
    named = next((host for host in values.hosts if host not in THIS_MACHINE), "")
    if values.https and named:  # the proxy's
        return f"https://{named}/"
    scheme = "https" if values.certificate is not None else "http"
    host = "localhost" if values.loopback_only else named or values.address
    return f"{scheme}://{host}{'' if (scheme, values.port) == ('https', 443) else f':{values.port}'}/"


def look_at_certificate(values: Values) -> None:
    """Refuse one that cannot be used, and say what browsers will complain of. Raises Refused."""
    if values.certificate is None or values.certificate_key is None:
        return
    from sightline.upkeep import certificate

    if sys.platform == "win32":
        raise Refused(
            "On Windows `sightline serve` speaks no HTTPS itself: put it behind a proxy that does (such as IIS), leave "
            "SIGHTLINE_CERTIFICATE out and set SIGHTLINE_HTTPS=yes."
        )
    try:
        found = certificate.check_pair(values.certificate, values.certificate_key)
    except certificate.CertificateError as error:
        raise Refused(str(error)) from None
    for sentence in found.warnings(certificate.now(), values.hosts):
        say(f"Warning: {sentence}")


def look_at_clock(values: Values) -> None:
    """Say so when the clock of this machine seems wrong; nothing is refused for it."""
    from sightline.upkeep import clock

    for sentence in clock.look(values.data):
        say(f"Warning: {sentence}")


def offer_set_up(values: Values) -> None:
    """While nobody administers Sightline: print the code that opens the first-run pages, once a start."""
    from sightline.upkeep import first_run

    if values.demo or not first_run.is_open():
        return
    code = first_run.new_code(values.data)
    say(
        f"Nobody administers Sightline yet. Set it up in a browser: {address_of(values)}set-up/\n"
        f"The set-up code, for you alone: {code}"
    )


@contextmanager
def no_tidying_up() -> Iterator[None]:
    """While a program is read there is nothing to throw away: looking for it is a fifth of a start's work.

    What has been read by then is left out of all later looking, too, in each server process made of this one.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@contextmanager
def only_while_nothing_is_restored(values: Values) -> Iterator[None]:
    """Hold the lock by which a restore knows that somebody serves. Raises Refused while one is under way."""
    from sightline.upkeep.locking import SERVING, Held, hold

    try:
        lock: IO[bytes] = hold(values.data / SERVING, shared=True)
    except Held:
        raise Refused("A backup is being restored into this folder. Start again when that is done.") from None
    os.set_inheritable(lock.fileno(), True)
    try:
        yield
    finally:
        lock.close()


@contextmanager
def night_watch(values: Values) -> Iterator[None]:
    """Beside the server, a process that does the night's looking at the hour set; it ends with the server."""
    if values.nightly_at == "off" or values.demo:
        yield
        return
    command = [sys.executable, "-m", "sightline.cli.main", "nightly", "--every-night", "--while", str(os.getpid())]
    watch = subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603  our own command
    try:
        yield
    finally:
        watch.terminate()
        try:
            watch.wait(10)
        except subprocess.TimeoutExpired:
            watch.kill()


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
        by_waitress(values)
    else:
        _gunicorn(values, workers)


def by_waitress(values: Values) -> None:
    """Serve by waitress, in one process; what Windows has."""
    import waitress

    from sightline.config.wsgi import application

    at_work()
    rehearsed()
    waitress.serve(
        application,
        host=values.address,
        port=values.port,
        threads=8,
        ident=None,
        # Whom to believe is decided in one place, config/proxy.py; waitress would take the proxy's headers away before.
        clear_untrusted_proxy_headers=False,
    )


def _gunicorn(values: Values, workers: int) -> None:
    from django.db import connections
    from django.urls import get_resolver
    from gunicorn.app.base import BaseApplication

    connections.close_all()  # nothing open crosses the fork

    class Server(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            for name, value in _options(values, workers).items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self) -> Any:
            with no_tidying_up():
                from sightline.config.wsgi import application

                get_resolver().url_patterns  # noqa: B018  every page's code, once, before the processes part
                rehearsed()
            connections.close_all()
            return application

    arguments, sys.argv = sys.argv, sys.argv[:1]  # gunicorn must not read our words
    try:
        Server().run()
    except SystemExit as stopped:
        if stopped.code:
            raise
    finally:
        sys.argv = arguments


def _options(values: Values, workers: int) -> dict[str, Any]:
    found = {
        "bind": f"[{values.address}]:{values.port}" if ":" in values.address else f"{values.address}:{values.port}",
        "workers": workers,
        "threads": 4,
        "worker_class": "gthread",
        "preload_app": True,
        "timeout": 60,
        "graceful_timeout": 10,
        "loglevel": "warning",
        "control_socket_disable": True,
        "forwarded_allow_ips": "",  # whom to believe is decided in one place: config/proxy.py
        "post_worker_init": _worker_begins,
    }
    if values.certificate is not None:
        found |= {"certfile": str(values.certificate), "keyfile": str(values.certificate_key), "ssl_context": _strict}
    return found


def at_work() -> None:
    """How Python goes about its own business in a process that answers people.

    A thread that comes back from the database waits for its turn while another computes: a millisecond at a time, not
    five, since a save comes back fifty times. And what many pages share (templates, statements) is looked through
    for cycles every few minutes, not every few seconds: all threads stand still for that, for a tenth of a second.
    What is young is looked through in small helpings, of some ten milliseconds at the most.
    """
    sys.setswitchinterval(0.001)
    gc.set_threshold(5_000, 5, 100)


def rehearsed() -> bool:
    """Go through a save for nobody. Whether it could be done: no start fails for it, and pages say what is wrong."""
    from sightline.desk.rehearsing import rehearse

    try:
        rehearse()
    except Exception:
        log.warning("not_rehearsed", exc_info=True)
        return False
    return True


def _worker_begins(worker: Any) -> None:
    """In a server process, before it takes its first request: each of its threads makes its connection ready."""
    at_work()
    together = Barrier(worker.cfg.threads)  # so that no thread takes two of the turns

    def begin() -> None:
        with suppress(BrokenBarrierError):
            together.wait(5)
        rehearsed()

    for _ in range(worker.cfg.threads):
        worker.tpool.submit(begin)


def _strict(_config: Any, usual: Callable[[], ssl.SSLContext]) -> ssl.SSLContext:
    """TLS 1.2 or newer."""
    context = usual()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
