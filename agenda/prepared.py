"""Conditions whose SQL is written once and asked by everybody: prepared statements, in Django's terms.

To write a condition of ten subqueries takes Django ten times longer than it takes a database to answer it, and the
text is the same for every person: only who asks, the day and the instant differ. So it is written once for each
database, from a condition with a *place* for each of the three and nobody's values. That is safe in a gate, for:

* No text is taken from anybody's query, so there is nothing of theirs that could be left in it.
* A place has no value. If one came to a database by mistake, the driver would refuse it.
* What the text asks of the row at hand is left to Django, which names the columns anew in each query, so the condition
  can be part of any query of its model. The tables that the text brings itself have names that no query gives.
* Before it is kept, it is filled in for somebody made up and held against what Django writes for them. Unless that is
  the same text with the same parameters, it is `Unprepared`: nothing is kept, and nothing answered.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, TypeAlias

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models import F, Q
from django.db.models.expressions import Expression
from django.db.models.sql import Query
from django.db.models.sql.datastructures import BaseTable
from django.utils import timezone

from agenda.rights import today
from people.models import User, Viewer

Field: TypeAlias = "models.Field[Any, Any]"
Sql: TypeAlias = tuple[str, tuple[Any, ...]]


class Unprepared(Exception):
    """The SQL of a condition is not what preparing it takes it to be."""


class Place(Expression):
    """Where one of the asker's values goes."""

    def __init__(self, name: str, output_field: Field) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Sql:
        return "%s", (self,)

    def value_for(self, asker: Asker, connection: Any) -> Any:
        return self.output_field.get_db_prep_value(getattr(asker, self.name), connection)


class PlaceOfMany(Place):
    """Where a set of ids goes; see `Among`."""

    def value_for(self, asker: Asker, connection: Any) -> Any:
        return _as_one_value(getattr(asker, self.name), connection)


class Among(Expression):
    """Whether a column is one of many ids. They are one parameter, so the text is the same however many there are."""

    def __init__(self, column: str, ids: frozenset[int] | Place) -> None:
        super().__init__(output_field=models.BooleanField())
        self.column: Any = F(column)
        self.ids = ids

    def get_source_expressions(self) -> list[Any]:
        return [self.column]

    def set_source_expressions(self, exprs: Any) -> None:
        (self.column,) = exprs

    def as_sql(self, compiler: Any, connection: Any) -> Sql:
        column, parameters = compiler.compile(self.column)
        many = "= ANY(%s)" if connection.vendor == "postgresql" else "IN (SELECT value FROM json_each(%s))"
        ids = self.ids if isinstance(self.ids, Place) else _as_one_value(self.ids, connection)
        return f"{column} {many}", (*parameters, ids)


def _as_one_value(ids: frozenset[int], connection: Any) -> Any:
    return sorted(ids) if connection.vendor == "postgresql" else json.dumps(sorted(ids))


@dataclass(frozen=True)
class Asker:
    """Who asks, and when; each of them a value, or the place for it.

    `led` are the departments that the person leads and those below, for the conditions that ask of them.
    """

    person: Any
    today: Any
    now: Any
    led: Any = frozenset()


def asking(user: Viewer) -> Asker:
    return Asker(user.pk, today(), timezone.now())


PLACES = Asker(
    Place("person", User._meta.pk),
    Place("today", models.DateField()),
    Place("now", models.DateTimeField()),
    PlaceOfMany("led", models.TextField()),
)
MADE_UP = Asker(-412, date(1000, 2, 3), datetime(1000, 4, 5, 6, 7, 8, 9, tzinfo=UTC), frozenset({-1, -2}))


@dataclass(frozen=True)
class Written:
    """A text with numbered gaps for the columns of the row at hand, and its parameters, some of them places.

    `columns` are named as a query names them ("meeting__date"), with the fields that they must turn out to be.
    """

    template: str
    columns: Mapping[str, Field]
    parameters: tuple[Any, ...]

    def filled(self, columns: list[str], asker: Asker, connection: Any) -> Sql:
        values = {name: place.value_for(asker, connection) for name, place in vars(PLACES).items()}
        parameters = (values[one.name] if isinstance(one, Place) else one for one in self.parameters)
        return self.template.format(*columns), tuple(parameters)


class Prepared:
    """A condition on the rows of a model. Called with a user it is theirs, to be given to `filter`.

    `by` asks it of the row that foreign keys lead to: of a task, `READS(user, by="item")` asks it of the task's item.
    """

    def __init__(
        self, model: str, condition: Callable[[Asker], Q], asking: Callable[[Viewer], Asker] = asking
    ) -> None:
        self.model = model
        self.condition = condition
        self.asking = asking
        self._written: dict[str, Written] = {}

    def __call__(self, user: Viewer, by: str = "") -> Condition:
        return self.of(self.asking(user), by)

    def of(self, asker: Asker, by: str = "") -> Condition:
        return Condition(self, asker, f"{by}__" if by else "")

    def rows(self) -> models.QuerySet[Any]:
        return models.QuerySet(apps.get_model(self.model))

    def written(self, alias: str) -> Written:
        """The text for a database. Two threads that come first at the same time write the same."""
        if alias not in self._written:
            self._written[alias] = self._checked(alias)
        return self._written[alias]

    def _checked(self, alias: str) -> Written:
        written, fresh = self._write(PLACES, alias), self._write(MADE_UP, alias)
        names = list(written.columns)
        ours = written.filled(names, MADE_UP, connections[alias])
        theirs = fresh.filled(list(fresh.columns), MADE_UP, connections[alias])
        if _bare(ours) != _bare(theirs):
            raise Unprepared
        return written

    def _write(self, asker: Asker, alias: str) -> Written:
        return _write(self.rows().filter(self.condition(asker)).query, alias)


class Condition(Expression):
    """What one person may meet: the text that all share, and the values of this one.

    Not to be turned round: `exclude(READS(user))` passes over rows where it is neither true nor false. The rest is
    `exclude(pk__in=….visible_to(user))`.
    """

    def __init__(self, prepared: Prepared, asker: Asker, way: str) -> None:
        super().__init__(output_field=models.BooleanField())
        self.prepared = prepared
        self.asker = asker
        self.columns: list[Any] = [F(way + name) for name in prepared.written(DEFAULT_DB_ALIAS).columns]

    def get_source_expressions(self) -> list[Any]:
        return self.columns

    def set_source_expressions(self, exprs: Any) -> None:
        self.columns = exprs

    def as_sql(self, compiler: Any, connection: Any) -> Sql:
        written = self.prepared.written(connection.alias)
        if not all(map(_is_of, self.columns, written.columns.values())):
            raise Unprepared
        columns = [compiler.compile(column)[0] for column in self.columns]
        if self.asker is PLACES:  # as part of another that is being written
            return written.template.format(*columns), written.parameters
        return written.filled(columns, self.asker, connection)


def _is_of(column: Any, field: Field) -> bool:
    """Whether that is the field's column, or a foreign key that holds the same ("item_id" for the item's "id")."""
    target = column.target
    return target == field or (isinstance(target, models.ForeignKey) and target.target_field == field)


_COLUMN = re.compile(r'\b(gate_row_\d+)\."(\w+)"')
_TABLE = re.compile(r'\b(?:FROM|JOIN) (?!json_each\b)(?:"\w+" (?:gate_)?([A-Z]+\d+))?')
"""A table that a subquery brings, and the name that Django gave it there, with ours before it where the text is part of
another; the list of `Among` is no table."""


def _write(query: Query, alias: str) -> Written:
    """Write what the query asks of its rows, with gaps for their columns and names of our own for all other tables."""
    named: dict[str | None, str] = {name: f"gate_row_{number}" for number, name in enumerate(query.alias_map)}
    tables = {named[name]: table for name, table in _tables(query).items()}
    query.change_aliases(named)
    connection = connections[alias]
    text, parameters = query.where.as_sql(query.get_compiler(connection=connection), connection)
    columns: dict[str, Field] = {}

    def gap(found: re.Match[str]) -> str:
        way, model = tables[found[1]]
        field = next(one for one in model._meta.concrete_fields if one.column == found[2])
        columns.setdefault(way + field.attname, field)
        return f"{{{list(columns).index(way + field.attname)}}}"

    template = _COLUMN.sub(gap, _renamed(text).replace("{", "{{").replace("}", "}}"))
    return Written(f"({template})", columns, tuple(parameters))


def _tables(query: Query) -> dict[str, tuple[str, Any]]:
    """The tables that a query has joined, by their names in it: how it came there ("meeting__"), and whose they are."""
    tables: dict[str, tuple[str, Any]] = {}
    for name, table in query.alias_map.items():
        if isinstance(table, BaseTable):
            tables[name] = "", query.model
        elif isinstance(table.join_field, models.ForeignKey):
            way = tables[table.parent_alias][0]
            tables[name] = f"{way}{table.join_field.name}__", table.join_field.related_model
        else:  # many rows for one
            raise Unprepared
    return tables


def _renamed(text: str) -> str:
    names = set(_TABLE.findall(text))
    if "" in names:
        raise Unprepared
    return re.sub(rf"\b(?=({'|'.join(names)})\b)", "gate_", text) if names else text


def _bare(sql: Sql) -> Sql:
    """Without the brackets that Django puts round an expression and not round a value."""
    text, parameters = sql
    return text.replace("(%s)", "%s"), parameters
