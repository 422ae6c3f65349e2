"""What every test run needs before Django reads its settings. Loaded early, by `-p tests.harness` in pyproject.toml.

    pytest --database=postgres     the same tests on a real PostgreSQL instead of SQLite
    pytest --update-screenshots    the browser tests write docs/screenshots/

A run never touches a person's own data: settings from outside are dropped, and the data folder is a temporary one.
Sightline started anew by a test reads what the first such start has compiled, from a temporary folder too.
"""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.postgres_server import NotAvailable, Server

# The tests' own, which Sightline would refuse to start with: read as LAW_EXAMPLES and KILL_SAVES.
HOW_LONG = ("SIGHTLINE_LAW_EXAMPLES", "SIGHTLINE_KILL_SAVES")
NEEDS_POSTGRES = "needs PostgreSQL: run  python3 start.py test --database=postgres"
_made: list[Path] = []
_servers: list[Server] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of this project's runs."""
    group = parser.getgroup("sightline")
    group.addoption("--database", choices=("sqlite", "postgres"), default="sqlite", help="which database to run on")
    group.addoption("--update-screenshots", action="store_true", help="write docs/screenshots/ from the browser tests")


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Choose data folder and database, before pytest-django loads the settings."""
    in_worker = "PYTEST_XDIST_WORKER" in os.environ
    if not in_worker:
        # A polite stop is like Ctrl-C: the servers a run started go with it.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    given = os.environ.get("SIGHTLINE_DATABASE_URL") if in_worker else None
    for name in [name for name in os.environ if name.startswith("SIGHTLINE_")]:
        value = os.environ.pop(name)
        if name in HOW_LONG:
            os.environ[name.removeprefix("SIGHTLINE_")] = value
    os.environ["SIGHTLINE_DATA"] = str(_a_folder())
    if not in_worker:
        # For the processes that tests start: without it each would compile some 1,500 files, for seconds.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(_a_folder())
    if early_config.known_args_namespace.database == "postgres":
        os.environ["SIGHTLINE_DATABASE_URL"] = given or _start_postgres()


def _a_folder() -> Path:
    _made.append(Path(tempfile.mkdtemp(prefix="sightline-tests-")))
    return _made[-1]


def _start_postgres() -> str:
    server = Server()
    try:
        url = server.start()
    except NotAvailable as reason:
        raise pytest.UsageError(str(reason)) from None
    _servers.append(server)
    return url


@atexit.register  # also when the settings or an app could not be loaded, where pytest calls no hook
@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    while _servers:
        _servers.pop().stop()
    while _made:
        shutil.rmtree(_made.pop(), ignore_errors=True)


@pytest.hookimpl(tryfirst=True)  # before the plugin that reads --hypothesis-profile
def pytest_configure() -> None:
    """Generated examples: the same in every run, and no time limit each, so that nothing is a matter of luck.

    `--hypothesis-profile=search` looks at new ones each time; what it finds becomes a story of its own.
    """
    common = {"deadline": None, "print_blob": True, "suppress_health_check": [HealthCheck.too_slow]}
    settings.register_profile("sightline", derandomize=True, **common)
    settings.register_profile("search", **common)
    settings.load_profile("sightline")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Benchmarks run only when asked for; tests for PostgreSQL skip elsewhere, saying how to run them."""
    if "benchmark" not in (config.getoption("-m") or ""):
        left_out = [item for item in items if item.get_closest_marker("benchmark")]
        items[:] = [item for item in items if item not in left_out]
        if left_out:
            config.hook.pytest_deselected(items=left_out)
    if config.getoption("--database") != "postgres":
        for item in items:
            if item.get_closest_marker("postgres"):
                item.add_marker(pytest.mark.skip(reason=NEEDS_POSTGRES))
