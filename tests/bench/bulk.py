"""Rows written many at a time: COPY on PostgreSQL, executemany on SQLite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count
from operator import attrgetter
from typing import Any, TypeVar

from django.core.management.color import no_style
from django.db import connections, models

Row = TypeVar("Row", bound=models.Model)


def save(alias: str, rows: Iterable[Row]) -> list[Row]:
    """Write rows; those without an id are numbered on, as the database would in tables that only this fills."""
    rows = list(rows)
    model = type(rows[0])
    numbers = count(model._default_manager.using(alias).count() + 1)
    for row in rows:
        row.pk = next(numbers) if row.pk is None else row.pk
        row._state.adding, row._state.db = False, alias
    fields = [field.attname for field in model._meta.concrete_fields]
    write(alias, model, fields, map(attrgetter(*fields), rows))
    return rows


def write(
    alias: str, model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Write what `columns` say of each row; the others are empty."""
    connection = connections[alias]
    fields = [model._meta.get_field(name) for name in columns]
    table, names = model._meta.db_table, ", ".join(f'"{field.column}"' for field in fields)  # type: ignore[union-attr]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as lines:
                for row in rows:
                    lines.write_row(row)
            for sql in connection.ops.sequence_reset_sql(no_style(), [model]):
                cursor.execute(sql)
        else:
            marks = ", ".join(["%s"] * len(fields))
            insert = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608  # our own models' names
            cursor.executemany(insert, [_values(fields, row, connection) for row in rows])


def _values(fields: Sequence[Any], row: Sequence[Any], connection: Any) -> list[Any]:
    return [field.get_db_prep_save(one, connection) for field, one in zip(fields, row, strict=True)]


def gather_statistics(alias: str) -> None:
    """What PostgreSQL does by itself after a while; SQLite never does."""
    connection = connections[alias]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
