import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import lightyear.kit.clock
import lightyear.kit.ids
import lightyear.workspaces.models
import lightyear.workspaces.wall
from lightyear.workspaces import enclosure


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0002_one_point_per_kind"),
        ("gate", "0002_batch"),
        ("messaging", "0002_sending_at"),
        ("workspaces", "0002_tally"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="version",
            field=lightyear.workspaces.models.WalledKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="messaging.templateversion",
            ),
        ),
        migrations.AddField(
            model_name="template",
            name="archived_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name="Broadcast",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lightyear.kit.ids.new, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("origin", models.CharField(max_length=110)),
                ("due_at", models.DateTimeField()),
                ("created_at", models.DateTimeField(default=lightyear.kit.clock.now)),
                ("cancelled_at", models.DateTimeField(null=True)),
                (
                    "template",
                    lightyear.workspaces.models.WalledKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="broadcasts",
                        to="messaging.template",
                    ),
                ),
                (
                    "workspace",
                    models.ForeignKey(
                        db_index=False,
                        default=lightyear.workspaces.wall.current,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workspaces.workspace",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="message",
            name="broadcast",
            field=lightyear.workspaces.models.WalledKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="messages",
                to="messaging.broadcast",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("broadcast__isnull", False)),
                fields=["workspace", "broadcast", "state"],
                name="message_of_broadcast",
            ),
        ),
        migrations.AddIndex(
            model_name="broadcast",
            index=models.Index(fields=["workspace", "-created_at"], name="broadcast_latest"),
        ),
        migrations.AddConstraint(
            model_name="broadcast",
            constraint=models.UniqueConstraint(fields=("workspace", "origin"), name="one_broadcast"),
        ),
        migrations.CreateModel(
            name="Trial",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lightyear.kit.ids.new, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Waiting"),
                            ("sending", "On its way"),
                            ("sent", "Sent"),
                            ("left_out", "Not sent"),
                            ("failed", "Failed"),
                            ("uncertain", "Uncertain"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=40)),
                ("message_id", models.CharField(blank=True, max_length=255)),
                ("created_at", models.DateTimeField(default=lightyear.kit.clock.now)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "decision",
                    lightyear.workspaces.models.WalledKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="gate.decision",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    lightyear.workspaces.models.WalledKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trials",
                        to="messaging.templateversion",
                    ),
                ),
                (
                    "workspace",
                    models.ForeignKey(
                        db_index=False,
                        default=lightyear.workspaces.wall.current,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workspaces.workspace",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="trial",
            index=models.Index(
                condition=models.Q(("state", "queued")), fields=["workspace", "created_at"], name="trial_due"
            ),
        ),
        enclosure.Enclose("Broadcast"),
        enclosure.Enclose("Trial"),
        enclosure.EncloseKey("Message", "version"),
        enclosure.EncloseKey("Message", "broadcast"),
    ]
