"""Confirming and setting the dated standards: a row with whose, source, day and approver; none is ever edited."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from sightline.checks import setting, standards, supplied
from sightline.checks.models import Standard
from sightline.checks.policy import NotAllowed
from sightline.trail.models import Entry
from tests.records import signed_in

pytestmark = pytest.mark.django_db
ROW = {
    "value": "3", "number_class": "local", "source": "WNB policy, page 2", "valid_from": "1/11/2026",
    "approved_by": "Executive, 3 November 2026",
}  # fmt: skip
NUMBER = ("checks:number", ["WNB-01", "misses"])


def post(worker, where, form):
    return signed_in(worker).post(reverse(where[0], args=where[1]), form)


def test_setting_a_number_adds_a_row_that_counts_from_its_day(standing):
    assert post(standing.administrator, NUMBER, ROW).status_code == 302
    row = Standard.objects.get()
    assert (row.value, row.number_class, row.source, str(row.valid_from), row.approved_by) == (
        3, "local", "WNB policy, page 2", "2026-11-01", "Executive, 3 November 2026",
    )  # fmt: skip
    assert standards.in_force(date(2026, 10, 31))["WNB-01"]["misses"] == 2
    assert standards.in_force(date(2026, 11, 1))["WNB-01"]["misses"] == 3
    entry = Entry.objects.get(verb="checks.set_standard")
    assert (entry.kind, entry.actor, entry.child) == ("system", str(standing.administrator.pk), "")


def test_confirming_keeps_the_value_and_takes_it_off_the_list(standing):
    today = standards.today()
    waiting = signed_in(standing.administrator).get(reverse("checks:standards")).context_data["page"].to_confirm
    form = ROW | {"value": "2", "number_class": "our default", "valid_from": today.strftime("%d/%m/%Y")}
    post(standing.administrator, NUMBER, form)
    page = signed_in(standing.administrator).get(reverse("checks:standards")).context_data["page"]
    assert page.to_confirm == waiting - 1
    assert standards.in_force(today)["WNB-01"]["misses"] == 2


def test_a_slip_is_followed_by_another_row_of_the_same_day_and_both_stay(standing):
    post(standing.administrator, NUMBER, ROW | {"value": "30"})
    post(standing.administrator, NUMBER, ROW)
    assert list(Standard.objects.order_by("pk").values_list("value", flat=True)) == [30, 3]
    assert standards.in_force(date(2026, 11, 2))["WNB-01"]["misses"] == 3
    page = signed_in(standing.administrator).get(reverse("checks:number", args=["WNB-01", "misses"]))
    assert len(page.context_data["page"].history.rows) == 2


def test_the_very_same_row_again_changes_nothing(standing):
    post(standing.administrator, NUMBER, ROW)
    post(standing.administrator, NUMBER, ROW)
    assert Standard.objects.count() == 1
    assert Entry.objects.filter(verb="checks.set_standard").count() == 1


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("value", "", "Write the value"),
        ("value", "two", "number of misses"),
        ("value", "-1", "number of misses"),
        ("value", "2.5", "whole number of misses"),
        ("value", "nan", "number of misses"),
        ("value", "inf", "number of misses"),
        ("number_class", "", "Choose whose number it is"),
        ("number_class", "ours", "Select a valid choice"),
        ("source", " ", "Say where it comes from"),
        ("source", "x" * 201, "at most 200"),
        ("valid_from", "", "day from which it counts"),
        ("valid_from", "32/1/2026", "a day like"),
        ("valid_from", "1/1/1926", "before the Children Act"),
        ("approved_by", "", "who approved it"),
    ],
)
def test_what_is_missing_or_cannot_be_is_said_and_nothing_is_added(standing, field, value, words):
    page = post(standing.administrator, NUMBER, ROW | {field: value})
    assert page.status_code == 200
    assert words in page.content.decode()
    assert not Standard.objects.exists()


def test_only_an_administrator_sets_and_everyone_sees(standing):
    for worker in (standing.social_worker, standing.quality_lead):
        assert post(worker, NUMBER, ROW).status_code == 403
        assert signed_in(worker).get(reverse("checks:standards")).status_code == 200
    with pytest.raises(NotAllowed):
        setting.set_standard(
            "WNB-01", "misses", by=standing.supervisor, value=3, number_class="local", source="x",
            valid_from=date(2026, 11, 1), approved_by="x",
        )  # fmt: skip
    assert not Standard.objects.exists()


def test_what_only_the_partnership_can_supply_stands_first_until_it_is_supplied(standing):
    client = signed_in(standing.administrator)
    page = client.get(reverse("checks:standards")).context_data["page"]
    assert page.missing == len(supplied.topics()) == len(page.supply.rows)
    form = ROW | {"value": "10", "source": "Practice standards"}
    assert client.post(reverse("checks:topic", args=["cp_visit_working_days"]), form).status_code == 302
    page = client.get(reverse("checks:standards")).context_data["page"]
    assert page.missing == len(supplied.topics()) - 1
    assert page.supply.rows[-1][1] == "10 working days"
    assert all(row[1] == "Not supplied yet" for row in page.supply.rows[:-1])


@pytest.mark.parametrize(
    ("topic", "value", "kept"),
    [
        ("information_sharing_duty_from", "1/4/2027", "2027-04-01"),
        ("escalation_stages", "Four stages.\nFive days each.", "Four stages.\nFive days each."),
        ("supervision_weeks", "4.5", 4.5),
    ],
)
def test_a_day_a_text_and_a_number_are_kept_as_they_are(standing, topic, value, kept):
    assert post(standing.administrator, ("checks:topic", [topic]), ROW | {"value": value}).status_code == 302
    assert Standard.objects.get(name=topic).value == kept


def test_a_supplied_row_is_no_number_of_a_check(standing):
    post(standing.administrator, ("checks:topic", ["supervision_weeks"]), ROW | {"value": "4"})
    assert standards.changed_since(date(2027, 1, 1)) is None
    assert standards.in_force(date(2027, 1, 1)) == standards.in_force(date(2020, 1, 1))


def test_a_standard_there_is_not(standing):
    client = signed_in(standing.administrator)
    for name, parts in (
        ("topic", ["x"]),
        ("number", ["WNB-01", "x"]),
        ("number", ["XX-01", "x"]),
        ("numbers", ["XX-01"]),
    ):
        assert client.get(reverse(f"checks:{name}", args=parts)).status_code == 404


def test_the_pages_cost_the_same_however_many_rows_there_are(standing, django_assert_max_num_queries):
    client = signed_in(standing.social_worker)
    client.get("/standards/")
    with django_assert_max_num_queries(9):
        client.get("/standards/")
    for number in range(1, 6):
        post(standing.administrator, NUMBER, ROW | {"value": str(number)})
    with django_assert_max_num_queries(9):
        client.get("/standards/")


def test_the_command_line_prints_what_is_in_force_and_what_is_missing(standing, capsys):
    import json

    from sightline.cli.main import main

    post(standing.administrator, NUMBER, ROW)
    post(standing.administrator, ("checks:topic", ["supervision_weeks"]), ROW | {"value": "4"})
    assert main(["standards", "--on", "2026-11-02", "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert rows[0]["state"] == "to supply"
    found = {(row["check"], row["name"]): row for row in rows}
    assert found[("WNB-01", "misses")] == found[("WNB-01", "misses")] | {
        "value": 3, "class": "local", "source": "WNB policy, page 2", "valid_from": "2026-11-01",
        "approved_by": "Executive, 3 November 2026", "state": "in force",
    }  # fmt: skip
    assert found[(None, "supervision_weeks")]["value"] == 4
    assert main(["standards", "--on", "2026-10-31", "--missing"]) == 0
    said = capsys.readouterr().out
    assert "supervision_weeks: to be supplied" in said
    assert "to confirm" in said
