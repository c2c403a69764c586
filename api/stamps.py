"""What is followed, and what each row is told as: all that its reader is shown of it, and nothing more.

The database gathers the parts, each shallow enough for SQLite's parser. Texts of an item are counted by their saves; an
item can be written in only where its readers see what is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import (
    Aggregate,
    Case,
    CharField,
    Exists,
    Func,
    Max,
    OuterRef,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from agenda.models import AgendaItem, Attachment, Meeting, Recommendation, TextVersion
from agenda.visibility import READS
from api.following import Asking, Following
from api.touched import since
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
    *("texts", "decided"),
)
"""And to those alone who may."""
MANY = ("recommended", "bilag")
"""Of which there are several, as the database happens to come to them."""


MARK = "\x1e"


class _AllOf(Aggregate):
    """The texts of all rows, in no order, with a mark between them."""

    output_field = CharField()
    template = "%(function)s(%(expressions)s, CHR(30))"
    function = "STRING_AGG"

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        template = "%(function)s(%(expressions)s, CHAR(30))"
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", template=template, **more)


class _Joined(Func):
    """Texts one after another, with a mark between them."""

    arg_joiner = " || ' ' || "
    template = "(%(expressions)s)"
    output_field = CharField()


def _of(rows: QuerySet[Any], *parts: Any) -> Combinable:
    """The parts, gathered over all the rows of an item."""
    gathered: QuerySet[Any, Any] = rows.filter(item=OuterRef("pk")).order_by().values("item")
    return Subquery(
        gathered.annotate(sign=_Joined(*(Cast(one, CharField()) for one in parts))).values("sign")
    )


def _each(*names: str) -> Combinable:
    return _AllOf(_Joined(*(Cast(one, CharField()) for one in names)))


def _of_task(user: User) -> Asking:
    reads = READS(user, by="item")
    return {"reads": Case(When(reads, then=Value(True)), default=Value(False))}


def _of_item(user: User) -> Asking:
    this = {"pk": OuterRef("pk")}
    return {
        "reads": Exists(AgendaItem.objects.visible_to(user).filter(**this)),
        "edits": Exists(AgendaItem.objects.edited_by(user).filter(**this)),
        "texts": _of(TextVersion.objects.exclude(field=TEXT), Max("pk"), Sum("saves")),
        "recommended": _of(Recommendation.objects.all(), _each("position", "text")),
        "bilag": _of(Attachment.objects.visible_to(user), _each("position", "pk", "closed", "title")),
        "decided": Subquery(Decision.objects.visible_to(user).filter(item=OuterRef("pk")).values("pk")[:1]),
    }


def _item_as_shown(row: Mapping[str, Any]) -> Iterator[Any]:
    yield from (row[name] for name in PUBLIC)
    yield row["public_decision"] if row["meeting__minutes_published_at"] or row["edits"] else ""
    yield [row[name] for name in OWN] if row["reads"] else ""
    yield [sorted((row[name] or "").split(MARK)) for name in MANY] if row["reads"] else ""
    yield row["position"] if row["edits"] else ""


def _items_of(user: User) -> QuerySet[AgendaItem]:
    return AgendaItem.objects.visible_to(user) | AgendaItem.objects.listed_for(user)


TASKS = Following(
    "task",
    FollowUpTask.objects.visible_to,
    ("version", "reads"),
    _of_task,
    order=("modified_at", "pk"),
    touched=since("modified_at"),
)
ITEMS = Following(
    "item",
    _items_of,
    (*PUBLIC, *OWN, *MANY, "public_decision", "meeting__minutes_published_at", "position", "reads", "edits"),
    _of_item,
    shown=_item_as_shown,
)
MEETINGS = Following(
    "meeting", Meeting.objects.visible_to, ("state", "date", "start", "place", "forum__name")
)
DECISIONS = Following(
    "decision",
    Decision.objects.visible_to,
    ("recorded_at", "outcome"),
    order=("recorded_at", "pk"),
    touched=since("recorded_at"),
)
