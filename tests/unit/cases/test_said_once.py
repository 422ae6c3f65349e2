"""What there is one of, there is one of on either database: also where a part of it says nothing."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from sightline.cases.changes import open_record
from sightline.cases.models import RecordCoverage
from sightline.checks.models import Setting
from tests.standing import a_recorded_child

pytestmark = pytest.mark.django_db


def test_coverage_without_a_beginning_is_there_once(standing):
    child = a_recorded_child(standing.social_worker).child
    RecordCoverage.objects.filter(child=child).delete()
    open_record(by=None, child=child, starts_on=None)
    first = RecordCoverage.objects.filter(child=child).count()
    open_record(by=None, child=child, starts_on=None)
    assert RecordCoverage.objects.filter(child=child).count() == first > 0
    open_record(by=None, child=child, starts_on=date(2026, 1, 1))
    open_record(by=None, child=child, starts_on=date(2026, 1, 1))
    assert RecordCoverage.objects.filter(child=child).count() == 2 * first


def test_a_check_has_one_setting_for_the_partnership_and_one_for_a_team(standing):
    team = standing.social_worker.team
    Setting.objects.filter(check_id="WNB-01").delete()
    for whose in (None, team):
        Setting.objects.create(check_id="WNB-01", team=whose, state="on")
        with pytest.raises(IntegrityError), transaction.atomic():
            Setting.objects.create(check_id="WNB-01", team=whose, state="off")
