"""Closing what has been issued open: withdrawn, replaced, told of, and written down who had fetched it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agenda.models import AgendaItem, Attachment, Meeting
from agenda.services.access import grant_reading, recuse
from agenda.services.closing import Closing
from documents import build, scopes
from documents.adding import add_bilag
from documents.content import ClosedStub, ItemSection, Kind
from documents.editions import (
    draw_edition,
    edition_for,
    latest_snapshot,
    read_snapshot,
    store_edition,
    store_snapshot,
)
from documents.incidents import edited_by, readers, write_note
from documents.jobs import draw_editions
from documents.models import Incident, IssuedDocument, Reading
from documents.new_editions import tell_waiting
from documents.reissuing import close_item, open_item, set_attachment_closed
from people.files import kept_files
from people.models import JournalEntry, Notice, User
from tests.cast import World
from tests.test_publication import text_of

pytestmark = pytest.mark.django_db

CLOSING = Closing("Forretningsforhold", "Lokalplan: et økonomisk mellemværende")
MINUTES = {"kind": "minutes", "format": "pdf"}


@pytest.fixture
def issued(world: World) -> World:
    """The minutes of the past meeting are issued, in full and to the public, as papers that need no drawing."""
    store(world.past, Kind.MINUTES)
    return world


def store(meeting: Meeting, kind: Kind) -> None:
    document = build.whole(meeting, kind)
    with kept_files() as keep, transaction.atomic():
        snapshot = store_snapshot(meeting, document, by=None, keep=keep)
        for scope in (scopes.full(document), scopes.public(document)):
            store_edition(snapshot, scope, scope.digest.encode(), by=None, keep=keep)


def get(user: User | None, name: str, *args: object) -> HttpResponseBase:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client.get(reverse(name, args=args))


def paper_of(user: User, meeting: Meeting) -> IssuedDocument:
    """The edition of the minutes that is the reader's now."""
    found = edition_for(user, meeting, Kind.MINUTES)
    assert found is not None
    return found


def newest(meeting: Meeting, kind: Kind = Kind.MINUTES) -> IssuedDocument:
    found = latest_snapshot(meeting, kind)
    assert found is not None
    return found


def tell_of(meeting: Meeting, kind: Kind = Kind.MINUTES) -> None:
    """What the worker does once an edition has been drawn."""
    tell_waiting.call(str(newest(meeting, kind).pk))


def entry(meeting: Meeting, item: AgendaItem) -> ItemSection:
    (found,) = [one for one in read_snapshot(newest(meeting)).entries if one.key == str(item.pk)]
    assert isinstance(found, ItemSection)
    return found


def test_closing_afterwards_from_end_to_end(world: World) -> None:
    """Drawn for real, once."""
    cast, item, bilag = world.cast, world.items["past_open"], world.attachments["past_open"]
    document = build.whole(world.past, Kind.MINUTES)
    with kept_files() as keep, transaction.atomic():
        snapshot = store_snapshot(world.past, document, by=None, keep=keep)
        scope = scopes.public(document)
        store_edition(snapshot, scope, draw_edition(document, scope), by=None, keep=keep)
    old = paper_of(cast.bo, world.past)
    assert get(cast.bo, "edition", old.pk).status_code == 200
    assert get(cast.bo, "attachment", bilag.pk).status_code == 200

    incident = close_item(item, CLOSING, by=cast.sofie)

    for name, pk in [("edition", old.pk), ("attachment", bilag.pk)]:
        assert get(cast.bo, name, pk).status_code == 410
        assert get(None, name, pk).status_code == 404
    gone = get(cast.bo, "edition", old.pk)
    told = b"".join(gone).decode()
    assert "Denne udgave er trukket tilbage" in told
    assert f'href="{reverse("meeting", args=[world.past.pk])}">Gå til mødets side' in told
    new = text_of(paper_of(cast.bo, world.past))
    assert "Lokalplan: et økonomisk mellemværende" in new
    assert "Havnefronten" not in new
    full = text_of(paper_of(cast.carl, world.past))
    assert full.count("LUKKET PUNKT") == 2
    assert incident is not None
    assert [(one.user, one.face) for one in readers(incident)] == [
        (cast.bo, Reading.Face.PDF), (cast.bo, Reading.Face.FILE)
    ]  # fmt: skip
    tell_of(world.past)
    (notice,) = Notice.objects.filter(user=cast.bo)
    assert "Der er en ny udgave af referatet fra Chefforum den" in notice.sentence
    assert "luk" not in notice.sentence.lower()


def test_every_older_edition_is_withdrawn_and_the_files_stay(issued: World) -> None:
    before = list(IssuedDocument.objects.all())
    incident = close_item(issued.items["past_open"], CLOSING, by=issued.cast.sofie)
    for one in before:
        one.refresh_from_db()
        assert one.withdrawn_at is not None
        assert one.withdrawn_for == incident
        assert default_storage.exists(str(one.file.name))
        assert get(issued.cast.karen, "edition", one.pk).status_code in (404, 410)
    assert newest(issued.past).version == 2


def test_the_new_version_changes_nothing_but_the_closing(issued: World) -> None:
    item, other = issued.items["past_open"], issued.items["past_guest"]
    before = entry(issued.past, other)
    AgendaItem.objects.filter(pk=other.pk).update(title="Rettet bagefter")
    close_item(item, CLOSING, by=issued.cast.sofie)
    assert entry(issued.past, other) == before
    closure = entry(issued.past, item).closed
    assert closure is not None
    assert (closure.public_title, closure.legal_ground) == (CLOSING.public_title, CLOSING.legal_ground)


def test_agenda_and_minutes_are_both_issued_anew(issued: World) -> None:
    store(issued.past, Kind.AGENDA)
    closing = Closing("Forretningsforhold", "Et udbud", public_decision="<p>Godkendt.</p>")
    close_item(issued.items["past_open"], closing, by=issued.cast.sofie)
    for kind, told in [(Kind.AGENDA, ""), (Kind.MINUTES, "<p>Godkendt.</p>")]:
        document = read_snapshot(newest(issued.past, kind))
        (stub, *_rest) = scopes.narrowed(document, scopes.public(document)).entries
        assert isinstance(stub, ClosedStub)
        assert (stub.public_title, stub.public_decision) == ("Et udbud", told)


def test_a_supplementary_agenda_leaves_no_earlier_version_in_force(world: World) -> None:
    store(world.session, Kind.AGENDA)
    store(world.session, Kind.AGENDA)
    close_item(world.items["session_open"], CLOSING, by=world.cast.sofie)
    in_force = IssuedDocument.objects.filter(meeting=world.session, withdrawn_at=None)
    assert set(in_force.values_list("version", flat=True)) == {3}


def test_approved_minutes_can_be_closed_too(issued: World) -> None:
    Meeting.objects.filter(pk=issued.past.pk).update(
        state="minutes_approved", minutes_approved_at=timezone.now()
    )
    assert close_item(issued.items["past_open"], CLOSING, by=issued.cast.sofie) is not None
    assert newest(issued.past).version == 2


def test_a_draft_is_closed_without_more_ado(world: World) -> None:
    assert close_item(world.items["draft"], CLOSING, by=world.cast.sofie) is None
    world.items["draft"].refresh_from_db()
    assert world.items["draft"].closed
    open_item(world.items["draft"], by=world.cast.sofie)
    world.items["draft"].refresh_from_db()
    assert not world.items["draft"].closed
    assert not IssuedDocument.objects.exists()


@pytest.mark.parametrize("name", ["carl", "bo", "ida", "tove"])
def test_only_editors_close_and_open(issued: World, name: str) -> None:
    user = getattr(issued.cast, name)
    acts: list[Callable[[], object]] = [
        lambda: close_item(issued.items["past_open"], CLOSING, by=user),
        lambda: open_item(issued.items["past_closed"], by=user),
        lambda: set_attachment_closed(issued.attachments["past_open"], True, by=user),
        lambda: set_attachment_closed(issued.attachments["past_closed"], False, by=user),
    ]
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()
    assert newest(issued.past).version == 1


def test_a_closing_that_lacks_something_changes_nothing(issued: World) -> None:
    before = JournalEntry.objects.count()
    with pytest.raises(ValidationError):
        close_item(issued.items["past_open"], Closing("", "Et udbud"), by=issued.cast.sofie)
    assert not Incident.objects.exists()
    assert JournalEntry.objects.count() == before
    assert newest(issued.past).version == 1


def test_closed_in_other_words_is_issued_anew_without_an_incident(issued: World) -> None:
    item = issued.items["past_closed"]
    closing = Closing("Personforhold", "Ansættelse af en leder", shows_case_number=True)
    assert close_item(item, closing, by=issued.cast.sofie) is None
    assert entry(issued.past, item).closed == build.closures(AgendaItem.objects.get(pk=item.pk))[Kind.MINUTES]
    assert newest(issued.past).version == 2
    assert close_item(item, closing, by=issued.cast.sofie) is None
    assert newest(issued.past).version == 2


def test_who_reads_on_is_sent_on_from_an_edition_that_was_only_replaced(issued: World) -> None:
    old = paper_of(issued.cast.bo, issued.past)
    close_item(issued.items["past_closed"], Closing("Personforhold", "En leder"), by=issued.cast.sofie)
    answer = get(issued.cast.bo, "edition", old.pk)
    assert (answer.status_code, answer["Location"]) == (302, reverse("minutes_pdf", args=[issued.past.pk]))
    assert get(None, "edition", old.pk).status_code == 404


def test_what_was_closed_all_along_is_no_ones_loss(issued: World) -> None:
    """The full edition showed the closed item too. Who could not fetch it then is not told that it was there."""
    old = paper_of(issued.cast.carl, issued.past)
    close_item(issued.items["past_open"], CLOSING, by=issued.cast.sofie)
    assert get(issued.cast.carl, "edition", old.pk).status_code == 410
    for name in ("bo", "mette", "tove", "niels"):
        assert get(getattr(issued.cast, name), "edition", old.pk).status_code == 404


def test_who_could_not_fetch_the_edition_between_two_closings_is_told_nothing(issued: World) -> None:
    """The first closing had made the edition what it was: it was never open to who lost the item by it."""
    cast = issued.cast
    close_item(issued.items["past_open"], CLOSING, by=cast.sofie)
    snapshot = newest(issued.past)
    whole = scopes.full(read_snapshot(snapshot))
    scope = scopes.Scope(whole.items, whole.attachments - {str(issued.attachments["past_closed"].pk)})
    with kept_files() as keep, transaction.atomic():
        between = store_edition(snapshot, scope, b"%PDF-1.7", by=None, keep=keep)
    assert get(cast.carl, "edition", between.pk).status_code == 200
    close_item(issued.items["past_guest"], CLOSING, by=cast.sofie)
    assert get(cast.carl, "edition", between.pk).status_code == 410
    assert get(cast.tove, "edition", between.pk).status_code == 404


def test_a_withdrawn_edition_is_hidden_like_one_that_never_was(issued: World) -> None:
    old, bilag = paper_of(issued.cast.carl, issued.past), issued.attachments["past_open"]
    close_item(issued.items["past_open"], CLOSING, by=issued.cast.sofie)
    for name, key, user in [("edition", old.pk, issued.cast.bo), ("attachment", bilag.pk, None)]:
        hidden, none = answered(user, name, key), answered(user, name, uuid4())
        assert hidden[0] == 404
        assert hidden == none


def answered(user: User | None, name: str, key: UUID) -> tuple[int, dict[str, str], str]:
    """The whole answer, less the one-time token and the address asked for."""
    response = get(user, name, key)
    page = re.sub(r'(csrfmiddlewaretoken" value=")\w+', r"\1", b"".join(response).decode())
    return response.status_code, dict(response.headers), page.replace(str(key), "")


def test_a_recused_person_lost_nothing(issued: World) -> None:
    recuse(issued.items["past_open"], issued.cast.mette, reason="Part", by=issued.cast.sofie)
    public = IssuedDocument.objects.filter(**MINUTES).order_by("pk")
    close_item(issued.items["past_open"], CLOSING, by=issued.cast.sofie)
    for one in public.filter(version=1):
        assert get(issued.cast.mette, "edition", one.pk).status_code == 404
    assert get(issued.cast.mette, "attachment", issued.attachments["past_open"].pk).status_code == 404


def test_a_grant_opens_the_bilag_of_what_was_closed_afterwards(issued: World) -> None:
    item, bilag = issued.items["past_open"], issued.attachments["past_open"]
    close_item(item, CLOSING, by=issued.cast.sofie)
    assert get(issued.cast.bo, "attachment", bilag.pk).status_code == 410
    grant_reading(item, issued.cast.bo, reason="Skal besvare en klage", by=issued.cast.sofie)
    assert get(issued.cast.bo, "attachment", bilag.pk).status_code == 200


def test_a_bilag_that_came_after_the_closing_was_never_there(world: World) -> None:
    item = world.items["session_open"]
    close_item(item, CLOSING, by=world.cast.sofie)
    late = add_bilag(item, "Sent notat", file=ContentFile(b"x", name="x.txt"), by=world.cast.sofie)
    assert get(world.cast.bo, "attachment", late.pk).status_code == 404
    assert get(world.cast.bo, "attachment", world.attachments["session_closed"].pk).status_code == 404
    assert get(world.cast.bo, "attachment", world.attachments["session_open"].pk).status_code == 410


def test_a_bilag_closed_by_itself(issued: World) -> None:
    cast, bilag = issued.cast, issued.attachments["past_open"]
    old = paper_of(cast.bo, issued.past)
    get(cast.bo, "attachment", bilag.pk)
    incident = set_attachment_closed(bilag, True, by=cast.sofie)
    assert incident is not None
    assert incident.bilag == [str(bilag.pk)]
    assert get(cast.bo, "edition", old.pk).status_code == 410
    assert get(cast.bo, "attachment", bilag.pk).status_code == 410
    assert get(cast.carl, "attachment", bilag.pk).status_code == 200
    section = entry(issued.past, issued.items["past_open"])
    assert [label for label, _one in section.numbered_bilag()] == ["1.L1", "1.L2"]
    assert section.bilag[0].key == str(bilag.pk)
    close_item(issued.items["past_open"], CLOSING, by=cast.sofie)
    assert get(cast.bo, "attachment", bilag.pk).status_code == 410
    assert get(cast.bo, "edition", old.pk).status_code == 410


def test_the_numbers_of_closed_bilag_on_paper_are_those_of_the_page(world: World) -> None:
    item = world.items["session_open"]
    extra = add_bilag(item, "Tredje bilag", by=world.cast.sofie)
    store(world.session, Kind.AGENDA)
    set_attachment_closed(extra, True, by=world.cast.sofie)
    document = read_snapshot(newest(world.session, Kind.AGENDA))
    (section,) = [one for one in document.entries if one.key == str(item.pk)]
    assert isinstance(section, ItemSection)
    assert [one.key for one in section.bilag] == [str(one.pk) for one in Attachment.objects.filter(item=item)]


def test_opening_issues_what_was_closed(issued: World) -> None:
    item = issued.items["past_closed"]
    old = paper_of(issued.cast.bo, issued.past)
    open_item(item, by=issued.cast.sofie)
    assert entry(issued.past, item).closed is None
    new = paper_of(issued.cast.bo, issued.past)
    assert str(item.pk) in new.shows
    assert get(issued.cast.bo, "edition", new.pk).status_code == 200
    assert get(issued.cast.bo, "edition", old.pk).status_code == 302


def test_opened_and_closed_again_was_visible_in_between(issued: World) -> None:
    item, cast = issued.items["past_closed"], issued.cast
    before = paper_of(cast.carl, issued.past)
    open_item(item, by=cast.sofie)
    between = paper_of(cast.bo, issued.past)
    opened_at = JournalEntry.objects.get(kind="item.opened").at
    incident = close_item(item, CLOSING, by=cast.sofie)
    assert incident is not None
    assert incident.visible_from == opened_at
    assert get(cast.bo, "edition", between.pk).status_code == 410
    assert get(cast.bo, "edition", before.pk).status_code == 404


def lines(incident: Incident) -> list[tuple[User | None, str, int]]:
    return [(one.user, one.face, one.times) for one in readers(incident)]


def test_an_edition_from_before_the_opening_is_no_loss_of_the_next_closing(issued: World) -> None:
    """It showed the item while it was closed, so Bo could never fetch it."""
    cast, item = issued.cast, issued.items["past_open"]
    close_item(item, CLOSING, by=cast.sofie)
    document = read_snapshot(newest(issued.past))
    shown = scopes.public(document)
    scope = scopes.Scope(shown.items | {str(item.pk)}, shown.attachments)
    with kept_files() as keep, transaction.atomic():
        closed = store_edition(newest(issued.past), scope, b"%PDF", by=None, keep=keep)
    open_item(item, by=cast.sofie)
    close_item(item, CLOSING, by=cast.sofie)
    assert get(cast.bo, "edition", closed.pk).status_code == 404
    assert get(cast.karen, "edition", closed.pk).status_code == 302


def test_the_incident_tells_who_had_fetched_what(issued: World) -> None:
    cast, bilag = issued.cast, issued.attachments["past_open"]
    paper = paper_of(cast.bo, issued.past)
    for _twice in range(2):
        get(cast.bo, "edition", paper.pk)
    get(cast.carl, "attachment", bilag.pk)
    get(cast.karen, "meeting", issued.past.pk)
    Reading.objects.create(face="pdf", meeting=issued.past, edition=paper)
    incident = close_item(issued.items["past_open"], CLOSING, by=cast.sofie)
    assert incident is not None
    get(cast.mette, "meeting", issued.past.pk)
    assert lines(incident) == [
        (cast.bo, "pdf", 2), (cast.carl, "file", 1), (cast.karen, "page", 1), (None, "pdf", 1)
    ]  # fmt: skip
    assert readers(incident)[0].first < readers(incident)[0].last
    assert incident.visible_from == issued.items["past_open"].published_at


def test_who_was_shown_a_stub_on_the_page_has_not_read_it(issued: World) -> None:
    recuse(issued.items["past_open"], issued.cast.mette, reason="Part", by=issued.cast.sofie)
    get(issued.cast.mette, "meeting", issued.past.pk)
    incident = close_item(issued.items["past_open"], CLOSING, by=issued.cast.sofie)
    assert incident is not None
    assert lines(incident) == []


def test_what_was_read_before_it_was_opened_is_no_part_of_the_incident(issued: World) -> None:
    item, cast = issued.items["past_closed"], issued.cast
    get(cast.carl, "meeting", issued.past.pk)
    Reading.objects.update(at=timezone.now() - timedelta(hours=1))
    open_item(item, by=cast.sofie)
    incident = close_item(item, CLOSING, by=cast.sofie)
    assert incident is not None
    assert lines(incident) == []


def test_the_note_is_the_editors_own(issued: World) -> None:
    incident = close_item(issued.items["past_open"], CLOSING, by=issued.cast.sofie)
    assert incident is not None
    write_note(incident, "Underrettet databeskyttelsesrådgiveren.\r\nIngen andre.", by=issued.cast.karen)
    incident.refresh_from_db()
    assert incident.note == "Underrettet databeskyttelsesrådgiveren.\nIngen andre."
    with pytest.raises(PermissionDenied):
        write_note(incident, "Noget andet", by=issued.cast.carl)
    assert [list(edited_by(user)) for user in (issued.cast.sofie, issued.cast.carl)] == [[incident], []]


def test_nobody_is_told_who_may_no_longer_open_the_meeting(issued: World) -> None:
    cast = issued.cast
    get(cast.bo, "edition", paper_of(cast.bo, issued.past).pk)
    get(cast.carl, "edition", paper_of(cast.carl, issued.past).pk)
    get(cast.sofie, "edition", paper_of(cast.sofie, issued.past).pk)
    issued.forum.open_to_employees = False
    issued.forum.save()
    close_item(issued.items["past_open"], CLOSING, by=cast.sofie)
    tell_of(issued.past)
    assert not Notice.objects.exists()
    draw_editions.call(issued.past.pk, "minutes")
    for _again in range(2):
        tell_of(issued.past)
        assert [one.user for one in Notice.objects.all()] == [cast.carl]


def test_who_has_fetched_the_new_edition_is_told_of_it_no_more(issued: World) -> None:
    cast = issued.cast
    get(cast.carl, "edition", paper_of(cast.carl, issued.past).pk)
    close_item(issued.items["past_open"], CLOSING, by=cast.sofie)
    get(cast.carl, "edition", paper_of(cast.carl, issued.past).pk)
    tell_of(issued.past)
    assert not Notice.objects.exists()


def test_who_fetched_a_bilag_is_told_with_the_last_of_the_documents(issued: World) -> None:
    """And once: the agenda, which had the bilag too, tells nobody."""
    cast, bilag = issued.cast, issued.attachments["past_open"]
    store(issued.past, Kind.AGENDA)
    get(cast.bo, "attachment", bilag.pk)
    set_attachment_closed(bilag, True, by=cast.sofie)
    for kind in (Kind.AGENDA, Kind.MINUTES):
        draw_editions.call(issued.past.pk, kind.value)
        tell_of(issued.past, kind)
    assert [(one.user, one.kind) for one in Notice.objects.all()] == [(cast.bo, "new_minutes")]
