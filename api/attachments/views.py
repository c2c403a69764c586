"""/api/v1/attachments/"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from agenda.filetypes.judging import title_of
from agenda.models import AgendaItem, Attachment
from agenda.services.bilag import remove_bilag, rename_bilag
from api import filters
from api.attachments.serializers import (
    AttachmentChangeSerializer,
    AttachmentSerializer,
    NewAttachmentSerializer,
)
from api.door import caller, named_in, valid
from api.files import A_FILE, Whatever
from api.held import with_answers
from api.idempotency import PARAMETER, once
from api.listing import Changing, lock_item
from api.parsing import JSONParser
from api.versions import IF_MATCH
from documents import catalogue
from documents.adding import add_bilag, lasting_key
from documents.late_bilag import require_cleared
from documents.read_log import note_attachment
from documents.reissuing import set_attachment_closed
from documents.sending import send_attachment
from documents.standing import was_readable
from people.models import User
from people.refusals import Gone


class AttachmentViewSet(Changing[Attachment]):
    """Bilag that the caller may read."""

    there_is = staticmethod(catalogue.bilag_for)
    serializer_class = AttachmentSerializer
    filterset_class = filters.AttachmentFilter
    parser_classes = [JSONParser, MultiPartParser]

    def lock(self, row: Attachment) -> None:
        lock_item(row.item)

    @extend_schema(
        parameters=[PARAMETER],
        request={"multipart/form-data": NewAttachmentSerializer},
        responses={201: AttachmentSerializer},
    )
    def create(self, request: Request) -> Response:
        """Put a file last on an item. On one that is published, it is checked before anybody meets it; `findings` and
        `answers` are as of `publish-agenda`."""
        by, given = caller(request), valid(NewAttachmentSerializer(data=request.data))
        item = named_in(AgendaItem.objects.visible_to(by), "item", given["item"])
        made = with_answers(
            item.meeting,
            given.get("answers", ()),
            by,
            lambda: once(request, by, lambda: _put_on(item, given, by).pk),
        )
        return self.told(made, status.HTTP_201_CREATED)

    @extend_schema(
        parameters=[IF_MATCH],
        request={"application/json": AttachmentChangeSerializer},
        responses={200: AttachmentSerializer},
    )
    def partial_update(self, request: Request, pk: UUID) -> Response:
        """Call it something else, or close or open it by itself. What is out is drawn and checked before it shows it;
        `findings` and `answers` are as of `publish-agenda`."""
        by, meeting = caller(request), self.found().item.meeting
        self.answered(meeting, AttachmentChangeSerializer, lambda bilag, sent: _change(bilag, sent, by))
        return self.told()

    @extend_schema(parameters=[IF_MATCH], responses={204: None})
    def destroy(self, request: Request, pk: UUID) -> Response:
        """Take it off, and throw the file away; only before it has been sent out."""
        with self.unchanged(request) as bilag:
            remove_bilag(bilag, by=caller(request))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(responses=A_FILE)
    @action(detail=True, filter_backends=[], content_negotiation_class=Whatever)
    def file(self, request: Request, pk: UUID) -> FileResponse:
        """The file itself. That it was fetched is written down."""
        found = self.get_queryset().exclude(file="").filter(pk=pk).first()
        if found is None and was_readable(request.user, pk):
            raise Gone(_("Dette bilag er trukket tilbage. Se punktet på mødets side."))
        if found is None:
            raise Http404
        require_cleared(request.user, found)
        note_attachment(request.user, found)
        return send_attachment(found)


def _put_on(item: AgendaItem, given: dict[str, Any], by: User) -> Attachment:
    file = given["file"]
    title = given.get("title") or title_of(file.name or "") or _("Bilag")
    return add_bilag(item, title, file=file, closed=given["closed"], key=lasting_key(item, file), by=by)


def _change(bilag: Attachment, given: dict[str, Any], by: User) -> None:
    if "title" in given:
        rename_bilag(bilag, given["title"], by=by)
    if "closed" in given and given["closed"] != bilag.closed:
        set_attachment_closed(bilag, given["closed"], by=by)
