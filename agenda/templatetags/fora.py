"""For templates: what is left until a deadline, and whether a person keeps any forum."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils import timezone

from agenda import deadlines
from agenda.visibility import edits_any_forum
from people.models import User

register = template.Library()


@register.simple_tag
def left(due: datetime) -> str:
    """Write "3 dage og 4 timer tilbage"."""
    return deadlines.left(due, timezone.now())


@register.filter
def has_passed(due: datetime) -> bool:
    return due <= timezone.now()


@register.simple_tag
def keeps_a_forum(user: object) -> bool:
    """Whether the menu leads the person to the pages of fora. On some error pages there is no person."""
    return isinstance(user, User) and (user.administers or edits_any_forum(user))
