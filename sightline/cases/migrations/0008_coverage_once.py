"""One row of coverage for a child, kind, source and beginning, on SQLite and older PostgreSQL too.

The constraint that was there is known to newer PostgreSQL alone. Of rows that say the same the first stays.
"""

from typing import Any

from django.db import migrations, models
from django.db.models import Count, Min

SAME = ("child", "kind", "source", "starts_on")


def keep_the_first(apps: Any, schema_editor: Any) -> None:
    coverage = apps.get_model("cases", "RecordCoverage").objects.using(schema_editor.connection.alias)
    often = coverage.values(*SAME).annotate(rows=Count("pk"), first=Min("pk")).filter(rows__gt=1).order_by("first")
    for row in list(often):
        known = {name: row[name] for name in SAME if row[name] is not None}
        same = known | {f"{name}__isnull": True for name in SAME if row[name] is None}
        coverage.filter(**same).exclude(pk=row["first"]).delete()


class Migration(migrations.Migration):
    dependencies = [("cases", "0007_attached_documents")]

    operations = [
        migrations.RunPython(keep_the_first, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name="recordcoverage", name="cases_coverage_once"),
        migrations.AddConstraint(
            model_name="recordcoverage",
            constraint=models.UniqueConstraint(
                fields=["child", "kind", "source", "starts_on"], name="cases_coverage_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="recordcoverage",
            constraint=models.UniqueConstraint(
                fields=["child", "kind", "source"],
                condition=models.Q(starts_on=None),
                name="cases_coverage_once_from_the_start",
            ),
        ),
    ]
