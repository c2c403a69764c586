"""Uploads as they come over the net: streamed, limited, looked at by a scanner, and nothing left of what is cut off."""

from __future__ import annotations

import hashlib
import os
import socketserver
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from django.conf import settings as current
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from pytest_django import Settings

from agenda.services.bilag import type_of
from people.uploads import FORGOTTEN_AFTER, Incoming


@pytest.fixture(autouse=True)
def _a_folder_of_its_own(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def incoming() -> list[Path]:
    return list((Path(current.MEDIA_ROOT) / "incoming").glob("*"))


def sent(content: bytes, name: str = "notat.txt") -> HttpRequest:
    return RequestFactory().post("/", {"file": SimpleUploadedFile(name, content)})


def test_an_upload_is_on_disk_with_its_digest_and_gone_with_the_request() -> None:
    request = sent(b"Notat" * 50_000)
    (file,) = request.FILES.getlist("file")
    assert isinstance(file, Incoming)
    assert (file.size, file.sha256) == (250_000, hashlib.sha256(b"Notat" * 50_000).hexdigest())
    assert [path.stat().st_mode & 0o777 for path in incoming()] == [0o600]
    request.close()
    assert incoming() == []


def test_of_a_file_that_is_too_large_nothing_is_kept(settings: Settings) -> None:
    settings.BILAG_MAX_MB = 1
    (file,) = sent(b"x" * 1_500_000).FILES.getlist("file")
    assert file.size == 1_500_000
    assert incoming()[0].stat().st_size == 0
    with pytest.raises(ValidationError, match="større end 1 MB"):
        type_of(file)


def test_an_upload_that_is_cut_off_leaves_nothing() -> None:
    whole = encode_multipart(BOUNDARY, {"file": SimpleUploadedFile("notat.txt", b"x" * 200_000)})
    request = RequestFactory().generic("POST", "/", whole[:100_000], content_type=MULTIPART_CONTENT)
    request.META["CONTENT_LENGTH"] = str(len(whole))
    assert request.FILES.getlist("file") == []
    assert incoming() == []


def test_what_a_killed_process_left_is_taken_away() -> None:
    sent(b"x").FILES.getlist("file")
    left = Path(current.MEDIA_ROOT) / "incoming" / "upload-left"
    left.write_bytes(b"x")
    os.utime(left, (time.time() - FORGOTTEN_AFTER - 1,) * 2)
    sent(b"x").FILES.getlist("file")
    assert not left.exists()


@pytest.mark.django_db
def test_far_too_much_is_refused_before_it_is_read() -> None:
    """500 MB are promised; no byte of them is sent."""
    client = Client()
    answer = client.generic("POST", "/sign-in/", b"", CONTENT_LENGTH=str(500 * 1024 * 1024))
    assert answer.status_code == 413
    assert "Der kan sendes 400 MB ad gangen." in answer.content.decode()
    assert client.generic("POST", "/sign-in/", b"", CONTENT_LENGTH="mange").status_code == 413


class Scanner(socketserver.BaseRequestHandler):
    """A clamd that finds a virus wherever the word stands."""

    def handle(self) -> None:
        received = b""
        while not received.endswith(b"\0\0\0\0"):
            received += self.request.recv(65536)
        assert received.startswith(b"zINSTREAM\0")
        answers = {
            b"virus": b"stream: Eicar-Test-Signature FOUND\0",
            b"stort": b"INSTREAM size limit exceeded. ERROR\0",
        }
        found = [answer for word, answer in answers.items() if word in received]
        self.request.sendall(found[0] if found else b"stream: OK\0")


@pytest.fixture(params=["a port", "a socket"])
def scanner(request: pytest.FixtureRequest, tmp_path: Path, settings: Settings) -> Iterator[None]:
    path = str(tmp_path / "clamd.sock")
    server = (
        socketserver.TCPServer(("127.0.0.1", 0), Scanner)
        if request.param == "a port"
        else socketserver.UnixStreamServer(path, Scanner)
    )
    on_port = request.param == "a port"
    settings.CLAMD_ADDRESS = f"127.0.0.1:{server.socket.getsockname()[1]}" if on_port else path
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield
    server.shutdown()
    server.server_close()


@pytest.mark.usefixtures("scanner")
def test_a_scanner_is_asked_about_every_file() -> None:
    assert type_of(ContentFile(b"Notat", name="notat.txt")).suffix == "txt"
    with pytest.raises(ValidationError, match="smittet med virus"):
        type_of(ContentFile(b"Et virus", name="notat.txt"))
    with pytest.raises(ValidationError, match="ikke kontrolleres for virus lige nu"):
        type_of(ContentFile(b"For stort", name="notat.txt"))


@pytest.mark.parametrize("address", ["127.0.0.1:9", "/findes/ikke.sock", "forkert"])
def test_without_an_answer_of_the_scanner_nothing_is_taken(settings: Settings, address: str) -> None:
    settings.CLAMD_ADDRESS = address
    with pytest.raises(ValidationError, match="Prøv igen om lidt"):
        type_of(ContentFile(b"Notat", name="notat.txt"))
