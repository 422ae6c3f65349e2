"""Each validation rule: a file in which it alone fails, beside the same file in which it does not."""

from __future__ import annotations

import pytest

from sightline.exchange.cin.rules import ALL_RULES
from sightline.exchange.cin.rules.upn import check_letter, well_formed
from tests.unit.exchange.cin.files import (
    a_child,
    a_cin_plan,
    a_file,
    a_protection_plan,
    an_assessment,
    an_enquiry,
    an_episode,
    read,
)

HELD = an_enquiry("2025-11-06", "2025-11-20")
DONE = an_assessment("2025-11-04", "2025-12-02", ["3B"])
CLOSED = "<CINclosureDate>{}</CINclosureDate><ReasonForClosure>{}</ReasonForClosure>"


def child(*episodes: str, **options: str) -> str:
    return a_file(a_child(*episodes, **options))


def inside(text: str) -> str:
    return child(an_episode(DONE + text))


def after(text: str) -> str:
    return child(an_episode(DONE, after=text))


def both(cin_plan: str, protection_plan: str) -> str:
    return child(an_episode(DONE + cin_plan, after=protection_plan))


def closed(day: str = "2026-02-02", reason: str = "RC7", rows: str = DONE, **options: str) -> str:
    return child(an_episode(rows, closed=CLOSED.format(day, reason), **options))


def plan_from_conference(start: str = "2025-11-20", end: str = "", **options: object) -> str:
    return child(an_episode(DONE + an_enquiry("2025-11-06", start), after=a_protection_plan(start, end, **options)))


def nfa(text: str = "", rows: str = "") -> str:
    return child(an_episode(rows, after=text).replace("<ReferralNFA>false", "<ReferralNFA>true"))


def earlier(referral: str, close: str = "", rows: str = "") -> str:
    """An episode besides the usual one."""
    ending = CLOSED.format(close, "RC7") if close else ""
    return an_episode(rows, closed=ending).replace("2025-11-01", referral)


def upn(digits: str) -> str:
    return f"<UPN>{check_letter('?' + digits)}{digits}</UPN>"


GOOD_UPN = upn("801200001001")
UNBORN = "<ExpectedPersonBirthDate>2026-02-01</ExpectedPersonBirthDate>"
DIED = "<PersonDeathDate>{}</PersonDeathDate>"
BORN = "<PersonBirthDate>{}</PersonBirthDate>"
FACTOR_21 = an_assessment("2025-11-04", "2025-12-02", ["21"])

# Rule → a file that breaks it, and the rules besides that fail with it of necessity.
FAILS: dict[str, tuple[str, set[str]]] = {
    "100": (a_file(a_child()).replace("<Year>2026", "<Year>2025"), set()),
    "1510": (child(more=GOOD_UPN.replace(">", ">X", 1).replace(">X" + GOOD_UPN[5], ">X")), set()),
    "1520": (a_file(a_child(more=GOOD_UPN), a_child(id="C2", more=GOOD_UPN)), set()),
    "1530": (child(more=upn("999200001001")), set()),
    "1540": (child(more=upn("8012000Z1001")), set()),
    "1550": (child(more=GOOD_UPN.replace("</UPN>", "9</UPN>")), {"1510"}),
    "1560Q": (child(more="<FormerUPN>X98765432123B</FormerUPN>"), set()),
    "1570": (child(id="C" * 21), set()),
    "1580": (child(id="C-1"), set()),
    "4180": (child(sex=""), set()),
    "4220": (child(traits=""), set()),
    "8500": (child(id=""), set()),
    "8510": (a_file(a_child(), a_child()), set()),
    "8520": (child(birth=BORN.format("2026-04-02")), set()),
    "8525Q": (child(birth=""), set()),
    "8535Q": (child(more=DIED.format("2017-01-01"), ), {"8555Q"}),
    "8555Q": (child(more=DIED.format("2025-10-31")), set()),
    "8540": (child(traits="<Ethnicity>WBRI</Ethnicity><Disabilities><Disability>X</Disability></Disabilities>"), set()),
    "8568": (child(an_episode().replace("<ReferralNFA>false</ReferralNFA>", "")), set()),
    "8590": (child("<!-- none -->"), set()),
    "8600": (child(an_episode().replace("2025-11-01", "2026-04-01")), {"1103"}),
    "8606": (child(birth=UNBORN.replace("2026-02-01", "2026-08-20"), sex="<Sex>U</Sex>"), set()),
    "8610": (child(an_episode().replace("<PrimaryNeedCode>N1</PrimaryNeedCode>", "")), set()),
    "8640": (closed(reason="RC99"), {"8805"}),
    "8650": (child(an_episode().replace("N1", "N99")), set()),
    "8750": (child(birth=UNBORN, sex="<Sex>F</Sex>"), set()),
    "8790": (child(traits="<Ethnicity>WBRI</Ethnicity><Disabilities><Disability>NONE</Disability>"
                   "<Disability>LD</Disability></Disabilities>"), set()),
    "8794": (child(traits="<Ethnicity>WBRI</Ethnicity><Disabilities><Disability>LD</Disability>"
                   "<Disability>LD</Disability></Disabilities>"), set()),
    "8805": (child(an_episode(closed="<CINclosureDate>2026-02-02</CINclosureDate>")), set()),
    "8810": (child(an_episode(closed="<ReasonForClosure>RC7</ReasonForClosure>")), set()),
    "8866": (child(an_episode().replace("<ReferralSource>1A</ReferralSource>", "")), set()),
    "8620": (closed("2026-04-01"), set()),
    "8630": (closed("2025-10-30", rows=""), set()),
    "8565": (closed("2025-12-01"), set()),
    "8815": (child(earlier("2025-11-01"), an_episode()), {"8820"}),
    "8816": (child(earlier("2025-05-05"), an_episode(closed=CLOSED.format("2026-01-01", "RC7"))), {"8820"}),
    "8820": (child(earlier("2025-05-05", "2025-11-15"), an_episode()), set()),
    "8831": (nfa(rows=DONE), set()),
    "8832": (nfa(a_protection_plan("2025-11-20")), set()),
    "4000": (nfa(a_cin_plan("2025-11-20")), set()),
    "8825Q": (closed(reason="RC8", rows=""), set()),
    "8873Q": (child(an_episode(FACTOR_21)), set()),
    "2990": (closed(reason="RC9", rows=DONE + an_enquiry("2025-11-06", not_required="true")), set()),
    "2884": (child(an_episode(DONE + an_enquiry("2025-11-06", "2025-11-20"),
                              closed="<DateOfInitialCPC>2025-11-20</DateOfInitialCPC>")), set()),
    "1103": (child(an_episode(an_assessment("2025-10-31", "2025-12-02", ["3B"]))), set()),
    "8608": (child(an_episode(an_assessment("2025-12-02", "2025-12-01", ["3B"]))), set()),
    "8696": (child(an_episode(an_assessment("2026-03-04", "2026-04-01", ["3B"]))), set()),
    "8867": (closed(rows=DONE + an_assessment("2026-01-30")), set()),
    "8896": (inside(an_assessment("2026-03-02") + an_assessment("2026-03-20")), {"8863Q"}),
    "8863Q": (inside(an_assessment("2025-12-01", "2025-12-20", ["3B"])), set()),
    "8670Q": (inside(an_assessment("2026-01-22")), set()),
    "8869": (child(an_episode(an_assessment("2025-11-04", "2025-12-02", ["3B", "21"]))), {"8873Q"}),
    "8898": (child(an_episode(an_assessment("2025-11-04", "2025-12-02", ["3B", "3B"]))), set()),
    "8614": (child(an_episode(an_assessment("2026-03-04", "", ["3B"]))), set()),
    "8897Q": (child(an_episode(an_assessment("2025-11-04", "2025-12-02"))), set()),
    "8740": (inside(an_enquiry("2026-04-01")), set()),
    "2889": (inside(an_enquiry("2025-10-31", "2025-11-20")), set()),
    "8615": (inside(an_enquiry("2025-11-21", "2025-11-20")), set()),
    "8868": (closed(rows=DONE + an_enquiry("2026-01-30")), {"8675Q"}),
    "8675Q": (inside(an_enquiry("2026-03-09")), set()),
    "8715": (inside(an_enquiry("2026-03-20", "2026-04-01")), set()),
    "8875": (inside(an_enquiry("2025-11-06", "2025-11-22")), set()),
    "8870Q": (inside(an_enquiry("2025-11-06", "2025-11-20", target="2025-11-22")), set()),
    "1104": (inside(an_enquiry("2025-10-20", "2025-10-30")), {"2889"}),
    "8839": (inside(an_enquiry("2026-03-20") + an_enquiry("2026-03-25")), {"8890"}),
    "8890": (inside(an_enquiry("2025-11-06", "2025-11-20") + an_enquiry("2025-11-10", "2025-11-27")), set()),
    "8720": (after(a_protection_plan("2026-04-01")), set()),
    "8925": (plan_from_conference(end="2025-11-19"), set()),
    "8840": (plan_from_conference(end="2025-11-20"), set()),
    "8930": (plan_from_conference(end="2026-04-01"), set()),
    "1105": (after(a_protection_plan("2025-10-31")), set()),
    "2885": (child(an_episode(DONE + HELD, after=a_protection_plan("2025-11-21"))), set()),
    "8730": (plan_from_conference(previous=""), set()),
    "8905": (plan_from_conference().replace("<InitialCategoryOfAbuse>NEG", "<InitialCategoryOfAbuse>XXX"), set()),
    "8910": (plan_from_conference().replace("<LatestCategoryOfAbuse>NEG", "<LatestCategoryOfAbuse>XXX"), set()),
    "8841": (plan_from_conference(reviews=["2025-11-20"]), set()),
    "8842Q": (plan_from_conference(reviews=[""]), set()),
    "8935": (after(a_protection_plan("2025-11-20") + a_protection_plan("2025-12-20")), {"8940"}),
    "8940": (after(a_protection_plan("2025-11-20", "2026-01-20") + a_protection_plan("2025-12-20")), set()),
    "4010": (inside(a_cin_plan("2026-04-01")), set()),
    "4011": (inside(a_cin_plan("2025-12-20", "2025-12-19")), set()),
    "4013": (inside(a_cin_plan("2025-12-20", "2026-04-01")), set()),
    "4015": (inside(a_cin_plan("2025-10-31")), set()),
    "4004": (inside(a_cin_plan("2025-12-20") + a_cin_plan("2025-12-28")), {"4014"}),
    "4014": (inside(a_cin_plan("2025-12-20", "2026-01-05") + a_cin_plan("2026-01-05")), set()),
    "4001": (both(a_cin_plan("2025-12-20"), a_protection_plan("2025-12-20")), {"4016", "4017"}),
    "4016": (both(a_cin_plan("2025-12-20", "2026-02-02"), a_protection_plan("2025-11-20")), set()),
    "4017": (both(a_cin_plan("2025-12-05", "2026-02-02"), a_protection_plan("2025-12-20")), set()),
    "4003": (child(an_episode(DONE + a_cin_plan("2026-01-20", "2026-03-02"),
                              after=a_protection_plan("2025-11-20", "2026-01-20", reviews=["2026-02-02"]))), set()),
}  # fmt: skip

# Files near a rule's edge in which it must stay silent.
SILENT: dict[str, str] = {
    "1510": child(more=GOOD_UPN),
    "1520": a_file(a_child(more=GOOD_UPN), a_child(id="C2", more=upn("801200001002"))),
    "1550": child(more=upn("80120000100A")),
    "1560Q": child(more=GOOD_UPN.replace("UPN>", "FormerUPN>")),
    "1570": child(id="C" * 20),
    "8520": child(birth=BORN.format("2026-03-31"), sex="<Sex>M</Sex>"),
    "8555Q": child(more=DIED.format("2025-11-01")),
    "8606": child(birth=UNBORN.replace("2026-02-01", "2026-08-08"), sex="<Sex>U</Sex>"),
    "8610": nfa().replace("<PrimaryNeedCode>N1</PrimaryNeedCode>", ""),
    "8620": closed("2026-03-31"),
    "8630": closed("2025-11-01", rows=""),
    "8565": closed("2025-12-02"),
    "8815": child(an_episode("").replace("<ReferralNFA>false", "<ReferralNFA>1"), an_episode()),
    "8816": child(earlier("2025-05-05", "2025-10-01"), an_episode()),
    "8820": child(earlier("2025-05-05", "2025-11-01"), an_episode()),
    "8831": nfa(),
    "8873Q": closed(reason="RC8", rows=FACTOR_21),
    "1103": child(an_episode(an_assessment("2025-11-01", "2025-12-02", ["3B"]))),
    "8608": child(an_episode(an_assessment("2025-12-02", "2025-12-02", ["3B"]))),
    "8863Q": inside(an_assessment("2025-12-02", "2025-12-20", ["3B"])),
    "8670Q": inside(an_assessment("2026-01-27")),
    "8675Q": inside(an_enquiry("2026-03-10")),
    "8868": closed(rows=DONE + an_enquiry("2026-01-30", not_required="1")),
    "8875": inside(an_enquiry("2025-11-06", "2025-11-21")),
    "8930": plan_from_conference(end="2026-03-31"),
    "2885": plan_from_conference(),
    "8841": plan_from_conference(reviews=["2025-11-21"]),
    "8940": after(a_protection_plan("2025-11-20", "2025-12-20") + a_protection_plan("2025-12-20")),
    "4014": inside(a_cin_plan("2025-12-20", "2026-01-05") + a_cin_plan("2026-01-06")),
    "4016": both(a_cin_plan("2026-02-02"), a_protection_plan("2025-11-20", "2026-02-02")),
    "4017": both(a_cin_plan("2025-12-05", "2025-12-20"), a_protection_plan("2025-12-20")),
    "4003": child(an_episode(DONE + a_cin_plan("2026-01-20", "2026-03-02"),
                             after=a_protection_plan("2025-11-20", "2026-01-20", reviews=["2026-01-20"]))),
}  # fmt: skip


@pytest.mark.parametrize("code", sorted(FAILS))
def test_a_rule_fails_where_it_should_and_no_other_does(code: str) -> None:
    text, besides = FAILS[code]
    assert read(text).rules() == {code} | besides


@pytest.mark.parametrize("code", sorted(SILENT))
def test_a_rule_is_silent_at_its_edge(code: str) -> None:
    assert code not in read(SILENT[code]).rules()
    assert code in FAILS


def test_every_rule_has_a_file_that_breaks_it() -> None:
    assert {rule.code for rule in ALL_RULES} <= set(FAILS)


def test_a_failed_rule_keeps_the_row() -> None:
    result = read(FAILS["8608"][0])
    assert result.refused == ()
    assert len(result.child.episodes[0].assessments) == 1


def test_working_days_are_left_out_beyond_the_table_of_holidays_and_that_is_said() -> None:
    result = read(a_file(a_child(year=2031), year=2031))
    assert result.rules() == set()
    assert len([reason for reason in result.reasons() if "working days was not looked at" in reason]) == 2


def test_a_pupil_number_and_its_letter() -> None:
    assert check_letter("?801200001001") == "H"  # 16 + 4 + 10 + 10 + 13 = 53, 7 over 46: the eighth letter
    assert well_formed("H801200001001")
    assert not well_formed("A801200001001")
    assert check_letter("?8012000010I1") is None
    assert check_letter("?80120") is None
