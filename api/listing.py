"""What the resources have in common: rows that the gate lets through, a page at a time, and one by itself.

What can be changed as well has an ETag (`Changing`), and is held against it under the lock of what is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status, viewsets
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from agenda.models import AgendaItem, Meeting
from agenda.services.guards import lock_forum, lock_meetings, locked_item
from agenda.services.resuming import meetings_beside
from api.asked import Narrowing, Strict
from api.changes import MODIFIED_SINCE, Followable, FollowedPages
from api.door import caller, valid
from api.held import with_answers
from api.paging import Pages
from api.versions import if_match, require_seen, tag_of
from documents.models import Reading
from documents.read_log import note_items
from people.models import Viewer

Row = TypeVar("Row", bound=Model)


class Listed(Strict, mixins.ListModelMixin, viewsets.GenericViewSet[Row]):
    """What there is for the caller. `order` is that of the list, as far as it is not that of the ids."""

    pagination_class = Pages
    filter_backends = [Narrowing]

    @staticmethod
    def there_is(user: Viewer) -> QuerySet[Row]:
        raise NotImplementedError

    def get_queryset(self) -> QuerySet[Row]:
        return self.there_is(self.request.user)


class Read(mixins.RetrieveModelMixin, Listed[Row]):
    """And one of it by itself."""


class Noted(Read[Row]):
    """What tells of items: the closed ones that the caller is shown are written down."""

    def read_in(self, rows: list[Row]) -> list[AgendaItem]:
        """The items whose content is in the answer."""
        return []

    def paginate_queryset(self, queryset: Any) -> list[Any] | None:
        page = list(super().paginate_queryset(queryset) or ())
        self.note(page)
        return page

    def get_object(self) -> Row:
        found = super().get_object()
        self.note([found])
        return found

    def note(self, rows: list[Any]) -> None:
        note_items(self.request.user, self.read_in(rows), Reading.Face.API)


class Followed(Noted[Row], Followable):
    """What is followed with `?modified_since=`."""

    pagination_class = FollowedPages

    @extend_schema(parameters=[MODIFIED_SINCE])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """With `modified_since`, what has changed for the caller since then, and what is gone."""
        return self.changes(request) if self.asks_for_changes() else super().list(request, *args, **kwargs)


class Changing(Noted[Row]):
    """What is changed from what its writer was shown, and answered with as it is after that."""

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.told()

    def told(self, made: object = None, code: int = status.HTTP_200_OK) -> Response:
        """Answer with the row of the address, or with the one that was `made`."""
        if made is not None:
            self.kwargs["pk"] = made
        shown = self.get_serializer(self.get_object()).data
        return Response(shown, status=code, headers={"ETag": self.tag(shown)})

    def tag(self, shown: Any) -> str:
        return tag_of(shown)

    def tag_now(self, row: Row) -> str:
        """The tag of the row as the caller would be shown it, which they are not."""
        return self.tag(self.get_serializer(row).data)

    def found(self) -> Row:
        """The row of the address, of which nothing is shown yet."""
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    def lock(self, row: Row) -> None:
        """Lock all that a change of the row locks, in the order of `agenda.services.guards`."""
        raise NotImplementedError

    @contextmanager
    def unchanged(self, request: Request, part: Callable[[Row], Any] | None = None) -> Iterator[Row]:
        """The row of the address, locked, and still as the caller was shown it (428, 412); or the part of it whose ETag
        was sent."""
        row = self.found()
        sent = if_match(request)
        with transaction.atomic():
            self.lock(row)
            row = self.found()
            require_seen(sent, tag_of(part(row)) if part else self.tag_now(row))
            yield row

    def answered(
        self,
        meeting: Meeting | None,
        shape: type[BaseSerializer[Any]],
        change: Callable[[Row, Any], object],
        part: Callable[[Row], Any] | None = None,
    ) -> None:
        """Change the row, and what is issued of its meeting, with what was sent and answers to what the check asks."""
        if_match(self.request)
        sent = valid(shape(data=self.request.data))

        def done() -> None:
            with self.unchanged(self.request, part) as row:
                change(row, sent)

        with_answers(meeting, sent.get("answers", ()), caller(self.request), done)


def tagged(shown: Any) -> Response:
    """An answer whose ETag is that of all it holds."""
    return Response(shown, headers={"ETag": tag_of(shown)})


def lock_item(item: AgendaItem, *beside: int | None) -> None:
    """Lock the forum, the meetings that the item is on, was on or may come to (and those beside it), and the item."""
    lock_forum(item.forum_id)
    lock_meetings(item.meeting_id, *meetings_beside(item), *beside)
    locked_item(item)
