"""The count of unread notices in the head of every page. One query."""

from __future__ import annotations

from django import template

from people.models import Viewer
from people.notices import unread

register = template.Library()


@register.simple_tag
def unread_notices(user: Viewer) -> int:
    return unread(user)
