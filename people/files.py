"""Files written together with rows: if the rows are rolled back, the files go as well."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.files import File
from django.core.files.storage import default_storage


class Keep:
    """The files written so far."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def save(self, name: str, content: File[bytes]) -> str:
        """Store the file and return the name it got."""
        stored = default_storage.save(name, content)
        self.names.append(stored)
        return stored


@contextmanager
def kept_files() -> Iterator[Keep]:
    """Yield a `Keep` whose files are taken away if the block fails. Stands outside `transaction.atomic`, so that a
    commit that fails counts as failing too."""
    keep = Keep()
    try:
        yield keep
    except BaseException:
        for name in keep.names:
            default_storage.delete(name)
        raise
