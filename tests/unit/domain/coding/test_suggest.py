from __future__ import annotations

from sightline.domain.coding import Span, sentences
from sightline.domain.coding.suggest import MOST, MOST_A_SENTENCE, Passage, stem, suggest
from sightline.domain.themes import THEMES

OWN = {code: " ".join((one.name, one.definition, *one.counts)) for code, one in THEMES.items()}
TEXT = "Four clinic appointments were missed, and each missed appointment was followed by a letter. It rained. He left."


def told(text: str, **more) -> list[tuple[str, str]]:
    return [(one.span.of(text), one.code) for one in suggest(text, sentences(text), OWN, **more)]


def test_a_sentence_with_a_themes_own_words_is_suggested_with_those_words():
    text = "Her supervision was cancelled, and there was no time in team meetings to think under pressure."
    found = suggest(text, sentences(text), OWN)
    assert found[0].code == "REFLECT-TIME"
    assert found[0].ground == "words"
    assert all(word in text for word in found[0].shared)
    assert len(found[0].shared) >= 2


def test_a_sentence_like_an_earlier_passage_is_suggested_with_the_passage():
    earlier = Passage("PROC-WNB", "Two clinic appointments were missed and a letter was sent", "Report (LR-1)")
    other = Passage("HARM-TRIO", "Drinking and violence rose together", "Report (LR-1)")
    (one,) = list(suggest(TEXT, sentences(TEXT), {}, [earlier, other]))
    assert (one.code, one.ground, one.like) == ("PROC-WNB", "passages", earlier)
    assert {"appointments", "missed"} <= set(one.shared)


def test_nothing_is_suggested_where_the_code_stands_already_or_nothing_is_shared():
    earlier = [Passage("PROC-WNB", "Two clinic appointments were missed and a letter was sent", "x")]
    assert told(TEXT, passages=earlier, already=[("PROC-WNB", Span(0, 10))]) == []
    assert told("It rained. He left. Ω 🙂") == []
    assert suggest("", [], OWN) == []


def test_there_is_an_end_to_suggesting():
    text = " ".join(f"{THEMES[code].definition} {THEMES[code].name}." for code in THEMES) * 5
    found = suggest(text, sentences(text), OWN)
    assert len(found) <= MOST
    spans = [one.span for one in found]
    assert all(spans.count(span) <= MOST_A_SENTENCE for span in spans)


def test_endings_do_not_matter():
    assert stem("missed") == stem("misses") == stem("miss")
    assert stem("bruising") == stem("bruises") == stem("bruised")
    assert stem("planned") == stem("plan")
