"""What the secretary can do about a finding, one sentence each."""

from __future__ import annotations

from django.utils.translation import gettext as _

from documents.leak_check.secrets import Secret, Source


def hidden(secret: Secret, *, in_file: bool) -> str:
    """Return what to do about a hidden text; in a file that goes with the document it is mended outside."""
    if not secret.stops:
        return _("Fjern teksten, eller skriv, hvorfor den gerne må stå der.")
    if in_file:
        return _("Fjern det fra filen, og læg den nye fil op i stedet.")
    if secret.source is Source.CASE_NUMBER:
        return _("Fjern sagsnummeret, eller vælg på det lukkede punkt, at det gerne må vises.")
    if secret.source is Source.SENTENCE:
        return _(
            "Fjern teksten, eller gør den til en af forummets standardformuleringer, hvis den intet røber."
        )
    return _("Skriv teksten om, så det skjulte ikke står der.")


def cpr() -> str:
    return _("Fjern nummeret, eller skriv, hvorfor det ikke er et CPR-nummer.")


def unreadable() -> str:
    return _("Se selv filen igennem, og skriv, hvorfor den må sendes ud.")
