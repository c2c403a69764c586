"""The gate: who may see what, with two depths. Every row of the rights table is a line here.

All is written as EXISTS subqueries, so a list, a page and a count cost one query. `is_staff` and `is_superuser`
are never asked. Recusal beats every row.
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
    return Membership.objects.filter(user=user.pk, since__lte=today(), forum=OuterRef("forum"))


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
    return Q(Exists(_seats(user).filter(_not_ended_by(today()), role__in=EDITORS)))


OPEN = Q(closed=False)


class _Rows:
    """The rows of the rights table for one signed-in person, as conditions on an item."""

    def __init__(self, user: Viewer) -> None:
        reviews = Review.objects.filter(user=user.pk, item=OuterRef("pk"), closed_at__isnull=True)
        self.user = user
        self.author = Q(author=user.pk)
        self.reviewer = DRAFT & Q(Exists(reviews))
        self.granted = _granted(user)
        self.recused = Q(Exists(_recusals(user)))

    def content(self, is_open: Q) -> Q:
        """Items whose content may be read, where `is_open` says which of them count as open."""
        drafts = edits(self.user) | self.author | self.reviewer & (is_open | self.granted)
        published = self.granted | self._seated(is_open) | self._invited(is_open) | is_open & _to_everybody()
        return ~self.recused & (drafts | PUBLISHED & published)

    def named(self) -> Q:
        """Items that open their meeting to the person by themselves."""
        return ~self.recused & (self.author | self.reviewer | PUBLISHED & self.granted)

    def _seated(self, is_open: Q) -> Q:
        meeting_day = OuterRef("meeting__date")
        seats = _seats(self.user).filter(_not_ended_by(meeting_day))
        regardless_of_when = is_open | Q(forum__earlier_closed_to_members=True)
        return Q(Exists(seats)) & regardless_of_when | Q(Exists(seats.filter(since__lte=meeting_day)))

    def _invited(self, is_open: Q) -> Q:
        whole_or_this = Q(item__isnull=True) | Q(item=OuterRef("pk"))
        invited = Invitation.objects.filter(whole_or_this, user=self.user.pk, meeting=OuterRef("meeting"))
        return Q(Exists(invited)) & is_open | Q(Exists(invited.filter(reads_closed=True)))


def _recusals(user: Viewer) -> models.QuerySet[Recusal]:
    return Recusal.objects.filter(user=user.pk, item=OuterRef("pk"), lifted_at__isnull=True)


def _granted(user: Viewer) -> Q:
    to_user = _in_force(ItemUserGrant.objects.filter(user=user.pk))
    to_group = _in_force(ItemGroupGrant.objects.filter(group__user=user.pk))
    return Q(Exists(to_user)) | Q(Exists(to_group))


def _in_force(grants: models.QuerySet[Grants]) -> models.QuerySet[Grants]:
    return grants.filter(
        Q(expires_at__isnull=True) | Q(expires_at__gt=timezone.now()),
        withdrawn_at__isnull=True,
        content_object=OuterRef("pk"),
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
        seats = _seats(user).filter(_not_ended_by(OuterRef("date")))
        invited = Invitation.objects.filter(user=user.pk, meeting=OuterRef("pk"))
        employee = Q(forum__open_to_employees=True, agenda_published_at__isnull=False)
        named = _related("AgendaItem").objects.filter(_Rows(user).named(), meeting=OuterRef("pk"))
        return self.filter(
            edits(user) | Q(Exists(seats)) | Q(Exists(invited)) | employee | public | Q(Exists(named))
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
        rows = _Rows(user)
        readable_if_closed = Exists(items.filter(rows.content(NOBODY)))
        return self.filter(
            Q(closed=False) & Q(Exists(items.filter(rows.content(OPEN)))) | Q(readable_if_closed)
        )

    def visible_if_open(self, user: Viewer, items: Collection[Any], bilag: Collection[Any]) -> Self:
        """As `visible_to`, had these items and bilag (ids) been open."""
        found = _related("AgendaItem").objects.filter(pk=OuterRef("item"))
        opened = Q(Exists(found.visible_if_open(user, items))) & (OPEN | Q(pk__in=bilag))
        if not signed_in(user):
            return self.filter(opened)
        return self.filter(opened | Q(Exists(found.filter(_Rows(user).content(NOBODY)))))
