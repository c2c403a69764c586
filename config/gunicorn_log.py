"""The web server's own logs, in the same wordless form as ours: of failures, and of requests where that is kept."""

from __future__ import annotations

from typing import Any

from gunicorn.glogging import Logger  # type: ignore[import-untyped]

from people.logs import WordlessFormatter


class WordlessLogger(Logger):  # type: ignore[misc]
    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(WordlessFormatter(self.error_fmt, self.datefmt))
        for handler in self.access_log.handlers:
            handler.setFormatter(WordlessFormatter(self.access_fmt))
