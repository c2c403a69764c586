"""Published minutes as their next version will read: what was issued, with what an open revision changes laid on it.

What the version says of itself is the secretary's words, and after them who was there and what else was changed. They
stand in every edition, so of an item that only some may read they say no more than its number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from agenda.models import AgendaItem, Meeting
from decisions.services.revisions import Anew, changed, revision_of
from decisions.services.written import Attended, Written, time_of
from documents import content
from documents.amending import Amendment, with_revision
from documents.content import Kind, MeetingDocument, Presence
from documents.editions import latest_snapshot, next_version, read_snapshot
from documents.recorded import paragraphs
from people.danish import listed

Fields: TypeAlias = Mapping[str, Any]

HERE = {
    Presence.PRESENT: "deltager",
    Presence.DEPUTY: "stedfortræder",
    Presence.GUEST: "gæst",
    Presence.APOLOGIES: "afbud",
    Presence.ABSENT: "fraværende",
}
MOST_NAMED = 10
"""Where more than these are changed, the list is called changed, and the version before it shows how."""


def next_draft(meeting: Meeting, words: str | None = None) -> MeetingDocument | None:
    """The version that would be issued now, with the words that are kept for it or with these; None where nothing is
    open for a change, or was ever issued."""
    revision, snapshot = revision_of(meeting), latest_snapshot(meeting, Kind.MINUTES)
    if revision is None or snapshot is None:
        return None
    amend = amendment(changed(meeting), revision.changes if words is None else words)
    return replace(amend(read_snapshot(snapshot)), version=next_version(meeting, Kind.MINUTES))


def amendment(anew: Anew, words: str) -> Amendment:
    """How what was issued becomes the next version, which says in these words what is changed."""
    fields = {str(one.item.pk): _fields(one.before, one.now) for one in anew.items}
    attendance = None
    if anew.attendance is not None:
        attendance = tuple(content.Attendee(who, Presence(here)) for who, _user, here in anew.attendance[1])
    return with_revision(fields, attendance, _whole(words, list(told(anew))))


def told(anew: Anew) -> Iterator[str]:
    """Yield the sentences on who was there and on dissents that the version says beside the secretary's words."""
    if anew.attendance is not None:
        yield _of_attendance(*anew.attendance)
    for one in anew.items:
        what = ["hvem der var med"] if one.before.stays != one.now.stays else []
        what += ["særstandpunkter"] if one.before.voices != one.now.voices else []
        if what and _is_for_some(one.item):
            yield f"Punkt {one.item.number} er rettet."
        elif what:
            yield f"Punkt {one.item.number}: {listed(what)} er rettet."


def says_decisions(anew: Anew) -> bool:
    """Whether a decision reads otherwise, which only words can tell of."""
    return any(one.decision for one in anew.items)


def _is_for_some(item: AgendaItem) -> bool:
    return item.closed or any(one.lifted_at is None for one in item.recusals.all())


def _fields(before: Written, now: Written) -> Fields:
    """Those of the item's section that are another."""
    fields: dict[str, Any] = {}
    if now.text != before.text:
        fields["decision"] = now.text
    if now.outcomes != before.outcomes:
        said = (content.Outcome(one) if one else None for one in now.outcomes)
        fields["outcomes"] = tuple(said) if any(now.outcomes) else ()
    if now.stays != before.stays:
        fields["presences"] = tuple(
            content.ItemPresence(who, content.Stay(kind), time_of(at)) for who, _user, kind, at in now.stays
        )
    if now.voices != before.voices:
        fields["dissents"] = tuple(content.Dissent(who, paragraphs(text)) for who, _user, text in now.voices)
    return fields


def _of_attendance(before: Attended, now: Attended) -> str:
    """Say who is called what instead of what; in the order of the list, and then those that are no longer on it."""
    was, here = ({user or who: (who, presence) for who, user, presence in rows} for rows in (before, now))
    said = [*(_is_now(*one, *was.get(key, ("", ""))) for key, one in here.items() if was.get(key) != one)]
    said += [f"{who} er taget af listen" for key, (who, _presence) in was.items() if key not in here]
    if not said or len(said) > MOST_NAMED:
        return "Listen over, hvem der var til stede, er rettet."
    return f"Til stede: {'; '.join(said)}."


def _is_now(who: str, presence: str, before: str, was: str) -> str:
    if not was:
        return f"{who} er sat på som {HERE[Presence(presence)]}"
    if was == presence:
        return f"{before} er rettet til {who}"
    return f"{who} er rettet fra {HERE[Presence(was)]} til {HERE[Presence(presence)]}"


def _whole(words: str, sentences: Sequence[str]) -> str:
    """The words as a sentence of their own before the others."""
    ended = words if not (words and sentences) or words.endswith((".", "!", "?")) else f"{words}."
    return " ".join(filter(None, (ended, *sentences)))
