"""Every face of a built world, asked as every person of it, and held against the oracle."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeAlias

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse

from agenda.models import AgendaItem, Attachment
from decisions.models import Decision
from documents.as_json import to_json
from documents.drawing.docx import draw_docx
from documents.drawing.text import draw_text
from people.models import Viewer
from tests import tries, worlds
from tests.oracle import Oracle
from tests.tools.bodies import said, unpacked
from tests.world_rows import Built
from tests.worlds import FIELDS, PEOPLE, WORD, Spot, World

Fault: TypeAlias = str
in_word = lru_cache(maxsize=64)(lambda document: unpacked(draw_docx(document)))
"""The same value is drawn for many, and read once."""
HANDFUL = 6
ARMFUL = 40


@dataclass
class Crawl:
    """Asks as many people as there are clients, and counts the responses and the files it has read."""

    clients: list[Client]
    thorough: bool = False
    draws: bool = False
    read: Counter[str] = field(default_factory=Counter)

    def faults(self, world: World, rows: Built) -> Iterator[Fault]:
        for person, client in enumerate(self.clients):
            found = _AsOne(self, world, rows, person, client).faults()
            yield from (f"person {person} {fault}" for fault in found)


def clients_for(known: Built) -> list[Client]:
    """One for each person, and one for nobody."""
    clients = [Client() for _one in range(PEOPLE + 1)]
    for client, user in zip(clients, known.people, strict=False):
        client.force_login(user)
    return clients


@dataclass
class _AsOne:
    crawl: Crawl
    world: World
    rows: Built
    person: int
    client: Client

    def __post_init__(self) -> None:
        self.oracle = Oracle(self.world, self.person)
        self.user: Viewer = AnonymousUser() if self.oracle.anonymous else self.rows.people[self.person]

    def faults(self) -> Iterator[Fault]:
        everything = self.crawl.thorough or self.person == self.world.curious
        for meeting in self.world.meetings:
            yield from self.page(meeting)
            spots = list(meeting.spots()) if self.crawl.thorough else list(meeting.spots())[:everything]
            yield from (fault for spot in spots for fault in (*self.item(spot), *self.bilag(spot)))
        if everything or self.person == (self.world.curious + 1) % len(self.crawl.clients):
            yield from (fault for meeting in self.world.meetings for fault in self.answer(meeting))
        if everything:
            yield from (*self.gate(), *self.lists(), *self.tasks(), *self.anything())
        if self.crawl.draws:
            yield from (fault for meeting in self.world.meetings for fault in self.papers(meeting))
            yield from self.editions()

    # The gate itself, which costs one query for each depth

    def gate(self) -> Iterator[Fault]:
        spots = list(self.world.spots())
        told = {spot.code for meeting in self.world.meetings for spot in self.oracle.listed(meeting)}
        reads = {spot.code for spot in spots if self.oracle.reads(spot)}
        items = {item.pk: code for code, item in self.rows.items.items()}
        yield from differ("reads", {items[pk] for pk in ids(AgendaItem.objects.visible_to(self.user))}, reads)
        yield from differ(
            "is told of", {items[pk] for pk in ids(AgendaItem.objects.listed_for(self.user))}, told
        )
        decided = Decision.objects.visible_to(self.user).values_list("item", flat=True)
        yield from differ("reads the decision on", {items[pk] for pk in decided}, set(self.decided(spots)))
        bilag = {one.pk: word for word, one in self.rows.bilag.items()}
        yield from differ(
            "reads bilag",
            {bilag[pk] for pk in ids(Attachment.objects.visible_to(self.user))},
            set(self.files(spots)),
        )

    def decided(self, spots: list[Spot]) -> Iterator[str]:
        for spot in spots:
            out = spot.meeting.minutes_are_out or self.oracle.edits(spot.meeting)
            if spot.decided and out and self.oracle.reads(spot):
                yield spot.code

    def files(self, spots: list[Spot]) -> Iterator[str]:
        for spot in spots:
            for place, closed in enumerate(spot.item.bilag):
                if self.oracle.reads_bilag(spot, closed):
                    yield spot.bilag_word(place, "bilag")

    # Lists

    def lists(self) -> Iterator[Fault]:
        opens = {self.pk(meeting) for meeting in self.world.meetings if self.oracle.opens(meeting)}
        answer, page = self.get("api-meeting-list"), self.get("meetings")
        yield from differ(
            "is listed meetings", {one["id"] for one in json.loads(answer.content)["results"]}, opens
        )
        linked = set(map(int, re.findall(r"/meetings/(\d+)/\"", page.content.decode())))
        yield from differ("has links to meetings", linked, opens)
        yield from differ("meets in the lists", spoken(answer) | spoken(page), set())

    def tasks(self) -> Iterator[Fault]:
        """What is shown of tasks, and that a hidden item finds none."""
        spots = [spot for spot in self.world.spots() if self.oracle.is_shown_task(spot)]
        words = {word for spot in spots for word in self.of_task(spot)}
        yield from differ("meets in the tasks", spoken(self.get("api-task-list")), words)
        own = {word for spot in spots if self.oracle.has_task(spot) for word in self.of_task(spot)}
        page = spoken(self.get("my_tasks"))
        yield from differ("meets more in a list of tasks", page - own, set())
        yield from differ(
            "misses in a list of tasks",
            {spot.word("task") for spot in spots if self.oracle.has_task(spot)} - page,
            set(),
        )
        for code, task in self.rows.tasks.items():
            spot = next(one for one in self.world.spots() if one.code == code)
            found = spoken(self.ask(f"{reverse('api-task-list')}?item={task.item_id}"))
            theirs = self.of_task(spot) if spot in spots and self.oracle.reads(spot) else set()
            yield from differ("finds tasks of an item", found, theirs)

    def of_task(self, spot: Spot) -> set[str]:
        read = ("task", "title", "case") if self.oracle.reads(spot) else ("task",)
        return set(map(spot.word, read))

    # Whatever else has an address

    def anything(self) -> Iterator[Fault]:
        """As many of all addresses as there is time for; no page tells more than its reader may know."""
        known = tries.addresses(self.world, self.rows)
        many = ARMFUL if self.crawl.thorough else HANDFUL
        if self.crawl.thorough and self.person == self.world.curious:
            many = len(known)
        first, step = self.world.tries + self.person, len(known) // many
        yield from self.nothing_more(known[(first + n * step) % len(known)] for n in range(many))

    def editions(self) -> Iterator[Fault]:
        """Everything that has been drawn for anybody, and what has been replaced or withdrawn."""
        yield from self.nothing_more(tries.editions())

    def nothing_more(self, urls: Iterable[str]) -> Iterator[Fault]:
        may = self.oracle.utmost()
        for url in urls:
            yield from differ(f"meets at {url}", spoken(self.ask(url)) - may, set())

    # One meeting, in every face

    def answer(self, meeting: worlds.Meeting) -> Iterator[Fault]:
        answer = self.get("api-meeting-detail", pk=self.pk(meeting))
        yield from differ("is answered", answer.status_code, 200 if self.oracle.opens(meeting) else 404)
        yield from differ("meets in JSON", spoken(answer), self.oracle.meets(meeting))

    def page(self, meeting: worlds.Meeting) -> Iterator[Fault]:
        words = self.oracle.meets(meeting)
        page = self.get("meeting", meeting_id=self.pk(meeting))
        yield from differ("opens", page.status_code, 200 if self.oracle.opens(meeting) else 404)
        yield from differ("meets on the page", spoken(page), self.on_a_page(meeting, words))
        if page.status_code == 200:
            document = page.context["document"]
            yield from differ("meets in the value", words_in(str(to_json(document))), words)
            yield from differ("meets in text", words_in(draw_text(document)), words)
            if self.crawl.draws:
                yield from differ("meets in Word", words_in(in_word(document)), words)

    def on_a_page(self, meeting: worlds.Meeting, words: set[str]) -> set[str]:
        """A page does not repeat the public decision to those who read the real one."""
        return words - {spot.word("publicdecision") for spot in meeting.spots() if self.oracle.reads(spot)}

    def papers(self, meeting: worlds.Meeting) -> Iterator[Fault]:
        """The issued agenda and minutes; the same edition is handed to many, and dug through once."""
        opens, edits = self.oracle.opens(meeting), self.oracle.edits(meeting)
        for kind, is_out in [("agenda", meeting.agenda_is_out), ("minutes", meeting.minutes_are_out)]:
            words = self.oracle.meets_issued(meeting, minutes=kind == "minutes")
            out = is_out and opens and meeting.state != "cancelled"
            yield from self.paper(f"{kind}_pdf", 200 if out else 404, words, meeting_id=self.pk(meeting))
            in_word = (200 if out else 404) if edits else 403 if opens else 404
            yield from self.paper(f"{kind}_docx", in_word, words, meeting_id=self.pk(meeting))
        if (spot := meeting.supplement) is not None and not spot.item.closed_afterwards:
            words, ids = set(self.oracle.words(spot, False)), {"meeting_id": self.pk(meeting), "version": 1}
            yield from self.paper("supplement_pdf", 200 if opens else 404, words, **ids)

    def paper(self, name: str, status: int, words: set[str], **ids: object) -> Iterator[Fault]:
        answer = self.get(name, follow=True, **ids)
        yield from differ(f"fetches {name}", answer.status_code, status)
        if answer.status_code == 200:
            yield from differ(f"meets in {name}", spoken(answer), words)

    def item(self, spot: Spot) -> Iterator[Fault]:
        meeting = spot.meeting
        there = [one for one in self.oracle.there(meeting) if one.published or self.oracle.reads(one)]
        shown = self.oracle.opens(meeting) and spot in there
        item = self.rows.items[spot.code].pk
        page = self.get("item", meeting_id=self.pk(meeting), item_id=item)
        yield from differ("opens an item", page.status_code, 200 if shown else 404)
        here = self.oracle.meets(meeting) & words_of(spot) if shown else set()
        own = self.on_a_page(meeting, here)
        others = {self.title(one) for one in there if shown}
        yield from differ("meets on the page of an item", spoken(page), own | others - {""})

    def title(self, spot: Spot) -> str:
        """What the menu calls an item; an open one that is not shared has no word of its own there."""
        if self.oracle.reads(spot):
            return spot.word("title")
        return spot.word("publictitle") if spot.item.closed else ""

    def bilag(self, spot: Spot) -> Iterator[Fault]:
        for place, closed in enumerate(spot.item.bilag):
            yield from self.file(spot, place, closed)

    def file(self, spot: Spot, place: int, closed: bool) -> Iterator[Fault]:
        title = spot.bilag_word(place, "bilag")
        answer = self.get("attachment", attachment_id=self.rows.bilag[title].pk)
        reads = self.oracle.reads_bilag(spot, closed)
        named = set() if closed or spot.item.closed else {title}
        words = {spot.bilag_word(place, "content")} | named if reads else set()
        gone = self.crawl.draws and self.oracle.read_bilag_before(spot, closed)
        yield from differ("fetches a bilag", answer.status_code, 200 if reads else 410 if gone else 404)
        yield from differ("meets in a bilag", spoken(answer), words)

    def pk(self, meeting: worlds.Meeting) -> int:
        return self.rows.meetings[meeting.row].pk

    def get(self, name: str, *, follow: bool = False, **ids: object) -> Any:
        return self.ask(reverse(name, kwargs=ids), follow=follow)

    def ask(self, url: str, *, follow: bool = False) -> Any:
        answer = self.client.get(url, follow=follow)
        self.crawl.read["responses"] += 1
        self.crawl.read["files"] += isinstance(answer, FileResponse)
        return answer


def ids(found: QuerySet[Any]) -> set[Any]:
    return set(found.values_list("pk", flat=True))


def words_of(spot: Spot) -> set[str]:
    """All the words that stand at this item, whoever reads them."""
    fields = (*FIELDS, *("abcdef"[place] + "bilag" for place, _closed in enumerate(spot.item.bilag)))
    return set(map(spot.word, fields))


def words_in(text: str) -> set[str]:
    return set(WORD.findall(text))


def spoken(answer: HttpResponseBase) -> set[str]:
    """The words in an answer, its headers too."""
    return words_in(said(answer))


def differ(what: str, is_so: object, should_be: object) -> Iterator[Fault]:
    if is_so != should_be:
        yield f"{what} {is_so}, not {should_be}"
