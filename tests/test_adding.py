"""A bilag that comes after its item was sent out is drawn and checked before anybody can fetch it."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from agenda.models import AgendaItem, Attachment, Meeting
from agenda.services.access import recuse
from agenda.services.bilag import attach
from documents.adding import add_bilag
from documents.answers import Answer, answer, questions
from documents.clearance import Held
from documents.content import ItemSection, Kind
from documents.editions import read_snapshot
from documents.models import CheckAnswer, IssuedDocument
from documents.reissuing import open_item, set_attachment_closed
from documents.replacing import NotReplaced
from people.models import JournalEntry
from people.refusals import Refused
from tests.cast import World
from tests.test_issuing import SECRET, write
from tests.test_reissuing import get, newest, store

pytestmark = pytest.mark.django_db

NUMBER = "010190-1234"


def paper(text: str) -> ContentFile[bytes]:
    return ContentFile(text.encode(), name="notat.txt")


def stored_files() -> list[str]:
    return default_storage.listdir(f"attachments/{timezone.now():%Y}")[1]


def bilag_on_paper(meeting: Meeting, item: AgendaItem) -> dict[str, str]:
    """What the newest agenda calls each bilag of the item, by its label."""
    (section,) = [
        one for one in read_snapshot(newest(meeting, Kind.AGENDA)).entries if one.key == str(item.pk)
    ]
    assert isinstance(section, ItemSection)
    return {label: one.title for label, one in section.numbered_bilag()}


def test_a_bilag_is_on_the_page_and_on_paper_at_once(world: World) -> None:
    item = world.items["session_open"]
    store(world.session, Kind.AGENDA)
    public = add_bilag(item, "Støjmåling", file=paper("Støj ved havnen."), by=world.cast.sofie)
    secret = add_bilag(item, "Tilbud", file=paper("Prisen."), closed=True, by=world.cast.sofie)
    assert get(world.cast.bo, "attachment", public.pk).status_code == 200
    assert get(world.cast.bo, "attachment", secret.pk).status_code == 404
    assert get(world.cast.carl, "attachment", secret.pk).status_code == 200
    shown = bilag_on_paper(world.session, item)
    assert (shown["1.2"], shown["1.L2"]) == ("Støjmåling", "Tilbud")
    assert newest(world.session, Kind.AGENDA).version == 3


@pytest.mark.parametrize("issued", [True, False])
@pytest.mark.parametrize("text", [f"{SECRET}.", f"Ring til {NUMBER}."])
def test_what_may_not_be_told_is_held_and_not_stored(world: World, text: str, issued: bool) -> None:
    """Also where no document was ever drawn: the page shows the bilag just the same."""
    write(world.items["session_closed"], f"{SECRET}.")
    if issued:
        store(world.session, Kind.AGENDA)
    before = [model.objects.count() for model in (Attachment, IssuedDocument, JournalEntry)], stored_files()
    with pytest.raises(NotReplaced):
        add_bilag(world.items["session_open"], "Notat", file=paper(text), by=world.cast.sofie)
    after = [model.objects.count() for model in (Attachment, IssuedDocument, JournalEntry)], stored_files()
    assert after == before


def test_what_was_asked_is_answered_once_for_the_bilag_with_that_key(world: World) -> None:
    item, key, sofie = world.items["session_open"], uuid4(), world.cast.sofie
    with pytest.raises(NotReplaced) as held:
        add_bilag(item, "Brev", file=paper(f"Dok. {NUMBER}"), key=key, by=sofie)
    asked = questions(world.session, Kind.AGENDA, held.value.findings)
    answer(world.session, [Answer(one, CheckAnswer.Kind.NOT_CPR, "") for one in asked], by=sofie)
    added = add_bilag(item, "Brev", file=paper(f"Dok. {NUMBER}"), key=key, by=sofie)
    assert get(world.cast.bo, "attachment", added.pk).status_code == 200


def test_nothing_is_attached_to_a_published_item_past_the_check(world: World) -> None:
    with pytest.raises(Refused, match="Punktet er udsendt"):
        attach(world.items["session_open"], "Notat", by=world.cast.sofie)
    with pytest.raises(Refused, match="Referatet er udsendt"):
        add_bilag(world.items["past_open"], "Eftertanke", by=world.cast.sofie)
    assert add_bilag(world.items["draft"], "Kalender", by=world.cast.frida).position == 1


def test_what_is_found_is_not_for_who_is_recused_from_another_item(world: World) -> None:
    recuse(world.items["session_recused"], world.cast.sofie, reason="Part", by=world.cast.karen)
    with pytest.raises(Refused, match="inhabil") as refused:
        add_bilag(world.items["session_open"], "Notat", file=paper(NUMBER), by=world.cast.sofie)
    assert not isinstance(refused.value, Held)


def test_what_is_in_no_document_is_checked_when_it_is_opened(world: World) -> None:
    """A bilag, or all of an item, of a meeting whose agenda was never drawn."""
    item, bilag = world.items["session_closed"], world.attachments["session_closed"]
    bilag.file = default_storage.save("attachments/brev.txt", paper(NUMBER))
    bilag.save()
    with pytest.raises(Held):
        set_attachment_closed(bilag, False, by=world.cast.sofie)
    assert Attachment.objects.get(pk=bilag.pk).closed
    write(item, f"Ansøgeren er {NUMBER}.")
    with pytest.raises(Held):
        open_item(item, by=world.cast.sofie)
    assert AgendaItem.objects.get(pk=item.pk).closed


def test_a_bilag_that_the_documents_lack_is_checked_when_it_is_opened(world: World) -> None:
    item = world.items["session_open"]
    store(world.session, Kind.AGENDA)
    late = Attachment.objects.create(
        item=item, position=9, title="Brev", closed=True, file=default_storage.save("a.txt", paper(NUMBER))
    )
    with pytest.raises(Held):
        set_attachment_closed(late, False, by=world.cast.sofie)
    assert Attachment.objects.get(pk=late.pk).closed
