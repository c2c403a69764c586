"""What each person may meet in a world, worked out from its description and the rights table (README).

Plain Python over plain values: nothing of the product is called here, so that nothing is wrong in both places.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.worlds import EDITING, GROUP, NOBODY, Forum, Granted, Meeting, Seat, Spot, World

CONTENT = ("title", "proposer", "background", "recommendation", "case")
PLANNED = ("presenter", "guest")
"""What only an agenda says."""
RECORDED = ("decision", "presence", "dissent", "correction")
"""What only minutes say."""
KEPT = ("sensitive", "why")
"""What only those who keep the forum are shown."""


@dataclass(frozen=True)
class Oracle:
    """One person in a world; somebody inactive is as good as nobody."""

    world: World
    person: int

    @property
    def anonymous(self) -> bool:
        return self.person == NOBODY or not self.world.people[self.person].active

    def forum(self, meeting: Meeting) -> Forum:
        return self.world.fora[meeting.forum]

    def seats(self, meeting: Meeting) -> list[Seat]:
        """The person's seats in the meeting's forum that have begun."""
        own = (seat for seat in self.world.seats if seat.person == self.person and not self.anonymous)
        return [seat for seat in own if seat.forum == meeting.forum and seat.since <= 0]

    def edits(self, meeting: Meeting) -> bool:
        return any(seat.role in EDITING and lasts(seat, 0) for seat in self.seats(meeting))

    # The rows of the rights table, for one item; `closed` says whether to take it for a closed one

    def reads(self, spot: Spot) -> bool:
        return self._reads(spot, spot.item.closed)

    def reads_bilag(self, spot: Spot, closed: bool) -> bool:
        """A closed bilag is read by those who could read the item if it were closed."""
        return self.reads(spot) and self._reads(spot, spot.item.closed or closed)

    def read_bilag_before(self, spot: Spot, closed: bool) -> bool:
        """Whether the person could fetch an open bilag until its item was closed afterwards."""
        was_open = spot.published and spot.item.closed_afterwards and spot.item.closed
        return was_open and not closed and self._reads(spot, False)

    def _reads(self, spot: Spot, closed: bool) -> bool:
        if self.recused(spot):
            return False
        if self.edits(spot.meeting) or self.wrote(spot):
            return True
        if not spot.published:
            return self.reviews(spot) and (not closed or self.granted(spot))
        return (
            self.granted(spot)
            or self.reads_by_seat(spot.meeting, closed)
            or self.reads_by_invitation(spot, closed)
            or (not closed and self.everybody_reads(spot.meeting))
        )

    def recused(self, spot: Spot) -> bool:
        taken_off = (one.person for one in spot.item.recused if not one.lifted)
        return self.person in taken_off and not self.anonymous

    def wrote(self, spot: Spot) -> bool:
        return spot.item.author == self.person and not self.anonymous

    def reviews(self, spot: Spot) -> bool:
        rounds = (one for one in spot.item.reviewed if one.person == self.person and not one.over)
        return any(rounds) and not self.anonymous and not spot.published

    def granted(self, spot: Spot) -> bool:
        return not self.anonymous and any(self.holds(one) for one in spot.item.granted)

    def holds(self, grant: Granted) -> bool:
        in_force = not grant.withdrawn and (grant.hours is None or grant.hours > 0)
        in_group = grant.to == GROUP and self.world.people[self.person].in_group
        return in_force and (grant.to == self.person or in_group)

    def reads_by_seat(self, meeting: Meeting, closed: bool) -> bool:
        held = [seat for seat in self.seats(meeting) if lasts(seat, meeting.day)]
        if closed and not self.forum(meeting).earlier_closed_to_members:
            held = [seat for seat in held if seat.since <= meeting.day]
        return bool(held)

    def reads_by_invitation(self, spot: Spot, closed: bool) -> bool:
        named = (one for one in spot.meeting.invited if one.person == self.person and not self.anonymous)
        return any(one.item in (None, spot.number) and (one.reads_closed or not closed) for one in named)

    def everybody_reads(self, meeting: Meeting) -> bool:
        forum = self.forum(meeting)
        public = forum.open_to_public and meeting.minutes_are_out
        return public or (forum.open_to_employees and not self.anonymous)

    # Meetings, and what is told of items that can't be read

    def opens(self, meeting: Meeting) -> bool:
        forum, spots = self.forum(meeting), self.items_of(meeting)
        if forum.open_to_public and meeting.minutes_are_out:
            return True
        if self.anonymous:
            return False
        return (
            self.edits(meeting)
            or any(lasts(seat, meeting.day) for seat in self.seats(meeting))
            or any(one.person == self.person for one in meeting.invited)
            or (forum.open_to_employees and meeting.agenda_is_out)
            or any(self.is_named(spot) for spot in spots if not self.recused(spot))
        )

    def items_of(self, meeting: Meeting) -> list[Spot]:
        """A cancelled meeting has none: they are in the pool."""
        return [] if meeting.state == "cancelled" else list(meeting.spots())

    def there(self, meeting: Meeting) -> list[Spot]:
        """What its page has: once the minutes are out nothing that was never published."""
        return [spot for spot in self.items_of(meeting) if spot.published or not meeting.minutes_are_out]

    def is_named(self, spot: Spot) -> bool:
        return self.wrote(spot) or self.reviews(spot) or (spot.published and self.granted(spot))

    def listed(self, meeting: Meeting) -> list[Spot]:
        """The items that the person is told of, in full or as stubs."""
        return [spot for spot in self.items_of(meeting) if self.opens(meeting) and spot.published]

    def takes_minutes(self, meeting: Meeting) -> bool:
        return self.edits(meeting) and meeting.state == "in_session"

    def meets(self, meeting: Meeting) -> set[str]:
        """The words in the meeting's document, as it is drawn for the person now."""
        early = self.takes_minutes(meeting)
        spots = self.there(meeting) if self.opens(meeting) else []
        return {word for spot in spots for word in self.words(spot, early or meeting.minutes_are_out)}

    def meets_issued(self, meeting: Meeting, *, minutes: bool) -> set[str]:
        """The words in the issued agenda or minutes."""
        return {word for spot in self.listed(meeting) for word in self.words(spot, minutes)}

    def words(self, spot: Spot, minutes: bool) -> Iterator[str]:
        if self.reads(spot):
            return self.full_words(spot, minutes)
        return self.stub_words(spot, minutes and spot.meeting.minutes_are_out)

    def full_words(self, spot: Spot, minutes: bool) -> Iterator[str]:
        yield from map(spot.word, CONTENT)
        if not minutes:
            yield from map(spot.word, PLANNED)
        elif spot.decided:
            yield from map(spot.word, RECORDED)
        if spot.item.closed:
            yield from (spot.word("ground"), spot.word("publictitle"))
            if minutes:
                yield spot.word("publicdecision")
        for place, closed in enumerate(spot.item.bilag):
            if self.reads_bilag(spot, closed):
                yield spot.bilag_word(place, "bilag")

    def stub_words(self, spot: Spot, minutes: bool) -> Iterator[str]:
        """A closed item has a public face; an open one that is not read has none, and a draft is not there."""
        if spot.published and spot.item.closed:
            yield spot.word("publictitle")
            if spot.item.shows_case_number:
                yield spot.word("case")
            if minutes:
                yield spot.word("publicdecision")

    # Tasks, which have four rules of their own

    def is_shown_task(self, spot: Spot) -> bool:
        """Whether the text of the item's task is shown; who can't read the item is shown no more than that."""
        if self.anonymous or spot.item.task is None or not spot.decided:
            return False
        if self.recused(spot):
            return spot.meeting.minutes_are_out and self.has_task(spot)
        early = self.edits(spot.meeting) and self.reads(spot)
        late = self.reads(spot) or self.has_task(spot) or self.leads_task(spot)
        return early or (spot.meeting.minutes_are_out and late)

    def has_task(self, spot: Spot) -> bool:
        return spot.item.task is not None and spot.item.task.person == self.person

    def leads_task(self, spot: Spot) -> bool:
        """With one department a head of its own, nobody is above."""
        task = spot.item.task
        if task is None or self.world.head != self.person or task.person == self.person:
            return False
        return task.person is None or self.world.people[task.person].in_department

    # All that may be met anywhere

    def utmost(self) -> set[str]:
        """Every word that any page at all may tell the person."""
        return {word for spot in self.world.spots() for word in self._utmost(spot)}

    def _utmost(self, spot: Spot) -> Iterator[str]:
        if self.is_shown_task(spot):
            yield spot.word("task")
        if not self.reads(spot):
            yield from self.stub_words(spot, spot.meeting.minutes_are_out) if self.opens(spot.meeting) else ()
            return
        yield from map(spot.word, (*CONTENT, *PLANNED, "ground", "publictitle", "casetitle"))
        if spot.meeting.minutes_are_out or self.edits(spot.meeting):
            yield from map(spot.word, (*RECORDED, "publicdecision"))
        if self.edits(spot.meeting):
            yield from map(spot.word, KEPT)
        for place, closed in enumerate(spot.item.bilag):
            if self.reads_bilag(spot, closed):
                yield from (spot.bilag_word(place, field) for field in ("bilag", "content"))


def lasts(seat: Seat, day: int) -> bool:
    return seat.until is None or seat.until >= day
