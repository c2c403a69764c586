"""The gate: who may see what, with two depths. Every row of the rights table is a line here.

All is written as subqueries, so a list, a page and a count cost one query: IN over the few rows that a person has
(grants, recusals, reviews), EXISTS where the day of the meeting counts. `is_staff` and `is_superuser` are never asked.
Recusal beats every row.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Self, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from agenda.prepared import Asker, Prepared, asking
from agenda.rights import (
    EDITORS,
    READ_ITEM,
    Forum,
    Invitation,
    ItemGroupGrant,
    ItemUserGrant,
    Membership,
    Recusal,
    Review,
)
from people.models import Viewer

Model_co = TypeVar("Model_co", bound=models.Model, covariant=True)

Grants = TypeVar("Grants", ItemUserGrant, ItemGroupGrant)

PUBLISHED = Q(published_at__isnull=False)
DRAFT = Q(published_at__isnull=True)
NOBODY = Q(pk__in=())


def signed_in(user: Viewer) -> bool:
    return user.is_authenticated and user.is_active


def seats_of(asker: Asker) -> models.QuerySet[Membership]:
    return Membership.objects.filter(user=asker.person, since__lte=asker.today)


def _not_ended_by(day: object) -> Q:
    return Q(until__isnull=True) | Q(until__gte=day)


def editing_seats(asker: Asker) -> models.QuerySet[Membership]:
    return seats_of(asker).filter(_not_ended_by(asker.today), role__in=EDITORS)


def edits_forum(user: Viewer, forum: Forum) -> bool:
    """Whether the user is chair, secretary or deputy secretary of the forum today."""
    return signed_in(user) and editing_seats(asking(user)).filter(forum=forum).exists()


def edits_any_forum(user: Viewer) -> bool:
    return signed_in(user) and editing_seats(asking(user)).exists()


def fora_edited_by(user: Viewer) -> models.QuerySet[Forum]:
    """The fora where the user is chair, secretary or deputy secretary today."""
    if not signed_in(user):
        return Forum.objects.none()
    return Forum.objects.filter(pk__in=editing_seats(asking(user)).values("forum"))


def _edits(asker: Asker) -> Q:
    """Items and meetings of fora where the person is chair, secretary or deputy secretary today."""
    return Q(forum__in=editing_seats(asker).values("forum"))


OPEN = Q(closed=False)
ALL = Q()


class _Rows:
    """The rows of the rights table for one signed-in person, as conditions on an item."""

    def __init__(self, asker: Asker) -> None:
        reviews = Review.objects.filter(user=asker.person, closed_at__isnull=True)
        recusals = Recusal.objects.filter(user=asker.person, lifted_at__isnull=True)
        self.asker = asker
        self.author = Q(author=asker.person)
        self.reviewer = DRAFT & Q(pk__in=reviews.values("item"))
        self.granted = _granted(asker)
        self.recused = Q(pk__in=recusals.values("item"))

    def content(self, is_open: Q) -> Q:
        """Items whose content may be read, where `is_open` says which of them count as open.

        A database tries the rows from above and stops at the first that holds, so the cheap and common come first.
        """
        rows = (
            PUBLISHED & is_open & _to_everybody()
            | PUBLISHED & self._seated(is_open)
            | PUBLISHED & self._invited(is_open)
            | self.author
            | _edits(self.asker)
            | self.reviewer & is_open
            | (PUBLISHED | self.reviewer) & self.granted
        )
        return ~self.recused & rows

    def named(self) -> Q:
        """Items that open their meeting to the person by themselves."""
        return ~self.recused & (self.author | self.reviewer | PUBLISHED & self.granted)

    def edited(self) -> Q:
        return _edits(self.asker) & ~self.recused

    def written(self) -> Q:
        return (_edits(self.asker) | self.author) & ~self.recused

    def _seated(self, is_open: Q) -> Q:
        meeting_day = OuterRef("meeting__date")
        seats = seats_of(self.asker).filter(_not_ended_by(meeting_day), forum=OuterRef("forum"))
        since_then = Q(since__lte=meeting_day) | Q(forum__earlier_closed_to_members=True)
        return is_open & Q(Exists(seats)) | Q(Exists(seats.filter(since_then)))

    def _invited(self, is_open: Q) -> Q:
        whole_or_this = Q(item__isnull=True) | Q(item=OuterRef("pk"))
        invited = Invitation.objects.filter(
            whole_or_this, user=self.asker.person, meeting=OuterRef("meeting")
        )
        return is_open & Q(Exists(invited)) | Q(Exists(invited.filter(reads_closed=True)))


def _granted(asker: Asker) -> Q:
    to_user, to_group = grants_in_force(asker)
    return Q(pk__in=to_user.values("content_object")) | Q(pk__in=to_group.values("content_object"))


def grants_in_force(
    asker: Asker,
) -> tuple[models.QuerySet[ItemUserGrant], models.QuerySet[ItemGroupGrant]]:
    """The person's own, and those of their groups."""
    return (
        _in_force(ItemUserGrant.objects.filter(user=asker.person), asker),
        _in_force(ItemGroupGrant.objects.filter(group__user=asker.person), asker),
    )


def _in_force(grants: models.QuerySet[Grants], asker: Asker) -> models.QuerySet[Grants]:
    return grants.filter(
        Q(expires_at__isnull=True) | Q(expires_at__gt=asker.now),
        withdrawn_at__isnull=True,
        permission__codename=READ_ITEM,
    )


def _to_the_public() -> Q:
    return Q(forum__open_to_public=True, meeting__minutes_published_at__isnull=False)


def _to_everybody() -> Q:
    return Q(forum__open_to_employees=True) | _to_the_public()


def _minutes_are_public() -> Q:
    return Q(forum__open_to_public=True, minutes_published_at__isnull=False)


def _opens(asker: Asker) -> Q:
    """Meetings that a signed-in person may open."""
    seats = seats_of(asker).filter(_not_ended_by(OuterRef("date")), forum=OuterRef("forum"))
    invited = Invitation.objects.filter(user=asker.person).values("meeting")
    employee = Q(forum__open_to_employees=True, agenda_published_at__isnull=False)
    named = _related("AgendaItem").objects.filter(_Rows(asker).named(), meeting=OuterRef("pk"))
    return (
        employee
        | _minutes_are_public()
        | _edits(asker)
        | Q(pk__in=invited)
        | Q(Exists(seats))
        | Q(Exists(named))
    )


def _reads_bilag(asker: Asker) -> Q:
    items = _related("AgendaItem").objects.filter(pk=OuterRef("item"))
    both_open = OPEN & Q(closed=OuterRef("closed"))  # to a closed bilag, no item is open
    return Q(Exists(items.filter(_Rows(asker).content(both_open))))


OPENS = Prepared("agenda.Meeting", _opens)
EDITS_MEETING = Prepared("agenda.Meeting", _edits)
READS = Prepared("agenda.AgendaItem", lambda asker: _Rows(asker).content(OPEN))
READS_IF_OPEN = Prepared("agenda.AgendaItem", lambda asker: _Rows(asker).content(ALL))
READS_IF_CLOSED = Prepared("agenda.AgendaItem", lambda asker: _Rows(asker).content(NOBODY))
EDITS_ITEM = Prepared("agenda.AgendaItem", lambda asker: _Rows(asker).edited())
WRITES = Prepared("agenda.AgendaItem", lambda asker: _Rows(asker).written())
READS_BILAG = Prepared("agenda.Attachment", _reads_bilag)


def _related(name: str) -> type[Any]:
    return apps.get_model("agenda", name)


class MeetingQuerySet(models.QuerySet[Model_co]):
    def visible_to(self, user: Viewer) -> Self:
        """Meetings the user may open; an employee and the public see them once something has been published."""
        return self.filter(OPENS(user) if signed_in(user) else _minutes_are_public())

    def edited_by(self, user: Viewer) -> Self:
        """Meetings whose drafts and unpublished decisions the user may see."""
        return self.filter(EDITS_MEETING(user)) if signed_in(user) else self.none()


class AgendaItemQuerySet(models.QuerySet[Model_co]):
    def visible_to(self, user: Viewer) -> Self:
        """Items whose content the user may read."""
        return self.filter(READS(user) if signed_in(user) else PUBLISHED & OPEN & _to_the_public())

    def visible_if_open(self, user: Viewer, items: Collection[Any]) -> Self:
        """As `visible_to`, had these items (ids) been open: what the user could read before they were closed."""
        these = Q(pk__in=items)
        if not signed_in(user):
            return self.filter(PUBLISHED & (OPEN | these) & _to_the_public())
        return self.filter(READS(user) | these & Q(READS_IF_OPEN(user)))

    def edited_by(self, user: Viewer) -> Self:
        """Items of fora where the user drafts and takes minutes, less those they are recused from."""
        return self.filter(EDITS_ITEM(user)) if signed_in(user) else self.none()

    def written_by(self, user: Viewer) -> Self:
        """Items whose texts the user writes: those of `edited_by`, and their own; the state says for how long."""
        return self.filter(WRITES(user)) if signed_in(user) else self.none()

    def listed_for(self, user: Viewer) -> Self:
        """Published items of meetings the user may open; those not in `visible_to` are shown as stubs."""
        meetings = _related("Meeting").objects.visible_to(user).filter(pk=OuterRef("meeting"))
        return self.filter(PUBLISHED, Exists(meetings))


class AttachmentQuerySet(models.QuerySet[Model_co]):
    def visible_to(self, user: Viewer) -> Self:
        """Bilag of items the user may read; closed ones where the user could read the item if it were closed."""
        if signed_in(user):
            return self.filter(READS_BILAG(user))
        items = _related("AgendaItem").objects.filter(pk=OuterRef("item"))
        return self.filter(Exists(items.visible_to(user)), closed=False)

    def visible_if_open(self, user: Viewer, items: Collection[Any], bilag: Collection[Any]) -> Self:
        """As `visible_to`, had these items and bilag (ids) been open."""
        found = _related("AgendaItem").objects.filter(pk=OuterRef("item"))
        opened = Q(Exists(found.visible_if_open(user, items))) & (OPEN | Q(pk__in=bilag))
        if not signed_in(user):
            return self.filter(opened)
        return self.filter(opened | Q(Exists(found.filter(READS_IF_CLOSED(user)))))
