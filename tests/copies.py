"""The same world again without making it again: its rows and files are kept, and laid out anew for each test.

Making one takes five hundred queries through the services; half of all tests begin with one, always the same.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, connection, models, transaction

Made = TypeVar("Made")
Given = ParamSpec("Given")
Rows = dict[type[models.Model], list[models.Model]]


@dataclass(frozen=True)
class _Kept:
    value: Any
    rows: Rows
    files: dict[Path, bytes]


_kept: dict[object, _Kept] = {}


def again(make: Callable[Given, Made], *args: Given.args, **kwargs: Given.kwargs) -> Made:
    """Return what `make` returns, with the rows and files it makes; from the second time on they are copied.

    Only in the transaction of a test. Without one the database is emptied after each test, permissions too, and those
    that come instead have other ids.
    """
    if not connection.in_atomic_block:
        return make(*args, **kwargs)
    key = (make, args, tuple(sorted(kwargs.items())))
    if key in _kept and _lay_out(_kept[key]):
        return deepcopy(_kept[key].value)  # type: ignore[no-any-return]
    rows, files = _rows(), _files()
    value = make(*args, **kwargs)
    new_rows, new_files = _new_rows(rows), {path: path.read_bytes() for path in _files() - files}
    if not any(rows[model] for model in new_rows):
        _kept[key] = _Kept(deepcopy(value), new_rows, new_files)
    return value


def _lay_out(kept: _Kept) -> bool:
    """Whether it could be done; it can't where something else has taken the ids."""
    try:
        with transaction.atomic():
            for model, rows in kept.rows.items():
                model._base_manager.bulk_create(rows)
    except IntegrityError:
        return False
    for path, content in kept.files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return True


def _rows() -> Rows:
    return {model: list(model._base_manager.all()) for model in apps.get_models(include_auto_created=True)}


def _new_rows(before: Rows) -> Rows:
    new = {model: [row for row in rows if row not in before[model]] for model, rows in _rows().items()}
    return {model: rows for model, rows in new.items() if rows}


def _files() -> set[Path]:
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}
