"""What an address asks for, held against what can be asked for there.

A parameter that nobody reads would be lost in silence, and its sender takes the answer for something that it is not. So
one that is unknown, empty, sent twice or of no use is an error that names it and says what there is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError as Wrong
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_filters import FilterSet
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.filters import OrderingFilter
from rest_framework.request import Request
from rest_framework.views import APIView

from api.formats import FORMAT, Formats
from api.wrong import WrongQuery, one_of

ISO = "%Y-%m-%d"


class Strict(APIView):
    """A view that reads no parameters but those it knows; a list knows those of its filters and pages too."""

    also_known: tuple[str, ...] = ()
    """Parameters of its list, beside those of filters and pages."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        known = [*dict.fromkeys(_known(self))]
        if wrong := dict(_wrong(request, known)):
            raise WrongQuery(wrong)


def _known(view: Any) -> Iterator[str]:
    if getattr(view, "action", None) == "list":
        for backend in view.filter_backends:
            yield from _read_by(backend, view)
        yield from (view.pagination_class.cursor_query_param, view.pagination_class.page_size_query_param)
        yield from view.also_known
    if isinstance(view.get_content_negotiator(), Formats):
        yield FORMAT


def _read_by(backend: type[Any], view: Any) -> Iterator[str]:
    if issubclass(backend, DjangoFilterBackend):
        filters: type[FilterSet] | None = getattr(view, "filterset_class", None)
        yield from filters.base_filters if filters else ()
    elif issubclass(backend, OrderingFilter):
        yield backend.ordering_param


def _wrong(request: Request, known: list[str]) -> Iterator[tuple[str, str]]:
    for name, values in request.query_params.lists():
        if name not in known:
            yield name, _unknown(known)
        elif len(values) > 1:
            yield name, _("Står der flere gange. Send den én gang.")
        elif not values[0].strip():
            yield name, _("Er tom. Giv den en værdi, eller udelad den.")


def _unknown(known: list[str]) -> str:
    if not known:
        return _("Ukendt parameter. Her er der ingen parametre.")
    return _("Ukendt parameter. Her kan bruges: %(names)s.") % {"names": ", ".join(known)}


class Narrowing(DjangoFilterBackend):  # type: ignore[misc]
    """Filters whose errors name the parameter, and what it can be; they cost nothing where the address has none."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        filters: type[FilterSet] | None = self.get_filterset_class(view, queryset)
        if filters is None or not request.query_params.keys() & filters.base_filters.keys():
            return queryset
        asked = self.get_filterset(request, queryset, view)
        if wrong := dict(_not_valid(asked.form)):
            raise WrongQuery(wrong)
        narrowed: QuerySet[Any] = asked.qs
        return narrowed


def _not_valid(form: forms.Form) -> Iterator[tuple[str, str | list[str]]]:
    """Days are read as programs write them, and what is neither true nor false is not left out of the question."""
    for field in form.fields.values():
        if isinstance(field, forms.DateField):
            field.input_formats = [ISO]
            field.error_messages["invalid"] = _("Skriv datoen som 2026-10-22.")
    yield from ((name, _sentences(form.fields[name], wrong)) for name, wrong in form.errors.as_data().items())
    for name, field in form.fields.items():
        several = form.cleaned_data.get(name)
        if isinstance(field, forms.ChoiceField) and isinstance(several, list) and "" in several:
            yield name, _of_choices(field)
        if (
            isinstance(field, forms.NullBooleanField)
            and name in form.data
            and form.cleaned_data[name] is None
        ):
            yield name, one_of(("true", "false"))


def _sentences(field: forms.Field, errors: list[Wrong]) -> str | list[str]:
    """Of a choice, what there is to choose; of all else, what the field says itself."""
    if isinstance(field, forms.ChoiceField) and any(error.code == "invalid_choice" for error in errors):
        return _of_choices(field)
    return [sentence for error in errors for sentence in error.messages]


def _of_choices(field: forms.ChoiceField) -> str:
    choices: Any = field.choices
    return one_of(str(value) for value, _label in choices if value)


class Ordering(OrderingFilter):
    """An order that there is not is an error."""

    def remove_invalid_fields(
        self, queryset: QuerySet[Any], fields: Iterable[str], view: Any, request: Request
    ) -> list[str]:
        asked = list(fields)
        known = [*self._known(view)]
        if len(asked) != 1 or asked[0] not in known:
            raise WrongQuery({self.ordering_param: one_of(known)})
        return asked

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        (described,) = super().get_schema_operation_parameters(view)
        return [described | {"schema": {"type": "string", "enum": [*self._known(view)]}}]

    @staticmethod
    def _known(view: Any) -> Iterator[str]:
        for name in view.ordering_fields:
            yield from (name, f"-{name}")
