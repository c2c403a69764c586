"""What an answer may be written as."""

from __future__ import annotations

from collections.abc import Iterable

from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer

from api.wrong import WrongQuery, one_of

FORMAT = "format"


class Formats(DefaultContentNegotiation):
    """A `format` that there is not is an error in the address; REST framework says that there is no such address."""

    def filter_renderers(self, renderers: Iterable[BaseRenderer], format: str) -> list[BaseRenderer]:
        found = [one for one in renderers if one.format == format]
        if not found:
            raise WrongQuery({FORMAT: one_of(str(one.format) for one in renderers)})
        return found
