"""The run chart: who counts in a month, as what, and what is kept back."""

from datetime import date, timedelta

import pytest

from sightline.domain.measures import Answer, Span, askings, run_chart

JAN, FEB, MAR = date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)


def many(number, *results, name="child"):
    """The same history for so many children: (start, end, result)."""
    return [Span(f"{name}-{n}", start, end, result) for n in range(number) for start, end, result in results]


def a_chart(spans, *, first=JAN, as_of=date(2024, 3, 31), **more):
    return run_chart(spans, check="WNB-01", version="1", first=first, as_of=as_of, **more)


def values(point):
    return {
        "applied": point.applied.value,
        "clear": point.clear.value,
        "ask": point.ask.value,
        "answered": point.answered_without_doing.value,
        "unknown": point.unknown.value,
    }


def seen(chart, month):
    return next(values(p) for p in chart.months if p.month == month)


def full(number=20):
    """Enough children in every class all along, so that nothing needs hiding."""
    return [
        *many(number, (JAN, None, "clear"), name="clear"),
        *many(number, (JAN, None, "ask"), name="ask"),
        *many(number, (JAN, None, "ask"), name="answered"),
        *many(number, (JAN, None, "unknown"), name="unknown"),
    ]


def answered(*months, number=20):
    return [Answer(f"answered-{n}", month + timedelta(days=9), "disagree") for month in months for n in range(number)]


def everything(extra=(), answers=(), **more):
    return a_chart([*full(), *extra], answers=[*answered(JAN, FEB, MAR), *answers], **more)


def test_the_classes_add_up_and_the_answered_are_a_part_of_the_asked():
    chart = everything()
    assert [values(p) for p in chart.months] == [
        {"applied": 80, "clear": 20, "ask": 40, "answered": 20, "unknown": 20}
    ] * 3


def test_children_stand_as_on_the_last_day_of_the_month():
    chart = everything(many(6, (JAN, date(2024, 2, 28), "ask"), (date(2024, 2, 29), None, "clear")))
    assert seen(chart, JAN)["ask"] == 46
    assert seen(chart, FEB)["clear"] == 26
    assert seen(chart, FEB)["ask"] == 40


def test_where_the_check_stopped_applying_they_count_as_they_last_stood_that_month():
    chart = everything(many(6, (JAN, date(2024, 2, 10), "unknown"), (date(2024, 2, 11), None, "n/a")))
    assert seen(chart, FEB)["unknown"] == 26
    assert seen(chart, MAR)["applied"] == 80


def test_children_to_whom_it_never_applied_are_not_counted():
    assert seen(everything(many(6, (JAN, None, "n/a"))), JAN)["applied"] == 80


def test_a_gap_in_the_replay_is_not_taken_for_clear():
    chart = everything(many(6, (JAN, date(2024, 1, 20), "clear")))
    assert seen(chart, JAN)["clear"] == 26
    assert seen(chart, FEB)["applied"] == 80


@pytest.mark.parametrize("kind", ["will_do", "not_needed", "disagree", "data_wrong"])
def test_any_answer_but_recorded_now_is_answered_without_doing(kind):
    extra = many(6, (JAN, None, "ask"))
    answers = [Answer(f"child-{n}", date(2024, 2, 5), kind) for n in range(6)]
    chart = everything(extra, answers)
    assert seen(chart, FEB)["answered"] == 26
    assert seen(chart, FEB)["ask"] == 46
    assert seen(chart, MAR)["answered"] == 20


def test_recorded_now_is_not_answered_without_doing():
    answers = [Answer(f"child-{n}", date(2024, 2, 5), "recorded_now") for n in range(6)]
    assert seen(everything(many(6, (JAN, None, "ask")), answers), FEB)["answered"] == 20


def test_what_cleared_after_all_is_clear():
    extra = many(6, (JAN, date(2024, 2, 20), "ask"), (date(2024, 2, 21), None, "clear"))
    answers = [Answer(f"child-{n}", date(2024, 2, 5), "will_do") for n in range(6)]
    assert seen(everything(extra, answers), FEB) == {
        "applied": 86,
        "clear": 26,
        "ask": 40,
        "answered": 20,
        "unknown": 20,
    }


def test_an_answer_to_an_earlier_asking_says_nothing_about_a_new_one():
    extra = many(
        6,
        (JAN, date(2024, 2, 9), "ask"),
        (date(2024, 2, 10), date(2024, 2, 19), "clear"),
        (date(2024, 2, 20), None, "ask"),
    )
    answers = [Answer(f"child-{n}", date(2024, 2, 5), "will_do") for n in range(6)]
    assert seen(everything(extra, answers), FEB)["ask"] == 46
    assert seen(everything(extra, answers), FEB)["answered"] == 20


def test_the_month_under_way_is_marked():
    chart = everything(as_of=date(2024, 3, 14))
    assert [p.so_far for p in chart.months] == [False, False, True]
    assert [p.so_far for p in everything(as_of=date(2024, 3, 31)).months] == [False, False, False]


def test_what_comes_after_the_day_looked_at_is_not_known():
    extra = many(6, (JAN, date(2024, 3, 20), "ask"), (date(2024, 3, 21), None, "clear"))
    chart = everything(extra, as_of=date(2024, 3, 14))
    assert seen(chart, MAR)["ask"] == 46
    assert chart.days_to_clear.still_open.value == 46


def test_a_small_class_is_hidden_and_the_total_with_it():
    chart = everything(many(3, (MAR, None, "ask")), as_of=date(2024, 3, 31))
    assert seen(chart, MAR) == {"applied": 83, "clear": 20, "ask": 43, "answered": 20, "unknown": 20}
    few = a_chart([*many(30, (JAN, None, "clear"), name="clear"), *many(3, (JAN, None, "ask"), name="ask")])
    assert seen(few, JAN) == {"applied": None, "clear": 30, "ask": None, "answered": None, "unknown": None}


def test_the_answered_are_hidden_where_the_rest_of_the_asked_would_be_few():
    chart = a_chart(full(), answers=[*answered(JAN), *(Answer(f"ask-{n}", JAN, "disagree") for n in range(17))])
    assert seen(chart, JAN)["ask"] == 40
    assert chart.months[0].answered_without_doing.words == "not shown (small numbers)"


def test_still_open_does_not_give_the_last_month_away():
    three_stopped = many(3, (JAN, date(2024, 3, 20), "ask"), (date(2024, 3, 21), None, "n/a"))
    chart = everything(three_stopped)
    assert seen(chart, MAR)["ask"] == 43
    assert chart.days_to_clear.still_open.hidden
    assert everything().days_to_clear.still_open.value == 40


def test_a_month_with_nobody_is_hidden_not_nought():
    chart = a_chart([])
    assert all(cell.hidden for p in chart.months for cell in p.cells)
    assert chart.months[0].applied.words == "fewer than 5"


def test_months_before_records_were_kept_say_so():
    chart = everything(kept_from=date(2024, 2, 10))
    assert {cell.words for cell in chart.months[0].cells} == {"not kept then"}
    assert seen(chart, FEB)["applied"] == 80


def test_the_published_threshold_hides_more():
    extra = many(7, (JAN, None, "ask"), name="a") + many(40, (JAN, None, "clear"), name="b")
    assert a_chart(extra, threshold=5).months[0].ask.value == 7 or a_chart(extra, threshold=5).months[0].ask.hidden
    assert a_chart(extra, threshold=10).months[0].ask.hidden


def test_days_to_clear_from_first_asking_to_first_clear_day():
    extra = []
    for n, days in enumerate([4, 6, 8, 10, 12]):
        start = date(2024, 2, 1)
        extra.append(Span(f"c-{n}", start, start + timedelta(days=days - 1), "ask"))
        extra.append(Span(f"c-{n}", start + timedelta(days=days), None, "clear"))
    days = everything(extra).days_to_clear
    assert (days.cleared.value, days.lower_quartile, days.median, days.upper_quartile) == (5, 6, 8, 10)
    assert days.still_open.value == 40


def test_four_are_too_few_for_a_median():
    extra = many(4, (JAN, date(2024, 1, 9), "ask"), (date(2024, 1, 10), None, "clear"))
    days = everything(extra).days_to_clear
    assert days.cleared.words == "fewer than 5"
    assert days.median is None


def test_one_child_asked_about_often_is_still_one_child():
    spans = []
    for n in range(6):
        start = date(2024, 1, 1) + timedelta(days=10 * n)
        spans.append(Span("one", start, start + timedelta(days=4), "ask"))
        spans.append(Span("one", start + timedelta(days=5), start + timedelta(days=9), "clear"))
    days = everything(spans).days_to_clear
    assert days.cleared.hidden
    assert days.median is None


def test_ending_in_unknown_or_not_applicable_is_not_clearing():
    extra = many(6, (JAN, date(2024, 1, 9), "ask"), (date(2024, 1, 10), None, "unknown"))
    extra += many(5, (JAN, date(2024, 1, 9), "ask"), (date(2024, 1, 10), None, "n/a"), name="gone")
    days = everything(extra).days_to_clear
    assert days.cleared.hidden
    assert days.ended_otherwise.value == 11


def test_what_cleared_before_the_months_shown_is_left_out():
    before = date(2023, 6, 1)
    extra = many(9, (before, date(2023, 6, 9), "ask"), (date(2023, 6, 10), None, "clear"))
    assert everything(extra).days_to_clear.cleared.hidden


def test_spans_without_a_day_between_are_one_asking():
    spans = [
        Span("a", JAN, date(2024, 1, 9), "ask"),
        Span("a", date(2024, 1, 10), date(2024, 1, 19), "ask"),
        Span("a", date(2024, 1, 20), None, "clear"),
    ]
    (asking,) = askings(spans)
    assert (asking.start, asking.ended, asking.cleared) == (JAN, date(2024, 1, 20), True)


def test_days_of_sharing_in_the_months_shown():
    days = [date(2024, 2, 20), date(2024, 1, 3), date(2024, 2, 20), date(2023, 12, 31), date(2024, 4, 1)]
    assert everything(shared_on=days).shared_on == (date(2024, 1, 3), date(2024, 2, 20))


@pytest.mark.parametrize(
    ("spans", "sentence"),
    [
        ([Span("a", JAN, None, "ask"), Span("a", FEB, None, "clear")], "overlap"),
        ([Span("a", JAN, FEB, "ask"), Span("a", FEB, None, "clear")], "overlap"),
        ([Span("a", FEB, JAN, "ask")], "before its start"),
        ([Span("a", JAN, None, "fine")], "unknown result"),
    ],
)
def test_a_replay_that_cannot_be_is_refused(spans, sentence):
    with pytest.raises(ValueError, match=sentence):
        a_chart(spans)


def test_a_chart_cannot_begin_after_its_day():
    with pytest.raises(ValueError, match="cannot begin after"):
        a_chart([], first=date(2024, 4, 1))
