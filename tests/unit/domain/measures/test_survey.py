"""A whole survey counted: matching, themes, small groups, stories, and what is never shown."""

from __future__ import annotations

from random import Random

import pytest

from sightline.domain.measures.instrument import DEEDS, ITEMS, THEMES, VIGNETTES, items_of
from sightline.domain.measures.survey import FELT, PROSPECTIVE, SHIFT, Answers, results

EVERY = [item.code for item in ITEMS]


def a_person(
    wave: str, code: str | None, level: int, agency: str = "School", then: int | None = None, **more: object
) -> Answers:
    then_answers = dict.fromkeys(EVERY, then) if then is not None else {}
    return Answers(wave, code, agency, "", dict.fromkeys(EVERY, level), then_answers, **more)  # type: ignore[arg-type]


def many(n: int, wave: str, level: int, agency: str = "School", start: int = 0) -> list[Answers]:
    return [a_person(wave, f"{agency}{start + k}", level, agency) for k in range(n)]


def test_the_instrument_is_the_one_written_down() -> None:
    assert len(ITEMS) == 19
    assert [len(items_of(theme.code)) for theme in THEMES] == [3, 3, 3, 4, 3, 3]
    assert [item.code for item in DEEDS] == ["P3", "D1", "D2", "D3", "D4", "M2", "M3", "I2"]
    assert len(VIGNETTES) == 2
    assert all(v.expected in dict(v.options) for v in VIGNETTES)


def test_people_are_matched_by_their_code_and_a_code_used_twice_matches_nobody() -> None:
    before = [*many(6, "T1", 4), a_person("T1", "same", 4), a_person("T1", "same", 5), a_person("T1", None, 5)]
    after = [*many(6, "T3", 7), a_person("T3", "same", 9), a_person("T3", "new", 9)]
    found = results([*before, *after], invited={"T1": 20})
    change = found.moved[PROSPECTIVE].themes["R"]
    assert change is not None
    assert (change.n, change.better, change.before.median, change.after.median) == (6, 6, 4, 7)
    assert found.twice == 2
    assert {name: cell.words for name, cell in found.flow} == {
        "invited": "20", "T1": "9", "T2": "fewer than 5", "T3": "8", "matched": "6",
    }  # fmt: skip


def test_four_matched_people_have_no_result_at_all() -> None:
    found = results([*many(4, "T1", 4), *many(4, "T3", 7)], invited={})
    assert not found.any
    assert all(change is None for moved in found.moved.values() for change in moved.themes.values())
    assert found.moved[PROSPECTIVE].people.words == "fewer than 5"


def test_the_published_threshold_hides_more() -> None:
    answers = [*many(8, "T1", 4), *many(8, "T3", 7)]
    assert results(answers, invited={}).moved[PROSPECTIVE].themes["R"] is not None
    assert results(answers, invited={}, threshold=10).moved[PROSPECTIVE].themes["R"] is None


def test_felt_change_and_response_shift_stay_apart_from_the_prospective_one() -> None:
    before = many(6, "T1", 6)
    day = [a_person("T2", f"School{k}", 8, then=4) for k in range(6)]
    found = results([*before, *day], invited={})
    felt, shift = found.moved[FELT].themes["D"], found.moved[SHIFT].themes["D"]
    assert felt is not None
    assert shift is not None
    assert (felt.before.median, felt.after.median, felt.better) == (4, 8, 6)
    assert (shift.before.median, shift.after.median, shift.worse) == (6, 4, 6)
    assert found.moved[PROSPECTIVE].themes["D"] is None


def test_skipped_items_count_for_nothing() -> None:
    before = [Answers("T1", str(n), now={"R1": 4, "R2": 6}) for n in range(6)]
    after = [Answers("T3", str(n), now={"R1": 9, "R3": 9}) for n in range(6)]
    found = results([*before, *after], invited={})
    assert found.moved[PROSPECTIVE].themes["R"] is not None
    assert found.moved[PROSPECTIVE].items["R1"] is not None
    assert found.moved[PROSPECTIVE].items["R2"] is None
    assert found.moved[PROSPECTIVE].themes["M"] is None


def test_p_values_are_corrected_over_the_themes() -> None:
    random = Random(3)
    before = [Answers("T1", str(n), now={c: random.randint(2, 6) for c in EVERY}) for n in range(30)]
    after = [Answers("T3", str(n), now={c: random.randint(4, 9) for c in EVERY}) for n in range(30)]
    led = results([*before, *after], invited={}).moved[PROSPECTIVE]
    for theme, change in led.themes.items():
        corrected = led.corrected[theme]
        assert change is not None
        assert change.wilcoxon is not None
        assert corrected is not None
        assert corrected >= change.wilcoxon
        assert change.interval is not None


def test_a_small_agency_is_hidden_and_so_is_what_would_give_it_away() -> None:
    before = [*many(9, "T1", 4, "School"), *many(7, "T1", 4, "Health"), *many(3, "T1", 4, "Police")]
    after = [*many(9, "T3", 7, "School"), *many(7, "T3", 7, "Health"), *many(3, "T3", 7, "Police")]
    groups = results([*before, *after], invited={}).groups["agency"]
    assert (groups.groups, groups.complete) == (3, False)
    assert groups.tables["R"] == {
        "School": {"better": 9, "not better": 0},
        "Others together": {"better": 10, "not better": 0},
    }


def test_the_unmatched_are_not_shown_where_the_matched_would_be_the_difference() -> None:
    before = [*many(12, "T1", 4), *many(3, "T1", 6, start=50)]
    after = many(3, "T3", 7, start=50)
    found = results([*before, *after], invited={})
    assert ("T1", "R") in found.bands
    assert ("T1", "R") not in found.unmatched
    later = results([*before, *after, *many(3, "T3", 7)], invited={})
    assert sum(later.unmatched["T1", "R"]) == 9


def test_stories_deeds_and_barriers() -> None:
    given = {"vignettes": {"V1": ("b", 9)}, "counts": {"P3": (4, 3)}, "barriers": ("time", "how")}
    wrong = {"vignettes": {"V1": ("a", 8)}, "counts": {"P3": (2, 0)}, "barriers": ("how",)}
    rows = [
        *(a_person("T3", str(n), 7, **given) for n in range(4)),
        *(a_person("T3", f"w{n}", 7, **wrong) for n in "ab"),
    ]
    found = results(rows, invited={})
    (story,) = found.stories
    assert (story.wave, story.answered, story.expected, story.sure_otherwise) == ("T3", 6, 4, 2)
    (deed,) = found.deeds
    assert (deed.item, deed.people, deed.needed, deed.done) == ("P3", 6, 20, 12)
    assert found.barriers == (("how", 6, 2), ("time", 4, 4))
    assert results(rows[:4], invited={}).stories == ()


def test_those_lost_by_t3_beside_those_met_again() -> None:
    before = [*many(6, "T1", 8), *many(6, "T1", 3, start=50)]
    found = results([*before, *many(6, "T3", 9)], invited={})
    lost = found.lost[0]
    assert (lost.lost.median, lost.met.median, lost.lost.n) == (3, 8, 6)


@pytest.mark.parametrize("threshold", [5, 10])
def test_nothing_shown_rests_on_fewer_than_the_threshold(threshold: int) -> None:
    random = Random(threshold)
    rows = [
        Answers(
            wave, str(random.randint(0, 25)), random.choice(["A", "B", "C", ""]), "",
            {c: random.randint(0, 10) for c in EVERY if random.random() < 0.6},
        )
        for wave in ("T1", "T2", "T3") for _ in range(30)
    ]  # fmt: skip
    found = results(rows, invited={}, threshold=threshold)
    changes = [c for moved in found.moved.values() for c in (*moved.themes.values(), *moved.items.values()) if c]
    assert all(change.n >= threshold for change in changes)
    assert all(sum(counts) >= threshold for counts in (*found.bands.values(), *found.unmatched.values()))
    assert all(row.lost.n >= threshold and row.met.n >= threshold for row in found.lost)
    for by in found.groups.values():
        assert all(sum(row.values()) >= threshold for table in by.tables.values() for row in table.values())
