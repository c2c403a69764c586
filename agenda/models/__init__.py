"""Meetings and what is on their agenda."""

from __future__ import annotations

from agenda.models.attendance import Attendance, ItemPresence
from agenda.models.drafting import ItemComment, ItemGuest, ReviewRound, StandingItem, TextVersion
from agenda.models.items import AgendaItem, Attachment, Recommendation
from agenda.models.meetings import Agreement, Case, LegalGround, Meeting
from agenda.rights import (
    Forum,
    Invitation,
    ItemGroupGrant,
    ItemUserGrant,
    Membership,
    Recusal,
    Review,
)

__all__ = [
    "AgendaItem",
    "Agreement",
    "Attachment",
    "Attendance",
    "Case",
    "Forum",
    "Invitation",
    "ItemComment",
    "ItemGroupGrant",
    "ItemGuest",
    "ItemPresence",
    "ItemUserGrant",
    "LegalGround",
    "Meeting",
    "Membership",
    "Recommendation",
    "Recusal",
    "Review",
    "ReviewRound",
    "StandingItem",
    "TextVersion",
]
