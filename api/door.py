"""What views that change things say at the door: who asks, and that what was sent can be used."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request

from people.models import User


class Sent(serializers.Serializer[Any]):
    """What a program sends: a field that is none of these is an error, for it would be lost in silence."""

    def to_internal_value(self, data: Any) -> Any:
        unknown = sorted(set(data) - set(self.fields)) if isinstance(data, Mapping) else []
        if unknown:
            words = _("Ukendt felt. Kan sendes: %(fields)s.") % {"fields": ", ".join(self.fields)}
            raise serializers.ValidationError(dict.fromkeys(unknown, words))
        return super().to_internal_value(data)


def caller(request: Request) -> User:
    """Return who asks; to somebody not signed in there is nothing to change."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def valid(serializer: serializers.BaseSerializer[Any]) -> Any:
    serializer.is_valid(raise_exception=True)
    return serializer.validated_data
