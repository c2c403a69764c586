"""Uploads: each file streamed to disk with its SHA-256 taken on the way, and none of it kept beyond what is allowed."""

from __future__ import annotations

import hashlib
import time
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

FORGOTTEN_AFTER = 24 * 60 * 60
"""What a killed process left behind is taken away after so many seconds."""


class Incoming(UploadedFile):  # type: ignore[type-arg]  # Django's class takes none when it runs
    """A file on its way in. `size` is what was sent; of a file that is too large nothing is kept.

    It lies on the disk of the stored files, so that storing it is one move and never half a file.
    """

    def __init__(self, name: str | None, content_type: str | None) -> None:
        self._kept: IO[bytes] = NamedTemporaryFile(dir=_folder(), prefix="upload-")  # noqa: SIM115 — close() does
        super().__init__(self._kept, name, content_type, 0)
        self._digest = hashlib.sha256()

    def add(self, piece: bytes) -> None:
        self.size = (self.size or 0) + len(piece)
        if self.size > settings.BILAG_MAX_MB * 1024 * 1024:
            self._kept.truncate(0)
        else:
            self._digest.update(piece)
            self._kept.write(piece)

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def temporary_file_path(self) -> str:
        """Where it lies; Django's storage moves it from there."""
        return self._kept.name

    def close(self) -> None:
        with suppress(FileNotFoundError):  # it has been moved
            self._kept.close()


def _folder() -> Path:
    folder = Path(settings.MEDIA_ROOT) / "incoming"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in folder.iterdir():
        with suppress(FileNotFoundError):
            if left.stat().st_mtime < time.time() - FORGOTTEN_AFTER:
                left.unlink()
    return folder


class StreamedUpload(FileUploadHandler):
    """Takes every file of every form."""

    file: Incoming | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.file = Incoming(self.file_name, self.content_type)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.file is not None:
            self.file.add(raw_data)

    def file_complete(self, file_size: int) -> Incoming | None:
        whole, self.file = self.file, None
        if whole is not None:
            whole.seek(0)
        return whole

    def upload_complete(self) -> None:
        """Throw away a file that was cut off."""
        if self.file is not None:
            self.file.close()

    upload_interrupted = upload_complete
