"""For the administrators' page: what the mail server has not taken yet."""

from __future__ import annotations

from django import template

from decisions import reminding
from people.mailing import Overdue

register = template.Library()


@register.simple_tag
def overdue_mail() -> Overdue | None:
    return reminding.overdue()
