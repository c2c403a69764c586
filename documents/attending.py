"""Who is meant by a name that is written at a meeting: somebody on its list, a user, or a name alone."""

from __future__ import annotations

from collections.abc import Iterable

from agenda.services.attendance import Row
from people.forms import people_called
from people.models import User


def attending(rows: Iterable[Row], text: str) -> tuple[str, User | None]:
    """Return the name as it is printed, and the user if it is one; `rows` are those on the list."""
    for who, user, _presence in rows:
        if who.casefold() == text.casefold():
            return who, user
    found = user_called(text)
    return (found.full_name if found else text), found


def user_called(text: str) -> User | None:
    found = people_called(text)
    return found[0] if len(found) == 1 else None
