"""`sightline serve`: what it refuses to do; a real server behind a certificate, behind a proxy, and on a PostgreSQL
that goes away and comes back."""

from __future__ import annotations

import re
import socket
import ssl

import pytest

from tests.certificates import a_certificate
from tests.outside import Place, a_place
from tests.ports import free_port
from tests.postgres_server import Server
from tests.real_server import WITH_A_PERSON, Running, hidden, serving
from tests.workers import PASSWORD


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A partnership with one administrator, made once."""
    with a_place(tmp_path_factory.mktemp("made") / "data") as found:
        found.does("setup", "--no-input", "--partnership", "Westmarsh")
        found.python(WITH_A_PERSON)
        yield found


@pytest.fixture
def place(made, tmp_path):
    with a_place(tmp_path / "data", like=made) as found:
        found.more = {"SIGHTLINE_NIGHTLY_AT": "off"}
        yield found


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion")
def test_it_speaks_https_with_its_own_certificate(place, tmp_path):
    certificate, key = a_certificate(tmp_path / "tls")
    place.more["SIGHTLINE_ADDRESS"] = "0.0.0.0"
    with serving(
        place, tmp_path, "--certificate", str(certificate), "--key", str(key), https=True
    ) as running:  # fmt: skip
        status, text, headers = running.ask("/sign-in/")
        assert (status, "Westmarsh" in text) == (200, True)
        assert "max-age=31536000" in headers["Strict-Transport-Security"]
        assert all(name.startswith("__Host-") for name in running.cookies)
        assert f"https://0.0.0.0:{running.port}/" in running.said()
        # A proxy is not trusted where there is none.
        assert running.ask("/sign-in/", **{"X-Forwarded-Proto": "http"})[0] == 200
        old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
        old.maximum_version = ssl.TLSVersion.TLSv1_1
        with socket.create_connection(("127.0.0.1", running.port)) as line, pytest.raises((ssl.SSLError, OSError)):
            old.wrap_socket(line)


def test_an_expired_certificate_is_said_at_the_start_and_to_the_administrator(place, tmp_path):
    certificate, key = a_certificate(tmp_path / "tls", begins=-100, days=90)
    words = ("--certificate", str(certificate), "--key", str(key))
    with serving(place, tmp_path, *words, https=True) as running:
        assert "Warning: The certificate expired on" in running.said()
    place.more |= {"SIGHTLINE_CERTIFICATE": str(certificate), "SIGHTLINE_CERTIFICATE_KEY": str(key)}
    script = (
        "from sightline.upkeep import health\nprint(health.warnings())\n"
        "from tests.records import signed_in\nfrom sightline.access.models import Worker\n"
        "page = signed_in(Worker.objects.get()).get('/', secure=True, headers={'host': 'localhost'}).content.decode()\n"
        "print(page.count('The certificate expired on'))"
    )
    said = place.python(script)
    assert "The certificate expired on" in said.splitlines()[0]
    assert said.splitlines()[1] == "2"  # the banner, and the list of what needs seeing to


def test_a_clock_that_is_a_day_behind_is_said_at_the_start_and_to_the_administrator(place, tmp_path):
    place.python(
        "import time_machine, datetime\n"
        "from django.db import transaction\nfrom sightline import trail\n"
        "with time_machine.travel(datetime.datetime.now() + datetime.timedelta(days=1)):\n"
        "    with transaction.atomic(): trail.record(verb='x', by='system')"
    )
    with serving(place, tmp_path) as running:
        assert "Warning: The clock of this machine says" in running.said()
        assert "behind" in running.said()
    script = (
        "from tests.records import signed_in\nfrom sightline.access.models import Worker\n"
        "for path in ('/', '/running/'):\n"
        "    page = signed_in(Worker.objects.get()).get(path, headers={'host': 'localhost'}).content.decode()\n"
        "    print('The clock of this machine says' in page)"
    )
    assert place.python(script).split() == ["True", "True"]


def test_it_does_not_start_with_a_key_that_is_cut_short(place):
    key = place.data / "keys" / "trail.key"
    whole = key.read_text()
    for name, text, said in (
        ("trail.key", "", "does not hold the trail's key. Put the key back from the backup."),
        ("secret.key", "abc", "The secret in"),
    ):
        (place.data / "keys" / name).write_text(text)
        done = place.sightline("serve", "--port", str(free_port()))
        assert (done.returncode, done.stdout) == (1, "")
        assert said in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1
        key.write_text(whole)


def test_behind_a_trusted_proxy_its_word_is_taken_and_nobody_elses(place, tmp_path):
    place.more["SIGHTLINE_HTTPS"] = "yes"
    with serving(place, tmp_path) as running:
        assert running.ask("/sign-in/")[0] == 301  # came in plain HTTP: led to HTTPS
        said = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "10.0.0.9"}
        status, text, _headers = running.ask("/sign-in/", **said)
        assert status == 200
        form = hidden(text) | {"login": "nobody", "password": "x" * 12}
        assert running.ask("/sign-in/", form, **said)[0] == 200
        assert '"from": "10.0.0.9"' in (place.data / "security.log").read_text()
        assert running.ask("/healthz")[:2] == (200, "ok\n")
    place.more["SIGHTLINE_TRUSTED_PROXIES"] = "192.0.2.1"
    with serving(place, tmp_path) as running:
        assert running.ask("/sign-in/", **said)[0] == 301


def test_the_server_for_windows_takes_a_trusted_proxys_word_too(place, tmp_path):
    place.more["SIGHTLINE_HTTPS"] = "yes"
    said = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "10.0.0.9"}
    with serving(place, tmp_path, waitress=True) as running:
        assert running.ask("/sign-in/")[0] == 301
        status, text, headers = running.ask("/sign-in/", **said)
        assert (status, headers["Server"]) == (200, None)
        assert all(name.startswith("__Host-") for name in running.cookies)
        form = hidden(text) | {"login": "nobody", "password": "x" * 12}
        assert running.ask("/sign-in/", form, **said)[0] == 200
        assert '"from": "10.0.0.9"' in (place.data / "security.log").read_text()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"SIGHTLINE_ADDRESS": "0.0.0.0"}, "needs HTTPS"),
        ({"SIGHTLINE_CERTIFICATE": "{tmp}/text", "SIGHTLINE_CERTIFICATE_KEY": "{tmp}/text"}, "not a certificate"),
        ({"SIGHTLINE_CERTIFICATE": "{tmp}/gone", "SIGHTLINE_CERTIFICATE_KEY": "{tmp}/gone"}, "cannot be read"),
        ({"SIGHTLINE_CERTIFICATE": "{tmp}/text"}, "go together"),
    ],
)
def test_what_is_half_safe_or_cannot_be_used_is_refused_in_one_sentence(place, tmp_path, more, words):
    (tmp_path / "text").write_text("hello")
    place.more |= {name: value.format(tmp=tmp_path) for name, value in more.items()}
    done = place.sightline("serve", "--port", str(free_port()))
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_two_servers_share_a_folder_and_a_restore_waits_for_both(place, tmp_path):
    from sightline.upkeep.locking import SERVING, somebody_holds

    assert not somebody_holds(place.data / SERVING)
    with serving(place, tmp_path):
        with serving(place, tmp_path / "second" if (tmp_path / "second").mkdir() is None else tmp_path):
            pass
        assert somebody_holds(place.data / SERVING)
    assert not somebody_holds(place.data / SERVING)


def test_while_nobody_administers_it_a_code_is_printed(tmp_path):
    with a_place(tmp_path / "data") as empty:
        empty.more = {"SIGHTLINE_NIGHTLY_AT": "off"}
        with serving(empty, tmp_path) as running:
            said = running.said()
            [code] = re.findall(r"The set-up code, for you alone: (\w{4}-\w{4}-\w{4}-\w{4})", said)
            assert f"http://localhost:{running.port}/set-up/" in said
            status, text, _headers = running.ask("/set-up/")
            assert status == 200
            status, _text, headers = running.ask("/set-up/", hidden(text) | {"code": code})
            assert (status, headers["Location"]) == (302, "/set-up/partnership/")


@pytest.mark.postgres
def test_postgresql_goes_in_the_middle_of_work_and_comes_back(tmp_path):
    """A plain 503 that gives back what was typed, nothing half-written, and no new start needed."""
    server = Server()
    place = Place(tmp_path / "data", server.start(), {"SIGHTLINE_NIGHTLY_AT": "off"})
    try:
        place.does("setup", "--no-input", "--partnership", "Westmarsh")
        place.python(WITH_A_PERSON)
        with serving(place, tmp_path) as running:
            form = hidden(running.ask("/sign-in/")[1]) | {"login": "oskar", "password": PASSWORD}
            assert running.ask("/sign-in/", form)[0] == 302
            assert running.ask("/sign-in/code/")[0] == 200
            before = place.python("from sightline.access.models import Worker; print(Worker.objects.count())")

            server.crash()
            status, text, headers = running.ask("/people/")
            assert status == 503
            assert "cannot reach its database" in text
            assert headers["Retry-After"] == "30"
            status, text, _headers = running.ask("/people/add/", {"name": "Bronagh Teal", "password": "secret words"})
            assert status == 503
            assert "Bronagh Teal" in text
            assert "secret words" not in text
            assert Running(running.port, running.log, https=False).ask("/healthz")[:2] == (503, "no database\n")

            server.start_again()
            assert running.ask("/healthz")[0] == 200
            assert running.ask("/sign-in/code/")[0] == 200  # the session is still there
            now = place.python(
                "from sightline.access.models import Worker\nfrom sightline import trail\n"
                "print(Worker.objects.count(), trail.verify().ok)"
            )
            assert now == f"{before} True"
    finally:
        server.stop()


@pytest.mark.postgres
def test_a_save_that_is_cut_in_the_middle_leaves_nothing_behind(tmp_path):
    server = Server()
    place = Place(tmp_path / "data", server.start())
    try:
        place.does("setup", "--no-input", "--agency", "Westmarsh Council=social_care")
        script = (
            "import os, signal\nfrom django.db import transaction, OperationalError, connection\n"
            "from sightline.access import changes\nfrom sightline.access.models import Agency\n"
            "def cut():\n"
            "    with transaction.atomic():\n"
            "        changes.add_team(by='system', agency=Agency.objects.get(), name='Half')\n"
            "        os.kill({pid}, signal.SIGQUIT)\n"
            "        import time\n"
            "        for more in range(300):\n"  # until the server is gone, however slow this machine is
            "            time.sleep(0.2)\n"
            "            changes.add_team(by='system', agency=Agency.objects.get(), name=f'Other half {more}')\n"
            "try:\n    cut()\nexcept OperationalError:\n    print('refused')\n"
        )
        assert server.process is not None
        assert place.python(script.replace("{pid}", str(server.process.pid))) == "refused"
        server.process.wait(60)
        server.start_again()
        said = place.python(
            "from sightline.access.models import Team\nfrom sightline import trail\n"
            "print(Team.objects.count(), trail.verify().problems)"
        )
        assert said == "0 []"
    finally:
        server.stop()
