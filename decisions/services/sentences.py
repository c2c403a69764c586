"""The sentences that a forum begins its decisions with, where they are not the common ones."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agenda.characters import plain_line
from agenda.models import Forum
from agenda.services.guards import record, require_forum_editor
from decisions.models import Outcome, OutcomeSentence
from decisions.sentences import COMMON, Place, sentences_for
from people.models import User

LONGEST_SENTENCE = 500


def own_sentences(forum: int) -> dict[Place, str]:
    """The sentences that the forum (its id) has written itself."""
    rows = OutcomeSentence.objects.filter(forum=forum).values_list("outcome", "kind", "text")
    return {(Outcome(outcome), kind): text for outcome, kind, text in rows}


def sentences_of(forum: int, kind: str) -> dict[Outcome, str]:
    """The sentence for each outcome on an item of this kind, as the forum (its id) has it."""
    return sentences_for(kind, own_sentences(forum))


@transaction.atomic
def keep_sentences(forum: Forum, texts: Mapping[Place, str], *, by: User | None) -> None:
    """Keep a forum's sentences: what says nothing, or just the common sentence, is the common sentence."""
    require_forum_editor(by, forum)
    own = {place: plain_line(text) for place, text in texts.items()}
    if any(len(text) > LONGEST_SENTENCE for text in own.values()):
        raise ValidationError(_("Sætningen er for lang; skriv højst 500 tegn."))
    Forum.objects.select_for_update().get(pk=forum.pk)
    OutcomeSentence.objects.filter(forum=forum).delete()
    OutcomeSentence.objects.bulk_create(
        OutcomeSentence(forum=forum, outcome=outcome, kind=kind, text=text)
        for (outcome, kind), text in own.items()
        if text not in ("", COMMON.get((outcome, kind)))
    )
    record("forum.sentences", forum, by, forum.pk)
