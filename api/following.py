"""Following changes: what is new to one person since they last asked, and what they may see no longer.

Rows leave a view for reasons that no change of theirs tells: a recusal, a seat or a grant that ends with the day, a new
head of a department. So each person's rows are remembered as they were told (`Followed`), and when they ask again they
are held against what the gate says now. Nobody is told that something is gone which they were never shown.

What a row was told as is its `stamp`: a digest of all that the person would be shown of it (`api.stamps`). It holds
nothing that they would not be shown, or the news itself would tell them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, TypeAlias

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.utils import timezone

from api.models import Followed, Follower
from api.touched import as_of_now
from people.models import User

CHUNK = 1000


Asking: TypeAlias = dict[str, Combinable]
"""What the database is asked of each row, by the name of the part."""


def _nothing(_user: User) -> Asking:
    return {}


def _all(row: Mapping[str, Any]) -> Iterable[Any]:
    return row.values()


@dataclass(frozen=True)
class Following:
    """A sort of rows that is followed: the column of `Followed` that names one, which of them somebody sees, and the
    parts of what they are shown of each, some of them `asked` of the database for the person.

    `shown` makes of the parts what the person is shown, where that is not all of them.
    """

    name: str
    there_is: Callable[[User], QuerySet[Any]]
    parts: tuple[str, ...]
    asked: Callable[[User], Asking] = _nothing
    shown: Callable[[Mapping[str, Any]], Iterable[Any]] = _all
    order: tuple[str, ...] = ("pk",)
    """In which things that are new at once are told."""
    touched: Callable[[Follower], list[Q]] | None = None
    """Those that something has happened to since somebody asked; without it, all that they see are looked at."""

    @property
    def key(self) -> str:
        return f"{self.name}_id"

    def told(self, user: User) -> QuerySet[Followed]:
        return Followed.objects.filter(user=user, **{f"{self.name}__isnull": False})

    def catch_up(self, user: User) -> datetime:
        """Write down what is new to the person, the first time all they see; return when that was, to ask from.

        One at a time for each person, so that what is written later also has a later time.
        """
        with transaction.atomic():
            User.objects.select_for_update().get(pk=user.pk)
            now = timezone.now()
            for which in self._to_look_at(user, now):
                while lost := list(self._gone(user, which)[:CHUNK]):
                    self._tell(user, [self._as(user, key, now, gone=True) for key in lost])
                fresh = (self._as(user, key, now, stamp=stamp) for key, stamp in self._news(user, which))
                while chunk := list(islice(fresh, CHUNK)):
                    self._tell(user, chunk)
        return now

    def _to_look_at(self, user: User, now: datetime) -> list[Q]:
        """Which rows are held against what the person was told; all, where they could see by other things then."""
        if self.touched is None:
            return [Q()]
        here = as_of_now(user, now)
        before = Follower.objects.filter(user=user, sort=self.name, reach=here["reach"]).first()
        Follower.objects.update_or_create(user=user, sort=self.name, defaults=here)
        return self.touched(before) if before else [Q()]

    def since(self, user: User, moment: datetime) -> QuerySet[Followed]:
        """What has changed for the person since then, in the order of `id`."""
        return self.told(user).filter(changed_at__gt=moment)

    def _news(self, user: User, which: Q) -> Iterator[tuple[Any, str]]:
        """Rows that the person sees now and has not been told of as they are."""
        told = self.told(user).filter(gone=False, **{self.name: OuterRef("pk")}).values("stamp")
        seen = (
            self.there_is(user)
            .filter(which)
            .annotate(told=Subquery(told), **self.asked(user))
            .order_by(*self.order)
        )
        for row in seen.values("pk", "told", *self.parts).iterator(chunk_size=CHUNK):
            key, before = row.pop("pk"), row.pop("told")
            if (stamp := _stamp(self.shown(row))) != before:
                yield key, stamp

    def _gone(self, user: User, which: Q) -> QuerySet[Followed, Any]:
        there_is = self.there_is(user)
        gone = self.told(user).filter(~Exists(there_is.filter(pk=OuterRef(self.name))), gone=False)
        if which:
            gone = gone.filter(**{f"{self.name}__in": there_is.model.objects.filter(which).values("pk")})
        return gone.values_list(self.key, flat=True)

    def _as(self, user: User, key: object, now: datetime, *, stamp: str = "", gone: bool = False) -> Followed:
        return Followed(user=user, changed_at=now, stamp=stamp, gone=gone, **{self.key: key})

    def _tell(self, user: User, rows: list[Followed]) -> None:
        """Put rows last in the person's news, in the place of what they were told before."""
        self.told(user).filter(**{f"{self.name}__in": [getattr(one, self.key) for one in rows]}).delete()
        Followed.objects.bulk_create(rows)


def _stamp(shown: Iterable[Any]) -> str:
    return hashlib.sha256("\x1f".join(map(str, shown)).encode("utf-8", "surrogatepass")).hexdigest()[:40]
