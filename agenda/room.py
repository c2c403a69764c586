"""The order in which a meeting takes its items, which may be another than that of their numbers."""

from __future__ import annotations

from collections.abc import Iterable

from agenda.models import AgendaItem


def in_room_order(items: Iterable[AgendaItem]) -> list[AgendaItem]:
    """Return items, given in the order of the agenda, as the room takes them; what came later comes last."""
    return sorted(items, key=lambda item: (item.room_position is None, item.room_position or 0))
