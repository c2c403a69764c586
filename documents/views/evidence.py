"""Files that show what was done about a task, handed to those whom the gate lets have them."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from decisions.models import Evidence
from documents.read_log import note_evidence
from documents.sending import send_evidence


# /evidence/<evidence_id>/
@require_safe
def evidence(request: HttpRequest, evidence_id: UUID) -> FileResponse:
    visible = Evidence.objects.visible_to(request.user).select_related("task__item__meeting")
    found = get_object_or_404(visible, pk=evidence_id)
    note_evidence(request.user, found)
    return send_evidence(found)
