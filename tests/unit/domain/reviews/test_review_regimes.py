"""Regimes as data."""

from datetime import date

import pytest

from sightline.domain.reviews import DECISIONS, METHODS, REGIMES, UnknownRegime, regime, regimes_on
from sightline.domain.reviews.regimes import Regime


def codes(found: tuple[Regime, ...]) -> set[str]:
    return {r.code for r in found}


def test_every_regime_is_there():
    assert list(REGIMES) == ["SCR", "ALR", "RR", "LCSPR", "NATIONAL", "SINGLE", "SAR", "DARDR", "SUSR", "CDR"]


def test_regimes_change_with_the_year():
    assert "SCR" in codes(regimes_on(date(2017, 9, 1)))
    assert not {"RR", "LCSPR"} & codes(regimes_on(date(2017, 9, 1)))
    assert {"RR", "LCSPR"} <= codes(regimes_on(date(2024, 1, 1)))
    assert "SCR" not in codes(regimes_on(date(2024, 1, 1)))


def test_wales_from_its_first_day():
    assert "SUSR" not in codes(regimes_on(date(2024, 9, 30)))
    assert "SUSR" in codes(regimes_on(date(2024, 10, 1)))


def test_a_child_death_review_is_a_link_only():
    assert "CDR" not in codes(regimes_on(date(2024, 1, 1)))
    assert regime("CDR").link_only


@pytest.mark.parametrize("code", list(REGIMES))
def test_each_number_says_how_well_it_is_known(code):
    found = regime(code)
    assert found.test_proof in {"seen", "known"}
    assert (found.valid_proof is not None) == (found.valid_from is not None)
    for clock in found.clocks:
        assert clock.proof in {"seen", "known", "local"}
        assert (clock.amount is None) == (clock.unit == "")
        assert clock.unit in {"", "months", "working_days"}
        assert clock.trigger in {"aware", "notified", "decided", "publishing", "published"}


def test_clocks_have_names_of_their_own_within_a_regime():
    for found in REGIMES.values():
        assert len({clock.code for clock in found.clocks}) == len(found.clocks)


def test_methods_and_decisions():
    assert list(METHODS) == ["IMR", "SILP", "SCIE", "WELSH", "APPREC", "RCA", "HYBRID"]
    assert list(DECISIONS) == ["SCR", "LCSPR", "ALR", "SINGLE", "NATIONAL", "NONE"]


def test_an_unknown_regime_is_a_plain_sentence():
    with pytest.raises(UnknownRegime) as error:
        regime("XYZ")
    assert "no review regime with the code XYZ" in str(error.value)
    with pytest.raises(KeyError):
        regime("RR").clock("nope")
