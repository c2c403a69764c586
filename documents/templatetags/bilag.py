"""The bilag of an item on any page where it is written."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import RequestContext

from agenda.models import AgendaItem
from documents import bilag_list

register = template.Library()


@register.inclusion_tag("documents/bilag/_bilag.html", takes_context=True)
def bilag_editor(context: RequestContext, item: AgendaItem) -> dict[str, Any]:
    """Draw the list with its buttons and the field for files. The page loads site/bilag.css and site/bilag.js."""
    request = context["request"]
    return {
        "bilag": bilag_list.of(item, request.user),
        "refused": context.get("refused", ()),
        "told": context.get("told", ()),
        "csrf_token": context["csrf_token"],
    }
