"""The gate: who may see what, with two depths. Every row of the rights table is a line here.

All is written as EXISTS subqueries, so a list, a page and a count cost one query. `is_staff` and `is_superuser`
are never asked. Recusal beats every row.
"""

from __future__ import annotations

from typing import Any, Self, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from agenda.rights import (
    EDITORS,
    READ_ITEM,
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
NOBODY = Q(pk__in=())


def signed_in(user: Viewer) -> bool:
    return user.is_authenticated and user.is_active


def _seats(user: Viewer) -> models.QuerySet[Membership]:
    return Membership.objects.filter(user=user.pk, since__lte=today(), forum=OuterRef("forum"))


def _not_ended_by(day: object) -> Q:
    return Q(until__isnull=True) | Q(until__gte=day)


def edits(user: Viewer) -> Q:
    """Items and meetings of fora where the user is chair, secretary or deputy secretary today."""
    if not signed_in(user):
        return NOBODY
    return Q(Exists(_seats(user).filter(_not_ended_by(today()), role__in=EDITORS)))


class _Rows:
    """The rows of the rights table for one signed-in person, as conditions on an item."""

    def __init__(self, user: Viewer) -> None:
        seats = _seats(user)
        meeting_day = OuterRef("meeting__date")
        seated = seats.filter(_not_ended_by(meeting_day))
        invited = Invitation.objects.filter(
            Q(item__isnull=True) | Q(item=OuterRef("pk")), user=user.pk, meeting=OuterRef("meeting")
        )
        self.edits = edits(user)
        self.author = Q(author=user.pk)
        self.reviewer = Q(
            Exists(Review.objects.filter(user=user.pk, item=OuterRef("pk"), closed_at__isnull=True))
        )
        self.granted = Q(Exists(_in_force(ItemUserGrant.objects.filter(user=user.pk)))) | Q(
            Exists(_in_force(ItemGroupGrant.objects.filter(group__user=user.pk)))
        )
        self.member = Q(Exists(seated))
        self.member_in_period = Q(Exists(seated.filter(since__lte=meeting_day))) | (
            self.member & Q(forum__earlier_closed_to_members=True)
        )
        self.invited = Q(Exists(invited))
        self.invited_to_closed = Q(Exists(invited.filter(reads_closed=True)))
        self.employee = Q(forum__open_to_employees=True)
        self.recused = Q(Exists(Recusal.objects.filter(user=user.pk, item=OuterRef("pk"))))

    def open_content(self) -> Q:
        published = self.granted | self.member | self.invited | self.employee | to_the_public()
        return self.edits | self.author | self.reviewer | (PUBLISHED & published)

    def closed_content(self) -> Q:
        published = self.granted | self.member_in_period | self.invited_to_closed
        return self.edits | self.author | (self.reviewer & self.granted) | (PUBLISHED & published)

    def named(self) -> Q:
        """Items that open their meeting to the person by themselves."""
        return ~self.recused & (self.author | self.reviewer | (PUBLISHED & self.granted))


def _in_force(grants: models.QuerySet[Grants]) -> models.QuerySet[Grants]:
    return grants.filter(
        Q(expires_at__isnull=True) | Q(expires_at__gt=timezone.now()),
        content_object=OuterRef("pk"),
        permission__codename=READ_ITEM,
    )


def to_the_public() -> Q:
    return Q(forum__open_to_public=True, meeting__minutes_published_at__isnull=False)


def readable(user: Viewer) -> Q:
    """Items whose content the user may read."""
    if not signed_in(user):
        return PUBLISHED & Q(closed=False) & to_the_public()
    rows = _Rows(user)
    open_items = Q(closed=False) & rows.open_content()
    closed_items = Q(closed=True) & rows.closed_content()
    return ~rows.recused & (open_items | closed_items)


def readable_if_closed(user: Viewer) -> Q:
    """Items whose content the user might read even if the item were closed; governs closed bilag."""
    if not signed_in(user):
        return NOBODY
    rows = _Rows(user)
    return ~rows.recused & rows.closed_content()


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
        return self.filter(readable(user))

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
        """Bilag of items the user may read; closed ones only where the user might read the item if it were closed."""
        items = _related("AgendaItem").objects.filter(pk=OuterRef("item"))
        return self.filter(
            Exists(items.filter(readable(user))),
            Q(closed=False) | Exists(items.filter(readable_if_closed(user))),
        )
