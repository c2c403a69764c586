"""/api/v1/tasks/"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import F, Model, QuerySet
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import NotAuthenticated
from rest_framework.parsers import MultiPartParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from agenda.filetypes.judging import title_of
from agenda.models import AgendaItem
from api.asked import Narrowing, Ordering, Strict
from api.changes import MODIFIED_SINCE, Followable
from api.door import caller, named_in, valid
from api.files import A_FILE, Whatever
from api.follow_up.files import AsCsv, AsXlsx
from api.follow_up.pages import SHEETS, expect_whole
from api.follow_up.serializers import (
    EvidenceSerializer,
    NewEvidenceSerializer,
    NewTaskSerializer,
    NoteSerializer,
    ReasonSerializer,
    TaskChangeSerializer,
    TaskEntrySerializer,
    TaskSerializer,
    WishAnswerSerializer,
    WishSerializer,
    named,
)
from api.idempotency import PARAMETER, once
from api.stamps import TASKS
from api.versions import IF_MATCH, etag, version_from
from decisions.filters import TaskFilter
from decisions.models import Evidence, FollowUpTask
from decisions.overview import BESIDE, log_for, tasks_of
from decisions.services.follow_up.assigning import Due, Owner, create_task, hand_back
from decisions.services.follow_up.deadlines import answer_deadline, ask_deadline
from decisions.services.follow_up.evidence import add_evidence
from decisions.services.follow_up.progress import add_note
from decisions.services.follow_up.revising import UNSAID, Revision, owner_of, revise
from decisions.sheets import FORMATS
from documents.read_log import note_evidence
from documents.sending import send_evidence
from people.models import AccessToken, Department, User

Scope = AccessToken.Scope


class TaskViewSet(
    mixins.CreateModelMixin,
    mixins.RetrieveModelMixin,
    Followable,
):
    """Tasks that the caller may see: their own, those of departments they lead, those of items they may read."""

    queryset = FollowUpTask.objects.none()
    serializer_class: type[BaseSerializer[Any]] = TaskSerializer
    follows = TASKS
    order = ("modified_at", "id")
    filter_backends = [Narrowing, Ordering]
    filterset_class = TaskFilter
    ordering_fields = ["created_at", "modified_at"]
    writing_scopes = (Scope.TASKS, Scope.WRITE)

    def get_queryset(self) -> QuerySet[FollowUpTask]:
        return named(tasks_of(self.request.user))

    def get_renderers(self) -> list[BaseRenderer]:
        sheets = [AsCsv(), AsXlsx()] if self.action == "list" else []
        return [*super().get_renderers(), *sheets]

    @extend_schema(parameters=[MODIFIED_SINCE], responses=SHEETS)
    def list(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """As JSON a page at a time, as CSV or XLSX all at once (`?format=csv`). With `modified_since`, what has changed
        for the caller since then."""
        if not request.user.is_authenticated:
            # an empty list would do, but a spreadsheet sends its key only when it is asked for it
            raise NotAuthenticated
        if self.asks_for_changes():
            return self.changes(request)
        draw = FORMATS.get(request.accepted_renderer.format)
        tasks = self.filter_queryset(self.get_queryset())
        if draw is not None:
            expect_whole(request)
            return draw(
                tasks.select_related(*BESIDE).order_by(F("deadline").asc(nulls_last=True), "created_at", "pk")
            )
        page = self.paginate_queryset(tasks)
        return self.get_paginated_response(TaskSerializer(page, many=True).data)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self._told(self.get_object())

    @extend_schema(parameters=[PARAMETER], request=NewTaskSerializer, responses={201: TaskSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        by = caller(request)
        made = once(request, by, lambda: _make(valid(NewTaskSerializer(data=request.data)), by).pk)
        return self._told(get_object_or_404(self.get_queryset(), pk=made), status.HTTP_201_CREATED)

    @extend_schema(parameters=[IF_MATCH], request=TaskChangeSerializer, responses={200: TaskSerializer})
    def partial_update(self, request: Request, pk: UUID) -> Response:
        """Change what is sent, all of it or nothing."""
        task, base = self.get_object(), version_from(request)
        given = valid(TaskChangeSerializer(data=request.data))
        revise(task, _revision(task, given), by=caller(request), base=base)
        return self._told(self.get_object())

    @extend_schema(responses={200: TaskEntrySerializer(many=True)})
    @action(detail=True, pagination_class=None, filter_backends=[])
    def log(self, request: Request, pk: UUID) -> Response:
        """All that has happened to the task; only for those who may read its item, or have the task."""
        task = self.get_object()
        return Response(TaskEntrySerializer(log_for(request.user, task), many=True).data)

    @extend_schema(responses={200: EvidenceSerializer(many=True)})
    @action(detail=True, pagination_class=None, filter_backends=[], parser_classes=[MultiPartParser])
    def evidence(self, request: Request, pk: UUID) -> Response:
        """Files that show what was done; only for those who may read the task's item, or have the task."""
        files = Evidence.objects.visible_to(request.user).filter(task=self.get_object())
        shown = EvidenceSerializer(files.select_related("added_by"), many=True, context={"request": request})
        return Response(shown.data)

    @extend_schema(
        parameters=[PARAMETER],
        request={"multipart/form-data": NewEvidenceSerializer},
        responses={201: EvidenceSerializer},
    )
    @evidence.mapping.post
    def put_evidence(self, request: Request, pk: UUID) -> Response:
        """Put a file on the task, as a form."""
        task, by = self.get_object(), caller(request)
        given = valid(NewEvidenceSerializer(data=request.data))
        file = given["file"]
        title = given.get("title") or title_of(file.name or "") or _("Dokumentation")
        made = once(request, by, lambda: add_evidence(task, title, file=file, by=by).pk)
        shown = EvidenceSerializer(task.evidence.get(pk=made), context={"request": request})
        return Response(shown.data, status.HTTP_201_CREATED)

    @extend_schema(parameters=[PARAMETER], request=NoteSerializer, responses={200: TaskSerializer})
    @action(detail=True, methods=["post"])
    def notes(self, request: Request, pk: UUID) -> Response:
        """Write down how it goes."""
        return self._once(NoteSerializer, lambda task, sent, by: add_note(task, **sent, by=by))

    @extend_schema(parameters=[PARAMETER], request=ReasonSerializer, responses={200: TaskSerializer})
    @action(detail=True, methods=["post"], url_path="hand-back")
    def hand_back(self, request: Request, pk: UUID) -> Response:
        """Give the task back, with a reason."""
        return self._once(ReasonSerializer, lambda task, sent, by: hand_back(task, **sent, by=by))

    @extend_schema(parameters=[PARAMETER], request=WishSerializer, responses={200: TaskSerializer})
    @action(detail=True, methods=["post"], url_path="deadline-wishes")
    def deadline_wishes(self, request: Request, pk: UUID) -> Response:
        """Ask for another deadline, with a reason."""
        return self._once(WishSerializer, lambda task, sent, by: ask_deadline(task, **sent, by=by))

    @extend_schema(parameters=[PARAMETER], request=WishAnswerSerializer, responses={200: TaskSerializer})
    @action(detail=True, methods=["post"], url_path="deadline-answer")
    def deadline_answer(self, request: Request, pk: UUID) -> Response:
        """Grant the deadline that is asked for, or turn it down; whoever asked is told."""
        return self._once(WishAnswerSerializer, lambda task, sent, by: answer_deadline(task, **sent, by=by))

    def _once(
        self, shape: type[BaseSerializer[Any]], done: Callable[[FollowUpTask, dict[str, Any], User], Model]
    ) -> Response:
        task, by = self.get_object(), caller(self.request)
        sent = valid(shape(data=self.request.data))
        once(self.request, by, lambda: done(task, sent, by).pk)
        return self._told(self.get_object())

    def _told(self, task: FollowUpTask, code: int = status.HTTP_200_OK) -> Response:
        return Response(TaskSerializer(task).data, status=code, headers={"ETag": etag(task.version)})


class EvidenceViewSet(Strict, viewsets.GenericViewSet[Evidence]):
    """Files on tasks that the caller may fetch."""

    queryset = Evidence.objects.none()
    serializer_class = EvidenceSerializer

    def get_queryset(self) -> QuerySet[Evidence]:
        return Evidence.objects.visible_to(self.request.user).select_related("task__item__meeting")

    @extend_schema(responses=A_FILE)
    @action(detail=True, content_negotiation_class=Whatever)
    def file(self, request: Request, pk: UUID) -> FileResponse:
        """The file itself. That it was fetched is written down."""
        found = self.get_object()
        note_evidence(request.user, found)
        return send_evidence(found)


def _make(given: dict[str, Any], by: User) -> FollowUpTask:
    item = named_in(AgendaItem.objects.visible_to(by), "item", given["item"])
    return create_task(
        item,
        given["text"],
        _owner(given, None),
        due=Due(given.get("deadline")),
        every_months=given.get("every_months"),
        by=by,
    )


def _revision(task: FollowUpTask, given: dict[str, Any]) -> Revision:
    """What is sent, as the service takes it."""
    own = {"department", "person", "partner_people", "partner_departments"} & given.keys()
    return Revision(
        text=given.get("text"),
        owner=_owner(given, task) if own else None,
        deadline=given.get("deadline", UNSAID),
        status=given.get("status"),
        note=given.get("note", ""),
    )


def _owner(given: dict[str, Any], task: FollowUpTask | None) -> Owner:
    """The owner as it will be: what is sent, and for the rest what is."""
    now = owner_of(task) if task else Owner()
    people = given.get("partner_people", [one for one in now.partners if isinstance(one, User)])
    departments = given.get(
        "partner_departments", [one for one in now.partners if isinstance(one, Department)]
    )
    return Owner(
        given.get("department", now.department), given.get("person", now.person), [*people, *departments]
    )
