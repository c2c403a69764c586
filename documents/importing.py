"""Paper in: a referat that has been read becomes a meeting whose minutes are out. All of it or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.characters import plain_line
from agenda.models import (
    AgendaItem,
    Attachment,
    Attendance,
    Forum,
    ItemGuest,
    ItemPresence,
    Meeting,
    Recommendation,
)
from agenda.richtext import plain_text
from agenda.services.approvals import kept_right
from agenda.services.guards import lock_forum
from agenda.services.items import case_numbered
from decisions.models import Correction, Decision, Dissent, RecommendationOutcome
from documents import build
from documents.content import (
    HEADINGS,
    ClosedStub,
    Closure,
    Entry,
    ItemSection,
    Kind,
    MeetingDocument,
    Origin,
)
from documents.editions import store_snapshot
from documents.fitting import refuse_what_has_no_room
from documents.jobs import draw_editions
from documents.models import ImportedFile
from people import journal
from people.danish import listed
from people.files import Keep, kept_files
from people.models import User
from people.refusals import Refused


@dataclass(frozen=True)
class Imported:
    """The meeting, whether this call made it, and what should be looked at."""

    meeting: Meeting
    created: bool
    problems: tuple[str, ...] = ()


def store(
    document: MeetingDocument,
    problems: Sequence[str],
    original: bytes,
    *,
    forum_name: str = "",
    by: User | None = None,
) -> Imported:
    """Store a read referat in the forum it names, or in `forum_name`; the same file again changes nothing.

    Raises Refused if it is no referat, if a text in it is too long, or if the forum has another meeting that day.
    """
    if document.kind is not Kind.MINUTES:
        what = HEADINGS[document.kind].lower()
        raise Refused(_("Filen er en %(what)s. Kun referater kan læses ind.") % {"what": what})
    forum_name = plain_line(forum_name or document.forum)
    if not forum_name:
        raise Refused(_("Skriv navnet på det forum, referatet hører til."))
    refuse_what_has_no_room(document, forum_name)
    told = (*_other_municipality(document.municipality), *_changes(document), *_recused(document))
    problems = (*problems, *told)
    with kept_files() as keep, transaction.atomic():
        forum = _forum(forum_name)
        earlier = Meeting.objects.filter(forum=forum, date=document.date).first()
        digest = hashlib.sha256(original).hexdigest()
        if earlier is None:
            with kept_right(forum, by=by):
                meeting = _store(document, forum)
            _keep_original(meeting, original, problems, by=by, keep=keep)
            return Imported(meeting, created=True, problems=problems)
        if ImportedFile.objects.filter(meeting=earlier, sha256=digest).exists():
            return Imported(earlier, created=False)
    raise Refused(
        _("%(forum)s har allerede et møde den %(date)s, som ikke er læst ind fra denne fil. Intet er ændret.")
        % {"forum": forum.name, "date": f"{document.date:%d-%m-%Y}"}
    )


def _other_municipality(named: str) -> Iterator[str]:
    """The municipality is one for the whole installation, so what the file calls it is told and not stored."""
    here = settings.MUNICIPALITY
    if named and named.casefold() != here.casefold():
        yield _("Filen er fra »%(named)s«; mødet vises som »%(here)s«.") % {"named": named, "here": here}


def _changes(document: MeetingDocument) -> Iterator[str]:
    """Only what is issued here has versions; a file is the one that was there when it was read in."""
    if document.changes:
        yield _("Filen er en rettet udgave. Det, der står om ændringen, er ikke taget med: »%(text)s«") % {
            "text": document.changes
        }


def _recused(document: MeetingDocument) -> Iterator[str]:
    """A name does not say which user it is, so nobody is taken off an item by an import: it is told instead."""
    sentence = _(
        "Punkt %(number)d: Ifølge referatet deltog %(names)s ikke på grund af inhabilitet. Et navn alene viser ikke, "
        "hvilken bruger det er; notér selv inhabiliteten på punktet."
    )
    for entry in document.entries:
        if isinstance(entry, ItemSection) and entry.recused:
            yield sentence % {"number": entry.number, "names": listed(entry.recused)}


def _forum(name: str) -> Forum:
    """The forum of that name, locked, so that two imports of one file cannot both find nothing there."""
    found = Forum.objects.filter(name__iexact=name).first() or Forum.objects.get_or_create(name=name)[0]
    lock_forum(found.pk)
    return found


def _store(document: MeetingDocument, forum: Forum) -> Meeting:
    at = timezone.now()
    meeting = Meeting.objects.create(
        forum=forum,
        date=document.date,
        start=document.start,
        place=document.place,
        state=Meeting.State.MINUTES_PUBLISHED,
        agenda_published_at=at,
        minutes_published_at=at,
    )
    for position, one in enumerate(document.attendance, start=1):
        Attendance.objects.create(meeting=meeting, position=position, who=one.who, presence=one.presence)
    for position, entry in enumerate(document.entries, start=1):
        _store_entry(meeting, position, entry, at)
    for place, number in enumerate(document.order, start=1):
        meeting.items.filter(number=number).update(room_position=place)
    return meeting


def _keep_original(
    meeting: Meeting, original: bytes, problems: Sequence[str], *, by: User | None, keep: Keep
) -> None:
    """Keep the file, the snapshot that editions are drawn from, and the journal's entry."""
    digest = hashlib.sha256(original).hexdigest()
    ImportedFile.objects.create(
        meeting=meeting,
        file=keep.save(f"imported/{meeting.date:%Y}/{digest}.txt", ContentFile(original)),
        sha256=digest,
        problems=list(problems),
        imported_by=by,
    )
    journal.write("meeting.imported", meeting, by=by, forum=meeting.forum_id)
    store_snapshot(meeting, build.whole(meeting, Kind.MINUTES), by=by, keep=keep)
    transaction.on_commit(lambda: draw_editions.enqueue(meeting.pk, Kind.MINUTES.value))


def _store_entry(meeting: Meeting, position: int, entry: Entry, at: datetime) -> None:
    item = AgendaItem(
        forum=meeting.forum,
        meeting=meeting,
        position=position,
        number=entry.number,
        published_at=at,
        state=AgendaItem.State.WITHDRAWN if entry.withdrawn else AgendaItem.State.PUBLISHED,
        title=entry.title,
        case=case_numbered(entry.case_number or ""),
    )
    if isinstance(entry, ClosedStub):
        _close(item, _closure_of(entry), at)
        item.save()
    else:
        _store_section(item, entry, at)


def _closure_of(stub: ClosedStub) -> Closure:
    """What a public referat shows of a closed item may go on being shown."""
    return Closure(
        stub.public_title,
        shows_case_number=stub.case_number is not None,
        public_decision=stub.public_decision,
    )


def _close(item: AgendaItem, closure: Closure, at: datetime) -> None:
    item.closed, item.closed_at = True, at
    item.public_title = closure.public_title
    item.legal_ground = closure.legal_ground
    item.shows_case_number = closure.shows_case_number
    item.public_decision = closure.public_decision


def _store_section(item: AgendaItem, section: ItemSection, at: datetime) -> None:
    item.proposer, item.background = section.proposer, section.background
    item.kind, item.minutes, item.presenter = section.kind or "", section.minutes, section.presenter
    item.continues = _earlier(item, section.continues)
    if section.closed is None:
        item.closed = False
    else:
        _close(item, section.closed, at)
    item.save()
    recommendations = Recommendation.objects.bulk_create(
        Recommendation(item=item, position=position, text=text)
        for position, text in enumerate(section.recommendations, start=1)
    )
    Attachment.objects.bulk_create(
        Attachment(item=item, position=position, title=one.title, closed=one.closed)
        for position, one in enumerate(section.bilag, start=1)
    )
    _store_people(item, section)
    _store_decision(item, section, recommendations)


def _earlier(item: AgendaItem, origin: Origin | None) -> AgendaItem | None:
    """The item of the same forum that this one goes on with, where that meeting is here too."""
    if origin is None:
        return None
    there = AgendaItem.objects.filter(forum=item.forum_id, meeting__date=origin.day)
    return there.filter(number=origin.number).first()


def _store_people(item: AgendaItem, section: ItemSection) -> None:
    ItemGuest.objects.bulk_create(
        ItemGuest(item=item, position=position, who=one.who, arrives=one.arrives, leaves=one.leaves)
        for position, one in enumerate(section.guests, start=1)
    )
    ItemPresence.objects.bulk_create(
        ItemPresence(item=item, position=position, who=one.who, kind=one.stay, at=one.at)
        for position, one in enumerate(section.presences, start=1)
    )


def _store_decision(
    item: AgendaItem, section: ItemSection, recommendations: Sequence[Recommendation]
) -> None:
    RecommendationOutcome.objects.bulk_create(
        RecommendationOutcome(recommendation=recommendation, outcome=outcome)
        for recommendation, outcome in zip(recommendations, section.outcomes, strict=False)
        if outcome is not None
    )
    whole = "" if recommendations else next(filter(None, section.outcomes), "")
    if section.decision or section.dissents or whole:
        decision = Decision.objects.create(item=item, text=section.decision, outcome=whole)
        Dissent.objects.bulk_create(
            Dissent(decision=decision, position=position, who=one.who, text=plain_text(one.text))
            for position, one in enumerate(section.dissents, start=1)
        )
    for one in section.corrections:
        noon = datetime.combine(one.day, time(12), timezone.get_current_timezone())
        Correction.objects.create(item=item, text=one.text, made_at=noon)
