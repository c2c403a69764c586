"""The sample municipality: the texts beside this file, taken through the same services as everybody's work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import time

from django.core.files import File
from django.db import transaction

from agenda.models import AgendaItem, Invitation, ItemPresence, Meeting
from agenda.rights import today
from agenda.services.access import grant_reading, invite, recuse
from agenda.services.attendance import named, note_presence, set_attendance
from agenda.services.bilag import attach
from agenda.services.closing import Closing, close_item
from agenda.services.items import (
    accept_item,
    case_numbered,
    draft_item,
    submit_item,
)
from agenda.services.meetings import cancel_meeting, plan_meeting, start_session
from agenda.services.versions import Mark
from agenda.services.writing import save_text
from decisions.models import Outcome
from decisions.services.approval import answer
from decisions.services.dissents import add_dissent
from decisions.services.recording import record_decision
from documents.content import Kind
from documents.filing import file_excerpt
from documents.sample.follow_up import follow_up, give
from documents.sample.municipality import (
    HERE,
    Row,
    Sample,
    anchor,
    load_absence,
    load_forum,
    load_people,
    load_standing,
    read,
)
from documents.sample.proposing import bring
from documents.sample.reading_along import read_along
from documents.services import publish
from documents.withdrawing import withdraw
from people.models import Department, User

State = Meeting.State


def loaded() -> bool:
    return Department.objects.exists()


@transaction.atomic
def load(tell: Callable[[str], object] = lambda line: None) -> Sample:
    """Load people, fora and meetings, in the order of their dates. Call once, on an empty database."""
    sample = Sample(anchor(today()))
    municipality = read(HERE / "municipality.toml")
    load_people(sample, municipality)
    for row in municipality.get("absences", []):
        load_absence(sample, row)
    for row in municipality["fora"]:
        load_forum(sample, row)
    for row in _meetings():
        meeting = _load_meeting(sample, row)
        tell(f"  {meeting}: {meeting.get_state_display()}")
    for begun in sample.begun:
        _take_minutes(sample, *begun)
    follow_up(sample)
    _load_proposals(sample)
    for row in municipality["fora"]:
        load_standing(sample, row)
    return sample


def _meetings() -> Iterator[Row]:
    rows = [read(path) for path in sorted((HERE / "meetings").glob("*.toml"))]
    yield from sorted(rows, key=lambda row: int(row["weeks"]))


def _load_proposals(sample: Sample) -> None:
    for row in read(HERE / "proposals.toml")["proposals"]:
        bring(
            sample.fora[row["forum"]],
            row,
            wish=sample.meetings[row["forum"], row["wish"]] if "wish" in row else None,
            author=sample.people[row["author"]],
            secretary=sample.secretary,
        )


def _load_meeting(sample: Sample, row: Row) -> Meeting:
    meeting = plan_meeting(
        sample.fora[row["forum"]],
        sample.day(row["weeks"]),
        start=time.fromisoformat(row["start"]),
        place=row["place"],
        by=sample.secretary,
    )
    sample.meetings[row["forum"], row["weeks"]] = meeting
    items = [(_load_item(sample, meeting, one), one) for one in row["items"]]
    for one in row.get("invitations", []):
        _invite(sample, meeting, one, [item for item, _row in items])
    _live(sample, meeting, row, items)
    meeting.refresh_from_db()
    return meeting


def _load_item(sample: Sample, meeting: Meeting, row: Row) -> AgendaItem:
    author = sample.people[row["author"]] if "author" in row else None
    item = draft_item(
        meeting.forum,
        sample.text(row["title"]),
        closed=False,
        meeting=meeting,
        author=author,
        department=sample.departments[row["department"]] if row.get("department") else None,
        case=case_numbered(row.get("case", ""), row.get("case_title", "")),
        proposer=row.get("proposer", ""),
        background=sample.text(row.get("background", "")),
        recommendations=[sample.text(one) for one in row.get("recommendations", [])],
        kind=AgendaItem.Kind(row.get("kind", "decision")),
        minutes=row.get("minutes"),
        presenter=row.get("presenter", ""),
        by=author or sample.secretary,
    )
    if "guests" in row:
        save_text(item, "guests", "\n".join(row["guests"]), base=Mark(), by=sample.secretary)
    for one in row.get("attachments", []):
        _attach(sample, item, one)
    if row.get("closed"):
        item = _close(sample, item, row)
    _name_approval(sample, item, row)
    return _prepare(sample, item, meeting, row)


def _prepare(sample: Sample, item: AgendaItem, meeting: Meeting, row: Row) -> AgendaItem:
    """Bring the draft as far as its row says: a draft, submitted, or accepted to the meeting."""
    state = row.get("state", "accepted")
    if state == "draft":
        return item
    if state == "submitted":
        return submit_item(item, by=item.author)
    return accept_item(item, meeting, by=sample.secretary)


def _close(sample: Sample, item: AgendaItem, row: Row) -> AgendaItem:
    closing = Closing(
        legal_ground=row["legal_ground"],
        public_title=sample.text(row["public_title"]),
        shows_case_number=row.get("show_case_number", False),
        public_decision=sample.text(row.get("public_decision", "")),
    )
    return close_item(item, closing, by=sample.secretary)


def _attach(sample: Sample, item: AgendaItem, row: Row) -> None:
    path = HERE / row["file"]
    with path.open("rb") as file:
        attach(
            item,
            sample.text(row["title"]),
            file=File(file, name=path.name),
            closed=row.get("closed", False),
            by=sample.secretary,
        )


def _name_approval(sample: Sample, item: AgendaItem, row: Row) -> None:
    """The standing item's last recommendation approves the minutes of an earlier meeting."""
    approves = sample.meetings.get((item.forum.name, row.get("approves_minutes_of_weeks", 0)))
    recommendation = item.recommendations.last()
    if approves is not None and recommendation is not None and "approves_minutes_of_weeks" in row:
        recommendation.approves = approves
        recommendation.save(update_fields=["approves"])


def _invite(sample: Sample, meeting: Meeting, row: Row, items: list[AgendaItem]) -> None:
    invite(
        meeting,
        sample.people[row["person"]],
        kind=Invitation.Kind(row["kind"]),
        reads_closed=row.get("reads_closed", False),
        item=items[row["item"] - 1] if "item" in row else None,
        by=sample.secretary,
    )


def _live(sample: Sample, meeting: Meeting, row: Row, items: list[tuple[AgendaItem, Row]]) -> None:
    """Take the meeting through its life, as far as its row says."""
    by, state = sample.secretary, State(row["state"])
    if state == State.CANCELLED:
        cancel_meeting(meeting, by=by)
    if state == State.PLANNED:
        read_along(meeting, row, [item for item, _row in items], sample.people, sample.day, by=by)
    if state in (State.PLANNED, State.CANCELLED):
        return
    publish(meeting, Kind.AGENDA, by=by)
    for item, one in items:
        _mark(sample, item, one)
    if state == State.AGENDA_PUBLISHED:
        return
    start_session(meeting, by=by)
    if state == State.IN_SESSION:
        sample.begun.append((meeting, row, items))  # what is postponed needs the next meeting to be there
        return
    _take_minutes(sample, meeting, row, items)
    publish(meeting, Kind.MINUTES, by=by)
    _after(sample, meeting, row, items)


def _after(sample: Sample, meeting: Meeting, row: Row, items: list[tuple[AgendaItem, Row]]) -> None:
    """What is done with minutes that are out: excerpts filed, and members who have approved them."""
    for item, one in items:
        if one.get("filed"):
            file_excerpt(item, by=sample.secretary)
    for one in row.get("approvals", []):
        answer(meeting.approval_rounds.get(), approves=True, by=sample.people[one])


def _mark(sample: Sample, item: AgendaItem, row: Row) -> None:
    """Recusals, grants and a withdrawal, all known before the meeting."""
    for one in row.get("recusals", []):
        recuse(item, sample.people[one["person"]], reason=one["reason"], by=sample.secretary)
    for one in row.get("grants", []):
        grant_reading(item, sample.people[one["person"]], reason=one["reason"], by=sample.secretary)
    if row.get("state") == "withdrawn":
        withdraw(item, row["withdrawn_because"], reissues=True, by=sample.secretary)


def _take_minutes(sample: Sample, meeting: Meeting, row: Row, items: list[tuple[AgendaItem, Row]]) -> None:
    set_attendance(
        meeting, [_attendee(sample, one) for one in row.get("attendance", [])], by=sample.secretary
    )
    for item, one in items:
        if one.get("decision"):
            record_decision(
                item,
                sample.text(one["decision"]),
                outcomes=[Outcome(outcome) for outcome in one.get("outcomes", [])],
                by=sample.secretary,
            )
        for note in one.get("presences", []):
            _note_presence(sample, item, note)
        for dissent in one.get("dissents", []):
            user = sample.people[dissent["person"]]
            add_dissent(item, user.full_name, dissent["text"], user=user, by=sample.secretary)
        for task in one.get("tasks", []):
            give(sample, item, task)


def _note_presence(sample: Sample, item: AgendaItem, row: Row) -> None:
    user = sample.people[row["person"]] if "person" in row else None
    note_presence(
        item,
        named(user) if user else row["name"],
        user=user,
        kind=ItemPresence.Kind(row["kind"]),
        at=row.get("at"),
        by=sample.secretary,
    )


def _attendee(sample: Sample, row: Row) -> tuple[str, User | None, str]:
    if "name" in row:
        return row["name"], None, row["presence"]
    user = sample.people[row["person"]]
    return f"{user.full_name}, {user.title}", user, row["presence"]
