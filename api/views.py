"""The REST face of meetings, read through the same gate as the pages."""

from __future__ import annotations

from django.db.models import QuerySet
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework import viewsets
from rest_framework.serializers import BaseSerializer

from agenda.models import Meeting
from api.paging import NewestMeetingFirst
from api.resources.filters import MeetingFilter
from api.serializers import MeetingDetailSerializer, MeetingSerializer


class MeetingViewSet(viewsets.ReadOnlyModelViewSet[Meeting]):
    """Meetings that the caller may open; one of them with its document, as the caller may see it."""

    queryset = Meeting.objects.none()
    pagination_class = NewestMeetingFirst
    filter_backends = [DjangoFilterBackend]
    filterset_class = MeetingFilter

    def get_queryset(self) -> QuerySet[Meeting]:
        return Meeting.objects.visible_to(self.request.user).select_related("forum")

    def get_serializer_class(self) -> type[BaseSerializer[Meeting]]:
        return MeetingDetailSerializer if self.action == "retrieve" else MeetingSerializer
