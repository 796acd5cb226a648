import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0003_quality_and_profile_of_uploads"),
        ("beneficiaries", "0002_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="StagedEnd",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "assistance",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="beneficiaries.assistance",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="beneficiaries.registerentry",
                    ),
                ),
                (
                    "upload",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="agencies.upload"
                    ),
                ),
            ],
            options={"verbose_name": "yang akan berakhir"},
        ),
        migrations.AddConstraint(
            model_name="stagedend",
            constraint=models.CheckConstraint(
                condition=Q(("assistance__isnull", False), ("entry__isnull", True))
                | Q(("assistance__isnull", True), ("entry__isnull", False)),
                name="staged_end_of_one_thing",
            ),
        ),
    ]
