"""Asking a virus scanner that the municipality runs itself (clamd, over a socket) about a file."""

from __future__ import annotations

import socket
import struct
from typing import IO

PIECE = 256 * 1024
SECONDS = 60


class Unavailable(Exception):
    """The scanner did not answer, or did not look at all of the file."""


def virus_in(file: IO[bytes], address: str) -> bool:
    """Whether the scanner at "host:port" or "/run/clamd.sock" finds a virus; Unavailable if it cannot say."""
    try:
        with _connected(address) as scanner:
            scanner.sendall(b"zINSTREAM\0")
            file.seek(0)
            while piece := file.read(PIECE):
                scanner.sendall(struct.pack("!L", len(piece)) + piece)
            scanner.sendall(struct.pack("!L", 0))
            answer = _answer(scanner)
    except (OSError, ValueError) as error:
        raise Unavailable from error
    if answer.endswith(b" FOUND"):
        return True
    if answer != b"stream: OK":
        raise Unavailable
    return False


def _connected(address: str) -> socket.socket:
    if not address.startswith("/"):
        host, _colon, port = address.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=SECONDS)
    scanner = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    scanner.settimeout(SECONDS)
    scanner.connect(address)
    return scanner


def _answer(scanner: socket.socket) -> bytes:
    received = b""
    while piece := scanner.recv(4096):
        received += piece
        if b"\0" in received:
            break
    return received.split(b"\0")[0].strip()
