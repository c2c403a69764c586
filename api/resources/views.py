"""/api/v1/forums/, /items/, /cases/, /decisions/, /attachments/, /documents/, /departments/ and /me/"""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import FileResponse, Http404
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import NotAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from agenda.models import AgendaItem, Attachment, Case, Forum
from agenda.visibility import signed_in
from api.paging import ByName, LatestDecisionFirst, LatestIssueFirst, Pages
from api.resources import filters
from api.resources.files import A_FILE, Whatever
from api.resources.serializers import (
    AgendaItemSerializer,
    AttachmentSerializer,
    CaseSerializer,
    DecisionSerializer,
    DepartmentSerializer,
    ForumSerializer,
    IssuedDocumentSerializer,
    MeSerializer,
)
from decisions.models import Decision
from documents import catalogue
from documents.content import Kind
from documents.editions import edition_for
from documents.late_bilag import require_cleared
from documents.models import IssuedDocument, Reading
from documents.read_log import note_attachment, note_edition, note_items
from documents.sending import send_attachment, send_edition
from people.models import Department, User

Row = TypeVar("Row", bound=Model)


class NotedViewSet(viewsets.ReadOnlyModelViewSet[Row]):
    """Lists of what tells of items: the closed ones that the caller is shown are written down."""

    def read_in(self, rows: list[Row]) -> list[AgendaItem]:
        """The items whose content is in the answer."""
        raise NotImplementedError

    def paginate_queryset(self, queryset: Any) -> list[Any] | None:
        page = list(super().paginate_queryset(queryset) or ())
        note_items(self.request.user, self.read_in(page), Reading.Face.API)
        return page

    def get_object(self) -> Row:
        found = super().get_object()
        note_items(self.request.user, self.read_in([found]), Reading.Face.API)
        return found


class ForumViewSet(viewsets.ReadOnlyModelViewSet[Forum]):
    """Fora of which the caller may open a meeting, or that they edit."""

    queryset = Forum.objects.none()
    serializer_class = ForumSerializer
    pagination_class = ByName

    def get_queryset(self) -> QuerySet[Forum]:
        return catalogue.fora_for(self.request.user)


class ItemViewSet(NotedViewSet[AgendaItem]):
    """Items that the caller may read, and stubs of those they are only told of."""

    queryset = AgendaItem.objects.none()
    serializer_class = AgendaItemSerializer
    pagination_class = Pages
    filter_backends = [DjangoFilterBackend]
    filterset_class = filters.ItemFilter

    def get_queryset(self) -> QuerySet[AgendaItem]:
        return catalogue.items_for(self.request.user)

    def read_in(self, rows: list[AgendaItem]) -> list[AgendaItem]:
        return catalogue.read_of(rows)


class CaseViewSet(viewsets.ReadOnlyModelViewSet[Case]):
    """Cases whose number the caller meets at an item."""

    queryset = Case.objects.none()
    serializer_class = CaseSerializer
    pagination_class = Pages

    def get_queryset(self) -> QuerySet[Case]:
        return catalogue.cases_for(self.request.user)


class DecisionViewSet(NotedViewSet[Decision]):
    """Decisions on items that the caller may read; before the minutes are out only for those who take them."""

    queryset = Decision.objects.none()
    serializer_class = DecisionSerializer
    pagination_class = LatestDecisionFirst
    filter_backends = [DjangoFilterBackend]
    filterset_class = filters.DecisionFilter

    def get_queryset(self) -> QuerySet[Decision]:
        return catalogue.decisions_for(self.request.user)

    def read_in(self, rows: list[Decision]) -> list[AgendaItem]:
        return [one.item for one in rows]


class AttachmentViewSet(viewsets.ReadOnlyModelViewSet[Attachment]):
    """Bilag that the caller may read."""

    queryset = Attachment.objects.none()
    serializer_class = AttachmentSerializer
    pagination_class = Pages
    filter_backends = [DjangoFilterBackend]
    filterset_class = filters.AttachmentFilter

    def get_queryset(self) -> QuerySet[Attachment]:
        return catalogue.bilag_for(self.request.user)

    @extend_schema(responses=A_FILE)
    @action(detail=True, filter_backends=[], content_negotiation_class=Whatever)
    def file(self, request: Request, pk: UUID) -> FileResponse:
        """The file itself. That it was fetched is written down."""
        found = self.get_object()
        if not found.file:
            raise Http404
        require_cleared(request.user, found)
        note_attachment(request.user, found)
        return send_attachment(found)


class DocumentViewSet(viewsets.ReadOnlyModelViewSet[IssuedDocument]):
    """The newest agendas and minutes, and all supplements, of the meetings that the caller may open."""

    queryset = IssuedDocument.objects.none()
    serializer_class = IssuedDocumentSerializer
    pagination_class = LatestIssueFirst
    filter_backends = [DjangoFilterBackend]
    filterset_class = filters.DocumentFilter

    def get_queryset(self) -> QuerySet[IssuedDocument]:
        return catalogue.papers_for(self.request.user)

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    @action(detail=True, filter_backends=[], content_negotiation_class=Whatever)
    def file(self, request: Request, pk: UUID) -> FileResponse:
        """As a PDF, the edition that shows exactly what the caller may read. That it was fetched is written down."""
        paper = self.get_object()
        kind = Kind(paper.kind)
        version = paper.version if kind is Kind.SUPPLEMENT else None
        edition = edition_for(request.user, paper.meeting, kind, version=version)
        if edition is None:
            raise Http404
        note_edition(request.user, edition)
        return send_edition(edition)


class DepartmentViewSet(mixins.ListModelMixin, viewsets.GenericViewSet[Department]):
    """The municipality's departments; for whoever is signed in."""

    queryset = Department.objects.none()
    serializer_class = DepartmentSerializer
    pagination_class = ByName
    filter_backends = [DjangoFilterBackend]
    filterset_class = filters.DepartmentFilter

    def get_queryset(self) -> QuerySet[Department]:
        known = Department.objects.order_by("pk")
        return known if signed_in(self.request.user) else known.none()


class MeView(APIView):
    """Who the caller is."""

    @extend_schema(responses=MeSerializer)
    def get(self, request: Request) -> Response:
        if not isinstance(request.user, User):
            raise NotAuthenticated
        return Response(MeSerializer(request.user, context={"request": request}).data)
