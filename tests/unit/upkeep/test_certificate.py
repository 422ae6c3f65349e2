"""What is wrong with a certificate, or soon will be, in plain words."""

from datetime import UTC, datetime

import pytest

from sightline.upkeep import certificate
from sightline.upkeep.certificate import CertificateError
from tests.certificates import a_certificate


def warnings(path, **options):
    return certificate.read(path).warnings(datetime.now(UTC), **options)


def test_one_in_force_for_this_server_is_fine(tmp_path):
    path, key = a_certificate(tmp_path, names=("sightline.westmarsh.example", "*.partners.example"))
    assert certificate.check_pair(path, key).path == path
    assert warnings(path, hosts=("sightline.westmarsh.example", "a.partners.example", "localhost")) == []


@pytest.mark.parametrize(
    ("times", "words"),
    [
        ({"begins": -100, "days": 90}, "expired on"),
        ({"begins": 1, "days": 90}, "Check the clock of this machine"),
        ({"begins": -80, "days": 90}, "Renew"),
    ],
)
def test_expired_not_yet_begun_and_soon_over_are_said(tmp_path, times, words):
    [sentence] = warnings(a_certificate(tmp_path, **times)[0])
    assert words in sentence


def test_a_name_it_does_not_cover_is_said(tmp_path):
    [sentence] = warnings(a_certificate(tmp_path)[0], hosts=("sightline.westmarsh.example",))
    assert "does not name sightline.westmarsh.example" in sentence


def test_what_cannot_be_used_is_refused_in_one_sentence(tmp_path):
    path, key = a_certificate(tmp_path / "one")
    _other, other_key = a_certificate(tmp_path / "two")
    (tmp_path / "text").write_text("hello")
    for pair, words in (
        ((path, other_key), "does not belong"),
        ((path, tmp_path / "gone"), "cannot be read"),
        ((tmp_path / "gone", key), "cannot be read"),
        ((tmp_path / "text", key), "not a certificate"),
        ((path, tmp_path / "text"), "not a key"),
    ):
        with pytest.raises(CertificateError, match=words):
            certificate.check_pair(*pair)
