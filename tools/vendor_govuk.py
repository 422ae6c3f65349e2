"""Take GOV.UK Frontend's built files into the product, without what is not licensed off gov.uk.

    python -m tools.vendor_govuk PATH_TO_UNPACKED_PACKAGE PATH_TO_LICENCE_TEXT

The package is unpacked by hand (it is fetched once, by a person, not by this script). Removed are the font, its name,
the crest and crown, and pointers to source maps: hashed file names cannot be made from dangling pointers.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "sightline/kit/static/vendor/govuk"
# The package's scripts and styles are copied under these names; nothing else of it is used.
BUILT = ("govuk-frontend.min.css", "govuk-frontend.min.js")
FORBIDDEN = ("gds", "crown", "crest", "sourcemappingurl", "@font-face", "url(")
_UNWANTED_RULE = re.compile(r"crown|crest|copyright-logo", re.IGNORECASE)


def blocks(css: str) -> Iterator[tuple[str, str | None]]:
    """Split style text into (prelude, body) pairs; a statement without braces has body None.

    >>> list(blocks("@charset 'x';a{b:c}@media print{d{e:f}}"))
    [("@charset 'x';", None), ('a', 'b:c'), ('@media print', 'd{e:f}')]
    """
    start = depth = opened = 0
    for at, char in enumerate(css):
        if char == "{":
            depth += 1
            opened = opened if depth > 1 else at
        elif char == "}":
            depth -= 1
            if depth == 0:
                yield css[start:opened].strip(), css[opened + 1 : at]
                start = at + 1
        elif char == ";" and depth == 0:
            yield css[start : at + 1].strip(), None
            start = at + 1


def clean_css(css: str) -> str:
    """The style sheet without font, crest, crown, comments and source map.

    >>> clean_css("@font-face{x:y}.a{font-family:GDS Transport,arial}@media print{.b__crown{c:d}.e{f:g}}")
    '.a{font-family:arial}@media print{.e{f:g}}'
    """
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    kept = []
    for prelude, body in blocks(css):
        if body is None:
            kept.append(prelude)
        elif prelude.startswith("@font-face") or _UNWANTED_RULE.search(prelude):
            continue
        elif prelude.startswith(("@media", "@supports")):
            inner = clean_css(body)
            kept.append(f"{prelude}{{{inner}}}" if inner else "")
        else:
            kept.append(f"{prelude}{{{body}}}")
    return re.sub(r"['\"]?GDS Transport['\"]?,\s*", "", "".join(kept))


def clean_js(script: str) -> str:
    """The script without its pointer to a source map.

    >>> clean_js("export{a};//# sourceMappingURL=x.map")
    'export{a};'
    """
    return re.sub(r"//# sourceMappingURL=\S*\s*$", "", script)


def forbidden_words(text: str) -> list[str]:
    """Which of the words that must not remain are still in a file; empty when it is fit to ship."""
    return [word for word in FORBIDDEN if word in text.lower()]


def describe(package: dict[str, str], files: dict[str, bytes]) -> str:
    """The text of VENDORED.toml: what this is, from where, under which licence, and each file's checksum."""
    head = [
        "# Made by tools/vendor_govuk.py; do not edit the files beside this one by hand.",
        f'name = "{package["name"]}"',
        f'version = "{package["version"]}"',
        f'licence = "{package["license"]}"',
        'licence_file = "LICENSE.txt"',
        f'source = "npm package {package["name"]}, folder dist/govuk"',
        'changed = "font, crest, crown and source map pointers removed"',
        "",
        "[sha256]",
    ]
    return "\n".join(head + [f'"{name}" = "{sha256(data).hexdigest()}"' for name, data in sorted(files.items())]) + "\n"


def vendor(package_folder: Path, licence: Path, target: Path = TARGET) -> None:
    """Write the cleaned files, licence and VENDORED.toml; raises ValueError when something unwanted remains."""
    package = json.loads((package_folder / "package.json").read_text(encoding="utf-8"))
    files = {"LICENSE.txt": licence.read_bytes()}
    for name in BUILT:
        source = (package_folder / "dist/govuk" / name).read_text(encoding="utf-8")
        cleaned = clean_css(source) if name.endswith(".css") else clean_js(source)
        if left := forbidden_words(cleaned):
            raise ValueError(f"{name} still holds {', '.join(left)}")
        files[name] = cleaned.encode("utf-8")
    target.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (target / name).write_bytes(data)
    (target / "VENDORED.toml").write_text(describe(package, files), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("Give the folder of the unpacked package, and the file with its licence.")
    vendor(Path(sys.argv[1]), Path(sys.argv[2]))
