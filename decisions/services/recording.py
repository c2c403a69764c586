"""Writing down what was decided, while the meeting lasts.

The outcomes and the text are saved apart: a text that saves itself says nothing of an outcome. The other way round the
outcomes offer a sentence, which is the text until somebody writes another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.models import AgendaItem, Meeting, TextVersion
from agenda.richtext import clean
from agenda.services.guards import expect, lock_meetings, locked_item, record, require_item_editor
from agenda.services.resuming import meetings_beside
from agenda.services.versions import Mark, newest, put
from decisions.models import Decision, Outcome, RecommendationOutcome
from decisions.sentences import offered
from decisions.services.postponing import follow, outcomes_of
from decisions.services.sentences import sentences_of
from people.files import Keep, kept_files
from people.models import User
from people.refusals import Refused

TEXT = "decision"
"""What the text of a decision is called among the versions of an item's texts."""
WHOLE = 0
"""Where the outcome of an item without recommendations stands; recommendations stand at 1, 2 …"""


def record_decision(
    item: AgendaItem, text: str, *, outcomes: Sequence[Outcome | None] = (), by: User | None
) -> Decision:
    """Write the whole decision on an item, whatever was written before.

    `outcomes` says what became of each recommendation, in order, None where nothing was said; without it, nothing
    was said of any. An item without recommendations may have one outcome. What was said before no longer stands.
    """
    with kept_files() as keep, transaction.atomic():
        item = being_decided(item, by)
        places = places_of(item)
        if outcomes and len(outcomes) != len(places):
            raise ValidationError(_("Der skal være et udfald for hvert punkt i indstillingen."))
        _choose(item, dict(zip(places, outcomes or [None] * len(places), strict=True)))
        _write(item, clean(text), Mark.of(newest(item, TEXT)), by)
        return _decided(item, keep, by)


@transaction.atomic
def save_text(
    item: AgendaItem, text: str, *, base: Mark, by: User | None, anew: bool = False
) -> TextVersion | None:
    """Save the text of a decision, as it stands while somebody writes; Clash if another has saved it since `base`.

    Returns its newest version. The autosaves of one editing session are one version, and one line in the journal.
    """
    item = being_decided(item, by)
    before = newest(item, TEXT)
    version = _write(item, clean(text), base, by, anew=anew)
    if version != before:
        record("item.decision_written", item, by, item.forum_id, item.department_id)
    return version


def set_outcomes(item: AgendaItem, outcomes: Mapping[int, Outcome | None], *, by: User | None) -> None:
    """Say what became of some recommendations, by position (1, 2 …), or of an item that has none (`WHOLE`); None takes
    back what was said. Those that are not named stay as they are.

    The sentence for the outcomes becomes the text, where there is none or it is still the one that was offered.
    """
    with kept_files() as keep, transaction.atomic():
        item = being_decided(item, by)
        wrong = set(outcomes) - set(places_of(item))
        if wrong:
            raise ValidationError(_("Indstillingen er ændret. Hent siden igen."))
        before, offer, text = outcomes_of(item), offer_for(item), _text(item)
        _choose(item, outcomes)
        if outcomes_of(item) == before:
            return
        if text in ("", offer):
            _write(item, offer_for(item), Mark.of(newest(item, TEXT)), by)
        _decided(item, keep, by)


def rewrite(
    item: AgendaItem, text: str, outcomes: Mapping[int, Outcome | None], keep: Keep, by: User | None
) -> None:
    """Write the decision on a locked item anew, in the transaction that issues the minutes with it."""
    _choose(item, outcomes)
    _write(item, text, Mark.of(newest(item, TEXT)), by, anew=True)
    _decided(item, keep, by)


def holds_text(item: AgendaItem, text: str) -> bool:
    """Whether this is the text of the decision, as it would be stored."""
    return clean(text) == _text(item)


def offer_for(item: AgendaItem) -> str:
    """The text that the outcomes of the item suggest now; "" where there are none."""
    return offered(outcomes_of(item), sentences_of(item.forum_id, item.kind))


def being_decided(item: AgendaItem, by: User | None) -> AgendaItem:
    """Return the item locked, for somebody who takes its minutes now; Refused where nobody does."""
    lock_meetings(item.meeting_id, *meetings_beside(item))
    item = locked_item(item)
    require_item_editor(by, item)
    expect(item.state, [AgendaItem.State.PUBLISHED], _("Punktet er ikke på den udsendte dagsorden."))
    if item.meeting is None or item.meeting.state != Meeting.State.IN_SESSION:
        raise Refused(_("Beslutninger skrives, mens mødet er i gang."))
    return item


def places_of(item: AgendaItem) -> list[int]:
    """The positions that have an outcome, counted as the recommendations are numbered."""
    return list(range(1, item.recommendations.count() + 1)) or [WHOLE]


def _choose(item: AgendaItem, outcomes: Mapping[int, Outcome | None]) -> None:
    if WHOLE in outcomes:
        _keep(item, outcome=outcomes[WHOLE] or "")
        return
    for place, recommendation in enumerate(item.recommendations.all(), start=1):
        if place not in outcomes:
            continue
        outcome = outcomes[place]
        if outcome is None:
            RecommendationOutcome.objects.filter(recommendation=recommendation).delete()
        else:
            RecommendationOutcome.objects.update_or_create(
                recommendation=recommendation, defaults={"outcome": outcome}
            )


def _write(
    item: AgendaItem, text: str, base: Mark, by: User | None, *, anew: bool = False
) -> TextVersion | None:
    stored = _text(item)
    version = put(item, TEXT, text, stored=stored, base=base, by=by, anew=anew)
    if text != stored:
        _keep(item, text=text, recorded_by=by, recorded_at=timezone.now())
    return version


def _text(item: AgendaItem) -> str:
    return Decision.objects.filter(item=item).values_list("text", flat=True).first() or ""


def _keep(item: AgendaItem, **fields: object) -> Decision:
    decision, _made = Decision.objects.update_or_create(item=item, defaults=fields)
    return decision


def _decided(item: AgendaItem, keep: Keep, by: User | None) -> Decision:
    follow(item, keep, by)
    record("item.decided", item, by, item.forum_id, item.department_id)
    return _keep(item, recorded_by=by, recorded_at=timezone.now())
