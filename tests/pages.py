"""Asking pages as one of the cast, in the tests of pages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

from django.test import Client
from django.urls import reverse

from people.models import User

Sent: TypeAlias = Mapping[str, Any]
NOTHING: Sent = MappingProxyType({})


class Reader:
    """One person who is signed in, or nobody, and opens pages by their names."""

    def __init__(self, user: User | None) -> None:
        self.client = Client()
        if user is not None:
            self.client.force_login(user)

    def get(self, page: str, *args: object, asked: Sent = NOTHING) -> Any:
        return self.client.get(reverse(page, args=args), dict(asked))

    def post(self, page: str, *args: object, sent: Sent = NOTHING, follow: bool = False) -> Any:
        return self.client.post(reverse(page, args=args), dict(sent), follow=follow)

    def text(self, page: str, *args: object, asked: Sent = NOTHING) -> str:
        return str(self.get(page, *args, asked=asked).content.decode())
