"""What views say at the door: who asks."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.views.decorators.http import require_http_methods

from people.danish import sort_key
from people.models import User

OFFERED = 1000

form_page = require_http_methods(["GET", "HEAD", "POST"])


def person(request: HttpRequest) -> User:
    """Return who asks; Http404 for somebody not signed in."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def administrator(request: HttpRequest) -> User:
    """Return who asks; Http404 unless they administer."""
    if not (user := person(request)).administers:
        raise Http404
    return user


def offered_people() -> list[User]:
    """The names that a page offers while somebody writes; in a bigger house one writes the address."""
    people = User.objects.filter(is_active=True).order_by("full_name")[:OFFERED]
    return sorted(people, key=lambda user: sort_key(user.full_name))
