"""One call to an address that somebody else chose: never into our own house, never for long, never further than asked.

The name is looked up once and that address is connected to, so it cannot become another one in between. No redirect is
followed and nothing but the status is read.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from api.webhooks.models import Silence

SECONDS = 10
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""IPv4 in other clothes: a gateway would lead from here to any of our own addresses."""

WHY: Mapping[type[Exception], Silence] = {
    ssl.SSLError: Silence.UNTRUSTED,
    TimeoutError: Silence.LATE,
    ConnectionRefusedError: Silence.REFUSED,
}


class NotCalled(Exception):
    """It was not called, or gave no answer."""

    def __init__(self, why: Silence) -> None:
        super().__init__(why.value)
        self.why = why


def call(url: str, body: bytes, headers: Mapping[str, str]) -> int:
    """Send the body and return the status of the answer; NotCalled if there was none."""
    parts = urlsplit(url)
    connection = _Pinned(parts, _address_of(parts))
    watch = threading.Timer(SECONDS, connection.cut)
    watch.start()
    try:
        path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
        connection.request("POST", path, body, {**headers, "Content-Type": "application/json"})
        status = connection.getresponse().status
    except (OSError, HTTPException, ValueError) as error:
        raise NotCalled(Silence.LATE if connection.was_cut else _why(error)) from error
    finally:
        watch.cancel()
        connection.close()
    if connection.was_cut:
        raise NotCalled(Silence.LATE)
    return status


def _why(error: Exception) -> Silence:
    return next((why for kind, why in WHY.items() if isinstance(error, kind)), Silence.UNUSABLE)


def may_be_called(url: str) -> bool:
    """Whether it looks like an address for this: https to the open net, or a machine that the administrator has listed.

    What a name stands for is looked up each time it is called.
    """
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and parts.hostname and not parts.username
        if not known or (parts.port or 1) <= 0:
            return False
    except ValueError:
        return False
    encrypted = parts.scheme == "https"
    try:
        return _is_allowed(str(parts.hostname), encrypted=encrypted)
    except ValueError:  # a name
        return encrypted or bool(settings.WEBHOOK_PRIVATE_NETWORKS)


def _address_of(parts: SplitResult) -> tuple[int, str]:
    """The port and the one address to connect to. Of a name with several addresses all have to be allowed."""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotCalled(Silence.UNKNOWN) from None
    addresses = [str(one[4][0]) for one in found]
    for address in addresses:
        if not _is_allowed(address, encrypted=parts.scheme == "https"):
            raise NotCalled(Silence.FORBIDDEN)
    return port, addresses[0]


def _is_allowed(address: str, *, encrypted: bool) -> bool:
    """What is listed, and over https what lies in the open net."""
    known = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    mapped = known.ipv4_mapped if isinstance(known, ipaddress.IPv6Address) else None
    if mapped is not None:
        known = mapped
    if any(known in ipaddress.ip_network(one) for one in settings.WEBHOOK_PRIVATE_NETWORKS):
        return True
    return encrypted and known.is_global and not known.is_multicast and known not in TRANSLATED


class _Pinned(HTTPConnection):
    """A connection to one address, whatever the name says by now."""

    def __init__(self, parts: SplitResult, where: tuple[int, str]) -> None:
        port, self._address = where
        super().__init__(parts.hostname or "", port, timeout=SECONDS)
        self._encrypted = parts.scheme == "https"
        self.was_cut = False

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), SECONDS)
        if self._encrypted:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host)

    def cut(self) -> None:
        """Time is up: whoever is reading stops, however slowly the answer comes."""
        self.was_cut = True
        if self.sock is not None:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)
