"""Templates are strict where they are ours, and forgiving where the GOV.UK macros need it."""

from __future__ import annotations

from typing import Any

import pytest
from jinja2 import DictLoader, UndefinedError

from sightline.kit import parts
from sightline.kit.jinja import environment

TAG = "{% from 'govuk_frontend_jinja/components/tag/macro.html' import govukTag %}"


def drawn(source: str, **context: Any) -> str:
    return environment(loader=DictLoader({"t": source})).get_template("t").render(context)


@pytest.mark.parametrize(
    "source",
    [
        "{{ page.txet }}",
        "{{ pgae.text }}",
        "{% if page.txet %}x{% endif %}",
        "{% for x in page.txet %}{% endfor %}",
        TAG + "{{ govukTag({'text': page.txet}) }}",
        TAG + "{{ govukTag({'text': facts.txet}) }}",
        "{{ facts.txet }}",
    ],
)
def test_a_misspelt_name_fails(source: str) -> None:
    with pytest.raises(UndefinedError):
        drawn(source, page=parts.Link("words", "/"), facts={"text": "words"})


def test_a_key_that_a_dictionary_lacks_can_be_asked_for() -> None:
    assert drawn("{{ facts.other is defined }} {{ facts.other | default('none') }}", facts={}) == "False none"


def test_the_macros_may_ask_for_what_nobody_gave() -> None:
    assert "govuk-tag" in drawn(TAG + "{{ govukTag({'text': 'Seen'}) }}")


def test_text_is_escaped_by_us_and_by_the_macros() -> None:
    words = "<script>alert('x')</script>"
    assert "<script>" not in drawn("{{ words }}", words=words)
    assert "<script>" not in drawn(TAG + "{{ govukTag({'text': words}) }}", words=words)


def test_a_macro_is_compiled_once() -> None:
    made = environment(loader=DictLoader({"t": TAG + "{{ govukTag({'text': 'x'}) }}"}))
    template = made.get_template("t")
    template.render()
    module = made.macros.get_template("govuk_frontend_jinja/components/tag/macro.html")._module
    template.render()
    assert module is not None
    assert made.macros.get_template("govuk_frontend_jinja/components/tag/macro.html")._module is module


def test_a_route_that_no_room_offers_is_nothing() -> None:
    assert drawn("{{ url_if_any('no-such-route') }}") == ""


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (parts.Result("clear"), "Clear"),
        (parts.Result("ask", "today"), "Ask: today"),
        (parts.Result("unknown", why="not kept here"), "Not known (not kept here)"),
        (parts.Result("n/a"), "Does not apply"),
    ],
)
def test_a_result_is_a_word_not_only_a_colour(result: parts.Result, words: str) -> None:
    from jinja2 import FileSystemLoader

    loader = FileSystemLoader(__file__.rpartition("tests")[0] + "sightline/kit/jinja2")
    module = environment(loader=loader).get_template("kit/components.jinja").module
    assert words in str(module.result_tag(result))  # type: ignore[attr-defined]


def test_an_unknown_result_is_never_drawn_like_a_clear_one() -> None:
    with pytest.raises(ValueError):
        parts.Result("fine")
    with pytest.raises(ValueError):
        parts.Result("ask", "urgent")


def test_a_row_as_long_as_its_head() -> None:
    with pytest.raises(ValueError, match="2 cells"):
        parts.Table("Months", ("Month",), (("May", 3),))
