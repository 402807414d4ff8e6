import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import lightyear.kit.clock
import lightyear.kit.ids
import lightyear.workspaces.models
import lightyear.workspaces.wall
from lightyear.workspaces import enclosure


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contacts", "0001_initial"),
        ("workspaces", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Task",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lightyear.kit.ids.new, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=160)),
                ("kind", models.CharField(max_length=40)),
                ("title", models.JSONField()),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("owner", "Owner"),
                            ("marketer", "Marketer"),
                            ("compliance", "Compliance"),
                            ("sales", "Sales"),
                            ("clinician", "Clinician"),
                            ("front_desk", "Front desk"),
                            ("analyst", "Analyst"),
                        ],
                        max_length=20,
                    ),
                ),
                ("opened_at", models.DateTimeField(default=lightyear.kit.clock.now)),
                ("due_at", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("facts", models.JSONField(default=dict)),
                (
                    "assignee",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "contact",
                    lightyear.workspaces.models.WalledKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="contacts.contact",
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at__isnull", True)),
                        fields=["workspace", "opened_at", "id"],
                        name="task_open",
                    ),
                    models.Index(
                        condition=models.Q(("done_at__isnull", False)),
                        fields=["workspace", "-done_at", "-id"],
                        name="task_done",
                    ),
                    models.Index(fields=["workspace", "contact", "-opened_at"], name="task_of_contact"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("workspace", "key"), name="one_task_per_key"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", True), ("done_by", None)),
                            models.Q(("done_at__isnull", False), ("done_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="task_is_done_by_someone",
                    ),
                ],
            },
        ),
        enclosure.Enclose("Task"),
    ]
