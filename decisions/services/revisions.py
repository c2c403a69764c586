"""Published minutes opened for a change: what is written anew waits beside the decisions until it is issued.

`documents.new_version` issues it; nobody but the editors meets it before that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.models import AgendaItem, Meeting, TextVersion
from agenda.richtext import clean
from agenda.services.guards import expect, locked, locked_item, record, require_editor, require_item_editor
from agenda.services.versions import Mark, end_sessions, put
from decisions.models import Decision, Outcome, RevisedDecision, Revision
from decisions.services.recording import places_of, rewrite
from people.files import Keep
from people.models import User
from people.refusals import Refused

TEXT = "revision"
"""What a decision that is being written anew is called among the versions of an item's texts."""


@dataclass(frozen=True)
class Written:
    """A decision with its outcomes, in order: of each recommendation, or of the item as a whole."""

    text: str
    outcomes: tuple[Outcome | None, ...]


@transaction.atomic
def open_revision(meeting: Meeting, *, by: User | None) -> Revision:
    """Open published minutes for a change; readers notice nothing before the next version is issued."""
    meeting = locked(meeting)
    require_revisable(meeting, by)
    begun = revision_of(meeting)
    if begun is not None:
        return begun
    revision = Revision.objects.create(meeting=meeting, opened_by=by)
    record("meeting.revision_opened", meeting, by, meeting.forum_id)
    return revision


@transaction.atomic
def drop_revision(meeting: Meeting, *, by: User | None) -> None:
    """Leave the minutes as they are; what was written anew is kept among the versions of the texts alone."""
    meeting = locked(meeting)
    require_editor(by, meeting)
    _open(meeting)
    end_revision(meeting)
    record("meeting.revision_dropped", meeting, by, meeting.forum_id)


def require_revisable(meeting: Meeting, by: User | None) -> None:
    """Raise PermissionDenied for who is no editor, Refused where the minutes are not out, or approved."""
    require_editor(by, meeting)
    if meeting.state == Meeting.State.MINUTES_APPROVED:
        raise Refused(_("Referatet er godkendt og bliver ikke skrevet om. Skriv en rettelse i stedet."))
    expect(meeting.state, [Meeting.State.MINUTES_PUBLISHED], _("Referatet er ikke udsendt endnu."))


def revision_of(meeting: Meeting) -> Revision | None:
    """The revision that is open."""
    return meeting.revisions.filter(closed_at__isnull=True).select_related("opened_by").first()


def end_revision(meeting: Meeting, version: int | None = None) -> None:
    """End the revision of a locked meeting, if one is open; as the `version` that it was issued as."""
    meeting.revisions.filter(closed_at__isnull=True).update(closed_at=timezone.now(), version=version)
    end_sessions(meeting)


@transaction.atomic
def save_text(
    item: AgendaItem, text: str, *, base: Mark, by: User | None, anew: bool = False
) -> TextVersion | None:
    """Save the new text of a decision while it is written; Clash if another has saved it since `base`."""
    item, revision = _being_revised(item, by)
    now = written_anew(item, revision)
    version = put(item, TEXT, clean(text), stored=now.text, base=base, by=by, anew=anew)
    _keep(revision, item, now, text=clean(text))
    return version


@transaction.atomic
def set_outcomes(item: AgendaItem, outcomes: Mapping[int, Outcome | None], *, by: User | None) -> None:
    """Say anew what became of the recommendations, by position as in `recording.set_outcomes`."""
    item, revision = _being_revised(item, by)
    places, now = places_of(item), written_anew(item, revision)
    if set(outcomes) - set(places):
        raise ValidationError(_("Indstillingen er ændret. Hent siden igen."))
    said = {**dict(zip(places, now.outcomes, strict=True)), **outcomes}
    _keep(revision, item, now, outcomes={str(place): said[place] or "" for place in places})
    record("revision.outcomes", revision, by, item.forum_id, item.department_id)


def holds_text(item: AgendaItem, text: str) -> bool:
    """Whether this is the new text, as it would be stored."""
    revision = revision_of(item.meeting) if item.meeting is not None else None
    return revision is not None and clean(text) == written_anew(item, revision).text


def written_anew(item: AgendaItem, revision: Revision) -> Written:
    """The decision as the next version will have it."""
    now, then = written(item), revision.decisions.filter(item=item).first()
    return now if then is None else _as_revised(then, now)


def written(item: AgendaItem) -> Written:
    """The decision as it was issued."""
    decision: Decision | None = getattr(item, "decision", None)
    results = [getattr(one, "result", None) for one in item.recommendations.all()] or [decision]
    outcomes = tuple(Outcome(one.outcome) if one and one.outcome else None for one in results)
    return Written(decision.text if decision else "", outcomes)


def changed(meeting: Meeting) -> dict[UUID, Written]:
    """What the open revision changes, by item; all else stays as it was issued."""
    revision = revision_of(meeting)
    if revision is None:
        return {}
    revised = revision.decisions.select_related("item__decision")
    rows = [(one, written(one.item)) for one in revised.prefetch_related("item__recommendations__result")]
    return {one.item_id: anew for one, before in rows if (anew := _as_revised(one, before)) != before}


def carry_out(
    meeting: Meeting, rewritten: Mapping[UUID, Written], version: int, keep: Keep, by: User | None
) -> None:
    """The transition on a locked meeting: the decisions become what was written anew, and the revision is over."""
    for item in meeting.items.filter(pk__in=rewritten):
        anew = rewritten[item.pk]
        rewrite(item, anew.text, dict(zip(places_of(item), anew.outcomes, strict=True)), keep, by)
    end_revision(meeting, version)
    record("meeting.minutes_revised", meeting, by, meeting.forum_id)


def _as_revised(one: RevisedDecision, before: Written) -> Written:
    said = [one.outcomes.get(str(place)) for place in sorted(map(int, one.outcomes))]
    outcomes = tuple(Outcome(value) if value else None for value in said)
    return Written(one.text, outcomes if len(outcomes) == len(before.outcomes) else before.outcomes)


def _being_revised(item: AgendaItem, by: User | None) -> tuple[AgendaItem, Revision]:
    """Return the item locked, with the revision that it is written anew in."""
    item = locked_item(item)
    require_item_editor(by, item)
    expect(
        item.state, [AgendaItem.State.PUBLISHED], _("Punktet udgår, så der skrives ingen beslutning på det.")
    )
    if item.meeting is None:
        raise Refused(_("Punktet er ikke på den udsendte dagsorden."))
    require_revisable(item.meeting, by)
    return item, _open(item.meeting)


def _open(meeting: Meeting) -> Revision:
    revision = revision_of(meeting)
    if revision is None:
        raise Refused(_("Referatet er ikke åbnet for en ændring. Åbn det først."))
    return revision


def _keep(revision: Revision, item: AgendaItem, now: Written, **fields: object) -> None:
    first = {"text": now.text, "outcomes": {}}
    RevisedDecision.objects.update_or_create(
        revision=revision, item=item, defaults=fields, create_defaults={**first, **fields}
    )
