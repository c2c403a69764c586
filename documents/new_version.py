"""Published minutes issued anew before they are approved, as a numbered version that says what changed.

The decisions written anew (`decisions.services.revisions`) are laid on what was issued, drawn and checked, and then
stored and issued in one transaction. The version before stays where it is, for those who could read it.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agenda.models import Meeting
from decisions.services import revisions
from decisions.services.approval import approve_what_was_approved, open_round, voters
from decisions.services.postponing import name_authors
from decisions.services.revisions import checked_changes
from documents.agreeing import require_agreed
from documents.content import Kind
from documents.editions import next_version
from documents.replacing import Change, publish_version
from documents.revised import amendment, says_decisions
from documents.telling import tell_of_issue
from people.files import Keep
from people.models import User
from people.refusals import Refused
from people.wording import NoticeKind


def issue_version(meeting: Meeting, changes: str, *, by: User | None) -> None:
    """Issue what the open revision has changed; the members are told, and asked to approve it where they do so.

    ValidationError without words of a decision that is changed, Refused where nothing is or the minutes are approved,
    NotReplaced (a Held) with what the check found.
    """
    revisions.require_revisable(meeting, by)
    anew = revisions.changed(meeting)
    if not anew:
        raise Refused(
            _("Der er ikke ændret noget endnu. Ret mindst ét punkt, før du sender en ny udgave ud.")
        )
    changes = _checked(changes, required=says_decisions(anew))
    require_agreed(meeting, Kind.MINUTES, changes)

    def move(now: Meeting, keep: Keep) -> None:
        revisions.require_revisable(now, by)
        if revisions.changed(now) != anew:
            raise Refused(
                _("Referatet blev rettet, mens den nye udgave blev dannet. Se det igennem, og prøv igen.")
            )
        require_agreed(now, Kind.MINUTES, changes)
        version = next_version(now, Kind.MINUTES)
        revisions.carry_out(now, anew, version, keep, by)
        approve_what_was_approved(now, by=by)
        name_authors(now, by=by)
        asked = open_round(now, version, by=by)
        tell_of_issue(now, NoticeKind.NEW_MINUTES, by=by, but=voters(now) if asked else ())

    publish_version(meeting, Change(amendment(anew, changes), move, keeps=True), by=by)


def _checked(changes: str, *, required: bool) -> str:
    changes = checked_changes(changes)
    if required and not changes:
        raise ValidationError({"changes": _("Skriv, hvad der er ændret.")})
    return changes
