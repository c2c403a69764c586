"""What is followed, and what each row is told as: all that its reader is shown of it, and nothing more.

The database gathers the parts, each shallow enough for SQLite's parser. Texts of an item are counted by their saves; an
item can be written in only where its readers see what is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    Func,
    Max,
    Min,
    OuterRef,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Length

from agenda.models import AgendaItem, Attachment, Meeting, Recommendation, TextVersion
from agenda.visibility import READS
from api.following import Asking, Following
from api.touched import tasks_since
from decisions.models import Decision, FollowUpTask
from decisions.services.recording import TEXT
from people.models import User

PUBLIC = (
    "number",
    "state",
    "closed",
    "public_title",
    "shows_case_number",
    "forum",
    "meeting",
    "case",
    "meeting__date",
)
"""Of an item, what is shown to those who may not read it too."""
OWN = (
    *("legal_ground", "title", "kind", "minutes", "presenter", "proposer", "department"),
    *("texts", "recommended", "bilag", "decided"),
)
"""And to those alone who may."""


class _Joined(Func):
    """Texts one after another, with a mark between them."""

    arg_joiner = " || ' ' || "
    template = "(%(expressions)s)"
    output_field = CharField()


def _of(rows: QuerySet[Any], *parts: Any) -> Combinable:
    """The parts, gathered over all the rows of an item."""
    gathered = rows.filter(item=OuterRef("pk")).order_by().values("item")
    return Subquery(
        gathered.annotate(sign=_Joined(*(Cast(one, CharField()) for one in parts))).values("sign")
    )


def _of_task(user: User) -> Asking:
    reads = READS(user, by="item")
    return {"reads": Case(When(reads, then=Value(True)), default=Value(False))}


def _of_item(user: User) -> Asking:
    this = {"pk": OuterRef("pk")}
    key = Cast("pk", CharField())
    return {
        "reads": Exists(AgendaItem.objects.visible_to(user).filter(**this)),
        "edits": Exists(AgendaItem.objects.edited_by(user).filter(**this)),
        "texts": _of(TextVersion.objects.exclude(field=TEXT), Max("pk"), Sum("saves")),
        "recommended": _of(Recommendation.objects.all(), Sum(Length("text")), Max("text"), Min("text")),
        "bilag": _of(
            Attachment.objects.visible_to(user),
            Count("pk"),
            Max(key),
            Min(key),
            Sum(F("position") * Length("title")),
        ),
        "decided": Subquery(Decision.objects.visible_to(user).filter(item=OuterRef("pk")).values("pk")[:1]),
    }


def _item_as_shown(row: Mapping[str, Any]) -> Iterator[Any]:
    yield from (row[name] for name in PUBLIC)
    yield row["public_decision"] if row["meeting__minutes_published_at"] or row["edits"] else ""
    yield [row[name] for name in OWN] if row["reads"] else ""
    yield row["position"] if row["edits"] else ""


def _items_of(user: User) -> QuerySet[AgendaItem]:
    return AgendaItem.objects.visible_to(user) | AgendaItem.objects.listed_for(user)


TASKS = Following(
    "task",
    FollowUpTask.objects.visible_to,
    ("version", "reads"),
    _of_task,
    order=("modified_at", "pk"),
    touched=tasks_since,
)
ITEMS = Following(
    "item",
    _items_of,
    (*PUBLIC, *OWN, "public_decision", "meeting__minutes_published_at", "position", "reads", "edits"),
    _of_item,
    shown=_item_as_shown,
)
MEETINGS = Following(
    "meeting", Meeting.objects.visible_to, ("state", "date", "start", "place", "forum__name")
)
DECISIONS = Following(
    "decision", Decision.objects.visible_to, ("recorded_at", "outcome"), order=("recorded_at", "pk")
)
