"""What the addresses of the matrix are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib.auth.models import Group as UserGroup

from agenda.models import AgendaItem, LegalGround
from api.webhooks.models import Delivery, Webhook
from decisions.calendars import make_address
from documents.models import IssuedDocument, WaitingBilag
from people.models import Absence, Department, User
from people.passwords import link_for
from tests.cast import World


def _group() -> dict[str, Any]:
    """A group that reads nothing, and the one who is in it."""
    group, _made = UserGroup.objects.get_or_create(name="Redaktion")
    member = User.objects.get(email="rikke@fjordby.example")
    group.user_set.add(member)
    return {"group_id": group.pk, "user_id": member.pk}


def _link() -> dict[str, Any]:
    """A link by which somebody chooses a password who has never signed in; signing in would end it."""
    newcomer, _made = User.objects.get_or_create(email="kommer@fjordby.example", full_name="Kim Kommer")
    uidb64, token = link_for(newcomer).rstrip("/").split("/")[-2:]
    return {"uidb64": uidb64, "token": token}


def things(world: World) -> dict[str, dict[str, Any]]:
    """What an address can be asked for: the ids it takes, by the name of the thing."""
    items = _items(world)
    return {
        "": {},
        **_of_people(world),
        **_of_the_forum(world),
        **_meetings(world),
        **items,
        **_papers(world),
    }


def _of_people(world: World) -> dict[str, dict[str, Any]]:
    return {
        "bo": {"user_id": world.cast.bo.pk},
        "department": {"department_id": Department.objects.get(head=world.cast.line).pk},
        "calendar": {"token": make_address(world.cast.frida)},
        "no_calendar": {"token": "gammel"},
        "absence": {"absence_id": Absence.objects.get().pk},
        "group": _group(),
        "link": _link(),
        "spent_link": {**_link(), "token": "set-password-1"},
        "key": {"key_id": world.cast.mette.access_tokens.get().pk},
        "webhook": {"webhook_id": Webhook.objects.get().pk, "delivery_id": Delivery.objects.get().pk},
    }


def _of_the_forum(world: World) -> dict[str, dict[str, Any]]:
    forum, seats = world.forum, world.forum.memberships
    return {
        "forum": {"forum_id": forum.pk},
        "phrase": {"forum_id": forum.pk, "phrase_id": forum.standard_phrases.get().pk},
        "standing": {"forum_id": forum.pk, "standing_id": forum.standing_items.get().pk},
        "seat": {"forum_id": forum.pk, "seat_id": seats.get(user=world.cast.mette).pk},
        "ground": {"ground_id": LegalGround.objects.get(position=1).pk},
    }


def _meetings(world: World) -> dict[str, dict[str, Any]]:
    return {
        "past": {"meeting_id": world.past.pk},
        "session": {"meeting_id": world.session.pk},
        "supplement": {"meeting_id": world.session.pk, "version": 1},
        "planned": {"meeting_id": world.planned.pk},
        "attendee": {"meeting_id": world.session.pk, "attendee_id": world.session.attendance.get().pk},
    }


def _items(world: World) -> dict[str, dict[str, Any]]:
    """Items and bilag; the bilag of an item may go by the item's name."""
    found: dict[str, dict[str, Any]] = {"waiting": {"waiting_id": WaitingBilag.objects.get().pk}}
    for key, item in world.items.items():
        on_meeting = {"meeting_id": item.meeting_id} if item.meeting_id else {}
        found[key] = {"item_id": item.pk, "forum_id": item.forum_id, "field": "background", **on_meeting}
    for key, one in world.attachments.items():
        item_ids = {"meeting_id": one.item.meeting_id, "item_id": one.item_id}
        found[key] = found.get(key, item_ids) | {"attachment_id": one.pk}
    for key, ids in _at_items(world.items):
        found[key] |= ids
    for key, name in [("comment", "draft"), ("closed_comment", "closed_draft")]:
        found[key] = {"comment_id": world.items[name].comments.get().pk}
    return found


def _at_items(items: Mapping[str, AgendaItem]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What there is one of at an item."""
    yield "past_closed", {"grant_id": items["past_closed"].user_grants.get().pk}
    yield "past_closed", {"case_id": items["past_closed"].case_id}
    yield "session_closed", {"grant_id": items["session_closed"].group_grants.get().pk}
    yield "past_recused", {"recusal_id": items["past_recused"].recusals.get().pk}
    yield "past_open", {"incident_id": items["past_open"].incidents.get().pk}
    yield "session_open", {"presence_id": items["session_open"].presences.get().pk}
    yield "session_open", {"dissent_id": items["session_open"].decision.dissents.get().pk}
    for key in ("past_open", "past_closed"):
        task = items[key].follow_up_tasks.get()
        yield key, {"task_id": task.pk, "evidence_id": task.evidence.get().pk}
    for key in ("past_open", "past_closed", "session_open"):
        yield key, {"decision_id": items[key].decision.pk}


def _papers(world: World) -> dict[str, dict[str, Any]]:
    papers = IssuedDocument.objects.filter(meeting=world.past, kind="minutes")
    public, full = sorted(papers.filter(format="pdf"), key=lambda one: len(one.shows))[:2]
    return {
        "public_minutes": {"edition_id": public.pk},
        "full_minutes": {"edition_id": full.pk},
        "minutes_document": {"document_id": papers.get(format="snapshot").pk},
    }
