"""What a program sends of an item, as the services take it: each text by itself, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agenda.characters import plain_line
from agenda.models import AgendaItem, Meeting
from agenda.services.attendance import Note, named
from agenda.services.closing import Closing
from agenda.services.items import draft_item
from agenda.services.ordering import add_item, move_item
from agenda.services.versions import Mark, newest
from agenda.services.writing import save_text
from api.door import named_in
from documents import catalogue
from people.models import Department, User


def _lines(sent: list[str]) -> str:
    return "\n".join(map(plain_line, sent))


def _department(sent: Department | None) -> str:
    return sent.name if sent else ""


TEXTS: dict[str, tuple[str, Callable[[Any], str]]] = {
    "title": ("title", str),
    "kind": ("kind", str),
    "minutes": ("minutes", lambda sent: str(sent or "")),
    "case_number": ("case", str),
    "department": ("department", _department),
    "background": ("background", str),
    "proposer": ("proposer", str),
    "recommendations": ("recommendations", _lines),
    "presenter": ("presenter", str),
    "guests": ("guests", _lines),
}
"""By the name that is sent: one of `agenda.services.fields`, and what is sent as that has it."""


def write(item: AgendaItem, given: Mapping[str, Any], by: User) -> None:
    """Write what is sent on a locked item that is as its writer was shown it; what stood there stays a version."""
    for name in TEXTS.keys() & given.keys():
        field, as_text = TEXTS[name]
        base = Mark.of(newest(item, field))
        save_text(item, field, as_text(given[name]), base=base, by=by, anew=True)
    if "place" in given:
        move_item(item, given["place"], by=by)


@transaction.atomic
def make(given: Mapping[str, Any], by: User) -> AgendaItem:
    """A new item, on a meeting or waiting in a forum for one."""
    title, closed = given["title"], given["closed"]
    if "meeting" in given:
        meeting = named_in(
            Meeting.objects.visible_to(by).select_related("forum"), "meeting", given["meeting"]
        )
        if given.get("forum", meeting.forum_id) != meeting.forum_id:
            raise ValidationError({"forum": _("Mødet er i et andet forum. Udelad forummet, eller ret det.")})
        item = add_item(meeting, title, closed=closed, by=by)
    elif "forum" in given:
        forum = named_in(catalogue.fora_for(by), "forum", given["forum"])
        item = draft_item(forum, title, closed=closed, by=by)
    else:
        raise ValidationError(
            {"meeting": _("Sig, hvilket møde punktet er til, eller i hvilket forum det venter.")}
        )
    write(item, {name: value for name, value in given.items() if name != "title"}, by)
    return item


def stays_of(given: Iterable[Mapping[str, Any]]) -> list[Note]:
    return [(called(one), one.get("user"), one["kind"], one.get("at")) for one in given]


def called(given: Mapping[str, Any]) -> str:
    """The name that is sent, or that by which minutes name the user."""
    user = given.get("user")
    return given.get("who") or (named(user) if user else "")


def closing_of(item: AgendaItem, given: Mapping[str, Any]) -> Closing:
    """As it is sent; words that are not sent stay as they are."""
    words = given.get("sensitive_words", item.sensitive_words.splitlines())
    return Closing(
        legal_ground=given["legal_ground"],
        public_title=given["public_title"],
        shows_case_number=given["shows_case_number"],
        public_decision=given["public_decision"],
        sensitive_words=words,
    )
