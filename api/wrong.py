"""What stands in an address and is of no use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError


class WrongQuery(ValidationError):
    """400 for parameters of an address: a sentence for each, or several."""

    def __init__(self, wrong: Mapping[str, str | list[str]]) -> None:
        super().__init__(dict(wrong))


def one_of(values: Iterable[str]) -> str:
    return _("Ukendt værdi. Kan være: %(values)s.") % {"values": ", ".join(values)}
