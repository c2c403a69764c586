"""Published minutes opened for a change: what is written anew waits beside the decisions until it is issued.

`documents.new_version` issues it; nobody but the editors meets it before that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.characters import plain_line
from agenda.models import AgendaItem, Meeting, TextVersion
from agenda.richtext import clean
from agenda.services.attendance import (
    Note,
    Row,
    checked_name,
    expect_each_once,
    write_attendance,
    write_presences,
)
from agenda.services.guards import expect, locked, locked_item, record, require_editor, require_item_editor
from agenda.services.versions import Mark, end_sessions, put
from decisions.models import Outcome, RevisedDecision, Revision
from decisions.services.dissents import checked_dissent, write_dissents
from decisions.services.recording import places_of, rewrite
from decisions.services.written import (
    Attended,
    Stay,
    Voice,
    Written,
    attended,
    mark_of,
    notes_of,
    rows_of,
    stay,
    written,
)
from people.files import Keep
from people.models import User
from people.refusals import Refused

LONGEST_CHANGES = 500
TEXT = "revision"
"""What a decision that is being written anew is called among the versions of an item's texts."""


@dataclass(frozen=True)
class Changed:
    """One item, as it was issued and as it will be."""

    item: AgendaItem
    before: Written
    now: Written

    @property
    def decision(self) -> bool:
        """Whether what was decided reads otherwise."""
        return (self.now.text, self.now.outcomes) != (self.before.text, self.before.outcomes)


@dataclass(frozen=True)
class Anew:
    """All that an open revision changes: items by number, and who was there: before and now, None where that stays."""

    items: tuple[Changed, ...] = ()
    attendance: tuple[Attended, Attended] | None = None

    def __bool__(self) -> bool:
        return bool(self.items) or self.attendance is not None


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


@transaction.atomic
def set_attendance(meeting: Meeting, rows: Sequence[Row], *, base: str = "", by: User | None) -> None:
    """Write anew who was there, in the order to be printed; `base` is the `mark_of` the list that was written on."""
    meeting = locked(meeting)
    require_revisable(meeting, by)
    revision = _open(meeting)
    now = attended_anew(meeting, revision)
    _expect_unchanged(now, base)
    expect_each_once(rows)
    anew = [(checked_name(who), user.pk if user else None, presence) for who, user, presence in rows]
    if tuple(anew) != now:
        revision.attendance = anew
        revision.save(update_fields=["attendance"])
        record("revision.attendance", revision, by, meeting.forum_id)


@transaction.atomic
def set_presences(item: AgendaItem, rows: Sequence[Note], *, base: str = "", by: User | None) -> None:
    """Write anew who came to the item, left it, or was there for it alone."""
    item, revision = _being_revised(item, by)
    now = written_anew(item, revision)
    _expect_unchanged(now.stays, base)
    anew = [stay((checked_name(who), user, kind, at)) for who, user, kind, at in rows]
    if tuple(anew) != now.stays:
        _keep(revision, item, now, presences=anew)
        record("revision.presences", revision, by, item.forum_id, item.department_id)


@transaction.atomic
def set_dissents(
    item: AgendaItem, rows: Sequence[tuple[str, User | None, str]], *, base: str = "", by: User | None
) -> None:
    """Write the dissents on the item anew."""
    item, revision = _being_revised(item, by)
    now = written_anew(item, revision)
    _expect_unchanged(now.voices, base)
    checked = [(user, *checked_dissent(who, text)) for who, user, text in rows]
    anew = [(who, user.pk if user else None, text) for user, who, text in checked]
    if tuple(anew) != now.voices:
        _keep(revision, item, now, dissents=anew)
        record("revision.dissents", revision, by, item.forum_id, item.department_id)


@transaction.atomic
def set_changes(meeting: Meeting, changes: str, *, by: User | None) -> None:
    """Keep what the version is to say of itself, so that it can be read with it before it goes out."""
    meeting = locked(meeting)
    require_revisable(meeting, by)
    revision, changes = _open(meeting), checked_changes(changes)
    if changes != revision.changes:
        revision.changes = changes
        revision.save(update_fields=["changes"])
        record("revision.changes", revision, by, meeting.forum_id)


def checked_changes(changes: str) -> str:
    changes = plain_line(changes)
    if len(changes) > LONGEST_CHANGES:
        raise ValidationError({"changes": _("Teksten er for lang; skriv højst 500 tegn.")})
    return changes


def _expect_unchanged(now: Sequence[object], base: str) -> None:
    if base and base != mark_of(now):
        raise ValidationError(
            _(
                "En anden har rettet det samme, siden du åbnede siden. Hent siden igen, og ret det, der mangler."
            )
        )


def holds_text(item: AgendaItem, text: str) -> bool:
    """Whether this is the new text, as it would be stored."""
    revision = revision_of(item.meeting) if item.meeting is not None else None
    return revision is not None and clean(text) == written_anew(item, revision).text


def written_anew(item: AgendaItem, revision: Revision) -> Written:
    """What the next version will say of the item."""
    now, then = written(item), revision.decisions.filter(item=item).first()
    return now if then is None else _as_revised(then, now)


def attended_anew(meeting: Meeting, revision: Revision) -> Attended:
    """Who was there, as the next version will have it."""
    revised = revision.attendance
    return attended(meeting) if revised is None else tuple((who, user, here) for who, user, here in revised)


def changed(meeting: Meeting) -> Anew:
    """What the open revision changes; all else stays as it was issued."""
    revision = revision_of(meeting)
    if revision is None:
        return Anew()
    before, now = attended(meeting), attended_anew(meeting, revision)
    return Anew(tuple(_changed_items(revision)), None if now == before else (before, now))


def _changed_items(revision: Revision) -> Iterator[Changed]:
    revised = revision.decisions.select_related("item__decision").order_by("item__number")
    beside = (
        "item__recommendations__result",
        "item__presences",
        "item__decision__dissents",
        "item__recusals",
    )
    for one in revised.prefetch_related(*beside):
        before = written(one.item)
        if (now := _as_revised(one, before)) != before:
            yield Changed(one.item, before, now)


def carry_out(meeting: Meeting, anew: Anew, version: int, keep: Keep, by: User | None) -> None:
    """The transition on a locked meeting: what was written anew is what the minutes say, and the revision is over."""
    if anew.attendance is not None:
        write_attendance(meeting, rows_of(anew.attendance[1]), by)
    for one in anew.items:
        _carry_out(one, keep, by)
    end_revision(meeting, version)
    record("meeting.minutes_revised", meeting, by, meeting.forum_id)


def _carry_out(one: Changed, keep: Keep, by: User | None) -> None:
    item, now = one.item, one.now
    if one.decision:
        rewrite(item, now.text, dict(zip(places_of(item), now.outcomes, strict=True)), keep, by)
    if now.stays != one.before.stays:
        write_presences(item, notes_of(now.stays), by)
    if now.voices != one.before.voices:
        write_dissents(item, rows_of(now.voices), by)


def _as_revised(one: RevisedDecision, before: Written) -> Written:
    said = [one.outcomes.get(str(place)) for place in sorted(map(int, one.outcomes))]
    outcomes = tuple(Outcome(value) if value else None for value in said)
    anew = Written(one.text, outcomes if len(outcomes) == len(before.outcomes) else before.outcomes)
    return replace(
        anew,
        stays=before.stays if one.presences is None else _stays(one.presences),
        voices=before.voices if one.dissents is None else _voices(one.dissents),
    )


def _stays(rows: Sequence[Stay]) -> tuple[Stay, ...]:
    return tuple((who, user, kind, at) for who, user, kind, at in rows)


def _voices(rows: Sequence[Voice]) -> tuple[Voice, ...]:
    return tuple((who, user, text) for who, user, text in rows)


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
