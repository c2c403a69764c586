"""Webhooks made and taken away, what the journal says carried to them, and each telling tried until it gets through."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max, Min, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.models import Forum
from agenda.rights import EDITORS, Membership
from agenda.rights import today as today_
from agenda.visibility import edits_forum
from api.webhooks.calling import NotCalled, call, may_be_called
from api.webhooks.models import Delivery, Event, JournalCursor, Webhook
from decisions.models import FollowUpTask
from documents.models import IssuedDocument
from people import journal
from people.departments import with_below
from people.jobs import job
from people.models import Department, JournalEntry, User
from people.refusals import Refused

EVERY = timedelta(minutes=1)
SETTLED = timedelta(seconds=20)
"""A younger entry of the journal is left alone: one with a lower number may still be about to be written."""
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 3 * 60, 6 * 60, 12 * 60)]
"""How long to wait after each try that failed; a day in all."""
MOST = 20
AT_ONCE = 100
SIDE_BY_SIDE = 8


def fora_of(user: User) -> QuerySet[Forum]:
    """The fora that the user may make webhooks for: those they edit today."""
    seats = Membership.objects.filter(
        Q(until__isnull=True) | Q(until__gte=today_()), user=user, role__in=EDITORS, since__lte=today_()
    )
    return Forum.objects.filter(pk__in=seats.values("forum")).order_by("name")


def kept_by(user: User) -> QuerySet[Webhook]:
    """The webhooks of the fora that the user edits and of the departments they lead, or led until those were merged."""
    mine = Q(forum__in=fora_of(user)) | Q(department__head=user)
    return Webhook.objects.filter(mine).select_related("forum", "department", "made_by")


@transaction.atomic
def make_webhook(about: Forum | Department, url: str, events: Sequence[str], *, by: User) -> Webhook:
    """Have an address told; its secret is shown once, by the page that made it."""
    _require_keeper(about, by)
    if not may_be_called(url):
        raise ValidationError(
            {"url": _("Skriv en adresse, der begynder med https:// og ligger på det åbne net.")}
        )
    if kept_by(by).count() >= MOST:
        raise ValidationError(_("Der er allerede %(count)d webhooks. Slet en først.") % {"count": MOST})
    known = {"forum": about} if isinstance(about, Forum) else {"department": about}
    made = Webhook(url=url, events=list(events), secret=secrets.token_hex(32), made_by=by, **known)
    made.save()
    journal.write("webhook.made", made, by=by)
    _start()
    return made


def _require_keeper(about: Forum | Department, by: User) -> None:
    keeps = edits_forum(by, about) if isinstance(about, Forum) else about.head_id == by.pk
    if not keeps:
        raise PermissionDenied


@transaction.atomic
def delete_webhook(webhook: Webhook, *, by: User) -> None:
    _require_keeper(webhook.forum or webhook.department, by)  # type: ignore[arg-type]  # a constraint says one is there
    journal.write("webhook.deleted", webhook, by=by)
    webhook.delete()


@transaction.atomic
def resend(delivery: Delivery, *, by: User) -> None:
    """Tell it once more, whatever became of it before, and at once what waits for its next try."""
    _require_keeper(delivery.webhook.forum or delivery.webhook.department, by)  # type: ignore[arg-type]
    now = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
    if now.is_due:
        raise Refused(_("Beskeden er allerede på vej."))
    now.attempts, now.next_at, now.delivered_at, now.answer = 0, timezone.now(), None, ""
    now.save(update_fields=["attempts", "next_at", "delivered_at", "answer"])
    journal.write("webhook.resent", now.webhook, by=by)
    _start()


def _start() -> None:
    """Have the journal read from now on, if nothing reads it."""
    last = JournalEntry.objects.aggregate(last=Max("pk"))["last"] or 0
    cursor, _made = JournalCursor.objects.get_or_create(pk=1, defaults={"position": last})
    if cursor.due_at is None or cursor.due_at < timezone.now() - 3 * EVERY:
        _order(cursor.pk)


def _order(cursor: int) -> None:
    due = timezone.now() + EVERY
    JournalCursor.objects.filter(pk=cursor).update(due_at=due)
    run_webhooks.using(run_after=due).enqueue()


@job
def run_webhooks() -> None:
    """Read on in the journal and try what is to be told. The next run is ordered first, so a worker that dies midway
    loses nothing; without webhooks nothing more is ordered."""
    if not Webhook.objects.exists():
        JournalCursor.objects.all().delete()
        return
    _order(1)
    read_journal()
    deliver()


@transaction.atomic
def read_journal() -> None:
    """Make a telling for each webhook that wants to know, once."""
    cursor = JournalCursor.objects.select_for_update().get(pk=1)
    settled = JournalEntry.objects.filter(pk__gt=cursor.position, at__lt=timezone.now() - SETTLED)
    entries = list(settled.order_by("pk")[:1000])
    hooks = list(Webhook.objects.select_related("made_by", "forum", "department"))
    for entry in entries:
        for event, about in _events(entry):
            _tell(hooks, event, about)
    if entries:
        JournalCursor.objects.filter(pk=1).update(position=entries[-1].pk)


def _events(entry: JournalEntry) -> Iterable[tuple[Event, FollowUpTask | IssuedDocument]]:
    """What an entry of the journal is to others. A snapshot is one version of a document."""
    if entry.object_type == "decisions.followuptask":
        task = FollowUpTask.objects.filter(pk=entry.object_id).select_related("item").first()
        return [(_task_event(entry, task), task)] if task else []
    if entry.kind == "meeting.minutes_published":
        tasks = FollowUpTask.objects.filter(item__meeting=int(entry.object_id)).select_related("item")
        return [(Event.CREATED, task) for task in tasks]
    if entry.kind == "document.issued":
        snapshots = IssuedDocument.objects.filter(pk=entry.object_id, format=IssuedDocument.Format.SNAPSHOT)
        return [(Event.PUBLISHED, one) for one in snapshots.select_related("meeting")]
    return []


def _task_event(entry: JournalEntry, task: FollowUpTask) -> Event:
    if entry.kind == "task.created":
        return Event.CREATED
    if entry.kind == "task.late":
        return Event.LATE
    is_done = entry.kind == "task.status" and task.status == FollowUpTask.Status.DONE
    return Event.DONE if is_done else Event.CHANGED


def _tell(hooks: Iterable[Webhook], event: Event, about: FollowUpTask | IssuedDocument) -> None:
    for hook in hooks:
        if event in hook.events and _may_be_told(hook, about) and not _is_told(hook, event, about):
            put(hook, event, about)


def _is_told(hook: Webhook, event: Event, about: FollowUpTask | IssuedDocument) -> bool:
    """A task is made once, and all else that is told of it is told once of each version."""
    told = hook.deliveries.filter(event=event, about=str(about.pk))
    if isinstance(about, FollowUpTask) and event != Event.CREATED:
        told = told.filter(payload__version=about.version)
    return told.exists()


def _may_be_told(hook: Webhook, about: FollowUpTask | IssuedDocument) -> bool:
    """A webhook is told what whoever made it may see, as long as they look after its forum or department."""
    by = hook.made_by
    if isinstance(about, IssuedDocument):
        return hook.forum is not None and hook.forum_id == about.meeting.forum_id and _keeps(hook)
    theirs = FollowUpTask.objects.visible_to(by).filter(pk=about.pk)
    if hook.forum is not None:
        return about.item.forum_id == hook.forum_id and _keeps(hook) and theirs.of_edited(by).exists()
    mine = hook.department_id is not None and about.department_id in with_below(hook.department_id)
    return mine and _keeps(hook) and theirs.exists()


def _keeps(hook: Webhook) -> bool:
    if not hook.made_by.is_active:
        return False
    if hook.forum is not None:
        return edits_forum(hook.made_by, hook.forum)
    return hook.department is not None and hook.department.head_id == hook.made_by_id


def put(hook: Webhook, event: Event, about: FollowUpTask | IssuedDocument) -> Delivery:
    """Write down what a webhook is to be told, to be tried at once."""
    delivery = Delivery(webhook=hook, event=event, about=str(about.pk))
    delivery.payload = {
        "id": str(delivery.pk),
        "event": event.value,
        "at": delivery.made_at.isoformat(),
        **_ids_and_links(about),
    }
    delivery.save(force_insert=True)
    return delivery


def _ids_and_links(about: FollowUpTask | IssuedDocument) -> dict[str, Any]:
    """Where to ask, and of what; never a word of it."""
    if isinstance(about, IssuedDocument):
        path = reverse("meeting", args=[about.meeting_id])
        return {"meeting": about.meeting_id, "kind": about.kind, "link": f"{settings.SITE_URL}{path}"}
    page, api = reverse("task", args=[about.pk]), reverse("api-task-detail", args=[about.pk])
    links = {"link": f"{settings.SITE_URL}{page}", "api": f"{settings.SITE_URL}{api}"}
    return {"task": str(about.pk), "version": about.version, **links}


def deliver() -> None:
    """Try what is due, of several receivers side by side. One that gave no answer is asked no more this time: all that
    it has coming would keep the worker from mails and publications."""
    silent, left = set[str](), AT_ONCE
    with ThreadPoolExecutor(SIDE_BY_SIDE) as lines:
        while left > 0 and (round_ := _first_of_each(silent)):
            left -= len(round_)
            taken = [one for one in round_ if _take(one)]
            for delivery, (answer, delivered) in zip(taken, lines.map(_called, taken), strict=True):
                _note(delivery, answer, delivered=delivered)
                if not delivered:
                    silent.add(delivery.webhook.url)


def _first_of_each(silent: Collection[str]) -> list[Delivery]:
    """What has waited longest at each receiver that is not silent, as many as are asked at once."""
    due = Delivery.objects.filter(next_at__lte=timezone.now()).exclude(webhook__url__in=silent)
    waiting = due.order_by().values("webhook__url").annotate(since=Min("next_at")).order_by("since")
    urls = [one["webhook__url"] for one in waiting[:SIDE_BY_SIDE]]
    found = (
        due.filter(webhook__url=url).select_related("webhook").order_by("next_at").first() for url in urls
    )
    return [one for one in found if one is not None]


def _take(delivery: Delivery) -> bool:
    """Take it before it is tried, by the time of its next try: no other worker tries it too, and one that dies is
    followed."""
    attempt, now = delivery.attempts, timezone.now()
    later = now + PAUSES[attempt] if attempt < len(PAUSES) else None
    mine = Delivery.objects.filter(pk=delivery.pk, attempts=attempt, next_at=delivery.next_at)
    return bool(mine.update(attempts=attempt + 1, next_at=later))


def _note(delivery: Delivery, answer: str, *, delivered: bool) -> None:
    done = {"delivered_at": timezone.now(), "next_at": None} if delivered else {}
    Delivery.objects.filter(pk=delivery.pk).update(answer=answer, **done)


def _called(delivery: Delivery) -> tuple[str, bool]:
    """The answer, and whether it was taken in. Run beside others: asks nothing of the database."""
    body = json.dumps(delivery.payload, separators=(",", ":")).encode()
    headers = {
        "X-Chefforum-Event": delivery.event,
        "X-Chefforum-Delivery": str(delivery.pk),
        "X-Chefforum-Signature": signature(delivery.webhook.secret, body, int(timezone.now().timestamp())),
    }
    try:
        status = call(delivery.webhook.url, body, headers)
    except NotCalled as error:
        return error.why.value, False
    return str(status), 200 <= status < 300


def signature(secret: str, body: bytes, at: int) -> str:
    """Return "t=1795512345,v1=…": the HMAC-SHA256 of the time, a full stop and the body, as hexadecimal digits."""
    signed = hmac.new(secret.encode(), b"%d.%s" % (at, body), hashlib.sha256)
    return f"t={at},v1={signed.hexdigest()}"
