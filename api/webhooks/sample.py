"""The sample's webhooks, and what they have been told.

Their machines are not there (`.example` never is), so what is told from now on is tried for a day and given up, as the
page of the webhook says; nothing waits for them but the worker.
"""

from __future__ import annotations

from datetime import timedelta

from api.webhooks.models import Delivery, Event, Webhook
from api.webhooks.services import PAUSES, make_webhook, put
from decisions.models import FollowUpTask
from decisions.overview import late
from documents.models import IssuedDocument
from documents.sample.municipality import Sample

DELIVERED, GIVEN_UP = ("204", 1), ("503", len(PAUSES) + 1)
"""What the receiver answered, and at which try."""


def load_webhooks(sample: Sample) -> None:
    """A case system that follows the chefforum, and a board on a wall that counts a department's late tasks."""
    forum, line = sample.fora["Chefforum"], sample.people["line"]
    tasks = FollowUpTask.objects.select_related("item").order_by("created_at", "pk")
    events = [Event.DONE, Event.LATE, Event.PUBLISHED]
    system = make_webhook(forum, "https://esdh.fjordby.example/chefforum", events, by=sample.secretary)
    snapshots = IssuedDocument.objects.filter(meeting__forum=forum, format=IssuedDocument.Format.SNAPSHOT)
    for issued in snapshots.order_by("issued_at")[:3]:
        _told(system, Event.PUBLISHED, issued, DELIVERED)
    for task in tasks.filter(item__forum=forum, status=FollowUpTask.Status.DONE):
        _told(system, Event.DONE, task, DELIVERED)
    if line.department is not None:
        board = make_webhook(line.department, "https://tavle.fjordby.example/opgaver", [Event.LATE], by=line)
        for task in tasks.filter(late(), department=line.department):
            _told(board, Event.LATE, task, GIVEN_UP)


def _told(hook: Webhook, event: Event, about: FollowUpTask | IssuedDocument, became: tuple[str, int]) -> None:
    """A telling as the log shows it: taken at once, or tried for a day and given up."""
    told, (answer, attempts) = put(hook, event, about), became
    taken = told.made_at + timedelta(seconds=2) if became is DELIVERED else None
    Delivery.objects.filter(pk=told.pk).update(
        answer=answer, attempts=attempts, delivered_at=taken, next_at=None
    )
