"""The standard phrases of a forum: sentences that tell nothing of any item, so the check takes no notice of them."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agenda.characters import plain_line
from agenda.models import Forum
from agenda.services.guards import record, require_forum_editor
from decisions.models import StandardPhrase
from people.models import User


@transaction.atomic
def add_phrase(forum: Forum, text: str, *, by: User | None) -> StandardPhrase:
    """Add a phrase; ValidationError if it says nothing, is too long, or is there already."""
    require_forum_editor(by, forum)
    text = plain_line(text)
    if not text:
        raise ValidationError({"text": _("Skriv formuleringen.")})
    if len(text) > 500:
        raise ValidationError({"text": _("Formuleringen er for lang; skriv højst 500 tegn.")})
    phrase, created = StandardPhrase.objects.get_or_create(forum=forum, text=text)
    if not created:
        raise ValidationError({"text": _("Formuleringen står allerede på listen.")})
    record("phrase.added", phrase, by, forum.pk)
    return phrase


@transaction.atomic
def remove_phrase(phrase: StandardPhrase, *, by: User | None) -> None:
    """Take a phrase off the list: from now on the check looks for it."""
    require_forum_editor(by, phrase.forum)
    record("phrase.deleted", phrase, by, phrase.forum_id)
    phrase.delete()
