"""Laws of the run chart, against counting day by day on the fingers."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.domain.dates import month_end
from sightline.domain.measures import Answer, Span, askings, run_chart
from sightline.domain.measures.replay import in_order, up_to
from sightline.domain.measures.run_chart import _count, _months

FIRST = date(2024, 1, 1)
DAYS = 150
NAMED = {"check": "WNB-01", "version": "1", "first": FIRST}
RESULTS = ("clear", "ask", "unknown", "n/a", None)


@st.composite
def histories(draw):
    """Children with a result for each stretch of days; None is a stretch nobody replayed."""
    spans, diary = [], {}
    for n in range(draw(st.integers(0, 4))):
        day, child = 0, f"c{n}"
        while day < DAYS:
            length = draw(st.integers(1, 60))
            result = draw(st.sampled_from(RESULTS))
            last = min(day + length, DAYS) - 1
            if result:
                spans.append(Span(child, FIRST + timedelta(day), FIRST + timedelta(last), result))
                diary |= {(child, FIRST + timedelta(d)): result for d in range(day, last + 1)}
            day = last + 1
    answers = draw(
        st.lists(
            st.builds(
                Answer,
                st.sampled_from([f"c{n}" for n in range(4)]),
                st.integers(0, DAYS - 1).map(lambda d: FIRST + timedelta(d)),
                st.sampled_from(["recorded_now", "will_do", "disagree"]),
            ),
            max_size=4,
        )
    )
    as_of = FIRST + timedelta(draw(st.integers(0, DAYS - 1)))
    return draw(st.permutations(spans)), diary, answers, as_of


def by_hand(diary, answers, as_of):
    """Month → class → children, day by day."""
    found = {}
    for month in _months(FIRST, as_of):
        days = [month + timedelta(n) for n in range(31)]
        days = [day for day in days if day <= min(month_end(month), as_of)]
        counted = Counter()
        for child in {child for child, _ in diary}:
            stood = [(d, diary[child, d]) for d in days if diary.get((child, d), "n/a") != "n/a"]
            if not stood:
                continue
            last_day, result = stood[-1]
            counted[result] += 1
            if result == "ask" and any(_counts(a, child, days[0], last_day, diary) for a in answers):
                counted["answered"] += 1
        found[month] = counted
    return found


def _counts(answer, child, month, last_day, diary):
    if answer.child != child or answer.kind == "recorded_now" or not month <= answer.day <= last_day:
        return False
    between = [answer.day + timedelta(n) for n in range((last_day - answer.day).days + 1)]
    return all(diary.get((child, day)) == "ask" for day in between)


@settings(max_examples=150, deadline=None)
@given(histories())
def test_counting_by_spans_is_counting_by_days(history):
    spans, diary, answers, as_of = history
    ordered = up_to(in_order(spans), as_of)
    counted = _count(ordered, askings(ordered), tuple(answers), _months(FIRST, as_of), as_of)
    assert {month: +counter for month, counter in counted.items()} == by_hand(diary, answers, as_of)


@settings(max_examples=100, deadline=None)
@given(histories(), st.integers(1, 3))
def test_what_is_shown_adds_up_and_the_order_of_rows_is_no_matter(history, threshold):
    spans, _, answers, as_of = history
    made = {**NAMED, "as_of": as_of, "answers": answers, "threshold": threshold}
    chart = run_chart(spans, **made)
    assert chart == run_chart(sorted(spans, key=lambda s: s.start, reverse=True), **made)
    for point in chart.months:
        classes = [cell.value for cell in (point.clear, point.ask, point.unknown)]
        if point.applied.hidden:
            assert None in classes
        else:
            assert sum(classes) == point.applied.value
        shown = [cell.value for cell in point.cells if not cell.hidden]
        assert all(value >= threshold for value in shown)
        if not point.ask.hidden and not point.answered_without_doing.hidden:
            assert point.ask.value - point.answered_without_doing.value >= threshold


@settings(max_examples=100, deadline=None)
@given(histories())
def test_later_days_do_not_change_an_earlier_chart(history):
    spans, _, answers, as_of = history
    known = [s for s in spans if s.start <= as_of]
    made = {**NAMED, "as_of": as_of, "threshold": 1}
    assert run_chart(spans, answers=answers, **made) == run_chart(
        known, answers=[a for a in answers if a.day <= as_of], **made
    )
