"""The first page of tasks as one file without REST framework would answer it: the same SQL, the same JSON.

It is what `make bench` holds /api/v1/tasks/ against. The gate's SQL is taken from the product once, ready to be sent,
so that writing it costs nothing here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from decisions.overview import tasks_of
from people.models import User

FIELDS = [
    "id", "version", "text", "status", "deadline", "deadline_from", "every_months", "returns_on", "needs_noting",
    "noted_at", "handed_back_at", "created_at", "modified_at", "done_at",
]  # fmt: skip
NAMES = [
    *FIELDS, "late", "item_is_read", "department", "department__name", "person", "person__full_name", "item",
    "item__number", "item__title", "item__closed", "item__case__number", "item__meeting", "item__meeting__date",
    "item__forum", "item__forum__name",
]  # fmt: skip
SIZE = 50
WHOSE_KEY = """
    SELECT u.id, u.is_active FROM people_accesstoken t JOIN people_user u ON u.id = t.user_id
    WHERE t.digest = %s AND t.withdrawn_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > %s) AND u.is_active
"""
PARTNERS = """
    SELECT p.task_id, u.id, u.full_name, d.id, d.name FROM decisions_taskpartner p
    LEFT JOIN people_user u ON u.id = p.person_id LEFT JOIN people_department d ON d.id = p.department_id
    WHERE p.task_id IN ({}) ORDER BY p.id
"""


@cache
def written_for(person: int) -> tuple[str, tuple[Any, ...]]:
    tasks = tasks_of(User.objects.get(pk=person)).order_by("modified_at", "id")
    return tasks.values_list(*NAMES)[: SIZE + 1].query.sql_with_params()


def first_page(request: HttpRequest) -> HttpResponse:
    key = request.headers["Authorization"].removeprefix("Bearer ")
    with connection.cursor() as cursor:
        cursor.execute(WHOSE_KEY, [hashlib.sha256(key.encode()).hexdigest(), timezone.now()])
        found = cursor.fetchone()
        if found is None:
            return HttpResponse(status=401)
        cursor.execute("SELECT id, parent_id, head_id FROM people_department")
        cursor.fetchall()
        cursor.execute(*written_for(found[0]))
        rows = [dict(zip(NAMES, row, strict=True)) for row in cursor.fetchall()]
        more, rows = len(rows) > SIZE, rows[:SIZE]
        ids = [row["id"] for row in rows]
        cursor.execute(PARTNERS.format(", ".join(["%s"] * len(ids))), ids)
        partners: dict[Any, list[dict[str, Any]]] = {}
        for task, *names in cursor.fetchall():
            partners.setdefault(task, []).append(_partner(*names))
    results = [_task(row, partners.get(row["id"], [])) for row in rows]
    following = f"?cursor={rows[-1]['modified_at']}" if more else None
    page = {"next": following, "previous": None, "results": results, "gone": [], "as_of": None}
    return HttpResponse(json.dumps(page, ensure_ascii=False), content_type="application/json")


def _partner(person: int | None, full_name: str, department: int | None, name: str) -> dict[str, Any]:
    return {"id": person, "name": full_name} if person is not None else {"id": department, "name": name}


def _task(row: Mapping[str, Any], partners: Iterable[dict[str, Any]]) -> dict[str, Any]:
    task = {name: _plain(row[name]) for name in FIELDS}
    task["department"] = {"id": row["department"], "name": row["department__name"]}
    task["person"] = {"id": row["person"], "name": row["person__full_name"]} if row["person"] else None
    item = {
        "id": _id(row["item"]), "number": row["item__number"], "title": row["item__title"],
        "case_number": row["item__case__number"], "closed": bool(row["item__closed"]),
        "meeting": row["item__meeting"], "meeting_date": _plain(row["item__meeting__date"]),
        "forum": row["item__forum"], "forum_name": row["item__forum__name"],
    }  # fmt: skip
    task["item"] = item if row["item_is_read"] else None
    return {**task, "id": _id(row["id"]), "late": bool(row["late"]), "partners": partners}


def _id(value: Any) -> str:
    """SQLite hands an id out as text without its dashes."""
    return str(value if isinstance(value, UUID) else UUID(value))


def _plain(value: Any) -> Any:
    """As JSON writes it. SQLite hands out text; PostgreSQL moments, which are told in Danish time."""
    if isinstance(value, datetime):
        return timezone.localtime(value if value.tzinfo else value.replace(tzinfo=UTC)).isoformat()
    return value if value is None or isinstance(value, str | int) else str(value)
