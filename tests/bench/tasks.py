"""What the meetings of the town have given people to do."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from agenda.models import AgendaItem
from decisions.models import FollowUpTask, TaskPartner
from tests.bench.bulk import gather_statistics, write
from tests.bench.data import DEPARTMENTS, PEOPLE, SEATED

Status = FollowUpTask.Status

PARTNER_ONE_IN = 10
TEXTS = [
    "Skriv til borgerne på Havnegade om afspærringen", "Indhent tilbud på to ladestandere",
    "Udarbejd forslag til ny vagtplan for borgerservice", "Fremlæg regnskabet for julemarkedet",
    "Orientér skolebestyrelserne om budgettet for næste år", "Send høringssvaret til ministeriet",
]  # fmt: skip
COLUMNS = (
    "id", "item", "text", "department", "person", "status", "deadline", "rule", "needs_noting", "created_at",
    "modified_at", "done_at", "version",
)  # fmt: skip


def write_tasks(for_each_item: int) -> None:
    """So many tasks of each item, and a partner on every tenth; the same every time."""
    with transaction.atomic():
        # read to the end first: a connection that copies answers nothing else
        items = list(AgendaItem.objects.order_by("pk").values_list("pk", "published_at"))
        made: list[UUID] = []
        write("default", FollowUpTask, COLUMNS, _rows(items * for_each_item, made))
        partners = ((task, 1 + n % PEOPLE) for n, task in enumerate(made[::PARTNER_ONE_IN]))
        write("default", TaskPartner, ("task", "person"), partners)
    gather_statistics("default")


def _rows(items: Iterable[tuple[UUID, datetime | None]], made: list[UUID]) -> Iterator[tuple[Any, ...]]:
    """A task is somebody's in every second, a department's otherwise; two of three are done."""
    chance, now = random.Random(411), timezone.now()  # noqa: S311  # keeps no secret
    for item, published in items:
        assert published
        made.append(UUID(int=chance.getrandbits(128), version=4))
        person = chance.randrange(PEOPLE) if chance.random() < 0.5 else None
        # whoever has it is of the department that has it, as `Town` places people
        department = chance.randrange(DEPARTMENTS) if person is None else (person - SEATED) % DEPARTMENTS
        changed = min(published + timedelta(minutes=chance.randrange(60 * 24 * 90)), now)
        status = chance.choice([Status.OPEN, Status.DONE, Status.DONE])
        yield (
            made[-1], item, chance.choice(TEXTS), 1 + department, None if person is None else person + 1, status,
            _deadline(published, chance), "", False, published, changed,
            changed if status == Status.DONE else None, 1,
        )  # fmt: skip


def _deadline(published: datetime, chance: random.Random) -> Any:
    return (published + timedelta(days=chance.randrange(14, 180))).date() if chance.random() < 0.8 else None
