"""The tasks of one caller, as rows for the serializer: in a constant number of queries, and a list in one index."""

from __future__ import annotations

from django.db.models import BooleanField, Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import ExpressionWrapper
from django.utils import timezone

from agenda.models import AgendaItem
from decisions.models import FollowUpTask
from decisions.services.follow_up.progress import UNFINISHED
from people.models import Viewer


def late() -> Q:
    """Tasks whose deadline is over and that nobody has finished."""
    return Q(deadline__lt=timezone.localdate(), status__in=UNFINISHED)


def tasks_of(user: Viewer) -> QuerySet[FollowUpTask]:
    """Tasks that the user may see, each with whether it is late and whether its item may be read."""
    reads = AgendaItem.objects.visible_to(user).filter(pk=OuterRef("item"))
    return (
        FollowUpTask.objects.visible_to(user)
        .annotate(
            late=ExpressionWrapper(late(), output_field=BooleanField()),
            item_is_read=Exists(reads),
        )
        .select_related("item__forum", "item__meeting", "item__case", "department", "person")
        .prefetch_related("partners__person", "partners__department")
    )


def reads_item(task: FollowUpTask) -> bool:
    """Whether the caller of `tasks_of` may read the task's item."""
    return bool(getattr(task, "item_is_read"))  # noqa: B009  # an annotation is no attribute of the model
