"""What views that change things say at the door: who asks, and that what was sent can be used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NoReturn, TypeVar

from django.core.exceptions import ValidationError as Wrong
from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.serializers import as_serializer_error
from rest_framework.validators import ProhibitSurrogateCharactersValidator

from api.wrong import one_of
from people.models import User

Row = TypeVar("Row", bound=Model)


_ID = gettext_lazy("Skriv et id, som det er i det, du har hentet.")
_NOT_THERE = gettext_lazy("Findes ikke, eller også har du ikke adgang til det.")
WORDS: dict[type[serializers.Field[Any, Any, Any, Any]], dict[str, Any]] = {
    serializers.BooleanField: {"invalid": gettext_lazy("Skriv true eller false.")},
    serializers.CharField: {"invalid": gettext_lazy("Skriv en tekst.")},
    serializers.UUIDField: {"invalid": _ID},
    serializers.PrimaryKeyRelatedField: {"incorrect_type": _ID, "does_not_exist": _NOT_THERE},
}
"""Of values of another kind, where REST framework has words in English alone, or speaks of primary keys and of Python's
types."""
HALF = gettext_lazy("Tegnet U+{code_point:X} er kun det halve af et tegn. Send teksten uden det.")


class Sent(serializers.Serializer[Any]):
    """What a program sends: a field that is none of these is an error, for it would be lost in silence."""

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        for field in fields.values():
            _say_it_plainly(getattr(field, "child", getattr(field, "child_relation", field)))
        return fields

    def to_internal_value(self, data: Any) -> Any:
        unknown = sorted(set(data) - set(self.fields)) if isinstance(data, Mapping) else []
        if unknown:
            words = _("Ukendt felt. Kan sendes: %(fields)s.") % {"fields": ", ".join(self.fields)}
            raise serializers.ValidationError(dict.fromkeys(unknown, words))
        return super().to_internal_value(data)


def _say_it_plainly(field: Any) -> None:
    for kind, words in WORDS.items():
        if isinstance(field, kind):
            field.error_messages |= words
    if isinstance(field, serializers.ChoiceField):
        field.error_messages["invalid_choice"] = one_of(str(value) for value in field.choices if value)
    for rule in field.validators:
        if isinstance(rule, ProhibitSurrogateCharactersValidator):
            rule.message = HALF


class MomentField(serializers.DateTimeField):
    """An instant as programs write it; all that is none is told in one sentence."""

    def fail(self, key: str, **kwargs: Any) -> NoReturn:
        words = _("Skriv tidspunktet som 2026-10-22T08:30:00+02:00; i en adresse skrives + som %(plus)s.")
        words %= {"plus": "%2B"}
        raise serializers.ValidationError(words, code=key)


def named_in(rows: QuerySet[Row], field: str, key: object) -> Row:
    """The row that is named in what was sent; an error at the field, the same where it is hidden as where there is
    none."""
    found = rows.filter(pk=key).first()
    if found is None:
        raise serializers.ValidationError({field: _NOT_THERE})
    return found


def caller(request: Request) -> User:
    """Return who asks; to somebody not signed in there is nothing to change."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def valid(serializer: serializers.BaseSerializer[Any]) -> Any:
    serializer.is_valid(raise_exception=True)
    return serializer.validated_data


@contextmanager
def errors_under(*path: str | int) -> Iterator[None]:
    """Errors at the place in what was sent that they are about."""
    try:
        yield
    except (Wrong, serializers.ValidationError) as error:
        detail: Any = as_serializer_error(error)
        for step in reversed(path):
            detail = {step: detail}
        raise serializers.ValidationError(detail) from None
