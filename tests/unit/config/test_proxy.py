"""A proxy's word counts only from an address that is trusted (ASVS 5.0 V4.1.3)."""

import pytest

from sightline.config.proxy import TrustedProxies


def seen(trusted, address, **headers):
    found = {}

    def application(environ, _start):
        found.update(environ)
        return []

    TrustedProxies(application, trusted)({"REMOTE_ADDR": address, "wsgi.url_scheme": "http", **headers}, None)
    assert not [name for name in found if name.startswith("HTTP_X_FORWARDED")]
    return found["wsgi.url_scheme"], found["REMOTE_ADDR"]


def test_a_trusted_proxy_says_who_asks_and_how():
    said = {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_FOR": "10.0.0.9"}
    assert seen(["127.0.0.1"], "127.0.0.1", **said) == ("https", "10.0.0.9")
    assert seen(["192.168.0.0/16"], "192.168.3.4", **said) == ("https", "10.0.0.9")
    assert seen(["::1"], "::1", **said) == ("https", "10.0.0.9")


def test_nobody_else_is_believed():
    said = {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_FOR": "10.0.0.9"}
    assert seen(["127.0.0.1"], "203.0.113.7", **said) == ("http", "203.0.113.7")
    assert seen([], "127.0.0.1", **said) == ("http", "127.0.0.1")
    assert seen(["127.0.0.1"], "", **said) == ("http", "")


def test_what_a_person_wrote_before_the_proxy_is_not_taken_for_its_word():
    said = {"HTTP_X_FORWARDED_PROTO": "https, http", "HTTP_X_FORWARDED_FOR": "1.2.3.4, 10.0.0.9"}
    assert seen(["127.0.0.1"], "127.0.0.1", **said) == ("http", "10.0.0.9")


@pytest.mark.parametrize("junk", ["", "unknown", "10.0.0.9:443", "<script>"])
def test_an_address_that_is_none_changes_nothing(junk):
    assert seen(["127.0.0.1"], "127.0.0.1", HTTP_X_FORWARDED_FOR=junk) == ("http", "127.0.0.1")
