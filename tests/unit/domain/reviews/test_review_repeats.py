"""Earlier findings that look alike are suggested: same theme, similar words, another review, before."""

from dataclasses import replace
from datetime import date

from sightline.domain.reviews import Known, repeats

NEW = Known(
    "new",
    "B",
    date(2026, 1, 5),
    "Appointments were missed across four services and nobody counted them together.",
    frozenset({"PROC-WNB"}),
)
OLD = Known(
    "old",
    "A",
    date(2019, 5, 1),
    "Six appointments were missed across three services in six months. Each service counted its own two.",
    frozenset({"PROC-WNB", "MULTI-ALL"}),
)


def test_same_theme_and_similar_words_are_suggested_with_the_grounds():
    (found,) = repeats(NEW, [OLD])
    assert found.earlier is OLD
    assert found.themes == ("PROC-WNB",)
    assert {"appointments", "missed", "services", "counted"} <= set(found.words)


def test_not_for_another_theme_the_same_review_a_later_one_or_other_words():
    others = [
        replace(OLD, themes=frozenset({"HARM-TRIO"})),
        replace(OLD, review="B"),
        replace(OLD, on=date(2026, 1, 5)),
        replace(OLD, text="The letter said that the baby had not attended the clinic."),
        replace(OLD, text=""),
    ]
    assert repeats(NEW, others) == ()


def test_the_most_alike_comes_first_and_at_most_five():
    many = [replace(OLD, key=str(n), text=OLD.text + " word" * (n > 0) + f" more{n}" * n) for n in range(9)]
    found = repeats(NEW, many)
    assert len(found) == 5
    assert [one.similarity for one in found] == sorted((one.similarity for one in found), reverse=True)
