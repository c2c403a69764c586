"""Who may read a decision: whoever may read its item, once the minutes are out; the secretariat before that.

A task has four rules of its own, because those who have to do something must be told what, whether or not they may read
the item that it came from.
"""

from __future__ import annotations

from typing import Any, Self, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from agenda.models import AgendaItem, Meeting, Recusal
from agenda.visibility import signed_in
from people.departments import covered_by, led_and_below
from people.models import Viewer

PUBLISHED = Q(item__meeting__minutes_published_at__isnull=False)

Model_co = TypeVar("Model_co", bound=models.Model, covariant=True)


class DecisionQuerySet(models.QuerySet[Model_co]):
    def visible_to(self, user: Viewer) -> Self:
        items = AgendaItem.objects.visible_to(user).filter(pk=OuterRef("item"))
        edited = Meeting.objects.edited_by(user).filter(pk=OuterRef("item__meeting"))
        return self.filter(
            Exists(items), Q(item__meeting__minutes_published_at__isnull=False) | Exists(edited)
        )


def _has(user: Viewer) -> Q:
    """Tasks that the user has to do, alone or with others, or for somebody who is away."""
    covered = covered_by(user).values("user")
    own = Q(person=user.pk) | Q(person__in=covered)
    return own | Q(pk__in=_parts(Q(person=user.pk) | Q(person__in=covered)))


def _recused(user: Viewer) -> Exists:
    return Exists(Recusal.objects.filter(user=user.pk, lifted_at__isnull=True, item=OuterRef("item")))


def _parts(whose: Q) -> models.QuerySet[Any]:
    partner = apps.get_model("decisions", "TaskPartner")
    return partner._default_manager.filter(whose).values("task")


def _leads_owner(user: Viewer) -> Q:
    """Tasks of a person whom the user leads, or of a department of theirs where no person is named."""
    of_staff = Q(person__department__head=user.pk) & ~Q(person=user.pk)
    of_heads = Q(person=F("person__department__head"), person__department__parent__head=user.pk)
    return of_staff | of_heads | Q(person__isnull=True, department__head=user.pk)


class FollowUpTaskQuerySet(models.QuerySet[Model_co]):
    def visible_to(self, user: Viewer) -> Self:
        """Tasks that the user may see at all; who may not read the item is shown text, deadline and status alone.

        (a) before the minutes are out, those who take them; (b) of an open item whoever may read it, who has the task,
        and the heads of its departments and those above; (c) of a closed item whoever may read it, who has the task,
        and one head: the person's, or the department's where no person is named; (d) who is recused from the item only
        a task of their own.
        """
        if not signed_in(user):
            return self.none()
        reads = Exists(AgendaItem.objects.visible_to(user).filter(pk=OuterRef("item")))
        edits = Exists(Meeting.objects.edited_by(user).filter(pk=OuterRef("item__meeting")))
        recused = _recused(user)
        leads = led_and_below(user)
        below = Q(department__in=leads) | Q(pk__in=_parts(Q(department__in=leads)))
        shown = (
            Q(reads) | _has(user) | Q(item__closed=False) & below | Q(item__closed=True) & _leads_owner(user)
        )
        return self.filter(
            Q(edits) & Q(reads) | PUBLISHED & ~Q(recused) & shown | PUBLISHED & Q(recused) & Q(person=user.pk)
        )

    def of_edited(self, user: Viewer) -> Self:
        """Tasks of fora where the user drafts and takes minutes, less those of items they are recused from."""
        return self.filter(Exists(AgendaItem.objects.edited_by(user).filter(pk=OuterRef("item"))))

    def held_by(self, user: Viewer) -> Self:
        """Tasks that the user has to do, alone or with others, or for somebody who is away."""
        return self.visible_to(user).filter(_has(user)) if signed_in(user) else self.none()

    def led_by(self, user: Viewer) -> Self:
        """Tasks of the departments that the user leads, and of those below."""
        if not signed_in(user):
            return self.none()
        leads = led_and_below(user)
        theirs = Q(department__in=leads) | Q(pk__in=_parts(Q(department__in=leads))) | _leads_owner(user)
        return self.visible_to(user).filter(theirs)


class EvidenceQuerySet(models.QuerySet[Model_co]):
    def visible_to(self, user: Viewer) -> Self:
        """Files on tasks whose item the user may read, or that the user has."""
        if not signed_in(user):
            return self.none()
        tasks = apps.get_model("decisions", "FollowUpTask")._default_manager.visible_to(user)
        reads = Exists(AgendaItem.objects.visible_to(user).filter(pk=OuterRef("item")))
        return self.filter(task__in=tasks.filter(Q(reads) | ~Q(_recused(user)) & _has(user)).values("pk"))
