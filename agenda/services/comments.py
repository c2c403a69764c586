"""What those who read a draft find in it, said at the item; the secretariat settles each with a word back."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.characters import plain_lines
from agenda.models import AgendaItem, ItemComment, Meeting, Review
from agenda.secretariat import chairs, facts_of
from agenda.services.guards import edited_item, locked_item, record
from people.models import User
from people.notices import tell
from people.refusals import Refused
from people.wording import NoticeKind

Kind = ItemComment.Kind

LONGEST = 5000


@transaction.atomic
def comment(item: AgendaItem, text: str, *, by: User) -> ItemComment:
    """The chair, or somebody who has been asked to read the draft, says what they found in an item."""
    item = locked_item(item)
    _require_asked(item, by)
    kind = _about(item)
    text = plain_lines(text)
    if not text:
        raise ValidationError({"text": _("Skriv din bemærkning.")})
    if len(text) > LONGEST:
        raise ValidationError({"text": _("Bemærkningen er for lang; skriv højst 5.000 tegn.")})
    said = ItemComment.objects.create(item=item, kind=kind, text=text, by=by)
    record("comment.given", said, by, item.forum_id, item.department_id)
    return said


def _require_asked(item: AgendaItem, by: User) -> None:
    """Raise PermissionDenied unless `by` may read the item as its chair or in a round that is open."""
    asked = item.reviews.filter(user=by, purpose=Review.Purpose.READING, closed_at__isnull=True)
    reads = AgendaItem.objects.visible_to(by).filter(pk=item.pk).exists()
    if not (reads and (asked.exists() or chairs(item.forum).contains(by))):
        raise PermissionDenied


def _about(item: AgendaItem) -> Kind:
    """What a comment is about now: the draft of the agenda, or of the minutes."""
    if item.meeting is not None and item.published_at is None and item.meeting.is_before_session:
        return Kind.REVIEW
    if item.meeting is not None and item.published_at and item.meeting.state == Meeting.State.IN_SESSION:
        return Kind.MINUTES
    raise Refused(_("Punktet er udsendt. Skriv til sekretæren, hvis der er noget galt i det."))


@transaction.atomic
def settle_comment(said: ItemComment, *, taken: bool, reply: str = "", by: User | None) -> ItemComment:
    """Say whether a comment has been followed, and perhaps why; who wrote it is told that there is an answer."""
    item = edited_item(said.item, by)
    said = ItemComment.objects.select_for_update(of=("self",)).select_related("by").get(pk=said.pk)
    if said.kind not in (Kind.REVIEW, Kind.MINUTES) or said.settled_at is not None:
        raise Refused(_("Der er allerede taget stilling til bemærkningen."))
    reply = plain_lines(reply)
    if len(reply) > LONGEST:
        raise ValidationError({"reply": _("Svaret er for langt; skriv højst 5.000 tegn.")})
    said.taken, said.reply, said.settled_by, said.settled_at = taken, reply, by, timezone.now()
    said.save(update_fields=["taken", "reply", "settled_by", "settled_at"])
    record("comment.settled", said, by, item.forum_id, item.department_id)
    _tell(said, item, by)
    return said


def _tell(said: ItemComment, item: AgendaItem, by: User | None) -> None:
    """Only whoever can still read the answer: the round may be over."""
    if said.by is None or said.by == by or item.meeting is None:
        return
    try:
        _require_asked(item, said.by)
    except PermissionDenied:
        return
    path = reverse("reading", args=[item.meeting_id])
    tell([said.by], NoticeKind.COMMENT_SETTLED, path=path, facts=facts_of(item.meeting))
