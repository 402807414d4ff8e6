import django.db.models.deletion
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
        ("messaging", "0001_initial"),
        ("workspaces", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Journey",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lightyear.kit.ids.new, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.SlugField()),
                ("name", models.CharField(max_length=120)),
                ("created_at", models.DateTimeField(default=lightyear.kit.clock.now)),
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
        migrations.CreateModel(
            name="JourneyVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lightyear.kit.ids.new, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("definition", models.JSONField()),
                ("trigger_event", models.CharField(max_length=60)),
                ("trigger_form", models.CharField(blank=True, max_length=50)),
                ("first_step", models.CharField(max_length=40)),
                ("is_live", models.BooleanField()),
                ("published_at", models.DateTimeField(default=lightyear.kit.clock.now)),
                (
                    "journey",
                    lightyear.workspaces.models.WalledKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="journeys.journey",
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
        migrations.CreateModel(
            name="Enrollment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lightyear.kit.ids.new, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("trigger", models.UUIDField()),
                ("step", models.CharField(max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("in", "Moving on"),
                            ("waiting", "Waiting"),
                            ("done", "Went through"),
                            ("left", "Left early"),
                        ],
                        default="in",
                        max_length=10,
                    ),
                ),
                ("due_at", models.DateTimeField(null=True)),
                ("entered_at", models.DateTimeField(default=lightyear.kit.clock.now)),
                (
                    "contact",
                    lightyear.workspaces.models.WalledKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrollments",
                        to="contacts.contact",
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
                (
                    "journey",
                    lightyear.workspaces.models.WalledKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrollments",
                        to="journeys.journey",
                    ),
                ),
                (
                    "version",
                    lightyear.workspaces.models.WalledKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrollments",
                        to="journeys.journeyversion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Passage",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lightyear.kit.ids.new, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("step", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("told", "Staff were told"),
                            ("opened", "A task was opened"),
                            ("waited", "Waited"),
                            ("queued", "A message was queued"),
                            ("left_out", "No message was sent"),
                            ("yes", "Yes"),
                            ("no", "No"),
                            ("left", "Left early"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=40)),
                ("facts", models.JSONField(default=dict)),
                ("batch", models.UUIDField()),
                (
                    "enrollment",
                    lightyear.workspaces.models.WalledKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passages",
                        to="journeys.enrollment",
                    ),
                ),
                (
                    "message",
                    lightyear.workspaces.models.WalledKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passages",
                        to="messaging.message",
                    ),
                ),
                (
                    "version",
                    lightyear.workspaces.models.WalledKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passages",
                        to="journeys.journeyversion",
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
        migrations.AddConstraint(
            model_name="journey",
            constraint=models.UniqueConstraint(fields=("workspace", "key"), name="one_journey_per_key"),
        ),
        migrations.AddIndex(
            model_name="journeyversion",
            index=models.Index(
                condition=models.Q(("is_live", True)),
                fields=["workspace", "trigger_event"],
                name="version_by_trigger",
            ),
        ),
        migrations.AddConstraint(
            model_name="journeyversion",
            constraint=models.UniqueConstraint(
                fields=("workspace", "journey", "number"), name="one_journey_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="journeyversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_live", True)),
                fields=("workspace", "journey"),
                name="one_live_version",
            ),
        ),
        migrations.AddIndex(
            model_name="enrollment",
            index=models.Index(
                condition=models.Q(("due_at__isnull", False)),
                fields=["workspace", "due_at"],
                name="enrollment_due",
            ),
        ),
        migrations.AddIndex(
            model_name="enrollment",
            index=models.Index(fields=["workspace", "version", "state", "step"], name="enrollment_by_step"),
        ),
        migrations.AddIndex(
            model_name="enrollment",
            index=models.Index(
                fields=["workspace", "journey", "-entered_at", "-id"], name="enrollment_latest"
            ),
        ),
        migrations.AddIndex(
            model_name="enrollment",
            index=models.Index(fields=["workspace", "contact", "-entered_at"], name="enrollment_of_contact"),
        ),
        migrations.AddConstraint(
            model_name="enrollment",
            constraint=models.UniqueConstraint(
                fields=("workspace", "journey", "contact", "trigger"), name="one_enrollment_per_event"
            ),
        ),
        migrations.AddConstraint(
            model_name="enrollment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("due_at__isnull", False)),
                fields=("workspace", "journey", "contact"),
                name="one_enrollment_inside",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrollment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("due_at__isnull", False), ("state__in", ["in", "waiting"])),
                    models.Q(("due_at__isnull", True), ("state__in", ["done", "left"])),
                    _connector="OR",
                ),
                name="enrollment_is_due_while_inside",
            ),
        ),
        migrations.AddIndex(
            model_name="passage",
            index=models.Index(fields=["workspace", "version", "step", "outcome"], name="passage_by_step"),
        ),
        migrations.AddIndex(
            model_name="passage",
            index=models.Index(fields=["workspace", "batch"], name="passage_by_batch"),
        ),
        migrations.AddConstraint(
            model_name="passage",
            constraint=models.UniqueConstraint(
                fields=("workspace", "enrollment", "step"), name="one_passage_per_step"
            ),
        ),
        enclosure.Enclose("Journey"),
        enclosure.Enclose("JourneyVersion"),
        enclosure.Enclose("Enrollment"),
        enclosure.Enclose("Passage", append_only=True),
    ]
