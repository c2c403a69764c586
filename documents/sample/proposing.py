"""The sample's proposals, each brought as far on its way as its row says."""

from __future__ import annotations

from typing import Any

from agenda.models import AgendaItem, Forum, Meeting
from agenda.services.heads import approve_proposal
from agenda.services.items import case_numbered, park_item, submit_item
from agenda.services.proposals import propose, send_back
from people.models import User


def bring(forum: Forum, row: dict[str, Any], *, wish: Meeting | None, author: User, secretary: User) -> None:
    """Write a proposal and send it in; its head approves it, unless it is to wait for that."""
    item = propose(
        forum,
        row["title"],
        closed=False,
        kind=AgendaItem.Kind(row["kind"]),
        case=case_numbered(row.get("case", ""), row.get("case_title", "")),
        proposer=author.department.name if author.department else "",
        background=row["background"],
        recommendations=row["recommendations"],
        by=author,
    )
    item = submit_item(item, wish=wish, by=author)
    if row["state"] == "with_head":
        return
    if author.department and author.department.head:
        item = approve_proposal(item, by=author.department.head)
    if row["state"] == "returned":
        send_back(item, row["comment"], by=secretary)
    if row["state"] == "parked":
        park_item(item, by=secretary)
