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
from django.utils import timezone

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
    today,
)
from people.models import Viewer

Model_co = TypeVar("Model_co", bound=models.Model, covariant=True)

Grants = TypeVar("Grants", ItemUserGrant, ItemGroupGrant)

PUBLISHED = Q(published_at__isnull=False)
DRAFT = Q(published_at__isnull=True)
NOBODY = Q(pk__in=())


def signed_in(user: Viewer) -> bool:
    return user.is_authenticated and user.is_active


def _seats(user: Viewer) -> models.QuerySet[Membership]:
    return Membership.objects.filter(user=user.pk, since__lte=today())


def _not_ended_by(day: object) -> Q:
    return Q(until__isnull=True) | Q(until__gte=day)


def edits_forum(user: Viewer, forum: Forum) -> bool:
    """Whether the user is chair, secretary or deputy secretary of the forum today."""
    seats = Membership.objects.filter(_not_ended_by(today()), user=user.pk, since__lte=today(), forum=forum)
    return signed_in(user) and seats.filter(role__in=EDITORS).exists()


def edits(user: Viewer) -> Q:
    """Items and meetings of fora where the user is chair, secretary or deputy secretary today."""
    if not signed_in(user):
        return NOBODY
    return Q(forum__in=_seats(user).filter(_not_ended_by(today()), role__in=EDITORS).values("forum"))


OPEN = Q(closed=False)


class _Rows:
    """The rows of the rights table for one signed-in person, as conditions on an item."""

    def __init__(self, user: Viewer) -> None:
        reviews = Review.objects.filter(user=user.pk, closed_at__isnull=True)
        recusals = Recusal.objects.filter(user=user.pk, lifted_at__isnull=True)
        self.user = user
        self.author = Q(author=user.pk)
        self.reviewer = DRAFT & Q(pk__in=reviews.values("item"))
        self.granted = _granted(user)
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
            | edits(self.user)
            | self.reviewer & is_open
            | (PUBLISHED | self.reviewer) & self.granted
        )
        return ~self.recused & rows

    def named(self) -> Q:
        """Items that open their meeting to the person by themselves."""
        return ~self.recused & (self.author | self.reviewer | PUBLISHED & self.granted)

    def _seated(self, is_open: Q) -> Q:
        meeting_day = OuterRef("meeting__date")
        seats = _seats(self.user).filter(_not_ended_by(meeting_day), forum=OuterRef("forum"))
        since_then = Q(since__lte=meeting_day) | Q(forum__earlier_closed_to_members=True)
        return is_open & Q(Exists(seats)) | Q(Exists(seats.filter(since_then)))

    def _invited(self, is_open: Q) -> Q:
        whole_or_this = Q(item__isnull=True) | Q(item=OuterRef("pk"))
        invited = Invitation.objects.filter(whole_or_this, user=self.user.pk, meeting=OuterRef("meeting"))
        return is_open & Q(Exists(invited)) | Q(Exists(invited.filter(reads_closed=True)))


def _granted(user: Viewer) -> Q:
    to_user = _in_force(ItemUserGrant.objects.filter(user=user.pk))
    to_group = _in_force(ItemGroupGrant.objects.filter(group__user=user.pk))
    return Q(pk__in=to_user.values("content_object")) | Q(pk__in=to_group.values("content_object"))


def _in_force(grants: models.QuerySet[Grants]) -> models.QuerySet[Grants]:
    return grants.filter(
        Q(expires_at__isnull=True) | Q(expires_at__gt=timezone.now()),
        withdrawn_at__isnull=True,
        permission__codename=READ_ITEM,
    )


def _to_the_public() -> Q:
    return Q(forum__open_to_public=True, meeting__minutes_published_at__isnull=False)


def _to_everybody() -> Q:
    return Q(forum__open_to_employees=True) | _to_the_public()


def _related(name: str) -> type[Any]:
    return apps.get_model("agenda", name)


class MeetingQuerySet(models.QuerySet[Model_co]):
    def visible_to(self, user: Viewer) -> Self:
        """Meetings the user may open; an employee and the public see them once something has been published."""
        public = Q(forum__open_to_public=True, minutes_published_at__isnull=False)
        if not signed_in(user):
            return self.filter(public)
        seats = _seats(user).filter(_not_ended_by(OuterRef("date")), forum=OuterRef("forum"))
        invited = Invitation.objects.filter(user=user.pk).values("meeting")
        employee = Q(forum__open_to_employees=True, agenda_published_at__isnull=False)
        named = _related("AgendaItem").objects.filter(_Rows(user).named(), meeting=OuterRef("pk"))
        return self.filter(
            employee | public | edits(user) | Q(pk__in=invited) | Q(Exists(seats)) | Q(Exists(named))
        )

    def edited_by(self, user: Viewer) -> Self:
        """Meetings whose drafts and unpublished decisions the user may see."""
        return self.filter(edits(user))


class AgendaItemQuerySet(models.QuerySet[Model_co]):
    def visible_to(self, user: Viewer) -> Self:
        """Items whose content the user may read."""
        if not signed_in(user):
            return self.filter(PUBLISHED & OPEN & _to_the_public())
        return self.filter(_Rows(user).content(OPEN))

    def visible_if_open(self, user: Viewer, items: Collection[Any]) -> Self:
        """As `visible_to`, had these items (ids) been open: what the user could read before they were closed."""
        is_open = OPEN | Q(pk__in=items)
        if not signed_in(user):
            return self.filter(PUBLISHED & is_open & _to_the_public())
        return self.filter(_Rows(user).content(is_open))

    def edited_by(self, user: Viewer) -> Self:
        """Items of fora where the user drafts and takes minutes, less those they are recused from."""
        if not signed_in(user):
            return self.none()
        return self.filter(edits(user), ~_Rows(user).recused)

    def listed_for(self, user: Viewer) -> Self:
        """Published items of meetings the user may open; those not in `visible_to` are shown as stubs."""
        meetings = _related("Meeting").objects.visible_to(user).filter(pk=OuterRef("meeting"))
        return self.filter(PUBLISHED, Exists(meetings))


class AttachmentQuerySet(models.QuerySet[Model_co]):
    def visible_to(self, user: Viewer) -> Self:
        """Bilag of items the user may read; closed ones where the user could read the item if it were closed."""
        items = _related("AgendaItem").objects.filter(pk=OuterRef("item"))
        if not signed_in(user):
            return self.filter(Exists(items.visible_to(user)), closed=False)
        both_open = OPEN & Q(closed=OuterRef("closed"))  # to a closed bilag, no item is open
        return self.filter(Exists(items.filter(_Rows(user).content(both_open))))

    def visible_if_open(self, user: Viewer, items: Collection[Any], bilag: Collection[Any]) -> Self:
        """As `visible_to`, had these items and bilag (ids) been open."""
        found = _related("AgendaItem").objects.filter(pk=OuterRef("item"))
        opened = Q(Exists(found.visible_if_open(user, items))) & (OPEN | Q(pk__in=bilag))
        if not signed_in(user):
            return self.filter(opened)
        return self.filter(opened | Q(Exists(found.filter(_Rows(user).content(NOBODY)))))
