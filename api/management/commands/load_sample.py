"""`manage.py load_sample`: the sample municipality for the demo."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from agenda.rights import Role
from api.webhooks.sample import load_webhooks
from documents.sample.load import load, loaded
from documents.sample.municipality import PASSWORD
from people.models import User


class Command(BaseCommand):
    help = "Læs eksempelkommunen ind i en tom demo."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--sign-ins", action="store_true", help="vis kun, hvem man kan logge ind som")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Eksempelkommunen kan kun læses ind i en demo (DEMO=true).")
        if not options["sign_ins"]:
            self._load()
        self._tell_sign_ins()

    def _load(self) -> None:
        if loaded():
            self.stdout.write("Eksempelkommunen er her allerede; dine data er som før.")
            return
        self.stdout.write("Læser eksempelkommunen ind:")
        with transaction.atomic():
            load_webhooks(load(self.stdout.write))

    def _tell_sign_ins(self) -> None:
        self.stdout.write(f"Log ind med en af disse adresser og adgangskoden {PASSWORD}")
        for user in User.objects.prefetch_related("memberships__forum").order_by("pk"):
            self.stdout.write(f"  {user.email:26} {user.full_name}, {user.title}{_seats(user)}")


def _seats(user: User) -> str:
    seats = [
        f"{Role(seat.role).label} i {seat.forum.name}"
        for seat in user.memberships.all()
        if seat.until is None
    ]
    return f" ({'; '.join(seats)})" if seats else ""
