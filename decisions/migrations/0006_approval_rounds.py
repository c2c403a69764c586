"""Answers belong to a round, which has the deadline. Nothing has been answered yet, so the table is made anew."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
RESULTS = [("approved", "godkendt"), ("objected", "indsigelse"), ("overtaken", "afløst")]


class Migration(migrations.Migration):
    dependencies = [
        ("agenda", "0006_follow_up"),
        ("decisions", "0005_follow_up"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.DeleteModel(name="MinutesApproval"),
        migrations.CreateModel(
            name="ApprovalRound",
            fields=[
                ("id", ID),
                ("version", models.PositiveIntegerField()),
                ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("due_at", models.DateTimeField(verbose_name="frist")),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("result", models.CharField(blank=True, choices=RESULTS, max_length=20)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="approval_rounds",
                        to="agenda.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ["-opened_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(closed_at__isnull=True), fields=("meeting",), name="one_open_round"
                    ),
                    models.UniqueConstraint(fields=("meeting", "version"), name="round_once_for_version"),
                    models.CheckConstraint(
                        condition=Q(
                            Q(closed_at__isnull=True, result=""),
                            Q(~Q(result=""), closed_at__isnull=False),
                            _connector="OR",
                        ),
                        name="round_closed_as_result_says",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MinutesApproval",
            fields=[
                ("id", ID.clone()),
                ("approves", models.BooleanField()),
                ("comment", models.TextField(blank=True, verbose_name="bemærkning")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="decisions.approvalround",
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
            ],
            options={
                "ordering": ["at", "pk"],
                "constraints": [models.UniqueConstraint(fields=("round", "user"), name="answers_round_once")],
            },
        ),
    ]
