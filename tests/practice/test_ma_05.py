"""MA-05, absent twice: little stories."""

from __future__ import annotations

from tests.builders import Story
from tests.casework import NOBODY_KNOWS, TODAY, a_case, found, result


def met(story: Story, at, attended: str | None, report: str | None = None, agency="school", **meeting) -> Story:
    number = sum(row.type == "Meeting" for row in story.rows) + 1
    story = story.with_fact("Meeting", kind="core_group", at=at, **{"recorded": "2026-09-01"} | meeting)
    return story.with_fact(
        "Invitation", meeting=f"Meeting{number}", agency=agency, sent_on="2026-09-01", attended=attended, report=report,
        recorded="2026-09-01",
    )  # fmt: skip


def absent(*attended: str | None) -> Story:
    story = a_case("CP")
    for number, mark in enumerate(attended):
        story = met(story, f"2026-10-{number + 10}", mark)
    return story


def test_absent_twice_running_asks():
    outcome = absent("yes", "no", "no").ask("MA-05", TODAY)
    assert found(outcome) == ("ask", "soon", ("Invitation2", "Invitation3"))
    assert outcome.prompt == (
        "The school was invited to the last meetings about Robin, and neither came nor sent a report, as far as is "
        "recorded. What would help them contribute?"
    )


def test_once_or_not_running_does_not():
    assert result(absent("no"), "MA-05") == "clear"
    assert result(absent("no", "yes", "no"), "MA-05") == "clear"
    assert result(absent("no", "no", "yes"), "MA-05") == "clear"


def test_a_report_is_a_contribution():
    assert result(met(absent("no"), "2026-10-20", "no", "yes"), "MA-05") == "clear"
    for nothing in ("no", None, ""):
        assert result(met(absent("no"), "2026-10-20", "no", nothing), "MA-05") == "ask"


def test_whether_they_came_is_not_recorded():
    assert result(absent("no", None), "MA-05") == "unknown"
    assert result(absent("no", None, "yes"), "MA-05") == "clear"
    assert result(met(absent("no"), "2026-10-20", None, agencies_present=["school"]), "MA-05") == "clear"


def test_meetings_to_which_it_was_not_invited_do_not_count():
    story = absent("no").with_fact("Meeting", kind="core_group", at="2026-10-12", recorded="2026-10-12")
    assert result(met(story, "2026-10-20", "no"), "MA-05") == "ask"
    reason = absent("no").with_fact("Meeting", kind="core_group", at="2026-10-12", recorded="2026-10-12")
    reason = reason.with_fact("Invitation", meeting="Meeting2", agency="school", reason_not_invited="Closed")
    assert result(reason, "MA-05") == "clear"


def test_whether_it_was_invited_is_not_recorded():
    story = absent("no").with_fact("Meeting", kind="core_group", at="2026-10-20", recorded="2026-10-12")
    assert result(story.with_fact("Invitation", meeting="Meeting2", agency="school"), "MA-05") == "unknown"


def test_two_agencies_do_not_add_up():
    assert result(met(absent("no"), "2026-10-20", "no", agency="gp"), "MA-05") == "clear"


def test_a_meeting_still_ahead_is_not_missed():
    assert result(met(absent("no"), "2026-11-25", None), "MA-05") == "clear"


def test_a_meeting_nobody_can_date_may_come_between():
    assert result(met(absent("no", "no"), NOBODY_KNOWS, "yes"), "MA-05") == "unknown"


def test_level_and_coverage():
    assert result(a_case(), "MA-05") == "n/a"
    for dropped in ("Meeting", "Invitation"):
        kinds = {"Involvement", "Meeting", "Invitation"} - {dropped}
        assert result(absent("no", "no").kept_here(*kinds), "MA-05") == "unknown"


def test_an_invitation_to_nobody_knows_which_meeting_may_make_it_twice():
    once = absent("no")
    assert result(once, "MA-05") == "clear"
    nowhere = {"agency": "school", "sent_on": "2026-10-05", "recorded": "2026-10-05"}
    assert result(once.with_fact("Invitation", attended="no", **nowhere), "MA-05") == "unknown"
    assert result(once.with_fact("Invitation", attended="yes", **nowhere), "MA-05") == "clear"
    came = once.with_fact("Invitation", attended="no", report="yes", **nowhere)
    assert result(came, "MA-05") == "clear"


def test_police_were_invited():
    story = met(met(a_case("CP"), "2026-10-10", "no", agency="police"), "2026-10-11", "no", agency="police")
    assert (story.ask("MA-05", TODAY).prompt or "").startswith("Police were invited to the last meetings about Robin")
