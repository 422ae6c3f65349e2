"""The themes: all there, each whole, and silent where a family would read a verdict."""

import pytest

from sightline.domain.themes import FACETS, THEMES, UnknownTheme, groups, practice_label, theme, themes_on

LABELS = {
    "REFLECT-OPTIMISM": "What have we seen change?",
    "REFLECT-GUT": "Something does not feel right: what would test it?",
    "HARM-TRIO": "Pressures that add up",
    "HARM-CSE": "Safe from exploitation?",
    "DIRECT-DISGUISED": "Agreed, and seen to change?",
    "DIRECT-AGENDA": "What gets better for the child?",
    "DIRECT-MEN": "Everyone who cares for the child",
    "DIRECT-LD": "Information in a way that works",
    "PROC-WNB": "Was not brought",
}
SEED = {
    "REFLECT": "TIME WORKED OPTIMISM GUT NEXT FRESH",
    "HARM": "BRUISE TRIO DYNAMIC CSE ONLINE HISTORY",
    "PROC": "BRUISEREF NAIPLAN RECWORK RECVOICE RECDECIDE OVERSIGHT WNB",
    "DIRECT": "PHIST ASK DISGUISED LIVED CARER AGENDA LANGUAGE LD UNDERSTAND ACCESS GENO SOS MEN",
    "MULTI": "ALL RIGHT SHARED ROLE ESCALATE",
    "INFO": "VERIFY",
}


def test_all_38_seed_codes_are_there_in_their_order():
    expected = [f"{group}-{name}" for group, names in SEED.items() for name in names.split()]
    assert len(expected) == 38
    assert [t.code for group in groups() for t in group.themes] == expected


def test_six_groups_and_one_of_local_additions():
    assert [g.code for g in groups()] == list(SEED)
    assert [g.code for g in groups(extensions=True)] == [*SEED, "EXT"]


def test_extension_codes_are_off_until_switched_on():
    extension = [t.code for t in THEMES.values() if t.extension]
    assert len(extension) == 8
    assert len(themes_on()) == 38
    assert "EXT-EFH" in {t.code for t in themes_on(["EXT-EFH"])}
    assert len(themes_on(["EXT-EFH"])) == 39


@pytest.mark.parametrize("code", sorted(LABELS))
def test_listed_labels_are_said_as_listed(code):
    assert practice_label(code) == LABELS[code]


def test_every_other_theme_is_labelled_by_its_name():
    others = [t for t in THEMES.values() if t.code not in LABELS]
    assert [t.code for t in others if t.practice_label != t.name] == []


@pytest.mark.parametrize("verdict", ["compliance", "optimism", "failed", "failure", "neglect", "disguised", "abused"])
def test_no_label_reads_as_a_verdict(verdict):
    assert [t.code for t in THEMES.values() if verdict in t.practice_label.lower()] == []


@pytest.mark.parametrize("code", sorted(THEMES))
def test_each_theme_is_whole(code):
    found = theme(code)
    assert found.group == code.split("-")[0]
    assert found.name
    assert found.definition.endswith(".")
    assert found.counts
    assert found.elsewhere
    assert 1 <= len(found.examples) <= 3
    assert {e.polarity for e in found.examples} <= {"-", "+"}


@pytest.mark.parametrize("code", sorted(THEMES))
def test_what_belongs_elsewhere_points_at_another_theme(code):
    for other in theme(code).elsewhere:
        assert other.code is None or (other.code in THEMES and other.code != code)


def test_names_and_labels_are_told_apart():
    assert len({t.name for t in THEMES.values()}) == len(THEMES)
    assert len({t.practice_label for t in THEMES.values()}) == len(THEMES)


def test_an_unknown_code_is_a_plain_sentence():
    with pytest.raises(UnknownTheme) as error:
        theme("PROC-DNA")
    assert isinstance(error.value, KeyError)
    assert str(error.value) == "There is no theme with the code PROC-DNA. Choose one from the list of themes."


def test_asking_to_switch_on_an_unknown_code_is_refused():
    with pytest.raises(UnknownTheme):
        themes_on(["EXT-NOPE"])


def test_the_facets():
    assert list(FACETS) == ["harm_type", "age_band", "system_level", "agency"]
    assert [v.code for v in FACETS["harm_type"].values] == (
        ["PHYS", "NEGL", "SEX-FAM", "CSE", "GROOM", "EMOT", "EXTRA-FAM", "SUDI", "SUICIDE"]
    )
    assert len(FACETS["system_level"].values) == 5
    assert FACETS["agency"].open
