"""/api/v1/meetings/"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from agenda.models import Meeting
from agenda.services.attendance import Row, Twice, set_attendance
from agenda.services.guards import lock_forum, locked, require_editor
from agenda.services.meetings import Slot, Taken, cancel_meeting, plan_meeting, set_deadlines, start_session
from api import filters
from api.answering import AnswersSerializer
from api.door import caller, named_in, valid
from api.idempotency import PARAMETER, once
from api.items.writing import called
from api.listing import Followed, tagged
from api.meetings.issuing import checked, issue, prepared_for
from api.meetings.revision_views import Revised
from api.meetings.serializers import (
    CancellationSerializer,
    CheckedSerializer,
    DeadlinesSerializer,
    MeetingChangeSerializer,
    MeetingDetailSerializer,
    MeetingSerializer,
    NewDeadlinesSerializer,
    NewMeetingSerializer,
    NewPresentSerializer,
    OpeningSerializer,
    PresentSerializer,
)
from api.stamps import MEETINGS
from api.versions import IF_MATCH, if_match, require_seen, tag_of
from documents import catalogue, moving
from documents.as_json import digest
from documents.content import Kind
from documents.read_log import digest_of_meeting
from people.models import User, Viewer

TOLD = {200: MeetingDetailSerializer}
PRESENT = {200: PresentSerializer(many=True)}


class MeetingViewSet(Revised, Followed[Meeting]):
    """Meetings that the caller may open; one of them with its document, as the caller may see it.

    The ETag is that of both: whoever sends an agenda out sends out what they were shown.
    """

    follows = MEETINGS
    order = ("-date", "-pk")
    filterset_class = filters.MeetingFilter

    @staticmethod
    def there_is(user: Viewer) -> QuerySet[Meeting]:
        return Meeting.objects.visible_to(user).select_related("forum")

    def get_serializer_class(self) -> type[BaseSerializer[Meeting]]:
        return MeetingSerializer if self.action == "list" else MeetingDetailSerializer

    def tag(self, shown: Any) -> str:
        return tag_of({**shown, "document": digest(shown["document"])})

    def tag_now(self, row: Meeting) -> str:
        document = digest_of_meeting(self.request.user, row)
        return tag_of({**MeetingSerializer(row).data, "document": document})

    def lock(self, row: Meeting) -> None:
        lock_forum(row.forum_id)
        locked(row)

    @extend_schema(
        parameters=[PARAMETER], request=NewMeetingSerializer, responses={201: MeetingDetailSerializer}
    )
    def create(self, request: Request) -> Response:
        """Plan a meeting, with the forum's deadlines and standing items."""
        by, given = caller(request), valid(NewMeetingSerializer(data=request.data))
        made = once(request, by, lambda: _plan(given, by).pk)
        return self.told(int(made), status.HTTP_201_CREATED)

    @extend_schema(parameters=[IF_MATCH], request=MeetingChangeSerializer, responses=TOLD)
    def partial_update(self, request: Request, pk: int) -> Response:
        """Move the meeting to another day, hour or place, in what has been issued too."""
        with self.unchanged(request) as meeting, naming_the_date():
            given = valid(MeetingChangeSerializer(data=request.data))
            moving.move(meeting, _slot(meeting, given), reason=given.get("reason", ""), by=caller(request))
        return self.told()

    @extend_schema(parameters=[IF_MATCH], request=CancellationSerializer, responses=TOLD)
    @action(detail=True, methods=["post"], filter_backends=[])
    def cancel(self, request: Request, pk: int) -> Response:
        """Cancel the meeting; its items wait for another."""
        with self.unchanged(request) as meeting:
            reason = valid(CancellationSerializer(data=request.data)).get("reason", "")
            cancel_meeting(meeting, reason=reason, by=caller(request))
        return self.told()

    @extend_schema(parameters=[IF_MATCH], request=OpeningSerializer, responses=TOLD)
    @action(detail=True, methods=["post"], filter_backends=[])
    def start(self, request: Request, pk: int) -> Response:
        """Open the meeting, so that decisions can be written down; before its day only with `early`."""
        with self.unchanged(request) as meeting:
            early = valid(OpeningSerializer(data=request.data))["early"]
            start_session(meeting, early=early, by=caller(request))
        return self.told()

    @extend_schema(parameters=[IF_MATCH], request=AnswersSerializer, responses=TOLD)
    @action(detail=True, methods=["post"], url_path="publish-agenda", filter_backends=[])
    def publish_agenda(self, request: Request, pk: int) -> Response:
        """Send the agenda out, or a supplement to it. It is drawn and checked first, which takes a while; a refusal
        says under `findings` and `blockers` what stops it, and `answers` are to those findings."""
        return self._publish(request, Kind.AGENDA)

    @extend_schema(parameters=[IF_MATCH], request=AnswersSerializer, responses=TOLD)
    @action(detail=True, methods=["post"], url_path="publish-minutes", filter_backends=[])
    def publish_minutes(self, request: Request, pk: int) -> Response:
        """Send the minutes out; as `publish-agenda`."""
        return self._publish(request, Kind.MINUTES)

    @extend_schema(responses={200: CheckedSerializer})
    @action(detail=True, pagination_class=None, filter_backends=[])
    def check(self, request: Request, pk: int) -> Response:
        """What sending out would ask now, of the agenda or the minutes; nothing is sent. It is drawn first, which takes
        a while, and that it was shown is written down."""
        meeting, by = self.found(), caller(request)
        return Response(CheckedSerializer(checked(meeting, by)).data)

    @extend_schema(responses={200: DeadlinesSerializer})
    @action(detail=True, pagination_class=None, filter_backends=[])
    def deadlines(self, request: Request, pk: int) -> Response:
        """When items are to be in and the agenda out; for those who put it together."""
        meeting = self.found()
        require_editor(caller(request), meeting)
        return tagged(_deadlines(meeting))

    @extend_schema(
        parameters=[IF_MATCH], request=NewDeadlinesSerializer, responses={200: DeadlinesSerializer}
    )
    @deadlines.mapping.put
    def set_deadlines(self, request: Request, pk: int) -> Response:
        """Give the meeting deadlines of its own, in place of those of the forum's rules. The ETag is theirs."""
        require_editor(caller(request), self.found())
        with self.unchanged(request, _deadlines) as meeting:
            given = valid(NewDeadlinesSerializer(data=request.data))
            set_deadlines(meeting, given["submission"], given["sending"], by=caller(request))
        return tagged(_deadlines(self.found()))

    def _publish(self, request: Request, kind: Kind) -> Response:
        """Nothing is locked while it is drawn: what was drawn is issued only if it is what the caller was shown, and
        only if it is still so under the lock."""
        meeting, sent, by = self.found(), if_match(request), caller(request)
        require_seen(sent, self.tag_now(meeting))
        given = valid(AnswersSerializer(data=request.data))
        prepared = prepared_for(meeting, kind, given.get("answers", ()), by)
        require_seen(sent, self.tag_now(self.found()))
        issue(meeting, prepared, by)
        return self.told()

    @extend_schema(responses=PRESENT)
    @action(detail=True, pagination_class=None, filter_backends=[])
    def attendance(self, request: Request, pk: int) -> Response:
        """Who was there, as it will be printed; for those who take the minutes."""
        meeting = self.found()
        require_editor(caller(request), meeting)
        return tagged(_listed(meeting))

    @extend_schema(parameters=[IF_MATCH], request=NewPresentSerializer(many=True), responses=PRESENT)
    @attendance.mapping.put
    def write_attendance(self, request: Request, pk: int) -> Response:
        """Write down who was there, in the order to be printed. The ETag is that of the list."""
        require_editor(caller(request), self.found())
        with self.unchanged(request, _listed) as meeting:
            rows = valid(NewPresentSerializer(data=request.data, many=True))
            _attend(meeting, [_row(one) for one in rows], caller(request))
        return tagged(_listed(meeting))


def _listed(meeting: Meeting) -> Any:
    return PresentSerializer(meeting.attendance.all(), many=True).data


def _deadlines(meeting: Meeting) -> Any:
    return DeadlinesSerializer(meeting).data


def _attend(meeting: Meeting, rows: list[Row], by: User) -> None:
    """An error at the line of somebody who stands there twice."""
    try:
        set_attendance(meeting, rows, by=by)
    except Twice as twice:
        lines: list[dict[str, list[str]]] = [{} for _row in rows]
        lines[twice.place] = {"user": twice.messages}
        raise serializers.ValidationError(lines) from None


def _row(given: Mapping[str, Any]) -> Row:
    return called(given), given.get("user"), given["presence"]


def _plan(given: Mapping[str, Any], by: User) -> Meeting:
    forum = named_in(catalogue.fora_for(by), "forum", given["forum"])
    with naming_the_date():
        return plan_meeting(forum, given["date"], start=given.get("start"), place=given["place"], by=by)


def _slot(meeting: Meeting, given: Mapping[str, Any]) -> Slot:
    """As it is sent, and for the rest as it is."""
    return Slot(
        given.get("date", meeting.date), given.get("start", meeting.start), given.get("place", meeting.place)
    )


@contextmanager
def naming_the_date() -> Iterator[None]:
    """That another meeting has the hour is an error at the date."""
    try:
        yield
    except Taken as taken:
        raise ValidationError({"date": taken.messages}) from None
