"""/api/v1/forums/, /cases/, /documents/, /departments/ and /me/"""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import FileResponse, Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import NotAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from agenda.models import Case, Forum
from agenda.visibility import signed_in
from api import filters
from api.asked import Strict
from api.files import Whatever
from api.listing import Listed, Read
from api.resources.serializers import (
    CaseSerializer,
    DepartmentSerializer,
    ForumSerializer,
    IssuedDocumentSerializer,
    MeSerializer,
)
from documents import catalogue
from documents.content import Kind
from documents.editions import edition_for
from documents.models import IssuedDocument
from documents.read_log import note_edition
from documents.sending import send_edition
from people.models import Department, User, Viewer

BY_NAME = ("name", "pk")


class ForumViewSet(Read[Forum]):
    """Fora of which the caller may open a meeting, or that they edit."""

    there_is = staticmethod(catalogue.fora_for)
    serializer_class = ForumSerializer
    order = BY_NAME


class CaseViewSet(Read[Case]):
    """Cases whose number the caller meets at an item."""

    there_is = staticmethod(catalogue.cases_for)
    serializer_class = CaseSerializer


class DocumentViewSet(Read[IssuedDocument]):
    """The newest agendas and minutes, and all supplements, of the meetings that the caller may open."""

    there_is = staticmethod(catalogue.papers_for)
    serializer_class = IssuedDocumentSerializer
    order = ("-issued_at", "-pk")
    filterset_class = filters.DocumentFilter

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


class DepartmentViewSet(Listed[Department]):
    """The municipality's departments; for whoever is signed in. One that is part of another since says of which."""

    serializer_class = DepartmentSerializer
    order = BY_NAME
    filterset_class = filters.DepartmentFilter

    @staticmethod
    def there_is(user: Viewer) -> QuerySet[Department]:
        known = Department.objects.order_by("pk")
        return known if signed_in(user) else known.none()


class MeView(Strict):
    """Who the caller is."""

    @extend_schema(responses=MeSerializer)
    def get(self, request: Request) -> Response:
        if not isinstance(request.user, User):
            raise NotAuthenticated
        return Response(MeSerializer(request.user, context={"request": request}).data)
