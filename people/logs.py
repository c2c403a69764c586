"""What a log may say of a failure: its class and where it happened, never its words.

PostgreSQL's IntegrityError prints the whole row that failed, a DataError prints values, a ValidationError what
somebody wrote. So no message of an exception reaches a log, and no query string either.
"""

from __future__ import annotations

import copy
import logging
import re
import sys
from collections.abc import Iterator
from traceback import walk_tb
from types import TracebackType

_QUERY = re.compile(r"\?[^\s\"']+")
_CALENDAR = re.compile(r"((?:/|%2F)calendar(?:/|%2F))[^/\s\"']+", re.IGNORECASE)
"""The one address that is a key by itself, however it is written."""


def described(error: BaseException) -> str:
    """Return the class of the exception and the places it passed, and before it those of what led to it."""
    return "\nled to\n".join(reversed(["\n".join(_places(one)) for one in _chain(error)]))


class WordlessFormatter(logging.Formatter):
    """A line for each record; an exception is described below it, and named where the line would quote it."""

    def format(self, record: logging.LogRecord) -> str:
        error = record.exc_info[1] if record.exc_info else None
        bare = copy.copy(record)
        message = _QUERY.sub("", _without_words(_message(record), error))
        bare.msg, bare.args = _CALENDAR.sub(r"\1…", message), None
        bare.exc_info = bare.exc_text = bare.stack_info = None
        line = super().format(bare)
        return f"{line}\n{described(error)}" if error else line


def print_described(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Stand in for `sys.excepthook`."""
    print(described(error), file=sys.stderr)


def _message(record: logging.LogRecord) -> str:
    """Where the arguments do not fit, the library would print them all; here the bare text is printed."""
    message = str(_named(record.msg))
    try:
        return message % _arguments(record) if record.args else message
    except (TypeError, ValueError, KeyError):
        return message


def _arguments(record: logging.LogRecord) -> object:
    if isinstance(record.args, tuple):
        return tuple(_named(one) for one in record.args)
    return {key: _named(one) for key, one in (record.args or {}).items()}


def _named(thing: object) -> object:
    return _name(thing) if isinstance(thing, BaseException) else thing


def _without_words(text: str, error: BaseException | None) -> str:
    for one in _chain(error):
        if words := str(one):
            text = text.replace(words, _name(one))
    return text


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yield the exception and those before it, also where `from None` says that they are not to be told."""
    seen = set[int]()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _places(error: BaseException) -> Iterator[str]:
    yield _name(error)
    for frame, line in walk_tb(error.__traceback__):
        yield f"  {frame.f_code.co_filename}:{line} in {frame.f_code.co_name}"
    if isinstance(error, BaseExceptionGroup):
        for one in error.exceptions:
            yield described(one)


def _name(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"
