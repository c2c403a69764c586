"""Standard phrases are decisions' from here on; the table stays where it is."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0004_phrases_and_whole_outcomes"),
        ("documents", "0003_readings_incidents_answers"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel(name="StandardPhrase")]),
    ]
