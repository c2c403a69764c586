"""Taking minutes: outcomes and text saved apart, sentences, dissents, who was there, and what is postponed."""

from __future__ import annotations

from datetime import time

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage

from agenda.models import AgendaItem, Invitation, ItemGuest, ItemPresence, Recommendation
from agenda.services import attendance
from agenda.services.access import invite, recuse
from agenda.services.meetings import plan_meeting
from agenda.services.versions import Clash, Mark, newest
from decisions.models import Decision, Outcome, OutcomeSentence
from decisions.services.dissents import add_dissent, remove_dissent
from decisions.services.postponing import name_authors, outcomes_of, resumed
from decisions.services.recording import WHOLE, offer_for, record_decision, save_text, set_outcomes
from decisions.services.sentences import keep_sentences
from people.models import JournalEntry
from people.refusals import Refused
from tests.cast import World, some_day

pytestmark = pytest.mark.django_db

YES, LATER, NO = Outcome.APPROVED, Outcome.POSTPONED, Outcome.REJECTED


@pytest.fixture
def item(world: World) -> AgendaItem:
    """An item of the meeting in session with two recommendations, of which nothing has been said."""
    item = world.items["session_guest"]
    Recommendation.objects.create(item=item, position=2, text="at målingen gentages")
    return item


def text_of(item: AgendaItem) -> str:
    return Decision.objects.get(item=item).text


def mark_of(item: AgendaItem) -> Mark:
    return Mark.of(newest(item, "decision"))


def entries() -> list[str]:
    return list(JournalEntry.objects.values_list("kind", flat=True))


def test_the_outcomes_offer_the_sentence(world: World, item: AgendaItem) -> None:
    set_outcomes(item, {1: YES}, by=world.cast.sofie)
    assert text_of(item) == "<p>Ad 1: Godkendt.</p>"
    set_outcomes(item, {2: YES}, by=world.cast.sofie)
    assert text_of(item) == "<p>Godkendt.</p>"
    set_outcomes(item, {1: None, 2: LATER}, by=world.cast.sofie)
    assert text_of(item) == "<p>Ad 2: Udsat.</p>"
    assert outcomes_of(item) == [None, LATER]


def test_what_somebody_wrote_is_not_replaced(world: World, item: AgendaItem) -> None:
    set_outcomes(item, {1: YES, 2: YES}, by=world.cast.sofie)
    own = "<p>Godkendt. Karen skriver til KL.</p>"
    save_text(item, own, base=mark_of(item), by=world.cast.sofie)
    set_outcomes(item, {2: NO}, by=world.cast.sofie)
    assert text_of(item) == own
    assert offer_for(item) == "<p>Ad 1: Godkendt.</p><p>Ad 2: Ikke godkendt.</p>"


def test_a_text_that_saves_itself_says_nothing_of_an_outcome(world: World, item: AgendaItem) -> None:
    save_text(item, "<p>Godkendt.</p>", base=Mark(), by=world.cast.sofie)
    assert outcomes_of(item) == [None, None]


def test_the_autosaves_of_a_session_are_one_line_of_the_journal(world: World, item: AgendaItem) -> None:
    for text in ("<p>Dr</p>", "<p>Drøft</p>", "<p>Drøftet.</p>"):
        save_text(item, text, base=mark_of(item), by=world.cast.sofie)
    assert text_of(item) == "<p>Drøftet.</p>"
    assert entries().count("item.decision_written") == 1


def test_the_same_text_again_is_nobody_elses(world: World, item: AgendaItem) -> None:
    save_text(item, "<p>Drøftet.</p>", base=mark_of(item), by=world.cast.sofie)
    save_text(item, "<p>Drøftet.</p>", base=mark_of(item), by=world.cast.karen)
    assert item.decision.recorded_by == world.cast.sofie


def test_two_secretaries_in_the_same_decision_clash(world: World, item: AgendaItem) -> None:
    save_text(item, "<p>Karens.</p>", base=Mark(), by=world.cast.karen)
    with pytest.raises(Clash) as clash:
        save_text(item, "<p>Sofies.</p>", base=Mark(), by=world.cast.sofie)
    assert (clash.value.mine, clash.value.theirs.text) == ("<p>Sofies.</p>", "<p>Karens.</p>")
    assert text_of(item) == "<p>Karens.</p>"


def test_the_same_outcome_again_changes_nothing(world: World, item: AgendaItem) -> None:
    set_outcomes(item, {1: YES}, by=world.cast.sofie)
    before = entries()
    set_outcomes(item, {1: YES, 2: None}, by=world.cast.sofie)
    assert entries() == before


def test_an_item_without_recommendations_has_one_outcome(world: World, item: AgendaItem) -> None:
    item.recommendations.all().delete()
    item.kind = AgendaItem.Kind.ORIENTATION
    item.save()
    set_outcomes(item, {WHOLE: Outcome.NOTED}, by=world.cast.sofie)
    assert text_of(item) == "<p>Orienteringen blev taget til efterretning.</p>"
    set_outcomes(item, {WHOLE: None}, by=world.cast.sofie)
    assert text_of(item) == ""


@pytest.mark.parametrize("place", [WHOLE, 3, -1])
def test_an_outcome_of_nothing_is_refused(world: World, item: AgendaItem, place: int) -> None:
    with pytest.raises(ValidationError, match="Hent siden igen"):
        set_outcomes(item, {place: YES}, by=world.cast.sofie)


def test_a_forum_keeps_its_own_sentences(world: World, item: AgendaItem) -> None:
    keep_sentences(
        world.forum,
        {(YES, ""): " Tiltrådt. ", (NO, ""): "Ikke godkendt.", (LATER, ""): ""},
        by=world.cast.sofie,
    )
    set_outcomes(item, {1: YES, 2: YES}, by=world.cast.sofie)
    assert text_of(item) == "<p>Tiltrådt.</p>"
    assert OutcomeSentence.objects.count() == 1


@pytest.mark.parametrize("name", ["draft", "past_guest"])
def test_minutes_are_taken_of_published_items_while_the_meeting_lasts(world: World, name: str) -> None:
    item, sofie = world.items[name], world.cast.sofie
    for act in (
        lambda: set_outcomes(item, {1: YES}, by=sofie),
        lambda: save_text(item, "<p>Ja.</p>", base=Mark(), by=sofie),
        lambda: add_dissent(item, "Carl", "Nej.", by=sofie),
        lambda: attendance.note_presence(item, "Carl", kind=ItemPresence.Kind.LEFT, by=sofie),
    ):
        with pytest.raises(Refused):
            act()


def test_who_is_recused_takes_no_minutes_of_the_item(world: World, item: AgendaItem) -> None:
    recuse(item, world.cast.sofie, by=world.cast.karen)
    with pytest.raises(PermissionDenied):
        set_outcomes(item, {1: YES}, by=world.cast.sofie)
    with pytest.raises(PermissionDenied):
        save_text(item, "<p>Ja.</p>", base=Mark(), by=world.cast.sofie)


def test_a_dissent_is_recorded_and_taken_back(world: World, item: AgendaItem) -> None:
    text = "Carl kan ikke tiltræde beslutningen.\n\nHan henviser til sit notat."
    dissent = add_dissent(item, " Carl  Aadalskov ", text, user=world.cast.carl, by=world.cast.sofie)
    assert (dissent.who, dissent.text) == ("Carl Aadalskov", text)
    remove_dissent(dissent, by=world.cast.sofie)
    assert not item.decision.dissents.exists()
    with pytest.raises(ValidationError) as error:
        add_dissent(item, " ", "", by=world.cast.sofie)
    assert set(error.value.message_dict) == {"who", "text"}


# Who was there


def test_those_expected_are_put_on_the_list_once(world: World) -> None:
    cast, session = world.cast, world.session
    attendance.add_attendee(session, "Mette", user=cast.mette, presence="apologies", by=cast.sofie)
    invite(session, cast.per, kind=Invitation.Kind.DEPUTY, by=cast.sofie)
    for _twice in range(2):
        attendance.prefill_attendance(session, by=cast.sofie)
    rows = session.attendance.values_list("user__email", "presence")
    assert [(email.partition("@")[0], presence) for email, presence in rows] == [
        ("mette", "apologies"), ("karen", "present"), ("carl", "present"), ("sofie", "present"), ("per", "deputy"),
    ]  # fmt: skip


def test_guests_of_an_item_are_noted_at_the_item(world: World, item: AgendaItem) -> None:
    ItemGuest.objects.create(item=item, position=1, who="Anna Berg, KL", arrives=time(9, 15))
    for _twice in range(2):
        attendance.prefill_attendance(world.session, by=world.cast.sofie)
    presence = item.presences.get()
    assert (presence.who, presence.kind, presence.at) == ("Anna Berg, KL", "guest", time(9, 15))


def test_the_list_is_changed_a_row_at_a_time(world: World) -> None:
    sofie = world.cast.sofie
    row = attendance.add_attendee(world.session, "Gæst fra KL", presence="guest", by=sofie)
    assert attendance.set_presence(row, "absent", by=sofie).presence == "absent"
    carl = attendance.add_attendee(world.session, "Carl", user=world.cast.carl, presence="present", by=sofie)
    with pytest.raises(ValidationError, match="allerede"):
        attendance.add_attendee(world.session, "Carl", user=world.cast.carl, presence="present", by=sofie)
    attendance.remove_attendee(row, by=sofie)
    assert list(world.session.attendance.all()) == [carl]


def test_somebody_leaves_during_an_item(world: World, item: AgendaItem) -> None:
    presence = attendance.note_presence(
        item, "Mette Østervang", kind=ItemPresence.Kind.LEFT, at=time(9, 40), by=world.cast.sofie
    )
    assert list(item.presences.all()) == [presence]
    attendance.remove_presence(presence, by=world.cast.sofie)
    assert not item.presences.exists()


# What is postponed


def postpone(world: World, item: AgendaItem) -> AgendaItem:
    places = range(1, item.recommendations.count() + 1)
    set_outcomes(item, dict.fromkeys(places, LATER), by=world.cast.sofie)
    found = resumed(item)
    assert found is not None
    return found


def test_a_postponed_item_comes_up_at_the_next_meeting(world: World, item: AgendaItem) -> None:
    item.author = world.cast.frida
    item.save()
    new = postpone(world, item)
    assert (new.meeting, new.state, new.continues, new.number) == (world.planned, "accepted", item, None)
    assert [one.text for one in new.recommendations.all()] == [one.text for one in item.recommendations.all()]
    assert (new.title, new.background, new.proposer) == (item.title, item.background, item.proposer)
    readers = [
        name for name, user in world.cast.everybody().items() if new in AgendaItem.objects.visible_to(user)
    ]
    assert readers == ["sofie", "karen"]


def test_some_of_it_postponed_is_not_all_of_it(world: World, item: AgendaItem) -> None:
    set_outcomes(item, {1: LATER}, by=world.cast.sofie)
    set_outcomes(item, {2: YES}, by=world.cast.sofie)
    assert resumed(item) is None


def test_a_closed_item_stays_closed_and_keeps_its_bilag_and_its_recused(world: World) -> None:
    item = world.items["session_closed"]
    recuse(item, world.cast.carl, reason="Part", by=world.cast.sofie)
    new = postpone(world, item)
    for name in ("closed", "public_title", "legal_ground", "case", "closed_by", "closed_at"):
        assert getattr(new, name) == getattr(item, name)
    old_bilag, new_bilag = item.attachments.get(), new.attachments.get()
    assert (new_bilag.title, new_bilag.sha256) == (old_bilag.title, old_bilag.sha256)
    assert new_bilag.file.name != old_bilag.file.name
    assert new.recusals.get().user == world.cast.carl


def test_an_item_comes_up_again_only_once(world: World, item: AgendaItem) -> None:
    postpone(world, item)
    record_decision(item, "<p>Udsat til november.</p>", outcomes=[LATER, LATER], by=world.cast.sofie)
    assert item.continued_by.count() == 1


def test_taken_back_the_untouched_draft_goes_with_its_files(
    world: World, django_capture_on_commit_callbacks: pytest.FixtureRequest
) -> None:
    item = world.items["session_closed"]
    new = postpone(world, item)
    file = str(new.attachments.get().file.name)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        set_outcomes(item, {1: YES}, by=world.cast.sofie)
    assert resumed(item) is None
    assert not default_storage.exists(file)
    assert default_storage.exists(str(item.attachments.get().file.name))
    assert entries().count("item.deleted") == 1


def test_a_draft_that_somebody_works_on_stays(world: World, item: AgendaItem) -> None:
    new = postpone(world, item)
    recuse(new, world.cast.mette, reason="Ny oplysning", by=world.cast.sofie)
    set_outcomes(item, {1: YES}, by=world.cast.sofie)
    assert resumed(item) == new


def test_without_a_next_meeting_it_waits_in_the_pool(world: World, item: AgendaItem) -> None:
    world.planned.state = "cancelled"
    world.planned.save()
    assert postpone(world, item).meeting is None


def test_a_meeting_later_the_same_day_is_the_next(world: World, item: AgendaItem) -> None:
    earlier = plan_meeting(world.forum, some_day(0), start=time(7), by=None)
    later = plan_meeting(world.forum, some_day(0), start=time(13), by=None)
    assert postpone(world, item).meeting == later != earlier


def test_the_author_hears_of_it_when_the_minutes_are_out(world: World, item: AgendaItem) -> None:
    item.author = world.cast.frida
    item.save()
    new = postpone(world, item)
    assert new not in AgendaItem.objects.visible_to(world.cast.frida)
    name_authors(world.session, by=world.cast.sofie)
    assert new in AgendaItem.objects.visible_to(world.cast.frida)
