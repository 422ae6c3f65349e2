"""Every column is classified for privacy, and the classification names nothing that is gone (ASVS 5.0 V14.1.1)."""

import pytest
from django.apps import apps

from sightline.config import columns

MODELS = [m for m in apps.get_models(include_auto_created=True) if m._meta.managed]


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m._meta.label)
def test_every_column_has_a_class(model):
    for field in model._meta.concrete_fields:
        assert columns.class_of(model._meta.label, field.name) in columns.CLASSES, f"{field} has no privacy class"


def test_nothing_is_classified_that_is_not_there():
    known = {m._meta.label: {f.name for f in m._meta.concrete_fields} | {"*"} for m in MODELS}
    gone = [
        f"{label}.{column}"
        for label, row in columns.table().items()
        for column in row
        if column not in known.get(label, set())
    ]
    assert gone == []


@pytest.mark.parametrize(
    ("model", "column", "expected"),
    [
        ("people.Person", "given_name", "identity"),
        ("cases.Visit", "note", "case"),
        ("cases.Visit", "recorded_by", "staff"),
        ("reviews.Finding", "text", "review"),
        ("access.Worker", "password", "secret"),
    ],
)
def test_the_columns_that_matter_most(model, column, expected):
    assert columns.class_of(model, column) == expected
