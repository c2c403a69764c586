"""Who may read a decision: whoever may read its item, once the minutes are out; the secretariat before that.

A task has four rules of its own, because those who have to do something must be told what, whether or not they may read
the item that it came from.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Self, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from agenda.models import AgendaItem, Meeting, Recusal
from agenda.prepared import Among, Asker, Prepared, asking
from agenda.visibility import EDITS_ITEM, EDITS_MEETING, READS, signed_in
from people.departments import led_and_below, led_by
from people.models import Absence, Department, User, Viewer

PUBLISHED = Q(item__meeting__minutes_published_at__isnull=False)

Model_co = TypeVar("Model_co", bound=models.Model, covariant=True)


class DecisionQuerySet(models.QuerySet[Model_co]):
    def visible_to(self, user: Viewer) -> Self:
        items = AgendaItem.objects.visible_to(user).filter(pk=OuterRef("item"))
        edited = Meeting.objects.edited_by(user).filter(pk=OuterRef("item__meeting"))
        return self.filter(
            Exists(items), Q(item__meeting__minutes_published_at__isnull=False) | Exists(edited)
        )


def _has(asker: Asker) -> Q:
    """Tasks that the person has to do, alone or with others, or for somebody who is away."""
    whose = [Q(person=asker.person), Q(person__in=_covered(asker).values("user"))]
    # two lists of parts and not one of either: a database finds each by an index
    return whose[0] | whose[1] | Q(pk__in=_parts(whose[0])) | Q(pk__in=_parts(whose[1]))


def _parts(whose: Q | Among) -> models.QuerySet[Any]:
    parts: models.QuerySet[Any] = _related("TaskPartner").filter(whose).values("task")
    return parts


def _leads(asker: Asker) -> Q:
    """Tasks in which a department has a part that the person leads, or one below it."""
    return Q(Among("department", asker.led)) | Q(pk__in=_parts(Among("department", asker.led)))


def _leads_owner(asker: Asker) -> Q:
    """Tasks of somebody whom the person leads, or of a department of theirs where nobody is named."""
    houses = Department.objects.filter(head=asker.person).values("pk")
    return Q(person__in=_staff(asker).values("pk")) | Q(person__isnull=True, department__in=houses)


def _staff(asker: Asker) -> models.QuerySet[User]:
    staff = Q(department__head=asker.person) & ~Q(pk=asker.person)
    heads = Q(pk=F("department__head"), department__parent__head=asker.person)
    return User.objects.filter(staff | heads)


def _covered(asker: Asker) -> models.QuerySet[Absence]:
    return Absence.objects.filter(
        Q(until__isnull=True) | Q(until__gte=asker.today), stand_in=asker.person, since__lte=asker.today
    )


def task_reach(user: User) -> list[Any]:
    """All that the rules of tasks ask of the user beside the rights table (`agenda.reach`)."""
    asker = _asking(user)
    return [
        sorted(asker.led),
        list(led_by(user).order_by("pk").values_list("pk", flat=True)),
        list(_staff(asker).order_by("pk").values_list("pk", flat=True)),
        list(_covered(asker).order_by("pk").values_list("pk", "user")),
    ]


def _sees(asker: Asker) -> Q:
    """What `FollowUpTaskQuerySet.visible_to` says. Nobody reads an item that they are recused from."""
    recusals = Recusal.objects.filter(user=asker.person, lifted_at__isnull=True)
    recused = Q(item__in=recusals.values("item"))
    as_head = Q(item__closed=False) & _leads(asker) | Q(item__closed=True) & _leads_owner(asker)
    told = ~recused & (_has(asker) | as_head) | recused & Q(person=asker.person)
    reads, edits = READS.of(asker, by="item"), EDITS_MEETING.of(asker, by="item__meeting")
    return Q(reads) & (PUBLISHED | Q(edits)) | PUBLISHED & told


def _asking(user: Viewer) -> Asker:
    return replace(asking(user), led=led_and_below(user))


SEES = Prepared("decisions.FollowUpTask", _sees, _asking)
HAS = Prepared("decisions.FollowUpTask", _has)
LEADS = Prepared("decisions.FollowUpTask", lambda asker: _leads(asker) | _leads_owner(asker), _asking)


def _related(name: str) -> Any:
    return apps.get_model("decisions", name)._default_manager


class FollowUpTaskQuerySet(models.QuerySet[Model_co]):
    def visible_to(self, user: Viewer) -> Self:
        """Tasks that the user may see at all; who may not read the item is shown text, deadline and status alone.

        (a) before the minutes are out, those who take them; (b) of an open item whoever may read it, who has the task,
        and the heads of its departments and those above; (c) of a closed item whoever may read it, who has the task,
        and one head: the person's, or the department's where no person is named; (d) who is recused from the item only
        a task of their own.
        """
        return self.filter(SEES(user)) if signed_in(user) else self.none()

    def of_edited(self, user: Viewer) -> Self:
        """Tasks of fora where the user drafts and takes minutes, less those of items they are recused from."""
        return self.filter(EDITS_ITEM(user, by="item")) if signed_in(user) else self.none()

    def held_by(self, user: Viewer) -> Self:
        """Tasks that the user has to do, alone or with others, or for somebody who is away."""
        return self.visible_to(user).filter(HAS(user)) if signed_in(user) else self.none()

    def led_by(self, user: Viewer) -> Self:
        """Tasks of the departments that the user leads, and of those below."""
        return self.visible_to(user).filter(LEADS(user)) if signed_in(user) else self.none()


class EvidenceQuerySet(models.QuerySet[Model_co]):
    def visible_to(self, user: Viewer) -> Self:
        """Files on tasks whose item the user may read, or that the user has."""
        if not signed_in(user):
            return self.none()
        recused = Exists(Recusal.objects.filter(user=user.pk, lifted_at__isnull=True, item=OuterRef("item")))
        tasks = _related("FollowUpTask").visible_to(user)
        opened = tasks.filter(Q(READS(user, by="item")) | ~Q(recused) & Q(HAS(user)))
        return self.filter(task__in=opened.values("pk"))
