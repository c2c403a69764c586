"""A referat goes in: all of it, once, or nothing at all."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from agenda.models import AgendaItem, Case, Forum, Meeting, Recusal
from decisions.models import Decision
from documents import build, importing, scopes
from documents.content import Kind
from documents.drawing.text import draw_text
from documents.editions import edition_for
from documents.jobs import draw_editions
from documents.models import ImportedFile, IssuedDocument
from documents.reading.text import read_text
from tests import documents
from tests.cast import NOBODY, make_cast, make_forum

pytestmark = pytest.mark.django_db

REFERAT = Path(__file__).parent / "data" / "referat-havneforum.txt"


def run(*arguments: str) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command(*arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def the_meeting() -> Meeting:
    return Meeting.objects.select_related("forum").get()


def test_a_referat_becomes_a_meeting_whose_minutes_are_out() -> None:
    document = read_text(REFERAT.read_text(encoding="utf-8")).document
    said, _err = run("import_minutes", str(REFERAT))
    meeting = the_meeting()
    assert f"møde {meeting.pk}" in said
    assert (meeting.forum.name, meeting.date, meeting.start) == (
        document.forum,
        document.date,
        document.start,
    )
    assert meeting.state == Meeting.State.MINUTES_PUBLISHED
    assert meeting.items.count() == len(document.entries)


def test_what_is_stored_is_what_was_read() -> None:
    """Drawn for the public, the stored meeting is the document of the public referat."""
    document = read_text(REFERAT.read_text(encoding="utf-8")).document
    run("import_minutes", str(REFERAT))
    whole = build.whole(the_meeting(), Kind.MINUTES)
    drawn = scopes.narrowed(whole, scopes.public(whole))
    assert read_text(draw_text(drawn)).document.entries == document.entries


def test_all_that_minutes_say_of_an_item_is_stored() -> None:
    earlier = replace(documents.FULL, date=date(2026, 3, 5), entries=(documents.AGENDA_ITEM, documents.PLAN))
    importing.store(earlier, (), b"REFERAT 5. marts")
    stored = importing.store(documents.RECORDED, (), b"REFERAT 19. marts").meeting
    built = build.whole(stored, Kind.MINUTES)
    assert replace(built, municipality=documents.RECORDED.municipality) == documents.RECORDED
    assert stored.items.get(number=2).continues == AgendaItem.objects.get(
        number=2, meeting__date=earlier.date
    )


def test_closed_items_of_a_public_referat_stay_closed() -> None:
    run("import_minutes", str(REFERAT))
    closed = AgendaItem.objects.filter(closed=True)
    assert closed.exists()
    Forum.objects.update(open_to_public=True)
    assert not AgendaItem.objects.visible_to(NOBODY).filter(closed=True).exists()


def test_the_same_file_again_changes_nothing_and_says_so() -> None:
    run("import_minutes", str(REFERAT))
    counts = [model.objects.count() for model in (Meeting, AgendaItem, Decision, Case, ImportedFile)]
    said, _err = run("import_minutes", str(REFERAT))
    assert "allerede læst ind" in said
    assert counts == [model.objects.count() for model in (Meeting, AgendaItem, Decision, Case, ImportedFile)]


def test_another_file_about_the_same_day_is_refused(tmp_path: Path) -> None:
    run("import_minutes", str(REFERAT))
    other = tmp_path / "rettet.txt"
    other.write_text(REFERAT.read_text(encoding="utf-8") + "\nEfterskrift.\n", encoding="utf-8")
    with pytest.raises(CommandError, match="allerede et møde"):
        run("import_minutes", str(other))
    assert Meeting.objects.count() == 1


def test_the_forum_can_be_named() -> None:
    run("import_minutes", str(REFERAT), "--forum", "Direktion")
    assert the_meeting().forum.name == "Direktion"


def test_an_existing_forum_keeps_its_members() -> None:
    cast = make_cast()
    forum = make_forum(cast, read_text(REFERAT.read_text(encoding="utf-8")).document.forum)
    run("import_minutes", str(REFERAT))
    assert the_meeting().forum == forum
    assert Meeting.objects.visible_to(cast.sofie).contains(the_meeting())


def test_check_prints_and_stores_nothing() -> None:
    said, _err = run("import_minutes", str(REFERAT), "--check")
    found = json.loads(said)
    assert found["kind"] == "minutes"
    assert found["problems"] == []
    assert not Meeting.objects.exists()
    assert not Forum.objects.exists()


def test_the_original_is_kept_to_the_byte() -> None:
    run("import_minutes", str(REFERAT))
    with ImportedFile.objects.get().file.open("rb") as file:
        assert file.read() == REFERAT.read_bytes()


def test_an_import_that_breaks_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*args: object, **named: object) -> None:
        raise OperationalError("disk is full")

    before = kept_originals()
    monkeypatch.setattr(importing, "store_snapshot", break_down)
    with pytest.raises(OperationalError):
        run("import_minutes", str(REFERAT))
    assert not Meeting.objects.exists()
    assert not Case.objects.exists()
    assert kept_originals() == before


def kept_originals() -> set[str]:
    return {path.name for path in Path(default_storage.path("imported")).rglob("*.txt")}


@pytest.mark.parametrize("content", [b"", b"Kaere alle", b"\x00\x01\x02", "Møde".encode("latin-1")])
def test_what_is_no_referat_is_refused_with_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "fil.txt"
    path.write_bytes(content)
    with pytest.raises(CommandError) as refusal:
        run("import_minutes", str(path))
    assert str(refusal.value).endswith(".")
    assert "\n" not in str(refusal.value)
    assert not Meeting.objects.exists()


def test_an_agenda_is_not_minutes(tmp_path: Path) -> None:
    path = tmp_path / "dagsorden.txt"
    path.write_text("DAGSORDEN Chefforum d. 17-09-2015\n\nPunkt 1: Evt.\n", encoding="utf-8")
    with pytest.raises(CommandError, match="dagsorden"):
        run("import_minutes", str(path))


def test_problems_are_told_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "referat-havneforum.txt"
    path.write_text(
        "REFERAT Chefforum d. 17-09-2015\n\nPunkt 1: Uden tekst\n\nPunkt 2: Evt.\n", encoding="utf-8"
    )
    _out, err = run("import_minutes", str(path))
    assert "Se efter:" in err
    assert ImportedFile.objects.get().problems
    assert AgendaItem.objects.get(number=1).closed
    assert not AgendaItem.objects.get(number=2).closed


def test_what_is_closed_in_doubt_shows_its_title_to_nobody_without_access(tmp_path: Path) -> None:
    path = tmp_path / "referat.txt"
    path.write_text(
        "REFERAT Chefforum d. 17-09-2015\n\nPunkt 1: Afskedigelse af N.N.\n\n15/7111\n\nPunkt 2: Evt.\n",
        encoding="utf-8",
    )
    cast = make_cast()
    make_forum(cast)
    Forum.objects.update(open_to_public=True)
    run("import_minutes", str(path))
    meeting = the_meeting()
    urls = [f"/api/v1/meetings/{meeting.pk}/", reverse("meeting", args=[meeting.pk])]
    urls += [reverse("item", args=[meeting.pk, meeting.items.get(number=1).pk])]
    for user, met in ((NOBODY, "Lukket"), (cast.bo, "Lukket"), (cast.sofie, "Afskedigelse af N.N.")):
        document = build.document(meeting, scopes.of(user, meeting), Kind.MINUTES)
        assert document.entries[0].title == met
    client = Client()
    client.force_login(cast.bo)
    for url in urls:
        shown = client.get(url).content.decode()
        assert "Lukket" in shown
        assert "Afskedigelse" not in shown
        assert "15/7111" not in shown


LONG = "x" * 1001


@pytest.mark.parametrize(
    ("head", "item", "words"),
    [
        (f"REFERAT {LONG} d. 17-09-2015", "", "Mødet: forummets navn"),
        (f"REFERAT Havneforum d. 17-09-2015\n\nMødested {LONG}", "", "Mødet: stedet"),
        (f"REFERAT Havneforum d. 17-09-2015\n\nDeltagere\n\n- {LONG}", "", "Mødet: navnet på en deltager"),
        ("", f"Punkt 2: {LONG}\n\nTekst.", "Punkt 2: titlen "),
        ("", f"Punkt 2: Lukket punkt: {LONG}", "Punkt 2: titlen "),
        ("", f"Punkt 2: Sag\n\nSagsnr. {LONG}\n\nTekst.", "Punkt 2: sagsnummeret"),
        ("", f"Punkt 2: Sag\n\nINDSTILLING\n\n{LONG} indstiller,\n\n1. at x", "Punkt 2: indstilleren"),
        ("", f"Punkt 2: Sag\n\nBilag\n\n\\{LONG}\n\nBaggrund\n\nTekst.", "Punkt 2: titlen på et bilag"),
        ("", f"Punkt 2: Sag\n\nLUKKET PUNKT\n\nOffentlig titel: {LONG}", "Punkt 2: den offentlige titel"),
        ("", f"Punkt 2: Sag\n\nLUKKET PUNKT\n\nHjemmel: {LONG}", "Punkt 2: hjemlen"),
    ],
)
def test_a_text_without_room_is_refused_in_one_sentence(
    tmp_path: Path, head: str, item: str, words: str
) -> None:
    path = tmp_path / "referat.txt"
    head = head or "REFERAT Havneforum d. 17-09-2015"
    path.write_text(f"{head}\n\nPunkt 1: Evt.\n\n{item}\n", encoding="utf-8")
    with pytest.raises(CommandError, match=f"^{words}.*er på 1[0-9]+ tegn") as refusal:
        run("import_minutes", str(path))
    assert "xxx" not in str(refusal.value)
    assert not Forum.objects.exists()
    assert not Case.objects.exists()


@pytest.mark.parametrize(("named", "count"), [("Strandby Kommune", 1), ("fjordby kommune", 0)])
def test_another_municipality_is_told_and_kept(tmp_path: Path, named: str, count: int) -> None:
    path = tmp_path / "referat.txt"
    path.write_text(
        "REFERAT Havneforum d. 17-09-2015\n\nMødedato Torsdag d. 17. september 2015 kl. 08:30\n\nMødested 915\n\n"
        f"Kommune: {named}\n\nPunkt 1: Evt.\n",
        encoding="utf-8",
    )
    _out, err = run("import_minutes", str(path))
    assert len(ImportedFile.objects.get().problems) == count
    assert err.count(f"Filen er fra »{named}«; mødet vises som »Fjordby Kommune«.") == count


def test_editions_can_be_drawn_once_a_referat_is_in() -> None:
    run("import_minutes", str(REFERAT))
    draw_editions.func(the_meeting().pk, Kind.MINUTES.value)
    drawn = IssuedDocument.objects.filter(format="pdf").count()
    assert drawn == 2
    assert edition_for(NOBODY, the_meeting(), Kind.MINUTES) is not None


def test_who_was_recused_is_told_for_a_name_is_no_user(tmp_path: Path) -> None:
    path = tmp_path / "referat.txt"
    path.write_text(
        "REFERAT Chefforum d. 17-09-2015\n\nPunkt 1: Udbud\n\nInhabil: Karen Holm\nInhabil: Bo Dahl\n\n"
        "Baggrund\n\nTekst.\n",
        encoding="utf-8",
    )
    _out, err = run("import_minutes", str(path))
    assert "Punkt 1: Ifølge referatet deltog Karen Holm og Bo Dahl ikke på grund af inhabilitet." in err
    assert "Karen Holm" in " ".join(ImportedFile.objects.get().problems)
    assert not Recusal.objects.exists()
