"""The facts of one item's access page: who can read it and why, what was given and taken back, who has read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from agenda.models import AgendaItem, Attachment, Invitation, ItemUserGrant, Membership, Recusal
from agenda.services.access import Grant
from documents.models import Incident, Reading
from documents.opening import Audience, other_employees, readers
from people.models import User
from people.templatetags.site import instant
from people.wording import day_in_words

READINGS_AT_ONCE = 50


@dataclass(frozen=True)
class BilagLine:
    """One bilag with its number: "2.1", or "2.L1" for a closed one; "1" and "L1" before the item has a number."""

    attachment: Attachment
    label: str


@dataclass(frozen=True)
class ReaderLine:
    user: User
    why: str


@dataclass(frozen=True)
class GrantLine:
    """A grant, to a person or to a group of so many people; `holder` is which: "user" or "group"."""

    grant: Grant
    holder: str
    name: str
    people: int = 1

    @property
    def told(self) -> str:
        """When and by whom it was given, and when and how it ended or will end."""
        grant = self.grant
        given = _told(_("Givet %(at)s af %(name)s."), _("Givet %(at)s."), grant.granted_at, grant.granted_by)
        if grant.withdrawn_at is not None:
            ended = _told(
                _("Taget tilbage %(at)s af %(name)s."),
                _("Taget tilbage %(at)s."),
                grant.withdrawn_at,
                grant.withdrawn_by,
            )
        elif grant.expires_at is not None:
            words = _("Udløber %(at)s.") if grant.in_force else _("Udløb %(at)s.")
            ended = words % {"at": instant(grant.expires_at)}
        else:
            ended = ""
        return f"{given} {ended}".strip()

    @property
    def person(self) -> int | None:
        return self.grant.user_id if isinstance(self.grant, ItemUserGrant) else None

    def covers(self, at: datetime) -> bool:
        """Whether the grant was in force at that time."""
        ended = [one for one in (self.grant.expires_at, self.grant.withdrawn_at) if one is not None]
        return self.grant.granted_at <= at and all(at < one for one in ended)


@dataclass(frozen=True)
class RecusalLine:
    recusal: Recusal

    @property
    def told(self) -> str:
        """When and by whom it was noted, and lifted."""
        one = self.recusal
        noted = _told(
            _("Noteret %(at)s af %(name)s."), _("Noteret %(at)s."), one.recorded_at, one.recorded_by
        )
        if one.lifted_at is None:
            return noted
        lifted = _told(_("Ophævet %(at)s af %(name)s."), _("Ophævet %(at)s."), one.lifted_at, one.lifted_by)
        return f"{noted} {lifted}"


@dataclass(frozen=True)
class ReadingLine:
    reading: Reading
    bilag: str
    emergency: bool


@dataclass(frozen=True)
class Access:
    """All that the editors of a forum are told of the access to one item."""

    item: AgendaItem
    closed_told: str
    bilag: list[BilagLine]
    readers: list[ReaderLine]
    employees: int
    public: bool
    grants: list[GrantLine]
    ended_grants: list[GrantLine]
    recusals: list[RecusalLine]
    lifted_recusals: list[RecusalLine]
    readings: list[ReadingLine]
    more_readings: int | None
    incidents: list[Incident]


def of(item: AgendaItem, before: int | None = None) -> Access:
    """Return the facts, with the readings older than the one with id `before`."""
    bilag, grants, audience = numbered(item), list(_grants(item)), readers(item)
    recusals = list(item.recusals.select_related("user", "recorded_by", "lifted_by").order_by("-recorded_at"))
    readings = _readings(item, before)
    return Access(
        item=item,
        closed_told=_closed_told(item),
        bilag=bilag,
        readers=list(_readers(item, audience, grants)),
        employees=other_employees(item) if audience.employees else 0,
        public=audience.public,
        grants=[line for line in grants if line.grant.in_force],
        ended_grants=[line for line in grants if not line.grant.in_force],
        recusals=[RecusalLine(one) for one in recusals if one.lifted_at is None],
        lifted_recusals=[RecusalLine(one) for one in recusals if one.lifted_at is not None],
        readings=list(_reading_lines(readings[:READINGS_AT_ONCE], bilag, grants)),
        more_readings=readings[READINGS_AT_ONCE - 1].pk if len(readings) > READINGS_AT_ONCE else None,
        incidents=list(item.incidents.select_related("attachment", "closed_by")),
    )


def _closed_told(item: AgendaItem) -> str:
    if not item.closed or item.closed_at is None:
        return ""
    return _told(_("%(at)s af %(name)s"), "%(at)s", item.closed_at, item.closed_by)


def _told(with_name: str, without: str, at: datetime, by: User | None) -> str:
    words = with_name if by is not None else without
    return words % {"at": instant(at), "name": by.full_name if by is not None else ""}


def numbered(item: AgendaItem) -> list[BilagLine]:
    """Return the bilag in order with their numbers; the closed ones have a series of their own."""
    counts = {False: count(1), True: count(1)}
    before = f"{item.number}." if item.number else ""
    return [
        BilagLine(one, f"{before}{'L' if one.closed else ''}{next(counts[one.closed])}")
        for one in item.attachments.all()
    ]


def _grants(item: AgendaItem) -> Iterator[GrantLine]:
    """Yield all there are and have been, the newest first."""
    people = item.user_grants.select_related("user", "granted_by", "withdrawn_by")
    for grant in people.order_by("-granted_at", "-pk"):
        yield GrantLine(grant, "user", grant.user.full_name)
    groups = item.group_grants.select_related("group", "granted_by", "withdrawn_by")
    for given in groups.annotate(people=Count("group__user")).order_by("-granted_at", "-pk"):
        yield GrantLine(given, "group", given.group.name, given.people)


def _readers(item: AgendaItem, audience: Audience, grants: Iterable[GrantLine]) -> Iterator[ReaderLine]:
    """Yield those the gate lets in, with the reasons there are; the gate decides, the reasons explain."""
    reasons: defaultdict[int, list[str]] = defaultdict(list)
    for user, words in _reasons(item, grants):
        reasons[user].append(words)
    for reader in audience.people:
        yield ReaderLine(reader, ", ".join(dict.fromkeys(reasons[reader.pk])) or _("ansat"))


def _reasons(item: AgendaItem, grants: Iterable[GrantLine]) -> Iterator[tuple[int, str]]:
    for seat in Membership.objects.filter(forum=item.forum_id):
        yield seat.user_id, _seat_words(seat)
    whole_or_this = Q(item__isnull=True) | Q(item=item.pk)
    for invitation in Invitation.objects.filter(whole_or_this, meeting=item.meeting_id):
        yield invitation.user_id, _invitation_words(invitation)
    if item.author_id is not None:
        yield item.author_id, _("har skrevet punktet")
    if item.published_at is None:
        for reviewer in item.reviews.filter(closed_at__isnull=True).values_list("user_id", flat=True):
            yield reviewer, _("er bedt om at læse kladden")
    yield from _grant_reasons([line for line in grants if line.grant.in_force])


def _grant_reasons(grants: Iterable[GrantLine]) -> Iterator[tuple[int, str]]:
    groups = []
    for line in grants:
        if isinstance(line.grant, ItemUserGrant):
            words = _("nødadgang") if line.grant.emergency else _("har fået adgang")
            yield line.grant.user_id, words
        else:
            groups.append(line.grant.group_id)
    people = User.objects.filter(groups__in=groups).values_list("pk", "groups__name")
    for user, name in people:
        yield user, _("har adgang gennem gruppen %(name)s") % {"name": name}


def _seat_words(seat: Membership) -> str:
    role = seat.get_role_display()
    if seat.until is not None:
        return _("%(role)s til %(date)s") % {"role": role, "date": day_in_words(seat.until)}
    return _("%(role)s siden %(date)s") % {"role": role, "date": day_in_words(seat.since)}


def _invitation_words(invitation: Invitation) -> str:
    kind = invitation.get_kind_display()
    if invitation.item_id is not None:
        return _("%(kind)s ved punktet") % {"kind": kind}
    return _("%(kind)s ved mødet") % {"kind": kind}


def _readings(item: AgendaItem, before: int | None) -> list[Reading]:
    """Return the newest readings, one more than is shown; the log only grows, so ids tell the order."""
    found = item.readings.select_related("user").order_by("-pk")
    if before is not None:
        found = found.filter(pk__lt=before)
    return list(found[: READINGS_AT_ONCE + 1])


def _reading_lines(
    readings: Iterable[Reading], bilag: Iterable[BilagLine], grants: Iterable[GrantLine]
) -> Iterator[ReadingLine]:
    labels = {line.attachment.pk: line.label for line in bilag}
    emergencies = [line for line in grants if line.grant.emergency]
    for reading in readings:
        label = labels.get(reading.attachment_id, "") if reading.attachment_id else ""
        emergency = any(line.person == reading.user_id and line.covers(reading.at) for line in emergencies)
        yield ReadingLine(reading, label, emergency)
