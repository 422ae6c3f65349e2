"""Words and table hold the same facts as the chart."""

import re
from datetime import date, timedelta

from sightline.domain.measures import HEADINGS, Answer, Span, month_words, run_chart, table

JAN = date(2023, 1, 1)


def a_chart(*, as_of=date(2024, 12, 14), **more):
    """Two years of made-up figures, some of them small."""
    spans, answers = [], []
    for n in range(90):
        start = JAN + timedelta(days=n * 5)
        length = 12 + n % 40
        spans.append(Span(f"c{n}", start, start + timedelta(days=length - 1), "ask"))
        after = ("clear", "unknown", "clear", "n/a")[n % 4]
        spans.append(Span(f"c{n}", start + timedelta(days=length), None, after))
        if n % 3 == 0:
            answers.append(Answer(f"c{n}", start + timedelta(days=2), "not_needed"))
    more.setdefault("shared_on", [date(2023, 9, 20), date(2024, 3, 5)])
    return run_chart(spans, check="WNB-01", version="1", first=JAN, as_of=as_of, answers=answers, **more)


def test_the_table_has_a_row_a_month_and_says_every_number():
    chart = a_chart()
    rows = table(chart)
    assert len(rows) == len(chart.months) == 24
    for row, point in zip(rows, chart.months):
        assert len(row) == len(HEADINGS)
        assert row[1:6] == tuple(cell.words for cell in point.cells)
        assert all(row[1:6])


def test_a_month_in_words_holds_what_its_row_holds():
    chart = a_chart()
    for row, point in zip(table(chart), chart.months):
        assert month_words(point) == (
            f"{row[0]}: children it applied to {row[1]}; clear {row[2]}, ask {row[3]}, "
            f"of these answered without doing {row[4]}, unknown {row[5]}."
        )


def test_the_narrative_says_the_first_and_the_last_month_as_the_table_does():
    chart = a_chart()
    assert month_words(chart.months[0]) in chart.words
    assert month_words(chart.months[-1]) in chart.words
    assert table(chart)[-1][0] == "December 2024 (so far)"


def test_the_narrative_counts_the_months_with_hidden_numbers_as_the_table_shows_them():
    chart = a_chart()
    hidden = sum(any(not cell.isdigit() for cell in row[1:6]) for row in table(chart))
    assert hidden > 0
    assert any(sentence.startswith(f"In {hidden} month") for sentence in chart.words)


def test_the_narrative_says_no_number_that_is_hidden():
    chart = a_chart()
    said = " ".join(chart.words[1:])
    numbers = {int(n) for n in re.findall(r"\b\d+\b", said)}
    days = chart.days_to_clear
    allowed = {cell.value for p in (chart.months[0], chart.months[-1]) for cell in p.cells}
    allowed |= {p.month.year for p in chart.months} | {d.day for d in chart.shared_on} | {chart.threshold}
    allowed |= {days.cleared.value, days.still_open.value, days.ended_otherwise.value}
    allowed |= {int(q + 0.5) for q in (days.median, days.lower_quartile, days.upper_quartile) if q is not None}
    hidden = sum(any(not cell.isdigit() for cell in row[1:6]) for row in table(chart))
    assert numbers <= {*allowed, hidden, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9} - {None}


def test_each_day_of_sharing_is_in_the_words_and_in_the_row_of_its_month():
    chart = a_chart()
    assert "The learning was shared on 20 September 2023 and 5 March 2024." in chart.words
    rows = {row[0]: row[-1] for row in table(chart)}
    assert rows["September 2023"] == "20 September 2023"
    assert rows["March 2024"] == "5 March 2024"
    assert sum(bool(cell) for cell in rows.values()) == 2


def test_learning_that_was_not_shared_is_said():
    assert "The learning was not shared on any day in these months." in a_chart(shared_on=()).words


def test_under_ten_months_no_shift_is_spoken_of():
    few = a_chart(as_of=date(2023, 6, 30))
    assert any("no shift can be told from chance" in sentence for sentence in few.words)


def test_no_direction_is_called_better():
    said = " ".join(a_chart().words)
    assert "No direction is called better" in said
    assert "not proof of a cause" in said
    rest = said.replace("No direction is called better", "")
    assert not re.search(r"\b(better|worse|improv\w*|declin\w*|trend\w*|rose|fell|risen)\b", rest)


def test_what_is_still_open_is_never_turned_into_days():
    spans = [Span(f"c{n}", JAN, None, "ask") for n in range(12)]
    chart = run_chart(spans, check="WNB-01", version="1", first=JAN, as_of=date(2024, 12, 14))
    assert chart.days_to_clear.median is None
    assert "Prompts became clear" not in " ".join(chart.words)
    assert any("still open: 12" in sentence for sentence in chart.words)
