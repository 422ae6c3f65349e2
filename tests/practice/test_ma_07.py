"""MA-07, in my own words: little stories."""

from __future__ import annotations

from datetime import date

import pytest

from tests.builders import Story
from tests.casework import NOBODY_KNOWS, TODAY, a_case, between, found, result

# Five working days end on 18 November when they begin on 11 November; the tenth is 18 November from 4 November.


def meeting(
    at="2026-11-10", there: list[str] | None = ("school", "gp"), kind="core_group", level="CP", **fields
) -> Story:
    present = list(there) if there is not None else None
    return a_case(level).with_fact(
        "Meeting", kind=kind, at=at, agencies_present=present, **{"recorded": "2026-11-02"} | fields
    )


def said(
    story: Story, member: str | None, to: str | None = "Meeting1", worry="He is left alone", part="See him", **more
) -> Story:
    fields = {"worry_in_my_words": worry, "my_part": part, "at": "2026-11-12", **more}
    return story.with_fact("RoleStatement", meeting=to, member=member, **fields)


def test_five_working_days_after_a_meeting_a_member_without_words_asks():
    outcome = said(meeting(), "school").ask("MA-07", TODAY)
    assert found(outcome) == ("ask", "reflect", ("Meeting1",))
    assert outcome.prompt == (
        "There is nothing yet from the GP in their own words since the meeting of 10 November 2026. What is the worry "
        "about Robin, and what is your part, in a sentence?"
    )


def test_the_last_day_does_not():
    outcome = meeting("2026-11-11").ask("MA-07", TODAY)
    assert (outcome.result, outcome.next_look) == ("clear", date(2026, 11, 19))


def test_soon_on_reaching_the_tenth_day():
    assert found(meeting("2026-11-05").ask("MA-07", TODAY)) == ("ask", "reflect", ("Meeting1",))
    assert found(meeting("2026-11-04").ask("MA-07", TODAY)) == ("ask", "soon", ("Meeting1",))
    assert meeting("2026-11-05").ask("MA-07", TODAY).next_look == date(2026, 11, 19)


def test_everybodys_words_clear():
    assert result(said(said(meeting(), "school"), "GP"), "MA-07") == "clear"


def test_words_saved_empty_are_none_and_never_filled_in_are_open():
    assert result(said(said(meeting(), "school"), "gp", part=""), "MA-07") == "ask"
    assert result(said(said(meeting(), "school"), "gp", part=None), "MA-07") == "unknown"
    assert result(said(said(meeting(), "school"), None), "MA-07") == "unknown"
    assert result(said(said(meeting(), "school"), "gp", to=None), "MA-07") == "unknown"


def test_words_for_a_later_meeting_count_and_for_an_earlier_one_do_not():
    known = said(meeting(), "school").with_fact(
        "Meeting", kind="core_group", at="2026-11-17", agencies_present=["gp"], recorded="2026-11-02"
    )
    assert result(said(known, "gp", to="Meeting2"), "MA-07") == "clear"
    before = said(meeting(), "school").with_fact(
        "Meeting", kind="core_group", at="2026-10-06", agencies_present=[], recorded="2026-10-06"
    )
    assert result(said(before, "gp", to="Meeting2"), "MA-07") == "ask"


def test_members_from_their_invitations():
    story = meeting(there=None).with_fact(
        "Invitation", meeting="Meeting1", agency="school", person="Ms Vale", attended="yes"
    )
    assert result(story, "MA-07") == "ask"
    assert result(said(story, "Ms Vale"), "MA-07") == "clear"
    away = meeting(there=None).with_fact("Invitation", meeting="Meeting1", agency="school", attended="no")
    assert result(away, "MA-07") == "clear"
    family = meeting(there=[]).with_fact("Invitation", meeting="Meeting1", person="MUM", attended="yes")
    assert result(family, "MA-07") == "clear"


def test_who_was_there_is_not_recorded():
    assert result(meeting(there=None), "MA-07") == "unknown"
    story = meeting(there=None).with_fact("Invitation", meeting="Meeting1", agency="school", attended=None)
    assert result(story, "MA-07") == "unknown"


@pytest.mark.parametrize(("kind", "expected"), [("icpc", "ask"), ("review_conference", "ask"), ("team_meeting", "n/a")])
def test_which_meetings(kind, expected):
    assert result(meeting(kind=kind), "MA-07") == expected


def test_uncertain_days():
    assert result(meeting(between("2026-11-10", "2026-11-14")), "MA-07") == "ask"
    assert result(meeting(NOBODY_KNOWS, recorded="2026-11-10"), "MA-07") == "ask"
    assert result(meeting(NOBODY_KNOWS, recorded="2026-11-12"), "MA-07") == "unknown"
    assert result(meeting("2026-11-25"), "MA-07") == "n/a"


def test_level_and_coverage():
    assert result(meeting(level="EH"), "MA-07") == "n/a"
    for dropped in ("Meeting", "RoleStatement"):
        kinds = {"Involvement", "Meeting", "RoleStatement"} - {dropped}
        assert result(meeting().kept_here(*kinds), "MA-07") == "unknown"


def test_an_invitation_that_does_not_say_leaves_it_to_the_list():
    story = said(said(meeting(), "school"), "gp")
    asked = {"meeting": "Meeting1", "agency": "police", "sent_on": "2026-11-02", "recorded": "2026-11-02"}
    assert result(story.with_fact("Invitation", **asked), "MA-07") == "clear"
    assert result(story.with_fact("Invitation", attended="yes", **asked), "MA-07") == "ask"
    unlisted = meeting(there=None).with_fact("Invitation", **asked)
    assert result(unlisted, "MA-07") == "unknown"


def test_words_for_a_meeting_surely_later_than_one_nobody_can_date_count():
    def words(recorded: str, to: str = "Meeting2") -> str:
        story = meeting(NOBODY_KNOWS, there=["gp"], recorded=recorded)
        story = story.with_fact(
            "Meeting", kind="core_group", at="2026-11-11", agencies_present=[], recorded="2026-11-11"
        )
        return result(said(story, "gp", to=to), "MA-07")

    assert words("2026-11-04") == "clear"
    assert words("2026-11-12") == "unknown"
    assert words("2026-11-04", to="Meeting9") == "ask"


def test_somebody_came_and_nobody_knows_from_where():
    story = said(said(meeting(), "school"), "gp")
    asked = {"meeting": "Meeting1", "attended": "yes", "recorded": "2026-11-02"}
    assert result(story.with_fact("Invitation", **asked), "MA-07") == "unknown"
    assert result(story.with_fact("Invitation", person="MUM", **asked), "MA-07") == "clear"


def test_what_it_says_of_several_meetings():
    story = meeting("2026-11-10").with_fact(
        "Meeting", kind="core_group", at="2026-11-04", agencies_present=["police"], recorded="2026-11-02"
    )
    soon = story.ask("MA-07", TODAY).prompt or ""
    assert soon.startswith(
        "Ten working days or more after the meeting of 4 November 2026 there is nothing from police in their own words."
    )
    both = meeting("2026-11-10").with_fact(
        "Meeting", kind="core_group", at="2026-11-09", agencies_present=["police"], recorded="2026-11-02"
    )
    assert "since the meetings of 9 November and 10 November 2026." in (both.ask("MA-07", TODAY).prompt or "")
