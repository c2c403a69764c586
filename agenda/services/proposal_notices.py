"""What authors, heads and secretariats are told of a proposal: that something happened, and never what it says."""

from __future__ import annotations

from django.urls import reverse

from agenda.models import AgendaItem, Meeting
from agenda.secretariat import facts_of, secretaries
from people.models import User
from people.notices import tell
from people.wording import NoticeKind


def tell_author(item: AgendaItem, kind: NoticeKind, by: User | None, meeting: Meeting | None = None) -> None:
    """Tell the author, by mail too, what somebody else did; not one who is party to the item, or has left."""
    author = item.author
    if author is None or author == by or not author.is_active:
        return
    if AgendaItem.objects.visible_to(author).filter(pk=item.pk).exists():
        facts = {"forum": item.forum.name} if meeting is None else facts_of(meeting)
        tell([author], kind, path=reverse("proposal", args=[item.pk]), facts=facts, mail=True)


def tell_head(item: AgendaItem, head: User, kind: NoticeKind) -> None:
    path = reverse("proposal", args=[item.pk])
    tell([head], kind, path=path, facts={"forum": item.forum.name}, mail=True)


def tell_secretariat(item: AgendaItem, kind: NoticeKind, by: User | None) -> None:
    """Tell the forum's secretaries on their page of notices; they look into the inbox anyway."""
    them = [one for one in secretaries(item.forum) if one != by]
    tell(them, kind, path=reverse("inbox", args=[item.forum_id]), facts={"forum": item.forum.name})
