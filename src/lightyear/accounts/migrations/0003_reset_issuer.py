import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_staff")]

    operations = [
        # Nobody knows any more who answers for the reset links made until now.
        migrations.RunSQL(
            "DELETE FROM accounts_signinlink WHERE use = 'reset' AND used_at IS NULL",
            migrations.RunSQL.noop,
        ),
        migrations.AddField(
            model_name="signinlink",
            name="issued_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
