from uuid import UUID

from django.db import migrations, models
from django.db.models.fields.json import KeyTextTransform


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="entry",
            name="member",
            field=models.GeneratedField(
                db_persist=True,
                expression=KeyTextTransform("member", "facts"),
                output_field=models.TextField(null=True),
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["workspace", "actor", "-at", "-id"], name="entry_of_actor"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                fields=["member", "-at", "-id"],
                name="entry_of_member",
                condition=models.Q(workspace=UUID(int=0)),
            ),
        ),
    ]
