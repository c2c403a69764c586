"""/api/v1/items/"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agenda.models import AgendaItem, Meeting
from agenda.services.attendance import set_presences
from agenda.services.guards import require_item_editor
from agenda.services.items import accept_item
from agenda.services.ordering import delete_draft, return_to_pool
from agenda.services.proposals import send_back
from api import filters
from api.answering import AnswersSerializer
from api.door import caller, named_in, valid
from api.idempotency import PARAMETER, once
from api.items.serializers import (
    AgendaItemSerializer,
    ClosingSerializer,
    CommentSerializer,
    ItemChangeSerializer,
    NewItemSerializer,
    NewStaySerializer,
    OntoMeetingSerializer,
    StaySerializer,
    WithdrawalSerializer,
)
from api.items.writing import closing_of, make, stays_of, write
from api.listing import Changing, Followed, lock_item, tagged
from api.stamps import ITEMS
from api.versions import IF_MATCH
from documents import catalogue
from documents.reissuing import close_item, open_item
from documents.withdrawing import withdraw

TOLD = {200: AgendaItemSerializer}
STAYS = {200: StaySerializer(many=True)}


class ItemViewSet(Changing[AgendaItem], Followed[AgendaItem]):
    """Items that the caller may read, and stubs of those they are only told of."""

    there_is = staticmethod(catalogue.items_for)
    follows = ITEMS
    serializer_class = AgendaItemSerializer
    filterset_class = filters.ItemFilter

    def read_in(self, rows: list[AgendaItem]) -> list[AgendaItem]:
        return catalogue.read_of(rows)

    def lock(self, row: AgendaItem) -> None:
        lock_item(row, *self.beside)

    beside: tuple[int, ...] = ()
    """Meetings that the item is to come to, which are locked with its own."""

    @extend_schema(parameters=[PARAMETER], request=NewItemSerializer, responses={201: AgendaItemSerializer})
    def create(self, request: Request) -> Response:
        """Put a new item last on the agenda of a meeting, or let it wait in a forum."""
        by, given = caller(request), valid(NewItemSerializer(data=request.data))
        return self.told(once(request, by, lambda: make(given, by).pk), status.HTTP_201_CREATED)

    @extend_schema(parameters=[IF_MATCH], request=ItemChangeSerializer, responses=TOLD)
    def partial_update(self, request: Request, pk: UUID) -> Response:
        """Change what is sent, all of it or nothing; only before the item is published."""
        with self.unchanged(request) as item:
            write(item, valid(ItemChangeSerializer(data=request.data)), caller(request))
        return self.told()

    @extend_schema(parameters=[IF_MATCH], responses={204: None})
    def destroy(self, request: Request, pk: UUID) -> Response:
        """Delete an item that was never published, with its bilag."""
        with self.unchanged(request) as item:
            delete_draft(item, by=caller(request))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(parameters=[IF_MATCH], request=OntoMeetingSerializer, responses=TOLD)
    @action(detail=True, methods=["post"], filter_backends=[])
    def accept(self, request: Request, pk: UUID) -> Response:
        """Take the item onto the agenda of a meeting: from the pool, from its author or from another meeting."""
        by = caller(request)
        self.found()
        onto = valid(OntoMeetingSerializer(data=request.data))["meeting"]
        meeting = named_in(Meeting.objects.visible_to(by), "meeting", onto)
        self.beside = (meeting.pk,)
        return self._done(request, lambda item: accept_item(item, meeting, by=by))

    @extend_schema(parameters=[IF_MATCH], request=CommentSerializer, responses=TOLD)
    @action(detail=True, methods=["post"], url_path="return", filter_backends=[])
    def give_back(self, request: Request, pk: UUID) -> Response:
        """Send a proposal back to its author, and say why."""
        by = caller(request)
        return self._done(
            request, lambda item: send_back(item, self._sent(CommentSerializer)["comment"], by=by)
        )

    @extend_schema(parameters=[IF_MATCH], request=None, responses=TOLD)
    @action(detail=True, methods=["post"], filter_backends=[])
    def pool(self, request: Request, pk: UUID) -> Response:
        """Take the item off its agenda, to wait for another meeting; only before it is published."""
        return self._done(request, lambda item: return_to_pool(item, by=caller(request)))

    @extend_schema(parameters=[IF_MATCH], request=WithdrawalSerializer, responses=TOLD)
    @action(detail=True, methods=["post"], filter_backends=[])
    def withdraw(self, request: Request, pk: UUID) -> Response:
        """Say that a published item will not be taken ("udgår"); it keeps its number."""

        def done(item: AgendaItem) -> None:
            sent = self._sent(WithdrawalSerializer)
            withdraw(item, sent["reason"], reissues=sent["reissues"], by=caller(request))

        return self._done(request, done)

    @extend_schema(parameters=[IF_MATCH], request=ClosingSerializer, responses=TOLD)
    @action(detail=True, methods=["put"], filter_backends=[])
    def closure(self, request: Request, pk: UUID) -> Response:
        """Close the item, or say anew how it is closed. What is out and shows it is withdrawn and issued anew; where
        others can read more of it than before, that is drawn and checked first, which takes a while."""
        by = caller(request)
        return self._answered(
            ClosingSerializer, lambda item, sent: close_item(item, closing_of(item, sent), by=by)
        )

    @extend_schema(parameters=[IF_MATCH], request=AnswersSerializer, responses=TOLD)
    @action(detail=True, methods=["post"], filter_backends=[])
    def open(self, request: Request, pk: UUID) -> Response:
        """Open the item. What is out is drawn and checked anew first, which takes a while; `findings` and `answers` are
        as of `publish-agenda`."""
        by = caller(request)
        return self._answered(AnswersSerializer, lambda item, _sent: open_item(item, by=by))

    @extend_schema(responses=STAYS)
    @action(detail=True, pagination_class=None, filter_backends=[])
    def presences(self, request: Request, pk: UUID) -> Response:
        """Who came late to the item, left it, took no part in it or was a guest; for those who take the minutes."""
        require_item_editor(caller(request), self.found())
        return tagged(_listed(self.get_object()))

    @extend_schema(parameters=[IF_MATCH], request=NewStaySerializer(many=True), responses=STAYS)
    @presences.mapping.put
    def write_presences(self, request: Request, pk: UUID) -> Response:
        """Write them down, in the order to be printed, while the meeting lasts. The ETag is that of the list."""
        require_item_editor(caller(request), self.found())
        with self.unchanged(request, _listed) as item:
            given = valid(NewStaySerializer(data=request.data, many=True))
            set_presences(item, stays_of(given), by=caller(request))
        return tagged(_listed(item))

    def _done(self, request: Request, change: Callable[[AgendaItem], object]) -> Response:
        with self.unchanged(request) as item:
            change(item)
        return self.told()

    def _answered(
        self, shape: type[AnswersSerializer], change: Callable[[AgendaItem, Any], object]
    ) -> Response:
        self.answered(self.found().meeting, shape, change)
        return self.told()

    def _sent(self, shape: type[Any]) -> Any:
        return valid(shape(data=self.request.data))


def _listed(item: AgendaItem) -> Any:
    return StaySerializer(item.presences.all(), many=True).data
