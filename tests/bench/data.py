"""A municipality that has met for many years: the same one every time, written in bulk."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils import timezone
from guardian.models import GroupObjectPermission, UserObjectPermission

from agenda.models import (
    AgendaItem,
    Forum,
    Invitation,
    ItemGroupGrant,
    ItemUserGrant,
    Meeting,
    Membership,
    Recusal,
)
from agenda.rights import READ_ITEM, Role
from people.models import Department, User
from tests.bench.bulk import Row, gather_statistics, save

ITEMS_PER_MEETING = 20
CLOSED_ONE_IN = 10
GRANTS_PER_CLOSED_ITEM = 8
GROUP_GRANT_ONE_IN = 4
PEOPLE = 500
GROUPS = 20
SEATS = 12
SEATED = 100
AREAS = 10
DEPARTMENTS = 60
FORA = [
    "Direktion", "Chefforum", "Hovedudvalg (MED)", "Børne- og Skoleudvalg", "Teknik- og Miljøudvalg",
    "Kultur- og Fritidsudvalg", "Ældre- og Sundhedsudvalg", "Beskæftigelsesudvalg",
]  # fmt: skip
TITLES = [
    "Lokalplan 412, Havnefronten", "Budgetopfølgning pr. 31. august", "Renovering af Fjordskolen",
    "Ladestandere på kommunale parkeringspladser", "Rammer for julelukning", "Udbud af kantinen i rådhuset",
    "Sygefravær i andet kvartal", "Cykelsti langs Strandvejen", "Ny organisering af borgerservice",
    "Digitalisering af byggesagsarkivet", "Køb af ejendom på Havnegade", "Ansættelse af centerchef",
]  # fmt: skip
BACKGROUND = (
    "<p>Forvaltningen har gennemgået sagen med de berørte afdelinger. Økonomi &amp; Stab vurderer, at udgiften kan "
    "holdes inden for den afsatte ramme, hvis arbejdet begynder efter sommerferien.</p><p>Forslaget har været sendt i "
    "høring i fire uger. Der er kommet otte svar, som er samlet i et notat. Svarene giver anledning til to mindre "
    "rettelser, der er indarbejdet i det vedlagte udkast.</p>"
)


@dataclass
class Town:
    """What is written to one database. All that is random comes from `chance`, so every run writes the same."""

    alias: str
    meetings: int
    chance: random.Random = field(default_factory=lambda: random.Random(412))  # noqa: S311  # keeps no secret
    today: date = field(default_factory=timezone.localdate)

    def build(self) -> dict[str, User]:
        """Write it all, and return those whose lists are measured; only the member has a seat."""
        with transaction.atomic(using=self.alias):
            people = self._save(self._people())
            self._save(self._departments(people))
            fora = self._save(Forum(name=name, open_to_employees=True) for name in FORA)
            self._save(self._seats(fora, people[:SEATED]))
            meetings = self._save(self._meetings(fora))
            items = self._save(self._items(meetings))
            self._save(self._invitations(meetings, people))
            self._save(self._recusals(items, people))
            self._save_grants([item for item in items if item.closed], people[:-1])
        gather_statistics(self.alias)
        return {
            "member": people[0],
            "outsider": people[-1],
            "grant holder": people[-2],
            "manager": people[SEATED],
        }

    def _save(self, rows: Iterable[Row]) -> list[Row]:
        return save(self.alias, rows)

    def _people(self) -> Iterator[User]:
        for n in range(PEOPLE):
            department = 1 + (n - SEATED) % DEPARTMENTS
            yield User(email=f"{n}@fjordby.example", full_name=f"Ansat {n}", department_id=department)

    def _departments(self, people: list[User]) -> Iterator[Department]:
        """Ten areas and what is below them; their heads have no seat in a forum."""
        for n, head in zip(range(DEPARTMENTS), people[SEATED:], strict=False):
            above = 1 + n % AREAS if n >= AREAS else None
            yield Department(
                name=f"Område {n}" if above is None else f"Afdeling {n}", parent_id=above, head=head
            )

    def _seats(self, fora: list[Forum], people: list[User]) -> Iterator[Membership]:
        """The first person is a member of three fora; the seats of each forum have changed hands twice."""
        roles = [Role.CHAIR, Role.SECRETARY, Role.DEPUTY_SECRETARY] + [Role.MEMBER] * (SEATS - 3)
        years = [(12, 8), (8, 4), (4, None)]
        for forum in fora:
            for begun, ended in years:
                until = self._years_ago(ended) - timedelta(days=1) if ended else None
                for role, user in zip(roles, self.chance.sample(people[1:], SEATS), strict=True):
                    yield Membership(
                        forum=forum, user=user, role=role, since=self._years_ago(begun), until=until
                    )
        for forum in fora[:3]:
            yield Membership(forum=forum, user=people[0], since=self._years_ago(6))

    def _years_ago(self, years: int) -> date:
        return self.today - timedelta(days=365 * years)

    def _meetings(self, fora: list[Forum]) -> Iterator[Meeting]:
        """Each forum meets once a week, all of them on the same day, and has always published its minutes."""
        for number in range(self.meetings):
            week, place = divmod(number, len(fora))
            day = self.today - timedelta(days=7 * (week + 1))
            out = datetime.combine(day, time(15), tzinfo=UTC)
            yield Meeting(
                forum=fora[place], date=day, start=time(8, 30), place="Mødelokale 2",
                state=Meeting.State.MINUTES_APPROVED, agenda_published_at=out - timedelta(days=5),
                minutes_published_at=out, minutes_approved_at=out + timedelta(days=7),
            )  # fmt: skip

    def _items(self, meetings: list[Meeting]) -> Iterator[AgendaItem]:
        for meeting in meetings:
            for number in range(1, ITEMS_PER_MEETING + 1):
                yield AgendaItem(
                    id=UUID(int=self.chance.getrandbits(128), version=4), forum_id=meeting.forum_id,
                    meeting=meeting, position=number, number=number, state=AgendaItem.State.PUBLISHED,
                    published_at=meeting.agenda_published_at, title=self.chance.choice(TITLES),
                    background=BACKGROUND, closed=self._one_in(CLOSED_ONE_IN),
                )  # fmt: skip

    def _one_in(self, times: int) -> bool:
        return self.chance.randrange(times) == 0

    def _invitations(self, meetings: list[Meeting], people: list[User]) -> Iterator[Invitation]:
        """A deputy at every fifth meeting. Not the outsider and the grant holder, whose lists are compared."""
        for meeting in meetings[::5]:
            user = self.chance.choice(people[:-2])
            yield Invitation(meeting=meeting, user=user, kind=Invitation.Kind.DEPUTY, reads_closed=True)

    def _recusals(self, items: list[AgendaItem], people: list[User]) -> Iterator[Recusal]:
        """Somebody is taken off every fiftieth item; ten times that is the grant holder."""
        for number, item in enumerate(items[::50]):
            yield Recusal(item=item, user=people[-2] if number < 10 else self.chance.choice(people[:-2]))

    def _save_grants(self, closed: list[AgendaItem], people: list[User]) -> None:
        """The same grants in the product's own tables and in guardian's, and some in ours that have ended.

        Guardian knows neither of expiry nor of withdrawal, so those that have ended are not in its tables.
        """
        groups = self._save(Group(name=f"Arbejdsgruppe {n}") for n in range(GROUPS))
        self._save(User.groups.through(user=user, group=self.chance.choice(groups)) for user in people)
        permission = Permission.objects.using(self.alias).get(
            content_type__app_label="agenda", codename=READ_ITEM
        )
        to_users = [
            (item, user) for item in closed for user in self.chance.sample(people, GRANTS_PER_CLOSED_ITEM)
        ]
        to_groups = [(item, self.chance.choice(groups)) for item in closed[::GROUP_GRANT_ONE_IN]]
        ours = {"permission": permission, "reason": "Skal behandle sagen"}
        theirs = {"permission": permission, "content_type": permission.content_type}
        self._save(ItemUserGrant(content_object=item, user=user, **ours) for item, user in to_users)
        self._save(ItemGroupGrant(content_object=item, group=group, **ours) for item, group in to_groups)
        self._save(
            UserObjectPermission(object_pk=str(item.pk), user=user, **theirs) for item, user in to_users
        )
        self._save(
            GroupObjectPermission(object_pk=str(item.pk), group=group, **theirs) for item, group in to_groups
        )
        self._save(self._ended(closed, people, ours))

    def _ended(
        self, closed: list[AgendaItem], people: list[User], ours: dict[str, Any]
    ) -> Iterator[ItemUserGrant]:
        """On every tenth closed item a grant that was withdrawn, to one who may have been given another since."""
        for item in closed[::10]:
            user = self.chance.choice(people)
            yield ItemUserGrant(content_object=item, user=user, withdrawn_at=timezone.now(), **ours)
