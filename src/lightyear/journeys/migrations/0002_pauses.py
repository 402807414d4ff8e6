from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("journeys", "0001_journeys"),
    ]

    operations = [
        migrations.AddField(
            model_name="journey",
            name="paused_at",
            field=models.DateTimeField(null=True),
        ),
    ]
