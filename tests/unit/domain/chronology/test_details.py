"""What is asked about each thing an event shows: in the words of the record format, and enough for checks to ask by."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sightline.domain.checks.fact import Fact
from sightline.domain.checks.hindsight import asked_in
from sightline.domain.checks.kinds import KINDS
from sightline.domain.checks.library import CATALOGUE
from sightline.domain.checks.record import ChildRecord
from sightline.domain.chronology.details import DETAILS, LOOKED_FOR, Detail, in_codes, in_words, tidy
from sightline.domain.chronology.reading import read_return
from sightline.domain.chronology.replaying import Marked, replayable
from sightline.domain.chronology.row import Place, Row
from sightline.domain.chronology.shown import BY_CODE
from sightline.domain.chronology.when import understand
from sightline.exchange.chronology import child
from sightline.stories.chronologies import FILES, MARKS, REFERENCE, SAMPLES

BORN = date(2014, 2, 14)


def filled(one: Detail) -> object:
    """Something that may be said."""
    if one.choices:
        code = one.choices[-1][0]
        return [code] if one.several else code
    return "2015-03-04" if one.is_day else f"MP {one.name}"


def a_row(when: str) -> Row:
    return Row(Place("a.docx", "", 1), "Police", understand(when, reference=date(2026, 1, 1)), date_raw=when, event="x")


def test_every_detail_belongs_to_something_an_event_shows():
    assert set(DETAILS) <= set(BY_CODE)


def test_what_can_have_been_looked_for_is_what_marks_can_make():
    kinds = {kind for kind, _ in LOOKED_FOR}
    made = {fact.type for code in BY_CODE for fact in _facts_of(code)}
    assert kinds <= made & set(KINDS)


def _facts_of(code: str) -> tuple[Fact, ...]:
    found = replayable([Marked("r1", a_row("03/03/2015"), (code,))], born=BORN)
    return found.history.as_of(date(2015, 4, 1)).facts


@pytest.mark.parametrize("what", sorted(set(DETAILS) - {"looked"}))
def test_every_detail_becomes_fields_of_the_record_format_with_codes_it_knows(what):
    details = tidy(what, {one.name: filled(one) for one in DETAILS[what]})
    assert set(details) == {one.name for one in DETAILS[what]}
    found = replayable([Marked("r1", a_row("03/03/2015"), (what,), {what: details})], born=BORN)
    record = found.history.as_of(date(2015, 4, 1))
    facts = [fact for fact in record.facts if fact.id != "child"]
    assert len(ChildRecord.from_json(record.to_json()).facts) == len(record.facts)
    for fact in facts:
        known = {field.name: field for field in KINDS[fact.type].fields}
        assert set(fact.fields) - {"recorded_at"} <= set(known), fact.type
        for name, value in fact.fields.items():
            if name in known and known[name].is_closed:
                codes = set(value) if isinstance(value, list) else {value}
                assert codes <= set(known[name].codes), (fact.type, name, value)
    told = [repr(value) for fact in facts for value in fact.fields.values()]
    for name, value in details.items():
        assert any(str(value) in text for text in told), f"{name} is asked, and goes nowhere"


def test_what_is_not_asked_or_cannot_be_chosen_is_refused():
    with pytest.raises(ValueError, match="Nothing that is asked"):
        tidy("seen", {"colour": "red"})
    with pytest.raises(ValueError, match="cannot be chosen"):
        tidy("injury", {"type": "scratch"})
    with pytest.raises(ValueError, match="Invalid isoformat"):
        tidy("level_CP", {"next_look_date": "soon"})
    assert tidy("injury", {"type": "", "body_region": "  left   cheek "}) == {"body_region": "left cheek"}


def test_in_words_and_in_codes():
    details = {"type": "burn", "explained_by": "Maris", "nai_suspected": "yes"}
    assert list(in_words("injury", details)) == [
        ("What it was", "Burn or scald"),
        ("Who said so", "Maris"),
        ("Did anybody suspect that it was inflicted?", "Yes"),
    ]
    assert in_codes("injury", details, lambda text: text.replace("Maris", "M"))["explained_by"] == "M"
    assert in_codes("injury", details, None) == {"type": "burn", "nai_suspected": "yes"}


@pytest.fixture(scope="module")
def rows() -> dict[str, Row]:
    """The rows of the published sample review, by their reference."""
    found = {}
    for agency, name, _ in FILES:
        contents = child.read(str(Path(SAMPLES) / name), name)
        read = read_return(contents, file=name, agency=agency, reference=REFERENCE)
        found |= {row.ref: row for row in read.rows}
    return found


def asked_of(marked: list[Marked]) -> dict[str, date]:
    replay = replayable(marked, born=BORN)
    checks = [(check, check.values({})) for check in CATALOGUE.values()]
    return {one.check.id: one.first for one in asked_in(replay.history, checks, replay.first, replay.last)}


def test_the_sample_review_once_told_asks_real_questions(rows):
    """What the rows tell brings questions that bare marks do not, moves others to their day, and answers some."""
    told = asked_of([Marked(ref, rows[ref], tuple(shows), shows) for ref, shows in MARKS.items()])
    bare = asked_of([Marked(ref, rows[ref], tuple(shows)) for ref, shows in MARKS.items()])
    by_what_is_told = {
        "REF-01": date(2015, 1, 14),  # by telephone, and nothing in writing
        "MA-03": date(2015, 3, 10),  # a strategy discussion without health
        "MA-04": date(2015, 12, 2),  # two agencies at the conference
    }
    assert {check: told.get(check) for check in by_what_is_told} == by_what_is_told
    assert not set(by_what_is_told) & set(bare)
    assert (bare["DVA-02"], told["DVA-02"]) == (date(2015, 3, 17), date(2015, 11, 28))  # the first names the father
    assert told["INF-01"] == date(2016, 4, 30)  # the mother's word alone on a clinic
    assert "REF-02" in bare
    assert "REF-02" not in told  # what was decided is told
    assert {"VOI-02", "WNB-01", "WNB-02", "EVD-01", "BRU-01", "MA-06", "THR-02"} <= set(told)
