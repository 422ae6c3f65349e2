"""Clocks of reviews: the last day, and how they stand."""

from datetime import date

import pytest

from sightline.domain.dates import Calendar
from sightline.domain.reviews import ClockState, due_date, may_pause, regime, standing, standings

NOTIFY = regime("RR").clock("notify")
RAPID = regime("RR").clock("rapid")
FINISH = regime("LCSPR").clock("finish")
LOCAL = regime("ALR").clock("finish")


AUTUMN_2017 = Calendar(
    holidays={date(2017, 8, 28): "Summer bank holiday"},
    begins=date(2017, 8, 1),
    extends_to=date(2017, 11, 30),
    source="as it was",
)


def test_aware_on_friday_plus_five():
    assert due_date(NOTIFY, date(2017, 9, 1), calendar=AUTUMN_2017) == date(2017, 9, 8)


def test_outside_the_table_of_bank_holidays_nothing_is_guessed():
    seen = standing(NOTIFY, as_of=date(1950, 6, 1), started=date(1950, 5, 1), done=date(1950, 5, 2))
    assert seen.state is ClockState.UNKNOWN
    assert seen.due is None
    assert seen.sentence.startswith("Not known. The table of bank holidays runs from")


def test_notified_before_christmas_plus_fifteen():
    assert due_date(RAPID, date(2023, 12, 20)) == date(2024, 1, 15)


def test_months_keep_the_day_clamped():
    assert due_date(FINISH, date(2024, 8, 31)) == date(2025, 2, 28)


def test_seven_working_days_before_publication():
    assert due_date(regime("LCSPR").clock("copy"), date(2024, 1, 15)) == date(2024, 1, 4)


def test_no_number_gives_no_day():
    assert due_date(regime("NATIONAL").clock("finish"), date(2024, 1, 15)) is None


@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        (date(2023, 12, 20), ClockState.RUNNING),
        (date(2024, 1, 9), ClockState.RUNNING),
        (date(2024, 1, 10), ClockState.DUE),
        (date(2024, 1, 15), ClockState.DUE),
        (date(2024, 1, 16), ClockState.OVERDUE),
    ],
)
def test_running_due_overdue(as_of, state):
    assert standing(RAPID, as_of=as_of, started=date(2023, 12, 20)).state is state


def test_met_on_the_last_day_and_late_the_day_after():
    started, as_of = date(2023, 12, 20), date(2024, 2, 1)
    assert standing(RAPID, as_of=as_of, started=started, done=date(2024, 1, 15)).state is ClockState.MET
    late = standing(RAPID, as_of=as_of, started=started, done=date(2024, 1, 16))
    assert late.state is ClockState.MET_LATE
    assert late.sentence == "Met late: done 16 January 2024, due 15 January 2024."


def test_what_was_done_later_is_not_known_on_the_day():
    seen = standing(RAPID, as_of=date(2024, 1, 16), started=date(2023, 12, 20), done=date(2024, 1, 20))
    assert seen.state is ClockState.OVERDUE
    assert seen.done is None


def test_not_started_is_not_running():
    assert standing(RAPID, as_of=date(2024, 1, 1), started=None).state is ClockState.NOT_STARTED
    assert standing(RAPID, as_of=date(2024, 1, 1), started=date(2024, 1, 2)).state is ClockState.NOT_STARTED


def test_a_clock_that_counts_back_runs_before_its_day():
    copy = regime("LCSPR").clock("copy")
    assert standing(copy, as_of=date(2024, 1, 3), started=date(2024, 1, 15)).state is ClockState.DUE
    assert standing(copy, as_of=date(2024, 1, 5), started=date(2024, 1, 15)).state is ClockState.OVERDUE


def test_a_statutory_clock_cannot_be_paused():
    assert not may_pause(RAPID, "Waiting for the police")[0]
    seen = standing(RAPID, as_of=date(2024, 1, 16), started=date(2023, 12, 20), paused_because="Waiting for the police")
    assert seen.state is ClockState.OVERDUE


def test_pausing_needs_a_reason():
    assert may_pause(LOCAL, "  ") == (False, "Please write the reason for pausing the clock.")
    assert may_pause(LOCAL, "The family asked us to wait")[0]
    seen = standing(
        LOCAL, as_of=date(2025, 1, 1), started=date(2024, 1, 1), paused_because="The family asked us to wait"
    )
    assert seen.state is ClockState.PAUSED
    assert seen.sentence == "Paused: The family asked us to wait"
    assert (
        standing(LOCAL, as_of=date(2025, 1, 1), started=date(2024, 1, 1), paused_because=" ").state
        is ClockState.OVERDUE
    )


def test_a_report_is_kept_public_until_a_day():
    online = regime("LCSPR").clock("online")
    assert standing(online, as_of=date(2024, 3, 1), started=date(2024, 1, 15)).state is ClockState.RUNNING
    assert standing(online, as_of=date(2025, 1, 15), started=date(2024, 1, 15)).state is ClockState.MET


def test_all_clocks_of_a_review_on_a_day():
    days = {"aware": date(2023, 12, 18), "notified": date(2023, 12, 20), "decided": date(2024, 1, 10)}
    found = standings(regime("LCSPR"), days, as_of=date(2024, 1, 12), done={"notify": date(2023, 12, 20)})
    assert {s.clock.code: s.state.value for s in found} == {
        "notify": "met",
        "rapid": "due",
        "finish": "running",
        "copy": "not started",
        "online": "not started",
    }


def test_the_trigger_can_be_set_as_far_as_the_regime_allows():
    days = {"aware": date(2023, 12, 18), "notified": date(2023, 12, 20)}
    found = standings(regime("RR"), days, as_of=date(2024, 1, 2), count_from={"rapid": "aware"})
    assert {s.clock.code: s.due for s in found}["rapid"] == date(2024, 1, 11)
    with pytest.raises(ValueError, match="cannot be counted from"):
        standings(regime("RR"), days, as_of=date(2024, 1, 2), count_from={"rapid": "decided"})


def test_a_distant_last_day_beyond_the_table_of_holidays_still_stands():
    # Months need no table of bank holidays: only the nearness of the day does.
    assert standing(FINISH, as_of=date(2090, 1, 1), started=date(2089, 12, 1)).state is ClockState.RUNNING
    assert standing(FINISH, as_of=date(2090, 5, 30), started=date(2089, 12, 1)).state is ClockState.DUE
