"""Closing and opening: items and single bilag. Before publication here; afterwards `documents.services` calls `close`
and `open_up`, because what has been issued must be withdrawn with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.characters import plain_line
from agenda.models import AgendaItem, Attachment
from agenda.richtext import clean, plain_text
from agenda.services.guards import edited_item, record
from people.models import User
from people.refusals import Refused

SAYS_NOTHING = frozenset(
    {"lukket", "lukket punkt", "lukket sag", "lukket dagsordenspunkt", "fortroligt", "fortroligt punkt", "personsag",
     "personalesag", "personalesager", "ejendomssag", "aftalesag", "closed item", "punkt"}
)  # fmt: skip
"""Public titles that tell no subject. Ankestyrelsen has criticised "Lukket punkt"; standard names such as "personsag
(fortrolig)" are not enough either (Indenrigsministeriet 16-02-2006, resumedatabase 06.1.2)."""

MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|<!--|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")


@dataclass(frozen=True)
class Closing:
    """How an item is closed: on what ground, and all that others may know of it."""

    legal_ground: str
    public_title: str = "Lukket"
    shows_case_number: bool = False
    public_decision: str = ""
    sensitive_words: Sequence[str] = ()

    def checked(self) -> Closing:
        """Return it as it will be stored; ValidationError by field where it can't be."""
        stored = Closing(
            plain_line(self.legal_ground),
            plain_line(self.public_title),
            self.shows_case_number,
            clean(self.public_decision),
            tuple(word for word in map(plain_line, self.sensitive_words) if word),
        )
        errors = {
            "legal_ground": _wrong_ground(stored.legal_ground),
            "public_title": _wrong_title(stored.public_title, self.public_title)
            or stored._tells(stored.public_title),
            "public_decision": stored._tells(plain_text(stored.public_decision)),
        }
        if any(errors.values()):
            raise ValidationError({field: sentence for field, sentence in errors.items() if sentence})
        return stored

    def _tells(self, public: str) -> str:
        """Return what is wrong with a public text that has a word in it that others must never meet."""
        for word in self.sensitive_words:
            if word.casefold() in public.casefold():
                return _("Her står »%(word)s«, som du har markeret som følsomt. Skriv det om.") % {
                    "word": word
                }
        return ""


def _wrong_ground(ground: str) -> str:
    if not ground:
        return _("Vælg, med hvilken hjemmel punktet lukkes.")
    return _("Hjemlen er for lang; skriv højst 500 tegn.") if len(ground) > 500 else ""


def _wrong_title(title: str, as_written: str) -> str:
    if not title:
        return _("Skriv den titel, som andre må se.")
    if MARKUP.search(as_written):
        return _("Skriv titlen som almindelig tekst uden koder som »<b>«.")
    return _("Titlen er for lang; skriv højst 1.000 tegn.") if len(title) > 1000 else ""


def says_nothing(public_title: str) -> bool:
    """Whether a public title tells no subject, so that the secretary is to be warned."""
    words = re.sub(r"\(.*?\)|[^\w\s]", " ", public_title.casefold())
    return " ".join(words.split()) in SAYS_NOTHING


@transaction.atomic
def close_item(item: AgendaItem, closing: Closing, *, by: User | None) -> AgendaItem:
    """Close an item that has not been published, or say anew how it is closed."""
    item = edited_item(item, by)
    _refuse_published(item)
    return close(item, closing, by)


@transaction.atomic
def open_item(item: AgendaItem, *, by: User | None) -> AgendaItem:
    """Open an item that has not been published."""
    item = edited_item(item, by)
    _refuse_published(item)
    return open_up(item, by)


def close(item: AgendaItem, closing: Closing, by: User | None) -> AgendaItem:
    """The transition on a locked item."""
    closing = closing.checked()
    if not item.closed:
        item.closed, item.closed_by, item.closed_at = True, by, timezone.now()
    item.closed_by, item.closed_at = item.closed_by or by, item.closed_at or timezone.now()
    item.legal_ground, item.public_title = closing.legal_ground, closing.public_title
    item.shows_case_number, item.public_decision = closing.shows_case_number, closing.public_decision
    item.sensitive_words = "\n".join(closing.sensitive_words)
    item.save(
        update_fields=[
            "closed", "closed_by", "closed_at", "public_title",
            "legal_ground", "shows_case_number", "public_decision", "sensitive_words",
        ]
    )  # fmt: skip
    record("item.closed", item, by, item.forum_id, item.department_id)
    return item


def open_up(item: AgendaItem, by: User | None) -> AgendaItem:
    """The transition on a locked item."""
    item.closed, item.closed_by, item.closed_at = False, None, None
    item.save(update_fields=["closed", "closed_by", "closed_at"])
    record("item.opened", item, by, item.forum_id, item.department_id)
    return item


def _refuse_published(item: AgendaItem) -> None:
    if item.published_at is not None:
        raise Refused(_("Punktet er udsendt og kan ikke åbnes eller lukkes her."))


@transaction.atomic
def set_attachment_closed(attachment: Attachment, closed: bool, *, by: User | None) -> Attachment:
    """Close or open one bilag of an item that has not been published."""
    item = edited_item(attachment.item, by)
    _refuse_published(item)
    return mark_attachment(item, attachment, closed, by)


def mark_attachment(item: AgendaItem, attachment: Attachment, closed: bool, by: User | None) -> Attachment:
    """The transition on a bilag of a locked item."""
    attachment = Attachment.objects.select_for_update(of=("self",)).get(pk=attachment.pk, item=item)
    if attachment.closed != closed:
        attachment.closed = closed
        attachment.save(update_fields=["closed"])
        kind = "attachment.closed" if closed else "attachment.opened"
        record(kind, attachment, by, item.forum_id, item.department_id)
    return attachment
