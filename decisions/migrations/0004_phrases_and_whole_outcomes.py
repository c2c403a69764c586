"""Standard phrases move here from documents, with their table; an item as a whole may have an outcome."""

import django.db.models.deletion
from django.db import migrations, models

OUTCOMES = [
    ("approved", "Godkendt"),
    ("approved_with_change", "Godkendt med ændring"),
    ("discussed", "Drøftet"),
    ("noted", "Taget til efterretning"),
    ("postponed", "Udsat"),
    ("rejected", "Ikke godkendt"),
    ("lapsed", "Bortfaldet"),
]
KINDS = [("decision", "Beslutning"), ("discussion", "Drøftelse"), ("orientation", "Orientering")]


class Migration(migrations.Migration):
    dependencies = [
        ("agenda", "0005_workspace"),
        ("decisions", "0003_workspace"),
        ("documents", "0003_readings_incidents_answers"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="StandardPhrase",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", models.CharField(max_length=500, verbose_name="vending")),
                        (
                            "forum",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="standard_phrases",
                                to="agenda.forum",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "documents_standardphrase",
                        "ordering": ["text"],
                        "constraints": [
                            models.UniqueConstraint(fields=("forum", "text"), name="phrase_once")
                        ],
                    },
                ),
            ],
        ),
        migrations.AlterField(
            model_name="decision",
            name="text",
            field=models.TextField(blank=True, verbose_name="beslutning"),
        ),
        migrations.AddField(
            model_name="decision",
            name="outcome",
            field=models.CharField(blank=True, choices=OUTCOMES, default="", max_length=30),
            preserve_default=False,
        ),
        migrations.RemoveConstraint(model_name="outcomesentence", name="sentence_once"),
        migrations.AlterModelOptions(
            name="outcomesentence", options={"ordering": ["forum", "outcome", "kind"]}
        ),
        migrations.AddField(
            model_name="outcomesentence",
            name="kind",
            field=models.CharField(blank=True, choices=KINDS, default="", max_length=20),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="outcomesentence",
            constraint=models.UniqueConstraint(fields=("forum", "outcome", "kind"), name="sentence_once"),
        ),
    ]
