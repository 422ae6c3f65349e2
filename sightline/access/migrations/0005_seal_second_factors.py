"""Secrets of second factors that were kept in the clear are sealed with the key in the data folder."""

from typing import Any

from django.db import migrations

from sightline.access.sealing import MARK, seal


def seal_them(apps: Any, schema_editor: Any) -> None:
    rows = apps.get_model("mfa", "Authenticator").objects.using(schema_editor.connection.alias)
    for row in rows.filter(type__in=("totp", "recovery_codes")).order_by("pk"):
        new = {name: _sealed(name, value) for name, value in row.data.items()}
        if new != row.data:
            row.data = new
            row.save(update_fields=["data"])


def _sealed(name: str, value: Any) -> Any:
    if name == "migrated_codes":
        return [_sealed("seed", code) for code in value]
    return seal(value) if name in ("secret", "seed") and not value.startswith(MARK) else value


class Migration(migrations.Migration):
    dependencies = [("access", "0004_outside_identities"), ("mfa", "0003_authenticator_type_uniq")]

    operations = [migrations.RunPython(seal_them, migrations.RunPython.noop)]
