"""`manage.py remind`: gather today's reminders, and look after the lists of what is to be noted. Once a day."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from agenda.models import Forum
from decisions.reminding import gather, note_late
from decisions.services.follow_up.noting import keep_list


class Command(BaseCommand):
    help = "Saml dagens påmindelser om opgaver til én mail for hver person. Kør den hver morgen."

    def handle(self, *args: Any, **options: Any) -> None:
        note_late()
        for forum in Forum.objects.filter(items__follow_up_tasks__needs_noting=True).distinct():
            keep_list.enqueue(forum.pk)
        self.stdout.write(f"Påmindelser til {gather(timezone.localdate())} personer er på vej.")
