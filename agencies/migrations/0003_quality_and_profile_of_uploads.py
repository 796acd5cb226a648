from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agencies", "0002_shared_arrangements_and_dialects")]

    operations = [
        migrations.AddField(
            model_name="upload",
            name="profile",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="upload",
            name="quality",
            field=models.DecimalField(
                blank=True, decimal_places=1, max_digits=4, null=True, verbose_name="mutu data"
            ),
        ),
        migrations.AddField(
            model_name="upload",
            name="rows_ended",
            field=models.PositiveIntegerField(default=0, verbose_name="berakhir"),
        ),
    ]
