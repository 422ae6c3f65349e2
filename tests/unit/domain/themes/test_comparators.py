from __future__ import annotations

from sightline.domain.themes import THEMES
from sightline.domain.themes.comparators import COMPARATORS, comparators_for


def test_every_national_figure_says_where_it_is_from():
    assert len(COMPARATORS) == 6
    assert all(one.source and one.period and one.facts and one.number_class == "national" for one in COMPARATORS)
    assert {code for one in COMPARATORS for code in one.themes} <= THEMES.keys()
    assert comparators_for("EXT-NEGLECT")
    assert comparators_for("PROC-WNB") == ()
