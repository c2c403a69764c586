"""The chair's agreement to what is to be sent out, tied to the document as it stood when she gave it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agenda.models import Agreement, Meeting
from agenda.secretariat import chairs
from agenda.services.agreements import Answer, ask_chair, give_answer, latest
from agenda.services.guards import locked
from decisions.services.revisions import changed, revision_of
from documents import build
from documents.as_json import keyed_digest
from documents.content import Kind, MeetingDocument
from documents.revised import next_draft
from people.models import User
from people.refusals import Refused

Paper = Agreement.Kind

AGREED, OUTDATED, WAITING, CHANGES, NOT_ASKED = "agreed", "outdated", "waiting", "changes", "not_asked"
WORDS = {
    Paper.AGENDA: {
        AGREED: gettext_lazy("Formanden har godkendt dagsordenen, som den er nu."),
        OUTDATED: gettext_lazy(
            "Formanden har godkendt dagsordenen, men den er ændret siden. Bed om godkendelse igen."
        ),
        WAITING: gettext_lazy("Formanden er bedt om at godkende dagsordenen og har ikke svaret endnu."),
        CHANGES: gettext_lazy(
            "Formanden har bedt om ændringer. Ret dagsordenen, og bed om godkendelse igen."
        ),
        NOT_ASKED: gettext_lazy("Formanden er ikke bedt om at godkende dagsordenen."),
    },
    Paper.MINUTES: {
        AGREED: gettext_lazy("Formanden har set referatet, som det er nu, og det er i orden."),
        OUTDATED: gettext_lazy(
            "Formanden har set referatet, men det er ændret siden. Bed formanden se det igennem igen."
        ),
        WAITING: gettext_lazy("Formanden er bedt om at se referatet igennem og har ikke svaret endnu."),
        CHANGES: gettext_lazy(
            "Formanden har bedt om ændringer. Ret referatet, og bed formanden se det igennem igen."
        ),
        NOT_ASKED: gettext_lazy("Formanden er ikke bedt om at se referatet igennem."),
    },
}


def paper_now(meeting: Meeting) -> Paper:
    """Which draft of the meeting there is to agree to."""
    return Paper.AGENDA if meeting.is_before_session else Paper.MINUTES


def draft(meeting: Meeting, paper: Paper, words: str | None = None) -> MeetingDocument:
    """The document as publishing would make it now; of minutes that are out, the version that is being written, which
    says `words` of itself where those are given. Refused where none is."""
    if not meeting.minutes_are_out:
        return build.to_publish(meeting, Kind(paper))
    found = next_draft(meeting, words)
    if found is None:
        raise Refused(_("Referatet er udsendt og ikke åbnet for en ændring; der er intet udkast."))
    return found


def _opened_at(meeting: Meeting) -> datetime | None:
    """When minutes that are out were opened for a change: what the chair said before that was of another draft."""
    revision = revision_of(meeting) if meeting.state == Meeting.State.MINUTES_PUBLISHED else None
    return revision.opened_at if revision else None


def digest_of(document: MeetingDocument) -> str:
    """A digest of all that the document says."""
    return keyed_digest(document, "documents.agreeing")


@dataclass(frozen=True)
class Standing:
    """How it stands between the secretariat and the chair; `digest` is that of the document now."""

    meeting: Meeting
    paper: Paper
    latest: Agreement | None
    digest: str

    @property
    def is_required(self) -> bool:
        forum = self.meeting.forum
        return forum.chair_agrees_agenda if self.paper == Paper.AGENDA else forum.chair_sees_minutes

    @property
    def word(self) -> str:
        if self.latest is None:
            return NOT_ASKED
        if self.latest.answer != Answer.AGREED:
            return WAITING if self.latest.answer == Answer.WAITING else CHANGES
        return AGREED if self.latest.digest == self.digest else OUTDATED

    @property
    def is_agreed(self) -> bool:
        return self.word == AGREED

    @property
    def is_waiting(self) -> bool:
        return self.word == WAITING

    @property
    def sentence(self) -> str:
        return str(WORDS[self.paper][self.word])


def standing(meeting: Meeting, document: MeetingDocument) -> Standing:
    """How it stands for this document, which is as publishing would make it now."""
    paper = Paper(document.kind.value)
    return Standing(meeting, paper, latest(meeting, paper, _opened_at(meeting)), digest_of(document))


def standing_of_version(meeting: Meeting) -> Standing | None:
    """The same for minutes that are written anew; None where nothing is asked of the chair, or she has said nothing."""
    said = latest(meeting, Paper.MINUTES, _opened_at(meeting))
    document = next_draft(meeting) if said or meeting.forum.chair_sees_minutes else None
    return Standing(meeting, Paper.MINUTES, said, digest_of(document)) if document else None


def lacking(meeting: Meeting, kind: Kind, words: str | None = None) -> tuple[str, str]:
    """Return why the chair keeps the document back, and the address where that is mended; ("", "") if she does not.

    `words` as in `draft`.
    """
    paper = Paper(kind.value)
    required = Standing(meeting, paper, None, "").is_required
    now = standing(meeting, draft(meeting, paper, words)) if required else None
    if now is None or now.is_agreed:
        return "", ""
    if not chairs(meeting.forum).exists():
        sentence = _("Forummet har ingen formand i dag, som kan give sit svar. Giv en plads som formand.")
        return sentence, reverse("seats", args=[meeting.forum_id])
    return now.sentence, reverse("reading", args=[meeting.pk])


def unsettled(meeting: Meeting, document: MeetingDocument) -> str:
    """Return what the chair was asked and has not agreed to in the document as it is now; "" where there is nothing."""
    now = standing(meeting, document)
    return "" if now.latest is None or now.is_agreed else now.sentence


def require_agreed(meeting: Meeting, kind: Kind, words: str | None = None) -> None:
    """Refuse to publish what the chair is to agree to first and has not."""
    sentence, _url = lacking(meeting, kind, words)
    if sentence:
        raise Refused(sentence)


@transaction.atomic
def ask(meeting: Meeting, *, by: User | None) -> Agreement:
    """Ask the chair about the draft that is next to go out."""
    meeting = locked(meeting)
    if meeting.minutes_are_out and not changed(meeting):
        raise Refused(_("Der er ikke ændret noget, som formanden kan se igennem."))
    return ask_chair(meeting, paper_now(meeting), since=_opened_at(meeting), by=by)


@transaction.atomic
def answer(meeting: Meeting, said: Answer, *, comment: str = "", seen: str, by: User) -> Agreement:
    """The chair answers to the draft that she has `seen` (its digest); ValidationError if it has changed meanwhile."""
    meeting = locked(meeting)
    if not chairs(meeting.forum).contains(by):
        raise PermissionDenied
    paper = paper_now(meeting)
    digest = digest_of(draft(meeting, paper))
    if said == Answer.AGREED and digest != seen:
        raise ValidationError(
            _("Der er rettet i udkastet, siden du åbnede siden. Læs det igennem igen, og svar så.")
        )
    return give_answer(meeting, paper, said, comment=comment, digest=digest, since=_opened_at(meeting), by=by)
