"""/api/v1/meetings/<id>/revision/: minutes that are out and not approved, written anew."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agenda.models import Meeting
from agenda.services.guards import require_editor
from api.answering import AnswersSerializer
from api.door import caller, valid
from api.listing import Changing
from api.meetings import revising
from api.meetings.revision_serializers import RevisionChangeSerializer, RevisionSerializer
from api.meetings.serializers import MeetingDetailSerializer
from api.versions import IF_MATCH, tag_of
from decisions.services.revisions import drop_revision, open_revision

ANEW = {200: RevisionSerializer}


class Revised(Changing[Meeting]):
    """What a new version of published minutes is made of. Its ETag is that of all that is written anew."""

    @extend_schema(responses=ANEW)
    @action(detail=True, pagination_class=None, filter_backends=[])
    def revision(self, request: Request, pk: int) -> Response:
        """What the next version will say otherwise; 404 where the minutes are not open for a change."""
        return self._revision(request, self._edited(request))

    @extend_schema(parameters=[IF_MATCH], request=None, responses={201: RevisionSerializer})
    @revision.mapping.post
    def open_revision(self, request: Request, pk: int) -> Response:
        """Open minutes that are out for a change. The ETag is that of the meeting; readers notice nothing yet."""
        self._edited(request)
        with self.unchanged(request) as meeting:
            open_revision(meeting, by=caller(request))
        return self._revision(request, meeting, status.HTTP_201_CREATED)

    @extend_schema(parameters=[IF_MATCH], request=RevisionChangeSerializer, responses=ANEW)
    @revision.mapping.patch
    def write_revision(self, request: Request, pk: int) -> Response:
        """Write anew what is sent, all of it or nothing."""
        self._edited(request)
        with self.unchanged(request, self._anew) as meeting:
            revising.write(meeting, valid(RevisionChangeSerializer(data=request.data)), caller(request))
        return self._revision(request, self.found())

    @extend_schema(parameters=[IF_MATCH], responses={204: None})
    @revision.mapping.delete
    def drop_revision(self, request: Request, pk: int) -> Response:
        """Leave the minutes as they are."""
        self._edited(request)
        with self.unchanged(request, self._anew) as meeting:
            drop_revision(meeting, by=caller(request))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(parameters=[IF_MATCH], request=AnswersSerializer, responses={200: MeetingDetailSerializer})
    @action(detail=True, methods=["post"], url_path="revision/issue", filter_backends=[])
    def issue_revision(self, request: Request, pk: int) -> Response:
        """Send the new version out. It is drawn and checked first, which takes a while; `findings` and `answers` are as
        of `publish-minutes`."""
        meeting, by = self._edited(request), caller(request)
        self.answered(meeting, AnswersSerializer, lambda row, _sent: revising.issue(row, by), self._anew)
        return self.told()

    def _edited(self, request: Request) -> Meeting:
        meeting = self.found()
        require_editor(caller(request), meeting)
        return meeting

    def _anew(self, meeting: Meeting) -> Any:
        return revising.shown(meeting, caller(self.request))

    def _revision(self, request: Request, meeting: Meeting, code: int = status.HTTP_200_OK) -> Response:
        by = caller(request)
        shown = self._anew(meeting)
        revising.note_shown(shown, by)
        return Response(shown, status=code, headers={"ETag": tag_of(shown)})
