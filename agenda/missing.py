"""What a draft still lacks before it can be sent out, and what somebody should look at once more. Pure functions.

Nothing here stops anything; what must not leave is found by `documents.leak_check`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agenda.models import AgendaItem
from agenda.richtext import plain_text
from agenda.services.closing import says_nothing
from people.danish import MONTHS, WEEKDAYS

_ROUTINE = re.compile(
    r"(?:\w{1,6} - )?(?:evt\b|eventuelt\b|godkendelse af (?:dagsorden|referat)|meddelelser\b|næste møde\b)",
    re.IGNORECASE,
)
_DAY = re.compile(
    rf"\b({'|'.join(WEEKDAYS)}) (?:(?:den|d\.) )?(\d{{1,2}})(?:\. ?({'|'.join(MONTHS)})\b|[./-](\d{{1,2}})\b)"
    r"(?:[ ./-]{1,2}(\d{4})\b)?",
    re.IGNORECASE,
)
_BILAG = re.compile(
    r"(?<!uden )(?<!ingen )(?<!intet )(?:\bbilag(?:et|ene)?\b(?: (?:nr\. )?(\d{1,2})(?:\.(\d{1,2}))?)?"
    r"(?: ?(?:[,–-]|og|til) ?(\d{1,2})(?:\.(\d{1,2}))?\b)?|\bved(?:lagt|lagte|lægges|hæftet|hæftede)\b)",
    re.IGNORECASE,
)
_RECOMMENDS = re.compile(r"\bindstill(?:er|es)\b([^.!?\n]*)", re.IGNORECASE)


class Weight(StrEnum):
    NEEDED = "needed"
    LOOK = "look"


@dataclass(frozen=True)
class Lack:
    """One thing; `field` is the part of the editor where it is mended."""

    field: str
    weight: Weight
    sentence: str

    @property
    def needed(self) -> bool:
        return self.weight is Weight.NEEDED


@dataclass(frozen=True)
class Draft:
    """What is asked of an item. `bilag` is how many there are; `day` is that of its meeting; what every meeting has on
    its agenda (`routine`) needs no case and no background."""

    title: str
    kind: str = AgendaItem.Kind.DECISION
    minutes: int | None = None
    case_number: str = ""
    background: str = ""
    recommendations: tuple[str, ...] = ()
    closed: bool = False
    public_title: str = ""
    legal_ground: str = ""
    bilag: int = 0
    routine: bool = False
    day: date | None = None

    @classmethod
    def of(cls, item: AgendaItem) -> Draft:
        """Read an item with its case, recommendations, bilag and meeting."""
        return cls(
            title=item.title,
            kind=item.kind,
            minutes=item.minutes,
            case_number=item.case.number if item.case else "",
            background=item.background,
            recommendations=tuple(one.text for one in item.recommendations.all()),
            closed=item.closed,
            public_title=item.public_title,
            legal_ground=item.legal_ground,
            bilag=len(item.attachments.all()),
            routine=bool(item.standing) or _ROUTINE.match(item.title) is not None,
            day=item.meeting.date if item.meeting else None,
        )


def missing(draft: Draft) -> tuple[Lack, ...]:
    """Return what the draft lacks, the needed first."""
    found = [
        *_empty(draft),
        *_of_closing(draft),
        *_of_bilag(draft),
        *_of_days(draft),
        *_of_recommending(draft),
    ]
    return tuple(sorted(found, key=lambda lack: not lack.needed))


def _empty(draft: Draft) -> Iterator[Lack]:
    if draft.kind == AgendaItem.Kind.DECISION and not draft.recommendations:
        yield Lack("recommendations", Weight.NEEDED, _("Der er ingen indstilling."))
    if draft.routine:
        return
    if not draft.case_number:
        yield Lack("case", Weight.NEEDED, _("Der er ikke noget sagsnummer."))
    if not draft.background:
        yield Lack("background", Weight.NEEDED, _("Sagsfremstillingen er tom."))
    if draft.minutes is None:
        yield Lack("minutes", Weight.LOOK, _("Der er ikke sat tid af."))


def _of_closing(draft: Draft) -> Iterator[Lack]:
    if not draft.closed:
        return
    if not draft.legal_ground:
        yield Lack("closing", Weight.NEEDED, _("Punktet er lukket uden hjemmel."))
    if says_nothing(draft.public_title):
        sentence = _("Den offentlige titel »%(title)s« siger ikke, hvad punktet handler om.")
        yield Lack("closing", Weight.LOOK, sentence % {"title": draft.public_title})


def _of_bilag(draft: Draft) -> Iterator[Lack]:
    """Bilag that the text names by a number that none has, or names at all where there are none."""
    mentions = list(_BILAG.finditer(_text(draft)))
    last = max(
        (int(found[part + 1] or found[part]) for found in mentions for part in (1, 3) if found[part]),
        default=0,
    )
    if mentions and not draft.bilag:
        yield Lack("bilag", Weight.LOOK, _("Teksten nævner et bilag, men der er ikke lagt nogen på."))
    elif last > draft.bilag:
        sentence = ngettext(
            "Teksten nævner bilag %(last)d, men der er kun %(count)d bilag.",
            "Teksten nævner bilag %(last)d, men der er kun %(count)d bilag.",
            draft.bilag,
        )
        yield Lack("bilag", Weight.LOOK, sentence % {"last": last, "count": draft.bilag})


def _of_days(draft: Draft) -> Iterator[Lack]:
    """Dates that fall on another weekday than the text says."""
    for field, text in _texts(draft):
        for found in _DAY.finditer(text):
            day = _day(found, draft.day)
            if day is not None and WEEKDAYS[day.weekday()] != found[1].lower():
                words = {"text": found[0], "weekday": WEEKDAYS[day.weekday()]}
                yield Lack(field, Weight.LOOK, _("»%(text)s« er en %(weekday)s.") % words)


def _day(found: re.Match[str], near: date | None) -> date | None:
    """The day that was written; one without a year is the one that is nearest to the meeting."""
    month = MONTHS.index(found[3].lower()) + 1 if found[3] else int(found[4])
    years = [int(found[5])] if found[5] else [near.year + step for step in (-1, 0, 1)] if near else []
    days = [day for year in years if (day := _date(year, month, int(found[2])))]
    return min(days, key=lambda day: abs(day - near), default=None) if near else next(iter(days), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _of_recommending(draft: Draft) -> Iterator[Lack]:
    if any(not re.match(r"at\b", line, re.IGNORECASE) for line in draft.recommendations):
        yield Lack("recommendations", Weight.LOOK, _("Hver linje i indstillingen bør begynde med »at«."))
    for found in _RECOMMENDS.finditer(plain_text(draft.background)):
        rest = found[1]
        if not re.search(r"\bat\b", rest) and not rest.rstrip().endswith(":"):
            sentence = _("»%(text)s« mangler et »at«.")
            yield Lack("background", Weight.LOOK, sentence % {"text": " ".join(found[0].split())[:80]})


def _text(draft: Draft) -> str:
    return "\n".join(text for _field, text in _texts(draft))


def _texts(draft: Draft) -> Iterator[tuple[str, str]]:
    """The texts by the field they stand in."""
    yield "title", draft.title
    yield "background", plain_text(draft.background).replace("\u00a0", " ")
    yield "recommendations", "\n".join(draft.recommendations)
