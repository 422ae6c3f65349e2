"""Every template of the product, read as a tree: nothing typed by a person can become markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import nodes

from sightline.kit.jinja import environment

ROOT = Path(__file__).resolve().parents[3]
TEMPLATES = sorted(
    file for kind in ("jinja", "html") for file in ROOT.glob(f"sightline/*/jinja2/**/*.{kind}") if file.is_file()
)
MARKUP_KEY = re.compile(r"^html$|Html$")


def _faults(source: str) -> Iterator[str]:
    env = environment()
    tree = env.parse(source)
    for filtered in tree.find_all(nodes.Filter):
        if filtered.name in {"safe", "forceescape"}:
            yield f"line {filtered.lineno}: |{filtered.name}"
    for call in tree.find_all(nodes.Name):
        if call.name in {"Markup", "mark_safe"}:
            yield f"line {call.lineno}: {call.name}"
    for pair in tree.find_all(nodes.Pair):
        if _is_markup_key(pair.key) and not isinstance(pair.value, nodes.Const):
            yield f"line {pair.lineno}: something that isn't fixed text under the key {pair.key.value!r}"
    for word in tree.find_all(nodes.Keyword):
        if MARKUP_KEY.search(word.key) and not isinstance(word.value, nodes.Const):
            yield f"line {word.lineno}: something that isn't fixed text as {word.key}="
    for switch in tree.find_all(nodes.ScopedEvalContextModifier):
        yield f"line {switch.lineno}: autoescape switched"
    yield from _inline(source)


def _is_markup_key(key: nodes.Expr) -> bool:
    return isinstance(key, nodes.Const) and isinstance(key.value, str) and bool(MARKUP_KEY.search(key.value))


def _inline(source: str) -> Iterator[str]:
    """The content security policy would block these silently."""
    for pattern, what in (
        (r"<script(?![^>]*\ssrc=)", "inline script"),
        (r"<style", "inline style"),
        (r"<[a-z][^>{}]*\sstyle\s*=", "style attribute"),
        (r"<[a-z][^>{}]*\son[a-z]+\s*=", "event handler"),
        (r"(?:src|href|action)=\"(?:https?:)?//", "address outside this site"),
    ):
        if re.search(pattern, source, re.IGNORECASE):
            yield what


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_no_template_can_turn_text_into_markup(template: Path) -> None:
    assert list(_faults(template.read_text(encoding="utf-8"))) == []


def test_the_templates_are_found() -> None:
    assert ROOT / "sightline/kit/jinja2/kit/layout.jinja" in TEMPLATES


@pytest.mark.parametrize(
    "source",
    [
        "{{ page.text | safe }}",
        "{{ govukTag({'html': page.text}) }}",
        "{{ govukTag({'titleHtml': 'a' ~ page.text}) }}",
        "{{ macro(html=page.text) }}",
        "{% autoescape false %}{{ page.text }}{% endautoescape %}",
        "<p style='color: red'>",
        "<script>alert(1)</script>",
        '<a href="/" onclick="x()">',
        '<img src="https://elsewhere.example/x.png">',
        "<style>p { color: red }</style>",
    ],
)
def test_the_lint_sees(source: str) -> None:
    assert list(_faults(source))


@pytest.mark.parametrize(
    "source",
    [
        "{{ govukTag({'html': '<b>fixed</b>'}) }}",
        "{{ govukTag({'text': page.text}) }}",
        '<script type="module" src="{{ static(\'kit/boot.js\') }}"></script>',
        "<a href=\"{{ url('x') }}\">",
        "<section>once on = one</section>",
    ],
)
def test_the_lint_leaves_alone(source: str) -> None:
    assert list(_faults(source)) == []
