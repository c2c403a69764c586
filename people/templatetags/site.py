"""What every page needs: icons, the municipality's name, dates in words, file sizes."""

from __future__ import annotations

from datetime import date, datetime, time
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from people import danish
from people.wording import day_in_words

register = template.Library()


@register.simple_tag
def municipality() -> str:
    return str(settings.MUNICIPALITY)


@register.simple_tag(takes_context=True)
def way_back(context: Context) -> str:
    """Where to go on after signing in: this very page; for what a form has sent, the page that the form stood on."""
    request = context.get("request")
    if not isinstance(request, HttpRequest) or request.path == reverse("sign_in"):
        return ""
    if request.method == "GET":
        return request.path
    came_from = urlsplit(request.headers.get("Referer", ""))
    return came_from.path if came_from.netloc == request.get_host() else ""


@register.simple_tag
def icon(name: str, extra_class: str = "") -> SafeString:
    """Draw an icon of Det Fælles Designsystem; it says nothing to a screen reader, so put words beside it."""
    return format_html(
        '<svg class="icon-svg {}" focusable="false" aria-hidden="true"><use href="{}#{}"></use></svg>',
        extra_class,
        static("dkfds/img/all-svg-icons.svg"),
        name,
    )


@register.simple_tag
def when(day: date, start: time | None = None) -> str:
    """Write "torsdag d. 17. september 2015 kl. 08:30", or the same in the reader's language."""
    if get_language() == "da":
        return danish.when(day, start).replace("kl. ", "kl.\N{NO-BREAK SPACE}")
    text = date_format(day, "l j F Y")
    return f"{text}, {time_format(start, 'H:i')}" if start else text


@register.filter
def in_words(day: date) -> str:
    """Write "17. september 2015", or the same in the reader's language."""
    return day_in_words(day)


@register.simple_tag
def instant(at: datetime) -> str:
    """Write an instant as the clock in Denmark showed it: "17. september 2015 kl. 08:30"."""
    local = timezone.localtime(at)
    if get_language() == "da":
        return f"{danish.long_date(local.date())} kl.\N{NO-BREAK SPACE}{local:%H:%M}"
    return date_format(local, "j F Y, H:i")
