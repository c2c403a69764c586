"""The page where a draft is read along: by the chair who is to agree to it, and by those who were asked to read it.

Nobody else but the secretariat finds it. Each reads what the gate lets them read of the draft.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from agenda.models import Attachment, ItemComment, Meeting, ReviewRound
from agenda.secretariat import chairs
from agenda.services.agreements import Answer, latest
from agenda.services.rounds import running
from decisions.services.approval import awaited
from decisions.services.revisions import revision_of
from documents import agreeing, page
from documents.agreeing import Paper, Standing
from documents.content import Entry, ItemSection, MeetingDocument
from documents.forms.reading_along import RemarkForm
from documents.models import Reading
from documents.read_log import read_draft, read_meeting
from people.models import User, Viewer
from people.wording import day_in_words

State = Meeting.State
DRAFTED = (State.PLANNED, State.AGENDA_PUBLISHED, State.IN_SESSION)
COMMENTS_ON = {Paper.AGENDA: ItemComment.Kind.REVIEW, Paper.MINUTES: ItemComment.Kind.MINUTES}


@dataclass(frozen=True)
class ReadPart:
    """A part of the draft, what has been said of it, and the form for saying something; None for who only looks."""

    part: page.Part
    comments: list[ItemComment]
    form: RemarkForm | None


@dataclass(frozen=True)
class Wait:
    """What somebody is asked to do, and where."""

    sentence: str
    url: str


@dataclass
class ReadingAlong:
    """The draft of one meeting as one reader has it; `bound` is a form that was sent and is not right, by its item."""

    meeting: Meeting
    by: User
    edits: bool
    open_round: ReviewRound | None
    face: Reading.Face = Reading.Face.PAGE
    bound: Mapping[str, RemarkForm] | None = None

    @property
    def paper(self) -> Paper:
        return agreeing.paper_now(self.meeting)

    @property
    def is_of_agenda(self) -> bool:
        return self.paper == Paper.AGENDA

    @property
    def is_of_version(self) -> bool:
        """Whether it is of minutes that are out and written anew."""
        return self.meeting.minutes_are_out

    @cached_property
    def is_drafted(self) -> bool:
        """Whether there is a draft at all."""
        return self.meeting.state in DRAFTED or revision_of(self.meeting) is not None

    @cached_property
    def _chairs(self) -> list[User]:
        return list(chairs(self.meeting.forum))

    @property
    def is_chair(self) -> bool:
        return self.by in self._chairs

    @property
    def has_chair(self) -> bool:
        return bool(self._chairs)

    @cached_property
    def _draft(self) -> MeetingDocument:
        return agreeing.draft(self.meeting, self.paper)

    @cached_property
    def document(self) -> MeetingDocument:
        """What the reader may see of what is to be sent out, with the numbers and times that it would get."""
        if self.is_of_version:
            return read_draft(self.by, self.meeting, self._draft, self.face)
        planned = {entry.key: entry for entry in self._draft.entries}
        shown = read_meeting(self.by, self.meeting, self.face)
        entries = (_as_planned(one, planned[one.key]) for one in shown.entries if one.key in planned)
        return replace(shown, entries=tuple(entries))

    @cached_property
    def standing(self) -> Standing:
        return agreeing.standing(self.meeting, self._draft)

    @cached_property
    def has_draft(self) -> bool:
        """Whether there is something that has not been sent out."""
        return not self.is_of_agenda or any(_is_draft(entry) for entry in self.document.entries)

    @property
    def hides_something(self) -> bool:
        """Whether an editor is recused from a part of the draft."""
        return self.edits and len(self.document.entries) < len(self._draft.entries)

    @property
    def round(self) -> ReviewRound | None:
        """The round that is open, for those who started it."""
        return self.open_round if self.edits else None

    @property
    def asked(self) -> ReviewRound | None:
        """The same, for one who has been asked to read."""
        return self.open_round if self.open_round and self.by in self.open_round.readers.all() else None

    @property
    def menu(self) -> list[page.Part]:
        return [one.part for one in self.parts]

    @property
    def due(self) -> str:
        """The day by which the reader is asked to have read it."""
        return day_in_words(self.asked.due) if self.asked else ""

    @property
    def round_due(self) -> str:
        return day_in_words(self.round.due) if self.round else ""

    @property
    def kind_word(self) -> str:
        if self.is_of_version:
            return _("Udkast til ny udgave af referatet")
        return _("Udkast til dagsorden") if self.is_of_agenda else _("Udkast til referat")

    @property
    def attendance(self) -> list[tuple[str, list[str]]]:
        """Who was there, as draft minutes say it."""
        return page.attendance(self.document)

    @cached_property
    def parts(self) -> list[ReadPart]:
        files = Attachment.objects.visible_to(self.by).filter(item__meeting=self.meeting).exclude(file="")
        parts = page.parts(self.document, self.meeting.pk, {str(one.pk): one for one in files})
        return [ReadPart(one, self._comments[one.entry.key], self._form(one)) for one in parts]

    def _form(self, part: page.Part) -> RemarkForm | None:
        entry = part.entry
        if self.is_of_version:
            return None
        says = (self.is_chair or self.asked) and isinstance(entry, ItemSection) and not entry.withdrawn
        if not says or (self.is_of_agenda and not _is_draft(entry)):
            return None
        return (self.bound or {}).get(entry.key) or RemarkForm(prefix=f"item-{entry.number}")

    @cached_property
    def _comments(self) -> Mapping[str, list[ItemComment]]:
        """What has been said of the items that the reader reads in full."""
        if self.is_of_version:
            return defaultdict(list)
        shown = [UUID(one.key) for one in self.document.entries if isinstance(one, ItemSection)]
        found = ItemComment.objects.filter(item__in=shown, kind=COMMENTS_ON[self.paper])
        gathered = defaultdict[str, list[ItemComment]](list)
        for one in found.select_related("by", "settled_by"):
            gathered[str(one.item_id)].append(one)
        return gathered


def _as_planned(entry: Entry, planned: Entry) -> Entry:
    """What is only meant for the meeting takes neither a number nor time from the rest."""
    if isinstance(entry, ItemSection) and isinstance(planned, ItemSection):
        return replace(entry, number=planned.number, begins=planned.begins)
    return entry


def _is_draft(entry: object) -> bool:
    return isinstance(entry, ItemSection) and entry.preliminary


def waits(user: Viewer, meeting: Meeting) -> list[Wait]:
    """What the user is asked to do with the papers of a meeting; nobody else is told of it."""
    if not isinstance(user, User):
        return []
    return _with_drafts(user, meeting) if meeting.state in DRAFTED else _with_minutes(user, meeting)


def _with_minutes(user: User, meeting: Meeting) -> list[Wait]:
    asked, revision = awaited(user, meeting), revision_of(meeting)
    if revision is not None and _asked_as_chair(user, meeting, since=revision.opened_at):
        return [Wait(_("Se den nye udgave af referatet igennem"), reverse("reading", args=[meeting.pk]))]
    if asked is None:
        return []
    words = _("Godkend referatet senest den %(day)s, eller gør indsigelse") % {
        "day": day_in_words(asked.last_day)
    }
    return [Wait(words, reverse("approve", args=[meeting.pk]))]


def _asked_as_chair(user: User, meeting: Meeting, **since: datetime) -> bool:
    asked = latest(meeting, agreeing.paper_now(meeting), **since)
    return bool(asked and asked.answer == Answer.WAITING) and chairs(meeting.forum).contains(user)


def _with_drafts(user: User, meeting: Meeting) -> list[Wait]:
    url, found = reverse("reading", args=[meeting.pk]), []
    if _asked_as_chair(user, meeting):
        of_agenda = meeting.is_before_session
        words = _("Godkend dagsordenen, eller bed om ændringer") if of_agenda else _("Se referatet igennem")
        found.append(Wait(words, url))
    asked = running(meeting)
    if asked is not None and user in asked.readers.all():
        words = _("Læs dagsordenen igennem senest den %(day)s") % {"day": day_in_words(asked.due)}
        found.append(Wait(words, url))
    return found
