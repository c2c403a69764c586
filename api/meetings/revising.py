"""Minutes that are out, written anew by a program through the services of the pages, and sent out as a new version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import serializers

from agenda.models import AgendaItem, Meeting
from agenda.services.attendance import Row, Twice
from agenda.services.versions import Mark, newest
from api.door import errors_under, named_in
from api.items.writing import called, stays_of
from api.meetings.revision_serializers import RevisionSerializer
from decisions.models import Outcome
from decisions.services import revisions
from decisions.services.recording import places_of
from decisions.services.written import Attended, Written, time_of
from documents.models import Reading
from documents.new_version import issue_version
from documents.read_log import note_items
from people.models import User


def shown(meeting: Meeting, by: User) -> Any:
    """The open revision as its editor sees it; Http404 where none is open."""
    revision = revisions.revision_of(meeting)
    if revision is None:
        raise Http404
    anew, keys = revisions.changed(meeting), set(_of(meeting, by).values_list("pk", flat=True))
    told = {
        "meeting": meeting.pk,
        "opened_at": revision.opened_at,
        "opened_by": revision.opened_by_id,
        "changes": revision.changes,
        "attendance": _present(anew.attendance[1]) if anew.attendance else None,
        "items": [_item(one.item, one.now) for one in anew.items if one.item.pk in keys],
    }
    return RevisionSerializer(told).data


def note_shown(told: Any, by: User) -> None:
    """Write down which closed items the caller has been shown."""
    keys = [one["item"] for one in told["items"]]
    note_items(by, list(AgendaItem.objects.edited_by(by).filter(pk__in=keys)), Reading.Face.API)


def write(meeting: Meeting, given: Mapping[str, Any], by: User) -> None:
    """Write what is sent on the open revision of a locked meeting."""
    for place, one in enumerate(given.get("items", ())):
        with errors_under("items", place):
            _write_item(named_in(_of(meeting, by), "item", one["item"]), one, by)
    if "attendance" in given:
        rows = [(called(one), one.get("user"), one["presence"]) for one in given["attendance"]]
        with errors_under("attendance"):
            _attend(meeting, rows, by)
    if "changes" in given:
        revisions.set_changes(meeting, given["changes"], by=by)


def issue(meeting: Meeting, by: User) -> None:
    """Send the new version out; NotReplaced with what the check asks."""
    revision = revisions.revision_of(meeting)
    issue_version(meeting, revision.changes if revision else "", by=by)


def _of(meeting: Meeting, by: User) -> Any:
    return AgendaItem.objects.edited_by(by).filter(meeting=meeting).select_related("meeting")


def _attend(meeting: Meeting, rows: list[Row], by: User) -> None:
    try:
        revisions.set_attendance(meeting, rows, by=by)
    except Twice as twice:
        raise serializers.ValidationError({str(twice.place): {"user": twice.messages}}) from None


def _write_item(item: AgendaItem, given: Mapping[str, Any], by: User) -> None:
    if "text" in given:
        base = Mark.of(newest(item, revisions.TEXT))
        revisions.save_text(item, given["text"], base=base, by=by, anew=True)
    if "outcomes" in given:
        revisions.set_outcomes(item, _outcomes(item, given["outcomes"]), by=by)
    if "presences" in given:
        revisions.set_presences(item, stays_of(given["presences"]), by=by)
    if "dissents" in given:
        voices = [(called(one), one.get("user"), one["text"]) for one in given["dissents"]]
        revisions.set_dissents(item, voices, by=by)


def _outcomes(item: AgendaItem, sent: list[str | None]) -> dict[int, Outcome | None]:
    places = list(places_of(item))
    if len(sent) != len(places):
        raise ValidationError({"outcomes": _("Der skal være et udfald for hvert punkt i indstillingen.")})
    return {place: Outcome(one) if one else None for place, one in zip(places, sent, strict=True)}


def _present(rows: Attended) -> list[dict[str, Any]]:
    return [{"who": who, "user": user, "presence": presence} for who, user, presence in rows]


def _item(item: AgendaItem, now: Written) -> dict[str, Any]:
    return {
        "item": item.pk,
        "number": item.number,
        "text": now.text,
        "outcomes": list(now.outcomes),
        "presences": [
            {"who": who, "user": user, "kind": kind, "at": time_of(at)} for who, user, kind, at in now.stays
        ],
        "dissents": [{"who": who, "user": user, "text": text} for who, user, text in now.voices],
    }
