"""The page of an item's bilag: what goes on, what is refused and why, and what the check asks about."""

from __future__ import annotations

from html import escape

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from agenda.models import AgendaItem, Attachment
from agenda.services.access import recuse
from agenda.services.bilag import attach
from agenda.services.items import draft_item
from documents.models import WaitingBilag
from tests.cast import World
from tests.test_queries import queries
from tests.tools.bad_files import BAD, GOOD, PICTURE, pdf_file

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LONG = "Bilag om havnen " * 20
HOSTILE = '"><script>alert(1)</script>'


def signed_in(world: World, name: str = "frida") -> Client:
    client = Client()
    client.force_login(getattr(world.cast, name))
    return client


@pytest.fixture
def item(world: World) -> AgendaItem:
    return draft_item(world.forum, "Ladestandere", closed=False, author=world.cast.frida, by=world.cast.frida)


def send(client: Client, item: AgendaItem, *files: SimpleUploadedFile, closed: bool = False) -> HttpResponse:
    sent: dict[str, object] = {"file": list(files)} | ({"closed": "1"} if closed else {})
    answer = client.post(reverse("item_bilag", args=[item.pk]), sent, follow=True)
    assert answer.status_code == 200
    return answer  # type: ignore[return-value]


def file(name: str, content: bytes = b"Notat") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def titles(item: AgendaItem) -> list[str]:
    return list(item.attachments.values_list("title", flat=True))


def test_several_go_on_at_once_in_their_order(world: World, item: AgendaItem) -> None:
    page = send(signed_in(world), item, file("b.txt"), file("a.pdf", pdf_file()), closed=True)
    assert titles(item) == ["b", "a"]
    assert all(one.closed for one in item.attachments.all())
    assert "2 filer er modtaget." in page.content.decode()


def test_each_that_is_refused_says_why_and_keeps_no_other_back(world: World, item: AgendaItem) -> None:
    bad = [file(f"notat {place}.pdf", content) for place, (content, _word) in enumerate(BAD.values())]
    page = send(signed_in(world), item, file("først.txt"), *bad, file("sidst.txt")).content.decode()
    refused = [part.split("</li>")[0] for part in page.split("data-refused")[1:]]
    assert titles(item) == ["først", "sidst"]
    assert len(refused) == len(BAD)
    assert [
        word for (_content, word), part in zip(BAD.values(), refused, strict=True) if word not in part
    ] == []


def test_a_file_that_is_too_large_is_refused_by_itself(
    world: World, item: AgendaItem, settings: Settings
) -> None:
    settings.BILAG_MAX_MB = 1
    page = send(signed_in(world), item, file("stor.pdf", bytes(1_200_000)), file("lille.txt"))
    assert "større end 1 MB" in page.content.decode()
    assert titles(item) == ["lille"]


def test_nothing_chosen_is_said(world: World, item: AgendaItem) -> None:
    assert "Vælg de filer, der skal lægges på." in send(signed_in(world), item).content.decode()


@pytest.mark.parametrize(
    ("name", "title"),
    [
        (f"{LONG}.pdf", LONG[:143].strip()),
        ("../../../etc/passwd.pdf", "passwd"),
        (f"{HOSTILE}.pdf", "script>"),
    ],
)
def test_a_strange_name_is_only_a_title(world: World, item: AgendaItem, name: str, title: str) -> None:
    page = send(signed_in(world), item, file(name, pdf_file())).content.decode()
    bilag = item.attachments.get()
    assert bilag.title.startswith(title)
    assert len(bilag.title) <= 151
    assert str(bilag.file.name).endswith(f"/{bilag.pk}.pdf")
    assert escape(bilag.title) in page
    assert "<script>alert" not in page


def test_a_wrong_ending_is_put_right_and_said(world: World, item: AgendaItem) -> None:
    page = send(signed_in(world), item, file("kort.pdf", PICTURE)).content.decode()
    assert "gemt som det, den er: .png." in page
    fetched = signed_in(world).get(reverse("attachment", args=[item.attachments.get().pk]))
    assert fetched["Content-Disposition"] == 'attachment; filename="kort.png"'
    assert fetched["Content-Type"] == "image/png"


def test_the_list_is_changed_from_its_page(world: World, item: AgendaItem) -> None:
    client, frida = signed_in(world), world.cast.frida
    first, second = (attach(item, title, by=frida) for title in ("Kort", HOSTILE))
    for name, bilag, data in [
        ("attachment_move", second, {"to": "up"}),
        ("attachment_mark", first, {"closed": "1"}),
        ("attachment_rename", first, {"title": "Kort over havnen"}),
    ]:
        page = client.post(reverse(name, args=[bilag.pk]), data, follow=True)
        assert "<script>alert" not in page.content.decode()
    assert titles(item) == [HOSTILE, "Kort over havnen"]
    address = reverse("attachment_delete", args=[second.pk])
    assert "Slet bilaget?" in client.post(address).content.decode()
    assert "er slettet." in client.post(address, {"sure": "1"}, follow=True).content.decode()
    assert titles(item) == ["Kort over havnen"]


def test_a_list_costs_the_same_however_long(world: World, item: AgendaItem) -> None:
    for name in ("frida", "sofie"):
        client, url = signed_in(world, name), reverse("item_bilag", args=[item.pk])
        before = queries(client, url)
        for number in range(5):
            attach(item, f"Bilag {number}", closed=number > 2, by=None)
        assert queries(client, url) == before <= 12


CPR = b"Dok. 2003023693"


def test_what_the_check_asks_about_waits_for_the_answer(world: World) -> None:
    """Nobody but the editors meets the file before it has been answered."""
    item, sofie = world.items["session_open"], signed_in(world, "sofie")
    page = send(sofie, item, file("brev.txt", CPR), file("notat.txt")).content.decode()
    assert "Se spørgsmålene" in page
    assert "notat" in titles(item)
    waiting = WaitingBilag.objects.get()
    for name, status in (("sofie", 200), ("carl", 404), ("bo", 404)):
        assert signed_in(world, name).get(reverse("attachment", args=[waiting.pk])).status_code == status
    address, stored = reverse("waiting_bilag", args=[waiting.pk]), str(waiting.file.name)
    asked = sofie.post(address).content.decode()
    field = asked.split('name="q')[1].split("-kind")[0]
    sofie.post(address, {"answered": "1", f"q{field}-kind": "not_cpr"})
    assert Attachment.objects.get(pk=waiting.pk).title == "brev"
    assert not WaitingBilag.objects.exists()
    assert default_storage.exists(stored)  # until the transaction of the test ends


@pytest.fixture
def waiting(world: World) -> WaitingBilag:
    stored = default_storage.save("waiting/brev", ContentFile(CPR))
    return WaitingBilag.objects.create(item=world.items["session_open"], title="Brev", file=stored)


def test_a_file_that_waits_is_thrown_away(world: World, waiting: WaitingBilag) -> None:
    address = reverse("waiting_bilag", args=[waiting.pk])
    page = signed_in(world, "sofie").post(address, {"drop": "1"}, follow=True)
    assert "Filen er smidt væk." in page.content.decode()
    assert not WaitingBilag.objects.exists()


def test_a_recused_secretary_meets_nothing_that_waits(world: World, waiting: WaitingBilag) -> None:
    recuse(waiting.item, world.cast.sofie, reason="Nabo", by=world.cast.karen)
    sofie = signed_in(world, "sofie")
    assert sofie.get(reverse("attachment", args=[waiting.pk])).status_code == 404
    assert sofie.get(reverse("item_bilag", args=[waiting.item_id])).status_code == 404
    assert sofie.post(reverse("waiting_bilag", args=[waiting.pk])).status_code == 404


def test_every_good_type_has_a_word(world: World, item: AgendaItem) -> None:
    for name, (content, _type) in GOOD.items():
        attach(item, name, file=ContentFile(content, name=name), by=None)
    page = signed_in(world).get(reverse("item_bilag", args=[item.pk])).content.decode()
    assert "Fil," not in page
    assert "PowerPoint," in page
