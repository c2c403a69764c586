"""Who may read a decision: whoever may read its item, once the minutes are out; the secretariat before that."""

from __future__ import annotations

from typing import Self, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

from agenda.models import AgendaItem, Meeting
from people.models import Viewer

Model_co = TypeVar("Model_co", bound=models.Model, covariant=True)


class DecisionQuerySet(models.QuerySet[Model_co]):
    def visible_to(self, user: Viewer) -> Self:
        items = AgendaItem.objects.visible_to(user).filter(pk=OuterRef("item"))
        edited = Meeting.objects.edited_by(user).filter(pk=OuterRef("item__meeting"))
        return self.filter(
            Exists(items), Q(item__meeting__minutes_published_at__isnull=False) | Exists(edited)
        )
