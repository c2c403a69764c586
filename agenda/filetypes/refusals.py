"""Why a file cannot be taken, each in one sentence that says what to do."""

from __future__ import annotations

from django.utils.translation import gettext as _


class Unacceptable(Exception):
    """The file cannot be taken. The argument is the sentence for whoever put it there."""


def empty() -> str:
    return _("Filen er tom (0 byte). Vælg en anden.")


def too_large(megabytes: int) -> str:
    words = _(
        "Filen er større end %(size)d MB. Gør den mindre, fx ved at gemme billederne i lavere opløsning."
    )
    return words % {"size": megabytes}


def program() -> str:
    return _("Filen er et program og kan ikke bruges.")


def archive() -> str:
    return _("Filen er et arkiv med andre filer i. Pak det ud, og læg filerne på hver for sig.")


def bomb() -> str:
    return _("Filen fylder alt for meget, når den pakkes ud, og kan ikke bruges. Gem den som PDF.")


def locked() -> str:
    return _(
        "Filen er låst med en adgangskode, så ingen kan læse den. Gem den uden adgangskode, og prøv igen."
    )


def broken() -> str:
    return _("Filen er beskadiget og kan ikke åbnes. Gem den igen, og prøv en gang til.")


def macros() -> str:
    return _("Filen indeholder makroer. Gem den uden makroer, fx som .docx, .xlsx eller PDF.")


def template() -> str:
    return _("Filen er en skabelon. Gem den som et almindeligt dokument.")


def mail() -> str:
    return _("Filen er en mail. Gem den som PDF.")


def picture() -> str:
    return _("Billedet er i et format, som ikke alle kan åbne. Gem det som JPEG eller PNG.")


def unknown() -> str:
    return _(
        "Filens format kan ikke bruges. Gem den som PDF, Word, Excel, PowerPoint, billede eller ren tekst."
    )


def virus() -> str:
    return _("Filen er smittet med virus og er ikke gemt. Sig det til it-afdelingen.")
