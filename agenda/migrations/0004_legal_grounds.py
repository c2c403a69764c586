"""The grounds that a new installation begins with; the municipality makes the list its own."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

GROUNDS = [
    ("Personlige forhold (forvaltningslovens § 27, stk. 1, nr. 1)", False),
    ("Køb og salg af fast ejendom", False),
    ("Overslag, tilbud og udbud", False),
    ("Forretningsforhold (offentlighedslovens § 30, nr. 2)", False),
    ("Forhandlinger om løn og overenskomst", False),
    ("Anden hjemmel", True),
]


def add_grounds(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    LegalGround = apps.get_model("agenda", "LegalGround")
    for position, (text, open_ended) in enumerate(GROUNDS, start=1):
        LegalGround.objects.using(schema_editor.connection.alias).get_or_create(
            text=text, defaults={"open_ended": open_ended, "position": position}
        )


class Migration(migrations.Migration):
    dependencies = [("agenda", "0003_closing_grants_recusals")]
    operations = [migrations.RunPython(add_grounds, migrations.RunPython.noop)]
