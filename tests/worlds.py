"""Small worlds drawn by hypothesis, described in plain values: fora, meetings, items, and who has which part in them.

`tests/oracle.py` says from the description alone who may meet which word; `tests/world_rows.py` makes rows of it.
Days and hours are counted from now. People are numbers below PEOPLE; a grant may also be given to the GROUP.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from hypothesis import strategies as st

PEOPLE = 3
GROUP = NOBODY = PEOPLE
EDITING = ("chair", "secretary", "deputy_secretary")
DAYS = (-60, -30, -1, 0, 1, 30)
"""A few days only, so that a seat often begins or ends on the very day of a meeting."""


@dataclass(frozen=True)
class Person:
    """Administrators are drawn too, for the flags are to open nothing."""

    active: bool
    administers: bool
    in_group: bool
    in_department: bool


@dataclass(frozen=True)
class Forum:
    open_to_employees: bool
    open_to_public: bool
    earlier_closed_to_members: bool


@dataclass(frozen=True)
class Seat:
    forum: int
    person: int
    role: str
    since: int
    until: int | None


@dataclass(frozen=True)
class Recused:
    person: int
    lifted: bool


@dataclass(frozen=True)
class Granted:
    """`hours` until it expires, or since it did."""

    to: int
    hours: int | None
    withdrawn: bool


@dataclass(frozen=True)
class Reviewed:
    person: int
    over: bool


@dataclass(frozen=True)
class Task:
    """What somebody has to do because of the decision; without a person it is the department's."""

    person: int | None


@dataclass(frozen=True)
class Item:
    """`late` items are drafts of a meeting whose agenda is out. One closed afterwards was issued while it was open."""

    closed: bool
    closed_afterwards: bool
    late: bool
    withdrawn: bool
    draft_state: str
    shows_case_number: bool
    author: int | None
    bilag: tuple[bool, ...]
    recused: tuple[Recused, ...]
    granted: tuple[Granted, ...]
    reviewed: tuple[Reviewed, ...]
    task: Task | None


@dataclass(frozen=True)
class Invited:
    """To the meeting, or to one item of it."""

    person: int
    item: int | None
    reads_closed: bool


@dataclass(frozen=True)
class Meeting:
    """The items of a cancelled meeting have gone back to the pool."""

    row: int
    forum: int
    day: int
    state: str
    was_issued: bool
    items: tuple[Item, ...]
    invited: tuple[Invited, ...]

    @property
    def agenda_is_out(self) -> bool:
        return self.was_issued if self.state == "cancelled" else self.state != "planned"

    @property
    def minutes_are_out(self) -> bool:
        return self.state.startswith("minutes_")

    @property
    def supplement(self) -> Spot | None:
        """The item that came after the agenda and was sent out by itself: the last one, where there are more."""
        spots = [spot for spot in self.spots() if spot.published]
        return spots[-1] if len(spots) > 1 else None

    def spots(self) -> Iterator[Spot]:
        for number, item in enumerate(self.items):
            yield Spot(self, self.code(number), number, item)

    def code(self, number: int) -> str:
        return "abc"[self.row] + "abcdef"[number]


@dataclass(frozen=True)
class Spot:
    """An item in its world, and the words that stand there and nowhere else: "qabtitleq"."""

    meeting: Meeting
    code: str
    number: int
    item: Item

    @property
    def published(self) -> bool:
        return self.meeting.state not in ("planned", "cancelled") and not self.item.late

    @property
    def decided(self) -> bool:
        return self.published and (self.meeting.minutes_are_out or self.meeting.state == "in_session")

    def word(self, field: str) -> str:
        return f"q{self.code}{field}q"

    def bilag_word(self, place: int, field: str) -> str:
        return f"q{self.code}{'abcdef'[place]}{field}q"


@dataclass(frozen=True)
class World:
    """`curious` is the one who tries what there is no time for everybody to try: a handful of all the addresses there
    are, which `tries` chooses. `head` leads the department."""

    curious: int
    tries: int
    head: int | None
    people: tuple[Person, ...]
    fora: tuple[Forum, Forum]
    seats: tuple[Seat, ...]
    meetings: tuple[Meeting, ...]

    def spots(self) -> Iterator[Spot]:
        for meeting in self.meetings:
            yield from meeting.spots()


FIELDS = (
    "title", "proposer", "background", "recommendation", "case", "ground", "publictitle", "publicdecision",
    "decision", "sensitive", "why", "presenter", "guest", "presence", "dissent", "correction",
    "task", "casetitle",
)  # fmt: skip
WORD = re.compile(rf"q[a-f]{{2,3}}(?:{'|'.join(FIELDS)}|bilag|content|stored)q")

Drawn = TypeVar("Drawn")
PERSON = st.integers(0, PEOPLE - 1)
SELDOM = st.sampled_from([False, False, False, False, True])


def few(one: st.SearchStrategy[Drawn], most: int, **unique: Any) -> st.SearchStrategy[tuple[Drawn, ...]]:
    return st.lists(one, max_size=most, **unique).map(tuple)


ITEMS = st.builds(
    Item,
    closed=st.booleans(),
    closed_afterwards=SELDOM,
    late=SELDOM,
    withdrawn=SELDOM,
    draft_state=st.sampled_from(["accepted", "draft", "submitted", "returned", "parked"]),
    shows_case_number=st.booleans(),
    author=st.none() | PERSON,
    bilag=few(st.booleans(), 2),
    recused=few(st.builds(Recused, PERSON, SELDOM), 2, unique_by=lambda one: one.person),
    granted=few(
        st.builds(Granted, st.integers(0, GROUP), st.sampled_from([None, 1, -1]), SELDOM),
        2,
        unique_by=lambda one: one.to,
    ),
    reviewed=few(st.builds(Reviewed, PERSON, SELDOM), 1),
    task=st.none() | st.builds(Task, st.none() | PERSON),
)
STATES = ["minutes_published", "agenda_published", "in_session", "planned", "minutes_approved", "cancelled"]


@st.composite
def _meetings(draw: st.DrawFn, row: int) -> Meeting:
    items = tuple(draw(st.lists(ITEMS, min_size=2, max_size=6)))
    invited = st.builds(Invited, PERSON, st.none() | st.integers(0, len(items) - 1), st.booleans())
    return Meeting(
        row=row,
        forum=draw(SELDOM.map(int)),
        day=draw(st.sampled_from(DAYS)),
        state=draw(st.sampled_from(STATES)),
        was_issued=draw(st.booleans()),
        items=items,
        invited=draw(few(invited, 3, unique_by=lambda one: (one.person, one.item))),
    )


@st.composite
def _seats(draw: st.DrawFn) -> Seat:
    since = draw(st.sampled_from([-400, *DAYS]))
    until = draw(st.none() | st.sampled_from([day for day in DAYS if day >= since] or [since]))
    role = draw(st.sampled_from(["member", "member", "member", *EDITING]))
    return Seat(draw(SELDOM.map(int)), draw(PERSON), role, since, until)


FORA = st.builds(Forum, st.booleans(), st.booleans(), st.booleans())
PERSONS = st.builds(
    Person,
    active=SELDOM.map(lambda no: not no),
    administers=SELDOM,
    in_group=st.booleans(),
    in_department=st.booleans(),
)


def worlds(most_meetings: int = 3) -> st.SearchStrategy[World]:
    many = st.sampled_from([1, 1, 1, 2, 2, 3][: 2 * most_meetings])
    return st.builds(
        World,
        curious=st.integers(0, NOBODY),
        tries=st.integers(0, 10**6),
        head=st.none() | PERSON,
        people=st.lists(PERSONS, min_size=PEOPLE, max_size=PEOPLE).map(tuple),
        fora=st.tuples(FORA, FORA),
        seats=few(_seats(), 6, unique_by=lambda one: (one.forum, one.person, one.role, one.since)),
        meetings=many.flatmap(lambda count: st.tuples(*map(_meetings, range(count)))),
    )
