from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0002_one_point_per_kind"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                fields=["workspace", "stage", "-created_at", "-id"], name="contact_latest_of_stage"
            ),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                fields=["workspace", "stage", "name_key", "id"], name="contact_by_name_of_stage"
            ),
        ),
        migrations.AddIndex(
            model_name="contactpoint",
            index=models.Index(
                condition=models.Q(("confirmed_at__isnull", True), ("kind", "email")),
                fields=["workspace", "contact"],
                name="point_unconfirmed",
            ),
        ),
    ]
