"""`render_minutes`: a stored meeting on paper, from the command line."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from documents import build, scopes
from documents.content import Kind
from documents.reading.text import read_text
from tests.cast import TODAY, World

pytestmark = pytest.mark.django_db


def render(world: World, target: Path, *options: str) -> str:
    call_command("render_minutes", str(world.past.pk), *options, "-o", str(target), stdout=io.StringIO())
    content = target.read_bytes()
    if not content.startswith(b"%PDF"):
        return content.decode()
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


@pytest.mark.parametrize("layout", ["standard", "classic"])
def test_the_public_pdf_holds_nothing_closed(world: World, tmp_path: Path, layout: str) -> None:
    text = render(world, tmp_path / "referat.pdf", "--layout", layout)
    assert "Lukket: ansættelse" in text
    assert "kodeord" not in text.replace("kodeordpastopendecision", "")


def test_the_full_pdf_says_what_is_closed(world: World, tmp_path: Path) -> None:
    text = render(world, tmp_path / "referat.pdf", "--scope", "full")
    assert "LUKKET PUNKT" in text
    assert "kodeordpastclosed" in text


@pytest.mark.parametrize("scope", ["full", "public"])
def test_text_reads_back_to_the_same_document(world: World, tmp_path: Path, scope: str) -> None:
    whole = build.whole(world.past, Kind.MINUTES)
    document = scopes.narrowed(whole, scopes.full(whole) if scope == "full" else scopes.public(whole))
    assert (
        read_text(render(world, tmp_path / "referat.txt", "--scope", scope, "--format", "text")).document
        == document
    )


def test_a_meeting_is_named_by_id_or_forum_and_date(world: World, tmp_path: Path) -> None:
    target = tmp_path / "referat.txt"
    day = world.past.date.isoformat()
    call_command(
        "render_minutes", f"Chefforum/{day}", "--format", "text", "-o", str(target), stdout=io.StringIO()
    )
    assert target.read_text().startswith("REFERAT Chefforum")


def test_before_the_meeting_its_agenda_is_drawn(world: World, tmp_path: Path) -> None:
    target = tmp_path / "dagsorden.txt"
    call_command(
        "render_minutes", str(world.planned.pk), "--scope", "full", "--format", "text", "-o", str(target),
        stdout=io.StringIO(),
    )  # fmt: skip
    assert target.read_text().startswith("DAGSORDEN Chefforum")


def test_the_public_is_shown_no_draft(world: World, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="ikke udsendt"):
        call_command("render_minutes", str(world.planned.pk), "-o", str(tmp_path / "ud.pdf"))


def test_the_public_is_shown_no_decision_before_the_minutes(world: World, tmp_path: Path) -> None:
    target = tmp_path / "ud.txt"
    call_command(
        "render_minutes", str(world.session.pk), "--format", "text", "-o", str(target), stdout=io.StringIO()
    )
    assert "sessionopendecision" not in target.read_text()


@pytest.mark.parametrize("kind", ["link", "device"])
def test_only_an_ordinary_file_is_written_over(world: World, tmp_path: Path, kind: str) -> None:
    target = tmp_path / "ud.txt"
    if kind == "link":
        target.symlink_to(tmp_path / "et andet sted")
    else:
        os.mkfifo(target)
    with pytest.raises(CommandError, match="almindelig fil"):
        call_command("render_minutes", str(world.past.pk), "--format", "text", "-o", str(target))
    assert not target.is_file()


@pytest.mark.parametrize(
    ("meeting", "sentence"),
    [
        ("99999999", "intet møde"),
        ("99999999999999999999999", "intet møde"),
        ("Chefforum/i går", "ikke en dato"),
        (f"Bestyrelsen/{TODAY.isoformat()}", "intet møde"),
    ],
)
def test_a_meeting_that_is_not_there_is_a_sentence(
    db: None, tmp_path: Path, meeting: str, sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence):
        call_command("render_minutes", meeting, "-o", str(tmp_path / "ud.pdf"))
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_a_sentence(world: World, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="kan ikke skrives"):
        call_command(
            "render_minutes",
            str(world.past.pk),
            "--format",
            "text",
            "-o",
            str(tmp_path / "findes ikke" / "ud.txt"),
        )
