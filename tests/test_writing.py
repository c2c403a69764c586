"""Writing the texts of an item: what is stored of what somebody wrote, who may, and until when."""

from __future__ import annotations

from datetime import time

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from agenda.models import AgendaItem
from agenda.services.access import recuse
from agenda.services.fields import FIELDS
from agenda.services.guards import locked
from agenda.services.items import draft_item, submit_item
from agenda.services.publication import publish_items
from agenda.services.versions import Clash, Mark, marks
from agenda.services.writing import save_text
from people.models import JournalEntry, User
from people.refusals import Refused
from tests.cast import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(world: World) -> AgendaItem:
    return world.items["draft"]


@pytest.fixture
def own(world: World) -> AgendaItem:
    """A draft that Frida has not sent in yet."""
    return draft_item(world.forum, "Ny legeplads", closed=False, author=world.cast.frida, by=world.cast.frida)


def write(item: AgendaItem, field: str, text: str, by: User | None) -> str:
    """Save from the newest text, and return what is stored then."""
    save_text(item, field, text, base=marks(item).get(field, Mark()), by=by)
    return FIELDS[field].read(AgendaItem.objects.get(pk=item.pk))


STORED = [
    ("title", "  Ny \n legeplads ", "Ny legeplads"),
    ("kind", "discussion", "discussion"),
    ("minutes", " 15 ", "15"),
    ("minutes", "", ""),
    ("presenter", "Line Skovbjærg", "Line Skovbjærg"),
    ("proposer", "Kultur & Fritid", "Kultur & Fritid"),
    ("department", "Kultur, Fritid & Forebyggende Sundhed", "Kultur, Fritid & Forebyggende Sundhed"),
    ("case", "Sagsnr. 15/7111: Legeplads", "15/7111"),
    ("case", "Brev fra 12. maj", "Brev fra 12. maj"),
    ("case", "", ""),
    ("background", "<p onclick='x()'>Sagen <b>haster</b>.</p>", "<p>Sagen <strong>haster</strong>.</p>"),
    ("recommendations", "1. At drøfte\n\nChefforum godkender\nat", "at drøfte\nat Chefforum godkender"),
    ("guests", "8.45 - 9 Gitte Gæst\nKL", "08:45–09:00 Gitte Gæst\nKL"),
]
REFUSED = [
    *[
        ("title", " "),
        ("title", "A" * 1001),
        ("kind", "snak"),
        ("department", "Findes ikke"),
        ("case", "1" * 61),
    ],
    *[("minutes", "et kvarter"), ("minutes", "0"), ("minutes", "9" * 40)],
    *[("guests", "25:00– Gitte"), ("guests", "09:00–08:45 Gitte"), ("guests", "G" * 301)],
]


def test_what_is_stored_of_what_was_written(world: World, own: AgendaItem) -> None:
    assert {field for field, _written, _stored in STORED} == set(FIELDS)
    for field, written, stored in STORED:
        assert write(own, field, written, world.cast.frida) == stored


def test_what_cannot_be_stored_is_said_at_the_field(item: AgendaItem) -> None:
    for field, text in REFUSED:
        with pytest.raises(ValidationError) as error:
            save_text(item, field, text, base=Mark(), by=None)
        assert list(error.value.message_dict) == [field]


def test_a_guest_who_is_known_is_linked_and_stays_so(world: World, item: AgendaItem) -> None:
    write(item, "guests", "08:45– gitte@fjordby.example\nGitte Gæst", world.cast.sofie)
    assert [one.user for one in item.guests.all()] == [world.cast.gitte] * 2
    write(item, "guests", "09:00– Gitte Gæst", world.cast.sofie)
    assert [(one.user, one.arrives) for one in item.guests.all()] == [(world.cast.gitte, time(9))]


def test_a_recommendation_that_stays_keeps_the_minutes_it_approves(world: World, item: AgendaItem) -> None:
    """Moved or reworded it is still the same; a new one in its place approves nothing."""
    write(item, "recommendations", "at dagsordenen godkendes\nat referatet fra 3. maj godkendes", None)
    item.recommendations.filter(position=2).update(approves=world.past)
    write(item, "recommendations", "at referatet fra den 3. maj godkendes\nat drøfte kantinen", None)
    assert [one.approves for one in item.recommendations.all()] == [world.past, None]
    write(item, "recommendations", "at byde velkommen til nye medlemmer\nat drøfte kantinen", None)
    assert [one.approves for one in item.recommendations.all()] == [None, None]


def test_each_version_is_one_line_in_the_journal(world: World, item: AgendaItem) -> None:
    lines = JournalEntry.objects.filter(kind="item.text_written", object_id=str(item.pk))
    for title in ("Julelukning", "Julelukning af", "Julelukning af  Rådhuset", "Julelukning af Rådhuset"):
        write(item, "title", title, world.cast.sofie)
    assert [one.by for one in lines] == [world.cast.sofie]
    write(item, "title", "Julelukning af rådhuset", world.cast.karen)
    assert [one.by for one in lines.all()] == [world.cast.sofie, world.cast.karen]


def test_two_who_change_a_recommendation_clash(world: World, item: AgendaItem) -> None:
    save_text(item, "recommendations", "at udsætte", base=Mark(), by=world.cast.sofie)
    with pytest.raises(Clash):
        save_text(item, "recommendations", "at godkende", base=Mark(), by=world.cast.karen)
    assert item.recommendations.get().text == "at udsætte"


def test_an_author_writes_until_the_item_is_sent_in(world: World, own: AgendaItem) -> None:
    assert write(own, "title", "Legeplads ved havnen", world.cast.frida) == "Legeplads ved havnen"
    submit_item(own, by=world.cast.frida)
    with pytest.raises(Refused, match="sende det tilbage"):
        write(own, "title", "For sent", world.cast.frida)
    assert write(own, "title", "Rettet af sekretæren", world.cast.sofie) == "Rettet af sekretæren"


def test_nobody_else_writes_and_neither_do_the_recused(world: World, own: AgendaItem) -> None:
    for user in (world.cast.frida, world.cast.sofie):
        recuse(own, user, reason="Part i sagen", by=world.cast.karen)
    for name in ("carl", "bo", "ida", "niels", "rikke", "line", "frida", "sofie"):
        with pytest.raises(PermissionDenied):
            write(own, "title", "Overtaget", getattr(world.cast, name))


def test_a_published_item_is_not_rewritten(world: World, item: AgendaItem) -> None:
    with transaction.atomic():
        publish_items(locked(world.planned), timezone.now(), None)
    with pytest.raises(Refused, match="er udsendt"):
        write(item, "title", "Noget andet", world.cast.sofie)
