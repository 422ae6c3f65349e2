from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("learning", "0002_initial")]

    operations = [
        migrations.AddField(
            model_name="learningpoint",
            name="released_to",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="learningpoint",
            name="questions",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
    ]
