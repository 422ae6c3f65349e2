"""One setting of a check for the partnership, on SQLite and older PostgreSQL too.

The constraint that was there is known to newer PostgreSQL alone. Of several the one last set stays.
"""

from typing import Any

from django.db import migrations, models
from django.db.models import Count, Max

SAME = ("check_id", "team")


def keep_the_last(apps: Any, schema_editor: Any) -> None:
    settings = apps.get_model("checks", "Setting").objects.using(schema_editor.connection.alias)
    often = settings.values(*SAME).annotate(rows=Count("pk"), last=Max("pk")).filter(rows__gt=1).order_by("last")
    for row in list(often):
        known = {name: row[name] for name in SAME if row[name] is not None}
        same = known | {f"{name}__isnull": True for name in SAME if row[name] is None}
        settings.filter(**same).exclude(pk=row["last"]).delete()


class Migration(migrations.Migration):
    dependencies = [("checks", "0006_retire_dates")]

    operations = [
        migrations.RunPython(keep_the_last, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name="setting", name="checks_setting_once"),
        migrations.AddConstraint(
            model_name="setting",
            constraint=models.UniqueConstraint(fields=["check_id", "team"], name="checks_setting_once"),
        ),
        migrations.AddConstraint(
            model_name="setting",
            constraint=models.UniqueConstraint(
                fields=["check_id"], condition=models.Q(team=None), name="checks_setting_once_for_the_partnership"
            ),
        ),
    ]
