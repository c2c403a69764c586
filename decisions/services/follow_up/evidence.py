"""Files that show what was done. A file is judged as a bilag is: by what is in it."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.filetypes.judging import SUFFIXES
from agenda.models import AgendaItem
from agenda.services.bilag import checked_title, sha256_of, type_of
from agenda.services.guards import locked_item
from decisions.models import Evidence, FollowUpTask, TaskEntry
from decisions.services.follow_up.guards import change, locked_task, manages, require_worker
from decisions.services.follow_up.returning import carry
from people.files import kept_files
from people.models import User
from people.refusals import Refused

Kind = TaskEntry.Kind


def add_evidence(task: FollowUpTask, title: str, *, file: File[bytes], by: User | None) -> Evidence:
    """Put a file on a task; ValidationError at "file" if it cannot be taken, at "title" if there is none."""
    require_worker(by, task)
    evidence = Evidence(pk=uuid4(), task=task, title=checked_title(title), added_by=by, size=file.size)
    evidence.content_type, evidence.sha256 = type_of(file).content_type, sha256_of(file)
    file.seek(0)
    with kept_files() as keep, transaction.atomic():
        draft = _draft(task)
        task = locked_task(task)
        require_worker(by, task)
        _expect_open(task)
        suffix = SUFFIXES.get(evidence.content_type, "bin")
        evidence.file = keep.save(f"evidence/{timezone.now():%Y}/{evidence.pk}.{suffix}", file)
        evidence.save(force_insert=True)
        change(task, Kind.EVIDENCE, by, after=evidence.title)
        if draft is not None:
            carry(evidence, draft, keep, by)
    return evidence


def _draft(task: FollowUpTask) -> AgendaItem | None:
    """The item that takes the matter up again, locked, where it is not out yet."""
    found = AgendaItem.objects.filter(returned_tasks=task, published_at__isnull=True).first()
    return locked_item(found) if found else None


@transaction.atomic
def remove_evidence(evidence: Evidence, *, by: User | None) -> None:
    """Take a file off a task again: whoever put it there, and those who may change the task."""
    task = locked_task(evidence.task)
    evidence = task.evidence.select_for_update(of=("self",)).get(pk=evidence.pk)
    if by is not None and by.pk != evidence.added_by_id and not manages(by, task):
        raise PermissionDenied
    _expect_open(task)
    change(task, Kind.EVIDENCE_GONE, by, after=evidence.title)
    evidence.delete()
    transaction.on_commit(partial(default_storage.delete, str(evidence.file.name)))


def _expect_open(task: FollowUpTask) -> None:
    if task.noted_at is not None or task.status == FollowUpTask.Status.LAPSED:
        raise Refused(_("Opgaven er afsluttet, og dokumentationen ligger fast. Åbn opgaven igen først."))
