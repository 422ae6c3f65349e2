"""What we took from others is as we said: checksums, licences, and nothing that isn't ours to ship."""

from __future__ import annotations

import tomllib
from hashlib import sha256
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

from tools import vendor_govuk

ROOT = Path(__file__).resolve().parents[3]
FOLDERS = [ROOT / "sightline/kit/static/vendor/govuk", ROOT / "tests/browser/vendor"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_vendored_file_is_listed_with_its_checksum(folder: Path) -> None:
    said = tomllib.loads((folder / "VENDORED.toml").read_text(encoding="utf-8"))
    there = {file.name: sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()}
    there.pop("VENDORED.toml")
    assert there == said["sha256"]
    assert said["licence_file"] in there


def test_every_vendor_folder_is_looked_at_here() -> None:
    found = {file.parent for file in ROOT.glob("sightline/**/VENDORED.toml")}
    found |= {file.parent for file in ROOT.glob("tests/**/VENDORED.toml")}
    assert found == set(FOLDERS)


@pytest.mark.parametrize("name", vendor_govuk.BUILT)
def test_neither_font_nor_crown_nor_dangling_pointer_remains(name: str) -> None:
    text = (FOLDERS[0] / name).read_text(encoding="utf-8")
    assert vendor_govuk.forbidden_words(text) == []


def test_the_cleaner_refuses_what_it_could_not_remove(tmp_path: Path) -> None:
    (tmp_path / "dist/govuk").mkdir(parents=True)
    (tmp_path / "package.json").write_text('{"name": "x", "version": "1", "license": "MIT"}')
    (tmp_path / "LICENSE").write_text("free")
    for name in vendor_govuk.BUILT:
        (tmp_path / "dist/govuk" / name).write_text(".a{background:url(/assets/x.svg)}")
    with pytest.raises(ValueError, match=r"still holds url\("):
        vendor_govuk.vendor(tmp_path, tmp_path / "LICENSE", tmp_path / "out")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("@font-face{font-family:GDS Transport;src:url(x)}.a{b:c}", ".a{b:c}"),
        (".a{font-family:GDS Transport,arial}", ".a{font-family:arial}"),
        ("@media print{.x__crown{a:b}.y{c:d}}", "@media print{.y{c:d}}"),
        ("@media print{.x__crown{a:b}}", ""),
        ("@supports (a:b){@media screen{.c{d:e}}}", "@supports (a:b){@media screen{.c{d:e}}}"),
        ("/*! GDS */.a{b:c}/*# sourceMappingURL=x.map */", ".a{b:c}"),
    ],
)
def test_cleaning_styles(before: str, after: str) -> None:
    assert vendor_govuk.clean_css(before) == after


def test_hashed_names_can_be_made_of_all_our_static_files(tmp_path: Path) -> None:
    """WhiteNoise's manifest fails on a pointer that leads nowhere; so must we, here rather than at a customer's."""
    storage = CompressedManifestStaticFilesStorage(location=str(tmp_path), base_url="/static/")
    finder = finders.get_finder("django.contrib.staticfiles.finders.AppDirectoriesFinder")
    paths = {}
    for path, source in finder.list([]):
        if path.startswith(("kit/", "vendor/")):
            with source.open(path) as file:
                storage.save(path, ContentFile(file.read()))
            paths[path] = (storage, path)
    trouble = [done for _name, _hashed, done in storage.post_process(paths) if isinstance(done, Exception)]
    assert trouble == []
    assert "kit/sightline.css" in paths
    assert "vendor/govuk/govuk-frontend.min.css" in paths
